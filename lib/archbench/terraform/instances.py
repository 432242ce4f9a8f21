"""What a reference to a resource instance sees: its values as planned.

An argument the configuration sets is itself. One it leaves out is what the provider makes of it:
unknown where it computes the value, null or a default where a real plan has shown so, and unknown
with that reason elsewhere.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Literal

from archbench.frozen import field, record, replace
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC, MapOf, ObjectOf, SetOf, Type
from archbench.hcl.values import Origin, Raw, Unknown, Value, unknown
from archbench.terraform.address import path_text
from archbench.terraform.schema import AttributeSchema, BlockSchema, NestedBlock

PathStep = str | int

REWRITTEN = "the provider may plan another value than is configured"
NO_DEFAULT = "it is left out, and what the provider puts there is not known to archbench"


@record
class Planned:
    """One instance of a resource or data source, its values made when they are asked for.

    given holds what the configuration sets; answers what is known of a data source's results;
    reason says why the other results of a data source are unknown, deferred whether Terraform
    itself knows them only after apply.
    """

    address: str
    kind: Literal["resource", "data"]
    schema: BlockSchema | None
    given: Mapping[str, Value]
    answers: Mapping[str, Value] = field(default_factory=dict)
    reason: str = ""
    deferred: bool = False
    _made: dict[str, Value] = field(default_factory=dict, compare=False, repr=False)
    _whole: Value | None = field(default=None, compare=False, repr=False)

    @property
    def is_closed(self) -> bool:
        """Whether its schema lists every name it has."""
        return self.schema is None or not self.schema.open

    def attribute(self, name: str) -> Value | None:
        """One attribute or nested block type; None when the schema has no such name."""
        if name not in self._made:
            value = self._attribute(name)
            if value is None:
                return None
            self._made[name] = value
        return self._made[name]

    def whole(self) -> Value:
        """The object with every attribute."""
        if self._whole is None:
            if self.schema is None:
                self._whole = unknown(DYNAMIC, Origin(self.kind, self.address), exact=True)
            else:
                attributes = _Attributes(self, self.schema.type.attributes)
                self._whole = Value(ObjectOf(_Types(attributes)), attributes)
        return self._whole

    def names(self) -> tuple[str, ...]:
        """Every name a reference may use."""
        return tuple(self.schema.type.attributes if self.schema else self.given)

    def _attribute(self, name: str) -> Value | None:
        if name in self.answers:
            return self.answers[name]
        if self.schema is None:
            given = self.given.get(name)
            if given is not None and not given.is_null:
                return given
            return unknown(DYNAMIC, Origin(self.kind, self.address, name, self.reason), exact=True)
        if name in self.schema.attributes:
            return self._filled(self.schema.attributes[name], self.given.get(name), (name,))
        if name in self.schema.blocks:
            return self._nested(self.schema.blocks[name], self.given.get(name), (name,))
        return None

    def _filled(
        self, schema: AttributeSchema, given: Value | None, path: tuple[PathStep, ...]
    ) -> Value:
        if schema.write_only:
            return Value(schema.type, None)
        if given is not None and (not given.is_null or schema.type == DYNAMIC):
            planned = self._planned(schema, given, path)
            return replace(planned, sensitive=True) if schema.sensitive else planned
        if schema.default is not None:
            return Value(schema.type, schema.default)
        if schema.planned_null:
            return Value(schema.type, None)
        reason = self.reason if schema.computed else self.reason or NO_DEFAULT
        origin = Origin(self.kind, self.address, path_text(path), reason)
        value = unknown(schema.type, origin, exact=True)
        return replace(value, sensitive=True) if schema.sensitive else value

    def _planned(self, schema: AttributeSchema, given: Value, path: tuple[PathStep, ...]) -> Value:
        """A configured value as a provider plans it: unknown where it may differ."""
        if schema.type == DYNAMIC or schema.kept:
            return given
        if self.kind == "data":
            if not schema.computed or self.deferred or _is_answer(path, given):
                return given
            origin = Origin(self.kind, self.address, path_text(path), self.reason)
            return unknown(schema.type, origin, exact=True)
        if isinstance(schema.type, SetOf | MapOf) and construct.has_unknown(given):
            return computed(schema.type, given)
        if schema.rewritten or given.raw in ((), {}) or not _is_normal(given.raw):
            origin = Origin(self.kind, self.address, path_text(path), REWRITTEN)
            return unknown(schema.type, origin, exact=True)
        return given

    def _nested(
        self, nested: NestedBlock, given: Value | None, path: tuple[PathStep, ...]
    ) -> Value:
        if given is None or given.raw in (None, ()):
            if nested.planned_empty or self.kind == "data":
                return _empty(nested)
            origin = Origin(self.kind, self.address, path_text(path), NO_DEFAULT)
            return unknown(nested.type, origin, exact=True)
        if isinstance(given.raw, Unknown):
            return given
        if isinstance(given.raw, Mapping) and nested.nesting in ("single", "group"):
            return self._object(nested.block, given, path)
        if isinstance(given.raw, tuple):
            items = tuple(
                self._object(nested.block, item, (*path, index))
                for index, item in enumerate(given.raw)
            )
            return Value(given.type, items, given.sensitive)
        return given

    def _object(self, schema: BlockSchema, given: Value, path: tuple[PathStep, ...]) -> Value:
        if not isinstance(given.raw, Mapping):
            return given
        raw: dict[str, Value] = {}
        for name in schema.type.attributes:
            value = given.raw.get(name)
            if name in schema.attributes:
                raw[name] = self._filled(schema.attributes[name], value, (*path, name))
            else:
                raw[name] = self._nested(schema.blocks[name], value, (*path, name))
        return Value(given.type, raw, given.sensitive)


@record
class _Attributes(Mapping[str, Value]):
    """The attributes of an instance by name: `subnets[*].id` asks for one of sixty."""

    planned: Planned
    names: Mapping[str, Type]

    def __getitem__(self, name: str) -> Value:
        value = self.planned.attribute(name) if name in self.names else None
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names


@record
class _Types(Mapping[str, Type]):
    """The types of values, each known when its value is."""

    of: Mapping[str, Value]

    def __getitem__(self, name: str) -> Type:
        return self.of[name].type

    def __iter__(self) -> Iterator[str]:
        return iter(self.of)

    def __len__(self) -> int:
        return len(self.of)

    def __contains__(self, name: object) -> bool:
        return name in self.of


def _is_answer(path: tuple[PathStep, ...], asked: Value) -> bool:
    """Whether what a data source is asked for by is also what it answers.

    It fills in an empty text, gives all the tags or members where some are asked for, the full
    version for the start of one, and the name of a DNS zone without its last dot.
    """
    raw = asked.raw
    if isinstance(raw, Unknown | bool | int):
        return True
    return isinstance(raw, str) and raw != "" and "version" not in str(path[-1]) and raw[-1] != "."


def _is_normal(raw: Raw) -> bool:
    """Whether a text is no JSON, or JSON in the form a provider gives it: keys sorted, compact."""
    if not isinstance(raw, str) or raw.lstrip()[:1] not in ("{", "["):
        return True
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return True
    return json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == raw


def _empty(nested: NestedBlock) -> Value:
    """What a nested block type is when no block of it stands there."""
    match nested.nesting:
        case "list" | "set":
            return Value(nested.type, ())
        case "map":
            return Value(nested.type, {})
        case _:
            return Value(nested.type, None)
