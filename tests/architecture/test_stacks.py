"""Whole configurations, resolved from their .tf files: what they are, and what a loss means."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import Drill, drill
from archbench.architecture.model import Architecture, Vpc
from archbench.architecture.security import reachable
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from tests.architecture.by_hand import only_vpc

STACKS = Path(__file__).parent / "stacks"
INFRA = Path(__file__).parents[2] / "infra"
PAYMENTS, MIGRATION = INFRA / "payments", INFRA / "migration"
EVERY = [PAYMENTS, MIGRATION, *sorted(STACKS.iterdir())]
BLUE, GREEN = (f'aws_autoscaling_group.payment["{color}"]' for color in ("blue", "green"))


@cache
def resolved(path: Path, *variables: str) -> Configuration:
    """A configuration with these variables."""
    return load(path, variables=tuple(("var", item) for item in variables))


def built(path: Path, *variables: str) -> Architecture:
    """Its architecture."""
    return build(resolved(path, *variables))


def drilled(path: Path, *variables: str) -> Drill:
    """Its drill."""
    return drill(resolved(path, *variables), built(path, *variables))


def payments(*variables: str) -> Vpc:
    """The VPC of the payment stack."""
    return only_vpc(built(PAYMENTS, *variables))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_every_instance_is_accounted_for(path: Path) -> None:
    """Elements, members of services and supporting instances are all there are."""
    architecture = built(path)
    accounted = {element.address for element in architecture.elements()}
    accounted |= set(architecture.supporting)
    for region in architecture.regions:
        accounted |= {member for service in region.services for member in service.members}
    assert {instance.address for instance in resolved(path).instances} - accounted == set()


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_every_element_of_the_code_has_its_line(path: Path) -> None:
    """What is drawn can be found in the code; what AWS makes or is implied cannot."""
    known = resolved(path).by_address
    for element in built(path).elements():
        assert (element.range is not None) == (
            element.address in known or element.address.endswith("main_route_table_id")
        ), element.address


@pytest.mark.parametrize("path", [PAYMENTS, MIGRATION], ids=lambda path: path.name)
def test_the_managed_reference_stacks_are_wholly_placed(path: Path) -> None:
    """No managed instance is left without a place in the picture."""
    homeless = [
        address
        for address, owner in built(path).supporting.items()
        if not owner and not address.startswith("data.")
    ]
    assert homeless == []


def test_payments_zones_tiers_and_ways_out() -> None:
    """Three zones in order; each app subnet leaves through the NAT of its own zone."""
    vpc = payments()
    assert [zone.letter for zone in vpc.zones] == ["a", "b", "c"]
    assert [subnet.tier for subnet in vpc.subnets if subnet.role == "app"] == ["private"] * 3
    assert [subnet.tier for subnet in vpc.subnets if subnet.role == "database"] == ["isolated"] * 3
    nats = {nat.address: nat.zone for nat in vpc.nat_gateways}
    assert {subnet.zone: nats[subnet.nat] for subnet in vpc.subnets if subnet.nat} == {
        "us-east-1a": "us-east-1a",
        "us-east-1b": "us-east-1b",
        "us-east-1c": "us-east-1c",
    }


@pytest.mark.parametrize(("color", "live", "idle"), [("blue", BLUE, GREEN), ("green", GREEN, BLUE)])
def test_payments_live_color_follows_the_variable(color: str, live: str, idle: str) -> None:
    """The deployment colour is live with six instances, the other idle with none."""
    groups = {
        group.address: (group.color, group.desired)
        for group in payments(f"deployment_color={color}").scaling_groups
    }
    assert groups == {live: ("live", 6), idle: ("idle", 0)}


def test_payments_database_is_one_writer_and_two_readers_in_three_zones() -> None:
    """Their zones are set, so nothing is assumed but which is the writer."""
    (cluster,) = payments().clusters
    assert {(item.role, item.zone, item.zone_is_assumed) for item in cluster.instances} == {
        ("writer", "us-east-1a", False),
        ("reader", "us-east-1b", False),
        ("reader", "us-east-1c", False),
    }
    questions = [item.question for item in built(PAYMENTS).open_questions]
    assert questions == ["which instance is the writer: aws_rds_cluster_instance.writer is assumed"]


@pytest.mark.parametrize(
    ("source", "group", "port", "allowed"),
    [
        ("0.0.0.0/0", "alb", 443, "yes"),
        ("0.0.0.0/0", "alb", 22, "no"),
        ("aws_security_group.alb", "ec2", 8080, "yes"),
        ("0.0.0.0/0", "ec2", 8080, "no"),
        ("aws_security_group.ec2", "aurora", 5432, "yes"),
        ("aws_security_group.alb", "aurora", 5432, "no"),
        ("aws_security_group.ec2", "aurora", 3306, "no"),
    ],
)
def test_payments_port_matrix(source: str, group: str, port: int, allowed: str) -> None:
    """The internet reaches the balancer, it the instances, they the database, and nothing else."""
    found = reachable(built(PAYMENTS), source, f"aws_security_group.{group}", port)
    assert found.allowed == allowed


def test_payments_dns_keys_and_alarms() -> None:
    """Failover gated by the health check of the balancer; every alarm watches and tells someone."""
    architecture = built(PAYMENTS)
    primary = next(item for item in architecture.records if item.failover == "PRIMARY")
    assert (primary.target, primary.health_check) == ("aws_lb.main", "aws_route53_health_check.api")
    assert architecture.health_checks[0].target == "aws_lb.main"
    assert all(item.watches and item.notifies for item in architecture.alarms)
    protected = {item.address: item.protects for item in architecture.keys}
    assert "aws_rds_cluster.aurora" in protected["aws_kms_key.aurora"]
    assert "aws_sns_topic.alarms" in protected["aws_kms_key.cloudwatch"]


def test_payments_survives_any_one_zone() -> None:
    """Four of six instances are left in each case and the CPU target becomes 90 %."""
    found = drilled(PAYMENTS)
    assert found.survives is True
    assert {trial.loss.factor for trial in found.zones} == {Decimal("1.5")}
    assert [(item.severity, str(item.range)) for item in found.findings] == [
        ("low", str(resolved(PAYMENTS).by_address[BLUE].at("min_size")))
    ]
    assert [point.at_most and point.at_most.seconds for point in found.recovery_points] == [
        300,
        25200,
    ]


def test_payments_with_one_nat_loses_its_way_out() -> None:
    """The zone of the NAT takes the app subnets of the others with it."""
    found = drilled(PAYMENTS, "nat_gateway_count=1")
    assert found.survives is False
    assert [trial.loss.outcome for trial in found.zones] == ["degraded", "survives", "survives"]
    titles = [item.title for item in found.findings if item.severity == "high"]
    assert len(titles) == 3
    assert titles[0].startswith("One NAT gateway is shared fate")
    routes = {str(item.range) for item in found.findings if item.title.startswith("Subnet")}
    assert routes == {str(resolved(PAYMENTS).by_address["aws_route.private_nat[1]"].range)}


def test_payments_with_a_minimum_of_three_leaves_two() -> None:
    """It still survives; scaled in to three, two are left."""
    found = drilled(PAYMENTS, "asg_min_size=3", "asg_desired_capacity=3")
    assert found.survives is True
    assert {trial.loss.capacities[0].left for trial in found.zones} == {2}
    assert [item.title for item in found.findings] == [
        "Minimum 3 over 3 zones leaves 2 of the 3 needed when a zone is lost"
    ]


def test_migration_goes_down_with_its_only_zone() -> None:
    """Plain instances in one zone, nothing replaces them."""
    found = drilled(MIGRATION)
    assert found.answer.startswith("Goes down if us-west-2a is lost")
    assert [region.name for region in built(MIGRATION).regions] == ["us-west-2"]
    assert {item.severity for item in found.findings} == {"high"}


def test_one_zone_shop() -> None:
    """A database in a subnet group of one zone is certain to stand there."""
    vpc = only_vpc(built(STACKS / "one_zone"))
    assert [(item.zone, item.zone_is_assumed) for item in vpc.databases] == [("eu-west-1b", False)]
    assert [subnet.tier for subnet in vpc.subnets] == ["public"]
    found = drilled(STACKS / "one_zone")
    assert [trial.loss.outcome for trial in found.zones] == ["down"]
    assert [item.severity for item in found.findings] == ["critical", "critical", "high"]


def test_four_zones_through_a_module() -> None:
    """Subnets passed on as a module's map of ids are joined; two of eight instances are lost."""
    vpc = only_vpc(built(STACKS / "four_zones"))
    assert dict(vpc.scaling_groups[0].per_zone) == dict.fromkeys(
        (f"us-east-1{letter}" for letter in "abcd"), 2
    )
    assert vpc.load_balancers[0].zones == tuple(f"us-east-1{letter}" for letter in "abcd")
    found = drilled(STACKS / "four_zones")
    assert found.survives is True
    assert {trial.loss.capacities[0].left for trial in found.zones} == {6}


