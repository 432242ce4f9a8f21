"""Whether two values are one and the same to whoever reads them, and numbers that say so.

More than `==`: what is compared of an unknown is all of it, its reason and how it was made; 1, 1.0
and true differ, as do mappings in another order.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter

KEPT = 64
"""Values that are remembered of one place; another that comes again later has another number."""


def is_same(one: object, other: object) -> bool:  # noqa: PLR0911
    """Whether nothing that reads one of them could tell it from the other."""
    if one is other:
        return True
    if one.__class__ is not other.__class__:
        return False
    if isinstance(one, str | int):
        return one == other
    if isinstance(one, Decimal):
        return str(one) == str(other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return _are_same(tuple(one), tuple(other)) and _are_same(
            tuple(one.values()), tuple(other.values())
        )
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _are_same(one, other)
    if is_dataclass(one):
        parts = _parts(one.__class__)
        return _are_same(parts(one), parts(other))
    return one == other


def _are_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    if len(some) != len(others):
        return False
    return all(a is b or is_same(a, b) for a, b in zip(some, others, strict=True))


@cache
def _parts(kind: type) -> Callable[[object], tuple[object, ...]]:
    """What gives all fields of a dataclass."""
    names = tuple(item.name for item in fields(kind))
    if len(names) > 1:
        return attrgetter(*names)
    return lambda item: tuple(getattr(item, name) for name in names)


class Numbers:
    """Gives values numbers: two of one place with the same number are the same."""

    def __init__(self) -> None:
        self._seen: dict[Hashable, list[tuple[object, int]]] = {}
        self._next = 0

    def of(self, place: Hashable, value: object) -> int:
        """The number of a value that stands at a place."""
        seen = self._seen.setdefault(place, [])
        for other, number in reversed(seen):
            if other == value and is_same(other, value):
                return number
        self._next += 1
        seen.append((value, self._next))
        del seen[:-KEPT]
        return self._next
