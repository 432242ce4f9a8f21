"""A column answers as each of its numbers would, or parts."""

from decimal import Decimal

import numpy as np
import pytest

from archbench.cost.column import Column, PartedError

LESS, MORE = Decimal(1), Decimal(9)


def column(*numbers: float) -> Column:
    """One number of each variant."""
    return Column(np.array(numbers))


def test_it_reckons_number_by_number() -> None:
    """On either side of a sign."""
    found = column(2, 4)
    results = {
        "+": (found + 1, 1 + found, [3, 5]),
        "*": (found * 3, 3 * found, [6, 12]),
        "- and -": (found - 1, -(1 - found), [1, 3]),
        "/ and 1/": (found / 2, 1 / (2 / found), [1, 2]),
    }
    for one, other, numbers in results.values():
        assert isinstance(one, Column)
        assert isinstance(other, Column)
        assert one.numbers.tolist() == other.numbers.tolist() == numbers


def test_nothing_is_divided_by_none() -> None:
    """As Decimal has it."""
    with pytest.raises(ZeroDivisionError):
        1 / column(1, 0)


def test_a_question_that_all_answer_alike_has_an_answer() -> None:
    """At the ends too."""
    found = column(2, 4)
    assert found > LESS
    assert found >= 2
    assert found < MORE
    assert found <= 4
    assert not found > 4
    assert not found >= MORE
    assert not found < 2
    assert not found <= LESS
    assert found == found  # noqa: PLR0124 the same column
    assert bool(found) is True
    assert bool(column(0, 0)) is False
    assert column(3, 3) == 3


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "=="])
def test_a_question_that_they_answer_apart_parts_them(sign: str) -> None:
    """The mask says which answer yes."""
    yes = {"<": [1], "<=": [1, 3], ">": [5], ">=": [3, 5], "==": [3]}[sign]
    numbers, three = (1, 3, 5), Decimal(3)
    asked = {
        "<": Column.__lt__,
        "<=": Column.__le__,
        ">": Column.__gt__,
        ">=": Column.__ge__,
        "==": Column.__eq__,
    }[sign]
    with pytest.raises(PartedError) as caught:
        asked(column(*numbers), three)
    assert [n for n, answer in zip(numbers, caught.value.mask, strict=True) if answer] == yes


def test_a_text_tells_no_number() -> None:
    """It stands for many, however it is set."""
    assert [f"{column(1, 2):,f}", str(column(1)), repr(column(1))] == ["many"] * 3
