"""format and formatlist, with the verbs of Terraform."""

import re
from fractions import Fraction

from archbench.frozen import frozen
from archbench.hcl.construct import list_value
from archbench.hcl.convert import convert
from archbench.hcl.errors import ConversionError
from archbench.hcl.functions.json_text import json_string, json_text
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import elements, length_known, string, text_of, wholly_known
from archbench.hcl.graphemes import clusters, count
from archbench.hcl.numbers import is_negative, negate, number_text
from archbench.hcl.refine import computed, origins, refine_not_null, safe_prefix
from archbench.hcl.types import BOOL, NUMBER, STRING, Dynamic, ListOf, SetOf, TupleOf, Type
from archbench.hcl.values import Refinement, Value, unknown
from archbench.patterns import regex

_VERB = regex(
    r"%(?P<flags>[0#+\- ]*)(?P<width>[1-9][0-9]*)?(?:(?P<point>\.)(?P<precision>[0-9]*))?"
    r"(?:\[(?P<index>[1-9][0-9]*)\])?(?P<mode>[a-zA-Z])"
)
_BASES = {"b": (2, "b"), "d": (10, "d"), "o": (8, "o"), "x": (16, "x"), "X": (16, "X")}
_PREFIXES = {"b": "0b", "o": "0", "x": "0x", "X": "0X"}
_SIZE_LIMIT = 1_000_000


@frozen
class _Verb:
    """One % sequence: %[flags][width][.precision][[index]]mode."""

    raw: str
    flags: str
    width: int
    precision: int | None
    index: int | None
    mode: str


def _verb(match: re.Match[str]) -> _Verb:
    width = int(match["width"] or 0)
    precision = int(match["precision"] or 0) if match["point"] else None
    if max(width, precision or 0) > _SIZE_LIMIT:
        raise FunctionError(f'"{match.group()}" asks for more than {_SIZE_LIMIT} characters', 0)
    index = int(match["index"]) if match["index"] else None
    return _Verb(match.group(), match["flags"], width, precision, index, match["mode"])


def render(template: str, args: Arguments) -> str:
    """The template with each verb replaced by its argument.

    Raises:
        FunctionError: a verb is not known, or does not fit its argument, or an argument is left.
    """
    parts = []
    position, following, used = 0, 1, 0
    while position < len(template):
        if template[position] != "%":
            end = template.find("%", position)
            end = len(template) if end < 0 else end
            parts.append(template[position:end])
        elif template.startswith("%%", position):
            end = position + 2
            parts.append("%")
        else:
            match = _VERB.match(template, position)
            if match is None:
                raise FunctionError(
                    f'"{template[position : position + 8]}" does not begin a format verb;'
                    " write %% for a percent sign"
                )
            verb = _verb(match)
            number = verb.index or following
            following, used = number + 1, max(used, number)
            parts.append(_formatted(verb, _argument(verb, number, args)))
            end = match.end()
        position = end
    if used < len(args):
        raise FunctionError(f"the format uses {used} of the {len(args)} values given", used + 1)
    return "".join(parts)


def _argument(verb: _Verb, number: int, args: Arguments) -> Value:
    if number > len(args):
        raise FunctionError(f'"{verb.raw}" needs value {number}, but {len(args)} are given')
    value = args[number - 1]
    if value.is_null and verb.mode != "v":
        raise FunctionError(f'"{verb.raw}" cannot format null')
    return value


def _formatted(verb: _Verb, value: Value) -> str:
    if verb.mode == "v":
        return _pad(verb, _as_is(verb, value))
    if verb.mode == "t":
        return "true" if _converted(verb, value, BOOL).raw else "false"
    if verb.mode in _BASES:
        return _integer(verb, _converted(verb, value, NUMBER))
    if verb.mode in "eEfgG":
        return _decimal(verb, _converted(verb, value, NUMBER))
    if verb.mode in "sq":
        characters = text_of(_converted(verb, value, STRING))
        if verb.precision:
            characters = "".join(clusters(characters)[: verb.precision])
        return _pad(verb, json_string(characters) if verb.mode == "q" else characters)
    raise FunctionError(f'"{verb.raw}" is not a format verb that Terraform has')


