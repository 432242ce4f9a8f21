"""Terraform's types, as values: primitives, collections, structures and "any"."""

from collections.abc import Mapping

from archbench.frozen import field, frozen


@frozen
class Primitive:
    """string, number or bool."""

    name: str

    def __str__(self) -> str:
        return self.name


@frozen
class Dynamic:
    """The type of a value whose type is not known yet; in a constraint, "any"."""

    def __str__(self) -> str:
        return "dynamic"


@frozen
class ListOf:
    """An ordered collection of one element type."""

    element: "Type"

    def __str__(self) -> str:
        return f"list of {self.element}"


@frozen
class SetOf:
    """An unordered collection of distinct elements of one type."""

    element: "Type"

    def __str__(self) -> str:
        return f"set of {self.element}"


@frozen
class MapOf:
    """Values of one type by string key."""

    element: "Type"

    def __str__(self) -> str:
        return f"map of {self.element}"


@frozen
class TupleOf:
    """A sequence with a type for each element."""

    elements: "tuple[Type, ...]"

    def __str__(self) -> str:
        return "tuple"


@frozen
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


def without_optional(type_: Type) -> Type:
    """The type with every attribute required, at any depth: what a value can have."""
    match type_:
        case ListOf(element) | SetOf(element) | MapOf(element):
            inner = without_optional(element)
            return type_ if inner is element else type(type_)(inner)
        case TupleOf(elements):
            return TupleOf(tuple(without_optional(item) for item in elements))
        case ObjectOf(attributes):
            return ObjectOf({name: without_optional(item) for name, item in attributes.items()})
        case _:
            return type_


def has_dynamic(type_: Type) -> bool:
    """True when the type is not wholly known."""
    match type_:
        case Dynamic():
            return True
        case ListOf(element) | SetOf(element) | MapOf(element):
            return has_dynamic(element)
        case TupleOf(elements):
            return any(has_dynamic(item) for item in elements)
        case ObjectOf(attributes):
            return any(has_dynamic(item) for item in attributes.values())
        case _:
            return False


def constraint_name(type_: Type) -> str:
    """The type as Terraform names it when it asks for it.

    >>> constraint_name(ListOf(DYNAMIC))
    'list of any single type'
    """
    match type_:
        case Dynamic():
            return "any type"
        case ListOf(Dynamic()) | SetOf(Dynamic()) | MapOf(Dynamic()):
            return f"{str(type_).split()[0]} of any single type"
        case ListOf(element) | SetOf(element) | MapOf(element):
            return f"{str(type_).split()[0]} of {constraint_name(element)}"
        case _:
            return str(type_)
