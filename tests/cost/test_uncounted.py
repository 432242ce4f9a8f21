"""What is free at every number leaves a total whole; what decides a bill or may cost does not."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archbench import cost
from archbench.architecture import build
from archbench.cli import main
from archbench.cost import Estimate, estimate
from archbench.cost.free import DECIDING, free_types
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Configuration, Instance, Unexpanded
from tests.cost.test_bills import bills, read

RULES = Path(cost.__file__).parent


def of_unknown_number(type_: str) -> Estimate:
    """A stack of one address, and of this type nobody knows how many."""
    uncounted = Unexpanded(f"{type_}.each", "for_each waits for var.sites")
    office = Instance(
        address="aws_eip.office",
        mode="managed",
        type="aws_eip",
        name="office",
        key=None,
        module="",
        provider="aws",
        region="us-east-1",
        values={"domain": "vpc"},
    )
    return estimate(Configuration("stack", (office,), unexpanded=(uncounted,)))


PLAIN = sorted(type_ for type_, cover in free_types().items() if not cover.costs)


def test_what_is_free_at_every_number_leaves_the_total_whole() -> None:
    """Security groups, permissions of functions, parameters: no number of them costs anything."""
    assert {"aws_security_group", "aws_lambda_permission", "aws_db_parameter_group"} <= {*PLAIN}
    opened = {type_ for type_ in PLAIN if of_unknown_number(type_).at_most is None}
    assert {canonical(type_) for type_ in opened} == DECIDING


def test_what_may_cost_or_decides_what_others_cost_opens_the_total() -> None:
    """An argument that costs may be set in it; a schedule says how many machines run."""
    paying = sorted({*free_types()} - {*PLAIN})
    assert all(of_unknown_number(type_).uncounted for type_ in paying)
    assert of_unknown_number("aws_autoscaling_schedule").uncounted
    assert of_unknown_number("aws_nat_gateway").uncounted


@pytest.mark.parametrize("bill", list(bills()))
def test_without_what_is_free_at_every_number_a_bill_is_the_same(
    bill: Mapping[str, Any], tmp_path: Path
) -> None:
    """What no rule looks at decides nothing: each such type is taken out of the stack."""
    configuration, usage = read(bill, tmp_path)

    def figures_of(without: str) -> set[tuple[str, str, object, object]]:
        kept = tuple(item for item in configuration.instances if item.type != without)
        changed = replace(configuration, instances=kept)
        made = estimate(changed, build(changed), usage=usage, as_of=bill.get("as_of"))
        return {
            (item.address, item.charge_description, item.pricing_quantity, item.list_cost)
            for item in made.line_items
        }

    whole = figures_of("")
    types = {item.type for item in configuration.managed()}
    changing = {type_ for type_ in types & {*PLAIN} if figures_of(type_) != whole}
    assert changing <= DECIDING


def test_every_free_type_that_a_rule_asks_for_decides() -> None:
    """What the rules name, they look at: its number counts."""
    rules = (path for path in RULES.rglob("*.py") if path.name != "free.py")
    text = "".join(path.read_text(encoding="utf-8") for path in rules)
    named = {canonical(name) for name in re.findall(r"\baws_[a-z0-9_]+", text)}
    assert named & {*PLAIN} <= DECIDING


SCALED = """
provider "aws" { region = "eu-west-1" }
variable "on" { type = bool }
resource "aws_dynamodb_table" "t" {
  name           = "t"
  hash_key       = "k"
  read_capacity  = 5
  write_capacity = 5
  attribute {
    name = "k"
    type = "S"
  }
}
resource "aws_appautoscaling_target" "w" {
  count              = var.on ? 1 : 0
  service_namespace  = "dynamodb"
  resource_id        = "table/t"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  min_capacity       = 1
  max_capacity       = 100
}
resource "aws_autoscaling_group" "g" {
  min_size             = 2
  max_size             = 2
  availability_zones   = ["eu-west-1a"]
  launch_configuration = aws_launch_configuration.l.name
}
resource "aws_launch_configuration" "l" {
  image_id      = "ami-1"
  instance_type = "m5.large"
}
resource "aws_autoscaling_schedule" "s" {
  count                  = var.on ? 1 : 0
  scheduled_action_name  = "s"
  autoscaling_group_name = aws_autoscaling_group.g.name
  min_size               = 0
  desired_capacity       = 0
  max_size               = 2
  recurrence             = "0 20 * * *"
}
"""


def test_what_one_of_unknown_number_may_scale_has_no_amount(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was said to cost at least what it costs where there is none."""
    (tmp_path / "main.tf").write_text(SCALED)
    main(["cost", str(tmp_path), "--unknown", "on", "--json"])
    said = capsys.readouterr().out
    assert json.loads(said)["total_monthly"] == 0
    assert "what aws_appautoscaling_target.w scales is not known" in said
    assert "how many aws_autoscaling_schedule.s there are is not known" in said
