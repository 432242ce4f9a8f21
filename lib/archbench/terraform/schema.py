"""What the AWS provider's resource types and data sources accept and compute, in two versions.

The table of 5.100.0 is made by tests/record_schema.py from `terraform providers schema -json`, that
of 6.66.0 by tests/record_schema_6.py from the provider's generated bindings; how far that can be
relied on, and under which licences, is in docs/provider-schemas.md. Each is one compressed file, of
which the few types beside one that is asked for are read.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Literal

from archbench.frozen import frozen, replace
from archbench.hcl.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
)
from archbench.terraform.schema_table import SchemaTable

PROVIDER = "registry.terraform.io/hashicorp/aws"

Nesting = Literal["single", "list", "set", "map", "group"]
SchemaKind = Literal["resource", "data", "provider"]
_PRIMITIVES: Mapping[str, Type] = {
    "string": STRING,
    "number": NUMBER,
    "bool": BOOL,
    "dynamic": DYNAMIC,
}


@frozen
class AttributeSchema:
    """One argument or result.

    planned_null: a real plan was seen in which leaving it out gives null.
    default: the value a real plan gave when it was left out, None for none seen.
    rewritten: a real plan had another value than the configuration.
    kept: a plan has what is configured, exactly.
    places: it names the region the resource stands in, in place of the provider's.
    """

    type: Type
    required: bool = False
    optional: bool = False
    computed: bool = False
    sensitive: bool = False
    write_only: bool = False
    planned_null: bool = False
    rewritten: bool = False
    kept: bool = False
    places: bool = False
    default: bool | int | str | None = None

    @property
    def settable(self) -> bool:
        """Whether a configuration may set it."""
        return self.required or self.optional


@frozen
class NestedBlock:
    """A nested block type: how it repeats and what is inside; maximum 0 means no limit.

    read: what is inside, read when it is asked for: of most types it never is, and a firewall's
    rules nest thousands of blocks.
    planned_empty: real plans were seen in which leaving it out gives none, and none in which the
    provider computes such blocks itself.
    """

    nesting: Nesting
    minimum: int
    maximum: int
    read: "Callable[[], BlockSchema]"
    planned_empty: bool = False

    @cached_property
    def block(self) -> "BlockSchema":
        """What is inside."""
        return self.read()

    @cached_property
    def type(self) -> Type:
        """The type its blocks have together."""
        inner = self.block.type
        match self.nesting:
            case "list":
                return ListOf(inner)
            case "set":
                return SetOf(inner)
            case "map":
                return MapOf(inner)
            case _:
                return inner


@frozen
class BlockSchema:
    """The attributes and nested blocks of a body; open when it may hold others as well."""

    attributes: Mapping[str, AttributeSchema]
    blocks: Mapping[str, NestedBlock]
    open: bool = False

    @cached_property
    def names(self) -> frozenset[str]:
        """Every attribute and nested block."""
        return frozenset({*self.attributes, *self.blocks})

    @cached_property
    def type(self) -> ObjectOf:
        """The type of the object a body becomes."""
        attributes = {name: schema.type for name, schema in self.attributes.items()}
        nested = {name: schema.type for name, schema in self.blocks.items()}
        return ObjectOf(dict(sorted((attributes | nested).items())))

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The arguments that have to be set."""
        return tuple(name for name, item in self.attributes.items() if item.required)

    @cached_property
    def at_least(self) -> Mapping[str, int]:
        """The nested blocks that have to stand there, and how many of each."""
        return {name: item.minimum for name, item in self.blocks.items() if item.minimum}

    @cached_property
    def nested(self) -> Mapping[str, NestedBlock]:
        """Everything that may be written as a block."""
        return {**self.blocks, **self.written_as_blocks}

    @cached_property
    def written_as_blocks(self) -> Mapping[str, NestedBlock]:
        """Attributes that hold a list or set of objects and may be written as blocks too.

        Every argument inside is then optional, as Terraform treats such attributes.
        """
        found = {}
        for name, schema in self.attributes.items():
            if (
                isinstance(schema.type, ListOf | SetOf)
                and isinstance(schema.type.element, ObjectOf)
                and schema.settable
            ):
                nesting: Nesting = "list" if isinstance(schema.type, ListOf) else "set"
                found[name] = NestedBlock(nesting, 0, 0, partial(_block_of, schema.type.element))
        return found


def _block_of(type_: ObjectOf) -> BlockSchema:
    return BlockSchema(
        {
            name: AttributeSchema(inner, optional=True, planned_null=True)
            for name, inner in type_.attributes.items()
        },
        {},
    )


TERRAFORM_DATA = BlockSchema(
    {
        "id": AttributeSchema(STRING, computed=True),
        "input": AttributeSchema(DYNAMIC, optional=True, planned_null=True),
        "output": AttributeSchema(DYNAMIC, computed=True),
        "triggers_replace": AttributeSchema(DYNAMIC, optional=True, planned_null=True),
    },
    {},
)
"""The resource type Terraform has built in."""


