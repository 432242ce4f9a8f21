"""Any stack is read by its questions, in readable units, beside the bounds it sets itself."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archbench.metrics.limits import limits
from archbench.metrics.series import Pull
from archbench.metrics.signals import Panel, panels
from archbench.metrics.tables import frame
from archbench.terraform import load
from tests.metrics.published import MONDAY, always, every, pull, query

STACK = """
resource "aws_autoscaling_group" "g" {
  name     = "g"
  min_size = 2
  max_size = 8
}

resource "aws_dynamodb_table" "t" {
  name = "t"
}

resource "aws_ecs_service" "s" {
  name          = "s"
  desired_count = 3
}

resource "aws_appautoscaling_target" "s" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/c/s"
  min_capacity       = 2
  max_capacity       = 9
}

resource "aws_sqs_queue" "q" {
  name = "q"
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  namespace           = "AWS/EC2"
  metric_name         = "CPUUtilization"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 70
  period              = 300
  evaluation_periods  = 2
  dimensions          = { AutoScalingGroupName = aws_autoscaling_group.g.name }
}

resource "aws_cloudwatch_metric_alarm" "throttled" {
  alarm_name          = "throttled"
  namespace           = "AWS/DynamoDB"
  metric_name         = "ReadThrottleEvents"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 50
  period              = 300
  evaluation_periods  = 1
  dimensions          = { TableName = aws_dynamodb_table.t.name }
}
"""


def found(made: Pull, type_: str, tells: str) -> Panel:
    """The first panel of a question of a type."""
    return next(item for item in panels(made) if (item.type, item.tells) == (type_, tells))


def test_counts_are_read_by_time_whatever_their_period() -> None:
    """300 requests a minute are 5 a second in periods of a minute and of six hours."""
    asked = query("aws_lb.a", "RequestCount", "Sum")
    for days in (0.5, 400):
        start = MONDAY + timedelta(days=7 - days)
        made = pull({asked: every(60 if days < 1 else 3600, days, always(
            300.0 if days < 1 else 18_000.0), start)}, days=days)  # fmt: skip
        (panel,) = panels(made)
        (line,) = panel.lines
        assert (panel.unit, line.peak) == ("requests a second", (5.0, line.series.start))


def test_what_is_read_of_a_metric_is_one_statistic_and_of_latency_two() -> None:
    """The highest of a saturation, median and 99th percentile of an answer's time."""
    world = {
        query("aws_autoscaling_group.g", "CPUUtilization", name): every(300, 7, always(5.0))
        for name in ("Average", "Maximum")
    } | {
        query("aws_lb.a", "TargetResponseTime", name): every(60, 7, always(0.1))
        for name in ("p50", "p90", "p99")
    }
    made = pull(world)
    assert [line.series.query.statistic for line in found(made, "aws_lb", "latency").lines] == [
        "p50",
        "p99",
    ]
    (line,) = found(made, "aws_autoscaling_group", "saturation").lines
    assert line.series.query.statistic == "Maximum"


def test_the_most_of_a_minimum_is_its_least() -> None:
    """Free memory is short where it is lowest, requests are many where they are highest."""
    memory = query("aws_rds_cluster.c", "FreeableMemory", "Minimum", Role="WRITER")
    noon = MONDAY + timedelta(hours=12)
    made = pull({memory: every(900, 7, lambda m: (1.0 if m == noon else 4.0) * 1024**3)})
    (line,) = panels(made)[0].lines
    assert line.peak == (1.0, noon)


def test_two_balancers_and_five_groups_are_lines_of_one_panel() -> None:
    """Each named as the configuration names it, without what all have in common."""
    world = {
        query(f"aws_lb.{name}", "RequestCount", "Sum"): every(60, 1, always(60.0))
        for name in ("a", "b")
    } | {
        query(f"aws_autoscaling_group.g{n}", "GroupInServiceInstances", "Average"): every(
            60, 1, always(float(n))
        )
        for n in range(5)
    }
    made = pull(world)
    assert [line.label for line in found(made, "aws_lb", "traffic").lines] == ["a", "b"]
    labels = [line.label for line in found(made, "aws_autoscaling_group", "capacity").lines]
    assert labels == ["g0", "g1", "g2", "g3", "g4"]


