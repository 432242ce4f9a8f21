"""What an assert goes through, once to be judged and once as messages may tell of it.

An element may be made of what is not shown: a word of a script, the value of a variable of an
environment. What it is made of shows where the `for_each` is worked out once more on a view in
which all that is withheld is marked sensitive, since the marks go the way of the values.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from archbench.hcl.construct import marked
from archbench.hcl.syntax import Attr, Traversal
from archbench.hcl.values import Raw, Value
from archbench.requirements.checklist import Assert
from archbench.requirements.evaluation import Evaluation
from archbench.requirements.record import Record
from archbench.requirements.scope import Names


class Retelling:
    """The elements of an assert as messages may tell of them, worked out when one is asked for."""

    def __init__(self, item: Assert, names: Names, elements: Sequence[Value]) -> None:
        self._item = item
        self._names = names
        self._elements = elements

    def element(self, number: int) -> Value | None:
        """The element at a place; None where nothing may be told of it."""
        if len(self._told) != len(self._elements):
            return None
        told = self._told[number]
        return told if _is_alike(told.raw, self._elements[number].raw) else None

    @cached_property
    def _told(self) -> Sequence[Value]:
        names = self._names.telling
        found = Evaluation(names, []).over(self._item)
        elements = elements_of(found)
        if elements is None and isinstance(self._item.for_each, Traversal):
            elements = certain(names, self._item.for_each)
        is_secret = found is not None and found.sensitive
        return [marked(item, is_secret) for item in elements or ()]


def elements_of(value: Value | None) -> list[Value] | None:
    """The elements of a known collection; None for what is not known, or no collection."""
    if value is None or not value.is_known:
        return None
    if isinstance(value.raw, tuple):
        return list(value.raw)
    return list(value.raw.values()) if isinstance(value.raw, Mapping) else None


def certain(names: Names, node: Traversal) -> list[Value] | None:
    """The instances of resources.<type> that are certain, where there may be more."""
    match node:
        case Traversal(root="resources", steps=(Attr(name=name),)):
            return names.view.countable(name)
    return None


def _is_alike(told: Raw, judged: Raw) -> bool:
    """Whether it is the same, whatever is marked: a `for_each` may ask what is sensitive."""
    if isinstance(told, Record) and isinstance(judged, Record):
        return (told.address, told.path) == (judged.address, judged.path)
    if isinstance(told, tuple) and isinstance(judged, tuple):
        pairs = zip(told, judged, strict=False)
        return len(told) == len(judged) and all(_is_alike(a.raw, b.raw) for a, b in pairs)
    if isinstance(told, Mapping) and isinstance(judged, Mapping):
        return [*told] == [*judged] and all(_is_alike(told[x].raw, judged[x].raw) for x in told)
    return told == judged
