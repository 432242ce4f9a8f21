"""What brings back what is lost: each step with its time, what that rests on, and who acts."""

from datetime import timedelta

import pytest

from archbench.architecture.recovery import Tuned
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.by_hand import aurora, balanced, network, subnets
from tests.architecture.hand import ref, refs, resource
from tests.architecture.test_drill import THREE, drilled
from tests.architecture.test_findings import changed, database

COUNT = Unknown(NUMBER, (Origin("variable", "var.n"),))
GROUP = "aws_autoscaling_group.app"
TARGET = "aws_lb_target_group.live"
Step = tuple[str, tuple[int, int] | None, str, bool]


def steps(*parts: list[Instance], failure: str = "us-east-1a") -> list[Step]:
    """The action, its seconds, the fact it rests on and whether it needs nobody, in order."""
    found = drilled(*parts)
    (trial,) = (one for one in (*found.zones, *found.points) if one.loss.failure.name == failure)
    return [
        (step.action, step.seconds, step.source.fact if step.source else "", step.automatic)
        for step in trial.steps
    ]


FORGET = (
    "clients forget the lost node of the load balancer (DNS time to live)",
    (0, 60),
    "balancer-ttl",
    True,
)


def stop(first: int, last: int) -> Step:
    """The lost instances get no request any more."""
    action = "the load balancer stops sending to the lost instances of app"
    return action, (first, last), "target-unhealthy", True


def start(first: int, last: int) -> Step:
    """Others take their place."""
    action = "Auto Scaling starts 2 instances of app in the zones left"
    return action, (first, last), "autoscaling-grace", True


SLOW: Step = (start(0, 0)[0], None, "autoscaling-grace", True)


def test_a_lost_zone_is_healed_in_order() -> None:
    """Three failures 30 s apart and a timeout of 6 s; then 300 s of grace for what is new."""
    assert steps(network(), balanced()) == [FORGET, stop(60, 96), start(60, 396)]
    assert steps(network(), balanced(), aurora(*THREE)) == [
        FORGET,
        ("Aurora promotes db-1", (0, 60), "aurora-failover", True),
        stop(60, 96),
        start(60, 396),
    ]


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ({}, (60, 96)),
        ({"interval": 10}, (20, 36)),
        ({"unhealthy_threshold": 2}, (30, 66)),
        ({"timeout": 5}, (60, 95)),
        ({"protocol": "HTTP"}, (60, 96)),
        ({"protocol": "HTTPS"}, (60, 100)),
        ({"protocol": "TCP"}, (60, 100)),
        ({"protocol": "TCP", "timeout": "5", "interval": "10"}, (20, 35)),
    ],
)
def test_a_target_is_lost_after_its_checks(
    check: dict[str, Plain], expected: tuple[int, int]
) -> None:
    """The threshold and interval are the provider's where none is written, the timeout AWS's."""
    first, last = expected
    parts = changed(balanced(), TARGET, health_check=(check,))
    assert steps(network(), parts) == sorted(
        [FORGET, stop(first, last), start(first, last + 300)], key=lambda step: step[1] or (0, 0)
    )


def test_a_check_that_is_not_known_times_nothing() -> None:
    """Neither does a group that nobody but EC2 asks, or one whose grace is not known."""
    waits = changed(balanced(), TARGET, health_check=({"interval": COUNT},))
    assert steps(network(), waits) == [FORGET, SLOW]
    by_ec2 = changed(balanced(), GROUP, health_check_type="EC2")
    assert steps(network(), by_ec2) == [FORGET, stop(60, 96), SLOW]
    graced = changed(balanced(), GROUP, health_check_grace_period=COUNT)
    assert steps(network(), graced) == [FORGET, stop(60, 96), SLOW]
    default = changed(balanced(), GROUP, health_check_grace_period=None)
    assert steps(network(), default) == [FORGET, stop(60, 96), start(60, 396)]
    short = changed(balanced(), GROUP, health_check_grace_period=20)
    assert steps(network(), short)[-1] == start(60, 116)


