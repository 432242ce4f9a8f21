"""Security groups: rules of every kind united, and what reaches what."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.joins import Reader
from archbench.architecture.model import Architecture
from archbench.architecture.openness import open_to_internet
from archbench.architecture.permission import Permission
from archbench.architecture.policy_allows import wide_actions
from archbench.architecture.policy_text import policy_of
from archbench.architecture.relations import Relations
from archbench.architecture.security import loose_rules, reachable
from archbench.hcl.types import NUMBER, STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform import load
from archbench.terraform.configuration import Instance
from tests.architecture.hand import configuration, ref, refs, resource

VPC = resource("aws_vpc.main", cidr_block="10.0.0.0/16")
UNKNOWN_PORT = Unknown(NUMBER, (Origin("variable", "var.port"),))


def group(name: str, **values: Plain) -> Instance:
    """A security group in the VPC."""
    return resource(f"aws_security_group.{name}", name=name, vpc_id=ref("aws_vpc.main"), **values)


def built(*instances: Instance) -> Architecture:
    """The architecture of these instances and their VPC."""
    return build(configuration(VPC, *instances))


def rules(architecture: Architecture, name: str) -> list[tuple[str, str, object, object, str]]:
    """Direction, protocol, ports and source of each permission of a group."""
    return [
        (item.direction, item.protocol, item.from_port, item.to_port, item.source)
        for security_group in architecture.security_groups
        if security_group.name == name
        for item in security_group.permissions
    ]


def opening(direction: str, source: dict[str, Plain]) -> Instance:
    """A rule resource of the newest kind for port 5432."""
    return resource(
        f"aws_vpc_security_group_{direction}_rule.{direction}",
        security_group_id=ref("aws_security_group.db"),
        ip_protocol="tcp",
        from_port=5432,
        to_port=5432,
        **source,
    )


@pytest.mark.parametrize(
    "instances",
    [
        [
            group(
                "db",
                ingress=(
                    {
                        "protocol": "tcp",
                        "from_port": 5432,
                        "to_port": 5432,
                        "security_groups": refs("aws_security_group.app"),
                    },
                ),
            )
        ],
        [
            group("db"),
            resource(
                "aws_security_group_rule.x",
                type="ingress",
                security_group_id=ref("aws_security_group.db"),
                protocol="6",
                from_port=5432,
                to_port=5432,
                source_security_group_id=ref("aws_security_group.app"),
            ),
        ],
        [
            group("db"),
            opening("ingress", {"referenced_security_group_id": ref("aws_security_group.app")}),
        ],
    ],
    ids=["inline", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"],
)
def test_three_kinds_of_rule_say_the_same(instances: list[Instance]) -> None:
    """Inline and both kinds of rule resource give one and the same permission."""
    found = rules(built(group("app"), *instances), "db")
    assert found == [("ingress", "tcp", 5432, 5432, "aws_security_group.app")]


def test_every_source_is_a_permission() -> None:
    """CIDRs, prefix lists, groups and self each stand alone."""
    inline: Plain = (
        {
            "protocol": "tcp",
            "from_port": 80,
            "to_port": 90,
            "cidr_blocks": ("10.1.0.0/16", "10.2.0.0/16"),
            "ipv6_cidr_blocks": ("::/0",),
            "prefix_list_ids": ("pl-63a5400a", ref("aws_ec2_managed_prefix_list.office")),
            "security_groups": (),
            "self": True,
        },
    )
    lists = resource("aws_ec2_managed_prefix_list.office", name="office")
    assert {item[4] for item in rules(built(lists, group("web", ingress=inline)), "web")} == {
        "10.1.0.0/16",
        "10.2.0.0/16",
        "::/0",
        "pl-63a5400a",
        "aws_ec2_managed_prefix_list.office",
        "aws_security_group.web",
    }


@pytest.mark.parametrize(
    ("protocol", "low", "high"), [("-1", 0, 0), ("all", -1, -1), ("-1", None, None)]
)
def test_all_protocols_cover_every_port(protocol: str, low: Plain, high: Plain) -> None:
    """Protocol -1 has no ports, whatever is written."""
    inline: Plain = (
        {"protocol": protocol, "from_port": low, "to_port": high, "cidr_blocks": ("0.0.0.0/0",)},
    )
    architecture = built(group("web", egress=inline))
    assert rules(architecture, "web") == [("egress", "-1", None, None, "0.0.0.0/0")]
    (permission,) = architecture.security_groups[0].permissions
    assert permission.covers(65535) is True


def test_range_covers_its_ends() -> None:
    """8000 to 8100 covers 8000, 8080 and 8100, not 8101."""
    permission = Permission("g", "ingress", "tcp", 8000, 8100, "0.0.0.0/0", "g", None)
    assert [permission.covers(port) for port in (7999, 8000, 8080, 8100, 8101)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_unknown_port_covers_nothing_for_sure() -> None:
    """A range that waits for a variable is unknown, and cannot be used in a condition."""
    permission = Permission("g", "ingress", "tcp", UNKNOWN_PORT, 90, "0.0.0.0/0", "g", None)
    covers = permission.covers(80)
    assert isinstance(covers, Unknown)
    with pytest.raises(TypeError):
        bool(covers)


def egress(target: str) -> Plain:
    """An inline egress rule for port 5432 to a group."""
    return (
        {
            "protocol": "tcp",
            "from_port": 5432,
            "to_port": 5432,
            "security_groups": refs(f"aws_security_group.{target}"),
        },
    )


def test_group_reaches_group_when_both_ends_allow_it() -> None:
    """The app group may open 5432 on db, and nothing else may."""
    architecture = built(
        group("app", egress=egress("db")),
        group("db"),
        group("other", egress=egress("db")),
        opening("ingress", {"referenced_security_group_id": ref("aws_security_group.app")}),
    )
    app, database, other = (f"aws_security_group.{name}" for name in ("app", "db", "other"))
    assert reachable(architecture, app, database, 5432).allowed == "yes"
    assert reachable(architecture, app, database, 3306).allowed == "no"
    assert reachable(architecture, other, database, 5432).allowed == "no"
    assert reachable(architecture, "0.0.0.0/0", database, 5432).allowed == "no"


def test_group_without_egress_reaches_nothing() -> None:
    """Terraform removes the default egress rule, so no rule means no way out."""
    architecture = built(
        group("app"),
        group("db"),
        opening("ingress", {"referenced_security_group_id": ref("aws_security_group.app")}),
    )
    found = reachable(architecture, "aws_security_group.app", "aws_security_group.db", 5432)
    assert found.allowed == "no"
    assert [item.rule for item in found.ingress] == ["aws_vpc_security_group_ingress_rule.ingress"]


@pytest.mark.parametrize(
    ("cidr", "allowed"),
    [("10.0.0.0/16", "yes"), ("10.0.0.0/8", "yes"), ("10.0.1.0/24", "no"), ("0.0.0.0/0", "yes")],
)
def test_cidr_rule_admits_a_group_when_it_holds_the_vpc(cidr: str, allowed: str) -> None:
    """A group's members have addresses of the VPC; a part of them is not all of them."""
    outward: Plain = ({"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": (cidr,)},)
    architecture = built(
        group("app", egress=outward), group("db"), opening("ingress", {"cidr_ipv4": cidr})
    )
    found = reachable(architecture, "aws_security_group.app", "aws_security_group.db", 5432)
    assert found.allowed == allowed


