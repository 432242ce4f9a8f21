"""Network ACLs: the rules by number, the first that fits decides."""

import pytest

from archbench.architecture.access_lists import admits
from archbench.architecture.joins import Reader
from archbench.architecture.narrow import is_narrow
from archbench.hcl.types import STRING, ListOf
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.hand import configuration, ref, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
MANY = Unknown(ListOf(STRING), (Origin("variable", "var.all"),))
FEW = ref("aws_subnet.a", "cidr_block")


def rule(number: Plain = 100, action: Plain = "allow", **values: Plain) -> dict[str, Plain]:
    """A rule of a block, for SSH from everywhere unless it says otherwise."""
    usual: dict[str, Plain] = {
        "protocol": "tcp",
        "from_port": 22,
        "to_port": 22,
        "cidr_block": "0.0.0.0/0",
    }
    return {"rule_no": number, "action": action, **usual, **values}


def beside(name: str = "r", /, **values: Plain) -> Instance:
    """The same as a resource of its own."""
    found = rule(**values)
    told = {"rule_number": found.pop("rule_no"), "rule_action": found.pop("action"), **found}
    return resource(
        f"aws_network_acl_rule.{name}", **{"network_acl_id": ref("aws_network_acl.a"), **told}
    )


V6_DENIED = rule(100, "deny", cidr_block=None, ipv6_cidr_block="::/0")
HALVES_DENIED = (
    rule(100, "deny", cidr_block="0.0.0.0/1"),
    rule(101, "deny", cidr_block="128.0.0.0/1"),
)


def let_in(ingress: Plain, *others: Instance, port: int = 22) -> bool | None:
    """Whether an ACL of these rules lets the internet reach a port."""
    acl = resource("aws_network_acl.a", ingress=ingress)
    subnet = resource("aws_subnet.a", cidr_block=WAITS)
    return admits(Reader(configuration(acl, subnet, *others)), acl, port)


@pytest.mark.parametrize(
    ("rules", "admitted"),
    [
        ((), False),
        ((rule(),), True),
        ((rule(action="ALLOW"),), True),
        ((rule(action="deny"),), False),
        ((rule(from_port=0, to_port=65535),), True),
        ((rule(from_port=23, to_port=65535),), False),
        ((rule(from_port=0, to_port=21),), False),
        ((rule(protocol="6"),), True),
        ((rule(protocol="TCP"),), True),
        ((rule(protocol="udp"),), False),
        ((rule(protocol="-1", from_port=0, to_port=0),), True),
        ((rule(protocol="all", from_port=None, to_port=None),), True),
        ((rule(from_port=None, to_port=None),), False),
        ((rule(cidr_block="10.0.0.0/8"),), False),
        ((rule(cidr_block=None, ipv6_cidr_block="::/0"),), True),
        ((rule(cidr_block="", ipv6_cidr_block="::/0"),), True),
        ((rule(cidr_block="0.0.0.0/1"),), True),
        ((rule(cidr_block="198.51.100.0/24"), rule(101)), True),
        ((rule(101), rule(100, "deny")), False),
        ((rule(100), rule(101, "deny")), True),
        ((rule(100, "deny", cidr_block="198.51.100.0/24"), rule(101)), True),
        ((rule(100, "deny", from_port=80, to_port=80), rule(101)), True),
        ((V6_DENIED, rule(101)), True),
        ((rule(100, "deny"), rule(101, cidr_block=None, ipv6_cidr_block="::/0")), True),
        ((V6_DENIED, rule(101, cidr_block=None, ipv6_cidr_block="::/0")), False),
        ((rule(100, "deny", cidr_block="0.0.0.0/1"), rule(101)), True),
        ((rule(100, "deny", cidr_block="0.0.0.0/1"), rule(101, cidr_block="64.0.0.0/2")), False),
        ((rule(100, "deny", cidr_block="0.0.0.0/1"), rule(101, "deny"), rule(102)), False),
        ((*HALVES_DENIED, rule(102)), False),
        ((HALVES_DENIED[0], rule(101, "deny", cidr_block="64.0.0.0/2"), rule(102)), True),
        ((rule(100, "deny", cidr_block="64.0.0.0/2"), rule(101, cidr_block="0.0.0.0/1")), True),
        ((*HALVES_DENIED, rule(102, cidr_block=WAITS)), False),
        ((V6_DENIED, rule(101, cidr_block=WAITS)), None),
        ((rule(cidr_block="any"),), None),
        ((rule(cidr_block=FEW),), False),
        ((rule(100, "deny", cidr_block=FEW), rule(101)), True),
        ((rule(cidr_block=WAITS),), None),
        ((rule(100), rule(101, cidr_block=WAITS)), True),
        ((rule(100, "deny"), rule(101, cidr_block=WAITS)), False),
        ((rule(100, cidr_block=WAITS, from_port=80, to_port=80),), False),
        ((rule(action=WAITS),), None),
        ((rule(protocol=WAITS),), None),
        ((rule(WAITS),), None),
        ((rule(from_port=WAITS),), None),
        ((rule(to_port=WAITS),), None),
        ((rule(protocol="-1", from_port=WAITS, to_port=WAITS),), True),
        ((WAITS,), None),
        ((WAITS, rule()), None),
        (MANY, None),
        (None, False),
    ],
)
def test_the_first_rule_that_fits_decides(
    rules: Plain,
    admitted: bool | None,  # noqa: FBT001
) -> None:
    """By number; what is not known may decide otherwise, unless another did before it."""
    assert let_in(rules) is admitted