def test_the_slowest_of_several_checks_counts() -> None:
    """The group stands behind both."""
    to_slow: Plain = {"type": "forward", "target_group_arn": ref("aws_lb_target_group.slow", "arn")}
    slow = [
        resource(
            "aws_lb_target_group.slow",
            name="slow",
            vpc_id=ref("aws_vpc.main"),
            health_check=({"interval": 60},),
        ),
        resource(
            "aws_lb_listener_rule.slow",
            listener_arn=ref("aws_lb_listener.http", "arn"),
            action=(to_slow,),
        ),
    ]
    both = refs(TARGET, "aws_lb_target_group.slow")
    parts = changed(balanced(), GROUP, target_group_arns=both)
    assert steps(network(), parts, slow)[1:] == [stop(120, 186), start(120, 486)]


def test_the_settings_behind_a_time_are_said() -> None:
    """And which one shortens it, as long as anything is left of it."""
    (trial, *_) = drilled(network(), balanced()).zones
    assert [step.settings for step in trial.steps] == [
        "",
        "threshold 3 x interval 30 s, timeout 6 s",
        "grace period 300 s",
    ]
    tuned = trial.steps[-1].tuned_by
    assert tuned == Tuned(GROUP, "health_check_grace_period", 300)
    assert tuned.for_less(96) == f"{GROUP}: Set health_check_grace_period to at most 204."
    assert tuned.for_less(299).endswith("at most 1.")
    assert tuned.for_less(300) == tuned.for_less(400) == ""


def test_one_instance_is_started_in_the_singular() -> None:
    """Of four over three zones two may be lost, of three one."""
    assert steps(network(), balanced(minimum=3, desired=3))[-1][0] == (
        "Auto Scaling starts 1 instance of app in the zones left"
    )


def test_what_replaces_nothing_waits_for_somebody() -> None:
    """So do plain instances."""
    held = changed(balanced(), GROUP, suspended_processes=("Launch",))
    by_hand: Step = ("someone starts app in a zone left", None, "instance-recovery", False)
    assert steps(network(), held) == [FORGET, by_hand]


def test_a_database_comes_back_as_its_kind_does() -> None:
    """A standby takes over, else a backup is restored by somebody; elsewhere nothing happens."""
    here: dict[str, Plain] = {"availability_zone": "us-east-1a"}
    assert steps(network(), database(**here)) == [
        ("RDS fails books over to its standby", (60, 120), "rds-failover", True)
    ]
    assert steps(network(), database(**here, multi_az=False)) == [
        ("someone restores books in another zone from a backup", None, "rds-restorable", False)
    ]
    elsewhere = database(availability_zone="us-east-1b", multi_az=False)
    assert steps(network(), elsewhere) == []
    assert steps(network(), aurora("us-east-1a")) == [
        (
            "someone makes an instance of aurora in another zone, where its data is kept",
            None,
            "aurora-other-zone",
            False,
        )
    ]
    assert steps(network(), aurora("us-east-1a"), failure="writer db-0") == [
        ("Aurora makes the instance of aurora anew", (0, 600), "aurora-new-instance", True)
    ]


def test_a_way_out_is_routed_by_somebody() -> None:
    """Only where something runs that needs it."""
    shared = network(nats=1)
    by_hand: Step = (
        "someone routes app[1], app[2] to a NAT gateway that is left",
        None,
        "nat-zone",
        False,
    )
    assert by_hand in steps(shared, balanced())
    assert steps(shared) == []


def test_another_part_is_started_again_or_set_up() -> None:
    """Tasks start elsewhere; a cache without a standby is set up by somebody."""
    tasks = [
        resource("aws_ecs_cluster.c", name="c"),
        resource(
            "aws_ecs_service.api",
            name="api",
            cluster=ref("aws_ecs_cluster.c"),
            launch_type="FARGATE",
            desired_count=3,
            network_configuration=({"subnets": subnets("app")},),
        ),
    ]
    ((action, _, _, automatic),) = steps(network(), tasks)
    assert action == "ECS starts again, in a zone left, what was lost of ECS service api"
    assert automatic
    here = changed(
        tasks,
        "aws_ecs_service.api",
        network_configuration=({"subnets": refs("aws_subnet.app[0]")},),
    )
    ((action, seconds, _, automatic),) = steps(network(), here)
    assert (action, seconds, automatic) == (
        "someone sets up again, in a zone left, ECS service api",
        None,
        False,
    )
    none = changed(tasks, "aws_ecs_service.api", desired_count=COUNT)
    assert steps(network(), none) == []


