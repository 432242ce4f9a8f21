"""A scenario's cost is said in the words of the estimate: a floor is one, and none is left out."""

from pathlib import Path

from archbench.cost.statement import figure
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.row import row_of
from archbench.whatif.scenario import scenario

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
