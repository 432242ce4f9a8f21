"""archbench whatif: the answer first, then every scenario in a line, in four shapes."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.cli import main
from tests.whatif.test_bench import INNER, STACK

SCENARIOS = """
scenarios:
  - name: Smaller
    why: The load allows it.
    attributes:
      aws_instance.*.instance_type: t3.small
  - name: One
    variables:
      number: 1
  - name: Nine
    variables:
      number: 9
"""


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small stack with its own file, in the directory the command runs in."""
    place = tmp_path / "s"
    (place / "inner").mkdir(parents=True)
    (place / "main.tf").write_text(STACK, "utf-8")
    (place / "inner" / "main.tf").write_text(INNER, "utf-8")
    (place / "scenarios.yml").write_text(SCENARIOS, "utf-8")
    (place / "archbench.yml").write_text(
        "scenarios: scenarios.yml\nchecklists: [reliability]\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return place


def said(words: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command prints."""
    assert main(["whatif", *words.split()]) == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("stack")
def test_the_scenarios_of_the_stack_are_tried(capsys: pytest.CaptureFixture[str]) -> None:
    """Named in its own file; the baseline first, what does not apply with its line and reason."""
    text = said("s", capsys)
    first, *_ = text.splitlines()
    assert first.startswith("s costs at least $72.04 a month as it stands; “")
    assert "No amount here has a figure for 2 charges of the stack" in text
    assert text.index("  As it stands") < text.index("  Smaller  ")
    assert "3 scenarios: " in text
    assert "1 does not apply" in text
    assert "scenarios.yml:12: s/main.tf:7: Invalid value for variable: At most eight." in text


@pytest.mark.usefixtures("stack")
def test_what_is_set_is_tried_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Two levers make one scenario."""
    found = json.loads(said("s --set var.number=1 --set var.class=t3.small --json", capsys))
    (one,) = found["scenarios"]
    assert one["name"] == "var.number=1, var.class=t3.small"
    # 2 x (730 x 0.0416 + 1.60 + 3.65) less 730 x 0.0208 + 1.60 + 3.65
    assert Decimal(found["baseline"]["expected"]) - Decimal(one["expected"]) == Decimal("50.802")


@pytest.mark.usefixtures("stack")
def test_a_sweep_is_a_table_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """A row for the baseline and each combination; the same rows on two processes."""
    words = "s --sweep var.number=1..3 --sweep var.class=t3.small,t3.medium --csv"
    text = said(words, capsys)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 7
    assert {row["changes"] for row in rows[1:]} >= {"var.number=2; var.class=t3.medium"}
    (same,) = [row for row in rows if row["changes"] == "var.number=2; var.class=t3.medium"]
    assert Decimal(same["change"]) == 0
    assert said(f"{words} --jobs 2", capsys) == text


@pytest.mark.usefixtures("stack")
def test_markdown_escapes_what_people_named(
    stack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name cannot break the table or bring a tag."""
    (stack / "scenarios.yml").write_text(
        "scenarios:\n  - name: 'a | <b>'\n    variables: {number: 1}\n", "utf-8"
    )
    assert "| a \\| &lt;b&gt; |" in said("s --markdown", capsys)


@pytest.mark.usefixtures("stack")
def test_kept_rows_are_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second run finds nothing anew and says the same."""
    words = "s --sweep var.number=1..3 --json --keep rows.jsonl"
    first = said(words, capsys)
    kept = (tmp_path / "rows.jsonl").read_text("utf-8")
    assert said(words, capsys) == first
    assert (tmp_path / "rows.jsonl").read_text("utf-8") == kept
