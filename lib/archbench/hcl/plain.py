"""Between the evaluator's values and the plain data the rest of archbench reads."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from archbench.hcl import construct
from archbench.hcl.numbers import Rounded, number_text, precision_of, settle
from archbench.hcl.text import nfc
from archbench.hcl.values import NULL, Plain, Sensitive, Unknown, Value

_PLAIN = (str, bool, Unknown)
"""What stays as it is."""


def plain(value: Value) -> Plain:
    """The value as plain data: whole numbers int, others Decimal with all their digits.

    >>> plain(construct.tuple_value([construct.number(1), construct.string("a")]))
    (1, 'a')
    """
    raw = value.raw
    found: Plain
    if raw is None or raw.__class__ in _PLAIN:
        found = raw
    elif isinstance(raw, tuple):
        found = tuple(plain(item) for item in raw)
    elif isinstance(raw, Mapping):
        found = {key: plain(item) for key, item in raw.items()}
    elif isinstance(raw, Fraction):
        found = Decimal(_shown(raw))
    elif isinstance(raw, float):
        found = Decimal("Infinity") if raw > 0 else Decimal("-Infinity")
    elif isinstance(raw, int) and not isinstance(raw, bool):
        found = (
            int(raw) if raw.bit_length() <= precision_of(raw) else int(Decimal(number_text(raw)))
        )
    else:
        found = raw
    return Sensitive(found) if value.sensitive else found


def _shown(raw: Fraction) -> str:
    """The number's text as a plan has it: a plan keeps what a double can hold as a double."""
    try:
        double = float(raw)
    except OverflowError:
        return number_text(raw)
    return number_text(Rounded.of(raw) if Fraction(double) == raw else raw)


def from_plain(data: object) -> Value:  # noqa: C901, PLR0911
    """Plain data, or what json.loads gives, as a value: sequences are tuples, mappings objects.

    Floats are read by their shortest text, as JSON has them. TypeError for anything else.
    """
    match data:
        case None:
            return NULL
        case bool():
            return construct.boolean(data)
        case int():
            return construct.number(settle(data))
        case Decimal() if data.is_infinite():
            return construct.number(float(data))
        case Decimal() | float():
            return construct.number(settle(Fraction(str(data))))
        case Fraction():
            return construct.number(settle(data))
        case str():
            return construct.string(nfc(data))
        case Sensitive(value):
            return construct.marked(from_plain(value), sensitive=True)
        case Unknown():
            return Value(data.type, data)
        case Mapping():
            return construct.object_value({nfc(str(k)): from_plain(v) for k, v in data.items()})
        case Sequence():
            return construct.tuple_value([from_plain(item) for item in data])
        case _:
            raise TypeError(f"not plain data: {type(data).__name__}")
