"""An estimate: its line items in the terms of FinOps FOCUS 1.2, and all it does not cover."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from archbench.hcl.source import SourceRange
from archbench.terraform.moves import Move

if TYPE_CHECKING:
    import pandas as pd

Basis = Literal["configuration", "usage", "usage default", "load profile", "topology", "open"]
"""Where a quantity comes from: the Terraform alone, the usage file, its defaults by resource type,
its load profile, the zones traffic crosses, or nowhere yet."""

Frequency = Literal["Usage-Based", "Recurring"]

REGIONAL = "regional"
"""The zone of what has none."""


@dataclass(frozen=True, slots=True)
class LineItem:
    """One charge a month at list price: pricing_quantity x list_unit_price = list_cost, exactly.

    While its quantity is open, pricing_quantity and list_cost are None and open_reason says what to
    give; the unit price is there all the same, and so are low and high where they are known.
    """

    address: str
    service_name: str
    region_id: str
    charge_description: str
    pricing_unit: str
    pricing_quantity: Decimal | None
    pricing_quantity_low: Decimal | None
    pricing_quantity_high: Decimal | None
    list_unit_price: Decimal
    price_source: str
    price_date: str
    price_confidence: str
    basis: Basis
    formula: str = ""
    """How the quantity came about, in words and numbers: "6 instances x 730 h"."""
    usage_key: str = ""
    open_reason: str = ""
    charge_category: Literal["Usage", "Credit"] = "Usage"
    charge_frequency: Frequency = "Usage-Based"
    service_code: str = ""
    item: str = ""
    """The catalogue's name of what is bought: "linux-ondemand:t3.medium"."""
    sku_id: str = ""
    steady_quantity: Decimal | None = None
    """How much runs all month without a pause, where that is less than pricing_quantity_low."""
    part_of: str = ""
    """The address of the whole its resource belongs to: the cluster of an instance."""
    tier: str = "regional"
    zones: tuple[tuple[str, int], ...] = ()
    """Zones this is spread over, with whole-number weights; empty when it lies in none."""
    range: SourceRange | None = None

    @property
    def is_open(self) -> bool:
        """True while nobody has said how much is used."""
        return self.pricing_quantity is None

    @property
    def list_cost(self) -> Decimal | None:
        """The expected cost a month, unrounded."""
        # written out three times, for it is asked of every line again and again
        quantity = self.pricing_quantity
        return None if quantity is None else quantity * self.list_unit_price

    @property
    def list_cost_low(self) -> Decimal | None:
        """The cost a month at the least, unrounded."""
        quantity = self.pricing_quantity_low
        return None if quantity is None else quantity * self.list_unit_price

    @property
    def list_cost_high(self) -> Decimal | None:
        """The cost a month at the most, unrounded."""
        quantity = self.pricing_quantity_high
        return None if quantity is None else quantity * self.list_unit_price


def _limits(item: LineItem) -> bool:
    return bool(item.list_cost_low or item.list_cost_high)


def _spread(item: LineItem) -> Decimal:
    return (item.list_cost_high or Decimal(0)) - (item.list_cost_low or Decimal(0))


@dataclass(frozen=True, slots=True)
class Unpriced:
    """Something billed, or that may be, for which there is no figure, and why."""

    address: str
    reason: str
    uncounted: bool = False
    """True for a module that was not read or a block whose instances cannot be counted: nothing
    limits what it may cost."""


@dataclass(frozen=True, slots=True)
class Total:
    """Expected cost a month, and the least and most it may be."""

    low: Decimal
    likely: Decimal
    high: Decimal

    def __add__(self, other: "Total") -> "Total":
        return Total(self.low + other.low, self.likely + other.likely, self.high + other.high)


