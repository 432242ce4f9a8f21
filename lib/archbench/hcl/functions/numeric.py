"""Functions of numbers."""

import math
from fractions import Fraction

from archbench.hcl.convert import convert
from archbench.hcl.errors import ConversionError
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    NotComputedError,
    Parameter,
    simple,
    table,
)
from archbench.hcl.functions.values import elements, marked, text_of, wholly_known
from archbench.hcl.numbers import (
    Double,
    NegativeZero,
    Number,
    Rounded,
    Short,
    add,
    is_negative,
    negate,
    precision_of,
    settle,
)
from archbench.hcl.refine import origins
from archbench.hcl.types import NUMBER, STRING, ListOf, SetOf, TupleOf, Type
from archbench.hcl.values import Value, unknown

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_INT64 = 2**63


def integer(value: Value, argument: int | None = None) -> int:
    """The number as a 64-bit signed integer.

    Raises:
        FunctionError: it is null, not whole, or out of range.
    """
    raw = value.raw
    if not isinstance(raw, int) or isinstance(raw, bool) or not -_INT64 <= raw < _INT64:
        raise FunctionError(
            f"a whole number is needed, between {-_INT64} and {_INT64 - 1}", argument
        )
    return raw


def whole(raw: Number, argument: int | None = None) -> int:
    """The number as a whole number of any size.

    Raises:
        FunctionError: it has a fraction.
    """
    if not isinstance(raw, int):
        raise FunctionError("a whole number is needed", argument)
    return raw


def _float(raw: Number) -> float:
    if isinstance(raw, NegativeZero):
        return -0.0
    try:
        return float(raw)
    except OverflowError:
        raise FunctionError("the number is too large for this function") from None


def _double(result: float) -> Number:
    if math.isnan(result):
        raise FunctionError("the result is not a number")
    if math.isinf(result):
        return result
    if result == 0 and math.copysign(1, result) < 0:
        return NegativeZero(Double.precision)
    return Double(result) if result.is_integer() else Rounded.of(result)


_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_LOG_ODD = (
    1.479819860511658591e-01,
    1.818357216161805012e-01,
    2.857142874366239149e-01,
    6.666666666666735130e-01,
)
_LOG_EVEN = (1.531383769920937332e-01, 2.222219843214978396e-01, 3.999999999940941908e-01)
"""Coefficients of FreeBSD's e_log.c (Sun Microsystems, 1993), which Go's math.Log follows."""


def _natural_log(value: float) -> float:
    """ln, to the last digit as Terraform computes it (on amd64); C's differs now and then."""
    if value <= 0:
        return -math.inf if value == 0 else math.nan
    if math.isinf(value):
        return value
    mantissa, exponent = math.frexp(value)
    if mantissa < math.sqrt(0.5):
        mantissa, exponent = mantissa * 2, exponent - 1
    part = mantissa - 1
    ratio = part / (2 + part)
    square = ratio * ratio
    fourth = square * square
    odd = even = 0.0
    for coefficient in _LOG_ODD:
        odd = odd * fourth + coefficient
    for coefficient in _LOG_EVEN:
        even = even * fourth + coefficient
    half = 0.5 * part * part
    series = half + (square * odd + fourth * even)
    return exponent * _LN2_HIGH - ((half - (ratio * series + exponent * _LN2_LOW)) - part)


def _log(num: Number, base: Number) -> Number:
    numerator, denominator = _natural_log(_float(num)), _natural_log(_float(base))
    if denominator == 0:
        return _double(math.nan if numerator == 0 else math.copysign(math.inf, numerator))
    return _double(numerator / denominator)


def _pow(num: Number, power: Number) -> Number:
    return _double(_float_power(_float(num), _float(power)))


def _float_power(base: float, power: float) -> float:
    """A power of doubles, to the last digit as Terraform computes it; C's differs now and then.

    Raises:
        NotComputedError: the power is not whole, nor that of a square root.
    """
    if power == 0 or base == 1:
        return 1.0
    if base == 0:
        sign = math.copysign(1, base) if power % 2 == 1 else 1
        return sign * (math.inf if power < 0 else 0.0)
    if not power.is_integer():
        if base < 0:
            return math.nan
        if abs(power) != 0.5:
            raise NotComputedError(
                "The last digits of such a power depend on the machine Terraform runs on."
            )
        return math.sqrt(base) if power > 0 else 1 / math.sqrt(base)
    if abs(power) >= 2**63:
        grows = (abs(base) > 1) == (power > 0)
        return 1.0 if base == -1 else math.inf if grows else 0.0
    return _whole_power(base, int(power))


