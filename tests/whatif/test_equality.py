"""A scenario is exactly the same change made by hand; benchmarks/whatif.py holds all of them so."""

from pathlib import Path

import pytest

from archbench.whatif.bench import Bench
from archbench.whatif.scenario import Scenario
from tests.whatif.by_hand import NAMED, answers, bench, drawn, made_by_hand


@pytest.fixture(scope="module")
def payments() -> Bench:
    """The payment stack, every group counted."""
    return bench()


@pytest.mark.parametrize(
    "one", [NAMED[4], NAMED[7], NAMED[10], *drawn()[:2]], ids=lambda one: one.name
)
def test_a_scenario_is_the_change_made_by_hand(
    payments: Bench, one: Scenario, tmp_path: Path
) -> None:
    """cost, check and drill of a copy in which a person wrote the change say the same."""
    outcome = payments.outcome(one)
    assert not outcome.problem
    for mine, hers in zip(answers(outcome), made_by_hand(one, tmp_path), strict=True):
        assert mine == hers


def test_a_scenario_leaves_nothing_behind(payments: Bench) -> None:
    """After other scenarios the stack as it stands is what it was."""
    before = answers(payments.baseline)
    for one in (NAMED[0], NAMED[9], NAMED[6]):
        payments.outcome(one)
    again = payments.outcome(Scenario("As it stands", "", drawn()[0].changes[:0]))
    assert answers(again) == before
