"""Configurations for tests of the general checklists: copies of payments, and small ones."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from shutil import copytree

from archbench.requirements import assess
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Control
from archbench.requirements.reading import read_checklist

INFRA = Path(__file__).parents[2] / "infra"
PAYMENTS = INFRA / "payments"
MIGRATION = INFRA / "migration"

HEAD = """
provider "aws" {
  region = "us-east-1"
}
"""


@cache
def verdicts_of_payments(checklist: str) -> Mapping[str, str]:
    """The verdict on each control, as the stack stands."""
    return words(assess(PAYMENTS, (checklist,)))


def words(assessment: Assessment) -> dict[str, str]:
    """The verdict on each control."""
    return {item.control.id: item.verdict for item in assessment.verdicts}


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Controls with another verdict than before."""
    return {name: word for name, word in after.items() if before[name] != word}


def edited(directory: Path, file: str, old: str, new: str) -> Path:
    """A copy of payments in which another text stands wherever a pattern matches."""
    path = Path(copytree(PAYMENTS, directory / "payments"))
    text, count = re.subn(old, new, (path / file).read_text(), flags=re.DOTALL)
    assert count
    (path / file).write_text(text)
    return path


def written(directory: Path, text: str) -> Path:
    """A small configuration."""
    (directory / "main.tf").write_text(HEAD + text)
    return directory


def decided(name: str) -> tuple[Control, ...]:
    """The controls of a checklist that no person must decide."""
    return tuple(item for item in read_checklist(name).controls if not item.review)
