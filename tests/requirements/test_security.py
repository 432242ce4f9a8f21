"""The security checklist: every control finds what is wrong, and lets pass what is right."""

from pathlib import Path

import pytest

from archbench.cli import main
from archbench.requirements import read_checklist
from archbench.requirements.assess import assess
from archbench.requirements.verdict import Assessment
from tests.requirements.security_stacks import RIGHT, WRONG

NOTHING_RIGHT = {"no-user-policies"}
"""Controls that pass only where nothing of their kind is there."""


def _judged(directory: Path, text: str) -> Assessment:
    (directory / "main.tf").write_text(text)
    return assess(directory, ["security"], environ={})


def test_every_control_finds_what_is_wrong(tmp_path: Path) -> None:
    """Each control fails on a stack where all is wrong, and says at which line."""
    found = _judged(tmp_path, WRONG)
    assert {
        item.control.id: item.verdict for item in found.verdicts if item.verdict != "fail"
    } == {}
    assert all(answer.place for item in found.verdicts for answer in item.decisive)


def test_every_control_passes_what_is_right(tmp_path: Path) -> None:
    """The same resources set up well pass each control."""
    found = _judged(tmp_path, RIGHT)
    wrong = {
        item.control.id: (item.verdict, item.in_words)
        for item in found.verdicts
        if item.verdict != ("not_applicable" if item.control.id in NOTHING_RIGHT else "pass")
    }
    assert wrong == {}


def test_a_secret_that_is_found_is_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The verdict names the variable, never the value, in any form."""
    (tmp_path / "main.tf").write_text(WRONG)
    for form in ("table", "json", "sarif-full", "markdown"):
        main(["check", str(tmp_path), "--requirements", "security", "--format", form, "--all"])
    printed = capsys.readouterr().out
    assert "DB_PASSWORD" in printed
    assert [word for word in ("swordfish", "abcd1234", "correct-horse") if word in printed] == []


def test_every_control_has_its_numbers_elsewhere() -> None:
    """At least NIST and SOC 2 for each, and nothing but the five frameworks."""
    known = {"cis", "fsbp", "nist-800-53", "soc2", "pci-dss"}
    for control in read_checklist("security").controls:
        assert {"nist-800-53", "soc2", "pci-dss"} <= set(control.frameworks) <= known, control.id


def test_what_no_control_judged_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stack of what no list is about: said at the end, and no success."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "eu-west-1" }\nresource "aws_vpc_dhcp_options" "d" {}\n'
    )
    assert main(["check", str(tmp_path), "--requirements", "security"]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("Nothing here could be checked.")
    assert "Not judged by any control: 1 of 1 resources\n  aws_vpc_dhcp_options (1)\n" in printed


def test_lists_are_chosen_by_fit(tmp_path: Path) -> None:
    """A stack that is no payment stack is not held against one."""
    (tmp_path / "main.tf").write_text(RIGHT)
    found = assess(tmp_path, None, environ={})
    assert [item.id for item in found.checklists] == ["reliability", "security"]
