"""Values that nobody changes: dataclasses that are quick to make, and made when they are used.

A command loads some two hundred such classes before it reads anything, and uses half of them. To
make a dataclass takes as long as to load a module, so a class becomes one when its first value is
made or its fields are asked for; equality, hash and text are made by what all share. That nobody
assigns to a field is proved by the type checker, and not looked at again with every value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from operator import attrgetter
from reprlib import recursive_repr
from threading import RLock
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_LOCK = RLock()


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
    names = tuple(vars(cls).get("__annotations__", ()))
    made: Any = _again(cls) if remembers else _again(cls, names)

    def settle() -> None:
        """Let the standard library make it a dataclass."""
        with _LOCK:
            if vars(made)[_FIELDS] is not waiting:
                return
            done: Any = dataclass(eq=False, repr=False, match_args=False)(cls)
            compared = (item.name for item in fields(done) if item.compare)
            methods = _methods(attrgetter("__class__", *compared))
            for name in shared:
                setattr(made, name, methods.get(name) or getattr(done, name))
            for name in (_FIELDS, _PARAMS):
                setattr(made, name, getattr(done, name))

    waiting = _Fields(made, settle)
    shared = {name: item for name, item in _first(made, settle).items() if name not in vars(cls)}
    by_place = (*getattr(cls, "__match_args__", ()), *names)
    for name, item in {**shared, _FIELDS: waiting, "__match_args__": by_place}.items():
        setattr(made, name, item)
    return made  # type: ignore[no-any-return]


class _Fields:
    """Stands for the fields of a class until somebody asks for them."""

    def __init__(self, made: type, settle: Callable[[], None]) -> None:
        self._made = made
        self._settle = settle

    def __get__(self, _: object, __: type | None = None) -> object:
        self._settle()
        return getattr(self._made, _FIELDS)


def _again(cls: type, slots: Sequence[str] | None = None) -> type:
    """The same class once more, with slots where there are some: the other becomes the dataclass.

    So nothing is taken from a class while another thread makes a value of it.
    """
    body = {name: item for name, item in vars(cls).items() if name not in (slots or ())}
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    if slots is not None:
        body["__slots__"] = tuple(slots)
    made = type(cls)(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    return made


def _first(made: Any, settle: Callable[[], None]) -> Mapping[str, Callable[..., Any]]:  # noqa: ANN401 any class
    """What its first value is asked, which makes it a dataclass and asks again."""

    def initialize(self: object, *args: object, **named: object) -> None:
        settle()
        made.__init__(self, *args, **named)

    def is_equal(self: object, other: object) -> object:
        settle()
        return made.__eq__(self, other)

    def number(self: object) -> int:
        settle()
        found: int = made.__hash__(self)
        return found

    def told(self: object) -> str:
        settle()
        found: str = made.__repr__(self)
        return found

    return {"__init__": initialize, "__eq__": is_equal, "__hash__": number, "__repr__": told}


def _methods(values: Callable[[object], object]) -> Mapping[str, Callable[..., object]]:
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
