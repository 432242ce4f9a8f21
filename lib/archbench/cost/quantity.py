"""How much of something a month: a range from low to high, or open with the reason why."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

HOURS = Decimal(730)
"""Hours in a month, as AWS's own calculator and its invoices' averages count: 365 x 24 / 12."""

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Open:
    """A quantity nobody gave; anything computed from it is as open as it."""

    reason: str

    def map(self, function: Callable[[Decimal], Decimal]) -> "Open":  # noqa: ARG002
        """Open stays open."""
        return self

    def __mul__(self, other: "Amount | Decimal | int") -> "Open":
        return self

    def __add__(self, other: "Amount | Decimal | int") -> "Open":
        return self

    def __truediv__(self, other: Decimal | int) -> "Open":
        return self


@dataclass(frozen=True, slots=True)
class Quantity:
    """A monthly quantity: what it may be at least, what is expected, what it may be at most."""

    low: Decimal
    likely: Decimal
    high: Decimal

    @classmethod
    def of(cls, value: Decimal | int) -> "Quantity":
        """A quantity known exactly.

        >>> Quantity.of(6) * HOURS == Quantity.of(4380)
        True
        """
        exact = Decimal(value)
        return cls(exact, exact, exact)

    @property
    def is_exact(self) -> bool:
        """True when low, likely and high are one number."""
        return self.low == self.likely == self.high

    def map(self, function: Callable[[Decimal], Decimal]) -> "Quantity":
        """The same function applied to low, likely and high; it must not decrease."""
        return Quantity(function(self.low), function(self.likely), function(self.high))

    def beyond(self, included: Decimal | int) -> "Quantity":
        """What exceeds an included part, never below zero.

        >>> Quantity.of(4000).beyond(3000).likely
        Decimal('1000')
        """
        return self.map(lambda value: max(ZERO, value - included))

    def __mul__(self, other: "Amount | Decimal | int") -> "Amount":
        if isinstance(other, Open):
            return other
        if isinstance(other, Quantity):
            return Quantity(
                self.low * other.low, self.likely * other.likely, self.high * other.high
            )
        return self.map(lambda value: value * other)

    def __add__(self, other: "Amount | Decimal | int") -> "Amount":
        if isinstance(other, Open):
            return other
        if isinstance(other, Quantity):
            return Quantity(
                self.low + other.low, self.likely + other.likely, self.high + other.high
            )
        return self.map(lambda value: value + other)

    def __truediv__(self, other: Decimal | int) -> "Quantity":
        return self.map(lambda value: value / other)


Amount = Quantity | Open