@pytest.mark.parametrize(
    ("values", "admitted"),
    [
        ({}, True),
        ({"egress": False}, True),
        ({"egress": "false"}, True),
        ({"egress": True}, False),
        ({"egress": WAITS}, None),
        ({"action": "deny"}, False),
        ({"network_acl_id": ref("aws_network_acl.other")}, False),
        ({"network_acl_id": WAITS}, None),
        ({"network_acl_id": WAITS, "egress": True}, False),
        ({"number": WAITS}, None),
    ],
)
def test_a_rule_beside_the_list_counts_as_well(
    values: dict[str, Plain],
    admitted: bool | None,  # noqa: FBT001
) -> None:
    """One of another list does not; one whose list is not known may be of this."""
    other = resource("aws_network_acl.other")
    assert let_in((), other, beside(**values)) is admitted


def test_rules_in_both_places_count_together() -> None:
    """A denial of 90 in the block holds before an allowance of 100 beside it, and not after."""
    assert let_in((rule(90, "deny"),), beside()) is False
    assert let_in((rule(110, "deny"),), beside()) is True


@pytest.mark.parametrize(
    ("value", "narrow", "narrow_6"),
    [
        (ref("aws_vpc.a", "cidr_block"), True, True),
        (ref("aws_default_subnet.a", "ipv6_cidr_block"), True, True),
        (ref("aws_vpc_ipv4_cidr_block_association.a", "cidr_block"), True, True),
        (ref("module.a.aws_subnet.b[0]", "cidr_block"), True, True),
        (ref("aws_vpc_ipam_pool_cidr.a", "cidr_block"), False, False),
        (ref("aws_vpc.a", "main_route_table_id"), False, False),
        (Sensitive(ref("aws_vpc.a", "cidr_block")), True, True),
        ("10.0.0.0/16", False, False),
        (WAITS, False, False),
        (None, False, False),
    ],
)
def test_addresses_of_a_network_are_few(
    value: Plain,
    narrow: bool,  # noqa: FBT001
    narrow_6: bool,  # noqa: FBT001
) -> None:
    """Whichever they turn out to be; what is known is read, not guessed."""
    assert is_narrow(value) is narrow
    assert is_narrow(value, six=True) is narrow_6
