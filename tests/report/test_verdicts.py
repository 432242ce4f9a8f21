"""The requirements section says of both stacks what the checklist says."""

from pathlib import Path

import pytest

from archbench.report import verdicts
from archbench.report.tables import table
from archbench.requirements.verdict import Assessment

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def found() -> tuple[Assessment, ...]:
    """The payment stack and its counter-example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return verdicts.assessments("infra/payments", ["infra/migration"])


def test_the_cover_gets_a_mark_for_each_group(found: tuple[Assessment, ...]) -> None:
    """Twelve marks and the score of the subject."""
    summary = verdicts.summary(found[0])
    assert [mark.verdict for mark in summary.marks] == ["pass"] * 12
    assert summary.facts[0].value == "10/10"
    assert verdicts.summary(found[1]).facts[0].value == "0/10"


def test_each_failing_group_is_a_finding_with_its_controls(found: tuple[Assessment, ...]) -> None:
    """Every failing control stands in one, with a fix; the reference's lines stand beside it."""
    items = verdicts.failing(found, found[1]).items
    assert len(items) == 12
    said = "".join(item.found for item in items)
    for verdict in found[1].verdicts:
        if verdict.verdict == "fail":
            assert verdict.control.title in said
    assert all(item.why and item.fix for item in items)
    assert sum("infra/payments/" in item.wanted_place for item in items) >= 10
    assert verdicts.failing(found, found[0]).items == ()


def test_the_matrix_has_a_column_for_each_configuration(found: tuple[Assessment, ...]) -> None:
    """Groups by configurations."""
    matrix = verdicts.matrix(found)
    assert list(matrix["infra/payments"]) == ["pass"] * 12
    assert list(matrix["infra/migration"]) == ["fail"] * 12
    assert table(matrix, caption="Groups").heads[-2:] == ("infra/payments", "infra/migration")
