"""Zones, tiers, routes and ways out."""

from dataclasses import replace

import pytest

from archbench.architecture import build
from archbench.hcl.types import DYNAMIC, STRING
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.configuration import Configuration, Instance, Unexpanded
from tests.architecture.by_hand import VPC, network, only_vpc, stack, vpc_of
from tests.architecture.hand import configuration, ref, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))


def zone_of_data(index: int) -> Unknown:
    """The name of a zone the data source lists at an index."""
    return ref("data.aws_availability_zones.all", f"names[{index}]")


def test_subnets_have_the_tier_their_default_route_gives() -> None:
    """An internet gateway makes public, a NAT private, no default route isolated."""
    vpc = vpc_of(network())
    tiers = {subnet.address: (subnet.tier, subnet.nat) for subnet in vpc.subnets}
    assert tiers["aws_subnet.public[1]"] == ("public", None)
    assert tiers["aws_subnet.app[1]"] == ("private", "aws_nat_gateway.main[1]")
    assert tiers["aws_subnet.database[1]"] == ("isolated", None)
    assert vpc.internet_gateway == "aws_internet_gateway.main"


def test_nat_stands_in_its_subnets_zone_and_says_whom_it_serves() -> None:
    """One NAT for three zones serves all three app subnets."""
    (nat,) = vpc_of(network(nats=1)).nat_gateways
    assert nat.zone == "us-east-1a"
    assert nat.elastic_ips == ("aws_eip.nat[0]",)
    assert nat.serves == ("aws_subnet.app[0]", "aws_subnet.app[1]", "aws_subnet.app[2]")


def test_zones_are_in_order_of_name_with_their_letters() -> None:
    """Four zones give a, b, c, d, whatever the order of the subnets."""
    vpc = vpc_of(network(4))
    assert [(zone.letter, zone.index) for zone in vpc.zones] == [
        ("a", 0),
        ("b", 1),
        ("c", 2),
        ("d", 3),
    ]


def test_unknown_zones_are_told_apart_by_the_index_of_their_name() -> None:
    """names[1] of the zones data source is the second zone while its name is not known."""
    subnets = [
        resource(f"aws_subnet.{name}", vpc_id=ref(VPC), availability_zone=zone_of_data(index))
        for name, index in (("x", 1), ("y", 0), ("z", 1))
    ]
    vpc = only_vpc(build(configuration(resource(VPC), *subnets)))
    assert [(zone.name, zone.letter) for zone in vpc.zones] == [("zone 1", "1"), ("zone 2", "2")]
    assert {subnet.name: subnet.zone for subnet in vpc.subnets} == {
        "x": "zone 2",
        "y": "zone 1",
        "z": "zone 2",
    }


def test_computed_zone_follows_the_order_of_siblings() -> None:
    """element(names, count.index) of an unknown list is told by the subnet's own index."""
    names = Unknown(STRING, (Origin("data", "data.aws_availability_zones.all", "names"),))
    subnets = [
        resource(f"aws_subnet.{tier}[{index}]", vpc_id=ref(VPC), availability_zone=names)
        for tier in ("a", "b")
        for index in (0, 1)
    ]
    vpc = only_vpc(build(configuration(resource(VPC), *subnets)))
    assert [subnet.zone for subnet in vpc.subnets] == ["zone 1", "zone 2", "zone 1", "zone 2"]


def test_subnet_without_a_zone_is_an_open_question() -> None:
    """AWS picks its zone, so it has none here."""
    built = build(configuration(resource(VPC), resource("aws_subnet.x", vpc_id=ref(VPC))))
    (subnet,) = only_vpc(built).subnets
    assert subnet.zone is None
    assert any("its zone" in item.question for item in built.open_questions)


def test_subnet_without_association_takes_the_main_route_table() -> None:
    """The default route table is the main one, with its inline routes."""
    vpc = only_vpc(
        build(
            configuration(
                resource(VPC),
                resource("aws_internet_gateway.main", vpc_id=ref(VPC)),
                resource(
                    "aws_default_route_table.main",
                    default_route_table_id=ref(VPC, "default_route_table_id"),
                    route=(
                        {"cidr_block": "0.0.0.0/0", "gateway_id": ref("aws_internet_gateway.main")},
                    ),
                ),
                resource("aws_subnet.x", vpc_id=ref(VPC), availability_zone="us-east-1a"),
            )
        )
    )
    (subnet,) = vpc.subnets
    assert (subnet.tier, subnet.route_table) == ("public", "aws_default_route_table.main")


