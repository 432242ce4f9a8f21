"""Arguments that wait for a variable: what they decide is open, and no run ends by them."""

from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.requirements import assess
from archbench.terraform import load

SUBNETS = """
provider "aws" { region = "eu-west-1" }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-west-1a"
}
resource "aws_vpc_endpoint" "e" {
  vpc_id            = aws_vpc.v.id
  service_name      = "com.amazonaws.eu-west-1.sqs"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.a.id, "subnet-0123456789abcdef0"]
}
"""

_HEAD = """
provider "aws" { region = "eu-west-1" }
variable "u" {}
variable "n" { type = number }
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Statement = [] })
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
}
resource "aws_launch_template" "t" { image_id = "ami-0abc" }
resource "aws_security_group" "s" {}
"""
CASES = {
    "the statistic and count of an alarm": """
resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name          = "a"
  comparison_operator = "GreaterThanThreshold"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  statistic           = var.u
  evaluation_periods  = var.n
  datapoints_to_alarm = var.n
  period              = 60
  threshold           = 1
  dimensions          = { FunctionName = aws_lambda_function.f.function_name }
}""",
    "the name of a prefix list that is looked up": """
data "aws_ec2_managed_prefix_list" "p" { name = var.u }
resource "aws_vpc_security_group_ingress_rule" "p" {
  security_group_id = aws_security_group.s.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_id    = data.aws_ec2_managed_prefix_list.p.id
}""",
    "the type of an integration": """
resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_integration" "i" {
  api_id           = aws_apigatewayv2_api.a.id
  integration_type = var.u
}""",
    "the name of a policy that is looked up": """
data "aws_iam_policy" "p" { name = var.u }
resource "aws_iam_role_policy_attachment" "p" {
  role       = aws_iam_role.r.name
  policy_arn = data.aws_iam_policy.p.arn
}""",
    "the test of a condition": """
resource "aws_iam_role" "more" {
  name               = "more"
  assume_role_policy = data.aws_iam_policy_document.more.json
}
data "aws_iam_policy_document" "more" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = var.u
      variable = "aws:PrincipalOrgID"
      values   = ["o-1"]
    }
  }
}""",
    "the type of a group's machines, and its blocks": """
resource "aws_autoscaling_group" "g" {
  min_size           = 1
  max_size           = 2
  availability_zones = ["eu-west-1a", "eu-west-1b"]
  mixed_instances_policy {
    launch_template {
      launch_template_specification { launch_template_id = aws_launch_template.t.id }
      override { instance_type = var.u }
      override {
        dynamic "instance_requirements" {
          for_each = var.u
          content {
            vcpu_count { min = 1 }
            memory_mib { min = 1 }
          }
        }
      }
    }
  }
}""",
    "what a backup selection takes": """
resource "aws_ebs_volume" "v" {
  availability_zone = "eu-west-1a"
  size              = 1
}
resource "aws_backup_selection" "s" {
  name         = "s"
  iam_role_arn = aws_iam_role.r.arn
  plan_id      = "p"
  resources    = var.u
  dynamic "selection_tag" {
    for_each = var.u
    content {
      type  = "STRINGEQUALS"
      key   = "a"
      value = "b"
    }
  }
}""",
}
WAITS = (("unknown", "*"),)
OPEN = {
    "the name of a prefix list that is looked up": "admin-ports",
    "the name of a policy that is looked up": "no-administrators",
    "what a backup selection takes": "REL09-BP01-volumes",
}


@pytest.mark.parametrize("name", CASES)
def test_what_waits_for_a_variable_ends_no_run(name: str, tmp_path: Path) -> None:
    """Every list is judged to its end, and what the argument decides is open."""
    (tmp_path / "main.tf").write_text(_HEAD + CASES[name])
    lists = ["security", "reliability", "cost", "operations"]
    found = assess(tmp_path, lists, variables=WAITS, environ={})
    words = {item.control.id: item.verdict for item in found.verdicts}
    if name in OPEN:
        assert words[OPEN[name]] == "open"
    configuration = load(tmp_path, variables=WAITS, environ={})
    drill(configuration, build(configuration))


def test_zones_wait_for_the_subnet_that_is_not_here(tmp_path: Path) -> None:
    """Not for the one whose zone is written."""
    (tmp_path / "main.tf").write_text(SUBNETS, "utf-8")
    verdicts = {item.control.id: item for item in assess(tmp_path, ["reliability"]).verdicts}
    found = verdicts["REL02-BP01-endpoints"]
    assert found.verdict == "open"
    reason = "subnet-0123456789abcdef0 is not in this configuration"
    assert found.in_words == f"Waits for aws_vpc_endpoint.e.subnet_ids. ({reason})"
