"""A scenario's cost is said in the words of the estimate: a floor is one, and none is left out."""

from decimal import Decimal
from pathlib import Path

import pytest

from archbench.cost.statement import figure
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.row import ScenarioRow, row_of
from archbench.whatif.scenario import scenario
from archbench.whatif.text import Tried, cells, headline

STACK = """
variable "desired" {
  default = 1
}
provider "aws" {
  region = "us-east-1"
}
resource "aws_launch_template" "web" {
  image_id      = "ami-1"
  instance_type = "m5.large"
}
resource "aws_autoscaling_group" "web" {
  min_size           = 1
  desired_capacity   = var.desired
  max_size           = 4
  availability_zones = ["us-east-1a"]
  launch_template {
    id = aws_launch_template.web.id
  }
}
resource "aws_sqs_queue" "jobs" {
}
"""


def test_what_may_cost_less_is_not_said_to_be_the_least(tmp_path: Path) -> None:
    """Two of one to four instances: what is expected is no floor, and the queue waits."""
    (tmp_path / "main.tf").write_text(STACK, "utf-8")
    bench = Bench(Base(tmp_path))
    now, more = (
        row_of(bench.outcome(scenario(str(n), variables={"desired": n})), bench.baseline)
        for n in (1, 2)
    )
    made = bench.baseline.estimate
    assert made is not None
    assert now.cost == figure(made)
    assert now.cost.startswith("at least $")
    assert more.without_figure
    assert more.low is not None
    assert more.expected is not None
    assert more.low < more.expected
    assert more.cost == f"at least ${more.low:,.2f} (${more.expected:,.2f} expected)"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((Decimal("-9.50"), Decimal(-3)), "“0” costs $9.50 less, the least of those"),
        ((Decimal(0), Decimal(5)), "none of the scenarios that keep what a lost zone leaves"),
        ((Decimal(5),), "none of the scenarios that keep what a lost zone leaves costs less"),
    ],
)
def test_what_costs_the_same_saves_nothing(changes: tuple[Decimal, ...], said: str) -> None:
    """The cheapest is named where it costs less, by a cent at least."""
    rows = tuple(ScenarioRow(str(at), change=change) for at, change in enumerate(changes))
    tried = Tried("stack", ScenarioRow("As it stands", change=Decimal(0)), rows, judged=False)
    assert said in headline(tried)[0]


def test_the_stack_as_it_stands_has_no_change() -> None:
    """In its column stands nothing; a scenario that costs the same has a change of nothing."""
    base = ScenarioRow("As it stands", change=Decimal(0))
    more = ScenarioRow("more", change=Decimal("4.20"))
    same = ScenarioRow("same", change=Decimal(0))
    tried = Tried("stack", base, (more, same), judged=False)
    assert [cells(row, tried)[2] for row in (base, more, same)] == ["", "+$4.20", "$0.00"]
