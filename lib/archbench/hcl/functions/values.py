"""Reading, comparing and marking values, as cty does."""

from collections.abc import Iterable, Mapping

from archbench.frozen import replace
from archbench.hcl.construct import has_unknown, is_sensitive_deep, list_value, unmarked
from archbench.hcl.numbers import Short
from archbench.hcl.refine import length_bounds
from archbench.hcl.text import nfc
from archbench.hcl.types import DYNAMIC, NUMBER, STRING, Type
from archbench.hcl.values import Value


def string(text: str) -> Value:
    """A string value, in NFC as every string of the language is."""
    return Value(STRING, nfc(text))


def strings(texts: Iterable[str]) -> Value:
    """A list of strings."""
    return list_value(map(string, texts), STRING)


def number(whole: int) -> Value:
    """A whole number value, as Terraform makes of a count or index (64 bits)."""
    return Value(NUMBER, Short(whole))


def null(type_: Type = DYNAMIC) -> Value:
    """Null of this type."""
    return Value(type_, None)


def elements(value: Value) -> tuple[Value, ...]:
    """The elements of a known list, set or tuple; none for anything else."""
    return value.raw if isinstance(value.raw, tuple) else ()


def entries(value: Value) -> Mapping[str, Value]:
    """The entries of a known map or object; none for anything else."""
    return value.raw if isinstance(value.raw, Mapping) else {}


def text_of(value: Value) -> str:
    """The raw string of a known string value."""
    if not isinstance(value.raw, str):
        raise TypeError(f"not a known string: {value.type}")
    return value.raw


def wholly_known(value: Value) -> bool:
    """Whether neither the value nor anything inside it is unknown."""
    return not has_unknown(value)


def length_known(value: Value) -> bool:
    """Whether the number of elements is certain: unknown elements of a set may turn out equal."""
    low, high = length_bounds(value)
    return low == high


def unmark(value: Value) -> tuple[Value, bool]:
    """The value without any sensitive mark, and whether it had one."""
    return (unmarked(value), True) if is_sensitive_deep(value) else (value, False)


def marked(value: Value, *sources: Value) -> Value:
    """The value, sensitive if it or one of the sources is (not what is inside them)."""
    if value.sensitive or not any(source.sensitive for source in sources):
        return value
    return replace(value, sensitive=True)
