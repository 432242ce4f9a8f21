"""What is known about an unknown value, and when that makes it known after all."""

from archbench.frozen import replace
from archbench.hcl.graphemes import clusters
from archbench.hcl.types import (
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
from archbench.hcl.values import UNREFINED, Made, Origin, Refinement, Unknown, Value

_PREFIX_ENDS = frozenset("-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'")
"""Characters no later character can combine with, so that a prefix may end in them."""


def not_null(value: Value) -> bool:
    """True when the value is certainly not null."""
    if isinstance(value.raw, Unknown):
        return value.raw.refinement.not_null
    return value.raw is not None


def computed(type_: Type, *values: Value, refinement: Refinement = UNREFINED) -> Value:
    """An unknown worked out from these values: it waits for all they wait for."""
    return refined(Unknown(type_, origins(*values)), refinement)


def origins(*values: Value) -> tuple[Origin, ...]:
    """Everything the values, and the values inside them, wait for."""
    if len(values) == 1 and isinstance(values[0].raw, Unknown) and len(values[0].raw.origins) == 1:
        return values[0].raw.origins
    found: set[Origin] = set()
    stack = list(values)
    while stack:
        raw = stack.pop().raw
        if raw.__class__ is str:
            continue
        if isinstance(raw, Unknown):
            found.update(raw.origins)
        elif isinstance(raw, tuple):
            stack.extend(raw)
        elif raw is not None and hasattr(raw, "values"):
            stack.extend(raw.values())
    return tuple(sorted(found))


def is_wrong(value: Value) -> bool:
    """True when the value is unknown because of a mistake that has been reported."""
    raw = value.raw
    return isinstance(raw, Unknown) and any(origin.kind == "error" for origin in raw.origins)


def refined(raw: Unknown, refinement: Refinement) -> Value:
    """The unknown with this known about it; a known value when that leaves only one."""
    type_ = raw.type
    if type_ == DYNAMIC or refinement == UNREFINED:
        return Value(type_, raw)
    low, high = refinement.minimum, refinement.maximum
    if refinement.not_null and low is not None and low == high:
        if type_ == NUMBER:
            return Value(NUMBER, low)
        if low == 0 and isinstance(type_, ListOf | SetOf):
            return Value(type_, ())
        if low == 0 and isinstance(type_, MapOf):
            return Value(type_, {})
        if isinstance(type_, ListOf) or (isinstance(type_, SetOf) and low == 1):
            element = Value(type_.element, Unknown(type_.element, raw.origins))
            return Value(type_, (element,) * int(low))
    return Value(type_, replace(raw, refinement=refinement))


def refine_not_null(value: Value) -> Value:
    """The value, known not to be null when it is unknown."""
    raw = value.raw
    if not isinstance(raw, Unknown) or raw.refinement.not_null or raw.type == DYNAMIC:
        return value
    found = refined(raw, replace(raw.refinement, not_null=True))
    return Value(found.type, found.raw, value.sensitive)


def safe_prefix(text: str) -> str:
    """The part at the start that no text appended could change.

    >>> safe_prefix("vpc-"), safe_prefix("vpc")
    ('vpc-', 'vp')
    """
    text = text.encode()[:128].decode(errors="ignore")
    if text.isascii() and "\r" not in text:
        return text if not text or text[-1] in _PREFIX_ENDS else text[:-1]
    *whole, last = clusters(text)
    return text if last in _PREFIX_ENDS else "".join(whole)


def forgotten(value: Value, type_: Type, made: Made | None = None) -> Value:
    """The unknown value under this type, the same thing with nothing known of it but its making."""
    raw = value.raw
    if not isinstance(raw, Unknown):
        return value
    exact = raw.exact and value.type == type_
    return Value(type_, Unknown(type_, raw.origins, exact, made=made), value.sensitive)


def length_bounds(value: Value) -> tuple[int, int | None]:
    """The least and greatest length the collection, tuple or object can have."""
    type_, raw = value.type, value.raw
    if isinstance(type_, TupleOf):
        return len(type_.elements), len(type_.elements)
    if isinstance(type_, ObjectOf):
        return len(type_.attributes), len(type_.attributes)
    if isinstance(raw, Unknown):
        low, high = raw.refinement.minimum, raw.refinement.maximum
        return int(low or 0), None if high is None else int(high)
    if isinstance(raw, tuple):
        unsure = isinstance(type_, SetOf) and len(raw) > 1 and bool(origins(value))
        return (1 if unsure else len(raw)), len(raw)
    return (len(raw), len(raw)) if isinstance(raw, dict) else (0, 0)


def range_bounds(value: Value) -> tuple[int, int | None]:
    """The same as some of Terraform asks it: nothing about a set with unknown elements."""
    low, high = length_bounds(value)
    return (low, high) if low == high or not value.is_known else (0, None)


def converted_unknown(value: Value, raw: Unknown, type_: Type) -> Value:
    """An unknown under another type: the same thing, with what its old type said of it."""
    known = Refinement(not_null=raw.refinement.not_null)
    source = value.type
    low, high = length_bounds(value) if not isinstance(source, type(NUMBER)) else (0, None)
    structural = isinstance(source, TupleOf | ObjectOf)
    collection = isinstance(source, ListOf | SetOf | MapOf)
    if isinstance(type_, SetOf) and (collection or structural):
        known = replace(known, minimum=min(low, 1), maximum=high)
    elif isinstance(type_, ListOf | MapOf) and (collection or structural):
        known = replace(known, minimum=low, maximum=high)
    elif type_ == source:
        known = raw.refinement
    if type_ == STRING and source == NUMBER:
        known = Refinement(not_null=raw.refinement.not_null)
    return refined(replace(raw, type=type_, refinement=UNREFINED), known)