def test_main_association_replaces_the_main_route_table() -> None:
    """aws_main_route_table_association decides for subnets without one of their own."""
    vpc = only_vpc(
        build(
            configuration(
                resource(VPC),
                resource("aws_internet_gateway.main", vpc_id=ref(VPC)),
                resource(
                    "aws_route_table.out",
                    vpc_id=ref(VPC),
                    route=(
                        {"cidr_block": "0.0.0.0/0", "gateway_id": ref("aws_internet_gateway.main")},
                    ),
                ),
                resource(
                    "aws_main_route_table_association.main",
                    vpc_id=ref(VPC),
                    route_table_id=ref("aws_route_table.out"),
                ),
                resource("aws_subnet.x", vpc_id=ref(VPC), availability_zone="us-east-1a"),
            )
        )
    )
    assert vpc.subnets[0].tier == "public"


def test_route_through_the_vpcs_own_main_table() -> None:
    """A route added to the table AWS makes with the VPC counts for subnets on it."""
    vpc = only_vpc(
        build(
            configuration(
                resource(VPC),
                resource("aws_internet_gateway.main", vpc_id=ref(VPC)),
                resource(
                    "aws_route.out",
                    route_table_id=ref(VPC, "main_route_table_id"),
                    destination_cidr_block="0.0.0.0/0",
                    gateway_id=ref("aws_internet_gateway.main"),
                ),
                resource("aws_subnet.x", vpc_id=ref(VPC), availability_zone="us-east-1a"),
            )
        )
    )
    assert vpc.subnets[0].tier == "public"
    assert vpc.route_tables[0].address == "aws_vpc.main.main_route_table_id"


@pytest.mark.parametrize("attribute", ["main_route_table_id", "default_route_table_id"])
@pytest.mark.parametrize(
    ("written", "tier"),
    [
        ((), "isolated"),
        (
            (
                resource(
                    "aws_route.out",
                    route_table_id=ref(VPC, "main_route_table_id"),
                    destination_cidr_block="0.0.0.0/0",
                    gateway_id=ref("aws_internet_gateway.main"),
                ),
            ),
            "public",
        ),
        (
            (
                resource(
                    "aws_default_route_table.main",
                    default_route_table_id=ref(VPC, "default_route_table_id"),
                    route=(
                        {
                            "cidr_block": "0.0.0.0/0",
                            "gateway_id": ref("aws_internet_gateway.main"),
                        },
                    ),
                ),
            ),
            "public",
        ),
        (
            (
                resource("aws_route_table.other", vpc_id=ref(VPC)),
                resource(
                    "aws_main_route_table_association.other",
                    vpc_id=ref(VPC),
                    route_table_id=ref("aws_route_table.other"),
                ),
            ),
            "unknown",
        ),
    ],
    ids=("as AWS makes it", "with a route", "written as a block", "another is made the main one"),
)
def test_a_subnet_that_names_the_main_table_of_its_vpc_has_its_routes(
    attribute: str, written: tuple[Instance, ...], tier: str
) -> None:
    """The table that came with the VPC, unless which one is the main table is changed."""
    association = resource(
        "aws_route_table_association.x",
        subnet_id=ref("aws_subnet.x"),
        route_table_id=ref(VPC, attribute),
    )
    parts = (
        resource(VPC),
        resource("aws_internet_gateway.main", vpc_id=ref(VPC)),
        resource("aws_subnet.x", vpc_id=ref(VPC), availability_zone="us-east-1a"),
    )
    vpc = only_vpc(build(configuration(*parts, association, *written)))
    assert vpc.subnets[0].tier == tier


def test_tier_is_unknown_while_routes_are() -> None:
    """A table whose routes cannot be told makes no tier."""
    unknown = Unknown(STRING, (Origin("variable", "var.routes"),))
    parts = [item for item in network() if item.type != "aws_route"]
    parts = [
        resource("aws_route_table.database", vpc_id=ref(VPC), route=unknown)
        if item.address == "aws_route_table.database"
        else item
        for item in parts
    ]
    tiers = {subnet.address: subnet.tier for subnet in vpc_of(parts).subnets}
    assert tiers["aws_subnet.database[0]"] == "unknown"
    assert tiers["aws_subnet.public[0]"] == "isolated"


def test_tier_is_unknown_while_routes_cannot_be_counted() -> None:
    """An aws_route with an unknown count may be the default route."""
    read = stack([item for item in network() if item.type != "aws_route"])
    counted = Configuration(
        read.path,
        read.instances,
        unexpanded=(Unexpanded("aws_route.nat", "count is known after apply"),),
    )
    tiers = {subnet.tier for subnet in only_vpc(build(counted)).subnets}
    assert tiers == {"unknown"}


def test_tier_is_unknown_while_associations_are() -> None:
    """An association of an untold subnet may be that of any subnet without one."""
    untold = Unknown(STRING, (Origin("variable", "var.subnet"),))
    association = resource(
        "aws_route_table_association.x",
        subnet_id=untold,
        route_table_id=ref("aws_route_table.public"),
    )
    lone = resource("aws_subnet.lone", vpc_id=ref(VPC), availability_zone="us-east-1a")
    tiers = {item.address: item.tier for item in vpc_of(network(), [association, lone]).subnets}
    assert tiers["aws_subnet.lone"] == "unknown"
    assert tiers["aws_subnet.app[0]"] == "private"


