"""The loss of each zone and of each single point: right verdicts on many stacks."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from archbench.architecture import build
from archbench.architecture.capacity import Capacity, group_capacity, of_capacities
from archbench.architecture.drill import Drill, Trial, as_json, drill, lost, span
from archbench.architecture.failure import Outcome
from archbench.architecture.part import Fewest
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance, Unexpanded
from tests.architecture.by_hand import aurora, balanced, network, refs_arn, stack, subnets, vpc_of
from tests.architecture.hand import configuration, ref, resource

WAITS = Unknown(NUMBER, (Origin("variable", "var.n"),))
THREE = ("us-east-1a", "us-east-1b", "us-east-1c")


def drilled(*parts: list[Instance]) -> Drill:
    """The drill of a stack."""
    configuration = stack(*parts)
    return drill(configuration, build(configuration))


def outcomes(found: Drill) -> dict[str, Outcome]:
    """The outcome of each zone's loss by the zone's letter."""
    return {trial.loss.failure.name[-1]: trial.loss.outcome for trial in found.zones}


def zone(found: Drill, letter: str) -> Trial:
    """The trial of one zone."""
    return next(trial for trial in found.zones if trial.loss.failure.name.endswith(letter))


def titles(found: Drill) -> list[str]:
    """The findings, most severe first."""
    return [f"{item.severity}: {item.title}" for item in found.findings]


def cpu_target(percent: Plain) -> Instance:
    """A target-tracking policy for the group."""
    return resource(
        "aws_autoscaling_policy.cpu",
        autoscaling_group_name=ref("aws_autoscaling_group.app", "name"),
        policy_type="TargetTrackingScaling",
        target_tracking_configuration=(
            {
                "target_value": percent,
                "predefined_metric_specification": (
                    {"predefined_metric_type": "ASGAverageCPUUtilization"},
                ),
            },
        ),
    )


def test_three_zones_with_a_nat_each_survive_any_one() -> None:
    """Four of six are left and carry 1.5 times their load; the database has two of three."""
    found = drilled(network(), balanced(), aurora(*THREE), [cpu_target(60)])
    assert found.survives is True
    assert found.answer.startswith("Survives the loss of any one zone: us-east-1a, us-east-1b or")
    loss = zone(found, "a").loss
    (capacity,) = loss.capacities
    assert (capacity.before, capacity.left, capacity.after) == (6, 4, 6)
    assert capacity.factor == Decimal("1.5")
    assert [(item.left, item.before) for item in loss.balancers] == [(2, 3)]
    assert [(item.left, item.before) for item in loss.databases] == [(2, 3)]
    assert titles(found) == [
        "low: Minimum 6 over 3 zones leaves 4 of the 6 needed when a zone is lost"
    ]
    assert "60 % becomes 90 %" in found.findings[0].impact
    assert found.findings[0].fix.endswith("run at least 9.")


def test_lost_writer_is_replaced_by_the_lowest_promotion_tier() -> None:
    """The reader with tier 1 is promoted before that with tier 2."""
    found = drilled(network(), balanced(), aurora(*THREE))
    (database,) = zone(found, "a").loss.databases
    assert (database.writer_lost, database.promoted) == (True, "aws_rds_cluster_instance.db[1]")
    assert zone(found, "b").loss.databases[0].promoted == ""


def members(*kinds: tuple[int, str]) -> list[Instance]:
    """A cluster whose instances have these promotion tiers and classes, one in each zone."""
    parts = [item for item in aurora() if item.type != "aws_rds_cluster_instance"]
    return parts + [
        resource(
            f"aws_rds_cluster_instance.db[{index}]",
            identifier=f"db-{index}",
            cluster_identifier=ref("aws_rds_cluster.aurora"),
            instance_class=class_,
            promotion_tier=tier,
            availability_zone=THREE[index],
        )
        for index, (tier, class_) in enumerate(kinds)
    ]


@pytest.mark.parametrize(
    ("kinds", "promoted"),
    [
        (((0, "db.r6g.large"), (5, "db.r6g.2xlarge"), (3, "db.r6g.large")), "db-2 (db.r6g.large)"),
        (((0, "db.r6g.large"), (1, "db.r6g.large"), (1, "db.r6g.xlarge")), "db-2 (db.r6g.xlarge)"),
        (((0, "db.r6g.large"), (1, "db.r6g.4xlarge"), (1, "db.r6g.16xlarge")), "db-2 (db.r6g.16x"),
    ],
)
def test_promotion_goes_by_tier_then_size(
    kinds: tuple[tuple[int, str], ...], promoted: str
) -> None:
    """The lowest tier is promoted, and of equal tiers the largest class."""
    loss = zone(drilled(network(), members(*kinds)), "a").loss
    assert loss.reasons[0].startswith(promoted)
    assert loss.databases[0].promoted == "aws_rds_cluster_instance.db[2]"


def test_recovery_is_timed_by_documents_and_settings() -> None:
    """Aurora up to 60 s; targets 2x30 to 3x30+6 s; replacements by then and the grace period."""
    steps = {
        step.action.split()[0]: step.seconds
        for step in zone(drilled(network(), balanced(), aurora(*THREE)), "a").steps
    }
    assert steps == {"clients": (0, 60), "Aurora": (0, 60), "the": (60, 96), "Auto": (60, 396)}


def test_one_nat_takes_the_other_zones_with_it() -> None:
    """Losing its zone cuts the others off; losing another zone does not."""
    found = drilled(network(nats=1), balanced(), aurora(*THREE))
    assert outcomes(found) == {"a": "degraded", "b": "survives", "c": "survives"}
    assert found.survives is False
    assert found.answer.startswith(
        "Loses a part, until somebody acts, if us-east-1a is lost: app[1] "
    )
    assert [item.subnet for item in zone(found, "a").loss.cut_off] == [
        "aws_subnet.app[1]",
        "aws_subnet.app[2]",
    ]
    high = [title for title in titles(found) if title.startswith("high")]
    assert high == [
        "high: One NAT gateway is shared fate: us-east-1a, us-east-1b, us-east-1c leave through it",
        "high: Subnet app[1] in us-east-1b leaves through the NAT gateway in us-east-1a",
        "high: Subnet app[2] in us-east-1c leaves through the NAT gateway in us-east-1a",
    ]
    assert any(not step.automatic for step in zone(found, "a").steps)


def test_no_nat_at_all_cuts_nothing_off() -> None:
    """Subnets that never had a way out lose none."""
    found = drilled(network(nats=0), balanced(), aurora(*THREE))
    assert found.survives is True


def test_nat_alone_is_a_single_point_of_its_own_zone() -> None:
    """With one NAT in each zone, the failure of one cuts off one subnet."""
    found = drilled(network(), balanced())
    points = [trial for trial in found.points if trial.loss.failure.kind == "nat"]
    assert [trial.loss.outcome for trial in points] == ["degraded"] * 3
    assert [len(trial.loss.cut_off) for trial in points] == [1, 1, 1]


def test_all_readers_in_the_writers_zone_go_down_with_it() -> None:
    """Nothing is left to promote when that zone is lost; the others may go."""
    found = drilled(network(), balanced(), aurora("us-east-1a", "us-east-1a", "us-east-1a"))
    assert outcomes(found) == {"a": "down", "b": "survives", "c": "survives"}
    assert titles(found)[0] == (
        "critical: All readers of aurora stand in the writer's zone, us-east-1a"
    )
    assert found.answer == (
        "Goes down if us-east-1a is lost: aurora has no instance left to promote; its data is kept "
        "in other zones."
    )


def test_readers_together_in_another_zone_survive() -> None:
    """Either the writer or a reader is left."""
    found = drilled(network(), balanced(), aurora("us-east-1a", "us-east-1b", "us-east-1b"))
    assert found.survives is True
    assert zone(found, "b").loss.databases[0].left == 1


def test_single_aurora_instance_is_a_critical_finding() -> None:
    """No reader means down with the writer's zone, and with the writer alone."""
    found = drilled(network(), balanced(), aurora("us-east-1b"))
    assert outcomes(found) == {"a": "survives", "b": "down", "c": "survives"}
    assert titles(found)[0] == "critical: Cluster aurora has no reader to promote"
    (writer,) = (trial for trial in found.points if trial.loss.failure.kind == "writer")
    assert writer.loss.outcome == "down"
    assert writer.restored == (0, 600)
    assert zone(found, "b").restored is None