def _converted(verb: _Verb, value: Value, type_: Type) -> Value:
    try:
        return convert(value, type_)
    except ConversionError as error:
        raise FunctionError(f'"{verb.raw}" does not fit its value: {error}') from None


def _as_is(verb: _Verb, value: Value) -> str:
    if isinstance(value.raw, float) and "#" not in verb.flags:
        return number_text(value.raw)
    if "#" in verb.flags or not isinstance(value.raw, (str, int, Fraction)):
        return json_text(value)
    if isinstance(value.raw, str):
        return value.raw
    return json_text(value) if isinstance(value.raw, bool) else general(value.raw, None)


def _pad(verb: _Verb, characters: str) -> str:
    missing = verb.width - count(characters)
    if missing <= 0:
        return characters
    padding = ("0" if "0" in verb.flags else " ") * missing
    return characters + padding if "-" in verb.flags else padding + characters


def _sign(verb: _Verb, *, negative: bool) -> str:
    if negative:
        return "-"
    if "+" in verb.flags:
        return "+"
    return " " if " " in verb.flags else ""


def _fit(verb: _Verb, sign: str, digits: str, *, zeros: bool) -> str:
    missing = verb.width - len(sign) - len(digits)
    if missing <= 0:
        return sign + digits
    if zeros:
        return sign + "0" * missing + digits
    if "-" in verb.flags:
        return sign + digits + " " * missing
    return " " * missing + sign + digits


def _integer(verb: _Verb, value: Value) -> str:
    if not isinstance(value.raw, int):
        raise FunctionError(f'"{verb.raw}" needs a whole number')
    if verb.precision == 0 and value.raw == 0:
        return ""
    _base, form = _BASES[verb.mode]
    sign = _sign(verb, negative=value.raw < 0)
    if "#" in verb.flags:
        sign += _PREFIXES.get(verb.mode, "")
    digits = format(abs(value.raw), form).rjust(verb.precision or 0, "0")
    # Aligned to the left, a whole number is not filled with zeros; any other number is.
    zeros = "0" in verb.flags and "-" not in verb.flags and verb.precision is None
    return _fit(verb, sign, digits, zeros=zeros)


def _decimal(verb: _Verb, value: Value) -> str:
    raw = value.raw
    if isinstance(raw, float):
        return _fit(verb, _sign(verb, negative=raw < 0) or "+", "Inf", zeros=False)
    if not isinstance(raw, (int, Fraction)):
        raise TypeError("converted to a number before")
    places = 6 if verb.precision is None else verb.precision
    if verb.mode == "f":
        digits = _fixed(_magnitude(raw), places)
    elif verb.mode in "eE":
        digits = _scientific(*_round(_magnitude(raw), places + 1), places, verb.mode)
    else:
        digits = general(_magnitude(raw), verb.precision, "E" if verb.mode == "G" else "e")
    return _fit(verb, _sign(verb, negative=is_negative(raw)), digits, zeros="0" in verb.flags)


def _magnitude(number: int | Fraction) -> int | Fraction:
    """The number without its sign, at the same precision."""
    positive = negate(number) if is_negative(number) else number
    return positive if isinstance(positive, (int, Fraction)) else 0


def _fixed(number: int | Fraction, places: int) -> str:
    scaled = str(round(number * 10**places)).rjust(places + 1, "0")
    return f"{scaled[:-places]}.{scaled[-places:]}" if places else scaled


def _exponent(number: int | Fraction) -> int:
    """The power of ten of the first digit of the exact number."""
    if number == 0:
        return 0
    fraction = Fraction(number)
    guess = len(str(fraction.numerator)) - len(str(fraction.denominator))
    return guess if fraction >= Fraction(10) ** guess else guess - 1


def _round(number: int | Fraction, digits: int) -> tuple[str, int]:
    """That many significant digits (half to even), and the exponent of the first."""
    if number == 0:
        return "0" * digits, 0
    exponent = _exponent(number)
    rounded = str(round(Fraction(number) / Fraction(10) ** (exponent - digits + 1)))
    return rounded[:digits], exponent + len(rounded) - digits


