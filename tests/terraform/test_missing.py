"""What is not given: variables to fill in, the region, and how many instances are made."""

import json
import os
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.terraform import load


def written(directory: Path, text: str) -> Path:
    """A configuration of one file."""
    (directory / "main.tf").write_text(text, encoding="utf-8")
    return directory


def test_missing_variables_are_a_file_to_fill_in(tmp_path: Path) -> None:
    """The proposed file, taken as it is, is one that is read."""
    text = (
        'variable "zones" {\n  type        = list(string)\n  description = "Where it stands."\n}\n'
        'variable "size" {\n  type = object({ least = number, most = optional(number) })\n}\n'
        'variable "pair" {\n  type = tuple([bool, map(string)])\n}\nvariable "name" {}\n'
        'variable "given" {\n  default = 1\n}\n'
    )
    with pytest.raises(InputError) as raised:
        load(written(tmp_path, text))
    said = str(raised.value)
    assert "# main.tf:1, list of string: Where it stands." in said
    proposed = said.partition("terraform.tfvars:\n")[2]
    assert "given" not in proposed
    (tmp_path / "terraform.tfvars").write_text(proposed, encoding="utf-8")
    found = {item.name: item.value for item in load(tmp_path).variables}
    assert found["pair"] == (False, {"name": ""})
    assert found["size"] == {"least": 0, "most": None}


def test_the_region_nobody_says_can_be_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """--region stands for AWS_REGION; a provider block that names one keeps it."""
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    text = 'data "aws_region" "r" {}\noutput "r" {\n  value = data.aws_region.r.name\n}\n'
    written(tmp_path, text)
    assert main(["resolve", str(tmp_path), "--json", "--region", "eu-north-1"]) == 0
    assert '"value": "eu-north-1"' in capsys.readouterr().out
    written(tmp_path, f'{text}provider "aws" {{\n  region = "sa-east-1"\n}}\n')
    assert main(["resolve", str(tmp_path), "--json", "--region", "eu-north-1"]) == 0
    assert '"value": "sa-east-1"' in capsys.readouterr().out
    assert os.environ["AWS_REGION"] == "us-east-1"  # nothing of one command stays for the next


def test_a_plan_takes_a_region_from_nobody_but_who_gives_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was made elsewhere: the environment here says nothing of it, --region does."""
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    queue = {"address": "aws_eip.a", "mode": "managed", "type": "aws_eip", "name": "a"}
    root = {"resources": [{**queue, "values": {}}]}
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"terraform_version": "1", "planned_values": {"root_module": root}}))
    assert main(["cost", str(plan)]) == 0
    assert "nothing says which region this is in" in capsys.readouterr().out
    assert main(["cost", str(plan), "--region", "eu-north-1"]) == 0
    assert "in eu-north-1" in capsys.readouterr().out


@pytest.mark.parametrize(("most", "made"), [("3", 0), ("4", 4)])
def test_how_many_instances_are_made_can_be_said(most: str, made: int, tmp_path: Path) -> None:
    """What is above it is refused with the limit's name."""
    written(tmp_path, 'resource "terraform_data" "a" {\n  count = 4\n}\n')
    found = load(tmp_path, environ={"ARCHBENCH_MOST_INSTANCES": most})
    assert len(found.instances) == made
    assert any("--most-instances" in item.detail for item in found.diagnostics) == (not made)


def test_a_limit_is_a_whole_number(tmp_path: Path) -> None:
    """Anything else is refused by its name."""
    written(tmp_path, 'resource "terraform_data" "a" {}\n')
    with pytest.raises(InputError, match="ARCHBENCH_MOST_INSTANCES"):
        load(tmp_path, environ={"ARCHBENCH_MOST_INSTANCES": "many"})