def test_minimum_of_three_leaves_two() -> None:
    """One instance in each zone: a third of the capacity goes, and 1.5 times the load stays."""
    found = drilled(network(), balanced(minimum=3, desired=3), aurora(*THREE), [cpu_target(60)])
    assert found.survives is True
    assert zone(found, "c").loss.capacities[0].left == 2
    assert titles(found) == [
        "low: Minimum 3 over 3 zones leaves 2 of the 3 needed when a zone is lost"
    ]


def test_load_above_all_there_is_is_a_high_finding() -> None:
    """A CPU target of 70 % over two zones becomes 140 %."""
    found = drilled(network(2), balanced(2), [cpu_target(70)])
    assert titles(found) == [
        "high: Minimum 6 over 2 zones leaves 3 of the 6 needed when a zone is lost"
    ]
    assert "70 % becomes 140 %, more than there is" in found.findings[0].impact


def test_uneven_spread_loses_the_fullest_zone() -> None:
    """Seven over three zones: AWS may have put three in any of them, so four are left at worst."""
    found = drilled(network(), balanced(desired=7))
    assert [trial.loss.capacities[0].left for trial in found.zones] == [4, 4, 4]


def test_one_instance_over_three_zones_goes_down_with_its_zone() -> None:
    """It comes back elsewhere, but until then nobody is served."""
    found = drilled(network(), balanced(minimum=1, desired=1))
    loss = zone(found, "a").loss
    assert loss.outcome == "down"
    assert loss.capacities[0].after == 1
    assert "until Auto Scaling starts new ones" in loss.reasons[0]


def test_one_zone_stack_goes_down() -> None:
    """Load balancer, instances and database all stand in it."""
    found = drilled(network(1), balanced(1), aurora("us-east-1a", subnet_zones=1))
    assert outcomes(found) == {"a": "down"}
    assert {item.severity for item in found.findings} == {"critical"}
    assert len(found.findings) == 3
    assert zone(found, "a").loss.factor is None


def test_what_has_no_zone_left_waits_for_somebody() -> None:
    """Auto Scaling starts nothing where it has no subnet, and a balancer makes itself no node."""
    found = drilled(network(1), balanced(1))
    assert zone(found, "a").restored is None
    assert [step.action for step in zone(found, "a").steps if not step.automatic] == [
        "someone gives load balancer alb a subnet in a zone left",
        "someone gives app a subnet in a zone left",
    ]


def test_four_zones_lose_a_quarter() -> None:
    """Eight over four zones leave six; each carries 4/3."""
    found = drilled(network(4), balanced(4, minimum=8, desired=8))
    assert found.survives is True
    assert len(found.zones) == 4
    assert zone(found, "d").loss.factor == Decimal(8) / 6


