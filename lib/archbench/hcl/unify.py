"""Which types convert to which, and the one type several types have in common.

Source: the rules of Terraform 1.11's type unification (cty's convert package), checked against
recorded answers in tests/conformance/language.
"""

from collections.abc import Sequence
from itertools import pairwise

from archbench.hcl.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListOf,
    MapOf,
    ObjectOf,
    Primitive,
    SetOf,
    TupleOf,
    Type,
)

_SAFE = frozenset({(NUMBER, STRING), (BOOL, STRING)})
_UNSAFE = _SAFE | {(STRING, NUMBER), (STRING, BOOL)}


def convertible(given: Type, wanted: Type, *, safe: bool = False) -> bool:  # noqa: C901, PLR0911, PLR0912
    """True when a value of one type may convert to the other (safe: always will)."""
    if wanted in (given, DYNAMIC):
        return True
    if given == DYNAMIC:
        return not safe
    match wanted:
        case Primitive():
            return (given, wanted) in (_SAFE if safe else _UNSAFE)
        case ObjectOf(attributes, optional):
            if isinstance(given, ObjectOf):
                return all(
                    convertible(given.attributes[name], item, safe=safe)
                    if name in given.attributes
                    else name in optional
                    for name, item in attributes.items()
                )
            return (
                isinstance(given, MapOf)
                and not safe
                and all(
                    convertible(given.element, item) or name in optional
                    for name, item in attributes.items()
                )
            )
        case TupleOf(elements):
            return (
                isinstance(given, TupleOf)
                and len(given.elements) == len(elements)
                and all(
                    convertible(have, want, safe=safe)
                    for have, want in zip(given.elements, elements, strict=True)
                )
            )
        case MapOf(element):
            if isinstance(given, MapOf):
                return convertible(given.element, element, safe=safe)
            if isinstance(given, ObjectOf):
                return _all_convertible(
                    tuple(given.attributes.values()), element, safe=safe, mixed=True
                )
            return False
        case ListOf(element) | SetOf(element):
            if isinstance(given, ListOf | SetOf):
                risky = isinstance(given, ListOf) and isinstance(wanted, SetOf)
                return not (risky and safe) and convertible(given.element, element, safe=safe)
            if isinstance(given, TupleOf):
                return _all_convertible(given.elements, element, safe=safe, mixed=False)
            return False
        case _:
            return False


def _all_convertible(parts: tuple[Type, ...], element: Type, *, safe: bool, mixed: bool) -> bool:
    """Whether the parts of a structure convert to one element type."""
    if not parts:
        return True
    wanted: Type | None = element
    if element == DYNAMIC:
        wanted = unify(parts, safe=safe)
        if wanted is None:
            return False
        if wanted == DYNAMIC and not mixed:
            return all(part == DYNAMIC for part in parts)
    return wanted is not None and all(convertible(part, wanted, safe=safe) for part in parts)


def unify(types: Sequence[Type], *, safe: bool = False) -> Type | None:
    """The type all of these convert to; None when there is none.

    >>> str(unify([NUMBER, STRING]))
    'string'
    >>> unify([TupleOf((NUMBER,)), STRING]) is None
    True
    """
    if not types:
        return None
    first = types[0]
    if all(type_ == first for type_ in types[1:]):
        return first
    kinds = {type(type_) for type_ in types if type_ != DYNAMIC}
    dynamic = any(type_ == DYNAMIC for type_ in types)
    if len(kinds) == 1 and kinds != {Primitive}:
        return DYNAMIC if dynamic else _unify_alike(types, safe=safe)
    found: Type | None = None
    if kinds == {MapOf, ObjectOf}:
        found = _unify_mixed(types, ObjectOf, safe=safe)
    elif kinds == {ListOf, TupleOf}:
        found = _unify_mixed(types, TupleOf, safe=safe)
    elif {ObjectOf, TupleOf} <= kinds:
        return None
    return found or _preferred(types, safe=safe)


def _preferred(types: Sequence[Type], *, safe: bool) -> Type | None:
    """The most general of the types that all others convert to."""
    for wanted in _general_first(types):
        if all(convertible(type_, wanted, safe=safe) for type_ in types):
            return wanted
    return None


