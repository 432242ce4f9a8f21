"""The security checklist: its numbers elsewhere, what it masks, and what it says of a stack."""

import re
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.requirements import read_checklist
from archbench.requirements.assess import assess
from archbench.requirements.assessment import Assessment
from tests.requirements.security_stacks import RIGHT, WRONG


def _judged(directory: Path, text: str) -> Assessment:
    (directory / "main.tf").write_text(text)
    return assess(directory, ["security"], environ={})


def test_a_secret_that_is_found_is_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The verdict names the variable, never the value, in any form."""
    (tmp_path / "main.tf").write_text(WRONG)
    for form in ("table", "json", "sarif-full", "markdown"):
        main(["check", str(tmp_path), "--requirements", "security", "--format", form, "--all"])
    printed = capsys.readouterr().out
    assert "DB_PASSWORD" in printed
    assert [word for word in ("swordfish", "abcd1234", "correct-horse") if word in printed] == []


def test_every_control_has_its_numbers_elsewhere() -> None:
    """NIST and SOC 2 for each, and nothing but the five frameworks, each in its own form."""
    forms = {
        "cis": r"\d\.\d+(\.\d+)?",
        "fsbp": r"[A-Z][A-Za-z0-9]+\.\d+",
        "nist-800-53": r"[A-Z]{2}-\d+(\(\d+\))?",
        "soc2": r"CC\d\.\d",
        "pci-dss": r"\d+\.\d+(\.\d+)*",
    }
    for control in read_checklist("security").controls:
        assert {"nist-800-53", "soc2"} <= set(control.frameworks) <= set(forms), control.id
        for name, number in control.frameworks.items():
            assert re.fullmatch(forms[name], number), (control.id, number)


def test_what_no_control_judged_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stack of what no list is about: said at the end, and no success."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "eu-west-1" }\nresource "aws_vpc_dhcp_options" "d" {}\n'
    )
    assert main(["check", str(tmp_path), "--requirements", "security"]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("Nothing here could be checked.")
    assert "Not judged by any control: 1 of 1 resources: aws_vpc_dhcp_options (1)\n" in printed


def test_lists_are_chosen_by_fit(tmp_path: Path) -> None:
    """A stack that is no payment stack is not held against one."""
    (tmp_path / "main.tf").write_text(RIGHT)
    found = assess(tmp_path, None, environ={})
    assert [item.id for item in found.checklists] == [
        "reliability",
        "security",
        "cost",
        "operations",
    ]


def test_a_policy_that_is_attached_is_told_once_where_it_stands(tmp_path: Path) -> None:
    """By its own address, whatever attaches it; one of AWS by its name, where it is attached."""
    text = """
    resource "aws_iam_role" "r" {
      assume_role_policy  = "{}"
      managed_policy_arns = [aws_iam_policy.p.arn]
    }
    resource "aws_iam_policy" "p" {
      policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "glue:*", Resource = "*" }] })
    }
    resource "aws_iam_role_policy_attachment" "a" {
      role       = aws_iam_role.r.name
      policy_arn = aws_iam_policy.p.arn
    }
    resource "aws_iam_role_policy_attachment" "s" {
      role       = aws_iam_role.r.name
      policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
    }
    """
    assert _told(tmp_path, text, "no-service-wildcards") == [
        "aws_iam_policy.p allows glue:* on every resource.",
        (
            "aws_iam_role_policy_attachment.s allows s3-object-lambda:*, s3:* on every resource "
            "(AmazonS3FullAccess)."
        ),
    ]


ASKS = 'Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }'


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (
            (f'{{ Action = "*", {ASKS} }}',),
            "* on every resource, under a condition on aws:MultiFactorAuthPresent",
        ),
        ((f'{{ Action = "*", {ASKS} }}', '{ Action = "*" }'), "* on every resource"),
        (
            (f'{{ Action = "s3:*", {ASKS} }}', '{ Action = "sqs:*" }'),
            "s3:*, sqs:* on every resource, s3:* under a condition on aws:MultiFactorAuthPresent",
        ),
    ],
    ids=("under a condition", "and without one", "one of two"),
)
def test_what_is_allowed_under_a_condition_is_told_with_it(
    tmp_path: Path, statements: tuple[str, ...], said: str
) -> None:
    """It fails all the same; who reads it knows what is asked first, where that is always asked."""
    written = ", ".join(
        f'merge({{ Effect = "Allow", Resource = "*" }}, {item})' for item in statements
    )
    text = f"""
    resource "aws_iam_role_policy" "p" {{
      role   = "r"
      policy = jsonencode({{ Statement = [{written}] }})
    }}
    """
    assert _told(tmp_path, text, "no-service-wildcards") == [
        f"aws_iam_role_policy.p allows {said}."
    ]


def _told(path: Path, text: str, control: str) -> list[str]:
    """The messages of what decides a control."""
    verdicts = {item.control.id: item for item in _judged(path, text).verdicts}
    return [answer.message for answer in verdicts[control].decisive]


def test_the_certificate_of_cloudfront_itself_allows_old_tls(tmp_path: Path) -> None:
    """CloudFront sets TLSv1 for its default certificate, whatever the configuration asks for."""
    stack = """
    provider "aws" { region = "us-east-1" }
    resource "aws_cloudfront_distribution" "shop" {
      enabled = true
      origin {
        domain_name = "shop.example.com"
        origin_id   = "shop"
      }
      default_cache_behavior {
        allowed_methods        = ["GET", "HEAD"]
        cached_methods         = ["GET", "HEAD"]
        target_origin_id       = "shop"
        viewer_protocol_policy = "https-only"
      }
      restrictions {
        geo_restriction { restriction_type = "none" }
      }
      viewer_certificate {
        cloudfront_default_certificate = true
        minimum_protocol_version       = "TLSv1.2_2021"
      }
    }
    """
    verdicts = {item.control.id: item.verdict for item in _judged(tmp_path, stack).verdicts}
    assert verdicts["distribution-policy"] == "fail"


def test_a_rule_for_all_protocols_has_all_ports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its evidence says so in words."""
    (tmp_path / "main.tf").write_text(
        """
        provider "aws" { region = "eu-west-1" }
        resource "aws_security_group" "open" {}
        resource "aws_vpc_security_group_ingress_rule" "all" {
          security_group_id = aws_security_group.open.id
          ip_protocol       = "-1"
          cidr_ipv4         = "0.0.0.0/0"
        }
        """
    )
    main(["check", str(tmp_path), "--requirements", "security"])
    printed = capsys.readouterr().out
    assert "ingress_rule.all.from_port = all (main.tf:4)" in printed
    assert "= None" not in printed