def test_sensitive_reference_still_joins() -> None:
    """A sensitive id names its resource all the same."""
    subnet = resource("aws_subnet.x", vpc_id=Sensitive(ref(VPC)), availability_zone="us-east-1a")
    assert vpc_of([resource(VPC), subnet]).subnets[0].vpc == VPC


def test_plan_of_a_whole_resource_is_assumed_and_asked() -> None:
    """A plan says only that subnets come from aws_subnet.app; all of them are assumed."""
    origins = tuple(Origin("resource", f"aws_subnet.app[{index}]") for index in range(3))
    group = resource(
        "aws_autoscaling_group.x",
        min_size=3,
        max_size=3,
        vpc_zone_identifier=Unknown(DYNAMIC, origins),
    )
    built = build(stack(network(), [group]))
    assert len(only_vpc(built).scaling_groups[0].subnets) == 3
    assert any("all assumed" in item.question for item in built.open_questions)


def test_gateway_endpoint_is_a_route_of_its_tables() -> None:
    """An S3 endpoint stands in the tables it attaches to."""
    endpoint = resource(
        "aws_vpc_endpoint.s3",
        vpc_id=ref(VPC),
        service_name="com.amazonaws.us-east-1.s3",
        route_table_ids=(ref("aws_route_table.app[0]"), ref("aws_route_table.public")),
    )
    tables = {table.address: table for table in vpc_of(network(), [endpoint]).route_tables}
    routes = tables["aws_route_table.app[0]"].routes
    assert {route.target_kind: route.destination for route in routes} == {
        "nat": "0.0.0.0/0",
        "endpoint": "prefix list of com.amazonaws.us-east-1.s3",
    }
    assert not tables["aws_route_table.database"].routes


def test_endpoint_of_an_untold_service_makes_no_tier_unknown() -> None:
    """Its route is to the service's addresses, never the default route."""
    service = Unknown(STRING, (Origin("data", "data.aws_vpc_endpoint_service.x", "service_name"),))
    endpoint = resource(
        "aws_vpc_endpoint.x",
        vpc_id=ref(VPC),
        service_name=service,
        route_table_ids=(ref("aws_route_table.database"),),
    )
    tiers = {item.address: item.tier for item in vpc_of(network(), [endpoint]).subnets}
    assert tiers["aws_subnet.database[0]"] == "isolated"


def test_cache_subnets_are_the_database_row() -> None:
    """A subnet group of a cache counts, also when nothing uses it yet."""
    group = resource("aws_elasticache_subnet_group.x", subnet_ids=(ref("aws_subnet.database[2]"),))
    roles = {item.address: item.role for item in vpc_of(network(), [group]).subnets}
    assert roles["aws_subnet.database[2]"] == "database"


def test_rows_follow_tier_and_use() -> None:
    """Public first; isolated subnets of a subnet group are the database row."""
    group = resource("aws_db_subnet_group.x", name="x", subnet_ids=(ref("aws_subnet.database[0]"),))
    cluster = resource(
        "aws_rds_cluster.x",
        engine="aurora-mysql",
        db_subnet_group_name=ref("aws_db_subnet_group.x", "name"),
    )
    roles = {item.address: item.role for item in vpc_of(network(), [group, cluster]).subnets}
    assert roles["aws_subnet.public[0]"] == "public"
    assert roles["aws_subnet.app[0]"] == "app"
    assert roles["aws_subnet.database[0]"] == "database"
    assert roles["aws_subnet.database[1]"] == "other"


def test_two_regions_and_two_vpcs_stay_apart() -> None:
    """Each VPC has its own zones and region."""
    built = build(
        configuration(
            resource("aws_vpc.east"),
            resource("aws_subnet.east", vpc_id=ref("aws_vpc.east"), availability_zone="us-east-1b"),
            resource("aws_vpc.west", region="us-west-2"),
            resource(
                "aws_subnet.west",
                region="us-west-2",
                vpc_id=ref("aws_vpc.west"),
                availability_zone="us-west-2a",
            ),
        )
    )
    found = {region.name: [zone.name for zone in region.vpcs[0].zones] for region in built.regions}
    assert found == {"us-east-1": ["us-east-1b"], "us-west-2": ["us-west-2a"]}


def test_what_names_no_vpc_stands_in_an_implied_one() -> None:
    """An instance in the default VPC is drawn, and says that its VPC is not here."""
    built = build(configuration(resource("aws_instance.x", instance_type="t3.micro")))
    vpc = only_vpc(built)
    assert vpc.implied
    assert vpc.address == "implied.us-east-1"
    assert [item.address for item in vpc.compute] == ["aws_instance.x"]