def test_the_instances_of_a_cluster_are_lost_with_their_zone() -> None:
    """Each in its own, and the subnets and machines that stand there."""
    found = drilled(network(), balanced(), aurora(*THREE))
    for index, letter in enumerate("abc"):
        lost = [one for one in zone(found, letter).loss.lost if "rds" in one]
        assert lost == [f"aws_rds_cluster_instance.db[{index}]"]


@pytest.mark.parametrize(
    ("places", "gone", "running", "left"),
    [
        ("abc", "a", 7, 4),
        ("abc", "ab", 7, 2),
        ("abc", "", 7, 7),
        ("", "", 7, 7),
        ("", "a", 7, None),
        ("", "a", 0, 0),
        ("abc", "a", WAITS, None),
    ],
)
def test_a_group_keeps_what_stands_in_the_emptiest_zones(
    places: str, gone: str, running: int | Unknown, left: int | None
) -> None:
    """Where its zones cannot be told only a loss of none, or of a group of none, can be."""
    (group,) = vpc_of(network(), balanced()).scaling_groups
    group = replace(group, zones=tuple(places))
    assert group_capacity(group, running, frozenset(gone)).left == left


def test_the_factor_of_a_loss_is_that_of_the_group_that_carries_most() -> None:
    """Four in three zones leave two, six leave four."""
    small = [
        replace(item, address="aws_autoscaling_group.small", values=values)
        for item in balanced(minimum=4, desired=4)
        if item.type == "aws_autoscaling_group"
        for values in [{**item.values, "name": "small"}]
    ]
    found = drilled(network(), balanced(), small)
    assert sorted(it.factor for it in zone(found, "a").loss.capacities if it.factor) == [
        Decimal("1.5"),
        Decimal(2),
    ]
    assert zone(found, "a").loss.factor == 2


@pytest.mark.parametrize("zones", [2, 5, 6])
def test_any_number_of_zones(zones: int) -> None:
    """Two instances in each of n zones: losing one leaves 2 (n - 1), each carrying n / (n - 1)."""
    found = drilled(network(zones), balanced(zones, minimum=2 * zones, desired=2 * zones))
    assert found.survives is True
    assert {trial.loss.capacities[0].left for trial in found.zones} == {2 * zones - 2}
    assert {trial.loss.factor for trial in found.zones} == {Decimal(zones) / (zones - 1)}


def test_workers_in_one_zone_are_missed_but_end_no_request() -> None:
    """A group behind no target group, beside one that answers, is degraded and not down."""
    workers = resource(
        "aws_autoscaling_group.workers",
        name="workers",
        min_size=2,
        max_size=2,
        vpc_zone_identifier=(ref("aws_subnet.app[1]"),),
    )
    found = drilled(network(), balanced(), [workers])
    assert outcomes(found) == {"a": "survives", "b": "degraded", "c": "survives"}


def behind(name: str, *places: str) -> list[Instance]:
    """A live target group with a group of its own in these subnets."""
    return [
        resource(f"aws_lb_target_group.{name}", name=name, vpc_id=ref("aws_vpc.main")),
        resource(
            f"aws_lb_listener_rule.{name}",
            listener_arn=ref("aws_lb_listener.http", "arn"),
            action=(
                {"type": "forward", "target_group_arn": ref(f"aws_lb_target_group.{name}", "arn")},
            ),
        ),
        resource(
            f"aws_autoscaling_group.{name}",
            name=name,
            min_size=2,
            max_size=2,
            vpc_zone_identifier=tuple(ref(place) for place in places),
            target_group_arns=refs_arn(f"aws_lb_target_group.{name}"),
        ),
    ]


def test_one_of_two_live_groups_is_a_part_of_the_requests() -> None:
    """A second live group in one zone only takes its own paths with it."""
    found = drilled(network(), balanced(), behind("admin", "aws_subnet.app[0]"))
    assert outcomes(found) == {"a": "degraded", "b": "survives", "c": "survives"}


def test_somebody_acts_where_any_of_the_zones_told_together_waits_for_it() -> None:
    """The first of them may heal by itself."""
    one = [
        replace(item, values={**item.values, "min_size": 1, "max_size": 1})
        if item.type == "aws_autoscaling_group"
        else item
        for item in behind("one", "aws_subnet.app[0]", "aws_subnet.app[2]")
    ]
    admin = behind("admin", "aws_subnet.app[1]")
    alone, both = drilled(network(), balanced(), one), drilled(network(), balanced(), one, admin)
    assert alone.answer.startswith("Loses a part if us-east-1a or us-east-1c is lost:")
    assert both.answer.startswith(
        "Loses a part, until somebody acts, if us-east-1a, us-east-1b or us-east-1c is lost:"
    )


def test_workers_left_do_not_answer_requests() -> None:
    """When the only live group is lost, workers in other zones do not help."""
    workers = resource(
        "aws_autoscaling_group.workers",
        name="workers",
        min_size=3,
        max_size=3,
        vpc_zone_identifier=subnets("app"),
    )
    front = [item for item in balanced() if item.type in ("aws_lb", "aws_lb_listener")]
    live = [item for item in balanced() if item.address == "aws_lb_target_group.live"]
    group = resource(
        "aws_autoscaling_group.app",
        name="app",
        min_size=2,
        max_size=2,
        vpc_zone_identifier=(ref("aws_subnet.app[0]"),),
        target_group_arns=refs_arn("aws_lb_target_group.live"),
    )
    found = drilled(network(), front, live, [group, workers])
    assert outcomes(found) == {"a": "down", "b": "survives", "c": "survives"}