def test_cidr_reaches_when_a_rule_holds_it() -> None:
    """10.1.2.0/24 lies within 10.1.0.0/16; the internet does not."""
    architecture = built(group("db"), opening("ingress", {"cidr_ipv4": "10.1.0.0/16"}))
    database = "aws_security_group.db"
    assert reachable(architecture, "10.1.2.0/24", database, 5432).allowed == "yes"
    assert reachable(architecture, "0.0.0.0/0", database, 5432).allowed == "no"
    assert reachable(architecture, "10.1.2.0/24", database, 5432, "udp").allowed == "no"


def test_prefix_list_is_not_the_vpcs_addresses() -> None:
    """Its CIDRs are not known here, so a rule for a part of the addresses may hold them or not."""
    architecture = built(group("db"), opening("ingress", {"cidr_ipv4": "10.0.0.0/16"}))
    database = "aws_security_group.db"
    assert reachable(architecture, "pl-63a5400a", database, 5432).allowed == "unknown"
    everyone = built(group("db"), opening("ingress", {"cidr_ipv4": "0.0.0.0/0"}))
    assert reachable(everyone, "pl-63a5400a", database, 5432).allowed == "yes"


def test_rule_of_an_untold_group_may_be_that_of_any() -> None:
    """While it is not known whose rule it is, no flow is surely closed."""
    rule = opening("ingress", {"cidr_ipv4": "0.0.0.0/0"})
    values = {**rule.values, "security_group_id": Unknown(NUMBER, (Origin("variable", "var.g"),))}
    architecture = built(group("db"), replace(rule, values=values, references={}))
    assert reachable(architecture, "0.0.0.0/0", "aws_security_group.db", 5432).allowed == "unknown"


