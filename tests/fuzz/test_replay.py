"""What terraform answered of generated expressions and configurations, replayed without it."""

import pytest

from tests.fuzz import compare, ours
from tests.fuzz.compare import Difference
from tests.fuzz.expressions import Generator
from tests.fuzz.oracle import Answer
from tests.fuzz.plans import Planned, different, resolved
from tests.record_generated import read


@pytest.mark.parametrize("name", ["found", "expressions"])
def test_expressions_have_terraforms_answers(name: str) -> None:
    """Value, type, what is unknown and what is sensitive are equal, or both refuse."""
    cases = read(name)
    wrong = []
    for case in cases:
        text = case.pop("expression")
        theirs = Answer(**{**case, "errors": tuple(case.get("errors", ()))})
        mine = ours.answer(text)
        if compare.verdict(mine, theirs) not in ("same", "refused by both"):
            wrong.append(str(Difference(text, mine, theirs)))
    assert wrong == []
    assert len(cases) >= {"found": 40, "expressions": 1000}[name]


def test_configurations_have_terraforms_values() -> None:
    """Every argument of every instance and every output: value, what is unknown or sensitive."""
    cases = read("configurations")
    wrong = []
    for case in cases:
        values = {place: tuple(answer) for place, answer in case["values"].items()}
        wrong += different(resolved(case["files"]), Planned(values))
    assert wrong == []
    assert len(cases) >= 20


def test_a_seed_gives_the_same_expressions() -> None:
    """So that a difference can be looked at again."""
    first, second = Generator(7), Generator(7)
    texts = [str(first.expression()) for _ in range(50)]
    assert texts == [str(second.expression()) for _ in range(50)]
    assert len(set(texts)) > 40
