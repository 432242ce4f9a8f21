"""Wrong configurations are refused where Terraform refuses them, by what it said of each."""

import json
import re
from pathlib import Path

import pytest

from archbench.errors import InputError
from archbench.terraform import load
from archbench.terraform.session import Session
from tests.record_refused import RECORDED, cases, write
from tests.terraform_cli import RECORDED_WITH

FIVE_ASKED = (
    'terraform {\n  required_providers {\n    aws = {\n      version = "~> 5.0"\n    }\n  }\n}\n'
)
SAID = json.loads(RECORDED.read_text("utf-8"))
MISSED = {"cluster-engine", "secret-waiting"}
"""Where one of several rules is enough, and the table holds none of them."""
CORE, OF_PROVIDER = cases("core"), cases("provider")


def places(directory: Path) -> list[tuple[str, int]]:
    """File and line of every error that is told of a configuration."""
    try:
        found = Session(directory, terraform=RECORDED_WITH).resolve().diagnostics
    except InputError as error:
        told = re.findall(r"([\w/.-]+\.tf):(\d+): ", str(error))
        return [(name.removeprefix(f"{directory}/"), int(line)) for name, line in told]
    errors = [item.range for item in found if item.severity == "error"]
    return [(item.filename, item.start.line) for item in errors if item]


@pytest.mark.parametrize("name", [*CORE, *OF_PROVIDER])
def test_it_is_refused_at_its_line(name: str, tmp_path: Path) -> None:
    """At the line Terraform names; inside of the block where it names that as a whole."""
    write(tmp_path, CORE.get(name) or {**OF_PROVIDER[name], "versions.tf": FIVE_ASKED})
    found = places(tmp_path)
    if name in MISSED:
        assert not found
        return
    wanted = {(file, line) for file, line, _ in SAID[name]}
    assert found
    if ("", 0) in wanted:
        return  # a circle has no line
    whole = {line for _, line in wanted} == {1}
    assert wanted & set(found) or (whole and {file for file, _ in found} == {"main.tf"})


def test_there_are_enough_of_them() -> None:
    """Each with a mistake that Terraform was seen to refuse, and at most one in twenty missed."""
    assert len(MISSED) <= len(SAID) / 20
    assert len(SAID) == len({**CORE, **OF_PROVIDER}) > 150
    assert all(SAID.values())


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        ("main.tf.json", "[]", ()),
        ("main.tf.json", "null", ()),
        ("main.tf.json", '"${var.x}"', ("Incorrect JSON value type",)),
        ("main.tf", "var.x", ("Unsupported argument",)),
    ],
)
def test_blocks_that_are_given_as_an_argument_may_be_none(
    tmp_path: Path, name: str, written: str, told: tuple[str, ...]
) -> None:
    """JSON has no other way to say it; what makes no block is none, and told where it is wrong."""
    hcl = 'variable "x" {\n  default = []\n}\nresource "aws_instance" "a" {\n  ami = "a"\n'
    hcl += f'  instance_type = "t3.micro"\n  ebs_block_device = {written}\n}}\n'
    machine = f'{{"ami": "a", "instance_type": "t3.micro", "ebs_block_device": {written}}}'
    inside = f'"resource": {{"aws_instance": {{"a": {machine}}}}}'
    made = f'{{"variable": {{"x": {{"default": []}}}}, {inside}}}'
    (tmp_path / name).write_text(made if name.endswith("json") else hcl)
    found = load(tmp_path)
    assert tuple(item.summary for item in found.diagnostics if item.severity == "error") == told
    assert [item.address for item in found.managed()] == ["aws_instance.a"]
