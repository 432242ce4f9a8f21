"""Arguments that the provider refuses are refused, at their line, and nothing else is."""

import json
from pathlib import Path

import pytest

from archbench.hcl.construct import string
from archbench.hcl.diagnostics import Diagnostic
from archbench.terraform import load
from archbench.terraform.argument_rules import broken
from archbench.terraform.rule_table import TABLE, rules_of
from archbench.terraform.schema import FIVE, SIX

OF_VALUES = {"one_of", "number_of", "range", "length", "cidr", "bits", "address", "json", "arn"}
OF_VALUES |= {"form", "pattern", "not_prefix"}
BETWEEN = {"conflicts", "exactly_one", "at_least_one", "with"}
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
    "window": (
        (
            'resource "aws_db_instance" "d" {\n  instance_class = "db.t3.micro"\n'
            '  backup_window = "24:00-24:30"\n}\n'
        ),
        2,
        "a window such as 04:00-05:00",
    ),
    "arn": (
        (
            'resource "aws_iam_role_policy_attachment" "a" {\n  role = "r"\n'
            '  policy_arn = "arn:aws:iam::99:policy/p"\n}\n'
        ),
        2,
        "must be an ARN",
    ),
    "size": ('resource "aws_vpc" "v" {\n  cidr_block = "10.0.0.0/12"\n}\n', 1, "of /16 to /28"),
    "listener": (
        (
            'resource "aws_lb_listener" "l" {\n  port              = 0\n'
            '  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1::loadbalancer/b"\n'
            '  default_action {\n    type = "fixed-response"\n  }\n}\n'
        ),
        1,
        "must be from 1 to 65535; it is 0",
    ),
    "two": (
        (
            'resource "aws_iam_role" "r" {\n  name_prefix = "r"\n  name        = "r"\n'
            '  assume_role_policy = "{}"\n}\n'
        ),
        2,
        '"name" may not stand beside "name_prefix"',
    ),
    "false counts": (
        (
            'resource "aws_security_group_rule" "r" {\n  type              = "egress"\n'
            '  security_group_id = "sg-1"\n  protocol          = "-1"\n  from_port         = 0\n'
            '  to_port           = 0\n  cidr_blocks       = ["0.0.0.0/0"]\n'
            "  self              = false\n}\n"
        ),
        6,
        '"cidr_blocks" may not stand beside "self"',
    ),
    "none": (
        'resource "aws_lb" "b" {\n  name = "b"\n}\n',
        0,
        'One of "subnet_mapping" and "subnets" must be set',
    ),
    "alone": (
        (
            'resource "aws_lambda_function" "f" {\n  function_name = "f"\n'
            '  role          = "arn:aws:iam::123456789012:role/f"\n  s3_bucket     = "code"\n}\n'
        ),
        3,
        '"s3_bucket" needs "s3_key" beside it',
    ),
    "nested": (
        (
            'resource "aws_instance" "i" {\n  ami           = "a"\n  instance_type = "t3.micro"\n'
            '  metadata_options {\n    http_tokens = "always"\n  }\n}\n'
        ),
        4,
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


def test_a_name_only_the_older_provider_refuses_is_a_warning_with_the_newer(tmp_path: Path) -> None:
    """Nothing says whether 6 takes it."""
    text = 'resource "aws_sqs_queue" "q" {\n  name = "orders and more"\n}\n'
    (old,) = said(tmp_path, FIVE_ASKED + text)
    (new,) = said(tmp_path, FIVE_ASKED.replace("~> 5.0", "~> 6.0") + text)
    (either,) = said(tmp_path, text)
    assert (old.severity, new.severity, either.severity) == ("error", "warning", "error")
    assert "may take it" in new.detail


def test_what_may_be_left_out_is_not_judged(tmp_path: Path) -> None:
    """Null, no blocks and what is unknown are not set for certain."""
    text = (
        'variable "prefix" {}\nvariable "cidrs" {}\n'
        'resource "aws_sqs_queue" "a" {\n  name        = "a"\n  name_prefix = var.prefix\n}\n'
        'resource "aws_sqs_queue" "b" {\n  name        = "b"\n  name_prefix = null\n}\n'
        'resource "aws_lb" "b" {\n  subnets = ["subnet-1"]\n  dynamic "subnet_mapping" {\n'
        "    for_each = []\n    content {\n      subnet_id = subnet_mapping.value\n    }\n  }\n}\n"
        'resource "aws_security_group_rule" "r" {\n  type              = "egress"\n'
        '  security_group_id = "sg-1"\n  protocol          = "-1"\n  from_port         = 0\n'
        "  to_port           = 0\n  cidr_blocks       = var.cidrs\n}\n"
    )
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    assert load(tmp_path, variables=[("unknown", "*")]).diagnostics == ()


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
        type_, path, name, operands = line.split(" ", 3)
        assert name in OF_VALUES | BETWEEN
        named = [path, *(json.loads(operands)[0] if name in BETWEEN else ())]
        for item in named:
            schema = FIVE.schema_of("resource", type_)
            *way, last = (step for step in item.split(".") if step != "*" and not step.isdigit())
            for step in way:
                assert schema, line
                schema = schema.nested[step].block
            assert schema, line
            assert last in schema.nested or schema.attributes[last].settable, line
