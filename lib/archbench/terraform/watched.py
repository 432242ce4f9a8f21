"""What of a configuration is looked at while something is worked out from it.

`watched` gives a configuration that answers as another does and notes what it is asked. Whatever is
worked out from it, and from nothing else that varies, comes out the same from each configuration
in which all that was looked at is the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from typing import TypeVar

from archbench.frozen import replace
from archbench.terraform.configuration import Configuration, Instance, Output, Variable

NAMES = "*"
"""In place of a key: all that a mapping holds, in order."""
BESIDE = ("*ranges", "*references")
"""In place of an attribute: where everything is set, and what it refers to."""
PARTS = ("variables", "outputs", "_secrets")
"""What of a configuration is noted as a whole, besides "var.NAME" and "output.NAME"."""

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")
ABSENT = object()
"""Stands for what is not there."""


class Noting(Mapping[_Key, _Item]):
    """A mapping that notes each key it is asked for, or that it was asked where it has a name."""

    __slots__ = ("_asked", "_held", "_name")

    def __init__(self, held: Mapping[_Key, _Item], asked: set[str], name: str = "") -> None:
        self._held = held
        self._asked = asked
        self._name = name

    def __getitem__(self, key: _Key) -> _Item:
        self._asked.add(self._name or str(key))
        return self._held[key]

    def __contains__(self, key: object) -> bool:
        self._asked.add(self._name or str(key))
        return key in self._held

    def __iter__(self) -> Iterator[_Key]:
        self._asked.add(self._name or NAMES)
        return iter(self._held)

    def __len__(self) -> int:
        self._asked.add(self._name or NAMES)
        return len(self._held)


class WatchedConfiguration(Configuration):
    """A configuration that notes which of its parts are looked at."""

    _of: Configuration
    _asked: set[str]

    def __getattribute__(self, name: str) -> object:
        if name in PARTS:
            self._asked.add(name)
        return super().__getattribute__(name)

    def variable(self, name: str) -> Variable | None:
        """The root variable with this name."""
        self._asked.add(f"var.{name}")
        return self._of.variable(name)

    def output(self, name: str) -> Output | None:
        """The root output with this name."""
        self._asked.add(f"output.{name}")
        return self._of.output(name)

    def beside(self, more: Iterable[Instance]) -> Configuration:
        """The same with more instances, noting as before."""
        found = super().beside(more)
        if found is not self:
            object.__setattr__(found, "_of", self._of)
            object.__setattr__(found, "_asked", self._asked)
        return found

    @cached_property
    def _secrets(self) -> frozenset[str]:
        return self._of._secrets  # noqa: SLF001 its own, of another instance


def watched(
    configuration: Configuration, attributes: dict[str, set[str]], parts: set[str]
) -> Configuration:
    """The configuration, which notes the attributes of each address and the parts looked at.

    Not noted, as they are always looked at: all of an instance but its values, ranges and
    references, and `frame` of the configuration.
    """
    items = tuple(
        _instance(item, attributes.setdefault(item.address, set()))
        for item in configuration.instances
    )
    held = {item.name: getattr(configuration, item.name) for item in fields(Configuration)}
    found = WatchedConfiguration(**{**held, "instances": items})
    object.__setattr__(found, "_of", configuration)
    object.__setattr__(found, "_asked", parts)
    return found


def _instance(item: Instance, asked: set[str]) -> Instance:
    ranges, references = BESIDE
    return replace(
        item,
        values=Noting(item.values, asked),
        ranges=Noting(item.ranges, asked, ranges),
        references=Noting(item.references, asked, references),
    )


def frame(configuration: Configuration) -> tuple[object, ...]:
    """What is looked at without being noted: all but the instances and the parts that are."""
    names = (item.name for item in fields(Configuration))
    left = ("instances", *PARTS)
    return tuple(getattr(configuration, name) for name in names if name not in left)


def head(item: Instance) -> tuple[object, ...]:
    """What of an instance is looked at without being noted."""
    left = ("values", "ranges", "references")
    return tuple(getattr(item, field.name) for field in fields(item) if field.name not in left)


def attribute(item: Instance, name: str) -> object:
    """What was looked at of an instance under a name that `watched` notes."""
    if name in BESIDE:
        return getattr(item, name[1:])
    return tuple(item.values) if name == NAMES else item.values.get(name, ABSENT)


def part(configuration: Configuration, name: str) -> object:
    """What was looked at of the whole under a name that `watched` notes."""
    kind, _, rest = name.partition(".")
    if kind == "var":
        return configuration.variable(rest)
    return configuration.output(rest) if kind == "output" else getattr(configuration, name)
