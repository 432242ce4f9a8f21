"""A result against an earlier one: new, fixed, remaining, undecided."""

import json
from functools import cache
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.requirements import assess
from archbench.requirements.assessment import Assessment
from archbench.requirements.baseline import ResultChange, compare, read_baseline
from archbench.requirements.output.data import as_json, document
from tests.requirements.stacks import PAYMENTS, edited

NAMES = ("pci-dss",)


@cache
def payments() -> Assessment:
    """The stack of the tree as it stands."""
    return assess(PAYMENTS, NAMES)


def test_nothing_changes_without_a_change() -> None:
    """Against itself every failure remains, at each address."""
    found = document(payments())
    change = compare(found, found)
    assert (change.new, change.fixed, change.undecided) == ((), (), ())
    assert ("10.5.1-retention", 'aws_cloudwatch_log_group.main["aurora"]') in change.remaining
    assert ("6.4.2-web-application-firewall", "aws_lb.main") in change.remaining


def test_new_and_fixed_are_matched_by_control_and_address(tmp_path: Path) -> None:
    """Logs of a year fix four failures; a log group of a week is one new, at its own address."""
    before = document(payments())
    path = edited(tmp_path, "cloudwatch.tf", "= var.log_retention_days", "= 365")
    group = 'resource "aws_cloudwatch_log_group" "b" {\n  retention_in_days = 7\n}\n'
    (path / "more.tf").write_text(group)
    change = compare(before, document(assess(path, NAMES)))
    assert change.new == (("10.5.1-retention", "aws_cloudwatch_log_group.b"),)
    assert change.fixed == tuple(
        ("10.5.1-retention", f'aws_cloudwatch_log_group.main["{key}"]')
        for key in ("application", "aurora", "flow_logs", "system")
    )
    assert change.answer == "Since the baseline: 1 new, 4 fixed, 3 remain."


def test_what_was_moved_is_the_same_failure(tmp_path: Path) -> None:
    """A moved block pairs both addresses, so that a renamed group is neither new nor fixed."""
    before = document(payments())
    path = edited(
        tmp_path,
        "cloudwatch.tf",
        'resource "aws_cloudwatch_log_group" "main" {',
        'resource "aws_cloudwatch_log_group" "kept" {',
    )
    for file in path.glob("*.tf"):
        text = file.read_text()
        file.write_text(
            text.replace("aws_cloudwatch_log_group.main", "aws_cloudwatch_log_group.kept")
        )
    renamed = compare(before, document(assess(path, NAMES)))
    assert len(renamed.new) == len(renamed.fixed) == 4
    (path / "moved.tf").write_text(
        "moved {\n  from = aws_cloudwatch_log_group.main\n"
        "  to   = aws_cloudwatch_log_group.kept\n}\n"
    )
    moved = compare(before, document(assess(path, NAMES)))
    assert (moved.new, moved.fixed) == ((), ())
    assert ("10.5.1-retention", 'aws_cloudwatch_log_group.kept["aurora"]') in moved.remaining


def test_what_cannot_be_told_is_not_fixed(tmp_path: Path) -> None:
    """A failure whose value is not known any more, or not checked any more, is undecided."""
    before = document(payments())
    path = edited(
        tmp_path,
        "cloudwatch.tf",
        "= var.log_retention_days",
        "= length(aws_lb.main.dns_name)",
    )
    change = compare(before, document(assess(path, NAMES)))
    assert change.fixed == ()
    assert {control for control, _ in change.undecided} == {"10.5.1-retention"}
    other = compare(before, document(assess(PAYMENTS, ("reliability",))))
    assert other.fixed == ()
    assert all(control.startswith("REL") for control, _ in other.new)
    assert len(other.undecided) == 7


def test_the_command_says_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """People read the change below the table; JSON on standard output stays JSON."""
    earlier = tmp_path / "earlier.json"
    earlier.write_text(as_json(payments()))
    arguments = ["check", str(PAYMENTS), "--requirements", *NAMES, "--baseline", str(earlier)]
    assert main(arguments) == 1
    assert "Since the baseline: 0 new, 0 fixed, 7 remain." in capsys.readouterr().out
    assert main([*arguments, "--format", "json"]) == 1
    heard = capsys.readouterr()
    assert json.loads(heard.out)["format"] == 1
    assert "Since the baseline" in heard.err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "groups": [1]}'])
def test_another_file_is_refused(text: str, tmp_path: Path) -> None:
    """What check did not write is no baseline; the message says how to make one."""
    path = tmp_path / "earlier.json"
    path.write_text(text)
    with pytest.raises(InputError, match="archbench check PATH --format json"):
        read_baseline(path)


def test_a_change_reads_as_a_list() -> None:
    """New failures come first."""
    change = ResultChange((("a", "x.y"),), (("b", ""),), (), ())
    assert str(change).splitlines() == [
        "Since the baseline: 1 new, 1 fixed, 0 remain.",
        "  new        a at x.y",
        "  fixed      b",
    ]
