"""What a module that was not read does to verdicts: it opens what it may change, fails nothing."""

import re
from pathlib import Path

from archbench.requirements import assess
from archbench.requirements.output import FORMATS

MODULE = 'module "elsewhere" {\n  source = "nobody/nothing/aws"\n}\n'
LISTS = ("security", "reliability", "pci-dss")


def test_a_module_that_was_not_read_fails_nothing(tmp_path: Path) -> None:
    """What it may hold is no fault, even where any one of its kind is; each says the module."""
    (tmp_path / "main.tf").write_text(MODULE)
    found = assess(tmp_path, LISTS)
    assert [item.control.id for item in found.verdicts if item.verdict == "fail"] == []
    opened = [item for item in found.verdicts if item.verdict == "open"]
    assert len(opened) > 100
    unsaid = [item.control.id for item in opened if "module.elsewhere" not in item.in_words]
    assert unsaid == []


def test_what_waits_for_the_same_is_told_once(tmp_path: Path) -> None:
    """A wall of open controls is a line with their names, and each has its place with --all."""
    (tmp_path / "main.tf").write_text(MODULE)
    found = assess(tmp_path, ["security"])
    count = found.count("open")
    for name in ("table", "markdown"):
        short = FORMATS[name](found)
        told = [int(number) for number in re.findall(r"(\d+) controls", short)]
        assert sum(told) > 0.9 * count, name
        assert len(told) < 5, name
        long = FORMATS[name](found, everything=True)
        assert long.count("module.elsewhere") >= count, name


def test_a_fault_beside_it_still_fails(tmp_path: Path) -> None:
    """What is certain is judged: a user policy that is written fails, whatever the module holds."""
    (tmp_path / "main.tf").write_text(
        MODULE + 'resource "aws_iam_user_policy" "own" {\n  user   = "lee"\n  policy = "{}"\n}\n'
    )
    words = {item.control.id: item.verdict for item in assess(tmp_path, ["security"]).verdicts}
    assert words["no-user-policies"] == "fail"