@frozen
class Release:
    """A release of the provider whose schema is here."""

    version: str

    @property
    def table(self) -> Path:
        """The file that holds it."""
        return Path(__file__).with_name(f"aws-{self.version}.schema.zz")

    def schema_of(self, kind: SchemaKind, type_: str) -> BlockSchema | None:
        """The schema of a type in this release; None when it has none of that name."""
        return _schema_of(self, kind, type_)

    def type_names(self, kind: SchemaKind) -> tuple[str, ...]:
        """Every type there is, for "did you mean"."""
        return _type_names(self, kind)


FIVE = Release("5.100.0")
SIX = Release("6.66.0")
RELEASES = (SIX, FIVE)
"""Newest first."""


@cache
def schema_of(kind: SchemaKind, type_: str) -> BlockSchema | None:
    """The schema of a type for who does not know the release: what any of them has of it."""
    found = [schema for release in RELEASES if (schema := release.schema_of(kind, type_))]
    return _either(*found) if len(found) > 1 else next(iter(found), None)


@cache
def type_names(kind: SchemaKind) -> tuple[str, ...]:
    """Every type of any release."""
    return tuple(sorted({name for release in RELEASES for name in release.type_names(kind)}))


def _either(newer: BlockSchema, older: BlockSchema) -> BlockSchema:
    """What stands in one of two bodies; where both have a name, it means what the newer says."""
    attributes = {n: item for n, item in older.attributes.items() if n not in newer.blocks}
    blocks = {n: item for n, item in older.blocks.items() if n not in newer.attributes}
    for name, item in newer.blocks.items():
        before = blocks.get(name)
        blocks[name] = replace(item, read=partial(_both, item, before)) if before else item
    return BlockSchema({**attributes, **newer.attributes}, blocks, newer.open or older.open)


def _both(newer: NestedBlock, older: NestedBlock) -> BlockSchema:
    return _either(newer.block, older.block)


@cache
def _schema_of(release: Release, kind: SchemaKind, type_: str) -> BlockSchema | None:
    if (kind, type_) == ("resource", "terraform_data"):
        return TERRAFORM_DATA
    text = table_of(release).get(f"{kind} {type_}")
    if text is None:
        return None
    table = json.loads(text)
    return _block(table, held=kind == "resource" and _is_held(table))


def _is_held(table: Mapping[str, Any]) -> bool:
    """Whether Terraform holds the plans of a resource type to its configuration.

    It does where the provider made the type with its plugin framework, and refuses a plan with
    another value for what is set, or with any for what is left out and not computed. With the
    older SDK, which may do both, every type has an id that can be set:
    https://developer.hashicorp.com/terraform/plugin/framework/migrating/resources/plan-modification
    """
    return "o" not in table.get("id", [""])[0]


@cache
def _type_names(release: Release, kind: SchemaKind) -> tuple[str, ...]:
    start = f"{kind} "
    return tuple(n.removeprefix(start) for n in table_of(release) if n.startswith(start))


@cache
def table_of(release: Release) -> SchemaTable:
    """The JSON text of each schema, by kind and type."""
    return SchemaTable(release.table)


def _block(
    data: Mapping[str, Any], above: tuple[str, ...] = (), *, held: bool = False
) -> BlockSchema:
    """A body from its JSON; above are the names of the blocks it stands in.

    held says that plans have what is configured. A block without anything inside one of its own
    name is where the table ends, not the nesting.
    """
    attributes: dict[str, AttributeSchema] = {}
    blocks: dict[str, NestedBlock] = {}
    for name, entry in data.items():
        if name == "*":
            continue
        if isinstance(entry[1], int):
            nesting, minimum, maximum, inner = entry[:4]
            read = partial(_block, inner, (*above, name), held=held)
            empty = held or len(entry) > 4
            blocks[name] = NestedBlock(nesting, minimum, maximum, read, planned_empty=empty)
        else:
            flags = entry[0]
            attributes[name] = AttributeSchema(
                type=parse_type(entry[1]),
                required="r" in flags,
                optional="o" in flags,
                computed="c" in flags,
                sensitive="s" in flags,
                write_only="w" in flags,
                planned_null="n" in flags or (held and "c" not in flags),
                rewritten="x" in flags,
                kept=held,
                places="g" in flags,
                default=entry[2] if len(entry) > 2 else None,
            )
    return BlockSchema(attributes, blocks, open="*" in data or (not data and _recurs(above)))


def _recurs(names: tuple[str, ...]) -> bool:
    return bool(names) and names[-1] in names[:-1]


def parse_type(data: Any) -> Type:  # noqa: ANN401 JSON; one case per kind
    """A type from cty's JSON form.

    >>> str(parse_type(["list", ["map", "string"]]))
    'list of map of string'
    """
    if isinstance(data, str):
        return _PRIMITIVES[data]
    match data[0]:
        case "list":
            return ListOf(parse_type(data[1]))
        case "set":
            return SetOf(parse_type(data[1]))
        case "map":
            return MapOf(parse_type(data[1]))
        case "tuple":
            return TupleOf(tuple(parse_type(item) for item in data[1]))
        case _:
            optional = frozenset(data[2]) if len(data) > 2 else frozenset()
            attributes = {name: parse_type(item) for name, item in sorted(data[1].items())}
            return ObjectOf(attributes, optional)
