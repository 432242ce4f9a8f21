"""What the conditions of a checklist see of a configuration, and which parts of it they read.

Before apply, ids and ARNs are not known, yet a reference says which instance it names. So here the
id or ARN of a managed instance is its identity, a known text "${address}": references to one
instance are equal, references to two differ. What else is not known stays unknown.
"""

from collections.abc import Callable, Hashable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from archbench.architecture import build
from archbench.architecture.element import Element
from archbench.architecture.model import Architecture, OpenQuestion, Permission
from archbench.architecture.part import Part
from archbench.architecture.relations import Relations
from archbench.hcl import construct
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.plain import from_plain
from archbench.hcl.source import SourceRange
from archbench.hcl.types import BOOL, DYNAMIC, STRING, ObjectOf, Type
from archbench.hcl.values import NULL, Origin, OriginKind, Plain, Sensitive, Unknown, Value, unknown
from archbench.terraform.address import path_text
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Configuration, Instance, Path
from archbench.terraform.schema import AttributeSchema, BlockSchema, schema_of

if TYPE_CHECKING:
    from archbench.architecture.drill import Drill


META = ("address", "configured", "meta")
"""What every instance has beside its own attributes."""

PERMISSION = "permission"
"""The first step of a path that leads into a permission of the architecture."""

_ABOUT: Mapping[str, frozenset[str]] = {
    "its tier": frozenset({"role", "tier"}),
    "its zone": frozenset({"per_zone", "zone", "zones"}),
    "which instance is the writer": frozenset({"instances"}),
}
"""What some open questions of the architecture are about; others may be about any part."""
_LEFT_OUT = "it is left out, and what the provider puts there is known after apply"
_ASKED = "Terraform asks AWS for it; give an answer with --data to have it known"
IDENTITIES = ("id", "arn")
"""Attributes that say which instance it is."""


@dataclass(frozen=True, slots=True)
class Read:
    """One value a condition looked at."""

    address: str
    path: Path


class Record(Mapping[str, Value]):
    """The attributes of something, made when asked for; taking one by name is noted as a read."""

    __slots__ = ("_made", "_make", "_names", "_path", "_reads", "address")

    def __init__(
        self,
        address: str,
        names: Sequence[str],
        make: Callable[[str], Value],
        reads: "list[Read]",
        path: Path = (),
    ) -> None:
        self.address = address
        self._names = names
        self._make = make
        self._reads = reads
        self._path = path
        self._made: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        value = self._get(name)
        if name not in META:
            self._reads.append(Read(self.address, (*self._path, name)))
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def values(self) -> ValuesView[Value]:
        """Every value; looking over all of them is no read of any."""
        return self._all().values()

    def items(self) -> ItemsView[str, Value]:
        """Every name and value, likewise."""
        return self._all().items()

    def _all(self) -> dict[str, Value]:
        return {name: self._get(name) for name in self._names}

    def _get(self, name: str) -> Value:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]


@cache
def _object(names: tuple[str, ...]) -> ObjectOf:
    return ObjectOf(dict.fromkeys(names, DYNAMIC))


