"""Sweeps: every combination of what levers are set to, or a sample of them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from random import Random
from typing import Literal

from archbench.errors import InputError
from archbench.hcl.writer import Json
from archbench.whatif.given import MOST_VALUES, Axis, Span, plain_number
from archbench.whatif.scenario import Change, Scenario, shown

MOST = 100_000
"""Scenarios in one sweep."""

Sampling = Literal["latin", "random"]


def grid(axes: Sequence[Axis], fixed: Sequence[Change] = ()) -> Iterator[Scenario]:
    """Every combination, the last axis turning fastest, each with the fixed changes before.

    Raises:
        InputError: there are too many, or an axis is a range without a number of values.
    """
    values = [_values(axis) for axis in axes]
    number = prod(map(len, values))
    if number > MOST:
        raise InputError(
            f"{number:,} combinations, and at most {MOST:,} are tried: --sample NUMBER takes some."
        )
    return (_scenario(axes, chosen, fixed) for chosen in product(*values))


def sample(
    axes: Sequence[Axis],
    number: int,
    seed: int,
    *,
    sampling: Sampling = "latin",
    fixed: Sequence[Change] = (),
) -> Iterator[Scenario]:
    """So many scenarios drawn at random, the same for the same seed.

    "latin" spreads the draws of each axis evenly over it (McKay, Beckman and Conover 1979); with
    "random" each draw is independent.

    Raises:
        InputError: the number is none, or too great.
    """
    if not 1 <= number <= MOST:
        raise InputError(f"--sample {number}: 1 to {MOST:,} scenarios are tried.")
    random = Random(seed)  # noqa: S311 nothing secret
    columns = [_draws(axis, number, random, sampling) for axis in axes]
    return (_scenario(axes, chosen, fixed) for chosen in zip(*columns, strict=True))


def _draws(axis: Axis, number: int, random: Random, sampling: Sampling) -> list[Json]:
    if sampling == "latin":
        places = [(index + random.random()) / number for index in range(number)]
        random.shuffle(places)
    else:
        places = [random.random() for _ in range(number)]
    return [_at(axis, Decimal(str(place))) for place in places]


def _at(axis: Axis, place: Decimal) -> Json:
    """The value at a place from 0 (inclusive) to 1 (exclusive) of an axis."""
    if not isinstance(axis.values, Span):
        return axis.values[min(int(place * len(axis.values)), len(axis.values) - 1)]
    low, high = axis.values.low, axis.values.high
    if axis.values.is_whole:
        return int(low) + int(place * (high - low + 1))
    return plain_number(low + place * (high - low))


def _values(axis: Axis) -> Sequence[Json]:
    if not isinstance(axis.values, Span):
        return axis.values
    low, high = axis.values.low, axis.values.high
    if not axis.values.is_whole:
        raise InputError(
            f"{axis.place}: say how many values: {low}..{high}/6, or draw some with --sample."
        )
    if high - low >= MOST_VALUES:
        raise InputError(f"{axis.place}: more than {MOST_VALUES:,} values.")
    return range(int(low), int(high) + 1)


def _scenario(axes: Sequence[Axis], chosen: Sequence[Json], fixed: Sequence[Change]) -> Scenario:
    pairs = list(zip(axes, chosen, strict=True))
    changes = (Change(axis.lever, value, axis.place) for axis, value in pairs)
    name = ", ".join(f"{short(axis)} {shown(value)}" for axis, value in pairs)
    return Scenario(name, "", (*fixed, *changes), axes[0].place)


def short(axis: Axis) -> str:
    """What a lever is called in the name of a scenario: its last word."""
    lever = axis.lever
    return lever.path[-1].rpartition(".")[2] if lever.path else lever.kind