def _scientific(digits: str, exponent: int, places: int, letter: str) -> str:
    point = f".{digits[1:].ljust(places, '0')}" if places else ""
    return f"{digits[0]}{point}{letter}{'-' if exponent < 0 else '+'}{abs(exponent):02}"


def general(number: int | Fraction, precision: int | None, letter: str = "e") -> str:
    """Go's 'g' form: scientific when the exponent is small or not below the precision.

    Without a precision it takes the fewest digits that say the number, and 21 is not large: the
    limit is 6 digits before the point.
    """
    sign = "-" if is_negative(number) else ""
    number = _magnitude(number)
    if precision is None:
        shortest = number_text(number)
        digits = shortest.replace(".", "").strip("0") or "0"
        exponent = shortest.find(".") - 1 if "." in shortest else len(shortest) - 1
        if shortest.startswith("0."):
            exponent = len(digits) - len(shortest.removeprefix("0.").rstrip("0")) - 1
        most = 6
        return sign + _general(digits, exponent, letter, scientific=not -4 <= exponent < most)
    digits, exponent = _round(number, precision or 1)
    digits = digits.rstrip("0") or "0"
    most = precision or 1
    if most > len(digits) >= exponent + 1:
        most = len(digits)
    return sign + _general(digits, exponent, letter, scientific=not -4 <= exponent < most)


def _general(digits: str, exponent: int, letter: str, *, scientific: bool) -> str:
    if scientific:
        return _scientific(digits, exponent, len(digits) - 1, letter)
    if exponent < 0:
        return "0." + "0" * (-exponent - 1) + digits
    whole, part = digits[: exponent + 1].ljust(exponent + 1, "0"), digits[exponent + 1 :]
    return f"{whole}.{part}" if part else whole


def _format(args: Arguments, type_: Type, _: Context) -> Value:
    template, *values = args
    if not all(map(wholly_known, values)):
        prefix = safe_prefix(text_of(template).partition("%")[0])
        known = Refinement(prefix=prefix) if "%" in text_of(template) else Refinement()
        return computed(type_, *args, refinement=known)
    return string(render(text_of(template), tuple(values)))


def _formatlist(args: Arguments, type_: Type, context: Context) -> Value:
    template, *values = args
    length = _common_length(values)
    if any(_unready(value) for value in values):
        return unknown(type_, *origins(*args))
    context.bound(length, "The formatted list")
    results = []
    for place in range(length):
        row = tuple(elements(value)[place] if _is_list(value) else value for value in values)
        if not all(map(wholly_known, row)):
            results.append(refine_not_null(computed(STRING, *row)))
            continue
        try:
            results.append(string(render(text_of(template), row)))
        except FunctionError as error:
            raise FunctionError(f"element {place}: {error.detail}") from None
    return list_value(results, STRING)


def _is_list(value: Value) -> bool:
    return isinstance(value.type, (ListOf, SetOf, TupleOf)) and not value.is_null


def _unready(value: Value) -> bool:
    if _is_list(value):
        return not (value.is_known and length_known(value))
    return isinstance(value.type, Dynamic) and not value.is_known


def _common_length(values: list[Value]) -> int:
    """How many results there are: the length of the lists, or one when there are none."""
    chosen: tuple[int, int] | None = None
    for index, value in enumerate(values, 1):
        if not _is_list(value) or not length_known(value):
            continue
        is_tuple = isinstance(value.type, TupleOf)
        length = len(value.type.elements) if is_tuple else len(elements(value))  # type: ignore[union-attr]
        if chosen and chosen[0] != length:
            raise FunctionError(
                f"its length is {length}, but value {chosen[1]} has length {chosen[0]}", index
            )
        chosen = chosen or (length, index)
    return chosen[0] if chosen else 1


FORMATTING = table(
    Function(
        "format",
        (Parameter("format", STRING),),
        Parameter("args", null=True, unknown=True),
        STRING,
        _format,
    ),
    Function(
        "formatlist",
        (Parameter("format", STRING),),
        Parameter("args", null=True, unknown=True),
        ListOf(STRING),
        _formatlist,
    ),
)
