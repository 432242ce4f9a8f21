"""Texts of a checklist that must be names: of resource types, attributes, words of its functions.

A misspelt one finds nothing, and to find nothing is what many requirements wish for: it is a
mistake of the checklist, and never a verdict.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.values import Value
from archbench.patterns import regex
from archbench.requirements.functions import parameters_of, words_of
from archbench.terraform.schema import (
    RELEASES,
    BlockSchema,
    SchemaKind,
    schema_of,
    table_of,
    type_names,
)

UNKNOWN_TYPE = "Unknown resource type"
UNKNOWN_ATTRIBUTE = "Unknown attribute"
UNKNOWN_WORD = "Unknown word"
WRONG_PATH = "Wrong path"
MISSPELT = frozenset({UNKNOWN_TYPE, UNKNOWN_WORD, UNKNOWN_ATTRIBUTE, WRONG_PATH})
"""Summaries of what is told of such a text."""
NO_NAME = "A text that is made of what is not shown is no name."
_ADDRESS = regex(r"(?:module\..+?\.)?(?:data\.)?(aws_\w+)\.[\w-]+(?:\[[^\]]*\])?")


class Misspelt(NamedTuple):
    """What is wrong with a text: the argument it stands in, the text, and what to say."""

    argument: int
    text: str
    summary: str
    detail: str


@cache
def is_resource_type(name: str) -> bool:
    """Whether the AWS provider has a resource type of this name."""
    return any(f"resource {name}" in table_of(release) for release in RELEASES) or (
        schema_of("resource", name) is not None
    )


def unknown_type(name: str) -> str:
    """What to say of a name that is no resource type; "" of one that is."""
    if is_resource_type(name):
        return ""
    hint = did_you_mean(name, set(type_names("resource")))
    return f'The AWS provider has no resource type "{name}".{hint}'


def unknown_attribute(type_: str, dotted: str, kind: SchemaKind = "resource") -> str:
    """What to say of a way into blocks that a resource type has not; "" of one that it has."""
    schema: BlockSchema | None = schema_of(kind, type_)
    what = type_
    for name in (step for step in dotted.split(".") if not step.isdigit()):
        if schema is None or schema.open:
            return ""
        if name not in schema.names:
            return f'{what} has no attribute "{name}".{did_you_mean(name, schema.names)}'
        nested = schema.nested.get(name)
        schema, what = nested.block if nested is not None else None, f"{what}.{name}"
    return ""


def type_in(address: str) -> str | None:
    """The resource type in a text that reads as an address of AWS's; None for any other text."""
    found = _ADDRESS.fullmatch(address)
    return found[1] if found and not address.startswith("data.") else None


@cache
def held(function: str) -> tuple[bool, ...]:
    """Of each parameter of a function whether its texts must be names."""
    names, words = parameters_of(function), words_of(function)
    return tuple(
        name in ("type", "types") or name in words or _is_of_type(names, place)
        for place, name in enumerate(names)
    )


@cache
def asked_places(function: str) -> tuple[tuple[int, int], ...]:
    """Of each parameter of a function that is an attribute of an instance: the places of both."""
    names = parameters_of(function)
    instance = next((place for place, name in enumerate(names) if name.startswith("instance")), -1)
    return tuple(
        (instance, place)
        for place, name in enumerate(names)
        if name in ("attribute", "attributes") and -1 < instance < place
    )


def _is_of_type(names: Sequence[str], place: int) -> bool:
    """Whether a parameter is an attribute of the type before it; `named` asks an instance."""
    return names[place] == "attribute" and place > 0 and names[place - 1] == "type"


@lru_cache(maxsize=1024)
def misspelt(function: str, texts: tuple[tuple[str, ...], ...]) -> tuple[Misspelt, ...]:
    """What is wrong with the texts that each argument of a function may be, as far as known."""
    return tuple(_misspelt(function, texts))


def _misspelt(function: str, texts: tuple[tuple[str, ...], ...]) -> Iterator[Misspelt]:
    names = parameters_of(function)
    for place, (name, given) in enumerate(zip(names, texts, strict=False)):
        for text in given:
            told = _told(function, name, text)
            if told is not None:
                yield Misspelt(place, text, *told)
            if _is_of_type(names, place):
                kinds = [kind for kind in texts[place - 1] if is_resource_type(kind)]
                details = {unknown_attribute(kind, text) for kind in kinds}
                if details and "" not in details:
                    yield Misspelt(place, text, UNKNOWN_ATTRIBUTE, min(details))


def _told(function: str, parameter: str, text: str) -> tuple[str, str] | None:
    if parameter in ("type", "types"):
        detail = unknown_type(text)
        return (UNKNOWN_TYPE, detail) if detail else None
    words = words_of(function).get(parameter)
    if words is None or text in words:
        return None
    hint = did_you_mean(text, words)
    detail = f'{parameter} of {function}() is {" or ".join(words)}, and not "{text}".{hint}'
    return UNKNOWN_WORD, detail


def texts_in(value: Value) -> tuple[str, ...]:
    """The texts that are a value, or stand in a list."""
    if isinstance(value.raw, str):
        return (value.raw,)
    items = value.raw if isinstance(value.raw, tuple) else ()
    return tuple(item.raw for item in items if isinstance(item.raw, str))
