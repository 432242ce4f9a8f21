"""What a range of a usage file says beyond its ends: how likely what lies between them is.

    storage_gb: {low: 150, likely: 200, high: 400}                    # PERT, when nothing is said
    requests:   {distribution: triangular, low: 1, likely: 2, high: 4}
    egress_gb:  {distribution: uniform, low: 1100, high: 4800}
    queries:    {distribution: normal, likely: 100, deviation: 20}
    uploads_gb: {distribution: lognormal, likely: 100, factor: 1.5}
    metrics:    {low: 14, likely: 14, high: 38, follows: load}

PERT is the beta distribution of project planning: likely is its mode, its mean is (low + 4 likely +
high) / 6 (D. G. Malcolm et al., Operations Research 7, 1959). deviation is a standard deviation;
factor is what two thirds of the cases lie within, times and divided by. Both are cut at three of
them, and below zero, unless low and high are given. What follows the load is high when the load is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args

from archbench.cost.quantity import Quantity
from archbench.hcl.diagnostics import did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

Distribution = Literal["pert", "triangular", "uniform", "normal", "lognormal"]
DISTRIBUTIONS: tuple[str, ...] = get_args(Distribution)
LOAD = "load"
"""What a range may follow: the scale of the load profile, and whatever else follows it."""
ENDS = ("low", "likely", "high")
_KEYS = frozenset((*ENDS, "distribution", "deviation", "factor", "follows"))
CUT = 3
"""Deviations within which a bell curve is kept: 99.7 % of it."""

_WIDTHS = {"normal": "deviation", "lognormal": "factor"}
_STEPS = 2_049
_PLACES = 6


@dataclass(frozen=True, slots=True)
class Spread(Quantity):
    """A range of which more is known than its ends."""

    distribution: str = "pert"
    width: Decimal = Decimal(0)
    """The deviation of a normal distribution, the factor of a lognormal one."""
    follows: str = ""


def is_range(keys: Iterable[str]) -> bool:
    """Whether a mapping with these keys stands for one number.

    >>> is_range(["low", "high"]), is_range(["likely", "follows"]), is_range(["storage_gb"])
    (True, True, False)
    """
    return _KEYS.issuperset(keys) and not set(ENDS).isdisjoint(keys)


def range_of(key: str, said: Mapping[str, Decimal | str]) -> Quantity:
    """The range that a mapping with keys as `is_range` asks for stands for.

    Raises:
        ValueError: what is wrong with it, as a sentence that names the key it stands under.
    """
    kind = _word(key, said.get("distribution"), DISTRIBUTIONS) or "pert"
    follows = _word(key, said.get("follows"), (LOAD,))
    numbers: dict[str, Decimal] = {}
    for name, value in said.items():
        if name not in ("distribution", "follows"):
            if isinstance(value, str):
                raise ValueError(f'{name} of {key} must be a number, not "{value}".')
            numbers[name] = value
    width = _width(key, kind, numbers)
    if width and "likely" in numbers:
        numbers = {**_cut(numbers["likely"], kind, width), **numbers}
    middle = numbers.get("likely")
    if middle is None:
        if "low" not in numbers or "high" not in numbers:
            raise ValueError(f"{key} needs likely.")
        middle = (numbers["low"] + numbers["high"]) / 2
    low, high = numbers.get("low", middle), numbers.get("high", middle)
    if not low <= middle <= high:
        raise ValueError(f"{key} must have low <= likely <= high.")
    if set(said) <= set(ENDS):
        return Quantity(low, middle, high)
    return Spread(low, middle, high, kind, width, follows)


def _word(key: str, value: Decimal | str | None, words: tuple[str, ...]) -> str:
    """One of these words; "" where none is given."""
    if value is None or value in words:
        return str(value or "")
    hint = did_you_mean(str(value), words)
    raise ValueError(f'{key} cannot be "{value}"; there is {", ".join(words)}.{hint}')


def _width(key: str, kind: str, numbers: Mapping[str, Decimal]) -> Decimal:
    """How wide a bell curve is; 0 for what has its width in its ends."""
    name = _WIDTHS.get(kind)
    for other in _WIDTHS.values():
        if other in numbers and other != name:
            raise ValueError(f"{key} has a {other}, which {kind} does not take.")
    if name is None:
        return Decimal(0)
    if name not in numbers:
        raise ValueError(f"{key} is {kind}, which needs likely and {name}.")
    least = Decimal(kind == "lognormal")
    if numbers[name] <= least:
        raise ValueError(f"{name} of {key} must be a number over {least}.")
    return numbers[name]


def _cut(likely: Decimal, kind: str, width: Decimal) -> dict[str, Decimal]:
    """The ends of a bell curve, where nobody gives them."""
    if kind == "lognormal":
        return {"low": likely / width**CUT, "high": likely * width**CUT}
    return {"low": max(Decimal(0), likely - CUT * width), "high": likely + CUT * width}


def drawn(value: Quantity, shares: "Numbers") -> "Numbers":
    """The amounts below which these shares of all cases lie, each share between 0 and 1.

    To six decimal places, those a load profile reckons with.
    """
    import numpy as np  # noqa: PLC0415 a tenth of a second

    low, high = float(value.low), float(value.high)
    if low == high:
        return np.full(len(shares), low)
    grid = np.linspace(low, high, _STEPS)
    weight = _density(value, grid)
    steps = (weight[1:] + weight[:-1]) / 2
    below = np.concatenate(([0.0], np.cumsum(steps)))
    found: Numbers = np.interp(shares * below[-1], below, grid)
    return found.round(_PLACES)


def _density(value: Quantity, at: "Numbers") -> "Numbers":
    """How dense the cases lie at each point, up to a factor."""
    import numpy as np  # noqa: PLC0415

    low, likely, high = float(value.low), float(value.likely), float(value.high)
    kind = value.distribution if isinstance(value, Spread) else "pert"
    width = float(value.width) if isinstance(value, Spread) else 0.0
    if kind == "uniform":
        return np.ones(len(at))
    if kind == "triangular":
        rising = (at - low) / (likely - low) if likely > low else np.ones(len(at))
        falling = (high - at) / (high - likely) if high > likely else np.ones(len(at))
        return np.where(at < likely, rising, np.minimum(falling, 1))
    found: Numbers
    if kind == "normal":
        found = np.exp(-(((at - likely) / width) ** 2) / 2)
        return found
    if kind == "lognormal":
        some = np.maximum(at, np.finfo(float).tiny)
        found = np.exp(-((np.log(some / likely) / np.log(width)) ** 2) / 2) / some
        return found
    rise, fall = 4 * (likely - low) / (high - low), 4 * (high - likely) / (high - low)
    place = (at - low) / (high - low)
    found = place**rise * (1 - place) ** fall
    return found