def test_multi_az_cluster_moves_its_writer() -> None:
    """RDS keeps a writer and two standbys in three zones; the writer moves within 35 s."""
    cluster = resource(
        "aws_rds_cluster.x",
        cluster_identifier="x",
        engine="postgres",
        db_cluster_instance_class="db.m6gd.large",
    )
    found = drilled(network(), balanced(), [cluster])
    assert found.survives is True
    steps = [step for step in zone(found, "a").steps if step.action.startswith("RDS moves")]
    assert [step.seconds for step in steps] == [(0, 35)]
    assert not any("reader to promote" in title for title in titles(found))


def test_standby_takes_over_in_one_to_two_minutes() -> None:
    """A Multi-AZ instance in the lost zone fails over in 60 to 120 s."""
    database = resource(
        "aws_db_instance.x",
        identifier="x",
        engine="postgres",
        multi_az=True,
        availability_zone="us-east-1a",
        backup_retention_period=7,
    )
    found = drilled(network(), balanced(), [database])
    steps = [step for step in zone(found, "a").steps if step.action.startswith("RDS fails")]
    assert [step.seconds for step in steps] == [(60, 120)]
    assert not any(step.action.startswith("RDS") for step in zone(found, "b").steps)


def test_second_balancer_keeps_requests_coming() -> None:
    """One of two load balancers in a single zone is degraded, not down."""
    single = resource("aws_lb.single", name="single", subnets=(ref("aws_subnet.public[0]"),))
    found = drilled(network(), balanced(), [single])
    assert outcomes(found) == {"a": "degraded", "b": "survives", "c": "survives"}


def test_zone_the_balancer_does_not_reach_is_a_finding() -> None:
    """Instances in a zone without a subnet of their balancer get no request."""
    parts = [
        resource("aws_lb.main", name="alb", subnets=subnets("public", 2))
        if item.type == "aws_lb"
        else item
        for item in balanced()
    ]
    assert "high: Load balancer alb has no subnet in us-east-1c, where app runs" in titles(
        drilled(network(), parts)
    )


def test_no_database_and_no_balancer() -> None:
    """A group of workers alone is judged by what is left of it."""
    workers = resource(
        "aws_autoscaling_group.workers",
        name="workers",
        min_size=2,
        max_size=4,
        vpc_zone_identifier=subnets("app"),
    )
    found = drilled(network(), [workers])
    assert found.survives is True
    assert zone(found, "a").loss.databases == ()
    assert zone(found, "a").loss.capacities[0].left == 1


def test_idle_color_is_no_capacity() -> None:
    """A green group at zero neither serves nor is missed."""
    green = [
        resource("aws_lb_target_group.green", name="green", vpc_id=ref("aws_vpc.main")),
        resource(
            "aws_autoscaling_group.green",
            name="green",
            min_size=0,
            max_size=0,
            desired_capacity=0,
            vpc_zone_identifier=subnets("app"),
            target_group_arns=refs_arn("aws_lb_target_group.green"),
        ),
    ]
    found = drilled(network(), balanced(), green)
    serving = [item.name for item in zone(found, "a").loss.capacities if item.serves]
    assert serving == ["app"]
    assert not any("green" in title for title in titles(found))


def test_plain_instances_are_not_replaced() -> None:
    """Two behind a balancer in two zones: one is left, and the lost one stays lost."""
    machines = [
        resource(f"aws_instance.web[{index}]", subnet_id=ref(f"aws_subnet.app[{index}]"))
        for index in (0, 1)
    ]
    attachments = [
        resource(
            f"aws_lb_target_group_attachment.web[{index}]",
            target_group_arn=ref("aws_lb_target_group.live", "arn"),
            target_id=ref(f"aws_instance.web[{index}]"),
        )
        for index in (0, 1)
    ]
    parts = [item for item in balanced() if item.type != "aws_autoscaling_group"]
    found = drilled(network(), parts, machines, attachments)
    assert outcomes(found) == {"a": "degraded", "b": "degraded", "c": "survives"}
    assert zone(found, "a").loss.factor == 2


def test_unknown_capacity_is_unknown() -> None:
    """What runs cannot be told, so neither can what is left."""
    capacity = Unknown(NUMBER, (Origin("variable", "var.capacity"),))
    group = resource(
        "aws_autoscaling_group.x",
        name="x",
        min_size=capacity,
        max_size=capacity,
        vpc_zone_identifier=subnets("app"),
    )
    found = drilled(network(), [group])
    assert found.survives is None
    assert found.answer.startswith("Cannot tell what the loss of us-east-1a means")


def test_database_without_standby_goes_down_with_its_zone() -> None:
    """A Multi-AZ one does not; one whose zone AWS picks cannot be told."""

    def outcome(**values: Plain) -> Outcome:
        database = resource("aws_db_instance.x", identifier="x", engine="postgres", **values)
        return zone(drilled(network(), balanced(), [database]), "a").loss.outcome

    assert outcome(availability_zone="us-east-1a", multi_az=False) == "down"
    assert outcome(availability_zone="us-east-1b", multi_az=False) == "survives"
    assert outcome(availability_zone="us-east-1a", multi_az=True) == "survives"
    assert outcome(multi_az=Unknown(NUMBER, (Origin("variable", "var.x"),))) == "unknown"