def records(check: dict[str, Plain], **record: Plain) -> list[Instance]:
    """Names that lead elsewhere when a check fails."""
    usual: dict[str, Plain] = {"type": "TCP", "request_interval": 10, "failure_threshold": 2}
    return [
        resource("aws_route53_health_check.x", **{**usual, **check}),
        resource(
            "aws_route53_record.a",
            name="api.example.com",
            type="A",
            failover_routing_policy=({"type": "PRIMARY"},),
            health_check_id=ref("aws_route53_health_check.x"),
            alias=({"name": ref("aws_lb.main", "dns_name"), "evaluate_target_health": True},),
            **record,
        ),
        resource(
            "aws_route53_record.b",
            name="api.example.com",
            type="A",
            failover_routing_policy=({"type": "SECONDARY"},),
            alias=({"name": "sorry.example.net", "evaluate_target_health": False},),
        ),
    ]


@pytest.mark.parametrize(
    ("check", "seconds"),
    [
        ({}, (10, 2 * (10 + 10) + 60)),
        ({"type": "HTTPS"}, (10, 2 * (10 + 4) + 60)),
        ({"type": "HTTP_STR_MATCH", "failure_threshold": 1}, (0, 10 + 4 + 60)),
        ({"request_interval": None, "failure_threshold": None}, (60, 3 * (30 + 10) + 60)),
        ({"type": "CALCULATED"}, None),
        ({"request_interval": COUNT}, None),
        ({"failure_threshold": COUNT}, None),
    ],
)
def test_names_lead_elsewhere_after_failed_checks(
    check: dict[str, Plain], seconds: tuple[int, int] | None
) -> None:
    """Then the time to live; what follows an alarm has no time."""
    first, *_ = found = steps(network(), balanced(), records(check), failure="region us-east-1")
    assert first[:2] == ("Route 53 answers api.example.com with the secondary record", seconds)
    assert found[-1][0].startswith("someone builds the stack in another region")
    assert len(found) == 2


def test_only_the_first_name_that_leads_here_is_answered_anew() -> None:
    """Not the second, nor one that leads to another place."""
    away = changed(records({}), "aws_route53_record.a", alias=({"name": "a.example.net"},))
    assert len(steps(network(), balanced(), away, failure="region us-east-1")) == 1


def plan(*rules: dict[str, Plain], **values: Plain) -> list[Instance]:
    """A plan of these rules for the database."""
    usual: dict[str, Plain] = {
        "plan_id": ref("aws_backup_plan.x"),
        "resources": (ref("aws_db_instance.books", "arn"),),
    }
    return [
        resource("aws_backup_plan.x", rule=rules),
        resource("aws_backup_selection.x", **{**usual, **values}),
    ]


Point = tuple[str, timedelta | None, bool, int | None, str]


def points(*parts: list[Instance]) -> list[Point]:
    """Mechanism, data lost at most, whether that is typical, days kept, and the fact behind it."""
    return [
        (item.mechanism, item.at_most, item.typical, item.kept_days, item.source.fact)
        for item in drilled(network(), *parts).recovery_points
    ]


