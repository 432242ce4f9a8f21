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
_BOUNDED = """
variable "account" {}
resource "aws_iam_policy" "bound" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*", "sqs:*"], Resource = "*" }] })
}
resource "aws_iam_policy" "own" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "%s", Resource = "%s" }%s] })
}
resource "aws_iam_role" "worker" {
  assume_role_policy   = jsonencode({ Statement = [] })
  permissions_boundary = %s
}
resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = aws_iam_policy.own.arn
}
"""
_DENIED = ', { Effect = "Deny", Action = "iam:*", Resource = "*" }'
_BOUND = "aws_iam_policy.bound.arn"


def _worker(action: str, resource: str = "*", *, more: str = "", bound: str = "null") -> str:
    return _BOUNDED % (action, resource, more, bound)


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
    "a right on everything of an account that is written": (
        "security",
        "pass-any-role",
        _worker("iam:PassRole", "arn:aws:iam::111122223333:role/*"),
        "fail",
    ),
    "a right on everything of an account that is not known": (
        "security",
        "pass-any-role",
        _worker("iam:PassRole", "arn:aws:iam::${var.account}:role/*"),
        "fail",
    ),
    "a right on one role of an account that is not known": (
        "security",
        "pass-any-role",
        _worker("iam:PassRole", "arn:aws:iam::${var.account}:role/task"),
        "pass",
    ),
    "a right that a boundary leaves out": (
        "security",
        "pass-any-role",
        _worker("iam:PassRole", bound=_BOUND),
        "pass",
    ),
    "a right under a boundary that stands elsewhere": (
        "security",
        "pass-any-role",
        _worker("iam:PassRole", bound='"arn:aws:iam::111122223333:policy/bound"'),
        "open",
    ),
    "a right that the same policy denies": (
        "security",
        "raise-own-rights",
        _worker("iam:*", more=_DENIED),
        "pass",
    ),
    "a right that nothing denies": ("security", "raise-own-rights", _worker("iam:*"), "fail"),
    "everything, and a denial of something": (
        "security",
        "no-administrators",
        _worker("*", more=_DENIED),
        "fail",
    ),
    "a service that is denied again": (
        "security",
        "no-administrators",
        _worker("iam:*", more=_DENIED),
        "pass",
    ),
    "everything within a boundary": (
        "security",
        "no-administrators",
        _worker("s3:GetObject", bound=_BOUND),
        "pass",
    ),
    "services that a policy names that only bounds": (
        "security",
        "no-service-wildcards",
        _worker("s3:GetObject", bound=_BOUND),
        "pass",
    ),
    "the same policy, attached to nobody and bounding nobody": (
        "security",
        "no-service-wildcards",
        _worker("s3:GetObject"),
        "fail",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_word_that_was_disputed(name: str, tmp_path: Path) -> None:
    """What a reviewer said is what is said now."""
    checklist, control, stack, word = CASES[name]
    found = judged(tmp_path, checklist, control, stack)
    assert found.verdict == word, found.in_words
