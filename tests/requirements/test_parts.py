# ruff: noqa: E501 text as it stands in a configuration
"""What is known in part decides where the rest could change nothing, in both directions."""

from dataclasses import replace
from pathlib import Path

import pytest

from archbench.requirements.assess import assess
from archbench.requirements.reading import read_checklist
from tests.requirements.changes import HEAD

_VARIABLES = 'variable "name" { type = string }\nvariable "other" { type = string }\n'
_ROLE = """
resource "aws_iam_role" "worker" {
  name               = "worker-${var.name}"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = PRINCIPAL }] })
}
resource "aws_iam_role_policy" "worker" {
  role   = OWNER
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ACTION", Resource = RESOURCE }] })
}
"""


def _role(
    resource: str = '"arn:aws:sqs:eu-west-1:111122223333:orders"',
    action: str = "sqs:SendMessage",
    owner: str = "aws_iam_role.worker.id",
    principal: str = '{ Service = "ec2.amazonaws.com" }',
) -> str:
    return (
        _ROLE.replace("RESOURCE", resource)
        .replace("ACTION", action)
        .replace("OWNER", owner)
        .replace("PRINCIPAL", principal)
    )


_READS = "secretsmanager:GetSecretValue"
_POLICIES = {
    "a wildcard may stand in a variable": (_role('"${var.name}"', _READS), "open"),
    "a variable within a name is no wildcard for all": (
        _role('"arn:aws:secretsmanager:*:*:secret:app-${var.name}"', _READS),
        "pass",
    ),
    "a variable may be the whole name": (
        _role('"arn:aws:secretsmanager:*:*:secret:${var.name}"', _READS),
        "open",
    ),
    "every secret of a variable account is every secret": (
        _role('"arn:aws:secretsmanager:eu-west-1:${var.name}:secret:*"', _READS),
        "fail",
    ),
    "every secret of an account is every secret": (
        _role('"arn:aws:secretsmanager:eu-west-1:111122223333:secret:*"', _READS),
        "fail",
    ),
    "everything of another service is no secret": (
        _role('["arn:aws:s3:::*", "arn:aws:secretsmanager:*:*:secret:app"]', _READS),
        "pass",
    ),
    "the ARN of what is looked up is no wildcard": (
        'data "aws_secretsmanager_secret" "app" { name = "app" }'
        + _role("data.aws_secretsmanager_secret.app.arn", _READS),
        "pass",
    ),
    "whose policy it is does not matter where it allows nothing of it": (
        _role(owner='"elsewhere"'),
        "pass",
    ),
    "whose policy it is matters where it allows it": (
        _role('"*"', _READS, owner="var.other"),
        "open",
    ),
}


def _verdict(name: str, control: str, stack: str, directory: Path) -> str:
    (directory / "main.tf").write_text(HEAD + _VARIABLES + stack)
    checklist = read_checklist(name)
    one = next(item for item in checklist.controls if item.id == control)
    groups = tuple(item for item in checklist.groups if item.id == one.group)
    alone = replace(checklist, controls=(one,), groups=groups)
    (found,) = assess(directory, [alone], variables=(("unknown", "*"),), environ={}).verdicts
    return found.verdict


@pytest.mark.parametrize("case", _POLICIES)
def test_a_policy_is_judged_by_what_is_known_of_it(case: str, tmp_path: Path) -> None:
    """What is not known counts as the widest it may be, and no wider."""
    stack, word = _POLICIES[case]
    assert _verdict("security", "read-any-secret", stack, tmp_path) == word


@pytest.mark.parametrize(
    ("principal", "word"),
    [
        ('{ AWS = "arn:aws:iam::${var.name}:root" }', "pass"),
        ("{ AWS = var.name }", "open"),
        ('{ AWS = "*" }', "fail"),
    ],
)
def test_an_account_that_is_not_known_is_not_everyone(
    principal: str, word: str, tmp_path: Path
) -> None:
    """A principal is everyone only as a whole."""
    stack = _role(principal=principal)
    assert _verdict("security", "no-public-policies", stack, tmp_path) == word
