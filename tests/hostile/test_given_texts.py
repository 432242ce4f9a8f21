"""Texts inside of a configuration that are read as YAML or JSON stay within the same limits."""

import re
from pathlib import Path

import pytest

from tests.hostile.cases import files
from tests.hostile.test_every_command import run
from tests.hostile.test_files_given import bomb

LIB = Path(__file__).parents[2] / "lib" / "archbench"
DEEP = "[" * 100_000
PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n'
TEXTS = {
    "cloud-config of aliases": (
        (
            'resource "aws_instance" "a" {\n  ami = "ami-1"\n  instance_type = "t3.micro"\n'
            '  user_data = file("given")\n}\n'
        ),
        f"#cloud-config\n{bomb()}",
    ),
    "policy of brackets": (
        (
            'resource "aws_sqs_queue" "a" {\n  policy = file("given")\n}\n'
            'resource "aws_iam_policy" "p" {\n  policy = file("given")\n}\n'
        ),
        DEEP,
    ),
    "event pattern of brackets": (
        'resource "aws_cloudwatch_event_rule" "r" {\n  event_pattern = file("given")\n}\n',
        f'{{"a": {DEEP}',
    ),
    "containers of brackets": (
        (
            'resource "aws_ecs_task_definition" "t" {\n  family = "t"\n'
            '  container_definitions = file("given")\n}\n'
        ),
        DEEP,
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_without_end_costs_no_time(name: str, tmp_path: Path) -> None:
    """An answer about the rest, in a second or two and a gigabyte at most."""
    text, given = TEXTS[name]
    files(main__tf=PROVIDER + text, given=given)(tmp_path)
    assert "something in the input nests" not in run("check", tmp_path)


def test_csv_is_written_in_one_place() -> None:
    """Which keeps formulas from spreadsheets; a pull is for archbench to read, and has numbers."""
    used = re.compile(r"\bcsv\.(writer|DictWriter)\(")
    found = {path.name for path in LIB.rglob("*.py") if used.search(path.read_text("utf-8"))}
    assert found == {"csv_text.py", "saved.py"}


def test_yaml_is_read_in_one_place() -> None:
    """Which measures it first: nothing else loads or composes it."""
    used = re.compile(r"\byaml\.(\w*load\w*|compose\w*)\(")
    found = [path.name for path in LIB.rglob("*.py") if used.search(path.read_text("utf-8"))]
    assert found == ["yaml_text.py"]
