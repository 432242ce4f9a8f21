"""Which machines somebody asks: by the rules of what they wear, each reason by itself."""

from dataclasses import replace
from typing import Literal

import pytest

from archbench.architecture import build
from archbench.architecture.security import rules_told
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance, Unexpanded
from tests.architecture.by_hand import VPC, balanced, network, stack
from tests.architecture.hand import ref, resource

GROUP = "aws_security_group.g"
WORLD: dict[str, Plain] = {"cidr_blocks": ("0.0.0.0/0",)}
UNKNOWN = Unknown(NUMBER, (Origin("variable", "var.port"),))


def rule(**values: Plain) -> dict[str, Plain]:
    """A rule that lets in by TCP."""
    return {"protocol": "tcp", "from_port": 80, "to_port": 80, **values}


def machine(*rules: dict[str, Plain], way: Literal["ingress", "egress"] = "ingress") -> bool:
    """Whether a machine with a group of these rules is one that somebody asks."""
    items: list[Instance] = [
        resource(GROUP, name="g", vpc_id=ref(VPC), **{way: rules}),
        resource(
            "aws_instance.m",
            instance_type="t3.micro",
            subnet_id=ref("aws_subnet.app[0]"),
            vpc_security_group_ids=(ref(GROUP),),
        ),
    ]
    return "aws_instance.m" not in build(stack(network(), balanced(), items)).unasked


@pytest.mark.parametrize(
    ("rules", "asked"),
    [
        ([], False),
        ([rule(**WORLD)], True),
        ([rule(self=True)], False),
        ([rule(security_groups=(ref(GROUP),))], False),
        ([rule(**WORLD, protocol="icmp")], False),
        ([rule(**WORLD, protocol="icmpv6")], False),
        ([rule(**WORLD, protocol="1", from_port=8, to_port=0)], False),
        ([rule(**WORLD, protocol="udp")], True),
        ([rule(**WORLD, protocol="-1", from_port=0, to_port=0)], True),
        ([rule(**WORLD, from_port=22, to_port=22)], False),
        ([rule(**WORLD, from_port=3389, to_port=3389)], False),
        ([rule(**WORLD, from_port=21, to_port=21)], True),
        ([rule(**WORLD, from_port=23, to_port=23)], True),
        ([rule(**WORLD, from_port=22, to_port=23)], True),
        ([rule(**WORLD, from_port=21, to_port=22)], True),
        ([rule(**WORLD, from_port=UNKNOWN, to_port=22)], True),
        ([rule(**WORLD, from_port=22, to_port=UNKNOWN)], True),
        ([rule(**WORLD, from_port=22, to_port=22), rule(**WORLD)], True),
        ([rule(**WORLD), rule(**WORLD, from_port=22, to_port=22)], True),
        ([rule(self=True), rule(**WORLD, from_port=22, to_port=22)], False),
    ],
)
def test_who_is_let_in_asks_but_to_administer_or_ping(
    rules: list[dict[str, Plain]], *, asked: bool
) -> None:
    """A group's own members, a ping, and SSH or RDP alone ask for nothing; each by itself."""
    assert machine(*rules) is asked


def test_what_goes_out_asks_nothing() -> None:
    """A rule for the way out lets nobody in."""
    assert not machine(rule(**WORLD), way="egress")


ZONE = resource("aws_route53_zone.z", name="example.com")
RECORD = resource(
    "aws_route53_record.r", zone_id=ref(ZONE.address, "zone_id"), name="a", type="A", ttl=60
)
TOPIC = resource("aws_sns_topic.t", name="t")


@pytest.mark.parametrize(
    ("items", "cards"),
    [
        ((ZONE, TOPIC), {ZONE.address, TOPIC.address}),
        ((ZONE, RECORD, TOPIC), {TOPIC.address}),
    ],
)
def test_a_hosted_zone_is_drawn_as_its_records(
    items: tuple[Instance, ...], cards: set[str]
) -> None:
    """Where there are any; what is no hosted zone has its card in any case."""
    found = build(stack(list(items)))
    held = {
        member for region in found.regions for card in region.services for member in card.members
    }
    assert held == cards
    assert TOPIC.address not in found.supporting
    assert (ZONE.address in found.supporting) is (RECORD in items)


@pytest.mark.parametrize(
    ("type_", "told"),
    [
        ("aws_security_group_rule", False),
        ("aws_vpc_security_group_ingress_rule", False),
        ("aws_vpc_security_group_egress_rule", False),
        ("aws_sns_topic", True),
        ("aws_security_group", True),
    ],
)
def test_rules_are_told_beside_an_unknown_number_of_anything_else(
    type_: str, *, told: bool
) -> None:
    """A topic lets nobody in, however many of them there are."""
    more = Unexpanded(f"{type_}.more", "count waits for var.n")
    found = build(replace(stack(network(), balanced()), unexpanded=(more,)))
    assert rules_told(found) is told
