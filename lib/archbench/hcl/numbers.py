"""Terraform's numbers: binary floating point of 512 bits, rounded half to even.

A whole number is an int and any other a Fraction, each exactly the value Terraform holds.
Infinity, which 1/0 gives, is a float, the only floats there are; zero has a sign, which its text
shows. Results of a few functions carry
fewer bits (`Rounded`, `Short`); arithmetic keeps the larger precision of its operands, and the text
of a number is the shortest that reads back as it at its precision.

Source: the behaviour of Go's math/big.Float as Terraform 1.11 uses it, checked against recorded
answers in tests/conformance/language.
"""

import math
from fractions import Fraction
from typing import Self

from archbench.errors import EvaluationLimitError
from archbench.patterns import regex

Number = int | Fraction | float

PRECISION = 512
_NUMBER = regex(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:\.(?P<decimals>[0-9]*))?(?:(?P<base>[eEpP])(?P<exponent>[+-]?[0-9]+))?"
)
_MAX_EXPONENT = 10_000
"""Powers of ten a written number may have; far beyond what a configuration means."""
_MOST_BITS = 200_000
"""Bits of a number's parts; beyond, arithmetic would take time and memory without bound."""
_NO_QUOTIENT = "can't divide zero by zero or infinity by infinity"


class Rounded(Fraction):
    """A number that is not whole and holds fewer than 512 bits, such as the result of log()."""

    __slots__ = ("precision",)
    precision: int

    @classmethod
    def of(cls, value: float | Fraction, precision: int = 53) -> "int | Fraction":
        """The number rounded to this many bits (53: a double); whole numbers stay whole.

        >>> number_text(Rounded.of(0.1))
        '0.1'
        """
        rounded = _to_bits(Fraction(value), precision)
        if rounded.denominator == 1:
            return _WHOLE.get(precision, int)(rounded)
        made = cls(rounded)
        made.precision = precision
        return made


class Short(int):
    """A whole number of 64 bits, such as length() and count.index give: dividing two shows it."""

    precision = 64


class Double(int):
    """A whole number of 53 bits, such as pow() gives."""

    precision = 53


class NegativeZero(int):
    """-0: equal to zero, but with a sign that its text, a quotient and a set's element show.

    >>> number_text(NegativeZero()), NegativeZero() == 0, divide(1, NegativeZero())
    ('-0', True, -inf)
    """

    precision: int

    def __new__(cls, precision: int = PRECISION) -> Self:
        """The zero that holds this many bits."""
        made = super().__new__(cls)
        made.precision = precision
        return made


_WHOLE: dict[int, type[int]] = {kind.precision: kind for kind in (Short, Double)}


def precision_of(number: Number) -> int:
    """How many bits the number holds."""
    return int(getattr(number, "precision", PRECISION))


def is_negative(number: Number) -> bool:
    """Whether it has a minus sign, as -0 has."""
    return number < 0 or isinstance(number, NegativeZero)


def parse_number(text: str) -> Number | None:
    """The number a decimal text means in Terraform; None when it is no number.

    >>> parse_number("1e3"), parse_number("0.5"), parse_number("x")
    (1000, Fraction(1, 2), None)
    """
    if text.isascii() and text.isdigit() and len(text) < 150:
        return int(text)
    if text.lstrip("+-") in ("Inf", "inf") and len(text) <= 4:
        return -math.inf if text.startswith("-") else math.inf
    match = _NUMBER.fullmatch(text)
    if match is None or not (match["whole"] or match["decimals"]):
        return None
    exponent = int(match["exponent"] or 0) if len(match["exponent"] or "") < 10 else _MAX_EXPONENT
    decimals = match["decimals"] or ""
    digits = (match["whole"] or "") + decimals
    if abs(exponent) >= _MAX_EXPONENT or len(digits) > _MAX_EXPONENT:
        return None
    mantissa = _int(digits)
    base = 2 if match["base"] in ("p", "P") else 10
    if not mantissa:
        return _zero(PRECISION, negative=match["sign"] == "-")
    value = Fraction(mantissa, 10 ** len(decimals)) * Fraction(base) ** exponent
    return settle(-value if match["sign"] == "-" else value)


def finite(text: str) -> int | Fraction | None:
    """The number digits mean, as in source text; None when they are no number."""
    number = parse_number(text)
    return None if isinstance(number, float) else number