NOTHING = Total(Decimal(0), Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Edge:
    """Traffic between two elements, and the share of it that crosses zones, 0 to 1."""

    source: str
    target: str
    description: str
    is_billed: bool
    crossing: tuple[Decimal, Decimal, Decimal]
    """Least, expected and most of the traffic that crosses from one zone to another."""
    reason: str


@dataclass(frozen=True)
class Estimate:
    """What a configuration costs a month at list price, and what that leaves out.

    Every managed instance of the configuration is in line_items, free or unpriced.
    """

    path: str
    as_of: date | None
    line_items: tuple[LineItem, ...]
    free: tuple[str, ...]
    unpriced: tuple[Unpriced, ...]
    edges: tuple[Edge, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader should know: usage entries that match nothing, dates that matter."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """What the price sources named in the line items are."""
    moves: tuple[Move, ...] = ()
    """What stood at another address before."""

    @cached_property
    def priced(self) -> tuple[LineItem, ...]:
        """The line items with a known quantity."""
        return tuple(item for item in self.line_items if not item.is_open)

    @cached_property
    def counted(self) -> tuple[LineItem, ...]:
        """The line items that say anything of the total: priced, or known at least or at most."""
        known = (item for item in self.line_items if not item.is_open or _limits(item))
        return tuple(known)

    @cached_property
    def open(self) -> tuple[LineItem, ...]:
        """The line items that wait for usage."""
        return tuple(item for item in self.line_items if item.is_open)

    @property
    def uncounted(self) -> tuple[Unpriced, ...]:
        """Modules that were not read, and blocks that cannot be counted."""
        return tuple(item for item in self.unpriced if item.uncounted)

    @property
    def has_figure(self) -> bool:
        """Whether the total says anything: False when charges exist and none has an amount."""
        return bool(self.priced or self.total.low) or not (self.unpriced or self.open)

    @cached_property
    def total(self) -> Total:
        """The sum of everything priced: least, expected, most.

        A line that waits for usage counts with what it is at least, as far as that is known.
        """
        return _sum(self.line_items)

    @property
    def at_most(self) -> Decimal | None:
        """What the whole costs at most; None while nothing limits some charge of it."""
        if self.unpriced or any(item.list_cost_high is None for item in self.open):
            return None
        return self.total.high

    @property
    def expected_at_most(self) -> Decimal | None:
        """The most the expected cost can turn out to be, once all usage is given; None as above."""
        if self.at_most is None:
            return None
        known = (
            item.list_cost_high if item.is_open else item.list_cost for item in self.line_items
        )
        return sum((cost or Decimal(0) for cost in known), Decimal(0))

    @property
    def total_monthly(self) -> Decimal:
        """The expected cost a month in US dollars, unrounded, of everything priced."""
        return self.total.likely

    @property
    def drivers(self) -> tuple[LineItem, ...]:
        """The line items whose cost may vary, those that vary most first."""
        spread = [item for item in self.counted if _spread(item)]
        return tuple(sorted(spread, key=lambda item: (-_spread(item), item.address, item.item)))

    @property
    def price_dates(self) -> str:
        """What the prices are of, from the oldest to the newest: "2025-03-05 to 2026-10".

        A price of a month may be as new as its last day and as old as its first. "" without any.
        """
        dates = {item.price_date for item in self.line_items if item.price_date}
        ends = (min(dates), max(dates, key="{}~".format)) if dates else ()
        return " to ".join(dict.fromkeys(ends))

    def by(self, key: Callable[[LineItem], str]) -> Mapping[str, Total]:
        """Totals by any property of a line item, the costliest first."""
        groups: dict[str, list[LineItem]] = {}
        for item in self.counted:
            groups.setdefault(key(item), []).append(item)
        totals = {name: _sum(items) for name, items in groups.items()}
        return dict(sorted(totals.items(), key=lambda pair: (-pair[1].likely, pair[0])))

    def by_service(self) -> Mapping[str, Total]:
        """Totals by FOCUS service name."""
        return self.by(lambda item: item.service_name)

    def by_tier(self) -> Mapping[str, Total]:
        """Totals by tier of the architecture: public, app, database, regional, global."""
        return self.by(lambda item: item.tier)

    def by_address(self) -> Mapping[str, Total]:
        """Totals by resource address: badges for the diagram."""
        return self.by(lambda item: item.address)

    def by_zone(self) -> Mapping[str, Total]:
        """Totals by Availability Zone, "regional" for what lies in none; they add up exactly."""
        groups: dict[str, Total] = {}
        for item in self.counted:
            rest = total = _sum((item,))
            zones = item.zones or ((REGIONAL, 1),)
            weight = sum(part for _, part in zones)
            for name, part in zones[:-1]:
                share = Total(*(_cents(value * part / weight) for value in _values(total)))
                groups[name] = groups.get(name, NOTHING) + share
                rest = Total(*(a - b for a, b in zip(_values(rest), _values(share), strict=True)))
            groups[zones[-1][0]] = groups.get(zones[-1][0], NOTHING) + rest
        return dict(sorted(groups.items()))

    def frame(self) -> "pd.DataFrame":
        """The line items as a table with FOCUS's names; money and quantities stay Decimal."""
        import pandas as pd  # noqa: PLC0415

        return pd.DataFrame([record(item) for item in self.line_items], columns=list(COLUMNS))


def _values(total: Total) -> tuple[Decimal, Decimal, Decimal]:
    return total.low, total.likely, total.high


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.000001"))


def _sum(items: Iterable[LineItem]) -> Total:
    least = expected = most = Decimal(0)
    for item in items:
        cost, likely = item.list_cost, item.pricing_quantity
        if cost and item.pricing_quantity_low is likely is item.pricing_quantity_high:
            least, expected, most = least + cost, expected + cost, most + cost
            continue
        low = item.list_cost_low or Decimal(0)
        cost = low if cost is None else cost
        least, expected = least + low, expected + cost
        most += cost if item.list_cost_high is None else item.list_cost_high
    return Total(least, expected, most)


COLUMNS = (
    "address",
    "service_name",
    "region_id",
    "charge_category",
    "charge_frequency",
    "charge_description",
    "pricing_unit",
    "pricing_quantity",
    "list_unit_price",
    "list_cost",
    "pricing_quantity_low",
    "pricing_quantity_high",
    "list_cost_low",
    "list_cost_high",
    "basis",
    "formula",
    "usage_key",
    "open_reason",
    "tier",
    "service_code",
    "item",
    "sku_id",
    "price_source",
    "price_date",
    "price_confidence",
    "source_range",
)
"""Columns of the frame, fields of a line item in JSON and CSV."""


def record(item: LineItem) -> dict[str, object]:
    """A line item as a mapping of COLUMNS."""
    place = "" if item.range is None else str(item.range)
    return {name: place if name == "source_range" else getattr(item, name) for name in COLUMNS}
