"""What a review of the resilience finds: how severe it is, where it stands, and nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.architecture.findings import Weakness, findings
from archbench.hcl.types import NUMBER, STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.by_hand import aurora, balanced, network, only_vpc, stack, subnets
from tests.architecture.hand import ref, refs, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
COUNT = Unknown(NUMBER, (Origin("variable", "var.n"),))
THREE = ("us-east-1a", "us-east-1b", "us-east-1c")
GROUP = "aws_autoscaling_group.app"


def weak(*parts: list[Instance]) -> tuple[Weakness, ...]:
    """The findings of a stack."""
    found = stack(*parts)
    return findings(found, build(found))


def told(*parts: list[Instance]) -> list[tuple[str, str, str]]:
    """Severity, title and address of each, most severe first."""
    return [(item.severity, item.title, item.address) for item in weak(*parts)]


def changed(parts: list[Instance], address: str, **values: Plain) -> list[Instance]:
    """The parts, one of them with other values."""
    assert any(item.address == address for item in parts)
    return [
        resource(address, **{**item.values, **values}) if item.address == address else item
        for item in parts
    ]


ROOM = ("low", "Minimum 6 over 3 zones leaves 4 of the 6 needed when a zone is lost", GROUP)
MEDIUM = ("medium", ROOM[1], GROUP)


def cpu(**tracking: Plain) -> list[Instance]:
    """A policy that holds the group at 60 % of its CPU."""
    usual: dict[str, Plain] = {
        "target_value": 60,
        "predefined_metric_specification": (
            {"predefined_metric_type": "ASGAverageCPUUtilization"},
        ),
    }
    return [
        resource(
            "aws_autoscaling_policy.cpu",
            autoscaling_group_name=ref(GROUP, "name"),
            target_tracking_configuration=({**usual, **tracking},),
        )
    ]


OTHER_METRIC: Plain = ({"predefined_metric_type": "ALBRequestCountPerTarget"},)


@pytest.mark.parametrize(
    ("policies", "severity", "says"),
    [
        ([], "medium", "carries 1.50 times its load until replacements run."),
        (cpu(), "low", "the CPU target of 60 % becomes 90 %."),
        (cpu(target_value=Decimal("66.6")), "low", "of 66.6 % becomes 100 %."),
        (cpu(target_value=67), "high", "67 % becomes 100 %, more than there is."),
        (cpu(target_value=COUNT), "medium", "1.50 times its load until"),
        (cpu(predefined_metric_specification=OTHER_METRIC), "medium", "1.50 times its load until"),
    ],
)
def test_what_the_minimum_leaves_carries_the_load(
    policies: list[Instance], severity: str, says: str
) -> None:
    """Four of six carry half as much again; nine leave six."""
    (found,) = weak(network(), balanced(), policies)
    assert (found.severity, found.title) == (severity, ROOM[1])
    assert says in found.impact
    assert found.fix.endswith("run at least 9.")
    assert found.range is not None


@pytest.mark.parametrize(
    ("target", "severity", "says"),
    [
        (50, "low", "2.00 times its load until replacements run: the CPU target of 50 % becomes"),
        (50, "low", "becomes 100 %."),
        (51, "high", "becomes 102 %, more than there is."),
    ],
)
def test_a_zone_may_carry_all_there_is(target: int, severity: str, says: str) -> None:
    """Of two zones the one left carries twice its load: 100 % is all there is, and no more."""
    (found,) = weak(network(2), balanced(2), cpu(target_value=target))
    assert found.severity == severity
    assert says in found.impact


@pytest.mark.parametrize(
    ("enabled", "severity"),
    [(None, "low"), (True, "low"), ("true", "low"), (False, "medium"), (WAITS, "medium")],
)
def test_a_policy_that_is_off_holds_no_target(enabled: Plain, severity: str) -> None:
    """One that may be off cannot be counted on."""
    [policy] = cpu()
    parts = [resource(policy.address, **{**policy.values, "enabled": enabled})]
    assert told(network(), balanced(), parts) == [(severity, ROOM[1], GROUP)]


def test_the_policy_of_another_group_says_nothing_of_this_one() -> None:
    """Wherever it stands; of several the first target of its own counts."""
    other = [
        resource(
            "aws_autoscaling_policy.a",
            autoscaling_group_name="another",
            target_tracking_configuration=cpu(target_value=90)[0].values[
                "target_tracking_configuration"
            ],
        )
    ]
    assert told(network(), balanced(), other, cpu()) == [ROOM]
    assert told(network(), balanced(), other) == [MEDIUM]


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        (1, ("high", "Minimum 1 over 3 zones leaves 0 of the 1 needed when a zone is lost")),
        (2, ("medium", "Minimum 2 over 3 zones leaves 1 of the 2 needed when a zone is lost")),
        (4, ("medium", "Minimum 4 over 3 zones leaves 2 of the 4 needed when a zone is lost")),
    ],
)
def test_the_fullest_zone_is_the_one_that_is_lost(minimum: int, expected: tuple[str, str]) -> None:
    """One instance leaves none; of four over three zones two may be lost."""
    found = weak(network(), balanced(minimum=minimum, desired=6))
    assert [(item.severity, item.title) for item in found] == [expected]
    assert found[0].fix.endswith(f"run at least {-(-minimum * 3 // 2)}.")
    none = "No instance is left until Auto Scaling has started a new one."
    assert (found[0].impact == none) is (minimum == 1)


def test_a_minimum_that_is_none_or_not_known_promises_nothing() -> None:
    """Nor does a group that runs nothing, or that gets no traffic."""
    assert told(network(), balanced(minimum=0, desired=3)) == []
    waits = changed(balanced(), GROUP, min_size=COUNT)
    assert told(network(), waits) == []
    assert told(network(), balanced(minimum=0, desired=0)) == []
    unused = [item for item in balanced() if item.type != "aws_lb_listener"]
    assert told(network(), unused) == []


def test_a_group_in_one_zone_has_no_place_to_start_another() -> None:
    """The balancer of all zones has subnets where the group has none: that is no weakness."""
    alone = changed(balanced(), GROUP, vpc_zone_identifier=refs("aws_subnet.app[1]"))
    assert told(network(), alone) == [
        ("critical", "Auto Scaling group app stands in us-east-1b only", GROUP)
    ]


def test_a_group_that_replaces_nothing_is_told_at_what_holds_it_back() -> None:
    """And one whose instances are only asked by EC2, unless it is behind no balancer."""
    held = changed(balanced(), GROUP, suspended_processes=("Launch",), health_check_type="EC2")
    found = weak(network(), held)
    assert [(item.severity, item.title) for item in found] == [
        ("high", "Auto Scaling group app replaces no instance of a lost zone"),
        ("medium", "Auto Scaling group app replaces only instances EC2 finds broken"),
        ("medium", ROOM[1]),
    ]
    alone = changed(balanced(), GROUP, target_group_arns=None, health_check_type=None)
    assert MEDIUM in told(network(), alone)
    assert not any("EC2 finds" in title for _, title, _ in told(network(), alone))


def test_a_balancer_without_a_subnet_where_its_group_runs_sends_nothing_there() -> None:
    """One of three zones is missed; a balancer in one zone alone is worse."""
    two = changed(
        balanced(), "aws_lb.main", subnets=refs(*(f"aws_subnet.public[{n}]" for n in (0, 1)))
    )
    missed = (
        "high",
        "Load balancer alb has no subnet in us-east-1c, where app runs",
        "aws_lb.main",
    )
    assert told(network(), two) == [missed, MEDIUM]
    one = changed(balanced(), "aws_lb.main", subnets=refs("aws_subnet.public[2]"))
    assert told(network(), one) == [
        ("critical", "Load balancer alb stands in us-east-1c only", "aws_lb.main"),
        (
            "high",
            "Load balancer alb has no subnet in us-east-1a, us-east-1b, where app runs",
            "aws_lb.main",
        ),
        MEDIUM,
    ]
    apart = changed(two, GROUP, target_group_arns=None)
    assert missed not in told(network(), apart)


def machine(name: str, **values: Plain) -> Instance:
    """A plain instance in the first zone."""
    return resource(
        f"aws_instance.{name}",
        instance_type="t3.micro",
        **{"subnet_id": ref("aws_subnet.app[0]"), **values},
    )


def test_a_plain_instance_is_replaced_by_nobody() -> None:
    """Behind a target group others may answer for it."""
    behind = resource(
        "aws_lb_target_group_attachment.a",
        target_group_arn=ref("aws_lb_target_group.live", "arn"),
        target_id=ref("aws_instance.a"),
    )
    found = told(network(), balanced(), [machine("a"), machine("b"), behind])
    assert found == [
        ("high", "Instance b is not replaced when it or its zone is lost", "aws_instance.b"),
        MEDIUM,
        ("medium", "Instance a is not replaced when it or its zone is lost", "aws_instance.a"),
    ]


def test_a_shared_way_out_is_a_shared_fate() -> None:
    """Two gateways over three zones: the third leaves through the second."""
    found = weak(network(nats=2), balanced())
    assert [(item.severity, item.title, item.address) for item in found] == [
        (
            "high",
            "One NAT gateway is shared fate: us-east-1b, us-east-1c leave through it",
            "aws_nat_gateway.main[1]",
        ),
        (
            "high",
            "Subnet app[2] in us-east-1c leaves through the NAT gateway in us-east-1b",
            "aws_route.nat[2]",
        ),
        MEDIUM,
    ]
    assert found[0].impact == "The loss of us-east-1b, or of this gateway, cuts all of them off."
    assert found[1].impact.startswith("The loss of us-east-1b cuts us-east-1c off as well;")
    assert found[1].fix == "Route it to a NAT gateway in us-east-1c."


def test_a_subnet_in_which_nothing_runs_is_less() -> None:
    """It would be cut off, and nobody would notice."""
    found = told(network(2, nats=1))
    assert found == [
        (
            "high",
            "One NAT gateway is shared fate: us-east-1a, us-east-1b leave through it",
            "aws_nat_gateway.main[0]",
        ),
        (
            "medium",
            "Subnet app[1] in us-east-1b leaves through the NAT gateway in us-east-1a",
            "aws_route.nat[1]",
        ),
    ]
    assert told(network(1)) == told(network()) == []


CLUSTER = "aws_rds_cluster.aurora"
READER = "aws_rds_cluster_instance.db[1]"


def test_a_cluster_needs_somebody_to_promote() -> None:
    """In another zone."""
    assert told(network(), aurora("us-east-1a")) == [
        ("critical", "Cluster aurora has no reader to promote", CLUSTER)
    ]
    assert told(network(), aurora("us-east-1a", "us-east-1a")) == [
        ("critical", "All readers of aurora stand in the writer's zone, us-east-1a", READER)
    ]
    assert told(network(), aurora("us-east-1a", "us-east-1a", "us-east-1b")) == []
    assert told(network(), aurora("us-east-1a", "us-east-1b")) == []
    assert told(network(), aurora()) == []


def test_a_reader_of_another_class_carries_another_load() -> None:
    """Where both are known."""
    parts = aurora("us-east-1a", "us-east-1b")
    smaller = changed(parts, READER, instance_class="db.r6g.xlarge")
    assert told(network(), smaller) == [
        ("medium", "Reader db-1 is db.r6g.xlarge, the writer db.r6g.large", READER)
    ]
    assert told(network(), changed(parts, READER, instance_class=WAITS)) == []


def database(**values: Plain) -> list[Instance]:
    """A single database."""
    usual: dict[str, Plain] = {
        "identifier": "books",
        "engine": "postgres",
        "instance_class": "db.t4g.small",
        "db_subnet_group_name": ref("aws_db_subnet_group.d", "name"),
        "multi_az": True,
        "backup_retention_period": 7,
    }
    return [
        resource("aws_db_subnet_group.d", name="d", subnet_ids=subnets("database")),
        resource("aws_db_instance.books", **{**usual, **values}),
    ]


ALONE = (
    "critical",
    "Database books has no standby in another zone",
    "aws_db_instance.books",
)
BARE = ("critical", "Database books keeps no automated backup", "aws_db_instance.books")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"multi_az": False}, [ALONE]),
        ({"multi_az": None}, [ALONE]),
        ({"multi_az": WAITS}, []),
        ({"backup_retention_period": 0}, [BARE]),
        ({"backup_retention_period": None}, [BARE]),
        ({"backup_retention_period": "1"}, []),
        ({"backup_retention_period": COUNT}, []),
        ({"multi_az": False, "backup_retention_period": 0}, [ALONE, BARE]),
    ],
)
def test_a_database_needs_a_standby_and_a_backup(
    values: dict[str, Plain], expected: list[tuple[str, str, str]]
) -> None:
    """What is not known is no weakness that is found."""
    assert told(network(), database(**values)) == expected


@pytest.mark.parametrize(
    ("values", "severity", "says"),
    [
        ({}, "medium", "A lost database is as old as the last run of AWS Backup."),
        ({"resources": ("arn:aws:rds:*:*:cluster:*",)}, "critical", "cannot be restored."),
        (
            {"resources": (WAITS,)},
            "critical",
            "unless AWS Backup takes it: whether aws_backup_selection.s takes it cannot be told.",
        ),
    ],
)
def test_a_database_that_aws_backup_takes_can_be_restored(
    values: dict[str, Plain], severity: str, says: str
) -> None:
    """By a selection that takes it for certain; one that may is said."""
    usual: dict[str, Plain] = {"plan_id": ref("aws_backup_plan.p"), "resources": ("*",)}
    parts = [
        resource("aws_backup_plan.p", rule=({"rule_name": "daily"},)),
        resource("aws_backup_selection.s", **{**usual, **values}),
    ]
    (found,) = weak(network(), database(backup_retention_period=0), parts)
    assert (found.severity, found.title) == (severity, BARE[1])
    assert found.impact.endswith(says)


def test_a_replica_is_judged_by_its_source() -> None:
    """It is no single database."""
    replica = resource(
        "aws_db_instance.copy",
        identifier="copy",
        instance_class="db.t4g.small",
        replicate_source_db=ref("aws_db_instance.books", "identifier"),
    )
    assert told(network(), database(), [replica]) == []


def cache(**values: Plain) -> list[Instance]:
    """A group of caches."""
    usual: dict[str, Plain] = {
        "replication_group_id": "cache",
        "subnet_group_name": ref("aws_elasticache_subnet_group.c", "name"),
        "num_cache_clusters": 2,
        "automatic_failover_enabled": True,
        "multi_az_enabled": True,
    }
    return [
        resource("aws_elasticache_subnet_group.c", name="c", subnet_ids=subnets("database")),
        resource("aws_elasticache_replication_group.c", **{**usual, **values}),
    ]


def test_a_part_without_a_second_unit_is_lost_with_its_zone() -> None:
    """A store, a way in, and what merely works: the worse the more needs it."""
    assert told(network(), cache()) == []
    single = cache(num_cache_clusters=1, automatic_failover_enabled=False, multi_az_enabled=False)
    (found,) = weak(network(), single)
    assert (found.severity, found.address) == ("critical", "aws_elasticache_replication_group.c")
    assert found.title.endswith("c has no second unit in another zone")
    assert found.impact == (
        "The loss of its zone takes it: what needs it has nothing left until somebody acts."
    )


def endpoint(*places: int, kind: str = "Interface") -> list[Instance]:
    """An endpoint in these zones."""
    return [
        resource(
            "aws_vpc_endpoint.logs",
            vpc_id=ref("aws_vpc.main"),
            service_name="com.amazonaws.us-east-1.logs",
            vpc_endpoint_type=kind,
            subnet_ids=refs(*(f"aws_subnet.app[{place}]" for place in places)),
        )
    ]


def test_a_way_in_one_zone_goes_with_it() -> None:
    """It answers nothing itself, so it is less than a part that does."""
    assert told(network(), endpoint(0, 1)) == []
    (found,) = weak(network(), endpoint(1))
    assert (found.severity, found.title) == (
        "high",
        "VPC endpoint logs stands in us-east-1b only",
    )
    assert found.impact == "The loss of that zone takes it: what leads through it has no way."


ELSEWHERE = "subnet-0123456789abcdef0"
"""A subnet that is not in the configuration: where it stands nobody can tell here."""


def test_instances_whose_group_has_a_subnet_elsewhere_are_not_said_to_share_a_zone() -> None:
    """Of a cluster, and of one that stands alone: AWS picks among zones that are not all told."""
    both = (ref("aws_subnet.database[0]"), ELSEWHERE)
    parts = changed(aurora(None, None), "aws_db_subnet_group.aurora", subnet_ids=both)
    alone = resource(
        "aws_db_instance.alone",
        identifier="alone",
        engine="postgres",
        instance_class="db.m6g.large",
        db_subnet_group_name=ref("aws_db_subnet_group.aurora", "name"),
    )
    built = build(stack(network(), [*parts, alone]))
    (cluster,), (database,) = only_vpc(built).clusters, only_vpc(built).databases
    assert (cluster.zones, [item.zone for item in cluster.instances]) == ((), [None, None])
    assert (cluster.subnets, database.zone) == (("aws_subnet.database[0]",), None)
    assert [title for _, title, _ in told(network(), parts) if "zone" in title] == []
    zones = drill(stack(network(), [*parts, alone]), built).zones
    assert {item.outcome for trial in zones for item in trial.loss.databases} == {"unknown"}
    placed = replace(alone, values={**alone.values, "availability_zone": "us-east-1b"})
    place = build(stack(network(), [*parts, placed])).graph.parts[alone.address].place
    assert (place.zones, place.told) == (("us-east-1b",), True)


def test_a_file_system_with_a_foot_elsewhere_is_not_said_to_stand_in_one_zone() -> None:
    """A mount target in a subnet that is not here may be in any zone of the same network."""

    def target(name: str, subnet: Plain) -> Instance:
        system = ref("aws_efs_file_system.f")
        return resource(f"aws_efs_mount_target.{name}", file_system_id=system, subnet_id=subnet)

    system, here = resource("aws_efs_file_system.f"), target("a", ref("aws_subnet.app[0]"))
    [one] = build(stack(network(), [system, here])).graph.feet
    [two] = build(stack(network(), [system, here, target("b", ELSEWHERE)])).graph.feet
    assert (one.vpc, one.zones, one.told) == ("aws_vpc.main", ("us-east-1a",), True)
    assert (two.vpc, two.zones, two.told) == ("aws_vpc.main", ("us-east-1a",), False)


def test_a_way_that_may_stand_in_another_zone_too_is_not_said_to_stand_in_one() -> None:
    """One of its subnets is not in this configuration."""
    both = (ref("aws_subnet.app[1]"), ELSEWHERE)
    half = changed(endpoint(1), "aws_vpc_endpoint.logs", subnet_ids=both)
    assert told(network(), half) == []
    part = build(stack(network(), half)).graph.parts["aws_vpc_endpoint.logs"]
    assert (part.place.zones, part.place.told) == (("us-east-1b",), False)


def service(count: Plain, *places: int) -> list[Instance]:
    """Tasks of Fargate in these zones."""
    return [
        resource("aws_ecs_cluster.c", name="c"),
        resource(
            "aws_ecs_service.api",
            name="api",
            cluster=ref("aws_ecs_cluster.c"),
            launch_type="FARGATE",
            desired_count=count,
            network_configuration=(
                {"subnets": refs(*(f"aws_subnet.app[{place}]" for place in places))},
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (service(2, 0, 1), []),
        (service(0, 0), []),
        (service(1, 0, 1), [("high", "ECS service api runs one unit")]),
        (service(2, 1), [("critical", "ECS service api stands in us-east-1b only")]),
        (service(1, 1), [("critical", "ECS service api stands in us-east-1b only")]),
        (service(COUNT, 0, 1), []),
    ],
)
def test_a_service_needs_two_tasks_in_two_zones(
    parts: list[Instance], expected: list[tuple[str, str]]
) -> None:
    """One task is started elsewhere; one zone leaves no elsewhere."""
    assert [(item.severity, item.title) for item in weak(network(), parts)] == expected


def test_what_runs_at_times_is_told_at_the_schedule() -> None:
    """One unit at night is high, none is medium: it answers nothing, whatever is lost."""

    def at_night(size: int) -> list[tuple[str, str, str]]:
        night = resource(
            "aws_autoscaling_schedule.night",
            scheduled_action_name="night",
            autoscaling_group_name=ref(GROUP, "name"),
            desired_capacity=size,
        )
        found = told(network(), balanced(), [night])
        assert MEDIUM in found
        return [item for item in found if item != MEDIUM]

    assert at_night(6) == at_night(2) == []
    name = "Auto Scaling group app runs"
    assert at_night(1) == [
        ("high", f"{name} one unit while night holds it at 1", "aws_autoscaling_schedule.night")
    ]
    assert at_night(0) == [
        ("medium", f"{name} nothing while night holds it at 0", "aws_autoscaling_schedule.night")
    ]


def test_a_subnet_that_leaves_through_nothing_hides_no_other() -> None:
    """Though it is the first of all."""
    closed = resource(
        "aws_subnet.aaa",
        vpc_id=ref("aws_vpc.main"),
        availability_zone="us-east-1a",
        cidr_block="10.0.99.0/24",
    )
    assert told(network(2, nats=1), [closed]) == told(network(2, nats=1))
    assert len(told(network(2, nats=1), [closed])) == 2


@pytest.mark.parametrize(
    ("fewest", "found"),
    [
        (
            0,
            [
                (
                    "medium",
                    "ECS service api runs nothing while scaling leaves its minimum of 0",
                )
            ],
        ),
        (
            1,
            [("high", "ECS service api runs one unit while scaling leaves its minimum of 1")],
        ),
        (2, []),
    ],
)
def test_too_few_tasks_at_times_are_told(fewest: int, found: list[tuple[str, str]]) -> None:
    """Nothing answers, or one zone holds all there is; two may stand in two zones."""
    values: dict[str, Plain] = {
        "service_namespace": "ecs",
        "scalable_dimension": "ecs:service:DesiredCount",
        "resource_id": "service/c/api",
    }
    target = resource("aws_appautoscaling_target.t", min_capacity=fewest, max_capacity=6, **values)
    policy = resource("aws_appautoscaling_policy.p", policy_type="TargetTrackingScaling", **values)
    weak_at_times = told(network(), service(3, 0, 1), [target, policy])
    assert [(severity, title) for severity, title, _ in weak_at_times] == found


@pytest.mark.parametrize("whose", ["aws_subnet.public[0]", "aws_subnet.app[0]"])
def test_where_a_zone_is_not_told_no_way_out_is_in_another(whose: str) -> None:
    """Neither of the gateway's zone nor of the subnet's: they may be the same."""
    parts = changed(network(1), whose, availability_zone=WAITS)
    assert [title for _, title, _ in told(parts) if "leaves through" in title] == []


def test_readers_beside_the_writer_are_told_at_the_first() -> None:
    """Once for all of them."""
    (alone,) = [
        item for item in weak(network(), aurora(*(["us-east-1a"] * 3))) if "promote" in item.impact
    ]
    assert (alone.severity, alone.address) == ("critical", READER)
    assert alone.title == "All readers of aurora stand in the writer's zone, us-east-1a"


def test_a_subnet_whose_group_runs_nothing_is_less() -> None:
    """A group of none has a subnet, and nothing to cut off."""

    def severity(wanted: int) -> str:
        group = resource(
            GROUP,
            name="app",
            min_size=0,
            max_size=4,
            desired_capacity=wanted,
            vpc_zone_identifier=refs("aws_subnet.app[1]"),
        )
        (found,) = [item for item in weak(network(2, nats=1), [group]) if "leaves" in item.title]
        return found.severity

    assert (severity(0), severity(1)) == ("medium", "high")