def test_unknown_source_may_be_the_one() -> None:
    """A rule whose source cannot be told makes reachability unknown, not yes and not no."""
    source = Unknown(NUMBER, (Origin("variable", "var.group"),))
    architecture = built(group("db"), opening("ingress", {"referenced_security_group_id": source}))
    assert reachable(architecture, "10.0.0.0/8", "aws_security_group.db", 5432).allowed == "unknown"


@pytest.mark.parametrize(
    ("argument", "open_"), [("referenced_security_group_id", False), ("cidr_ipv4", True)]
)
def test_a_group_that_cannot_be_told_is_not_the_internet(
    argument: str,
    open_: bool,  # noqa: FBT001
) -> None:
    """Whichever group it is; a range that is not known may be all of it."""
    rule = opening("ingress", {argument: Unknown(STRING, (Origin("variable", "var.who"),))})
    found = open_to_internet(built(group("db"), rule).security_groups[0], {})
    assert bool(found.untold) is open_
    assert found.openings == ()


@pytest.mark.parametrize(
    ("named", "internet", "untold"),
    [
        (ref("aws_ec2_managed_prefix_list.office"), True, False),
        (ref("aws_ec2_managed_prefix_list.other"), False, False),
        (Unknown(STRING, (Origin("variable", "var.list"),)), False, True),
    ],
)
def test_a_prefix_list_holds_the_entries_that_stand_beside_it(
    named: Plain,
    internet: bool,  # noqa: FBT001
    untold: bool,  # noqa: FBT001
) -> None:
    """An entry counts for the list it names; one whose list is not known may be of any."""
    parts = [
        group("db"),
        resource(
            "aws_ec2_managed_prefix_list.office", name="office", entry=({"cidr": "10.1.0.0/16"},)
        ),
        resource("aws_ec2_managed_prefix_list.other", name="other"),
        resource("aws_ec2_managed_prefix_list_entry.all", cidr="0.0.0.0/0", prefix_list_id=named),
        opening("ingress", {"prefix_list_id": ref("aws_ec2_managed_prefix_list.office")}),
    ]
    facts = Relations(configuration(VPC, *parts), built(*parts))
    found = facts.openness("aws_security_group.db")
    assert found is not None
    assert [(item.from_port, item.to_port) for item in found.openings] == [(5432, 5432)] * internet
    assert bool(found.untold) is untold
    assert facts.openness("aws_security_group.absent") is None


