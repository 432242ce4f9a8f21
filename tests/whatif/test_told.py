"""What a scenario does that a person would not see: each in a sentence, at its place."""

from pathlib import Path

from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.given import change_of
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.row import ScenarioRow, row_of
from archbench.whatif.scenario import Scenario
from archbench.whatif.text import Tried, verdicts_in_words

STACK = """
provider "aws" {
  region = "us-east-1"
}
variable "machines" {
  default = 1
}
data "aws_availability_zones" "here" {}
resource "aws_subnet" "follows" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.0.0/24"
  availability_zone = data.aws_availability_zones.here.names[0]
}
resource "aws_instance" "web" {
  count         = var.machines
  ami           = "ami-1"
  instance_type = "m5.large"
}
"""
STAYS = """
resource "aws_ebs_volume" "stays" {
  size              = 10
  availability_zone = "us-east-1b"
}
"""


def tried(directory: Path, text: str, *changes: str) -> tuple[Bench, ScenarioOutcome]:
    """What becomes of a stack with these changes."""
    (directory / "main.tf").write_text(text, "utf-8")
    bench = Bench(Base(directory, checklists=("security",)))
    return bench, bench.outcome(Scenario("tried", changes=tuple(map(change_of, changes))))


def row(directory: Path, text: str, *changes: str) -> tuple[Bench, ScenarioRow]:
    """The same as a row."""
    bench, outcome = tried(directory, text, *changes)
    return bench, row_of(outcome, bench.baseline)


def test_a_zone_that_stays_behind_is_told_at_its_line(tmp_path: Path) -> None:
    """A region beside zones written out is no stack; zones that are asked for follow it."""
    _, found = tried(tmp_path, STACK + STAYS, "region=eu-west-1")
    assert found.estimate is None
    line = (STACK + STAYS).splitlines().index('  availability_zone = "us-east-1b"') + 1
    place = f"stays in us-east-1b (main.tf:{line}) while its region is eu-west-1"
    assert f"aws_ebs_volume.stays {place}" in found.problem
    assert found.problem.startswith("--set region=eu-west-1: ")


def test_zones_that_follow_their_region_are_taken(tmp_path: Path) -> None:
    """Asked for, or changed in the same scenario."""
    _, found = tried(tmp_path, STACK, "region=eu-west-1")
    assert not found.problem
    both = ("region=eu-west-1", "aws_ebs_volume.stays.availability_zone=eu-west-1b")
    _, moved = tried(tmp_path, STACK + STAYS, *both)
    assert not moved.problem


def test_a_class_that_nobody_knows_is_told_with_the_nearest(tmp_path: Path) -> None:
    """It is not just a charge without a price; one that exists is told nothing of."""
    _, found = row(tmp_path, STACK, "aws_instance.web.instance_type=m5.lrge")
    (note,) = [text for text in found.notes if "m5.lrge" in text]
    assert note.startswith("aws_instance.web: ")
    assert note.endswith('classes of AmazonEC2 whose price is known. Did you mean "m5.large"?')
    assert found.change is None
    _, known = row(tmp_path, STACK, "aws_instance.web.instance_type=m5.xlarge")
    assert not any("classes of" in text for text in known.notes)


def test_a_control_that_fails_at_more_things_is_worse(tmp_path: Path) -> None:
    """With how many, and the first of them; at fewer things it is not."""
    bench, found = row(tmp_path, STACK, "var.machines=3")
    assert {(item.before, item.after) for item in found.further} == {("fail", "fail")}
    first = "at 2 more things: aws_instance.web[1] "
    assert all(item.why.startswith(first) for item in found.further)
    assert found.worse(row_of(bench.baseline, bench.baseline))
    base = row_of(bench.baseline, bench.baseline)
    said = verdicts_in_words(found, Tried("here", base, (found,), judged=True))
    assert said == f"{len(found.further)} at more"
    _, fewer = row(tmp_path, STACK.replace("default = 1", "default = 3"), "var.machines=1")
    assert not fewer.further
