"""The requirements section says of both stacks what the checklist says."""

import re
from pathlib import Path

import pytest

from archbench.report import verdicts
from archbench.report.controls import controls, rests_on
from archbench.report.findings import Finding, FindingPoint, findings
from archbench.report.tables import table
from archbench.requirements.assessment import Assessment

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def found() -> tuple[Assessment, ...]:
    """The payment stack and its counter-example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return verdicts.assessments("infra/payments", ["infra/migration"], checklists=["payments"])


def test_the_lists_that_fit_the_subject_judge_everything_beside_it() -> None:
    """As `archbench check` chooses them for the subject; what stands beside it gets the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        alone = verdicts.assessments("infra/payments", ["infra/migration"])
        other = verdicts.assessments("infra/migration", [])
    assert [[item.id for item in found.checklists] for found in alone] == [["payments"]] * 2
    chosen = ["reliability", "security", "cost", "operations"]
    assert [item.id for item in other[0].checklists] == chosen
    titles = [mark.label for mark in verdicts.summary(*other).marks]
    assert len(titles) == len(set(titles))
    assert any(title.startswith("security 1 ") for title in titles)


def test_the_cover_gets_a_mark_for_each_group(found: tuple[Assessment, ...]) -> None:
    """Twelve marks and the score of the subject."""
    summary = verdicts.summary(found[0])
    assert [mark.verdict for mark in summary.marks] == ["pass"] * 12
    assert summary.facts[0].value == "10/10"
    assert verdicts.summary(found[1]).facts[0].value == "0/10"


def test_each_failing_group_is_a_finding_with_its_controls(found: tuple[Assessment, ...]) -> None:
    """Each failing control is a point with words and a fix, beside what the reference has."""
    items = verdicts.failing(found, found[1]).items
    assert len(items) == 12
    points = [point for item in items for point in item.points]
    failed = [item for item in found[1].verdicts if item.verdict == "fail"]
    assert [point.title for point in points] == [item.control.title for item in failed]
    assert all(item.why and item.reference == "infra/payments" for item in items)
    assert all(point.found and point.fix for point in points)
    cluster = next(point for point in points if "backed up" in point.title)
    assert cluster.wanted == "aws_backup_plan.aurora rule[0].schedule"  # "every 6 hours"
    assert cluster.wanted_place.startswith("backup.tf:")
    assert sum(bool(point.wanted_place) for point in points) >= 60
    assert verdicts.failing(found, found[0]).items == ()


def test_the_matrix_has_a_column_for_each_configuration(found: tuple[Assessment, ...]) -> None:
    """Groups by configurations."""
    matrix = verdicts.matrix(found)
    assert list(matrix["infra/payments"]) == ["pass"] * 12
    assert list(matrix["infra/migration"]) == ["fail"] * 12
    assert table(matrix, caption="Groups").heads[-2:] == ("infra/payments", "infra/migration")


def test_every_control_stands_in_one_row_with_its_evidence(found: tuple[Assessment, ...]) -> None:
    """One verdict a configuration; evidence counted where not shown, and no failure twice."""
    shown = controls(found)
    assert len(shown.rows) == len(found[0].verdicts)
    by_id = {str(row[0]).split("\n")[1]: row for row in shown.rows}
    *verdict, evidence = by_id["destroy_secret"][1:]
    assert verdict == ["high", "pass", "fail"]
    window = "aws_secretsmanager_secret.database recovery_window_in_days = 0"
    assert re.fullmatch(rf"{re.escape(window)}  rds\.tf:\d+", str(evidence))
    passed = next(item for item in found[0].verdicts if item.control.id == "one_region")
    lines = rests_on(passed)
    told = sum(int(line.split(" x ")[1].split()[0]) if " x " in line else 1 for line in lines[:-1])
    assert told < len(passed.evidence)
    assert lines[-1].startswith("and ")
    assert "infra/migration:" not in str(by_id["one_region"][-1])
    assert "infra/migration:" in str(by_id["protect_secret"][-1])


def test_a_finding_without_a_reference_has_no_column_for_it(found: tuple[Assessment, ...]) -> None:
    """Alone, the failing configuration has three columns; what it says is escaped."""
    alone = verdicts.failing(found[1:], found[1])
    assert '<th scope="col">In ' not in alone._repr_html_()
    assert "In infra/payments" in verdicts.failing(found, found[1])._repr_html_()
    point = FindingPoint("<b>", "<i>", "<u>", "<s>", "", "<a>")
    html = findings([Finding("high", "t", points=(point,))])._repr_html_()
    assert not {"<b>", "<i>", "<u>", "<s>", "<a>"} & set(re.findall(r"<[a-z]>", html))


def test_the_score_has_what_it_is_made_of(found: tuple[Assessment, ...]) -> None:
    """How many controls pass, then what the others are, where there are any."""
    for assessment in found:
        note = verdicts.summary(assessment).facts[0].note
        words = {word: assessment.count(word) for word in ("fail", "open", "review")}
        assert note.startswith(f"{assessment.count('pass')} of {assessment.with_case} controls ")
        for word, count in words.items():
            assert (f"{count} {word}" in note) is (count > 0)
        assert not re.search(r"\b0 ", note.partition("; ")[2])
