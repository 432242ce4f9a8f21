# ruff: noqa: E501 text as it stands in a configuration
"""Verdicts that a reviewer of public stacks disputed: each as a small stack, and the right word."""

from dataclasses import replace
from pathlib import Path

import pytest

from archbench.requirements import assess
from archbench.requirements.reading import read_checklist
from archbench.requirements.verdict import Verdict

HEAD = 'provider "aws" { region = "eu-west-1" }\n'


def judged(directory: Path, name: str, control: str, stack: str) -> Verdict:
    """The verdict of one control on a configuration, variables without a value left unknown."""
    (directory / "main.tf").write_text(HEAD + stack)
    checklist = read_checklist(name)
    one = next(item for item in checklist.controls if item.id == control)
    groups = tuple(item for item in checklist.groups if item.id == one.group)
    alone = replace(checklist, controls=(one,), groups=groups)
    (found,) = assess(directory, [alone], variables=(("unknown", "*"),), environ={}).verdicts
    return found


_SERVICES = """
variable "environment" {}
resource "aws_ecs_cluster" "shop" { name = "shop-${var.environment}" }
resource "aws_ecs_service" "cart" { name = "shop-${var.environment}-cart" }
resource "aws_cloudwatch_metric_alarm" "cart" {
  alarm_name          = "cart"
  comparison_operator = "GreaterThanThreshold"
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  evaluation_periods  = 1
  period              = 60
  threshold           = 80
  dimensions          = { ClusterName = aws_ecs_cluster.shop.name, ServiceName = "shop-${var.environment}-cart" }
}
"""
_ROLE = """
resource "aws_rds_cluster" "db" { cluster_identifier = "db" }
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/f"
}
resource "aws_cloudwatch_metric_alarm" "db" {
  alarm_name          = "db"
  comparison_operator = "GreaterThanThreshold"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  evaluation_periods  = 1
  period              = 60
  threshold           = 80
  dimensions          = { DBClusterIdentifier = aws_rds_cluster.db.id, Role = "WRITER" }
}
"""
_FUNCTION = """
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/f"
  vpc_config {
    subnet_ids         = %s
    security_group_ids = ["sg-1"]
  }
}
"""

CASES: dict[str, tuple[str, str, str, str]] = {
    "an alarm by the name that both make of a variable": (
        "operations",
        "OPS08-services",
        _SERVICES,
        "pass",
    ),
    "an alarm on another service of a name that waits": (
        "operations",
        "OPS08-services",
        _SERVICES.replace('-cart" }\n}', '-orders" }\n}'),
        "open",
    ),
    "an alarm on one role of a cluster, for the cluster": (
        "reliability",
        "REL06-BP01-databases",
        _ROLE,
        "open",
    ),
    "an alarm on one role of a cluster, for a function": (
        "operations",
        "OPS08-functions",
        _ROLE,
        "fail",
    ),
    "subnets that a parameter holds": (
        "reliability",
        "REL10-BP01-functions",
        'data "aws_ssm_parameter" "s" { name = "s" }'
        + _FUNCTION % 'split(",", data.aws_ssm_parameter.s.value)',
        "open",
    ),
    "subnets that another stack gives": (
        "reliability",
        "REL10-BP01-functions",
        'data "terraform_remote_state" "net" { backend = "s3" }'
        + _FUNCTION % "data.terraform_remote_state.net.outputs.subnet_ids",
        "open",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_word_that_was_disputed(name: str, tmp_path: Path) -> None:
    """What a reviewer said is what is said now."""
    checklist, control, stack, word = CASES[name]
    found = judged(tmp_path, checklist, control, stack)
    assert found.verdict == word, found.in_words
