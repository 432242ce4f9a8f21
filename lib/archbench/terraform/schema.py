"""What the AWS provider's resource types and data sources accept and compute.

The table is made by tests/record_schema.py from `terraform providers schema -json` of
hashicorp/aws 5.100.0 (facts of an interface; the provider itself is MPL-2.0). It is one compressed
file, a line per type, read when a type is first asked for.
"""

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

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

PROVIDER = "registry.terraform.io/hashicorp/aws"
VERSION = "5.100.0"
TABLE = Path(__file__).with_name(f"aws-{VERSION}.schema.zz")

Nesting = Literal["single", "list", "set", "map", "group"]
Kind = Literal["resource", "data", "provider"]
_PRIMITIVES: Mapping[str, Type] = {
    "string": STRING,
    "number": NUMBER,
    "bool": BOOL,
    "dynamic": DYNAMIC,
}


@dataclass(frozen=True, slots=True)
class AttributeSchema:
    """One argument or result.

    planned_null: a real plan was seen in which leaving it out gives null.
    default: the value a real plan gave when it was left out, None for none seen.
    rewritten: a real plan had another value than the configuration.
    """

    type: Type
    required: bool = False
    optional: bool = False
    computed: bool = False
    sensitive: bool = False
    write_only: bool = False
    planned_null: bool = False
    rewritten: bool = False
    default: bool | int | str | None = None

    @property
    def settable(self) -> bool:
        """Whether a configuration may set it."""
        return self.required or self.optional


@dataclass(frozen=True, slots=True)
class NestedBlock:
    """A nested block type: how it repeats and what is inside; maximum 0 means no limit.

    planned_empty: real plans were seen in which leaving it out gives none, and none in which the
    provider computes such blocks itself.
    """

    nesting: Nesting
    minimum: int
    maximum: int
    block: "BlockSchema"
    planned_empty: bool = False

    @property
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


@dataclass(frozen=True)
class BlockSchema:
    """The attributes and nested blocks of a body."""

    attributes: Mapping[str, AttributeSchema]
    blocks: Mapping[str, NestedBlock]

    @cached_property
    def type(self) -> ObjectOf:
        """The type of the object a body becomes."""
        attributes = {name: schema.type for name, schema in self.attributes.items()}
        nested = {name: schema.type for name, schema in self.blocks.items()}
        return ObjectOf(dict(sorted((attributes | nested).items())))

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
                found[name] = NestedBlock(nesting, 0, 0, _block_of(schema.type.element))
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


@cache
def schema_of(kind: Kind, type_: str) -> BlockSchema | None:
    """The schema of a resource type, a data source or the provider block; None when not known."""
    if (kind, type_) == ("resource", "terraform_data"):
        return TERRAFORM_DATA
    text = _table().get(f"{kind} {type_}")
    return None if text is None else _block(json.loads(text))


@cache
def type_names(kind: Kind) -> tuple[str, ...]:
    """Every type there is, for "did you mean"."""
    start = f"{kind} "
    return tuple(name.removeprefix(start) for name in _table() if name.startswith(start))


@cache
def _table() -> Mapping[str, bytes]:
    """The JSON text of each schema, by kind and type."""
    lines = zlib.decompress(TABLE.read_bytes()).split(b"\n")
    parted = (line.partition(b" {") for line in lines if line)
    return {name.decode(): brace.lstrip() + rest for name, brace, rest in parted}


def _block(data: Mapping[str, Any]) -> BlockSchema:
    attributes: dict[str, AttributeSchema] = {}
    blocks: dict[str, NestedBlock] = {}
    for name, entry in data.items():
        if isinstance(entry[1], int):
            nesting, minimum, maximum, inner = entry[:4]
            blocks[name] = NestedBlock(
                nesting, minimum, maximum, _block(inner), planned_empty=len(entry) > 4
            )
        else:
            flags = entry[0]
            attributes[name] = AttributeSchema(
                type=parse_type(entry[1]),
                required="r" in flags,
                optional="o" in flags,
                computed="c" in flags,
                sensitive="s" in flags,
                write_only="w" in flags,
                planned_null="n" in flags,
                rewritten="x" in flags,
                default=entry[2] if len(entry) > 2 else None,
            )
    return BlockSchema(attributes, blocks)


def takes(constraint: str, version: str = VERSION) -> bool:
    """Whether a version constraint takes a version; what cannot be read takes any.

    >>> takes("~> 5.0"), takes(">= 5.40, < 6.0"), takes(">= 6.0"), takes("~> 5.40.1")
    (True, True, False, False)
    """
    have = _numbers(version)
    for part in constraint.split(","):
        found = re.fullmatch(r"\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+)*)\s*", part)
        if found is None:
            continue
        operator, wanted = found[1] or "=", _numbers(found[2])
        kept = len(found[2].split("."))
        below = (*wanted[: kept - 2], wanted[max(kept - 2, 0)] + 1)
        holds = {
            "=": have == wanted,
            "!=": have != wanted,
            ">=": have >= wanted,
            "<=": have <= wanted,
            ">": have > wanted,
            "<": have < wanted,
            "~>": have >= wanted and have < below,
        }
        if not holds[operator]:
            return False
    return True


def _numbers(version: str) -> tuple[int, ...]:
    parts = [int(part) for part in version.split(".")]
    return (*parts, *[0] * (3 - len(parts)))


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