@pytest.mark.parametrize(
    ("statement", "wide"),
    [
        ({"Action": "*", "Resource": "*"}, ("*",)),
        ({"Action": ["s3:*", "ec2:Describe*"], "Resource": "*"}, ("s3:*",)),
        ({"NotAction": "iam:*", "Resource": "*"}, ("all but iam:*",)),
        ({"Action": "s3:*", "Resource": "arn:aws:s3:::logs/*"}, ()),
        ({"Action": "s3:Get*", "Resource": "*"}, ()),
    ],
)
def test_wide_actions_are_told_by_name(statement: dict[str, object], wide: tuple[str, ...]) -> None:
    """All of a service on every resource; what is taken out is named. Nothing is left open."""
    text = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", **statement}})
    policy = policy_of(Reader(configuration()), text)
    assert wide_actions(policy) == (wide, "")


def test_members_are_what_wears_the_group() -> None:
    """Launch templates pass their groups on to the Auto Scaling group; endpoints wear them too."""
    architecture = built(
        group("app"),
        resource("aws_launch_template.x", vpc_security_group_ids=refs("aws_security_group.app")),
        resource(
            "aws_autoscaling_group.x",
            min_size=1,
            max_size=1,
            launch_template=({"id": ref("aws_launch_template.x")},),
        ),
        resource("aws_vpc_endpoint.x", security_group_ids=refs("aws_security_group.app")),
    )
    (found,) = architecture.security_groups
    assert found.members == ("aws_autoscaling_group.x", "aws_vpc_endpoint.x")


WEB, DB, APP = (f"aws_security_group.{name}" for name in ("web", "db", "app"))
ALL = "0.0.0.0/0"


def rule(**values: Plain) -> dict[str, Plain]:
    """A block for HTTPS."""
    return {"protocol": "tcp", "from_port": 443, "to_port": 443, **values}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"cidr_blocks": (ALL,)}, [("tcp", 443, 443, ALL)]),
        ({"cidr_blocks": (ALL,), "protocol": "6"}, [("tcp", 443, 443, ALL)]),
        ({"cidr_blocks": (ALL,), "protocol": "UDP"}, [("udp", 443, 443, ALL)]),
        ({"cidr_blocks": (ALL,), "protocol": "17"}, [("udp", 443, 443, ALL)]),
        ({"cidr_blocks": (ALL,), "protocol": "1", "from_port": 8}, [("icmp", 8, 443, ALL)]),
        ({"cidr_blocks": (ALL,), "protocol": "58"}, [("icmpv6", 443, 443, ALL)]),
        (
            {"cidr_blocks": (ALL,), "protocol": "icmp", "from_port": -1, "to_port": -1},
            [("icmp", None, None, ALL)],
        ),
        (
            {"cidr_blocks": (ALL,), "protocol": "icmp", "from_port": 3, "to_port": -1},
            [("icmp", 3, -1, ALL)],
        ),
        ({"cidr_blocks": (ALL,), "from_port": "80"}, [("tcp", 80, 443, ALL)]),
        ({"cidr_blocks": (), "ipv6_cidr_blocks": ("::/0",)}, [("tcp", 443, 443, "::/0")]),
        ({"cidr_ipv4": "", "cidr_ipv6": "::/0"}, [("tcp", 443, 443, "::/0")]),
        ({"cidr_ipv4": ALL, "prefix_list_id": ""}, [("tcp", 443, 443, ALL)]),
        ({"self": True}, [("tcp", 443, 443, WEB)]),
        ({"self": "true"}, [("tcp", 443, 443, WEB)]),
        ({"self": False}, []),
        ({"self": UNKNOWN_PORT}, [("tcp", 443, 443, "")]),
        ({"security_groups": ("sg-1",)}, [("tcp", 443, 443, "")]),
        ({"prefix_list_ids": ("pl-1",)}, [("tcp", 443, 443, "pl-1")]),
        ({}, []),
    ],
)
def test_a_rule_is_a_permission_for_each_source(
    values: dict[str, Plain], expected: list[tuple[object, ...]]
) -> None:
    """Protocols by name; all of ICMP has no types."""
    found = rules(built(group("web", ingress=(rule(**values),))), "web")
    assert [item[1:] for item in found] == expected


