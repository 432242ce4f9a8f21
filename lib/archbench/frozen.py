"""Values that nobody changes, and records that somebody does: dataclasses that are quick to make.

A command loads some two hundred such classes before it reads anything. The standard library writes
and compiles a text of methods for each, which takes as long as to load a module; here the code of
an `__init__` of so many fields is compiled once, and its names are those of the class. Equality,
hash and text are made by what all share. That nobody assigns to a field of a value is proved by the
type checker, and not looked at again with every value.
"""

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from operator import attrgetter
from reprlib import recursive_repr
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:  # for mypy they are those it knows, whose names it holds against the fields
    from dataclasses import field, replace
else:

    def field(**said: object) -> "_Field":
        """What a field is when it is not given, and whether it is compared and shown.

        default, default_factory, compare, repr: as of `dataclasses.field`.
        """
        return _Field(**said)

    def replace(value: object, /, **changes: object) -> object:
        """A copy with some fields changed: of what is `frozen`, a `record` or a dataclass."""
        for name in value.__match_args__:
            if name not in changes:
                changes[name] = getattr(value, name)
        return value.__class__(**changes)


__all__ = ["field", "field_names", "frozen", "record", "replace"]

_Class = TypeVar("_Class")
_OWN = "__archbench_fields__"
_STANDARD = "__dataclass_fields__"
_AFTER = "__post_init__"
_UNSAID = object()


class _Field:
    """What a class says of a field beside its type."""

    __slots__ = ("compare", "default", "default_factory", "repr")

    def __init__(
        self,
        *,
        default: object = _UNSAID,
        default_factory: Any = _UNSAID,  # noqa: ANN401 any callable
        compare: bool = True,
        repr: bool = True,  # noqa: A002 as the standard library names it
    ) -> None:
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.repr = repr

    def said(self) -> dict[str, Any]:
        """As `dataclasses.field` takes it."""
        found = {name: getattr(self, name) for name in self.__slots__}
        return {name: item for name, item in found.items() if item is not _UNSAID}


_Fields = Mapping[str, object]
"""Of each field what is said of it, or its default, or _UNSAID."""


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
    known = _fields(cls)
    return _made(cls, known, _methods(attrgetter("__class__", *_with("compare", known))))


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def record(cls: type[_Class]) -> type[_Class]:
    """The class as a dataclass whose fields may be assigned: each is equal to itself alone."""
    return _made(cls, _fields(cls), {"__repr__": _told})


def field_names(value: object) -> tuple[str, ...]:
    """The fields of such a value, of a dataclass, or of such a class; () of anything else."""
    kind = value if isinstance(value, type) else value.__class__
    found: tuple[str, ...] = getattr(kind, "__match_args__", ())
    return found


def _fields(cls: type) -> _Fields:
    """Those it inherits and its own, in their order."""
    own = vars(cls)
    found = {name: own.get(name, _UNSAID) for name in cls.__annotations__}
    return {**getattr(cls, _OWN, {}), **found}


def _with(what: str, known: _Fields) -> list[str]:
    """The fields that are compared, or shown."""
    return [n for n, item in known.items() if not isinstance(item, _Field) or getattr(item, what)]


def _made(cls: type[_Class], known: _Fields, methods: Mapping[str, object]) -> type[_Class]:
    """The class once more, as slots are of a class from its beginning."""
    own, names = vars(cls), cls.__annotations__
    body = {**methods, **{name: item for name, item in own.items() if name not in names}}
    for name in ("__dict__", "__weakref__"):
        body.pop(name, None)
    if not any(isinstance(item, cached_property) for item in own.values()):
        body["__slots__"] = tuple(names)
    body["__qualname__"] = cls.__qualname__
    body["__init__"] = _init(cls, known)
    body["__match_args__"] = tuple(known)
    body[_OWN] = known
    body[_STANDARD] = _Standard(cls, known)
    made: type[_Class] = type.__call__(type(cls), cls.__name__, cls.__bases__, body)
    return made


def _init(cls: type, known: _Fields) -> Callable[..., None]:
    """Sets each field to what is given for it, or to what it is when nothing is."""
    left = tuple(
        item.default if isinstance(item, _Field) else item
        for item in known.values()
        if item is not _UNSAID
    )
    seen = {
        f"make{number}": item.default_factory
        for number, item in enumerate(known.values())
        if isinstance(item, _Field) and item.default_factory is not _UNSAID
    }
    code = _code(len(known), frozenset(seen), after=hasattr(cls, _AFTER))
    named = dict(zip(code.co_varnames[1:], known, strict=True))
    code = code.replace(
        co_varnames=("self", *known),
        co_names=tuple([named.get(name, name) for name in code.co_names]),
        co_qualname=f"{cls.__qualname__}.__init__",
    )
    return FunctionType(code, {"unsaid": _UNSAID, **seen}, "__init__", left)


@cache
def _code(size: int, makers: frozenset[str], *, after: bool) -> CodeType:
    """The code of an `__init__` of so many fields, some of which are made where not given."""
    text = f"def __init__(self{''.join(f', field{number}' for number in range(size))}):"
    for number in range(size):
        text += f"\n  self.field{number} = field{number}"
        if f"make{number}" in makers:
            text += f" if field{number} is not unsaid else make{number}()"
    text += f"\n  self.{_AFTER}()" * after + "\n  return"
    found: CodeType = compile(text, "<fields>", "exec").co_consts[0]
    return found


class _Standard:
    """The fields as the standard library has them, for `dataclasses.fields` and the like."""

    def __init__(self, cls: type, known: _Fields) -> None:
        self._cls = cls
        self._known = known

    @cached_property
    def found(self) -> Mapping[str, object]:
        """By their names."""
        from dataclasses import field, make_dataclass  # noqa: PLC0415 takes long, and few ask

        types = {
            n: told for c in self._cls.__mro__[-2::-1] for n, told in c.__annotations__.items()
        }
        known = self._known.items()
        said = {n: item if isinstance(item, _Field) else _Field(default=item) for n, item in known}
        fields = [(name, types[name], field(**item.said())) for name, item in said.items()]
        made: Any = make_dataclass(self._cls.__name__, fields)
        found: Mapping[str, object] = made.__dataclass_fields__
        return found

    def __get__(self, _: object, __: type | None = None) -> Mapping[str, object]:
        return self.found


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
    shown = (f"{name}={getattr(self, name)!r}" for name in _with("repr", getattr(self, _OWN)))
    return f"{self.__class__.__qualname__}({', '.join(shown)})"
