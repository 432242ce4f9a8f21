"""The design is held beside what runs: what differs is told with its place, what cannot is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.metrics.binding import bind
from archbench.metrics.catalogue import catalogue
from archbench.metrics.described import Described, SeenAlarm
from archbench.metrics.enabling import CHECKS, not_enabled
from archbench.metrics.reality import alarm_states, alarms, capacity
from archbench.metrics.series import Pull, Series
from archbench.metrics.sizing import hints
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from tests.metrics.published import query

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def read(directory: Path, text: str) -> Configuration:
    """The configuration of one file, in Ireland."""
    provider = 'provider "aws" {\n  region = "eu-west-1"\n}\n'
    (directory / "main.tf").write_text(provider + text, encoding="utf-8")
    return load(directory)


SIZES = """
resource "aws_autoscaling_group" "g" {
  name             = "g"
  min_size         = 2
  max_size         = 4
  desired_capacity = 2
}
resource "aws_db_instance" "d" {
  identifier     = "d"
  engine         = "postgres"
  engine_version = "15"
  instance_class = "db.r6g.large"
}
resource "aws_db_instance" "open" {
  identifier     = "open"
  instance_class = var.class
}
variable "class" { type = string }
"""


def test_what_is_larger_or_older_than_designed_is_told_with_its_line(tmp_path: Path) -> None:
    """A minor version is no difference, a class that is not known none either."""
    (tmp_path / "main.tf").write_text(SIZES, encoding="utf-8")
    configuration = load(tmp_path, variables=(("unknown", "class"),))
    described = Described(
        {
            "aws_autoscaling_group.g": {"min_size": 2, "max_size": 8, "desired_capacity": 3},
            "aws_db_instance.d": {"engine_version": "15.7", "instance_class": "db.r6g.xlarge"},
            "aws_db_instance.open": {"instance_class": "db.r6g.xlarge"},
        }
    )
    found = capacity(configuration, described)
    assert [(item.address, item.what, item.designed, item.runs) for item in found] == [
        ("aws_autoscaling_group.g", "max_size", "4", "8"),
        ("aws_autoscaling_group.g", "desired_capacity", "2", "3"),
        ("aws_db_instance.d", "instance_class", "db.r6g.large", "db.r6g.xlarge"),
    ]
    assert str(found[0].range).startswith("main.tf:5")
    assert [item.why for item in found] == ["", "scaling moves it between its bounds", ""]


ALARMS = """
resource "aws_sqs_queue" "q" { name = "q" }
resource "aws_cloudwatch_metric_alarm" "a" {
  for_each            = toset(["gone", "moved", "deaf", "loud", "still", "fine"])
  alarm_name          = each.key
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 120.5
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { QueueName = aws_sqs_queue.q.name }
}
"""
QUEUE = (("QueueName", "q"),)


def seen(name: str, state: str = "OK", **changed: object) -> SeenAlarm:
    """An alarm as it stands; what is not changed is as designed."""
    alarm = SeenAlarm(
        name,
        "eu-west-1",
        {"threshold": Decimal("120.5"), "period": 60, "evaluation_periods": 3},
        QUEUE,
        state,
        NOW - timedelta(days=3),
        (NOW - timedelta(days=3),),
    )
    return replace(alarm, **changed)  # type: ignore[arg-type]


def test_alarms_that_are_not_there_or_not_as_meant_are_told(tmp_path: Path) -> None:
    """Not there, another threshold, deaf, always ringing, never rung; and one nobody designed."""
    configuration = read(tmp_path, ALARMS)
    described = Described(
        regions=("eu-west-1",),
        alarms=(
            seen("moved", values={"threshold": 300, "period": 60}),
            seen("deaf", "INSUFFICIENT_DATA"),
            seen("loud", "ALARM"),
            seen("still", rang=()),
            seen("fine"),
            seen("stranger"),
            seen("elsewhere", dimensions=(("QueueName", "not-ours"),)),
        ),
    )
    found = alarms(configuration, described, bind(configuration)[0], NOW)
    told = {(item.address[-8:-2], item.what, item.designed, item.runs) for item in found}
    since = "since 2026-03-06 12:00 UTC"
    assert told == {
        ('["gone', "alarm", "gone", "not there"),
        ('"moved', "threshold", "120.5", "300"),
        ('["deaf', "state", "watches its metric", f"hears nothing {since}"),
        ('["loud', "state", "OK", f"always rings, {since}"),
        ('"still', "state", "rings when it should", "never rang"),
        ("", "alarm", "", "stranger in eu-west-1"),
    }
    assert all(str(item.range).startswith("main.tf:") for item in found if item.address)


def test_an_alarm_watches_what_all_its_dimensions_name_where_it_publishes(tmp_path: Path) -> None:
    """Not the queue of another region, not another cluster whose reader it is."""
    text = """
    resource "aws_sqs_queue" "q" { name = "q" }
    resource "aws_rds_cluster" "c" {
      cluster_identifier = "c"
      engine             = "aurora-mysql"
    }
    """
    configuration = read(tmp_path, text)
    reader = ("Role", "READER")
    described = Described(
        regions=("eu-west-1", "us-east-1"),
        alarms=(
            seen("ours", "ALARM"),
            seen("far", region="us-east-1"),
            seen("other", dimensions=(("DBClusterIdentifier", "other"), reader)),
            seen("reader", dimensions=(("DBClusterIdentifier", "c"), reader)),
        ),
    )
    bound, _ = bind(configuration)
    found = alarms(configuration, described, bound, NOW)
    assert [(item.runs, item.why) for item in found] == [
        ("ours in eu-west-1", "it watches aws_sqs_queue.q"),
        ("reader in eu-west-1", "it watches aws_rds_cluster.c"),
    ]
    states = alarm_states(configuration, described, bound)
    assert [(one.name, one.state, one.since) for one in states] == [
        ("ours", "ALARM", NOW - timedelta(days=3)),
        ("reader", "OK", NOW - timedelta(days=3)),
    ]


def test_each_designed_alarm_has_a_state_or_says_that_it_is_not_known(tmp_path: Path) -> None:
    """Those that ring first; of a region that did not answer none is said to be fine."""
    configuration = read(tmp_path, ALARMS)
    bound, _ = bind(configuration)
    standing = (seen("loud", "ALARM"), seen("fine"), seen("deaf", "INSUFFICIENT_DATA"))
    found = alarm_states(configuration, Described(regions=("eu-west-1",), alarms=standing), bound)
    assert [(one.name, one.state) for one in found] == [
        ("loud", "ALARM"),
        *((name, "not there") for name in ("gone", "moved", "still")),
        ("deaf", "INSUFFICIENT_DATA"),
        ("fine", "OK"),
    ]
    unheard = alarm_states(configuration, Described(), bound)
    assert {one.state for one in unheard} == {"not known"}
    assert len(unheard) == 6


def test_without_alarms_from_aws_none_is_missing(tmp_path: Path) -> None:
    """A region that did not answer says nothing; a history that was refused neither."""
    configuration = read(tmp_path, ALARMS)
    bound, _ = bind(configuration)
    for regions in ((), ("us-east-1",)):
        assert alarms(configuration, Described(regions=regions), bound, NOW) == ()
    names = ("gone", "moved", "deaf", "loud", "still", "fine")
    refused = Described(
        alarms=tuple(seen(name, rang=None) for name in names), regions=("eu-west-1",)
    )
    assert alarms(configuration, refused, bound, NOW) == ()


ENABLED = """
resource "aws_autoscaling_group" "dark" {
  name     = "dark"
  min_size = 1
  max_size = 1
}
resource "aws_autoscaling_group" "part" {
  name            = "part"
  min_size        = 1
  max_size        = 1
  enabled_metrics = ["GroupInServiceInstances", "GroupDesiredCapacity", "GroupMinSize"]
}
resource "aws_autoscaling_group" "lit" {
  name     = "lit"
  min_size = 1
  max_size = 1
  enabled_metrics = [
    "GroupInServiceInstances", "GroupDesiredCapacity", "GroupMinSize", "GroupMaxSize",
  ]
}
resource "aws_ecs_cluster" "off" {
  name = "off"
  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}
