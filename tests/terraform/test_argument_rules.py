"""Arguments that the provider refuses are refused, at their line, and nothing else is."""

from pathlib import Path

import pytest

from archbench.hcl.construct import string
from archbench.hcl.diagnostics import Diagnostic
from archbench.terraform import load
from archbench.terraform.argument_rules import TABLE, broken, rules_of
from archbench.terraform.schema import FIVE, SIX

NAMES = {"one_of", "number_of", "range", "length", "cidr", "json", "pattern", "not_prefix"}
FIVE_ASKED = (
    'terraform {\n  required_providers {\n    aws = {\n      version = "~> 5.0"\n    }\n  }\n}\n'
)
OPENS = FIVE_ASKED.count("\n") + 1
WRONG = {
    "enumeration": (
        'resource "aws_dynamodb_table" "t" {\n  name = "t"\n  billing_mode = "ON_DEMAND"\n}\n',
        2,
        "must be one of PROVISIONED, PAY_PER_REQUEST",
    ),
    "policy": (
        'resource "aws_iam_role_policy" "p" {\n  role   = "r"\n  policy = "Allow all"\n}\n',
        2,
        "must be valid JSON",
    ),
    "days": (
        'resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = 45\n}\n',
        1,
        "must be one of",
    ),
    "port": (
        'resource "aws_lb_target_group" "t" {\n  protocol = "HTTP"\n  port     = 70001\n}\n',
        2,
        "must be from 1 to 65535; it is 70001",
    ),
    "network": ('resource "aws_vpc" "v" {\n  cidr_block = "10.1.0/16"\n}\n', 1, "a CIDR block"),
    "prefix": (
        'resource "aws_security_group" "g" {\n  name = "sg-web"\n}\n',
        1,
        "not begin with sg-",
    ),
    "queue": ('resource "aws_sqs_queue" "q" {\n  name = "orders and more"\n}\n', 1, "must match"),
    "nested": (
        'resource "aws_instance" "i" {\n  metadata_options {\n    http_tokens = "always"\n  }\n}\n',
        2,
        "must be one of",
    ),
}


def said(directory: Path, text: str) -> tuple[Diagnostic, ...]:
    """What is said of a configuration's arguments."""
    (directory / "main.tf").write_text(text, encoding="utf-8")
    found = load(directory).diagnostics
    return tuple(item for item in found if item.summary == "Refused by the provider")


@pytest.mark.parametrize("pinned", [True, False])
@pytest.mark.parametrize("case", WRONG)
def test_what_the_provider_refuses_is_refused_at_its_line(
    case: str,
    pinned: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    """With provider 5 and 6 alike, as none of these lists and limits has grown."""
    text, line, words = WRONG[case]
    (found,) = said(tmp_path, (FIVE_ASKED if pinned else "") + text)
    assert found.range
    assert found.range.start.line == line + (OPENS if pinned else 1)
    assert words in found.detail


def test_a_secret_is_judged_and_not_shown(tmp_path: Path) -> None:
    """The message names the rule alone."""
    text = (
        'variable "mode" {\n  sensitive = true\n  default   = "hush"\n}\n'
        'resource "aws_dynamodb_table" "t" {\n  billing_mode = var.mode\n}\n'
    )
    (found,) = said(tmp_path, text)
    assert "hush" not in str(found)


def test_what_is_not_known_is_not_judged(tmp_path: Path) -> None:
    """Nor what is null, empty, or a right value in any spelling the provider takes."""
    text = (
        'resource "aws_vpc" "v" {\n  cidr_block = "10.0.0.0/16"\n}\n'
        'resource "aws_sqs_queue" "a" {\n  name = "a-b_c.fifo"\n  fifo_queue = true\n}\n'
        'resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Id = aws_vpc.v.id })\n}\n'
        'resource "aws_dynamodb_table" "t" {\n  billing_mode = null\n}\n'
        'resource "aws_security_group" "g" {\n  name = "web-sg-a"\n  description = ""\n}\n'
    )
    assert said(tmp_path, text) == ()


def test_a_list_that_may_have_grown_is_not_judged_by_its_old_length() -> None:
    """What a later list may hold passes with provider 6, and with 5 it does not."""
    grown = [
        (type_, rule)
        for type_ in {line.split(" ", 1)[0] for line in TABLE.read_text("utf-8").splitlines()}
        for rule in rules_of(type_)
        if rule.later and len(rule.path) == 1
    ]
    assert grown
    for type_, rule in grown:
        values = {rule.path[0]: string(rule.later[0])}
        (_, problem), *_ = broken(type_, values, FIVE)
        assert "must be one of" in problem.detail
        assert not list(broken(type_, values, SIX))


def test_every_rule_stands_where_its_type_has_an_argument() -> None:
    """A path that leads nowhere would judge nothing."""
    for line in TABLE.read_text("utf-8").splitlines():
        type_, path, name, _ = line.split(" ", 3)
        assert name in NAMES
        schema = FIVE.schema_of("resource", type_)
        *way, last = (step for step in path.split(".") if step != "*")
        for step in way:
            assert schema, line
            schema = schema.blocks[step].block
        assert schema, line
        assert schema.attributes[last].settable, line
