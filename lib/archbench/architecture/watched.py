"""What of an architecture is looked at, as `archbench.terraform.watched` has it.

Of regions and VPCs each field is noted by itself, of the rest each field of the whole; who asks for
the elements of one class, or for the one at an address, looks at these alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache, cached_property
from typing import TypeVar

from archbench.architecture.element import Element
from archbench.architecture.model import Architecture, Region, Vpc
from archbench.terraform.watched import ABSENT

Way = tuple[str | int, ...]
"""The way to what was looked at: ("regions", 0, "vpcs", 1, "subnets"); or what was asked for:
("of_class", "Vpc"), ("by_address", "aws_vpc.main")."""

_Part = TypeVar("_Part", bound=Region | Vpc)
_FIELDS = frozenset(item.name for item in fields(Architecture))
_NAMES = "*"


class WatchedArchitecture(Architecture):
    """An architecture that notes where it is looked at."""

    _of: Architecture
    _asked: set[Way]

    def __getattribute__(self, name: str) -> object:
        if name in _FIELDS:
            self._asked.add((name,))
        return super().__getattribute__(name)

    def of_class(self, name: str) -> tuple[Element, ...]:
        """Every element of a class, each once."""
        self._asked.add(("of_class", name))
        return self._of.of_class(name)

    @cached_property
    def by_address(self) -> Mapping[str, Element]:
        """Every element by its address."""
        return _ByAddress(self._of.by_address, self._asked)


class _ByAddress(Mapping[str, Element]):
    """Elements by address; notes for which it was asked."""

    def __init__(self, held: Mapping[str, Element], asked: set[Way]) -> None:
        self._held = held
        self._asked = asked

    def __getitem__(self, address: str) -> Element:
        self._asked.add(("by_address", address))
        return self._held[address]

    def __iter__(self) -> Iterator[str]:
        self._asked.add(("by_address", _NAMES))
        return iter(self._held)

    def __len__(self) -> int:
        self._asked.add(("by_address", _NAMES))
        return len(self._held)


def watched(architecture: Architecture, asked: set[Way]) -> Architecture:
    """The architecture, which notes where it is looked at."""
    regions = tuple(
        _noting(region, asked, ("regions", number), vpcs=_vpcs(region, asked, number))
        for number, region in enumerate(architecture.regions)
    )
    held = {item.name: getattr(architecture, item.name) for item in fields(Architecture)}
    found = WatchedArchitecture(**{**held, "regions": regions})
    object.__setattr__(found, "_of", architecture)
    object.__setattr__(found, "_asked", asked)
    return found


def _vpcs(region: Region, asked: set[Way], number: int) -> tuple[Vpc, ...]:
    return tuple(
        _noting(vpc, asked, ("regions", number, "vpcs", index))
        for index, vpc in enumerate(region.vpcs)
    )


def _noting(item: _Part, asked: set[Way], way: Way, **changed: object) -> _Part:
    held = {field.name: getattr(item, field.name) for field in fields(item)}
    kind: type = type(item)
    found: _Part = _watcher(kind)(**{**held, **changed})
    object.__setattr__(found, "_asked", asked)
    object.__setattr__(found, "_way", way)
    return found


@cache
def _watcher(kind: type) -> type:
    """The same type, of the same name, whose fields note where they stand."""
    names = frozenset(item.name for item in fields(kind))

    def look(self: object, name: str) -> object:
        found = object.__getattribute__(self, name)
        if name in names:
            way = object.__getattribute__(self, "_way")
            object.__getattribute__(self, "_asked").add((*way, name))
        return found

    body = {"__slots__": ("_asked", "_way"), "__getattribute__": look}
    return type(kind.__name__, (kind,), body)


def at(architecture: Architecture, way: Way) -> object:
    """What stands where it was looked at: of regions and VPCs, whose fields are noted, how many."""
    first, *rest = way
    if first == "of_class":
        return architecture.of_class(str(rest[0]))
    if first == "by_address":
        held = architecture.by_address
        return tuple(held) if rest[0] == _NAMES else held.get(str(rest[0]), ABSENT)
    found: object = getattr(architecture, str(first))
    for step in rest:
        if isinstance(step, int):
            if not isinstance(found, tuple) or step >= len(found):
                return ABSENT
            found = found[step]
        else:
            found = getattr(found, step)
    return len(found) if way[-1] in ("regions", "vpcs") and isinstance(found, tuple) else found
