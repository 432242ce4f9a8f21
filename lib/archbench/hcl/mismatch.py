"""Why one type does not convert to another, in Terraform's words."""

from archbench.hcl.types import (
    DYNAMIC,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
    constraint_name,
)
from archbench.hcl.unify import convertible


def mismatch(given: Type, wanted: Type) -> str:  # noqa: PLR0911
    """What keeps the given type from becoming the wanted one, without a final full stop."""
    if isinstance(given, ObjectOf) and isinstance(wanted, ObjectOf):
        return _objects(given, wanted)
    if isinstance(wanted, ListOf | SetOf) and isinstance(given, TupleOf):
        if wanted.element == DYNAMIC:
            return f"all {_kind(wanted)} elements must have the same type"
        parts = {str(index): item for index, item in enumerate(given.elements)}
        return _parts(parts, wanted.element)
    if isinstance(wanted, MapOf) and isinstance(given, ObjectOf):
        if wanted.element == DYNAMIC:
            return "all map elements must have the same type"
        return _parts(
            {f'"{name}"': item for name, item in given.attributes.items()}, wanted.element
        )
    collections = (isinstance(wanted, ListOf | SetOf) and isinstance(given, ListOf | SetOf)) or (
        isinstance(wanted, MapOf) and isinstance(given, MapOf)
    )
    if collections:
        inner = mismatch(given.element, wanted.element)  # type: ignore[union-attr]
        return f"incorrect {_kind(wanted)} element type: {inner}"
    return f"{constraint_name(wanted)} required"


def _kind(type_: Type) -> str:
    return str(type_).split()[0]


def _objects(given: ObjectOf, wanted: ObjectOf) -> str:
    missing = sorted(
        name
        for name in wanted.attributes
        if name not in given.attributes and name not in wanted.optional
    )
    if missing:
        quoted = [f'"{name}"' for name in missing]
        if len(quoted) == 1:
            return f"attribute {quoted[0]} is required"
        if len(quoted) == 2:
            return f"attributes {quoted[0]} and {quoted[1]} are required"
        return f"attributes {', '.join(quoted[:-1])}, and {quoted[-1]} are required"
    for name in sorted(wanted.attributes):
        have, want = given.attributes.get(name), wanted.attributes[name]
        if have is not None and not convertible(have, want):
            return f'attribute "{name}": {mismatch(have, want)}'
    return "incorrect object attributes"


def _parts(parts: dict[str, Type], element: Type) -> str:
    for name, item in parts.items():
        if not convertible(item, element):
            return f"element {name}: {mismatch(item, element)}"
    return f"all elements must be {constraint_name(element)}"
