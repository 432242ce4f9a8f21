"""docs/guides/functions.md says what the code does."""

import re
from pathlib import Path

import pytest

from archbench.hcl.functions import FUNCTIONS
from tests.functions.test_conformance import NOT_COMPUTED
from tests.functions.workspace import answer

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "functions.md").read_text()


def _section(title: str) -> str:
    return GUIDE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def _names(title: str) -> set[str]:
    cells = re.findall(r"^\| (`.*?) \|", _section(title), re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([a-z0-9]+)`", cell)}


def test_every_gap_is_in_the_guide() -> None:
    """A function with a case that we do not compute is named as one Terraform knows."""
    gaps = {re.sub(r"\(.*", "", expression, flags=re.DOTALL) for expression in NOT_COMPUTED}
    assert gaps <= _names("Known to Terraform, unknown here") <= set(FUNCTIONS)


@pytest.mark.parametrize(
    "expression",
    [
        'bcrypt("x")',
        "timestamp()",
        "uuid()",
        'base64gzip("x")',
        "plantimestamp()",
        'rsadecrypt("aGVsbG8=", "key")',
        'pathexpand("~/x")',
        'textencodebase64("x", "Shift_JIS")',
        'file("/etc/hostname")',
        "pow(2, 0.3)",
        'cidrhost("::ffff:10.0.0.0/104", 1)',
        'provider::aws::arn_parse("x")',
    ],
)
def test_what_the_guide_calls_unknown_is(expression: str) -> None:
    """Each such value is unknown without an error."""
    value, reports = answer(expression)
    assert not value.is_known
    assert all(report.severity == "warning" for report in reports)


def test_the_first_table_is_what_changes_on_every_run() -> None:
    """Terraform's own unknowns are listed apart from ours."""
    assert _names("Unknown before apply, in Terraform too") == {"bcrypt", "timestamp", "uuid"}
