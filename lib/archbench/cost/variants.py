"""Many usages of one configuration, each priced by the same rules, thousands at a time.

A variant gives some numbers of a usage file other values. The rules run once for all variants that
take the same way through them: a number of the usage is a Column there, and tiers, free parts and
whole instances follow for each of its numbers. Where variants part, each side is priced by itself,
down to a single one; where a rule cannot take a Column at all, each variant is priced as a usage
file of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from archbench.architecture.model import Architecture, Located
from archbench.cost.catalogue import Catalogue
from archbench.cost.column import Column, PartedError, numbers_of
from archbench.cost.estimating import estimate
from archbench.cost.model import Estimate
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Entry, Usage
from archbench.frozen import replace
from archbench.terraform.configuration import Configuration

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

AT_ONCE = 12_500
"""Variants in one column: so many stay in a processor's cache."""

_UNABLE = (ArithmeticError, NotImplementedError, TypeError, ValueError)
"""How a Column fails in a rule that does something to a number it cannot do to many."""


class UsageKey(NamedTuple):
    """Where a number of a usage file stands: its section, whose it is, under which key."""

    section: str
    pattern: str
    key: str

    def __str__(self) -> str:
        return ".".join(filter(None, (self.pattern or self.section, self.key)))


@dataclass(frozen=True, slots=True)
class Variants:
    """What each variant costs a month, and what no variant's figure holds."""

    totals: "Numbers"
    """US dollars at list price, of each variant as Estimate.total says what is expected."""
    open: frozenset[str]
    """Charges that wait for usage in some variant, "address: charge"."""
    unpriced: frozenset[str]
    """Charges without a price in some variant, "address: reason"."""
    runs: int
    """How often the rules ran: the number of variants where no two could share a run."""


def given(usage: Usage) -> Iterator[tuple[UsageKey, Quantity]]:
    """Every number of a usage file with where it stands, in the file's order."""
    for section, entries in _sections(usage):
        for entry in entries:
            if isinstance(entry.value, Quantity):
                yield UsageKey(section, entry.pattern, entry.key), entry.value
    for key, value in usage.load.items():
        if isinstance(value, Quantity):
            yield UsageKey("load_profile", "", key), value


def varied(usage: Usage, values: Mapping[UsageKey, Decimal]) -> Usage:
    """The usage with other numbers in places that have one; each is then known exactly."""

    def entries(section: str, said: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(
            replace(entry, value=Quantity.of(values[key]))
            if (key := UsageKey(section, entry.pattern, entry.key)) in values
            else entry
            for entry in said
        )

    sections = {name: entries(name, said) for name, said in _sections(usage)}
    load = {
        key: Quantity.of(values[place])
        if (place := UsageKey("load_profile", "", key)) in values
        else value
        for key, value in usage.load.items()
    }
    return replace(
        usage,
        entries=sections["resource_usage"],
        defaults=sections["resource_type_default_usage"],
        load=load,
    )


def _sections(usage: Usage) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    return (("resource_usage", usage.entries), ("resource_type_default_usage", usage.defaults))


def price_variants(  # noqa: PLR0913 as estimate has it
    configuration: Configuration,
    architecture: Architecture | Located | None,
    usage: Usage,
    values: Mapping[UsageKey, "Numbers"],
    *,
    as_of: date | None = None,
    catalogue: Catalogue | None = None,
) -> Variants:
    """What the configuration costs with each variant of a usage.

    values gives, for places of the usage file that have a number, one number for each variant;
    every other number of the file is taken as it is expected. Without any there is one variant.

    Raises:
        InputError: as estimate.
    """
    import numpy as np  # noqa: PLC0415 a tenth of a second

    count = len(next(iter(values.values()))) if values else 1
    totals = np.empty(count)
    opened: set[str] = set()
    unpriced: set[str] = set()
    runs = 0

    def priced(rows: "Numbers", numbers: Mapping[UsageKey, Decimal]) -> None:
        nonlocal runs
        runs += 1
        made = estimate(
            configuration,
            architecture,
            usage=varied(usage, numbers),
            as_of=as_of,
            catalogue=catalogue,
        )
        totals[rows] = numbers_of(expected(made))
        opened.update(f"{item.address}: {item.charge_description}" for item in made.open)
        unpriced.update(f"{item.address}: {item.reason}" for item in made.unpriced)

    waiting = [np.arange(start, min(start + AT_ONCE, count)) for start in range(0, count, AT_ONCE)]
    while waiting:
        rows = waiting.pop()
        try:
            priced(rows, {key: Column(found[rows]) for key, found in values.items()})
        except PartedError as parted:
            waiting += [rows[parted.mask], rows[~parted.mask]]
        except _UNABLE:
            for row in rows:
                exact = {key: Decimal(repr(float(found[row]))) for key, found in values.items()}
                priced(np.array([row]), exact)
    return Variants(totals, frozenset(opened), frozenset(unpriced), runs)


def expected(made: Estimate) -> Decimal:
    """The sum of what is expected: an open line counts with what it is at least."""
    total = Decimal(0)
    for item in made.line_items:
        cost = item.list_cost
        if cost is None:
            cost = item.list_cost_low
        if cost is not None:
            total += cost
    return total