def _unify_alike(types: Sequence[Type], *, safe: bool) -> Type | None:  # noqa: PLR0911
    """Types of one kind."""
    first = types[0]
    match first:
        case ListOf() | SetOf() | MapOf():
            inner = unify([type_.element for type_ in types], safe=safe)  # type: ignore[union-attr]
            return None if inner is None else _checked(types, type(first)(inner), safe=safe)
        case ObjectOf():
            objects = [type_ for type_ in types if isinstance(type_, ObjectOf)]
            if any(a.attributes.keys() != b.attributes.keys() for a, b in pairwise(objects)):
                return _as_map(objects, safe=safe)
            attributes: dict[str, Type] = {}
            for name in first.attributes:
                common = unify([type_.attributes[name] for type_ in objects], safe=safe)
                if common is None:
                    return None
                attributes[name] = common
            return _checked(types, ObjectOf(attributes), safe=safe) or _as_map(objects, safe=safe)
        case _:
            tuples = [type_ for type_ in types if isinstance(type_, TupleOf)]
            if any(len(a.elements) != len(b.elements) for a, b in pairwise(tuples)):
                return _as_list(tuples, safe=safe)
            columns = zip(*(type_.elements for type_ in tuples), strict=True)
            elements = [unify(column, safe=safe) for column in columns]
            known = tuple(item for item in elements if item is not None)
            if len(known) != len(elements):
                return None
            return _checked(types, TupleOf(known), safe=safe) or _as_list(tuples, safe=safe)


def _unify_mixed(types: Sequence[Type], structure: type, *, safe: bool) -> Type | None:
    """Maps with objects, or lists with tuples: the structures as one collection, then all."""
    some = [type_ for type_ in types if isinstance(type_, structure)]
    collection = (
        _as_map([type_ for type_ in some if isinstance(type_, ObjectOf)], safe=safe)
        if structure is ObjectOf
        else _as_list([type_ for type_ in some if isinstance(type_, TupleOf)], safe=safe)
    )
    if collection is None:
        return None
    common = unify(
        [collection if isinstance(type_, structure) else type_ for type_ in types], safe=safe
    )
    return common if isinstance(common, ListOf | MapOf) else None


def _as_map(objects: Sequence[ObjectOf], *, safe: bool) -> Type | None:
    inner = unify([item for type_ in objects for item in type_.attributes.values()], safe=safe)
    return None if inner is None else _checked(objects, MapOf(inner), safe=safe)


def _as_list(tuples: Sequence[TupleOf], *, safe: bool) -> Type | None:
    inner = unify([item for type_ in tuples for item in type_.elements], safe=safe)
    return None if inner is None else _checked(tuples, ListOf(inner), safe=safe)


def _checked(types: Sequence[Type], common: Type, *, safe: bool) -> Type | None:
    return common if all(convertible(type_, common, safe=safe) for type_ in types) else None


def _general_first(types: Sequence[Type]) -> list[Type]:
    """The types in an order where one that is more general comes before a more special one."""
    count = len(types)
    after: list[list[int]] = [[] for _ in types]
    before = [0] * count
    for i in range(count):
        for j in range(i + 1, count):
            order = _compare(types[i], types[j])
            if order:
                low, high = (i, j) if order < 0 else (j, i)
                after[low].append(high)
                before[high] += 1
    queue = [index for index in range(count) if before[index] == 0]
    for index in queue:
        for other in after[index]:
            before[other] -= 1
            if before[other] == 0:
                queue.append(other)
    return [types[index] for index in queue]


def _compare(a: Type, b: Type) -> int:  # noqa: C901, PLR0911
    """-1 when a is more general than b, 1 when b is, 0 when neither."""
    if a == b:
        return 0
    if DYNAMIC in (a, b):
        return 1 if a == DYNAMIC else -1
    if isinstance(a, Primitive) and isinstance(b, Primitive):
        return -1 if a == STRING else 1 if b == STRING else 0
    for kind in (ListOf, SetOf, MapOf):
        if isinstance(a, kind) and isinstance(b, kind):
            return _compare(a.element, b.element)
    ranks = (ListOf, TupleOf, SetOf), (MapOf, ObjectOf)
    for chain in ranks:
        if type(a) in chain and type(b) in chain and type(a) is not type(b):
            return -1 if chain.index(type(a)) < chain.index(type(b)) else 1
    pairs: list[tuple[Type, Type]] = []
    if isinstance(a, ObjectOf) and isinstance(b, ObjectOf):
        if a.attributes.keys() != b.attributes.keys():
            return 0
        pairs = [(item, b.attributes[name]) for name, item in a.attributes.items()]
    elif isinstance(a, TupleOf) and isinstance(b, TupleOf):
        if len(a.elements) != len(b.elements):
            return 0
        pairs = list(zip(a.elements, b.elements, strict=True))
    orders = {_compare(left, right) for left, right in pairs} - {0}
    return orders.pop() if len(orders) == 1 else 0