def test_the_table_has_the_least_the_mean_and_the_most() -> None:
    """Of the known values alone, in the unit that reads best; how many are known stands beside."""
    memory = query("aws_rds_cluster.c", "FreeableMemory", "Average", Role="WRITER")
    noon = MONDAY + timedelta(hours=12)
    values = {noon: 1.0, noon + timedelta(hours=1): None, noon + timedelta(hours=2): 9.0}

    def free(moment: datetime) -> float | None:
        value = values.get(moment, 5.0)
        return None if value is None else value * 1024**3

    (row,) = frame(pull({memory: every(900, 7, free)})).to_dict("records")
    assert (row["lowest"], row["mean"], row["highest"]) == (1, 5, 9)
    assert (row["unit"], row["seconds"], row["published"]) == ("GiB", 900, "671 of 672")
    assert row["assumed"] == 0


def test_what_is_silent_is_in_no_panel() -> None:
    """All targets silent: nothing to draw, nothing raised."""
    assert panels(pull({query("aws_lb.a", "RequestCount", "Sum"): None})) == ()


def test_tiers_stand_in_the_order_of_a_request() -> None:
    """Where it comes in, what works on it, what keeps data, the queue beside it, the way out."""
    world = {
        query("aws_nat_gateway.n", "BytesInFromSource", "Sum"): every(60, 1, always(1.0)),
        query("aws_sqs_queue.q", "NumberOfMessagesSent", "Sum"): every(300, 1, always(1.0)),
        query("aws_rds_cluster.c", "VolumeBytesUsed", "Average"): every(300, 1, always(1.0)),
        query("aws_autoscaling_group.g", "NetworkIn", "Sum"): every(300, 1, always(1.0)),
        query("aws_lb.a", "RequestCount", "Sum"): every(60, 1, always(1.0)),
    }
    assert list(dict.fromkeys(panel.type for panel in panels(pull(world)))) == [
        "aws_lb",
        "aws_autoscaling_group",
        "aws_rds_cluster",
        "aws_sqs_queue",
        "aws_nat_gateway",
    ]


@pytest.fixture(scope="module")
def bounds(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], float]:
    """What the stack above sets, by address, metric and word, in the unit of its panel."""
    directory: Path = tmp_path_factory.mktemp("stack")
    (directory / "main.tf").write_text(STACK)
    set_by = limits(load(directory))
    world = {
        query("aws_autoscaling_group.g", "CPUUtilization", "Maximum"): every(300, 1, always(5.0)),
        query("aws_autoscaling_group.g", "GroupInServiceInstances", "Average"): every(
            60, 1, always(3.0)
        ),
        query("aws_dynamodb_table.t", "ReadThrottleEvents", "Sum"): every(60, 1, always(1.0)),
        query("aws_ecs_service.s", "RunningTaskCount", "Average"): every(60, 1, always(3.0)),
        query("aws_sqs_queue.q", "NumberOfMessagesSent", "Sum"): every(300, 1, always(1.0)),
    }
    return {
        (limit.address, limit.metric, limit.word): value
        for panel in panels(pull(world))
        for line in panel.lines
        for limit in set_by
        if (value := limit.on(line)) is not None
    }


def test_bounds_stand_in_the_unit_of_what_they_bound(
    bounds: dict[tuple[str, str, str], float],
) -> None:
    """A threshold of 50 in five minutes is 10 a minute; least and most of what scales as they are.

    The desired count, the least and the most of an ECS service come from two resources.
    """
    group, service = "aws_autoscaling_group.g", "aws_ecs_service.s"
    assert bounds == {
        (group, "CPUUtilization", "alarm >="): 70,
        (group, "GroupInServiceInstances", "min"): 2,
        (group, "GroupInServiceInstances", "max"): 8,
        ("aws_dynamodb_table.t", "ReadThrottleEvents", "alarm >"): 10,
        (service, "RunningTaskCount", "desired"): 3,
        (service, "RunningTaskCount", "min"): 2,
        (service, "RunningTaskCount", "max"): 9,
    }


def test_an_alarm_on_another_statistic_is_not_drawn(tmp_path: Path) -> None:
    """A threshold of a mean says nothing of the highest value."""
    asked = query("aws_autoscaling_group.g", "CPUUtilization", "Maximum")
    (line,) = panels(pull({asked: every(300, 1, always(5.0))}))[0].lines
    place = tmp_path / "main.tf"
    place.write_text(STACK)
    assert [value for limit in limits(load(tmp_path)) if (value := limit.on(line))] == [70]
    place.write_text(STACK.replace('"Maximum"', '"Average"'))
    assert not [limit for limit in limits(load(tmp_path)) if limit.on(line) is not None]