class View:
    """One configuration as a checklist sees it."""

    def __init__(
        self, configuration: Configuration, architecture: Architecture | None = None
    ) -> None:
        self.configuration = configuration
        self._architecture = architecture
        self.reads: list[Read] = []
        self.tokens: dict[str, Value] = {}
        """Identity texts, and the unknown each stands for."""
        self._instances: dict[str, Value] = {}
        self._lists: dict[str, Value] = {}
        self._calls: dict[Hashable, tuple[Value, tuple[Read, ...]]] = {}
        self.permissions: dict[int, Permission] = {}
        """Permissions that were looked at, by the number their reads carry."""
        self._numbers: dict[Permission, int] = {}
        self.masked: set[Read] = set()
        """Reads of values that hold a secret somebody wrote down: they are never shown."""

    @cached_property
    def architecture(self) -> Architecture:
        """What the resources mean together."""
        return self._architecture or build(self.configuration)

    @cached_property
    def drill(self) -> "Drill":
        """What the loss of each zone and region means."""
        from archbench.architecture.drill import drill  # noqa: PLC0415 - only when asked

        return drill(self.configuration, self.architecture)

    @cached_property
    def has_no_variables(self) -> bool:
        """Whether the input says nothing of variables: a state."""
        return not self.configuration.declares

    @cached_property
    def relations(self) -> Relations:
        """Who watches, serves, backs up, may do and opens what."""
        return Relations(self.configuration, self.architecture)

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """Elements of the architecture by address; a part of the graph where there is no other."""
        every = tuple(self.architecture.elements())
        parts = {item.address: item for item in every if isinstance(item, Part)}
        return parts | {item.address: item for item in every if not isinstance(item, Part)}

    @cached_property
    def _questions(self) -> Mapping[str, Sequence[OpenQuestion]]:
        found: dict[str, list[OpenQuestion]] = {}
        for item in self.architecture.open_questions:
            found.setdefault(item.address, []).append(item)
        return found

    def _unclear(self, address: str, name: str) -> str | None:
        """Why a part of an element cannot be told whole; None when no question is about it."""
        for item in self._questions.get(address, ()):
            about = next((a for q, a in _ABOUT.items() if item.question.startswith(q)), None)
            if about is None or name in about:
                return item.reason
        return None

    def instance(self, address: str) -> Value | None:
        """One instance; None when there is none with this address."""
        found = self.configuration.by_address.get(address)
        if found is None:
            return None
        if address not in self._instances:
            self._instances[address] = self._of(found)
        return self._instances[address]

    def of_type(self, type_: str) -> Value:
        """Every managed instance of a type; unknown when they cannot be counted."""
        if type_ not in self._lists:
            items = self.countable(type_)
            reason = self.uncounted(type_)
            if reason is None:
                self._lists[type_] = construct.tuple_value(items)
            else:
                origin = Origin("resource", reason[0], reason=reason[1])
                self._lists[type_] = unknown(DYNAMIC, origin)
        return self._lists[type_]

    def countable(self, type_: str) -> list[Value]:
        """The instances of a type that are certain to exist."""
        found = (self.instance(item.address) for item in self.configuration.of_type(type_))
        return [item for item in found if item is not None]

    def uncounted(self, type_: str) -> tuple[str, str] | None:
        """Address and reason of a resource or module that may hold more of a type."""
        for item in self.configuration.unexpanded:
            if item.type in ("module", canonical(type_)):
                return item.address, item.reason
        return None

    def all_instances(self) -> Value:
        """Every managed instance; unknown when some cannot be counted."""
        for item in self.configuration.unexpanded:
            return unknown(DYNAMIC, Origin("resource", item.address, reason=item.reason))
        found = (self.instance(item.address) for item in self.configuration.managed())
        return construct.tuple_value(item for item in found if item is not None)

    def value(self, data: Plain, type_: Type = DYNAMIC) -> Value:
        """Plain data as a value, references by identity."""
        value = from_plain(self._identified(data))
        try:
            return value if type_ == DYNAMIC else convert(value, type_)
        except ConversionError:
            return value

    def _identified(self, data: Plain) -> Plain:
        if isinstance(data, Unknown):
            return self._identity(data)
        if isinstance(data, tuple):
            return tuple(self._identified(item) for item in data)
        if isinstance(data, Mapping):
            return {name: self._identified(item) for name, item in data.items()}
        return data

    def _identity(self, raw: Unknown) -> Plain:
        if not raw.exact or raw.type != STRING:
            return raw
        origin = raw.origins[0]
        if origin.kind != "resource" or origin.path not in IDENTITIES:
            return raw
        if origin.subject not in self.configuration.by_address:
            return raw
        token = f"${{{origin.subject}}}"
        self.tokens.setdefault(token, Value(STRING, raw))
        return token

    def named_by(self, token: object) -> str | None:
        """The address an identity text stands for."""
        return token[2:-1] if isinstance(token, str) and token in self.tokens else None

    def _of(self, instance: Instance) -> Value:
        schema = schema_of("data" if instance.mode == "data" else "resource", instance.type)
        names = tuple(sorted({*_names(schema, instance.values), *META}))

        def make(name: str) -> Value:
            if name == "address":
                return construct.string(instance.address)
            if name == "meta":
                return self._meta(instance)
            if name == "configured":
                return self._configured(instance, schema)
            return self._attribute(instance, schema, instance.values, (name,), asked=False)

        return Value(_object(names), Record(instance.address, names, make, self.reads))

    def _configured(self, instance: Instance, schema: BlockSchema | None) -> Value:
        names = tuple(sorted(_names(schema, instance.values)))

        def make(name: str) -> Value:
            return self._attribute(instance, schema, instance.values, (name,), asked=True)

        return Value(_object(names), Record(instance.address, names, make, self.reads))

    def _meta(self, instance: Instance) -> Value:
        region: Plain = instance.region
        if region is None:
            reason = "neither a provider block nor AWS_REGION says which"
            region = Unknown(STRING, (Origin("resource", instance.address, "region", reason),))
        parts: dict[str, Plain] = {
            "type": instance.type,
            "name": instance.name,
            "key": instance.key,
            "module": instance.module,
            "resource": instance.resource,
            "provider": instance.provider,
            "region": region,
            "references": tuple(sorted({a for r in instance.references.values() for a in r})),
        }
        names = tuple(sorted(parts))

        def make(name: str) -> Value:
            return self.value(parts[name])

        return Value(_object(names), Record(instance.address, names, make, self.reads, ("meta",)))

    def _attribute(
        self,
        instance: Instance,
        schema: BlockSchema | None,
        values: Mapping[str, Plain],
        path: Path,
        *,
        asked: bool,
    ) -> Value:
        name = str(path[-1])
        given = values.get(name)
        if isinstance(given, Sensitive):
            return self.value(given)
        nested = schema.blocks.get(name) if schema else None
        if schema is not None and nested is None:
            nested = schema.written_as_blocks.get(name)
        if nested is not None:
            return self._blocks(instance, nested.block, given, path, asked=asked)
        known = schema.attributes.get(name) if schema else None
        if given is not None or known is None:
            return self.value(given, known.type if known else DYNAMIC)
        return NULL if asked else self._absent(instance, known, path)

    def _absent(self, instance: Instance, schema: AttributeSchema, path: Path) -> Value:
        if schema.default is not None:
            return self.value(schema.default, schema.type)
        if not schema.computed:
            return Value(schema.type, None)
        kind: OriginKind = "data" if instance.mode == "data" else "resource"
        reason = _LEFT_OUT if schema.settable else ""
        reason = _ASKED if kind == "data" else reason
        origin = Origin(kind, instance.address, path_text(path), reason)
        return self.value(Unknown(schema.type, (origin,), exact=True))

    def _blocks(
        self, instance: Instance, schema: BlockSchema, given: Plain, path: Path, *, asked: bool
    ) -> Value:
        if given is None:
            return construct.tuple_value(())
        if isinstance(given, Unknown):
            return self.value(given)
        items = given if isinstance(given, tuple) else (given,)
        return construct.tuple_value(
            self._block(instance, schema, item, (*path, index), asked=asked)
            for index, item in enumerate(items)
        )

    def _block(
        self, instance: Instance, schema: BlockSchema, given: Plain, path: Path, *, asked: bool
    ) -> Value:
        if not isinstance(given, Mapping):
            return self.value(given)
        names = tuple(sorted(_names(schema, given)))

        def make(name: str) -> Value:
            return self._attribute(instance, schema, given, (*path, name), asked=asked)

        return Value(_object(names), Record(instance.address, names, make, self.reads, path))

    def element(self, item: Element) -> Value:
        """An element of the architecture; what could not be told about it is unknown."""
        names = tuple(sorted(field.name for field in fields(item) if field.name != "range"))
        return Value(
            _object(names),
            Record(item.address, names, lambda name: self._part(item, name), self.reads),
        )

    def _part(self, item: Element, name: str) -> Value:
        data = getattr(item, name)
        reason = self._unclear(item.address, name)
        unclear = data is None or data == "" or isinstance(data, tuple)
        if data == "unknown" or (reason is not None and unclear):
            return unknown(DYNAMIC, Origin("resource", item.address, reason=reason or ""))
        return self._derived(data)

    def _derived(self, data: object) -> Value:  # noqa: PLR0911
        if isinstance(data, Element):
            return self.element(data)
        if isinstance(data, tuple):
            return construct.tuple_value(self._derived(item) for item in data)
        if isinstance(data, Mapping):
            return construct.object_value({k: self._derived(v) for k, v in data.items()})
        if isinstance(data, Permission):
            return self._permission(data)
        if isinstance(data, SourceRange):
            return construct.string(str(data))
        if is_dataclass(data) and not isinstance(data, Unknown | Sensitive):
            parts = {f.name: getattr(data, f.name) for f in fields(data) if f.name != "range"}
            return construct.object_value({k: self._derived(v) for k, v in parts.items()})
        return self.value(data)  # type: ignore[arg-type]

    def key_of_call(self, name: str, args: Sequence[Value]) -> Hashable | None:
        """What tells a call of a function from others: None when its arguments are not so simple.

        An argument is a text, a number, null, or an instance as a whole.
        """
        key: list[Hashable] = [name]
        for arg in args:
            raw = arg.raw
            if isinstance(raw, Record):
                if self._instances.get(raw.address) is not arg:
                    return None
                key.append((raw.address,))
            elif raw is None or isinstance(raw, str | int):
                key.append(raw)
            else:
                return None
        return tuple(key)

    def remembered(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What a call gave, worked out once; what it read counts as read each time."""
        if key not in self._calls:
            start = len(self.reads)
            value = make()
            self._calls[key] = value, tuple(self.reads[start:])
        else:
            value, reads = self._calls[key]
            self.reads.extend(reads)
        return value

    def number_of(self, data: Permission) -> int:
        """The number by which reads lead to a permission."""
        number = self._numbers.setdefault(data, len(self._numbers))
        self.permissions[number] = data
        return number

    def _permission(self, data: Permission) -> Value:
        """A permission as a record of its rule; a source that cannot be told is unknown."""
        names = tuple(sorted(field.name for field in fields(data) if field.name != "range"))
        number = self.number_of(data)

        def make(name: str) -> Value:
            value = getattr(data, name)
            if value == "" and name == "source":
                return unknown(DYNAMIC, Origin("resource", data.rule, "source"))
            return self.value(value)

        path = (PERMISSION, number)
        return Value(_object(names), Record(data.rule, names, make, self.reads, path))


def _names(schema: BlockSchema | None, values: Mapping[str, Plain]) -> set[str]:
    return {*(schema.names if schema else ()), *values}


def truth(value: Value) -> bool | None:
    """Whether a condition holds; None while it is not known.

    Raises:
        ConversionError: it is no true or false.
    """
    converted = convert(value, BOOL)
    return converted.raw if isinstance(converted.raw, bool) else None
