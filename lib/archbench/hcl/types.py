"""Terraform's types, as values: primitives, collections, structures and "any"."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Primitive:
    """string, number or bool."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Dynamic:
    """The type of a value whose type is not known yet; in a constraint, "any"."""

    def __str__(self) -> str:
        return "dynamic"


@dataclass(frozen=True, slots=True)
class ListOf:
    """An ordered collection of one element type."""

    element: "Type"

    def __str__(self) -> str:
        return f"list of {self.element}"


@dataclass(frozen=True, slots=True)
class SetOf:
    """An unordered collection of distinct elements of one type."""

    element: "Type"

    def __str__(self) -> str:
        return f"set of {self.element}"


@dataclass(frozen=True, slots=True)
class MapOf:
    """Values of one type by string key."""

    element: "Type"

    def __str__(self) -> str:
        return f"map of {self.element}"


@dataclass(frozen=True, slots=True)
class TupleOf:
    """A sequence with a type for each element."""

    elements: "tuple[Type, ...]"

    def __str__(self) -> str:
        return "tuple"


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """Attributes, each with its own type; optional ones may be absent before conversion."""

    attributes: "Mapping[str, Type]"
    optional: frozenset[str] = field(default_factory=frozenset)

    def __hash__(self) -> int:
        return hash((frozenset(self.attributes), self.optional))

    def __str__(self) -> str:
        return "object"


Type = Primitive | Dynamic | ListOf | SetOf | MapOf | TupleOf | ObjectOf

STRING = Primitive("string")
NUMBER = Primitive("number")
BOOL = Primitive("bool")
DYNAMIC = Dynamic()
