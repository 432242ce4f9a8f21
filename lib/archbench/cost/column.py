"""Many numbers in the place of one: a usage of many variants, priced by the rules as they stand.

A Column is a Decimal to every rule, and does to each of its numbers what the rule does to one.
Where a rule asks something the numbers answer differently it raises PartedError, and whoever
prices takes the two sides apart and prices each by itself. What a Column does not know how to do
fails as a signalling NaN does, never with a wrong number.

Numbers are binary, to 15 digits. Before a number is rounded up it is rounded to nine decimal
places, those a usage is priced to.
"""

from decimal import ROUND_CEILING, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

_DIGITS = 9
_NEAREST = (None, ROUND_HALF_EVEN, ROUND_HALF_UP)


class PartedError(Exception):
    """The numbers of a column answer a question differently; mask says which answer yes."""

    def __init__(self, mask: "Numbers") -> None:
        super().__init__("the variants part here")
        self.mask = mask


class Column(Decimal):
    """One number of each variant, for the rules to reckon with as if they were one number."""

    __slots__ = ("numbers",)
    numbers: "Numbers"

    def __new__(cls, numbers: "Numbers") -> Self:
        """The numbers, one for each variant."""
        made = super().__new__(cls, "sNaN")
        made.numbers = numbers
        return made

    def __add__(self, other: Decimal | int) -> "Column":
        return Column(self.numbers + numbers_of(other))

    __radd__ = __add__

    def __sub__(self, other: Decimal | int) -> "Column":
        return Column(self.numbers - numbers_of(other))

    def __rsub__(self, other: Decimal | int) -> "Column":
        return Column(numbers_of(other) - self.numbers)

    def __mul__(self, other: Decimal | int) -> "Column":
        return Column(self.numbers * numbers_of(other))

    __rmul__ = __mul__

    def __truediv__(self, other: Decimal | int) -> "Column":
        return Column(self.numbers / numbers_of(other))

    def __rtruediv__(self, other: Decimal | int) -> "Column":
        if not self.numbers.all():
            raise ZeroDivisionError
        return Column(numbers_of(other) / self.numbers)

    def __neg__(self) -> "Column":
        return Column(-self.numbers)

    def __pos__(self) -> "Column":
        return self

    def __abs__(self) -> "Column":
        return Column(abs(self.numbers))

    def __bool__(self) -> bool:
        return _told(self.numbers != 0)

    def __eq__(self, other: object) -> bool:
        if other is self:
            return True
        return isinstance(other, Decimal | int) and _told(self.numbers == numbers_of(other))

    __hash__ = None  # type: ignore[assignment]  # equal columns are told number by number

    def __lt__(self, other: Any) -> bool:  # noqa: ANN401 as Decimal has it
        return _told(self.numbers < numbers_of(other))

    def __le__(self, other: Any) -> bool:  # noqa: ANN401
        return _told(self.numbers <= numbers_of(other))

    def __gt__(self, other: Any) -> bool:  # noqa: ANN401
        return _told(self.numbers > numbers_of(other))

    def __ge__(self, other: Any) -> bool:  # noqa: ANN401
        return _told(self.numbers >= numbers_of(other))

    def __format__(self, spec: str, context: object = None, /) -> str:
        return "many"

    def __str__(self) -> str:
        return "many"

    __repr__ = __str__

    def quantize(
        self,
        exp: Decimal | int,
        rounding: str | None = None,
        context: object = None,  # noqa: ARG002 as Decimal has it
    ) -> "Column":
        """Each number rounded to the nearest of so many decimal places."""
        exponent = Decimal(exp).as_tuple().exponent
        if rounding not in _NEAREST or not isinstance(exponent, int):
            raise NotImplementedError(rounding)
        return Column(self.numbers.round(-exponent))

    def to_integral_value(
        self,
        rounding: str | None = None,
        context: object = None,  # noqa: ARG002
    ) -> "Column":
        """Each number rounded up to a whole one."""
        import numpy as np  # noqa: PLC0415 a tenth of a second

        if rounding != ROUND_CEILING:
            raise NotImplementedError(rounding)
        return Column(np.ceil(self.numbers.round(_DIGITS)))


def greatest(one: Decimal, other: Decimal) -> Decimal:
    """The greater of two numbers, of each variant by itself.

    >>> greatest(Decimal(0), Decimal(3))
    Decimal('3')
    """
    if isinstance(one, Column) or isinstance(other, Column):
        import numpy as np  # noqa: PLC0415

        return Column(np.maximum(numbers_of(one), numbers_of(other)))
    return max(one, other)


def least(one: Decimal, other: Decimal) -> Decimal:
    """The smaller of two numbers, of each variant by itself."""
    if isinstance(one, Column) or isinstance(other, Column):
        import numpy as np  # noqa: PLC0415

        return Column(np.minimum(numbers_of(one), numbers_of(other)))
    return min(one, other)


def numbers_of(value: Decimal | int) -> "Numbers | float":
    """The numbers of a column; of anything else the one number it is."""
    return value.numbers if isinstance(value, Column) else float(value)


def reaches(value: Decimal) -> bool:
    """Whether a number is not zero, in one variant at least."""
    return bool(value.numbers.any()) if isinstance(value, Column) else bool(value)


def _told(mask: "Numbers") -> bool:
    if mask.all():
        return True
    if mask.any():
        raise PartedError(mask)
    return False
