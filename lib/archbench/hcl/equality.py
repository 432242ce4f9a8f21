"""Whether two values are equal, which may not be known yet."""

from collections.abc import Mapping

from archbench.hcl.construct import children, identity
from archbench.hcl.refine import length_bounds, not_null
from archbench.hcl.types import (
    DYNAMIC,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.hcl.values import Unknown, Value


def equal(left: Value, right: Value) -> bool | None:  # noqa: PLR0911
    """True, False, or None when it depends on something unknown.

    Values of different types are never equal, but every null equals every other.
    """
    if isinstance(left.raw, str) and isinstance(right.raw, str) and left.type == right.type:
        return left.raw == right.raw  # by far the most frequent
    if (left.is_null and not_null(right)) or (right.is_null and not_null(left)):
        return False
    if left.is_known is not right.is_known:
        known, other = (left, right) if left.is_known else (right, left)
        if not _possible(known, other):
            return False
    if not left.is_known or not right.is_known:
        return None
    if left.is_null or right.is_null:
        return left.is_null and right.is_null
    if _has_untyped(left) or _has_untyped(right):
        conform = conforms(left.type, right.type) or conforms(right.type, left.type)
        return None if conform else False
    if left.type != right.type:
        return False
    return _equal_inside(left, right)


def _equal_inside(left: Value, right: Value) -> bool | None:  # noqa: PLR0911
    """For two known values, not null, of one type."""
    a, b = left.raw, right.raw
    if isinstance(left.type, SetOf) and isinstance(a, tuple) and isinstance(b, tuple):
        if any(isinstance(item.raw, Unknown) for item in (*a, *b)):
            return None
        return {identity(item) for item in a} == {identity(item) for item in b}
    if isinstance(a, tuple) and isinstance(b, tuple):
        if len(a) != len(b):
            return False
        for one, other in zip(a, b, strict=True):
            same = equal(one, other)
            if not same:
                return same
        return True
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        if a.keys() != b.keys():
            return False
        answers = [equal(item, b[key]) for key, item in a.items()]
        # Terraform looks at attributes in no fixed order and stops at the first that is unknown
        return None if None in answers else False not in answers
    return a == b


def _possible(known: Value, other: Value) -> bool:  # noqa: PLR0911
    """Whether an unknown could turn out to be this known value."""
    raw = other.raw
    if not isinstance(raw, Unknown) or known.is_null or other.type == DYNAMIC:
        return True
    if not conforms(known.type, other.type):
        return False
    refinement = raw.refinement
    if isinstance(known.raw, str):
        return known.raw.startswith(refinement.prefix)
    if isinstance(known.raw, tuple | Mapping):
        if not isinstance(other.type, ListOf | SetOf | MapOf):
            return True
        low, high = length_bounds(other)
        least, most = length_bounds(known)
        return not ((most is not None and most < low) or (high is not None and least > high))
    if isinstance(known.raw, bool) or known.raw is None or isinstance(known.raw, Unknown):
        return True
    above = refinement.minimum is None or known.raw >= refinement.minimum
    return above and (refinement.maximum is None or known.raw <= refinement.maximum)


def _has_untyped(value: Value) -> bool:
    """True when something inside is unknown, even its type."""
    if isinstance(value.raw, Unknown):
        return value.type == DYNAMIC
    return any(_has_untyped(item) for item in children(value))


def conforms(given: Type, wanted: Type) -> bool:
    """Whether the given type matches, where each "any" of the wanted one matches everything."""
    if wanted in (DYNAMIC, given):
        return True
    if type(given) is not type(wanted):
        return False
    match wanted:
        case ListOf(element) | SetOf(element) | MapOf(element):
            return conforms(given.element, element)  # type: ignore[union-attr]
        case TupleOf(elements) if isinstance(given, TupleOf):
            return len(elements) == len(given.elements) and all(
                conforms(have, want) for have, want in zip(given.elements, elements, strict=True)
            )
        case ObjectOf(attributes) if isinstance(given, ObjectOf):
            return attributes.keys() == given.attributes.keys() and all(
                conforms(given.attributes[name], item) for name, item in attributes.items()
            )
        case _:
            return False
