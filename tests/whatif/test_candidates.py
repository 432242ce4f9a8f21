"""Scenarios a stack could begin with: each another value of its own that changes what it costs."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.hcl.values import Plain
from archbench.terraform import load, load_again
from archbench.terraform.configuration import Configuration, Variable
from archbench.whatif.candidates import _other, candidates
from archbench.whatif.scenario import Scenario

DAY = date(2026, 11, 29)
STACK = """
provider "aws" {
  region = "us-east-1"
}
variable "machines" { default = 2 }
variable "class" { default = "m5.large" }
variable "spare" { default = false }
variable "unused" { default = 3 }
variable "secret" {
  default   = 1
  sensitive = true
}
resource "aws_instance" "web" {
  count         = var.machines + (var.spare ? 1 : 0)
  ami           = "ami-1"
  instance_type = var.class
}
resource "aws_instance" "hidden" {
  count         = nonsensitive(var.secret)
  ami           = "ami-1"
  instance_type = "m5.large"
}
resource "aws_nat_gateway" "out" {
  count     = 2
  subnet_id = "subnet-1"
}
resource "aws_sqs_queue" "jobs" {}
"""


def proposed(directory: Path, text: str, most: int = 5) -> tuple[Scenario, ...]:
    """What is proposed for a stack."""
    (directory / "main.tf").write_text(text, "utf-8")
    configuration, again = load_again(directory, environ={})
    assert again is not None
    return candidates(configuration, again, DAY, most)


def test_what_changes_the_cost_is_proposed_variables_first(tmp_path: Path) -> None:
    """Each by its words; not what costs the same, not what is secret; a key of a type once."""
    found = proposed(tmp_path, STACK, 9)
    assert [(one.name, one.why) for one in found] == [
        ("class = m5.xlarge", "The size above m5.large."),
        ("machines = 4", "Twice the 2 of now."),
        ("spare = true", "Instead of false."),
        (
            "monthly_data_processed_gb = 1,000 for each aws_nat_gateway",
            "NAT gateway, data processed, of which nothing is known yet.",
        ),
        (
            "monthly_requests = 1,000,000 for each aws_sqs_queue",
            found[4].why,
        ),
    ]
    assert [dict(one.variables) for one in found[:3]] == [
        {"class": "m5.xlarge"},
        {"machines": 4},
        {"spare": "true"},
    ]
    assert found[4].usage == {
        "resource_type_default_usage": {"aws_sqs_queue": {"monthly_requests": 1_000_000}}
    }


def test_no_more_are_proposed_than_are_asked_for(tmp_path: Path) -> None:
    """The first of them; of a stack that costs the same whatever is set, none."""
    assert [one.name for one in proposed(tmp_path, STACK, 1)] == ["class = m5.xlarge"]
    assert proposed(tmp_path, STACK, 0) == ()
    assert proposed(tmp_path, 'variable "n" { default = 2 }\n') == ()


def test_what_the_stack_refuses_is_not_proposed(tmp_path: Path) -> None:
    """A variable that cannot be changed."""
    (tmp_path / "main.tf").write_text(STACK, "utf-8")
    configuration = load(tmp_path, environ={})

    def refuses(changed: Mapping[str, str]) -> Configuration:
        raise InputError(f"no {changed}")

    assert [one.name for one in candidates(configuration, refuses, DAY, 1)] == [
        "monthly_data_processed_gb = 1,000 for each aws_nat_gateway"
    ]


@pytest.mark.parametrize(
    ("value", "other"),
    [
        (True, (False, "Instead of true")),
        (False, (True, "Instead of false")),
        (0, (1, "One instead of none")),
        (3, (6, "Twice the 3 of now")),
        (Decimal("2.5"), None),
        ("t3.nano", ("t3.micro", "The size above t3.nano")),
        ("db.r6g.4xlarge", ("db.r6g.8xlarge", "The size above db.r6g.4xlarge")),
        ("m5.8xlarge", None),
        ("m5.24xlarge", None),
        ("large", None),
        (("a",), None),
        (None, None),
    ],
)
def test_another_value_is_the_next_of_its_kind(value: Plain, other: object) -> None:
    """The opposite, twice as many, the size above; of what has no next there is none."""
    assert _other(Variable("v", value)) == other
