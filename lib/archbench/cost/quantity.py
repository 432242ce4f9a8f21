"""How much of something a month: a range from low to high, or open with the reason why."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from archbench.cost.column import greatest

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Open:
    """A quantity nobody gave, within what is known of it; what is computed from it is as open.

    low is what it is at least, high what it is at most: None where nothing limits it.

    >>> (Open("give units", Decimal(2), Decimal(8)) * 730).high == 8 * 730
    True
    """

    reason: str
    low: Decimal = ZERO
    high: Decimal | None = None

    def map(self, function: Callable[[Decimal], Decimal]) -> "Open":
        """The same function applied to what is known of it; it must not decrease."""
        high = None if self.high is None else function(self.high)
        return Open(self.reason, max(ZERO, function(self.low)), high)

    def __mul__(self, other: "Amount | Decimal | int") -> "Open":
        low, high = _ends(other)
        most = None if self.high is None or high is None else self.high * high
        return Open(self.reason, self.low * low, most)

    def __add__(self, other: "Amount | Decimal | int") -> "Open":
        low, high = _ends(other)
        most = None if self.high is None or high is None else self.high + high
        return Open(self.reason, self.low + low, most)

    def __truediv__(self, other: Decimal | int) -> "Open":
        return self.map(lambda value: value / other)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A monthly quantity: what it may be at least, what is expected, what it may be at most."""

    low: Decimal
    likely: Decimal
    high: Decimal

    @classmethod
    def of(cls, value: Decimal | int) -> "Quantity":
        """A quantity known exactly.

        >>> Quantity.of(6) * 730 == Quantity.of(4380)
        True
        """
        exact = value if isinstance(value, Decimal) else Decimal(value)
        return cls(exact, exact, exact)

    @property
    def is_exact(self) -> bool:
        """True when low, likely and high are one number."""
        return self.is_one or self.low == self.likely == self.high

    @property
    def is_one(self) -> bool:
        """True when low, likely and high were never three numbers."""
        return self.low is self.likely is self.high

    def map(self, function: Callable[[Decimal], Decimal]) -> "Quantity":
        """The same function applied to low, likely and high; it must not decrease."""
        likely = function(self.likely)
        if self.is_one:
            return Quantity(likely, likely, likely)
        return Quantity(function(self.low), likely, function(self.high))

    def beyond(self, included: Decimal | int) -> "Quantity":
        """What exceeds an included part, never below zero.

        >>> Quantity.of(4000).beyond(3000).likely
        Decimal('1000')
        """
        return self.map(lambda value: greatest(ZERO, value - included))

    def __mul__(self, other: "Amount | Decimal | int") -> "Amount":
        if isinstance(other, Open):
            return other * self
        if isinstance(other, Quantity):
            if other.is_one:
                return self.map(lambda value: value * other.likely)
            return Quantity(
                self.low * other.low, self.likely * other.likely, self.high * other.high
            )
        return self.map(lambda value: value * other)

    def __add__(self, other: "Amount | Decimal | int") -> "Amount":
        if isinstance(other, Open):
            return other + self
        if isinstance(other, Quantity):
            if other.is_one:
                return self.map(lambda value: value + other.likely)
            return Quantity(
                self.low + other.low, self.likely + other.likely, self.high + other.high
            )
        return self.map(lambda value: value + other)

    def __truediv__(self, other: Decimal | int) -> "Quantity":
        return self.map(lambda value: value / other)


Amount = Quantity | Open


def _ends(value: Amount | Decimal | int) -> tuple[Decimal, Decimal | None]:
    """What a factor or summand is at least and at most."""
    if isinstance(value, Quantity | Open):
        return value.low, value.high
    return Decimal(value), Decimal(value)