def test_a_single_database_is_a_point_of_the_drill() -> None:
    """It fails alone too, zone or no zone, and then nothing holds its data."""
    database = resource(
        "aws_db_instance.x",
        identifier="x",
        engine="postgres",
        availability_zone="us-east-1a",
        multi_az=False,
    )
    found = drilled(network(), balanced(), [database])
    (point,) = (trial for trial in found.points if trial.loss.failure.kind == "writer")
    assert point.loss.failure.name == "database x"
    assert point.loss.failure.addresses == {"aws_db_instance.x"}
    assert point.loss.outcome == "down"


def test_a_lost_region_leaves_no_database_whatever_its_standby_or_zone() -> None:
    """A standby stands in another zone of the same region; a zone that AWS picks is there too."""

    def left(**values: Plain) -> list[tuple[str, int | None, int | None]]:
        database = resource("aws_db_instance.x", identifier="x", engine="postgres", **values)
        trials = drilled(network(), balanced(), [database]).points
        return [
            (trial.loss.failure.kind, item.before, item.left)
            for trial in trials
            for item in trial.loss.databases
            if trial.loss.failure.kind == "region"
        ]

    assert left(multi_az=True) == [("region", 1, 0)]
    assert left(multi_az=False) == [("region", 1, 0)]
    assert left(availability_zone="us-east-1a", multi_az=True) == [("region", 1, 0)]


def test_region_is_lost_with_everything_unless_dns_leads_elsewhere() -> None:
    """Failover to another target is degraded; how soon an alarm sees the loss, nobody documents."""
    alias: Plain = ({"name": ref("aws_lb.main", "dns_name"), "evaluate_target_health": True},)
    records = [
        resource(
            "aws_route53_health_check.x", type="HTTP", request_interval=30, failure_threshold=3
        ),
        resource(
            "aws_route53_record.a",
            name="api.example.com",
            type="A",
            failover_routing_policy=({"type": "PRIMARY"},),
            health_check_id=ref("aws_route53_health_check.x"),
            alias=alias,
        ),
        resource(
            "aws_route53_record.b",
            name="api.example.com",
            type="A",
            failover_routing_policy=({"type": "SECONDARY"},),
            alias=({"name": "sorry.example.net", "evaluate_target_health": False},),
        ),
    ]
    alone, backed = drilled(network(), balanced()), drilled(network(), balanced(), records)
    assert alone.points[-1].loss.outcome == "down"
    assert backed.points[-1].loss.outcome == "degraded"
    assert "sorry.example.net" in backed.points[-1].loss.reasons[0]
    assert backed.points[-1].steps[0].seconds == (60, 3 * (30 + 4) + 60)
    alarm = resource(
        "aws_route53_health_check.x",
        type="CLOUDWATCH_METRIC",
        request_interval=30,
        failure_threshold=3,
    )
    follows = drilled(network(), balanced(), [alarm, *records[1:]])
    assert {step.seconds for step in follows.points[-1].steps} == {None}


def test_backup_plan_bounds_what_a_restore_may_miss() -> None:
    """Point-in-time restore within five minutes; snapshots six hours and a start window apart."""
    backup = [
        resource(
            "aws_backup_plan.x",
            rule=(
                {"schedule": "cron(0 0/6 * * ? *)", "start_window": 60},
                {"schedule": "cron(0 0/6 * * ? *)"},
            ),
        ),
        resource(
            "aws_backup_selection.x",
            plan_id=ref("aws_backup_plan.x"),
            resources=refs_arn("aws_rds_cluster.aurora"),
        ),
    ]
    points = drilled(network(), aurora(*THREE), backup).recovery_points
    assert [point.kept_days for point in points] == [7, None, None]
    assert [lost(point) for point in points] == [
        "typically up to 5 min",
        "at most 7 h",
        "at most 14 h",
    ]


def test_availability_is_the_product_of_published_levels() -> None:
    """Balancer, instances and cluster over three zones: 0.9999 three times."""
    found = drilled(network(), balanced(), aurora(*THREE)).availability
    assert found.total == Decimal("0.9999") ** 3
    assert found.minutes_down_per_month is not None
    assert round(found.minutes_down_per_month, 1) == Decimal("13.1")


@pytest.mark.parametrize(("zones", "expected"), [(1, Decimal("0.999") * Decimal("0.995"))])
def test_one_zone_has_the_lower_levels(zones: int, expected: Decimal) -> None:
    """A balancer in one zone has 99.9 %, instances in one zone the level of a single one."""
    assert drilled(network(zones), balanced(zones)).availability.total == expected


def test_frames_hold_every_failure_and_finding() -> None:
    """Three zones, three NATs, the writer and the region: eight rows."""
    found = drilled(network(), balanced(), aurora(*THREE))
    frame = found.frame()
    assert list(frame["lost"])[:3] == list(THREE)
    assert len(frame) == 8
    assert list(found.findings_frame()["severity"]) == ["medium"]


def test_json_holds_the_answer_first() -> None:
    """Every value is JSON data; the answer leads."""
    data = as_json(drilled(network(nats=1), balanced(), aurora(*THREE)))
    assert isinstance(data, dict)
    assert list(data)[:2] == ["answer", "survives"]
    assert data["zones"][0]["loss"]["marks"]["aws_subnet.app[1]"] == "no way out"


def test_marks_name_what_is_lost_and_weakened() -> None:
    """What a drawing shows: LOST, 4 of 6, 2 of 3 zones, PROMOTED."""
    marks = zone(drilled(network(), balanced(), aurora(*THREE)), "a").loss.marks
    assert marks["aws_nat_gateway.main[0]"] == "LOST"
    assert marks["aws_autoscaling_group.app"] == "4 of 6"
    assert marks["aws_lb.main"] == "2 of 3 zones"
    assert marks["aws_rds_cluster_instance.db[1]"] == "PROMOTED"