def _int(digits: str) -> int:
    """int() without Python's limit on the number of digits."""
    if len(digits) <= 4000:
        return int(digits)
    half = len(digits) // 2
    high, low = _int(digits[:-half]), _int(digits[-half:])
    return high * int(pow(10, half)) + low


def settle(value: Number, precision: int = PRECISION) -> Number:
    """The value rounded to this many bits, in the form values have.

    >>> settle(Fraction(4, 2))
    2
    """
    if isinstance(value, float):
        return value
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        raise EvaluationLimitError(
            "A number is far larger or smaller than can be meant. Look for a value that "
            "multiplies itself."
        )
    if isinstance(value, int):
        if value.bit_length() <= precision:
            return value if precision == PRECISION else _WHOLE.get(precision, int)(value)
        value = Fraction(value)
    if precision < PRECISION:
        return Rounded.of(value, precision)
    rounded = _to_bits(value, precision)
    return rounded.numerator if rounded.denominator == 1 else rounded


def _to_bits(value: Fraction, precision: int) -> Fraction:
    """Round half to even at this many significant bits."""
    numerator, denominator = abs(value.numerator), value.denominator
    if denominator & (denominator - 1) == 0 and numerator.bit_length() <= precision:
        return Fraction(value)
    shift = precision - (numerator.bit_length() - denominator.bit_length())
    mantissa, rest = _divide(numerator, denominator, shift)
    if mantissa.bit_length() > precision:
        shift -= mantissa.bit_length() - precision
        mantissa, rest = _divide(numerator, denominator, shift)
    divisor = denominator if shift >= 0 else denominator << -shift
    if 2 * rest > divisor or (2 * rest == divisor and mantissa & 1):
        mantissa += 1
    rounded = Fraction(mantissa, 1 << shift) if shift >= 0 else Fraction(mantissa << -shift)
    return -rounded if value < 0 else rounded


def _divide(numerator: int, denominator: int, shift: int) -> tuple[int, int]:
    if shift >= 0:
        return divmod(numerator << shift, denominator)
    return divmod(numerator, denominator << -shift)


def add(left: Number, right: Number) -> Number:
    """The sum; raises ArithmeticError for opposing infinities."""
    if isinstance(left, float) or isinstance(right, float):
        total = _infinite(left) + _infinite(right)
        if math.isnan(total):
            raise ArithmeticError("can't compute sum of opposing infinities")
        return total
    precision = max(precision_of(left), precision_of(right))
    if isinstance(left, NegativeZero) and isinstance(right, NegativeZero):
        return NegativeZero(precision)
    return settle(left + right, precision)


def subtract(left: Number, right: Number) -> Number:
    """The difference; raises ArithmeticError for equal infinities."""
    try:
        return add(left, negate(right))
    except ArithmeticError:
        raise ArithmeticError("can't subtract infinity from itself") from None


def negate(number: Number) -> Number:
    """-number, at the same precision."""
    if number == 0:
        return _zero(precision_of(number), negative=not is_negative(number))
    if isinstance(number, Rounded):
        return Rounded.of(-Fraction(number), number.precision)
    if isinstance(number, Short | Double):
        return type(number)(-int(number))
    return -number


def multiply(left: Number, right: Number) -> Number:
    """The product; raises ArithmeticError for zero times infinity."""
    if isinstance(left, float) or isinstance(right, float):
        if left == 0 or right == 0:
            raise ArithmeticError("can't multiply zero by infinity")
        return _infinite(left) * _infinite(right)
    precision = max(precision_of(left), precision_of(right))
    product = settle(left * right)
    if product == 0:
        return _zero(precision, negative=is_negative(left) is not is_negative(right))
    if precision == PRECISION or isinstance(product, float):
        return product
    needed = max(precision, abs(product.numerator).bit_length())
    return settle(product, needed) if needed < PRECISION else product