resource "aws_ecs_cluster" "on" {
  name = "on"
  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
}
resource "aws_ecs_cluster" "unsaid" { name = "unsaid" }
resource "aws_ecs_service" "s" {
  name    = "s"
  cluster = aws_ecs_cluster.off.id
}
"""


def test_metrics_nobody_switched_on_are_named_with_what_it_takes(tmp_path: Path) -> None:
    """Where the account's default may do it, that is said."""
    found = {item.address: item for item in not_enabled(read(tmp_path, ENABLED))}
    assert set(found) == {
        "aws_autoscaling_group.dark",
        "aws_autoscaling_group.part",
        "aws_ecs_cluster.off",
        "aws_ecs_cluster.unsaid",
        "aws_ecs_service.s",
    }
    assert found["aws_autoscaling_group.part"].remedy == "enabled_metrics with GroupMaxSize"
    assert found["aws_ecs_service.s"].remedy == "containerInsights of aws_ecs_cluster.off"
    certain = {address for address, item in found.items() if item.certain}
    assert certain == set(found) - {"aws_ecs_cluster.unsaid"}


def test_every_need_of_the_catalogue_is_looked_at() -> None:
    """A metric that has to be switched on has a check that tells whether it is."""
    needs = {(metric.type, metric.needs) for metric in catalogue() if metric.needs}
    assert needs
    assert needs <= CHECKS.keys()


SIZED = """
variable "size" { default = "m6i.2xlarge" }
resource "aws_instance" "i" {
  ami           = "ami-1"
  instance_type = var.size
}
"""


def pulled(*values: float | None, days: int = 7) -> Pull:
    """The CPU of the instance, hour by hour."""
    end = datetime(2026, 3, 9, tzinfo=UTC)
    start = end - timedelta(days=days)
    asked = query("aws_instance.i", "CPUUtilization", "Maximum")
    hours = (values * (24 * days))[: 24 * days]
    known = sum(value is not None for value in hours)
    return Pull("test", False, start, end, (Series(asked, start, 3600, hours, known),))  # noqa: FBT003


def test_a_size_that_was_never_used_is_a_scenario_with_its_evidence(tmp_path: Path) -> None:
    """Half the vCPUs at twice the share; the variable that sets it is the scenario's."""
    (found,) = hints(read(tmp_path, SIZED), pulled(12.0, 31.0))
    assert found.scenario == {
        "name": "aws_instance.i on m6i.xlarge",
        "why": "CPU at most 31 % in 7 days, so 62 % of half; its memory was not measured;"
        " instead of m6i.2xlarge",
        "variables": {"size": "m6i.xlarge"},
    }
    assert str(found.range).startswith("main.tf:8")


@pytest.mark.parametrize(
    "pull",
    [pulled(12.0, 41.0), pulled(12.0, None), pulled(12.0, days=6)],
    ids=["it was used", "half of it is unknown", "not a week"],
)
def test_no_size_is_called_too_large_without_a_week_that_says_so(
    tmp_path: Path, pull: Pull
) -> None:
    """Above 40 percent, with gaps, or in less than a week there is no hint."""
    assert hints(read(tmp_path, SIZED), pull) == ()
