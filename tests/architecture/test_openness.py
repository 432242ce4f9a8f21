"""What is open to the internet: sources united for each port."""

from typing import Literal

import pytest

from archbench.architecture.joins import Reader
from archbench.architecture.openness import (
    Opening,
    is_internet,
    is_public,
    open_to_internet,
    prefix_lists,
)
from archbench.architecture.permission import Permission, SecurityGroup
from archbench.architecture.ports import in_words
from archbench.hcl.types import NUMBER, STRING, ListOf
from archbench.hcl.values import Origin, Plain, Unknown
from tests.architecture.hand import configuration, ref, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
MANY = Unknown(ListOf(STRING), (Origin("variable", "var.all"),))
PORT = Unknown(NUMBER, (Origin("variable", "var.port"),))
Port = int | Unknown | None


def permission(
    source: str = "0.0.0.0/0",
    low: Port = 22,
    high: Port = 22,
    *,
    protocol: str = "tcp",
    direction: Literal["ingress", "egress"] = "ingress",
    grouped: bool = False,
    narrow: bool = False,
) -> Permission:
    """A rule for SSH, unless it says otherwise."""
    return Permission("g", direction, protocol, low, high, source, "g", None, grouped, narrow)


def group(*permissions: Permission) -> SecurityGroup:
    """A group of these rules."""
    return SecurityGroup("g", "g", None, vpc="", permissions=permissions, members=())


def opened(*permissions: Permission, **lists: tuple[str, ...] | None) -> list[tuple[object, ...]]:
    """Protocol and ports of each opening."""
    found = open_to_internet(group(*permissions), lists).openings
    return [(item.protocol, item.from_port, item.to_port) for item in found]


def untold(*permissions: Permission, **lists: tuple[str, ...] | None) -> tuple[Permission, ...]:
    """The rules that may open more."""
    return open_to_internet(group(*permissions), lists).untold


LOW, HIGH = permission("0.0.0.0/1", 20, 30), permission("128.0.0.0/1", 25, 40)


@pytest.mark.parametrize(
    ("rules", "openings"),
    [
        ((permission(),), [("tcp", 22, 22)]),
        ((permission("10.0.0.0/8"),), []),
        ((permission("::/0"),), [("tcp", 22, 22)]),
        ((permission(low=None, high=None, protocol="-1"),), [("-1", 0, 65535)]),
        ((permission(), permission(low=23, high=25)), [("tcp", 22, 22), ("tcp", 23, 25)]),
        (
            (permission(low=20, high=30), permission(low=40, high=50)),
            [("tcp", 20, 30), ("tcp", 40, 50)],
        ),
        ((permission(protocol="udp"), permission()), [("tcp", 22, 22), ("udp", 22, 22)]),
        ((permission(protocol="icmp", low=8, high=0),), [("icmp", None, None)]),
        ((permission("10.0.0.0/8", protocol="icmp"),), []),
        ((permission(direction="egress"),), []),
        ((permission("sg-1", grouped=True),), []),
        ((permission("", grouped=True),), []),
        ((permission("", narrow=True),), []),
        (
            (permission(low=None, high=None, protocol="-1"), permission("10.0.0.0/8")),
            [("-1", 0, 65535), ("tcp", 0, 21), ("tcp", 22, 22), ("tcp", 23, 65535)],
        ),
    ],
)
def test_ports_are_open_to_whom_a_rule_lets_in(
    rules: tuple[Permission, ...], openings: list[tuple[object, ...]]
) -> None:
    """To everyone; a group, a network or a few addresses are no one else."""
    assert opened(*rules) == openings
    assert untold(*rules) == ()


def test_halves_of_the_internet_open_what_they_share() -> None:
    """Each is more than one organisation has and opens its ports; both open what is shared."""
    found = open_to_internet(group(LOW, HIGH), {})
    assert found.openings == (
        Opening("g", "tcp", 20, 24, (LOW,)),
        Opening("g", "tcp", 25, 30, (LOW, HIGH)),
        Opening("g", "tcp", 31, 40, (HIGH,)),
    )