def divide(left: Number, right: Number) -> Number:
    """The quotient; dividing by zero is infinite; raises ArithmeticError for 0/0.

    >>> divide(1, 4), divide(1, 0)
    (Fraction(1, 4), inf)
    """
    precision = max(precision_of(left), precision_of(right))
    negative = is_negative(left) is not is_negative(right)
    if isinstance(right, float):
        if isinstance(left, float):
            raise ArithmeticError(_NO_QUOTIENT)  # noqa: TRY004 - it is about the value
        return _zero(precision, negative=negative)
    if right == 0:
        if left == 0:
            raise ArithmeticError(_NO_QUOTIENT)
        return -math.inf if negative else math.inf
    if isinstance(left, float):
        return left if right > 0 else -left
    if left == 0:
        return _zero(precision, negative=negative)
    return settle(Fraction(left) / Fraction(right), precision)


def _zero(precision: int, *, negative: bool) -> Number:
    return NegativeZero(precision) if negative else settle(0, precision)


def modulo(left: Number, right: Number) -> Number:
    """The remainder, with the sign of left; anything modulo zero is itself."""
    if isinstance(left, float) or isinstance(right, float):
        raise ArithmeticError("can't use modulo with zero and infinity")  # noqa: TRY004 - a value
    if right == 0:
        return left
    precision = precision_of(left)
    if left == 0:
        return subtract(left, multiply(0, right))
    if isinstance(left, int) and isinstance(right, int) and precision == PRECISION:
        rest = abs(left) % abs(right)
        return settle(-rest if left < 0 else rest, precision)
    times = math.trunc(divide(left, right))
    whole = settle(settle(times, precision) * right, precision)
    return settle(left - whole, precision)


def _infinite(number: Number) -> float:
    """A stand-in of the same sign where only infinities decide."""
    if isinstance(number, float):
        return number
    return float((number > 0) - (number < 0))


def number_text(number: Number) -> str:
    """The shortest decimal text that reads back as this number, without an exponent.

    >>> number_text(Fraction(1, 8)), number_text(10**21), number_text(-math.inf)
    ('0.125', '1000000000000000000000', '-Inf')
    """
    if isinstance(number, float):
        return "+Inf" if number > 0 else "-Inf"
    if isinstance(number, NegativeZero):
        return "-0"
    precision = precision_of(number)
    if isinstance(number, int) and number.bit_length() <= min(precision, 500):
        return str(int(number))
    digits, point = _shortest(abs(Fraction(number)), precision)
    if point <= 0:
        text = "0." + "0" * -point + digits
    elif point >= len(digits):
        text = digits + "0" * (point - len(digits))
    else:
        text = f"{digits[:point]}.{digits[point:]}"
    return f"-{text}" if number < 0 else text


def _shortest(value: Fraction, precision: int) -> tuple[str, int]:
    """Digits and the place of the decimal point of the shortest text within half a last bit."""
    numerator, denominator = value.numerator, value.denominator
    twos = denominator.bit_length() - 1
    # value = mantissa * 2**exponent, where the last bit of mantissa is half a unit of precision
    shift = precision + 1 - numerator.bit_length()
    mantissa = numerator << shift if shift >= 0 else numerator >> -shift
    exponent = -twos - shift
    inclusive = mantissa & 2 == 0
    scale = (10**-exponent, exponent) if exponent < 0 else (1, 0)
    # as integers over a common power of ten: d * 10**exponent for exponent < 0
    factor = 5**-exponent if exponent < 0 else 1 << exponent
    exact, low, high = (number * factor for number in (mantissa, mantissa - 1, mantissa + 1))
    width = len(_digits(high))
    place = width + scale[1]
    for count in range(1, width + 1):
        unit = 10 ** (width - count)
        down = exact - exact % unit
        up = down + unit if down != exact else down
        down_fits = down > low or (inclusive and down == low)
        up_fits = up < high or (inclusive and up == high)
        if down_fits and up_fits:
            twice = 2 * (exact - down)
            nearest = down if twice < unit or (twice == unit and (down // unit) % 2 == 0) else up
            return _trimmed(nearest, width, place)
        if down_fits:
            return _trimmed(down, width, place)
        if up_fits:
            return _trimmed(up, width, place)
    return _trimmed(exact, width, place)


def _trimmed(number: int, width: int, place: int) -> tuple[str, int]:
    digits = _digits(number)
    return digits.rstrip("0") or "0", place + len(digits) - width


def _digits(number: int) -> str:
    """str() without Python's limit on the number of digits."""
    if number.bit_length() < 12_000:
        return str(number)
    half = int(number.bit_length() * 0.301 / 2)
    high, low = divmod(number, 10**half)
    return _digits(high) + _digits(low).zfill(half)