def test_what_is_not_known_of_a_rule_stays_so() -> None:
    """A protocol, a list, a source: each may be any, a group is no address."""
    waits = Unknown(STRING, (Origin("variable", "var.x"),))
    (unread,) = built(group("web", ingress=waits)).security_groups[0].permissions
    assert (unread.protocol, unread.from_port, unread.source) == ("-1", waits, "")
    (block,) = built(group("web", egress=(waits,))).security_groups[0].permissions
    assert (block.direction, block.to_port, block.source) == ("egress", waits, "")
    (protocol,) = (
        built(group("web", ingress=(rule(protocol=waits, cidr_blocks=(ALL,)),)))
        .security_groups[0]
        .permissions
    )
    assert (protocol.protocol, protocol.from_port, protocol.to_port) == ("", waits, waits)
    assert protocol.source == ALL
    (grouped,) = (
        built(group("web", ingress=(rule(security_groups=(waits,)),)))
        .security_groups[0]
        .permissions
    )
    assert (grouped.grouped, grouped.narrow, grouped.source) == (True, False, "")
    (own,) = built(group("web", ingress=(rule(self=waits),))).security_groups[0].permissions
    assert (own.grouped, own.source) == (True, "")


@pytest.mark.parametrize(
    ("type_", "values", "direction"),
    [
        ("aws_security_group_rule", {"type": "ingress"}, "ingress"),
        ("aws_security_group_rule", {"type": "egress"}, "egress"),
        ("aws_vpc_security_group_ingress_rule", {}, "ingress"),
        ("aws_vpc_security_group_egress_rule", {}, "egress"),
    ],
)
def test_a_rule_beside_a_group_has_its_way(
    type_: str, values: dict[str, Plain], direction: str
) -> None:
    """By its type, or what it says; one of another group is none of this."""
    told: dict[str, Plain] = {"ip_protocol": "-1", "cidr_ipv4": ALL, "cidr_blocks": (ALL,)}
    told = {name: told[name] for name in told if ("blocks" in name) is ("type" in values)}
    mine = resource(f"{type_}.a", security_group_id=ref(WEB), protocol="-1", **values, **told)
    found = built(group("web"), group("db"), mine)
    assert [item[0] for item in rules(found, "web")] == [direction]
    assert rules(found, "db") == []


def test_rules_of_groups_elsewhere_stand_by_themselves() -> None:
    """One whose group is known is not loose."""
    mine = opening("ingress", {"cidr_ipv4": ALL})
    away = resource(
        "aws_vpc_security_group_ingress_rule.away",
        security_group_id="sg-1",
        ip_protocol="tcp",
        from_port=22,
        to_port=22,
        cidr_ipv4=ALL,
    )
    waits = Unknown(STRING, (Origin("variable", "var.x"),))
    stray = resource(
        "aws_security_group_rule.stray", type="egress", security_group_id=waits, cidr_blocks=(ALL,)
    )
    found = loose_rules(Reader(configuration(VPC, group("db"), mine, away, stray)))
    assert {
        item.address: [(one.direction, one.from_port, one.source) for one in item.permissions]
        for item in found
    } == {away.address: [("ingress", 22, ALL)], stray.address: [("egress", None, ALL)]}


def flowing(*, out: Plain, into: Plain, port: int = 443, protocol: str = "tcp") -> str:
    """Whether app reaches web."""
    found = built(group("app", egress=(out,)), group("web", ingress=(into,)))
    return reachable(found, APP, WEB, port, protocol).allowed


OF_THE_VPC = rule(cidr_blocks=(ref("aws_vpc.main", "cidr_block"),))


