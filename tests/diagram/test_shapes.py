"""What public module examples showed to be drawn wrongly, each in a configuration of our own."""

from dataclasses import replace

import pytest

from archbench.architecture.drill import drill
from archbench.diagram import Drawing, draw
from tests.diagram.stacks import CASES, built, made, resolved


@pytest.fixture(scope="module")
def shapes() -> Drawing:
    """The configuration drawn."""
    return draw(built("shapes"))


def roles(name: str) -> dict[str, list[str]]:
    """The roles of the instances of each cluster by name."""
    (vpc,) = built(name).regions[0].vpcs
    return {item.name: [one.role for one in item.instances] for item in vpc.clusters}


def test_the_later_cluster_of_a_global_database_only_reads() -> None:
    """Only the cluster with a master user has a writer; without a global database each has one."""
    assert roles("shapes") == {
        "orders-first": ["writer", "reader"],
        "orders-second": ["reader", "reader"],
    }
    assert [found.count("writer") for found in roles("payments").values()] == [1]


def test_a_cluster_that_only_reads_is_drilled() -> None:
    """Nobody promotes its readers, and losing one zone leaves the other."""
    found = drill(resolved("shapes"), built("shapes"))
    told = [item for zone in found.zones for item in zone.loss.databases]
    second = [item for item in told if item.name == "orders-second"]
    assert len(second) == 3
    assert not any(item.writer_lost or item.promoted for item in second)
    assert {item.outcome for item in second} == {"survives"}


def test_like_subnets_stand_in_one_row(shapes: Drawing) -> None:
    """An instance in zone a only does not move the subnets of zones b and c to another row."""
    boxes = [
        b
        for b in shapes.scene.boxes
        if b.subject.address.startswith("module.net.aws_subnet.private")
    ]
    assert len(boxes) == 3
    assert len({box.rect.y for box in boxes}) == 1


def test_the_listener_clients_use_is_named_and_the_others_counted(shapes: Drawing) -> None:
    """The encrypted one on the usual port, not the one that sorts last."""
    labels = [edge.label.text for edge in shapes.scene.edges if edge.label]
    assert "1 TLS 443 +2" in labels


def test_several_target_groups_of_one_instance_are_one_line(shapes: Drawing) -> None:
    """The line says how many, not the port of one of them."""
    lines = [edge for edge in shapes.scene.edges if edge.source == "aws_lb.web"]
    assert [edge.label.text for edge in lines if edge.label] == ["2 via 2 target groups"]


def test_a_block_called_this_has_the_name_of_its_module(shapes: Drawing) -> None:
    """`this 0` tells nobody what it is."""
    gateway = next(card for card in shapes.scene.cards if card.title == "Internet gateway")
    assert gateway.detail == "net"


def test_database_cards_say_what_their_identifier_says() -> None:
    """What an identifier shares with its cluster is left out where the whole does not fit."""
    cards = draw(CASES["payments"]).scene.cards
    shown = {c.title: c.lines()[0].text for c in cards if "aws_rds_cluster_instance" in c.key}
    assert shown == {
        "aurora-writer-pr128": "writer",
        "aurora-reader-1-pr128": "reader-1",
        "aurora-reader-2-pr128": "reader-2",
    }


def test_a_host_name_has_the_room_there_is() -> None:
    """Nothing of a usual name is left out."""
    card = next(c for c in draw(CASES["payments"]).scene.cards if c.accent == "dns")
    assert card.lines()[0].text == "api.payments-pr128.example.com"


def test_a_subnet_is_called_by_what_stands_in_it_or_by_its_routes() -> None:
    """Only a row with something in it is the app tier; without, its routes name it."""
    alone = made(zones=2, groups=0)
    boxes = {box.subject.zone: box.title for box in draw(alone).scene.boxes if box.kind == "app"}
    assert set(boxes.values()) == {"Private subnet"}
    used = [box.title for box in draw(made(zones=2)).scene.boxes if box.kind == "app"]
    assert set(used) == {"App subnet"}


def test_a_vpc_that_holds_nothing_says_so() -> None:
    """An empty box would look like something forgotten; one with subnets has its CIDR alone."""
    home = made(zones=2)
    region = home.regions[0]
    other = replace(
        region.vpcs[0], address="aws_vpc.spare", zones=(), subnets=(), nat_gateways=(),
        load_balancers=(), scaling_groups=(), clusters=(), route_tables=(), internet_gateway=None,
    )  # fmt: skip
    both = replace(home, regions=(replace(region, vpcs=(*region.vpcs, other)),))
    told = {box.key: box.detail for box in draw(both).scene.boxes if box.kind == "vpc"}
    assert told["aws_vpc.spare"].endswith("nothing of this configuration stands in it")
    assert "nothing" not in told[region.vpcs[0].address]