FIVE = timedelta(minutes=5)
POINT_IN_TIME = ("point-in-time restore", FIVE, True, 7, "rds-restorable")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, [POINT_IN_TIME]),
        ({"backup_retention_period": 0}, []),
        ({"backup_retention_period": None}, []),
        ({"backup_retention_period": "7"}, [POINT_IN_TIME]),
        (
            {"backup_retention_period": COUNT},
            [("point-in-time restore", FIVE, True, None, "rds-restorable")],
        ),
    ],
)
def test_a_database_is_restored_to_a_point_in_time(
    values: dict[str, Plain], expected: list[Point]
) -> None:
    """Where it keeps backups; an instance keeps none unless it says so, a cluster one day."""
    assert points(database(**values)) == expected
    bare = changed(aurora("us-east-1a"), "aws_rds_cluster.aurora", backup_retention_period=None)
    assert [item[3] for item in points(bare)] == [1]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            {"schedule": "cron(0 5 * * ? *)"},
            ("AWS Backup, cron(0 5 * * ? *)", timedelta(hours=32), False, None, "backup-start"),
        ),
        (
            {
                "schedule": "cron(0 5 * * ? *)",
                "start_window": "60",
                "lifecycle": ({"delete_after": 35},),
            },
            ("AWS Backup, cron(0 5 * * ? *)", timedelta(hours=25), False, 35, "backup-start"),
        ),
        (
            {"schedule": "cron(0 5 * * ? *)", "start_window": COUNT, "lifecycle": COUNT},
            ("AWS Backup, cron(0 5 * * ? *)", None, False, None, "backup-start"),
        ),
        (
            {"lifecycle": ({"delete_after": COUNT},)},
            ("AWS Backup, cron(0 5 ? * * *)", timedelta(hours=32), False, None, "backup-start"),
        ),
        (
            {"schedule": COUNT},
            ("AWS Backup, a schedule that is not known", None, False, None, "backup-start"),
        ),
        (
            {"schedule": "cron(0 5 * * ? *)", "enable_continuous_backup": True},
            ("AWS Backup, continuous", FIVE, True, None, "rds-restorable"),
        ),
    ],
)
def test_a_plan_bounds_what_is_missed(rule: dict[str, Plain], expected: Point) -> None:
    """A day and the window a run may start in, eight hours unless it says otherwise."""
    parts = database(backup_retention_period=0)
    assert points(parts, plan(rule)) == [expected]
    assert points(parts, plan(rule, resources=(ref("aws_vpc.main", "arn"),))) == []
    for other in ({"plan_id": COUNT}, {"resources": (COUNT,)}):
        (found,) = points(parts, plan(rule, **other))
        assert found[0].startswith("AWS Backup: ")
        assert found[1:] == (None, False, None, "backup-start")


@pytest.mark.parametrize(
    ("values", "taken"),
    [
        ({"resources": ("arn:aws:rds:*:*:db:*",)}, True),
        ({"resources": ("*",)}, True),
        ({"resources": None, "selection_tag": ({"key": "backup", "value": "daily"},)}, True),
        ({"resources": None, "selection_tag": ({"key": "backup", "value": "weekly"},)}, False),
        ({"resources": ("*",), "not_resources": (ref("aws_db_instance.books", "arn"),)}, False),
        ({"condition": ({"string_equals": ({"key": "x", "value": "y"},)},)}, False),
    ],
)
def test_a_plan_covers_what_its_selection_takes(
    values: dict[str, Plain],
    taken: bool,  # noqa: FBT001
) -> None:
    """By a pattern or a tag too, and not what it leaves out."""
    parts = database(backup_retention_period=0, tags={"backup": "daily"})
    assert bool(points(parts, plan({"schedule": "cron(0 5 * * ? *)"}, **values))) is taken


def test_the_best_way_back_comes_first() -> None:
    """What cannot be told comes last."""
    daily: dict[str, Plain] = {"schedule": "cron(0 5 * * ? *)"}
    unread: dict[str, Plain] = {"schedule": "often"}
    found = points(database(), plan(unread, daily))
    assert [item[1] for item in found] == [FIVE, timedelta(hours=32), None]


def test_a_cache_fails_over_to_its_replica() -> None:
    """By itself, where a node stands in another zone."""
    group = resource("aws_elasticache_subnet_group.c", name="c", subnet_ids=subnets("app"))
    cache = resource(
        "aws_elasticache_replication_group.c",
        replication_group_id="c",
        subnet_group_name=ref("aws_elasticache_subnet_group.c", "name"),
        num_cache_clusters=2,
        automatic_failover_enabled=True,
        multi_az_enabled=True,
    )
    ((action, _, _, automatic),) = steps(network(), [group, cache])
    assert (action, automatic) == (
        "ElastiCache fails over to the standby of ElastiCache replication group c",
        True,
    )


def test_a_volume_that_nothing_holds_hides_no_other_step() -> None:
    """Nobody waits for it; the tasks beside it are started again."""
    volume = [resource("aws_ebs_volume.a", availability_zone="us-east-1a", size=8)]
    tasks = [
        resource("aws_ecs_cluster.c", name="c"),
        resource(
            "aws_ecs_service.zz",
            name="zz",
            cluster=ref("aws_ecs_cluster.c"),
            launch_type="FARGATE",
            desired_count=3,
            network_configuration=({"subnets": subnets("app")},),
        ),
    ]
    actions = [step[0] for step in steps(network(), volume, tasks)]
    assert "ECS starts again, in a zone left, what was lost of ECS service zz" in actions