def test_two_regions_fail_over_to_each_other() -> None:
    """Each region is its own VPC; the loss of the first leads DNS to the second."""
    architecture = built(STACKS / "two_regions")
    assert [region.name for region in architecture.regions] == ["us-east-1", "us-west-2"]
    found = drilled(STACKS / "two_regions")
    east = next(t for t in found.points if t.loss.failure.name == "region us-east-1")
    assert east.loss.outcome == "degraded"
    assert east.steps[0].seconds == (10, 2 * (10 + 4) + 60)
    one = Decimal("0.9999") ** 2
    assert found.availability.total == 1 - (1 - one) ** 2


def test_default_vpc_is_implied() -> None:
    """Instances that name no VPC, or a subnet from elsewhere, stand in one that is not here."""
    architecture = built(STACKS / "default_vpc")
    vpc = only_vpc(architecture)
    assert (vpc.implied, len(vpc.compute)) == (True, 3)
    assert {item.zone for item in vpc.compute} == {None, "us-east-1c"}
    assert drilled(STACKS / "default_vpc").survives is None


def test_unknown_zones_are_numbered() -> None:
    """In a region whose zones nobody knows they are zone 1 to 3, by index or by order and asked."""
    architecture = built(STACKS / "unknown_zones")
    vpc = only_vpc(architecture)
    assert [zone.name for zone in vpc.zones] == ["zone 1", "zone 2", "zone 3"]
    assert {subnet.name: subnet.zone for subnet in vpc.subnets} == {
        f"{tier}[{index}]": f"zone {index + 1}"
        for tier in ("app", "database")
        for index in range(3)
    }
    asked = {item.address for item in architecture.open_questions if "place" in item.question}
    assert asked == {f"aws_subnet.database[{index}]" for index in range(3)}


def test_empty_vpc() -> None:
    """A VPC alone is drawn and has nothing to lose."""
    assert only_vpc(built(STACKS / "empty_vpc")).zones == ()
    assert drilled(STACKS / "empty_vpc").survives is None
