"""An argument that is null is one that is left out, wherever in a block it stands."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.access_lists import admits
from archbench.architecture.backing_up import backup_of
from archbench.architecture.drill import drill
from archbench.architecture.joins import Reader
from archbench.architecture.policies import accesses, grants
from archbench.architecture.serving import fleets
from archbench.architecture.watching import ALARM, reached, watches
from archbench.aws import kinds
from archbench.hcl.types import ListOf, MapOf, ObjectOf, SetOf, Type
from archbench.hcl.values import Plain
from archbench.terraform import load
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.schema import schema_of
from tests.architecture.by_hand import aurora, balanced, network, stack, subnets
from tests.architecture.hand import ref, resource
from tests.architecture.test_by_name import REFERRED
from tests.architecture.test_respelling import HEAD, STACKS

INFRA = Path(__file__).parents[2] / "infra"
MORE = """
data "aws_iam_policy_document" "work" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
  }
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.jobs.arn]
    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["123456789012"]
    }
  }
}
data "aws_iam_policy_document" "all" {
  source_policy_documents = [data.aws_iam_policy_document.work.json]
}
resource "aws_sqs_queue" "jobs" { name = "jobs" }
resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy    = data.aws_iam_policy_document.all.json
}
resource "aws_iam_role" "work" {
  name               = "work"
  assume_role_policy = data.aws_iam_policy_document.work.json
  inline_policy {
    name   = "one"
    policy = data.aws_iam_policy_document.work.json
  }
}
resource "aws_iam_role_policy" "work" {
  role   = aws_iam_role.work.id
  policy = data.aws_iam_policy_document.all.json
}
resource "aws_sns_topic" "news" { name = "news" }
resource "aws_sns_topic_subscription" "news" {
  topic_arn = aws_sns_topic.news.arn
  protocol  = "email"
  endpoint  = "ops@example.com"
}
resource "aws_cloudwatch_metric_alarm" "jobs" {
  alarm_name          = "jobs"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  threshold           = 5
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  statistic           = "Maximum"
  period              = 60
  dimensions          = { QueueName = aws_sqs_queue.jobs.name }
  alarm_actions       = [aws_sns_topic.news.arn]
}
resource "aws_cloudwatch_metric_alarm" "sum" {
  alarm_name          = "sum"
  comparison_operator = "LessThanThreshold"
  evaluation_periods  = 1
  threshold           = 5
  metric_query {
    id          = "one"
    expression  = "FILL(jobs, 0)"
    return_data = true
  }
  metric_query {
    id = "jobs"
    metric {
      namespace   = "AWS/SQS"
      metric_name = "NumberOfMessagesSent"
      stat        = "Sum"
      period      = 60
      dimensions  = { QueueName = aws_sqs_queue.jobs.name }
    }
  }
}
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}
resource "aws_network_acl" "s" {
  vpc_id     = aws_vpc.v.id
  subnet_ids = aws_subnet.s[*].id
  ingress {
    rule_no    = 10
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_network_acl_rule" "s" {
  network_acl_id = aws_network_acl.s.id
  rule_number    = 20
  rule_action    = "deny"
  protocol       = "tcp"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}
resource "aws_security_group" "s" {
  vpc_id = aws_vpc.v.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    self      = true
  }
}
resource "aws_instance" "m" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "m6i.large"
  subnet_id              = aws_subnet.s[0].id
  vpc_security_group_ids = [aws_security_group.s.id]
  root_block_device {
    volume_size = 10
  }
}
resource "aws_launch_template" "g" {
  name = "g"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 20
    }
  }
}
resource "aws_autoscaling_group" "g" {
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = aws_subnet.s[*].id
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.g.id
      }
      override {
        instance_type = "m6i.large"
      }
      override {
        instance_type = "m6a.large"
      }
    }
  }
}
resource "aws_autoscaling_policy" "g" {
  name                   = "g"
  autoscaling_group_name = aws_autoscaling_group.g.name
  policy_type            = "TargetTrackingScaling"
  target_tracking_configuration {
    target_value = 50
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
resource "aws_autoscaling_schedule" "g" {
  scheduled_action_name  = "night"
  autoscaling_group_name = aws_autoscaling_group.g.name
  min_size               = 1
  recurrence             = "0 20 * * *"
}
resource "aws_rds_cluster" "c" {
  cluster_identifier = "c"
  engine             = "aurora-postgresql"
  tags               = { backup = "yes" }
}
resource "aws_rds_cluster_instance" "c" {
  count              = 2
  cluster_identifier = aws_rds_cluster.c.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}
resource "aws_backup_plan" "p" {
  name = "p"
  rule {
    rule_name         = "r"
    target_vault_name = "v"
    schedule          = "cron(0 5 * * ? *)"
    lifecycle {
      delete_after = 30
    }
  }
}
resource "aws_backup_selection" "named" {
  name         = "named"
  iam_role_arn = aws_iam_role.work.arn
  plan_id      = aws_backup_plan.p.id
  resources    = [aws_rds_cluster.c.arn]
}
resource "aws_backup_selection" "tagged" {
  name         = "tagged"
  iam_role_arn = aws_iam_role.work.arn
  plan_id      = aws_backup_plan.p.id
  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "yes"
  }
}
"""
WRITTEN = {
    **{name: HEAD + text for name, text in STACKS.items()},
    "referred": REFERRED,
    "more": HEAD + MORE,
}


def empty(type_: Type) -> Plain:
    """What Terraform makes of an argument that is left out: no blocks, or null."""
    blocks = isinstance(type_, ListOf | SetOf) and isinstance(type_.element, ObjectOf)
    return () if blocks else None


def nulled(value: Plain, type_: Type) -> Plain:
    """A value with every argument of its type that it leaves out set to null."""
    if isinstance(value, Mapping):
        if isinstance(type_, ObjectOf):
            missing = {name: empty(inner) for name, inner in type_.attributes.items()}
            held = {
                name: nulled(item, type_.attributes[name]) if name in type_.attributes else item
                for name, item in value.items()
            }
            return missing | held
        if isinstance(type_, MapOf):
            return {name: nulled(item, type_.element) for name, item in value.items()}
    if isinstance(value, tuple) and isinstance(type_, ListOf | SetOf):
        return tuple(nulled(item, type_.element) for item in value)
    return value


def with_nulls(item: Instance) -> Instance:
    """An instance that leaves nothing out."""
    schema = schema_of("data" if item.mode == "data" else "resource", canonical(item.type))
    if schema is None:
        return item
    values = nulled(item.values, schema.type)
    assert isinstance(values, dict)
    return replace(item, values=values)


def said(configuration: Configuration) -> list[str]:
    """Everything that is said of the parts of a stack and of what is lost with each zone."""
    architecture = build(configuration)
    drilled = drill(configuration, architecture)
    reader = Reader(configuration)
    found: list[object] = [architecture, *drilled.zones, *drilled.points, drilled]
    found += [*grants(reader), *accesses(reader), *watches(reader), *fleets(reader, architecture)]
    found += [backup_of(reader, item) for item in configuration.managed()]
    found += [admits(reader, item, 22) for item in reader.of_type("aws_network_acl")]
    found += [reached(reader, item.address) for item in reader.of_type(ALARM)]
    return [str(one) for one in found]


@pytest.mark.parametrize("name", [*WRITTEN, "payments", "migration"])
def test_null_says_what_leaving_out_does(name: str, tmp_path: Path) -> None:
    """Every argument of every block of a stack, at once."""
    path = INFRA / name
    if name in WRITTEN:
        path = tmp_path
        (path / "main.tf").write_text(WRITTEN[name], encoding="utf-8")
    configuration = load(path)
    whole = replace(
        configuration, instances=tuple(with_nulls(item) for item in configuration.instances)
    )
    assert whole != configuration
    assert said(whole) == said(configuration)


DEFAULTS: dict[str, tuple[Instance, tuple[str | int, ...], Plain]] = {
    "a check's interval": (balanced()[1], ("health_check", 0, "interval"), 30),
    "a check's failures": (balanced()[1], ("health_check", 0, "unhealthy_threshold"), 3),
    "a target's delay": (balanced()[1], ("deregistration_delay",), 300),
    "a group's grace": (balanced()[4], ("health_check_grace_period",), 300),
    "a group's check": (balanced()[4], ("health_check_type",), "EC2"),
    "a group's wish": (balanced()[4], ("desired_capacity",), 6),
    "days of a cluster": (aurora("us-east-1a", "us-east-1b")[1], ("backup_retention_period",), 1),
    "a cluster's seal": (aurora("us-east-1a")[1], ("storage_encrypted",), False),
    "a cluster's port": (aurora("us-east-1a")[1], ("port",), 5432),
    "a member's tier": (aurora("us-east-1a", "us-east-1b")[2], ("promotion_tier",), 0),
    "a database's standby": (
        resource("aws_db_instance.d", engine="mysql", instance_class="db.t3.micro"),
        ("multi_az",),
        False,
    ),
    "days of a database": (
        resource("aws_db_instance.d", engine="mysql", instance_class="db.t3.micro"),
        ("backup_retention_period",),
        0,
    ),
    "who reaches a balancer": (balanced()[0], ("internal",), False),
    "a balancer's kind": (balanced()[0], ("load_balancer_type",), "application"),
    "a classic balancer's zones": (
        resource("aws_elb.x", name="x", subnets=subnets("public")),
        ("cross_zone_load_balancing",),
        True,
    ),
    "a network balancer's zones": (
        resource("aws_lb.n", load_balancer_type="network", subnets=subnets("public")),
        ("enable_cross_zone_load_balancing",),
        False,
    ),
    "a weight": (
        resource(
            "aws_lb_listener.http",
            load_balancer_arn=ref("aws_lb.main", "arn"),
            port=80,
            protocol="HTTP",
            default_action=(
                {
                    "type": "forward",
                    "forward": (
                        {
                            "target_group": (
                                {"arn": ref("aws_lb_target_group.live", "arn"), "weight": 1},
                                {"arn": ref("aws_lb_target_group.other", "arn"), "weight": 2},
                            )
                        },
                    ),
                },
            ),
        ),
        ("default_action", 0, "forward", 0, "target_group", 0, "weight"),
        1,
    ),
    "failures of a probe": (
        resource("aws_route53_health_check.h", type="HTTPS", fqdn=ref("aws_lb.main", "dns_name")),
        ("failure_threshold",),
        3,
    ),
    "seconds of a probe": (
        resource("aws_route53_health_check.h", type="HTTPS", fqdn=ref("aws_lb.main", "dns_name")),
        ("request_interval",),
        30,
    ),
    "a rule's own group": (
        resource(
            "aws_security_group_rule.r",
            type="ingress",
            security_group_id=ref("aws_security_group.g"),
            protocol="tcp",
            from_port=80,
            to_port=80,
            source_security_group_id=ref("aws_security_group.g"),
        ),
        ("self",),
        False,
    ),
    "a policy that is on": (
        resource(
            "aws_autoscaling_policy.p",
            name="p",
            autoscaling_group_name=ref("aws_autoscaling_group.app", "name"),
            policy_type="TargetTrackingScaling",
            target_tracking_configuration=({"target_value": 50},),
        ),
        ("enabled",),
        True,
    ),
    "a policy that takes away": (
        resource(
            "aws_autoscaling_policy.p",
            name="p",
            autoscaling_group_name=ref("aws_autoscaling_group.app", "name"),
            policy_type="TargetTrackingScaling",
            target_tracking_configuration=({"target_value": 50},),
        ),
        ("target_tracking_configuration", 0, "disable_scale_in"),
        False,
    ),
    "a policy's kind": (
        resource(
            "aws_autoscaling_policy.p",
            name="p",
            autoscaling_group_name=ref("aws_autoscaling_group.app", "name"),
            scaling_adjustment=-1,
            adjustment_type="ChangeInCapacity",
        ),
        ("policy_type",),
        "SimpleScaling",
    ),
    "a backup's window": (
        resource(
            "aws_backup_plan.p",
            name="p",
            rule=({"rule_name": "r", "schedule": "cron(0 5 * * ? *)"},),
        ),
        ("rule", 0, "start_window"),
        480,
    ),
    "a backup of every second": (
        resource(
            "aws_backup_plan.p",
            name="p",
            rule=({"rule_name": "r", "schedule": "cron(0 5 * * ? *)"},),
        ),
        ("rule", 0, "enable_continuous_backup"),
        False,
    ),
}
"""What leaves an argument out or sets it, where the argument stands, and the provider's default."""


def put(value: Plain, path: tuple[str | int, ...], leaf: Plain) -> Plain:
    """The value with this leaf at a path."""
    if not path:
        return leaf
    if isinstance(value, tuple):
        return tuple(
            put(item, path[1:], leaf) if index == path[0] else item
            for index, item in enumerate(value)
        )
    assert isinstance(value, Mapping)
    return {**value, str(path[0]): put(value.get(str(path[0])), path[1:], leaf)}


def around(item: Instance) -> Configuration:
    """An instance among others that refer to it, or that it refers to."""
    mine = resource(item.address, **item.values)
    others = [
        *network(),
        *balanced(),
        *aurora("us-east-1a", "us-east-1b"),
        resource("aws_lb_target_group.other", name="other", vpc_id=ref("aws_vpc.main")),
        resource("aws_security_group.g", name="g", vpc_id=ref("aws_vpc.main")),
        resource(
            "aws_route53_record.r",
            name="shop.example.com",
            type="A",
            zone_id="Z1",
            set_identifier="first",
            failover_routing_policy=({"type": "PRIMARY"},),
            health_check_id=ref("aws_route53_health_check.h"),
            alias=({"name": ref("aws_lb.main", "dns_name"), "zone_id": "Z2"},),
        ),
        resource(
            "aws_backup_selection.s",
            name="s",
            plan_id=ref("aws_backup_plan.p"),
            resources=(ref("aws_rds_cluster.aurora", "arn"),),
        ),
    ]
    return stack([one for one in others if one.address != item.address], [mine])


@pytest.mark.parametrize("what", DEFAULTS)
def test_a_default_written_out_says_what_leaving_out_does(what: str) -> None:
    """Left out, null or written out: all three are one."""
    item, path, default = DEFAULTS[what]
    out = without(item.values, path)
    assert isinstance(out, dict)
    null, written = put(item.values, path, None), put(item.values, path, default)
    assert isinstance(null, dict)
    assert isinstance(written, dict)
    said_of = [said(around(replace(item, values=values))) for values in (out, null, written)]
    assert said_of[0] == said_of[1]
    assert said_of[0] == said_of[2]


def without(value: Plain, path: tuple[str | int, ...]) -> Plain:
    """The value that sets nothing at a path."""
    if isinstance(value, tuple):
        return tuple(
            without(item, path[1:]) if index == path[0] else item
            for index, item in enumerate(value)
        )
    if not isinstance(value, Mapping):
        return value
    if len(path) == 1:
        return {name: item for name, item in value.items() if name != path[0]}
    return {
        name: without(item, path[1:]) if name == path[0] else item for name, item in value.items()
    }


KINDS = [kind.types[0] for kind in kinds() if kind.types[0].startswith("aws_")]


@pytest.mark.parametrize("type_", KINDS)
def test_a_part_of_nulls_is_one_that_says_nothing(type_: str) -> None:
    """Of each Kind: where it stands, how it fails, how many of it run."""
    bare = resource(f"{type_}.one")
    assert said(stack(network(), [with_nulls(bare)])) == said(stack(network(), [bare]))
