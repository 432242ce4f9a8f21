"""What stands apart changes nothing: a stack is the same alone and beside one in another region."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.architecture.model import Architecture
from archbench.architecture.relations import Relations
from archbench.architecture.watching import reached
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from tests.architecture.test_by_name import REFERRED
from tests.architecture.test_many import NETWORK, TEAM
from tests.architecture.test_respelling import HEAD, STACKS

_TEAMS = TEAM.replace("var.name", "1").replace("var.vpc", "aws_vpc.main.id")
_TEAMS = _TEAMS.replace('variable "name" {}\nvariable "vpc" {}\n', NETWORK)
NAMED = """
provider "aws" { region = "eu-west-1" }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  for_each          = toset(["eu-west-1a", "eu-west-1b"])
  vpc_id            = aws_vpc.v.id
  cidr_block        = each.key == "eu-west-1a" ? "10.0.0.0/24" : "10.0.1.0/24"
  availability_zone = each.key
}
resource "aws_launch_template" "t" {
  name          = "base"
  instance_type = "m6i.large"
}
resource "aws_instance" "m" {
  subnet_id = aws_subnet.s["eu-west-1a"].id
  launch_template { name = "base" }
}
resource "aws_autoscaling_group" "app" {
  name                = "app"
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = [for subnet in aws_subnet.s : subnet.id]
  launch_template { name = "base" }
}
resource "aws_autoscaling_schedule" "night" {
  scheduled_action_name  = "night"
  autoscaling_group_name = "app"
  desired_capacity       = 1
  recurrence             = "0 20 * * *"
}
resource "aws_autoscaling_policy" "cpu" {
  name                   = "cpu"
  autoscaling_group_name = "app"
  policy_type            = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value = 60
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
resource "aws_ecs_cluster" "c" { name = "shop" }
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = "[]"
}
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = "shop"
  task_definition = "web:7"
  launch_type     = "FARGATE"
  desired_count   = 3
  network_configuration {
    subnets = [for subnet in aws_subnet.s : subnet.id]
  }
}
resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/shop/web"
  min_capacity       = 1
  max_capacity       = 9
}
resource "aws_db_subnet_group" "data" {
  name       = "data"
  subnet_ids = [for subnet in aws_subnet.s : subnet.id]
}
resource "aws_db_instance" "books" {
  identifier           = "books"
  engine               = "postgres"
  instance_class       = "db.t4g.small"
  db_subnet_group_name = "data"
}
resource "aws_elasticache_subnet_group" "fast" {
  name       = "fast"
  subnet_ids = [for subnet in aws_subnet.s : subnet.id]
}
resource "aws_elasticache_replication_group" "fast" {
  replication_group_id = "fast"
  description          = "fast"
  subnet_group_name    = "fast"
  num_cache_clusters   = 2
}
resource "aws_kms_key" "k" { enable_key_rotation = true }
resource "aws_kms_alias" "k" {
  name          = "alias/own"
  target_key_id = aws_kms_key.k.key_id
}
resource "aws_sns_topic" "calls" {
  name              = "calls"
  kms_master_key_id = "alias/own"
}
resource "aws_sns_topic_subscription" "calls" {
  topic_arn = "arn:aws:sns:eu-west-1:111122223333:calls"
  protocol  = "email"
  endpoint  = "a@example.com"
}
resource "aws_cloudwatch_metric_alarm" "busy" {
  alarm_name          = "busy"
  comparison_operator = "GreaterThanThreshold"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  dimensions          = { DBInstanceIdentifier = "books" }
  threshold           = 80
  period              = 60
  evaluation_periods  = 3
  alarm_actions       = ["arn:aws:sns:eu-west-1:111122223333:calls"]
}
resource "aws_cloudwatch_composite_alarm" "all" {
  alarm_name    = "all"
  alarm_rule    = "ALARM(busy)"
  alarm_actions = ["arn:aws:sns:eu-west-1:111122223333:calls"]
}
resource "aws_sqs_queue" "lost" { name = "lost" }
resource "aws_sqs_queue" "jobs" {
  name           = "jobs"
  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:eu-west-1:111122223333:lost", maxReceiveCount = 3
  })
}
"""
"""What names the rest by its name or ARN alone."""
ALONE = {
    "named": NAMED,
    "referred": REFERRED,
    "teams": _TEAMS,
    **{name: HEAD + text for name, text in STACKS.items()},
}
"""Each in one region of Europe."""
MINE = "module.m."
GLOBAL = ("CloudFront", "IAM", "Route 53")
"""Services of no region, whose one card is that of both stacks."""


def folder(path: Path, name: str, beside: str, *, before: bool) -> Configuration:
    """A stack in a module, and this one in another module before it, or behind it."""
    calls = {"m": ALONE[name]}
    if beside:
        calls["a" if before else "z"] = beside
    for call, text in calls.items():
        (path / call).mkdir(parents=True)
        (path / call / "main.tf").write_text(text, encoding="utf-8")
    root = "".join(f'module "{call}" {{\n  source = "./{call}"\n}}\n' for call in calls)
    (path / "main.tf").write_text(root, encoding="utf-8")
    return load(path)


def about(configuration: Configuration, regions: set[str]) -> Iterator[str]:
    """All that is said of a stack and of its regions."""
    found = build(configuration)
    yield from _of_graph(found)
    for items in (
        found.records,
        found.health_checks,
        found.security_groups,
        found.keys,
        found.alarms,
        found.transit_tables,
        found.open_questions,
    ):
        yield from (str(item) for item in items if item.address.startswith(MINE))
    for region in found.regions:
        if region.name in regions:
            yield from map(str, region.vpcs)
            yield from (
                str((card.address, card.name, card.detail, card.members))
                for card in region.services
                if card.service not in GLOBAL
            )
    for told in (found.outlets, found.supporting):
        yield from (f"{key}: {told[key]}" for key in told if key.startswith(MINE))
    for here in (found.unasked, found.inner):
        yield str(sorted(address for address in here if address.startswith(MINE)))
    yield from _of_drill(configuration, found, regions)
    yield from _of_relations(Relations(configuration, found))


def _of_relations(found: Relations) -> Iterator[str]:
    """What checklists ask of it."""
    watched = [watch for watch in found.watches if watch.address.startswith(MINE)]
    yield from map(str, watched)
    yield from (str(reached(found.reader, watch.address)) for watch in watched)
    for named, untold in (found.dead_letters, found.scaling_targets, found.scaling_steps):
        for address, items in named.items():
            if address.startswith(MINE):
                yield str((address, [item.address for item in items]))
        yield from (item.address for item in untold if item.address.startswith(MINE))
    yield from (str(fleet) for fleet in found.fleets if fleet.address.startswith(MINE))


def _of_graph(found: Architecture) -> Iterator[str]:
    graph = found.graph
    yield from (str(part) for address, part in graph.parts.items() if address.startswith(MINE))
    for relation in (*graph.relations, *graph.attachments):
        if MINE in relation.source + relation.target:
            yield str(relation)
    yield from (str(foot) for foot in graph.feet if foot.owner.startswith(MINE))
    for api, routes in graph.api_routes.items():
        yield from [f"{api}: {routes}"] if api.startswith(MINE) else []


def _of_drill(
    configuration: Configuration, architecture: Architecture, regions: set[str]
) -> Iterator[str]:
    drilled = drill(configuration, architecture)
    for trial in (*drilled.zones, *drilled.points):
        if trial.loss.failure.region in regions:
            loss = trial.loss
            yield str((loss.failure, loss.lost, loss.capacities, loss.balancers))
            yield str((loss.failure, loss.databases, loss.cut_off, trial.steps))
            yield str(loss.parts)
    for items in (drilled.recovery_points, drilled.findings):
        yield from (str(item) for item in items if item.address.startswith(MINE))
    yield from (str(part) for part in drilled.availability.parts if part.region in regions)


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("beside", ["itself", "referred", "machines", "teams"])
@pytest.mark.parametrize("name", ALONE)
def test_a_stack_beside_another_is_as_it_was(
    name: str, beside: str, tmp_path: Path, *, before: bool
) -> None:
    """Its parts, lines, places and losses, whatever runs in another region, first or last."""
    other = ALONE[name if beside == "itself" else beside]
    for region in ("eu-west-1", "eu-central-1"):
        other = other.replace(region, "ap-southeast-2")
    other = other.replace('"us-east-1"', '"us-west-2"')
    alone = folder(tmp_path / "alone", name, "", before=before)
    both = folder(tmp_path / "both", name, other, before=before)
    assert len(both.instances) > len(alone.instances)
    regions = {region.name for region in build(alone).regions} - {""}
    assert sorted(about(both, regions)) == sorted(about(alone, regions))