def test_ports_that_a_rule_opens_as_a_whole_stay_one() -> None:
    """A rule for a network beside it, or one that begins within, splits nothing that it opens."""
    wide, inner = permission(low=20, high=30), permission("10.0.0.0/8", 24, 26)
    found = open_to_internet(group(wide, inner), {})
    assert [(item.from_port, item.to_port, item.rules) for item in found.openings] == [
        (20, 23, (wide,)),
        (24, 26, (wide, inner)),
        (27, 30, (wide,)),
    ]
    apart = permission(low=28, high=28, protocol="udp")
    assert opened(wide, apart) == [("tcp", 20, 30), ("udp", 28, 28)]
    beside = permission("10.0.0.0/8", 100, 100)
    assert opened(wide, beside) == [("tcp", 20, 30)]


@pytest.mark.parametrize(
    "rule",
    [
        permission(""),
        permission("pl-1"),
        permission(low=PORT),
        permission(high=PORT),
        permission("", protocol="icmp"),
        permission("0.0.0.0/0", protocol=""),
        permission("", protocol=""),
    ],
)
def test_what_is_not_known_may_be_open(rule: Permission) -> None:
    """A source, a port, a protocol; it opens nothing for certain."""
    assert (opened(rule), untold(rule)) == ([], (rule,))
    assert untold(rule, permission()) == (rule,)
    assert opened(rule, permission()) == [("tcp", 22, 22)]


def test_a_group_under_a_protocol_that_is_not_known_lets_no_address_in() -> None:
    """Whichever protocol it is."""
    rule = permission("sg-1", grouped=True, protocol="")
    assert (opened(rule), untold(rule)) == ([], ())


def test_a_prefix_list_opens_what_it_holds() -> None:
    """All of it, nothing, or what is not known."""
    rule = permission("office")
    assert opened(rule, office=("0.0.0.0/1", "128.0.0.0/1")) == [("tcp", 22, 22)]
    assert opened(rule, office=("10.0.0.0/8",)) == []
    assert untold(rule, office=("10.0.0.0/8",)) == ()
    assert untold(rule, office=None) == (rule,)
    assert untold(rule, office=()) == ()


def test_what_goes_out_is_asked_by_itself() -> None:
    """An egress rule is no ingress rule."""
    out = permission(direction="egress")
    found = open_to_internet(group(out, permission(low=80, high=80)), {}, "egress")
    assert [item.from_port for item in found.openings] == [22]


@pytest.mark.parametrize(
    ("cidrs", "internet"),
    [
        (("0.0.0.0/0",), True),
        (("8.0.0.0/8",), True),
        (("8.0.0.0/9",), False),
        (("8.0.0.0/9", "8.128.0.0/9"), True),
        (("8.0.0.0/9", "8.0.0.0/9"), False),
        (("10.0.0.0/8",), False),
        (("10.0.0.0/7",), True),
        (("10.0.0.0/8", "8.0.0.0/9"), False),
        (("100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8"), False),
        (("224.0.0.0/3",), False),
        (("::/0",), True),
        (("2000::/3",), True),
        (("2001::/16",), True),
        (("2001::/17",), False),
        (("2001::/17", "2001:8000::/17"), True),
        (("fd00::/8",), False),
        (("2001::/17", "8.0.0.0/9"), False),
        (("sg-1", "0.0.0.0/0"), True),
        (("sg-1",), False),
        ((), False),
    ],
)
def test_more_than_one_organisation_has_is_the_internet(
    cidrs: tuple[str, ...],
    internet: bool,  # noqa: FBT001
) -> None:
    """As many public addresses as a /8 has, or an IPv6 /16; what is counted twice is not more."""
    assert is_internet(cidrs) is internet


@pytest.mark.parametrize(
    ("cidr", "public"),
    [
        ("198.51.100.7/32", True),
        ("198.51.100.7", True),
        ("10.1.0.0/16", False),
        ("9.255.255.255/32", True),
        ("8.0.0.0/6", True),
        ("2001:db8::1/128", True),
        ("fd00::/8", False),
        ("::1/128", False),
        ("sg-1", False),
    ],
)
def test_an_address_of_the_internet_is_public(
    cidr: str,
    public: bool,  # noqa: FBT001
) -> None:
    """One in the range is enough."""
    assert is_public(cidr) is public


