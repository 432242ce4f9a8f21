"""A break-even, and the functions of a quantity it is solved from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from archbench.cost.catalogue import NoPrice, Price
from archbench.cost.model import Estimate, LineItem

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Rate:
    """A unit price a break-even rests on."""

    item: str
    amount: Decimal
    """US dollars a unit, of the first tier."""
    unit: str
    region: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Where one of two ways begins to cost less than the other.

    Below `at` the first costs less, above it the second. at is None where there is no price, or
    where one of them costs less at any quantity; answer says which.
    """

    question: str
    """"Aurora I/O-Optimized or Standard"."""
    subject: str
    """What it concerns: an address, or several of one kind."""
    unit: str
    """What is counted: "I/O a month"."""
    first: str
    second: str
    at: Decimal | None
    now: Decimal | None
    """How many there are as the stack stands; None where that cannot be told."""
    formula: str
    """How `at` follows from the prices, in words."""
    rates: tuple[Rate, ...] = ()
    counted: tuple[str, ...] = ()
    """The lines of the estimate it rests on, "address: charge"."""
    reason: str = ""
    """Why there is no answer."""
    remark: str = ""
    """What is not in it."""

    @property
    def cheaper(self) -> str:
        """Which of the two costs less as the stack stands; "" where that cannot be told."""
        if self.at is None or self.now is None:
            return ""
        if self.now == self.at:
            return "neither"
        return self.second if self.now > self.at else self.first


@dataclass(frozen=True, slots=True)
class Cost:
    """What something costs as a function of one quantity: an amount, and prices in tiers."""

    fixed: Decimal = NOTHING
    parts: tuple[Price, ...] = ()

    def at(self, quantity: Decimal) -> Decimal:
        """US dollars for a quantity of single things."""
        return self.fixed + sum((_tiered(price, quantity) for price in self.parts), NOTHING)

    def edges(self) -> Iterable[Decimal]:
        """Quantities at which a unit price changes."""
        return (tier.start for price in self.parts for tier in price.tiers)


def _tiered(price: Price, quantity: Decimal) -> Decimal:
    parts, _ = price.split(quantity)
    return sum(
        (part * tier.amount for part, tier in zip(parts, price.tiers, strict=True)), NOTHING
    ) / Decimal(price.scale)


def solve(first: Cost, second: Cost) -> Decimal | None:
    """The quantity from which on the second costs less than the first; None if it never does.

    Both are straight between their edges, so each stretch has at most one crossing, and it is
    exact as far as Decimal divides.
    """
    edges = sorted({NOTHING, *first.edges(), *second.edges()})
    for start, end in zip(edges, [*edges[1:], None], strict=True):
        gap = first.at(start) - second.at(start)
        if gap > 0 and start == 0:
            return NOTHING
        step = Decimal(1) if end is None else end - start
        slope = (first.at(start + step) - second.at(start + step) - gap) / step
        if slope <= 0:
            continue
        crossing = start - gap / slope
        if crossing >= start and (end is None or crossing < end):
            return crossing
    return None


def rates(*prices: Price) -> tuple[Rate, ...]:
    """The prices with their source and date."""
    return tuple(
        Rate(
            price.item,
            price.tiers[0].amount,
            price.unit,
            price.region,
            price.tiers[0].source,
            price.tiers[0].effective_date,
        )
        for price in prices
    )


def lacking(*prices: Price | NoPrice) -> str:
    """Why there is no answer; "" where every price is there."""
    found = (price.reason for price in prices if isinstance(price, NoPrice))
    return "; ".join(dict.fromkeys(found))


def without_price(made: Estimate, charge: str) -> Iterator[tuple[str, str]]:
    """Where a charge that begins so has no price: its address, and why."""
    for item in made.unpriced:
        if item.reason.startswith(charge) and "no price: " in item.reason:
            yield item.address, item.reason[item.reason.index("no price: ") :]


def lines(items: Sequence[LineItem]) -> tuple[str, ...]:
    """What a break-even counts, in words."""
    return tuple(f"{item.address}: {item.charge_description}" for item in items)
