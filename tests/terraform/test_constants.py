"""What is written alike in several blocks: settled once, placed and refused each for itself."""

from pathlib import Path

import pytest

from archbench.terraform import load
from archbench.terraform.configuration import Configuration

HEAD = 'provider "aws" {\n  region = "eu-west-1"\n}\n'


def read(directory: Path, text: str) -> Configuration:
    """The configuration of one file."""
    (directory / "main.tf").write_text(HEAD + text, encoding="utf-8")
    return load(directory)


def machine(name: str, *, kind: str = '"t3.micro"', size: str = "20", more: str = "") -> str:
    """A block that is written alike but for its name."""
    return f"""resource "aws_instance" "{name}" {{
  ami           = "ami-1"
  instance_type = {kind}
  root_block_device {{
    volume_size = {size}
    encrypted   = true
  }}
{more}}}
"""


def test_blocks_alike_have_the_same_values_each_at_its_own_lines(tmp_path: Path) -> None:
    """The second stands eight lines below the first."""
    made = read(tmp_path, machine("a") + machine("b"))
    first, second = (made.by_address[f"aws_instance.{name}"] for name in "ab")
    assert first.values == second.values
    assert second.values["root_block_device"] == ({"encrypted": True, "volume_size": 20},)
    assert {path: place.start.line + 8 for path, place in first.ranges.items()} == {
        path: place.start.line for path, place in second.ranges.items()
    }
    assert ("root_block_device", 0, "volume_size") in second.ranges


def test_what_differs_in_one_literal_differs(tmp_path: Path) -> None:
    """A number, another one, and the first as a text."""
    made = read(tmp_path, machine("a") + machine("b", size="30") + machine("c", size='"20"'))
    sizes = [item.values["root_block_device"] for item in made.managed()]
    assert sizes == [({"encrypted": True, "volume_size": size},) for size in (20, 30, 20)]


def test_a_truth_is_no_number(tmp_path: Path) -> None:
    """For Python 1 and True are one key."""
    text = """resource "aws_sns_topic" "a" {
  name       = 1
  fifo_topic = true
}
resource "aws_sns_topic" "b" {
  name       = true
}
"""
    made = read(tmp_path, text)
    assert [item.values["name"] for item in made.managed()] == ["1", "true"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "null"},
        {"size": '"much"'},
        {"more": '  root_block_device {\n    volume_size = "much"\n  }\n'},
        {"more": '  tenancy = "shared"\n'},
        {"more": '  metadata_options {\n    http_tokens = "maybe"\n  }\n'},
        {"more": '  arn = "mine"\n'},
    ],
)
def test_what_is_refused_is_refused_of_each(tmp_path: Path, wrong: dict[str, str]) -> None:
    """Arguments and blocks of a wrong type, a wrong word, and what may not be set."""
    one = told(read(tmp_path, machine("a", **wrong)))
    assert one
    assert told(read(tmp_path, "".join(machine(x, **wrong) for x in "abc"))) == [
        (line + block * len(machine("a", **wrong).splitlines()), summary)
        for block in range(3)
        for line, summary in one
    ]


def told(made: Configuration) -> list[tuple[int, str]]:
    """The line and summary of each problem."""
    return [
        (item.range.start.line, item.summary)
        for item in made.diagnostics
        if item.range and item.severity == "error"
    ]


def test_a_good_block_before_says_nothing_of_a_bad_one(tmp_path: Path) -> None:
    """What the rules ask about is another value there."""
    made = read(tmp_path, machine("a") + machine("b", more='  tenancy = "shared"\n'))
    assert told(made) == [(19, "Refused by the provider")]