def test_empty_configuration_has_no_region() -> None:
    """Nothing in, nothing out."""
    assert build(configuration()).regions == ()


def test_unknown_zone_beside_known_ones_may_be_any_of_them() -> None:
    """It is left open instead of counted as one zone more, and so is what stands over it."""
    untold = Unknown(STRING, (Origin("variable", "var.zone"),), exact=True)
    lone = resource("aws_subnet.lone", vpc_id=ref(VPC), availability_zone=untold)
    balancer = resource(
        "aws_lb.x", name="x", subnets=(ref("aws_subnet.lone"), ref("aws_subnet.public[0]"))
    )
    built = build(stack(network(), [lone, balancer]))
    vpc = only_vpc(built)
    assert [zone.letter for zone in vpc.zones] == ["a", "b", "c"]
    assert {item.address: item.zone for item in vpc.subnets}["aws_subnet.lone"] is None
    assert vpc.load_balancers[0].zones == ()
    assert any(item.address == "aws_subnet.lone" for item in built.open_questions)


def test_zones_from_different_unknowns_are_not_numbered() -> None:
    """var.first and var.second may name the same zone."""
    subnets = [
        resource(
            f"aws_subnet.{name}",
            vpc_id=ref(VPC),
            availability_zone=Unknown(STRING, (Origin("variable", f"var.{name}"),), exact=True),
        )
        for name in ("first", "second")
    ]
    assert only_vpc(build(configuration(resource(VPC), *subnets))).zones == ()


def test_a_network_is_described_with_its_gateway() -> None:
    """And with each way out of its subnets; one without a gateway has none."""
    described = set(vpc_of(network(2)).shaped())
    assert {"aws_internet_gateway.main", "aws_nat_gateway.main[0]", "aws_nat_gateway.main[1]"} <= (
        described
    )
    closed = [item for item in network(1, nats=0) if item.type != "aws_internet_gateway"]
    assert "aws_internet_gateway.main" not in set(vpc_of(closed).shaped())
    assert None not in set(vpc_of(closed).shaped())


def test_only_an_endpoint_is_found_by_what_it_is_made_of() -> None:
    """A gateway that is one of several things is none of them."""
    origins = (Origin("resource", "aws_nat_gateway.main[0]", "id"), Origin("resource", VPC, "id"))
    route = resource(
        "aws_route.x",
        route_table_id=ref("aws_route_table.database"),
        destination_cidr_block="0.0.0.0/0",
        nat_gateway_id=Unknown(STRING, origins),
    )
    (table,) = (
        one
        for one in vpc_of(network(), [route]).route_tables
        if one.address == "aws_route_table.database"
    )
    assert [(item.target_kind, item.target) for item in table.routes] == [("nat", "")]


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("serves", [True, False])
def test_what_leaves_by_a_gateway_is_asked_of_an_idle_one_beside_untold_routes(
    *, told: bool, serves: bool
) -> None:
    """Of one that serves it is known, and beside routes that are all told nothing leaves by it."""
    beside = resource(
        "aws_route_table.more",
        vpc_id=ref(VPC),
        route=() if told else Unknown(DYNAMIC, (Origin("variable", "var.routes"),)),
    )
    more = [
        beside,
        resource("aws_subnet.more", vpc_id=ref(VPC), availability_zone="us-east-1a"),
        resource(
            "aws_route_table_association.more",
            subnet_id=ref("aws_subnet.more"),
            route_table_id=ref(beside.address),
        ),
        resource("aws_nat_gateway.idle", subnet_id=ref("aws_subnet.public[0]")),
    ]
    asked = {
        item.address
        for item in build(stack(network(), more)).open_questions
        if item.question == "what leaves by it"
    }
    gateway = "aws_nat_gateway.main[0]" if serves else "aws_nat_gateway.idle"
    assert (gateway in asked) is (not told and not serves)


@pytest.mark.parametrize(
    ("values", "regional"),
    [
        ({"availability_mode": "regional", "vpc_id": ref(VPC), "subnet_id": None}, True),
        ({"availability_mode": "zonal"}, False),
        ({}, False),
        ({"availability_mode": WAITS}, False),
    ],
)
def test_a_gateway_stands_in_every_zone_where_it_is_said(
    values: dict[str, Plain],
    regional: bool,  # noqa: FBT001
) -> None:
    """One of a zone is what a gateway is without a word."""
    parts = [
        replace(item, values={**item.values, **values}) if item.type == "aws_nat_gateway" else item
        for item in network()
    ]
    assert [nat.regional for nat in vpc_of(parts).nat_gateways] == [regional] * 3
