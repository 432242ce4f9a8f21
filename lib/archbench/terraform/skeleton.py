"""What is missing of a configuration's variables, as the file of values a person fills in."""

from collections.abc import Iterator, Sequence

from archbench.hcl.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.terraform.variables import Declaration


def skeleton(missing: Sequence[Declaration]) -> str:
    """Lines for terraform.tfvars: each variable with where it is declared and what it is.

    The values are empty ones of its type, or one element to copy.
    """
    return "\n".join(line for declaration in missing for line in _lines(declaration))


def _lines(declaration: Declaration) -> Iterator[str]:
    words = " ".join(declaration.description.split())
    type_ = declaration.constraint.type
    of = "" if type_ == DYNAMIC else f", {str(type_).removesuffix(f' of {DYNAMIC}')}"
    yield f"# {declaration.range}{of}{f': {words}' if words else ''}"
    yield f"{declaration.name} = {empty(declaration.constraint.type)}"


def empty(type_: Type) -> str:  # noqa: PLR0911 one case per kind
    """A value of a type to write over.

    >>> empty(ObjectOf({"size": NUMBER, "zones": ListOf(BOOL)})), empty(DYNAMIC)
    ('{ size = 0, zones = [false] }', '""')
    """
    if type_ == NUMBER:
        return "0"
    if type_ == BOOL:
        return "false"
    if isinstance(type_, ListOf | SetOf):
        return f"[{empty(type_.element)}]"
    if isinstance(type_, MapOf):
        return f"{{ name = {empty(type_.element)} }}"
    if isinstance(type_, TupleOf):
        return f"[{', '.join(map(empty, type_.elements))}]"
    if isinstance(type_, ObjectOf):
        needed = {n: item for n, item in type_.attributes.items() if n not in type_.optional}
        parts = ", ".join(f"{name} = {empty(item)}" for name, item in needed.items())
        return f"{{ {parts} }}" if parts else "{}"
    return '""'