def lists(*values: dict[str, Plain], entries: Plain = ()) -> dict[str, tuple[str, ...] | None]:
    """The CIDRs of a list called office, by the entries in it and beside it."""
    beside = [
        resource(f"aws_ec2_managed_prefix_list_entry.e[{index}]", **item)
        for index, item in enumerate(values)
    ]
    office = resource("aws_ec2_managed_prefix_list.office", name="office", entry=entries)
    other = resource("aws_ec2_managed_prefix_list.other", name="other")
    return dict(prefix_lists(Reader(configuration(office, other, *beside))))


def test_a_list_holds_its_entries() -> None:
    """In blocks and beside it; one that is not known makes the list so, and no other."""
    office, other = "aws_ec2_managed_prefix_list.office", "aws_ec2_managed_prefix_list.other"
    mine: dict[str, Plain] = {"prefix_list_id": ref(office), "cidr": "10.2.0.0/16"}
    blocks: Plain = ({"cidr": "10.1.0.0/16", "description": "a"},)
    found = lists(mine, entries=blocks)
    assert found == {office: ("10.1.0.0/16", "10.2.0.0/16"), other: ()}
    assert lists(entries=(WAITS,)) == {office: None, other: ()}
    assert lists(entries=MANY) == {office: None, other: ()}
    assert lists(entries=None) == {office: (), other: ()}
    assert lists({**mine, "cidr": WAITS}) == {office: None, other: ()}
    assert lists({**mine, "prefix_list_id": WAITS}) == {office: None, other: None}


@pytest.mark.parametrize(
    ("type_", "values", "cidrs"),
    [
        ("aws_prefix_list", {"name": "com.amazonaws.eu-west-1.s3"}, ()),
        ("aws_ec2_managed_prefix_list", {"name": "com.amazonaws.global.cloudfront"}, ()),
        ("aws_prefix_list", {"prefix_list_name": "com.amazonaws.eu-west-1.s3"}, ()),
        ("aws_ec2_managed_prefix_list", {"name": "office"}, None),
        ("aws_ec2_managed_prefix_list", {"name": WAITS}, None),
        ("aws_ec2_managed_prefix_list", {}, None),
    ],
)
def test_a_list_of_aws_is_of_its_service(
    type_: str, values: dict[str, Plain], cidrs: tuple[str, ...] | None
) -> None:
    """Another that is looked up holds what only AWS knows."""
    data = resource(f"data.{type_}.d", **values)
    assert prefix_lists(Reader(configuration(data))) == {data.address: cidrs}


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([permission()], "SSH 22"),
        ([permission(low=443, high=443), permission(low=80, high=80)], "HTTP 80, HTTPS 443"),
        ([permission(low=8080, high=8080), permission(low=8080, high=8080)], "TCP 8080"),
        ([permission(low=8000, high=8100, protocol="udp")], "UDP 8000-8100"),
        ([permission(low=None, high=None)], "all ports"),
        ([permission(low=None, high=22)], "all ports"),
        ([permission(low=PORT)], "port ?"),
        ([permission(high=PORT)], "port ?"),
        ([permission(low=5432, high=5432)], "SQL 5432"),
        ([permission(low=3306, high=3306)], "SQL 3306"),
        ([], ""),
    ],
)
def test_ports_in_words(rules: list[Permission], words: str) -> None:
    """Known ones by what they are for, each once."""
    assert in_words(rules) == words


def test_a_rule_covers_what_is_known_of_it() -> None:
    """All ports where none is written; both ends are what is waited for."""
    assert permission(low=None, high=None).covers(1) is True
    assert permission(low=22, high=None).covers(1) is True
    waits = permission(low=PORT, high=PORT).covers(1)
    assert isinstance(waits, Unknown)
    assert waits.origins == PORT.origins
    assert permission(low=22, high=None).ports == (22, 65535)
    assert permission(low=None, high=22).ports == (0, 22)
