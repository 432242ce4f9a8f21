"""Values that nobody changes: dataclasses that are quick to make.

A command makes some two hundred such classes before it reads anything. `dataclass` compiles six
functions for each, which took a quarter of the time of a small check; here it compiles one, and
equality, hash and text are made by what all share. That nobody assigns to a field is proved by the
type checker, and not looked at again whenever a value is made.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Class]) -> type[_Class]:
    """The class as a dataclass, whose values are equal where their fields are.

    It has slots where it remembers nothing (`cached_property`).

    >>> @frozen
    ... class Port:
    ...     number: int
    ...     protocol: str = field(default="tcp", compare=False)
    >>> Port(22), Port(22) == Port(22, "udp"), len({Port(22), Port(22)})
    (Port(number=22, protocol='tcp'), True, 1)
    """
    remembers = any(isinstance(item, cached_property) for item in vars(cls).values())
    made = dataclass(slots=not remembers, eq=False, repr=False)(cls)
    compared = (item.name for item in fields(made) if item.compare)  # type: ignore[arg-type]
    for name, method in _methods(attrgetter("__class__", *compared)).items():
        if name not in vars(cls):
            setattr(made, name, method)
    return made


def _methods(values: Callable[[object], object]) -> dict[str, Callable[..., object]]:
    """What a value answers by its class and fields."""

    def is_equal(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def number(self: object) -> int:
        return hash(values(self))

    return {"__eq__": is_equal, "__hash__": number, "__repr__": _told}


@recursive_repr()
def _told(self: Any) -> str:  # noqa: ANN401 any of these values
    shown = (f"{item.name}={getattr(self, item.name)!r}" for item in fields(self) if item.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"