def _whole_power(base: float, power: int) -> float:
    """The product of repeated squares, each kept as mantissa and exponent, as in Go's math.Pow."""
    mantissa, exponent = 1.0, 0
    square, square_exponent = math.frexp(base)
    remaining = abs(power)
    while remaining:
        if abs(square_exponent) > 1 << 12:
            exponent += square_exponent
            break
        if remaining & 1:
            mantissa, exponent = mantissa * square, exponent + square_exponent
        square, square_exponent = square * square, square_exponent * 2
        if square < 0.5:
            square, square_exponent = square * 2, square_exponent - 1
        remaining >>= 1
    if power < 0:
        mantissa, exponent = 1 / mantissa, -exponent
    try:
        return math.ldexp(mantissa, exponent)
    except OverflowError:
        return math.copysign(math.inf, mantissa)


def _absolute(args: Arguments, type_: Type, _: Context) -> Value:
    num: Number = args[0].raw  # type: ignore[assignment] # converted to NUMBER
    return Value(type_, negate(num) if is_negative(num) else num, args[0].sensitive)


def _ceil(num: Number) -> Number:
    return num if isinstance(num, float) else settle(math.ceil(num), precision_of(num))


def _floor(num: Number) -> Number:
    return num if isinstance(num, float) else settle(math.floor(num), precision_of(num))


def _signum(num: Number) -> int:
    value = integer(Value(NUMBER, num))
    return Short((value > 0) - (value < 0))


def _minimum(*numbers: Number) -> Number:
    if not numbers:
        raise FunctionError("at least one number is needed")
    return min(numbers)


def _maximum(*numbers: Number) -> Number:
    if not numbers:
        raise FunctionError("at least one number is needed")
    return max(numbers)


def _parseint_type(args: Arguments, _: Context) -> Type:
    if args[0].type != STRING:
        raise FunctionError(f"a string is needed, not {args[0].type}", 0)
    return NUMBER


def _parseint(args: Arguments, type_: Type, context: Context) -> Value:
    text, base_value = args
    if not (text.is_known and base_value.is_known):
        return marked(unknown(type_, *origins(*args)), *args)
    base = integer(base_value, 1)
    if not 2 <= base <= 62:
        raise FunctionError("the base must be a whole number from 2 to 62", 1)
    context.bound(len(text_of(text)) * 1000, "Parsing this number")
    return marked(Value(type_, _parsed(text_of(text), base)), *args)


def _parsed(text: str, base: int) -> int:
    sign = -1 if text.startswith("-") else 1
    digits = text[1:] if text[:1] in ("-", "+") else text
    result = 0
    for digit in digits if base > 36 else digits.lower():
        place = _DIGITS.find(digit)
        if not 0 <= place < base:
            digits = ""
            break
        result = result * base + place
    if not digits:
        raise FunctionError(f'"{text}" is not a whole number in base {base}', 0)
    return sign * result


def _sum(args: Arguments, type_: Type, _: Context) -> Value:
    (collection,) = args
    if not isinstance(collection.type, (ListOf, SetOf, TupleOf)):
        raise FunctionError(f"a list, set or tuple of numbers is needed, not {collection.type}", 0)
    items = elements(collection)
    if not items:
        raise FunctionError("an empty list has no sum", 0)
    if not wholly_known(collection):
        return unknown(type_, *origins(collection))
    total, *rest = map(_addend, items)
    for addend in rest:
        try:
            total = add(total, addend)
        except ArithmeticError as error:
            raise FunctionError(str(error)) from None
    return Value(type_, total)


def _addend(item: Value) -> Number:
    try:
        raw = convert(item, NUMBER).raw
    except ConversionError:
        raw = None
    if not isinstance(raw, (int, Fraction, float)):
        raise FunctionError("a list, set or tuple of numbers is needed", 0)
    return raw


NUMERIC = table(
    Function("abs", (Parameter("num", NUMBER, marked=True),), None, NUMBER, _absolute),
    simple("ceil", NUMBER, _ceil, num=NUMBER),
    simple("floor", NUMBER, _floor, num=NUMBER),
    simple("log", NUMBER, _log, num=NUMBER, base=NUMBER),
    simple("pow", NUMBER, _pow, num=NUMBER, power=NUMBER),
    simple("signum", NUMBER, _signum, num=NUMBER),
    simple("min", NUMBER, _minimum, last="numbers", numbers=NUMBER),
    simple("max", NUMBER, _maximum, last="numbers", numbers=NUMBER),
    Function(
        "parseint",
        (
            Parameter("number", marked=True, unknown=True),
            Parameter("base", NUMBER, marked=True, unknown=True),
        ),
        None,
        _parseint_type,
        _parseint,
    ),
    Function("sum", (Parameter("list"),), None, NUMBER, _sum),
)