def test_a_part_in_several_zones_is_marked_by_what_is_left_of_it() -> None:
    """Tasks over three zones lose one, tasks in one are lost, those elsewhere have no mark."""

    def tasks(name: str, where: Plain) -> Instance:
        return resource(
            f"aws_ecs_service.{name}",
            name=name,
            desired_count=3,
            launch_type="FARGATE",
            network_configuration=({"subnets": where},),
        )

    services = [
        tasks("wide", subnets("app")),
        tasks("narrow", (ref("aws_subnet.app[0]"),)),
        tasks("away", (ref("aws_subnet.app[1]"),)),
    ]
    marks = zone(drilled(network(), services), "a").loss.marks
    assert {name: marks.get(f"aws_ecs_service.{name}") for name in ("wide", "narrow", "away")} == {
        "wide": "2 of 3 zones",
        "narrow": "LOST",
        "away": None,
    }


@pytest.mark.parametrize("parts", [[resource("aws_vpc.main")], network()], ids=["bare", "net"])
def test_nothing_that_serves_is_said(parts: list[Instance]) -> None:
    """Nothing to lose is not passed off as surviving."""
    found = drilled(parts)
    assert found.survives is None
    assert found.answer.startswith("Nothing that serves requests stands in a zone")


def test_uncounted_parts_leave_the_verdict_open() -> None:
    """With an unknown number of NAT gateways, or of a module's parts, no verdict is safe."""
    for address, what in (
        ("aws_nat_gateway.main", "how many aws_nat_gateway.main there are"),
        ("module.network", "what module.network holds"),
    ):
        read = stack(network(), balanced())
        counted = replace(read, unexpanded=(Unexpanded(address, "count waits for var.x"),))
        found = drill(counted, build(counted))
        assert found.survives is None
        assert found.answer.endswith(f"{what} cannot be told: count waits for var.x.")


def test_uncounted_parts_alone_leave_the_verdict_open() -> None:
    """Where nothing else stands in a zone; the first of them is named with its reason."""
    more = (Unexpanded("aws_instance.more", "count waits for var.x"),)
    counted = replace(configuration(), unexpanded=more)
    found = drill(counted, build(counted))
    assert found.survives is None
    assert found.answer == (
        "Cannot tell what the loss of a zone means: how many aws_instance.more there are cannot be "
        "told: count waits for var.x."
    )


def test_modules_that_share_a_reason_are_told_once() -> None:
    """Eighteen that were not fetched are one reason and no page of it."""
    why = "no copy of it lies here"
    modules = tuple(Unexpanded(f"module.m{number}", why) for number in range(18))
    counted = replace(configuration(), unexpanded=modules)
    found = drill(counted, build(counted))
    assert found.uncounted == (
        "what module.m0, module.m1, module.m2 and 15 more hold cannot be told: " + why,
    )
    assert {item.address for item in found.open_questions} >= {item.address for item in modules}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        ((0, 60), "up to 60 s"),
        ((60, 120), "60-120 s"),
        ((60, 121), "1-2 min"),
        ((0, 600), "up to 10 min"),
        ((150, 390), "2.5-6.5 min"),
    ],
)
def test_times_in_words(seconds: tuple[int, int], words: str) -> None:
    """In minutes beyond two."""
    assert span(seconds) == words


@pytest.mark.parametrize(
    ("address", "told"),
    [("aws_instance.more", False), ("module.network", False), ("aws_nat_gateway.main", True)],
)
def test_uncounted_parts_leave_the_availability_open(address: str, *, told: bool) -> None:
    """A request may need what cannot be counted; NAT gateways are no part of its way."""
    read = stack(network(), balanced())
    counted = replace(read, unexpanded=(Unexpanded(address, "count waits for var.x"),))
    found = drill(counted, build(counted)).availability
    assert (found.total is not None) == told
    assert ([part.name for part in found.parts if part.level is None] == [address]) != told


def test_availability_needs_what_stands_behind_the_balancer() -> None:
    """Containers behind a target group have no level here, so the whole has none."""
    group = [item for item in balanced() if item.type != "aws_autoscaling_group"]
    found = drilled(network(), group, aurora(*THREE)).availability
    assert (found.total, found.minutes_down_per_month) == (None, None)
    unknown = [(part.name, part.basis) for part in found.parts if part.level is None]
    assert unknown == [("live", "what stands behind it cannot be told")]


def test_untold_nat_leaves_the_verdict_open() -> None:
    """A default route to a computed NAT may lead through any zone."""
    nat = Unknown(NUMBER, (Origin("variable", "var.nat"),))
    parts = [
        resource(
            item.address,
            route_table_id=item.values["route_table_id"],
            destination_cidr_block="0.0.0.0/0",
            nat_gateway_id=nat,
        )
        if item.address.startswith("aws_route.nat")
        else item
        for item in network()
    ]
    found = drilled(parts, balanced())
    assert found.survives is None
    assert "the way out of app" in found.answer


def test_target_group_with_nothing_known_behind_leaves_the_verdict_open() -> None:
    """A balancer whose targets are registered elsewhere may lose them all."""
    found = drilled(network(), [i for i in balanced() if i.type != "aws_autoscaling_group"])
    assert found.survives is None
    assert "what stands behind target group live" in found.answer


