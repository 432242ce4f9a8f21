"""Making values that hold values, with the invariants every `Value` keeps.

The elements of a list, set or map all have its element type; sets are sorted, distinct, and
sensitive as a whole when an element is; maps and objects are in key order.
"""

from collections.abc import Iterable, Mapping
from functools import cmp_to_key

from archbench.frozen import replace
from archbench.hcl.numbers import NegativeZero, Number, is_negative, number_text
from archbench.hcl.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.hcl.values import FALSE, TRUE, Raw, Unknown, Value


def string(text: str) -> Value:
    """A string; the text must be in NFC."""
    return Value(STRING, text)


def number(value: Number) -> Value:
    """A number."""
    return Value(NUMBER, value)


def boolean(value: bool) -> Value:  # noqa: FBT001
    """Either truth value."""
    return TRUE if value else FALSE


def typed(value: Value, type_: Type) -> Value:
    """The value under a type that says more, as an element of a collection gets it."""
    if value.type == type_:
        return value
    raw: Raw = value.raw
    if isinstance(raw, Unknown):
        raw = replace(raw, type=type_)
    return Value(type_, raw, value.sensitive)


def tuple_value(items: Iterable[Value]) -> Value:
    """A tuple of these elements."""
    elements = tuple(items)
    return Value(TupleOf(tuple(item.type for item in elements)), elements)


def object_value(attributes: Mapping[str, Value]) -> Value:
    """An object with these attributes."""
    ordered = {name: attributes[name] for name in sorted(attributes)}
    return Value(ObjectOf({name: item.type for name, item in ordered.items()}), ordered)


def element_type(items: Iterable[Value]) -> Type:
    """The one type of these elements (dynamic when none says); ValueError when they differ."""
    found: Type = DYNAMIC
    for item in items:
        if found == DYNAMIC:
            found = item.type
        elif item.type not in (DYNAMIC, found):
            raise ValueError(f"{found} and {item.type}")
    return found


def list_value(items: Iterable[Value], element: Type | None = None) -> Value:
    """A list; its element type is given for an empty one, else that of the elements."""
    elements = tuple(items)
    inner = element_type(elements) if elements else (element or DYNAMIC)
    return Value(ListOf(inner), tuple(typed(item, inner) for item in elements))


def map_value(items: Mapping[str, Value], element: Type | None = None) -> Value:
    """A map, likewise."""
    inner = element_type(items.values()) if items else (element or DYNAMIC)
    return Value(MapOf(inner), {key: typed(items[key], inner) for key in sorted(items)})


def set_value(items: Iterable[Value], element: Type | None = None) -> Value:
    """A set: duplicates dropped, in Terraform's order, sensitive when an element is."""
    elements = tuple(items)
    inner = element_type(elements) if elements else (element or DYNAMIC)
    sensitive = any(is_sensitive_deep(item) for item in elements)
    plain = [typed(unmarked(item), inner) for item in elements]
    distinct: dict[object, Value] = {}
    for index, item in enumerate(plain):
        key = ("unknown", index) if has_unknown(item) else identity(item)
        distinct.setdefault(key, item)
    ordered = sorted(distinct.values(), key=cmp_to_key(_compare))
    return Value(SetOf(inner), tuple(ordered), sensitive)


# Most values, which need not be asked whether they are mappings: that takes long.
_LEAVES = frozenset({str, int, bool, type(None)})


def children(value: Value) -> Iterable[Value]:
    """The values directly inside."""
    raw = value.raw
    if isinstance(raw, tuple):
        return raw
    if isinstance(raw, Mapping):
        return raw.values()
    return ()


def is_sensitive_deep(value: Value) -> bool:
    """True when the value or anything inside is sensitive."""
    stack = [value]
    while stack:
        item = stack.pop()
        if item.sensitive:
            return True
        if item.raw.__class__ not in _LEAVES:
            stack.extend(children(item))
    return False


def is_infinite_deep(value: Value) -> bool:
    """True when the value or anything inside is a number without end."""
    if value.raw.__class__ in _LEAVES:
        return False
    stack = [value]
    while stack:
        item = stack.pop()
        if item.raw.__class__ is float:
            return True
        if item.raw.__class__ not in _LEAVES:
            stack.extend(children(item))
    return False


