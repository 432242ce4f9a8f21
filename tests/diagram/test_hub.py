"""A hub's panel: who is attached, by which route table, and the way from one VPC to another."""

from dataclasses import replace

import pytest

from archbench.diagram import draw
from archbench.diagram.scene import EdgeLine, Scene
from tests.diagram.stacks import built

ATTACHED = "aws_ec2_transit_gateway_vpc_attachment.net"


@pytest.fixture(scope="module")
def network() -> Scene:
    """Four VPCs behind a firewall, an office, a line, and a VPC far away."""
    return draw(built("network")).scene


def steps(scene: Scene) -> dict[str, EdgeLine]:
    """The numbered lines of a hub."""
    return {
        edge.label.step: edge
        for edge in scene.edges
        if edge.label and edge.label.step and ATTACHED in edge.source + edge.target
    }


def badges(scene: Scene, key: str) -> list[str]:
    """The words of the badges on a card."""
    card = scene.card(key)
    assert card is not None
    return [badge.text for badge in card.badges]


@pytest.mark.parametrize(
    ("key", "table"),
    [
        (f'{ATTACHED}["lab"]', "RT spokes"),
        (f'{ATTACHED}["screen"]', "RT screened"),
        ("aws_vpn_connection.office", "RT spokes"),
        ("aws_ec2_transit_gateway_route_table.screened", "RT screened"),
    ],
)
def test_equal_badges_are_an_association(network: Scene, key: str, table: str) -> None:
    """On the attachment and on the route table that routes what comes from it."""
    assert badges(network, key) == [table]


def test_what_no_table_routes_has_no_badge(network: Scene) -> None:
    """The Direct Connect gateway is attached, and nothing associates it."""
    assert badges(network, "aws_dx_gateway_association.line") == []


def test_a_route_table_says_where_it_leads(network: Scene) -> None:
    """Static routes first, what is dropped too; what is learnt by the range of its VPC."""
    spokes = network.card("aws_ec2_transit_gateway_route_table.spokes")
    screened = network.card("aws_ec2_transit_gateway_route_table.screened")
    assert spokes is not None
    assert screened is not None
    assert spokes.tray == ("Routes", "0.0.0.0/0 → screen", "10.99.0.0/16 → nowhere")
    assert set(screened.tray[1:]) == {
        "10.1.0.0/16 → lab",
        "10.2.0.0/16 → names",
        "10.3.0.0/16 → live",
        "→ Site-to-Site VPN",
    }


def test_the_way_between_two_vpcs_leads_through_the_firewall(network: Scene) -> None:
    """From the first VPC where something works to another: in, to the firewall, back, out."""
    found = steps(network)
    ends = {number: (edge.source, edge.target) for number, edge in found.items()}
    assert ends == {
        "1": ('aws_vpc.net["lab"]', f'{ATTACHED}["lab"]'),
        "2": (f'{ATTACHED}["screen"]', 'aws_vpc.net["screen"]'),
        "3": ('aws_vpc.net["screen"]', f'{ATTACHED}["screen"]'),
        "4": (f'{ATTACHED}["live"]', 'aws_vpc.net["live"]'),
    }
    assert any("route table spokes leads to screen" in note for note in network.notes)


def test_without_a_default_route_the_way_is_direct() -> None:
    """A table that leads from spoke to spoke: in and out."""
    stack = built("network")
    screened = next(table for table in stack.transit_tables if table.name == "screened")
    spokes = next(table for table in stack.transit_tables if table.name == "spokes")
    direct = replace(spokes, routes=screened.routes)
    found = steps(draw(replace(stack, transit_tables=(direct,))).scene)
    assert {number: edge.target for number, edge in found.items()} == {
        "1": f'{ATTACHED}["lab"]',
        "2": 'aws_vpc.net["live"]',
    }


def test_what_stands_outside_of_the_region_is_at_the_height_of_its_card(network: Scene) -> None:
    """The office beside its VPN connection, the gateway beside its association."""
    region = next(box.rect for box in network.boxes if box.key == "region:eu-north-1")
    pairs = {
        "aws_customer_gateway.office": "aws_vpn_connection.office",
        "aws_dx_gateway.line": "aws_dx_gateway_association.line",
    }
    for outer, inner in pairs.items():
        one, two = network.card(outer), network.card(inner)
        assert one is not None
        assert two is not None
        assert one.rect.y == two.rect.y
        assert one.rect.right < region.x < two.rect.x
        assert any((edge.source, edge.target) == (outer, inner) for edge in network.edges)


def test_nodes_reach_the_brokers_by_the_group_of_their_cluster(network: Scene) -> None:
    """The brokers let in the group that AWS makes for the cluster."""
    edge = next(edge for edge in network.edges if edge.target == "aws_msk_cluster.stream")
    assert (edge.source, edge.kind) == ("aws_eks_node_group.live", "data")