def test_targets_that_cannot_be_told_may_still_answer() -> None:
    """When the only known group is lost, the verdict is open and not down."""
    untold = behind("other", "aws_subnet.app[0]")[:2]
    group = resource(
        "aws_autoscaling_group.app",
        name="app",
        min_size=2,
        max_size=2,
        vpc_zone_identifier=(ref("aws_subnet.app[0]"),),
        target_group_arns=refs_arn("aws_lb_target_group.live"),
    )
    parts = [item for item in balanced() if item.type != "aws_autoscaling_group"]
    assert outcomes(drilled(network(), parts, untold, [group]))["a"] == "unknown"


def test_assumed_database_zones_are_said_in_the_answer() -> None:
    """Aurora instances that name no zone may all stand in one: the answer says so."""
    assumed = drilled(network(), balanced(), aurora(None, None, None))
    assert assumed.answer.endswith("us-east-1c, if AWS places the database instances as assumed.")
    assert "assumed" not in drilled(network(), balanced(), aurora(*THREE)).answer


def test_what_stands_in_untold_zones_leaves_the_verdict_open() -> None:
    """An ECS service whose subnets nobody names is no part of what survives."""
    found = drilled(
        network(), balanced(), [resource("aws_ecs_service.x", name="x", desired_count=2)]
    )
    assert found.survives is None
    assert "standing in zones that cannot be told: ECS service x" in found.answer


def test_a_balancer_before_nobody_survives_nothing() -> None:
    """No listener, or a group and a service of 0, is no answer that a lost zone leaves."""
    silent = drilled(network(), [i for i in balanced() if i.type != "aws_lb_listener"])
    assert silent.survives is None
    assert "what alb serves cannot be told: no listener" in silent.answer
    asleep = drilled(network(), balanced(minimum=0, desired=0))
    assert asleep.survives is None
    assert "nothing runs behind load balancer alb" in asleep.answer
    tasks = resource(
        "aws_ecs_service.x",
        name="x",
        desired_count=0,
        network_configuration=({"subnets": subnets("app")},),
    )
    assert drilled(network(), [tasks]).answer.startswith("Nothing that serves requests")


def test_a_step_starts_its_tasks_in_zones() -> None:
    """A state machine stands in no zone; the tasks that a step starts in a subnet do."""
    step = {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "End": True}
    machine = {"StartAt": "Run", "States": {"Run": step}}
    plainly = resource("aws_sfn_state_machine.m", name="m", definition=json.dumps(machine))
    assert drilled(network(), [plainly]).survives is True
    step["Parameters"] = {
        "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": ["subnet-0a1b2c3d"]}}
    }
    starting = resource("aws_sfn_state_machine.m", name="m", definition=json.dumps(machine))
    assert drilled(network(), [starting]).survives is None
    unread = resource("aws_sfn_state_machine.m", name="m", definition="{")
    assert drilled(network(), [unread]).survives is None


@pytest.mark.parametrize(("least", "survives"), [(None, None), (1, False), (2, True)])
def test_a_count_left_out_is_what_scaling_keeps(
    least: int | None, *, survives: bool | None
) -> None:
    """A service that says no count runs none until something sets it: a scaling target's least."""
    parts = [
        resource("aws_ecs_cluster.x", name="x"),
        resource(
            "aws_ecs_service.x",
            name="x",
            cluster=ref("aws_ecs_cluster.x"),
            network_configuration=({"subnets": subnets("app")},),
        ),
    ]
    if least is not None:
        target = resource(
            "aws_appautoscaling_target.x",
            service_namespace="ecs",
            scalable_dimension="ecs:service:DesiredCount",
            resource_id="service/x/x",
            min_capacity=least,
            max_capacity=9,
        )
        parts.append(target)
    assert drilled(network(), parts).survives is survives


@pytest.mark.parametrize(
    ("type_", "values"),
    [
        (
            "aws_s3_bucket_lifecycle_configuration",
            {"rule": ({"id": "old", "transition": ({"storage_class": "ONEZONE_IA"},)},)},
        ),
        ("aws_s3_object", {"key": "a", "storage_class": "ONEZONE_IA"}),
    ],
)
def test_objects_in_one_zone_are_not_kept_over_zones(type_: str, values: dict[str, Plain]) -> None:
    """The class whose objects stand in one zone takes the bucket out of what AWS keeps."""
    bucket = resource("aws_s3_bucket.archive", bucket="archive")
    assert drilled([bucket]).survives is True
    moved = resource(f"{type_}.x", bucket=ref("aws_s3_bucket.archive"), **values)
    found = drilled([bucket, moved])
    assert found.survives is None
    assert "S3 bucket archive" in found.answer


@pytest.mark.parametrize(
    ("factor", "needed", "survives"), [(1, 1, None), (3, 3, None), (3, 2, True)]
)
def test_brokers_keep_as_many_copies_as_are_set(
    factor: int, needed: int, *, survives: bool | None
) -> None:
    """Three brokers in three zones survive where a partition has copies left, and enough."""
    settings = resource(
        "aws_msk_configuration.x",
        name="x",
        server_properties=(
            f"default.replication.factor = {factor}\nmin.insync.replicas={needed}\n"
        ),
    )
    cluster = resource(
        "aws_msk_cluster.x",
        cluster_name="x",
        number_of_broker_nodes=3,
        broker_node_group_info=({"client_subnets": subnets("app")},),
        configuration_info=({"arn": ref("aws_msk_configuration.x", "arn"), "revision": 1},),
    )
    assert drilled(network(), [settings, cluster]).survives is survives


