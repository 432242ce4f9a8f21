"""What conditions read: records whose values are made when asked for, and the reads they note."""

from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from functools import cache
from typing import NamedTuple

from archbench.hcl.construct import children
from archbench.hcl.types import DYNAMIC, ObjectOf
from archbench.hcl.values import Value
from archbench.terraform.configuration import Path

META = ("address", "configured", "meta")
"""What every instance has beside its own attributes."""


class Read(NamedTuple):
    """One value a condition looked at; a named tuple, because there are many, looked up often."""

    address: str
    path: Path


class Record(Mapping[str, Value]):
    """The attributes of something, made when asked for; taking one by name is noted as a read."""

    __slots__ = ("_made", "_make", "_names", "_reads", "address", "path")

    def __init__(
        self,
        address: str,
        names: Sequence[str],
        make: Callable[[str], Value],
        reads: list[Read],
        path: Path = (),
    ) -> None:
        self.address = address
        self._names = names
        self._make = make
        self._reads = reads
        self.path = path
        self._made: dict[str, Value] = {}

    def whole(self) -> Value:
        """The record as an object."""
        return Value(_object(tuple(self._names)), self)

    def __getitem__(self, name: str) -> Value:
        value = self._get(name)
        if name not in META:
            self._reads.append(Read(self.address, (*self.path, name)))
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def values(self) -> ValuesView[Value]:
        """Every value; looking over all of them is no read of any."""
        return self._all().values()

    def items(self) -> ItemsView[str, Value]:
        """Every name and value, likewise."""
        return self._all().items()

    def _all(self) -> dict[str, Value]:
        return {name: self._get(name) for name in self._names}

    def _get(self, name: str) -> Value:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]


def holds_secret(value: Value) -> bool:
    """Whether a value is, or holds, one that is marked sensitive; of a record each part says it."""
    stack = [value]
    while stack:
        item = stack.pop()
        if item.sensitive:
            return True
        if not isinstance(item.raw, Record):
            stack.extend(children(item))
    return False


@cache
def _object(names: tuple[str, ...]) -> ObjectOf:
    return ObjectOf(dict.fromkeys(names, DYNAMIC))