def has_unknown(value: Value) -> bool:
    """True when the value or anything inside is unknown."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item.raw, Unknown):
            return True
        if item.raw.__class__ not in _LEAVES:
            stack.extend(children(item))
    return False


def unmarked(value: Value) -> Value:
    """The value without its sensitive marks, at any depth."""
    if not is_sensitive_deep(value):
        return value
    raw = value.raw
    if isinstance(raw, tuple):
        raw = tuple(unmarked(item) for item in raw)
    elif isinstance(raw, Mapping):
        raw = {key: unmarked(item) for key, item in raw.items()}
    return Value(value.type, raw)


def marked(value: Value, sensitive: bool) -> Value:  # noqa: FBT001
    """The value, sensitive too when asked."""
    if not sensitive or value.sensitive:
        return value
    return Value(value.type, value.raw, sensitive=True)


def identity(value: Value, *, signed: bool = True) -> object:
    """A hashable that two known values share exactly when they are one element of a set.

    They are equal then. The reverse holds but for 0 and -0, equal but two elements of a set:
    unsigned, two values share it exactly when they are equal.
    """
    raw = value.raw
    if isinstance(raw, tuple):
        signed = signed or isinstance(value.type, SetOf)
        return tuple(identity(item, signed=signed) for item in raw)
    if isinstance(raw, Mapping):
        return tuple((key, identity(item, signed=signed)) for key, item in raw.items())
    return (type(raw) is bool, signed and type(raw) is NegativeZero, raw)


def _compare(left: Value, right: Value) -> int:
    """Terraform's order of set elements: known before unknown, null last."""
    last, other_last = _late(left), _late(right)
    if last or other_last:
        return last - other_last
    if left.type in (STRING, NUMBER, BOOL):
        a, b = left.raw, right.raw
        if a == b == 0:  # -0 before 0
            a, b = is_negative(b), is_negative(a)  # type: ignore[arg-type]
    else:
        a, b = _sort_text(left), _sort_text(right)
    return int(a > b) - int(a < b)  # type: ignore[operator]


def _late(value: Value) -> int:
    """How far behind known values it sorts."""
    return 2 if value.raw is None else int(isinstance(value.raw, Unknown))


def _sort_text(value: Value) -> str:  # noqa: PLR0911
    """What orders compound elements of a set: a text of all that is inside."""
    raw = value.raw
    if raw is None:
        return "~"
    if isinstance(raw, Unknown):
        return "?"
    if isinstance(raw, bool):
        return "T" if raw else "F"
    if isinstance(raw, str):
        return _quoted(raw)
    if isinstance(raw, tuple):
        inner = "".join(f"{_sort_text(item)};" for item in raw)
        return f"<{inner}>" if isinstance(value.type, TupleOf) else f"[{inner}]"
    if isinstance(raw, Mapping):
        if isinstance(value.type, ObjectOf):
            return "<" + "".join(f"{_sort_text(item)};" for item in raw.values()) + ">"
        pairs = (f"{_quoted(key)}:{_sort_text(item)};" for key, item in raw.items())
        return "{" + "".join(pairs) + "}"
    return _ten_digits(raw)


_ESCAPES = {
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
    '"': '\\"',
    "\\": "\\\\",
}


def _quoted(text: str) -> str:
    """The text in quotes with everything unprintable escaped."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return '"' + "".join(_escape(character) for character in text) + '"'


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _ten_digits(value: Number) -> str:
    """A number to ten significant digits, with an exponent where that is shorter."""
    text = number_text(value)
    if isinstance(value, float) or value == 0:
        return text
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = text.partition(".")
    digits = (whole + decimals).lstrip("0")
    exponent = len(whole) - 1 if whole != "0" else len(decimals.lstrip("0")) - len(decimals) - 1
    if len(digits) > 10:
        kept = int(digits[:10]) + (digits[10:].ljust(2, "0") > "50" or digits[10] > "5")
        digits = str(kept)
        if len(digits) > 10:
            exponent += 1
    digits = digits[:10].rstrip("0") or "0"
    if -4 <= exponent < 10 or (len(digits) <= exponent + 1 <= 10):
        if exponent < 0:
            return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
        head = digits[: exponent + 1].ljust(exponent + 1, "0")
        tail = digits[exponent + 1 :]
        return f"{sign}{head}.{tail}" if tail else f"{sign}{head}"
    tail = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
