"""Paths into an instance, as functions of a checklist take them: "environment.0.variables".

One that leads nowhere finds nothing, whatever is configured: it is a mistake of the checklist.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from archbench.aws.values import value_at
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.types import ListOf, MapOf, ObjectOf, Primitive, SetOf, TupleOf, Type
from archbench.requirements.functions._related import path_of
from archbench.requirements.misspelt import UNKNOWN_ATTRIBUTE, WRONG_PATH, unknown_attribute
from archbench.terraform.configuration import Configuration, Instance
from archbench.terraform.schema import (
    BlockSchema,
    NestedBlock,
    SchemaKind,
    schema_of,
    type_names,
)

_Place = BlockSchema | NestedBlock | Type | None
_KINDS: tuple[SchemaKind, ...] = ("resource", "data")


class Mistaken(NamedTuple):
    """What is wrong with a path, and how it is written instead."""

    summary: str
    detail: str


@lru_cache(maxsize=1024)
def mistaken(type_: str, dotted: str, kind: SchemaKind = "resource") -> Mistaken | None:
    """What is wrong with a path into a type; None for nothing, and for a type not known here."""
    return _mistaken(type_, dotted, kind)


def _mistaken(type_: str, dotted: str, kind: SchemaKind) -> Mistaken | None:
    detail = unknown_attribute(type_, dotted, kind)
    if detail:
        return Mistaken(UNKNOWN_ATTRIBUTE, detail)
    schema = schema_of(kind, type_)
    right = dotted if schema is None or schema.open else _right(schema, dotted)
    if right == dotted:
        return None
    hint = f'. Write "{right}".' if right else ": nothing is named so there."
    return Mistaken(WRONG_PATH, f'"{dotted}" leads nowhere in {type_}{hint}')


def mistaken_in(item: Instance, dotted: str, configuration: Configuration) -> Mistaken | None:
    """What is wrong with a path into an instance.

    In a list of many types only some have an attribute: one that another type has is none.
    """
    found = mistaken(item.type, dotted, "data" if item.mode == "data" else "resource")
    if found is None or value_at(item, path_of(dotted)) is not None:
        return None
    if found.summary != UNKNOWN_ATTRIBUTE:
        return found
    first = dotted.partition(".")[0]
    if _is_anywhere(dotted) or _is_of_others(first, configuration):
        return None
    seen = {one.type: schema_of("resource", one.type) for one in configuration.instances}
    names = set[str]().union(*(schema.names for schema in seen.values() if schema))
    if first in names:
        return found
    hint = did_you_mean(first, names)
    return Mistaken(UNKNOWN_ATTRIBUTE, f'No resource type has an attribute "{first}".{hint}')


@cache
def _is_anywhere(dotted: str) -> bool:
    """Whether the path leads somewhere in any type of the provider."""
    first = dotted.partition(".")[0]
    return any(
        schema is not None
        and first in schema.names
        and not schema.open
        and _mistaken(type_, dotted, kind) is None
        for kind in _KINDS
        for type_ in type_names(kind)
        for schema in [schema_of(kind, type_)]
    )


def _is_of_others(name: str, configuration: Configuration) -> bool:
    """Whether an instance of another provider, whose types are not known here, has it."""
    return any(
        name in item.values and schema_of("resource", item.type) is None
        for item in configuration.instances
    )


def _right(schema: BlockSchema, dotted: str) -> str:
    """The path with an index for each list on the way, and no other; "" of what no way is."""
    place: _Place = schema
    found = list[str]()
    for step in dotted.split("."):
        if _is_list(place):
            found.append(step if step.isdigit() else "0")
            place = _element(place)
            if step.isdigit():
                continue
        elif step.isdigit() and isinstance(place, BlockSchema | NestedBlock | ObjectOf):
            continue
        if isinstance(place, Primitive) or (
            isinstance(place, ObjectOf) and step not in place.attributes
        ):
            return ""
        found.append(step)
        place = _named(place, step)
    return ".".join(found)


def _is_list(place: _Place) -> bool:
    if isinstance(place, NestedBlock):
        return place.nesting in ("list", "set")
    return isinstance(place, ListOf | SetOf | TupleOf)


def _element(place: _Place) -> _Place:
    if isinstance(place, NestedBlock):
        return place.block
    return place.element if isinstance(place, ListOf | SetOf) else None


def _named(place: _Place, name: str) -> _Place:
    if isinstance(place, NestedBlock):
        return place.block if place.nesting == "map" else _named(place.block, name)
    if isinstance(place, BlockSchema):
        nested = place.nested.get(name)
        if nested is not None:
            return nested
        return place.attributes[name].type if name in place.attributes else None
    if isinstance(place, MapOf):
        return place.element
    return place.attributes.get(name) if isinstance(place, ObjectOf) else None