def test_variables_of_a_project_are_plain_text_unless_they_name_a_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A password is found and not shown; the name of a secret is none."""
    (tmp_path / "main.tf").write_text(
        """
        provider "aws" { region = "eu-west-1" }
        resource "aws_codebuild_project" "release" {
          name         = "release"
          service_role = "arn:aws:iam::111122223333:role/build"
          artifacts { type = "NO_ARTIFACTS" }
          source { type = "NO_SOURCE" }
          environment {
            compute_type = "BUILD_GENERAL1_SMALL"
            image        = "aws/codebuild/standard:7.0"
            type         = "LINUX_CONTAINER"
            environment_variable {
              name  = "NPM_TOKEN"
              value = "open-sesame"
            }
            environment_variable {
              name  = "DB_PASSWORD"
              type  = "SECRETS_MANAGER"
              value = "shop-database"
            }
          }
        }
        """
    )
    main(["check", str(tmp_path), "--requirements", "security"])
    printed = capsys.readouterr().out
    assert "release holds secrets in plain text: NPM_TOKEN." in printed
    assert "open-sesame" not in printed


def test_a_database_made_with_what_is_written_may_have_another_password_since(
    tmp_path: Path,
) -> None:
    """That changes are ignored makes a placeholder of a secret's value, not of a password."""
    found = _judged(
        tmp_path,
        """
        resource "aws_db_instance" "store" {
          password = "hunter2-hunter2"
          lifecycle { ignore_changes = [password] }
        }
        """,
    )
    (verdict,) = (v for v in found.verdicts if v.control.id == "password-of-instances")
    assert verdict.verdict == "open"
    assert "changed since" in verdict.in_words