@pytest.mark.parametrize(
    ("out", "into", "allowed"),
    [
        (rule(security_groups=(ref(WEB),)), rule(security_groups=(ref(APP),)), "yes"),
        (rule(cidr_blocks=(ALL,)), rule(security_groups=(ref(APP),)), "yes"),
        (rule(cidr_blocks=(ALL,)), rule(cidr_blocks=("10.0.0.0/8",)), "yes"),
        (rule(cidr_blocks=(ALL,)), rule(cidr_blocks=("10.0.0.0/24",)), "no"),
        (rule(cidr_blocks=(ALL,)), rule(ipv6_cidr_blocks=("2001:db8::/32",)), "no"),
        (rule(cidr_blocks=(ALL,)), rule(ipv6_cidr_blocks=("::/0",)), "yes"),
        (rule(cidr_blocks=(ALL,)), rule(self=True), "no"),
        (rule(cidr_blocks=(ALL,)), rule(from_port=UNKNOWN_PORT, cidr_blocks=(ALL,)), "unknown"),
        (rule(from_port=UNKNOWN_PORT, cidr_blocks=(ALL,)), rule(cidr_blocks=(ALL,)), "unknown"),
        (rule(from_port=UNKNOWN_PORT, cidr_blocks=(ALL,)), rule(self=True), "no"),
        (rule(protocol="udp", cidr_blocks=(ALL,)), rule(cidr_blocks=(ALL,)), "no"),
        (rule(protocol="-1", cidr_blocks=(ALL,)), rule(cidr_blocks=(ALL,)), "yes"),
        (rule(from_port=1, to_port=442, cidr_blocks=(ALL,)), rule(cidr_blocks=(ALL,)), "no"),
        (OF_THE_VPC, rule(cidr_blocks=(ALL,)), "unknown"),
        (rule(cidr_blocks=(ALL,)), OF_THE_VPC, "unknown"),
    ],
)
def test_a_flow_passes_where_both_ends_let_it(out: Plain, into: Plain, allowed: str) -> None:
    """No is no, whatever the other end may be."""
    assert flowing(out=out, into=into) == allowed


def test_a_group_that_is_not_here_cannot_be_told() -> None:
    """Nothing of it is read."""
    assert reachable(built(group("web")), ALL, "aws_security_group.other", 443).allowed == "unknown"


def test_the_addresses_of_a_network_that_is_not_known_may_be_let_in() -> None:
    """Its CIDR waits; the internet holds it all the same."""
    waits = Unknown(STRING, (Origin("variable", "var.x"),))
    network = resource("aws_vpc.main", cidr_block=waits)

    def allowed(source: str) -> str:
        app = group("app", egress=(rule(cidr_blocks=(ALL,)),))
        web = group("web", ingress=(rule(cidr_blocks=(source,)),))
        return reachable(build(configuration(network, app, web)), APP, WEB, 443).allowed

    assert (allowed("10.0.0.0/8"), allowed(ALL)) == ("unknown", "yes")


@pytest.mark.parametrize(
    ("name", "size", "few"),
    [
        ("cidr_blocks", 24, True),
        ("cidr_blocks", 16, True),
        ("cidr_blocks", 15, False),
        ("cidr_blocks", 8, False),
        ("ipv6_cidr_blocks", 64, True),
        ("ipv6_cidr_blocks", 32, True),
        ("ipv6_cidr_blocks", 31, False),
        ("ipv6_cidr_blocks", 24, False),
    ],
)
def test_a_range_around_an_address_that_is_not_known_is_few_by_its_size(
    name: str,
    size: int,
    few: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    """What it stands around is let in; one that is wide holds anyone besides."""
    (tmp_path / "main.tf").write_text(f"""
    provider "aws" {{ region = "eu-west-1" }}
    resource "aws_eip" "a" {{}}
    resource "aws_security_group" "web" {{
      ingress {{
        protocol  = "tcp"
        from_port = 443
        to_port   = 443
        {name}    = ["${{aws_eip.a.public_ip}}/{size}"]
      }}
    }}
    """)
    (found,) = build(load(tmp_path, environ={})).security_groups
    assert ("" in {item.source for item in found.permissions if not item.narrow}) is not few
    assert "aws_eip.a" in {item.source for item in found.permissions}