@pytest.mark.parametrize(
    ("zone", "answer"), [("us-east-1a", "us-east-1a is lost"), (None, "Cannot tell")]
)
def test_a_zone_of_its_own_places_what_stands_in_a_subnet_of_elsewhere(
    zone: str | None, answer: str
) -> None:
    """As in a state, where the subnet is known by an id that is not in it."""
    given = {"subnet_id": "subnet-1", "instance_type": "t3.micro"}
    web = resource("aws_instance.web", **given, **({"availability_zone": zone} if zone else {}))
    alone = configuration(web)
    assert answer in drill(alone, build(alone)).answer


def test_what_is_drilled_is_not_named_among_what_is_not() -> None:
    """Every part of a stack whose kinds all say how they fail is."""
    assert drilled(network(), balanced(), aurora(*THREE)).not_drilled == ()
    queue = resource("aws_sqs_queue.q", name="q")
    assert drilled(network(), balanced(), [queue]).not_drilled == ()


def doors(*zones: tuple[int, ...]) -> list[Instance]:
    """Endpoints of client VPNs, each associated with subnets of these zones."""
    return [
        item
        for number, places in enumerate(zones)
        for item in (
            resource(f"aws_ec2_client_vpn_endpoint.v[{number}]", client_cidr_block="10.9.0.0/16"),
            *(
                resource(
                    f"aws_ec2_client_vpn_network_association.v{number}[{at}]",
                    client_vpn_endpoint_id=ref(f"aws_ec2_client_vpn_endpoint.v[{number}]"),
                    subnet_id=ref(f"aws_subnet.app[{place}]"),
                )
                for at, place in enumerate(places)
            ),
        )
    ]


@pytest.mark.parametrize(
    ("zones", "outcome"),
    [
        (((0,),), "down"),
        (((0, 1),), "survives"),
        (((0,), (1,)), "degraded"),
        (((0,), (0,)), "down"),
    ],
)
def test_an_entry_is_missed_where_no_other_is_left(
    zones: tuple[tuple[int, ...], ...], outcome: Outcome
) -> None:
    """What works behind it lets nobody in."""
    tasks = resource("aws_lambda_function.f", function_name="f")
    assert zone(drilled(network(), doors(*zones), [tasks]), "a").loss.outcome == outcome


def capacity(name: str, *, answers: bool = True, fewest: Fewest | None = None) -> Capacity:
    """A group of four in two zones, of which one is lost."""
    return Capacity(name, name, 4, 2, 4, Decimal(2), True, answers, True, fewest=fewest)  # noqa: FBT003


@pytest.mark.parametrize(
    ("beside", "answers", "outcome"),
    [((), True, "down"), (("b",), True, "degraded"), ((), False, "degraded")],
)
def test_what_may_be_one_at_times_is_missed_where_nothing_else_answers(
    beside: tuple[str, ...],
    answers: bool,  # noqa: FBT001
    outcome: Outcome,
) -> None:
    """A schedule holds it at one; what answers no request is missed by none."""
    few = Fewest("s", "s", None, 1, "while night holds it at 1")
    every = (capacity("a", answers=answers, fewest=few), *map(capacity, beside))
    assert [verdict for _, verdict, _ in of_capacities(every, others=False)] == [outcome]


@pytest.mark.parametrize(
    ("answers", "others", "outcome"),
    [
        (True, False, "down"),
        (True, True, "degraded"),
        (False, False, "degraded"),
        (False, True, "degraded"),
    ],
)
def test_what_no_balancer_reaches_is_down_where_it_alone_answered(
    *, answers: bool, others: bool, outcome: str
) -> None:
    """What works behind the others, and what others answer for, only weakens."""
    item = replace(capacity("a", answers=answers), reached=False)
    assert [verdict for _, verdict, _ in of_capacities((item,), others=others)] == [outcome]


@pytest.mark.parametrize(("zones", "told"), [((0, 1), True), ((1, 2), False), ((0,), False)])
def test_what_a_group_is_at_times_is_told_of_what_a_loss_takes_from_it(
    zones: tuple[int, ...], *, told: bool
) -> None:
    """A group that keeps all it has is as it was; of one that loses all, that is all to say."""
    group = resource(
        "aws_autoscaling_group.g",
        name="g",
        min_size=2,
        max_size=4,
        desired_capacity=4,
        vpc_zone_identifier=tuple(ref(f"aws_subnet.app[{index}]") for index in zones),
    )
    night = resource(
        "aws_autoscaling_schedule.night",
        scheduled_action_name="night",
        autoscaling_group_name=ref("aws_autoscaling_group.g", "name"),
        min_size=1,
        desired_capacity=1,
        recurrence="0 20 * * *",
    )
    reasons = zone(drilled(network(), [group, night]), "a").loss.reasons
    assert any("night" in reason for reason in reasons) is told


@pytest.mark.parametrize(
    ("type_", "values", "why"),
    [
        ("aws_cloudhsm_v2_cluster", {}, "not simulated when a zone is lost"),
        ("aws_batch_compute_environment", {}, "failing in a way that its arguments leave open"),
    ],
)
def test_why_it_cannot_be_told_how_a_part_fails(
    type_: str, values: dict[str, Plain], why: str
) -> None:
    """Nobody has said it of its kind, or what it is set to does not."""
    part = resource(f"{type_}.x", subnet_ids=(ref("aws_subnet.app[0]"),), **values)
    loss = zone(drilled(network(), [part]), "a").loss
    assert [(item.outcome, item.why) for item in loss.parts] == [("unknown", why)]
