"""What a month costs when usage is a range: P10, P50, P90, and what the spread comes from.

Each range of the usage is drawn by itself, but for those that follow the load: the scale of the
load profile and every range with `follows: load` are high together. Draws are spread evenly over
each range (Latin hypercube, M. D. McKay et al., Technometrics 21, 1979) from a seed, so the same
usage gives the same figures.

A driver's share is the part of the variance of the cost that its own value explains: the variance
of the mean cost in each fiftieth of its range, over the variance of the cost (first-order Sobol
index). What the shares leave to 1 comes from ranges acting together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from archbench.architecture.model import Architecture, Located
from archbench.cost import Estimate, estimate
from archbench.cost.catalogue import Catalogue
from archbench.cost.distribution import LOAD, Spread, drawn
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Usage
from archbench.cost.variants import UsageKey, given, price_variants, varied
from archbench.errors import InputError
from archbench.terraform.configuration import Configuration

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

_SCALE = UsageKey("load_profile", "", "scale")
_PARTS = 50
"""Parts of a driver's range whose mean costs are compared."""
LEAST = 2 * _PARTS
"""Draws from which on a part has a mean."""
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Driver:
    """A range of the usage, or the load with all that follows it, and what it does to the cost."""

    name: str
    """Where it stands in the usage file; "the load" for what follows that."""
    keys: tuple[str, ...]
    share: Decimal
    """The part of the spread it explains by itself, 0 to 1."""
    low: Decimal
    """US dollars a month on average where it is in its lowest tenth."""
    high: Decimal
    """The same in its highest tenth."""


@dataclass(frozen=True, slots=True)
class CostSpread:
    """What a month costs in nine cases of ten, in half of them, and in one of ten at the most."""

    expected: Estimate
    """The estimate with each range at what is likely."""
    p10: Decimal
    p50: Decimal
    p90: Decimal
    drivers: tuple[Driver, ...]
    """Those that explain most first."""
    draws: int
    seed: int
    runs: int
    """How often the rules ran for them: few where the draws take the same way through."""
    open: tuple[str, ...]
    """Charges that wait for usage and are in no figure beyond what they are at least."""
    unpriced: tuple[str, ...]
    """Charges without a price, in no figure."""
    fixed: tuple[str, ...]
    """Charges whose range comes from the configuration: they stand at what is expected."""

    @property
    def is_whole(self) -> bool:
        """Whether the figures cover everything; otherwise each is a least, and none is a most."""
        return not (self.open or self.unpriced)


def cost_spread(  # noqa: PLR0913 as estimate has it
    configuration: Configuration,
    architecture: Architecture | Located | None,
    usage: Usage,
    *,
    as_of: date | None = None,
    catalogue: Catalogue | None = None,
    draws: int = 10_000,
    seed: int = 1,
) -> CostSpread:
    """What the configuration costs a month over the ranges of its usage.

    Raises:
        InputError: as estimate; or so few draws that what drives the cost cannot be told.
    """
    import numpy as np  # noqa: PLC0415 a tenth of a second

    if draws < LEAST:
        raise InputError(f"{draws:,} draws are too few: make {LEAST} or more.")
    priced = partial(estimate, configuration, architecture, as_of=as_of, catalogue=catalogue)
    groups = _groups(usage)
    likely = {key: value.likely for members in groups.values() for key, value in members.items()}
    rng = np.random.default_rng(seed)
    shares = {name: (rng.permutation(draws) + rng.random(draws)) / draws for name in sorted(groups)}
    values = {
        key: drawn(value, shares[name])
        for name, members in groups.items()
        for key, value in members.items()
    }
    found = price_variants(
        configuration, architecture, usage, values, as_of=as_of, catalogue=catalogue
    )
    drivers = [
        _driver(name, tuple(map(str, members)), shares[name], found.totals)
        for name, members in groups.items()
    ]
    drivers.sort(key=lambda driver: (-driver.share, driver.name))
    p10, p50, p90 = (_dollars(part) for part in np.quantile(found.totals, (0.1, 0.5, 0.9)))
    return CostSpread(
        priced(usage=usage),
        p10,
        p50,
        p90,
        tuple(drivers),
        draws,
        seed,
        found.runs,
        tuple(sorted(found.open)),
        tuple(sorted(found.unpriced)),
        _fixed(priced(usage=varied(usage, likely))),
    )


def _groups(usage: Usage) -> Mapping[str, Mapping[UsageKey, Quantity]]:
    """The ranges of a usage by what they are drawn with: by themselves, or with the load."""
    found: dict[str, dict[UsageKey, Quantity]] = {}
    for key, value in _ranges(usage):
        name = "the load" if follows_load(key, value) else str(key)
        found.setdefault(name, {})[key] = value
    return found


def follows_load(key: UsageKey, value: Quantity) -> bool:
    """Whether a range is drawn with the load."""
    follows = value.follows if isinstance(value, Spread) else ""
    return not value.is_exact and (key == _SCALE or follows == LOAD)


def _ranges(usage: Usage) -> Iterator[tuple[UsageKey, Quantity]]:
    return ((key, value) for key, value in given(usage) if not value.is_exact)


def _driver(name: str, keys: tuple[str, ...], shares: "Numbers", costs: "Numbers") -> Driver:
    import numpy as np  # noqa: PLC0415

    ordered = costs[np.argsort(shares, kind="stable")]
    whole = float(ordered.var())
    means = np.array([part.mean() for part in np.array_split(ordered, _PARTS)])
    noise = whole / (len(ordered) / _PARTS)  # what the means differ by where nothing drives them
    explained = max(0.0, float(means.var()) - noise) / whole if whole else 0.0
    tenth = len(ordered) // 10
    return Driver(
        name,
        keys,
        Decimal(repr(min(1.0, explained))).quantize(Decimal("0.001")),
        _dollars(ordered[:tenth].mean()),
        _dollars(ordered[-tenth:].mean()),
    )


def _fixed(made: Estimate) -> tuple[str, ...]:
    """Charges with a range although every number of the usage is exact."""
    return tuple(
        f"{item.address}: {item.charge_description}"
        for item in made.priced
        if item.list_cost_low != item.list_cost_high
    )


def _dollars(value: float) -> Decimal:
    return Decimal(repr(float(value))).quantize(_CENT)