def test_a_written_parameter_is_a_secret_by_its_name_or_shape(tmp_path: Path) -> None:
    """Everything may be kept as SecureString: of a log level nothing says that it is a secret."""
    text = """
        variable "stage" {}
        resource "aws_ssm_parameter" "any" {
          name  = "/${var.stage}/NAME"
          type  = "SecureString"
          value = "VALUE"
        }
    """
    said = {}
    for name, value in (("log-level", "INFO"), ("db_password", "INFO"), ("url", "amqp://a:bcd@c")):
        changed = text.replace("NAME", name).replace("VALUE", value)
        (tmp_path / "main.tf").write_text(changed)
        found = assess(tmp_path, ["security"], environ={}, variables=[("unknown", "*")])
        (verdict,) = (v for v in found.verdicts if v.control.id == "secret-values")
        said[name] = verdict.verdict
    assert said == {"log-level": "open", "db_password": "fail", "url": "fail"}


@pytest.mark.parametrize(
    "topic", ["data.aws_sns_topic.calls.arn", '"arn:aws:sns:eu-west-1:111122223333:calls"']
)
def test_who_is_subscribed_to_a_topic_elsewhere_is_not_known(topic: str, tmp_path: Path) -> None:
    """The alarm tells a topic; whether that reaches people waits for who is subscribed there."""
    (tmp_path / "main.tf").write_text(
        """
        data "aws_sns_topic" "calls" { name = "calls" }
        resource "aws_cloudwatch_metric_alarm" "slow" {
          alarm_name          = "slow"
          comparison_operator = "GreaterThanThreshold"
          evaluation_periods  = 1
          alarm_actions       = [TOPIC]
        }
        """.replace("TOPIC", topic)
    )
    found = assess(tmp_path, ["operations", "reliability"], environ={})
    said = {item.control.id: item.verdict for item in found.verdicts}
    assert (said["REL06-BP03-notifications"], said["OPS10-alarms"]) == ("pass", "open")


def test_what_a_variable_puts_into_an_environment_may_be_a_secret(tmp_path: Path) -> None:
    """By its name it is one; whether the text itself or where to find it, the run will tell."""
    text = """
        variable "given" {}
        resource "aws_lambda_function" "pay" {
          function_name = "pay"
          role          = "arn:aws:iam::111122223333:role/pay"
          environment {
            variables = { NAME = var.given }
          }
        }
    """
    said = {}
    for name in ("DB_PASSWORD", "LEVEL"):
        (tmp_path / "main.tf").write_text(text.replace("NAME", name))
        found = assess(tmp_path, ["security"], environ={}, variables=[("unknown", "*")])
        (verdict,) = (v for v in found.verdicts if v.control.id == "function-secrets")
        said[name] = verdict.verdict
    assert said == {"DB_PASSWORD": "open", "LEVEL": "pass"}


def test_where_nothing_may_hold_a_secret_nothing_waits(tmp_path: Path) -> None:
    """Addresses that nobody can count yet are no reason to ask about defaults and passwords."""
    found = _judged(
        tmp_path,
        """
        provider "aws" { region = "eu-west-1" }
        variable "size" { default = 1 }
        data "aws_subnets" "all" {}
        resource "aws_eip" "one" { for_each = toset(data.aws_subnets.all.ids) }
        """,
    )
    words = {item.control.id: item.verdict for item in found.verdicts}
    asked = ("default-secrets", "sensitive-arguments", "block-secrets")
    assert {words[name] for name in asked} == {"not_applicable"}
