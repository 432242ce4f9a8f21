"""What the conditions of a checklist see of a configuration, and which parts of it they read.

Before apply, ids and ARNs are not known, yet a reference says which instance it names. So here the
id or ARN of a managed instance is its identity, a known text "${address}": references to one
instance are equal, references to two differ. What else is not known stays unknown.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Self

from archbench.architecture import build
from archbench.architecture.element import Element
from archbench.architecture.model import Architecture
from archbench.architecture.relations import Relations
from archbench.architecture.zones import ZoneKey, zone_key
from archbench.hcl import construct
from archbench.hcl.convert import ConversionError, convert
from archbench.hcl.functions.table import Function
from archbench.hcl.plain import from_plain
from archbench.hcl.source import SourceRange
from archbench.hcl.types import BOOL, DYNAMIC, STRING, Type
from archbench.hcl.values import Origin, Plain, Unknown, Value, unknown
from archbench.requirements.attributes import InstanceView
from archbench.requirements.elements import Elements
from archbench.requirements.record import Read, Record
from archbench.terraform.arns import Named, may_name, named_in
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import (
    Configuration,
    Instance,
    Output,
    Unexpanded,
    Variable,
)
from archbench.terraform.withheld import marked_where_other

if TYPE_CHECKING:
    from archbench.architecture.drill import Drill
    from archbench.requirements.verdict import Evidence


IDENTITIES = ("id", "arn")
"""Attributes that say which instance it is."""


_EVERY = ""
"""Stands for every type, where instances are listed by type."""


class InstanceIdentity(str):
    """The identity of an instance as a text, the same by whichever attribute it is given.

    attribute  that by which it is: "id" or "arn"
    """

    __slots__ = ("attribute",)

    attribute: str

    def __new__(cls, address: str, attribute: str) -> Self:
        """The identity of the instance at an address."""
        made = super().__new__(cls, f"${{{address}}}")
        made.attribute = attribute
        return made


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
        self.told_of: View | None = None
        """Of a view for messages, the view that it tells of."""
        self._around: dict[str, View] = {}
        self._calls: dict[Hashable, tuple[Value, tuple[Read, ...]]] = {}
        self.namings: dict[tuple[str, str], tuple[dict[str, list[int]], list[int]]] = {}
        """Of resources by type and attribute: the places of those that name what, and anything."""
        self._written: dict[str, tuple[Named, ...]] = {}
        self.functions: dict[str, Function] = {}
        """Functions that conditions have called, made for this configuration."""
        self.told: dict[Read, tuple[Evidence, ...]] = {}
        """What is shown of each read, where it holds no secret."""
        self.masked: set[Read] = set()
        """Reads of values that hold a secret somebody wrote down: they are never shown."""
        self.places: dict[Read, SourceRange] = {}
        """Where a read stands that is neither an argument of an instance nor a variable."""

    @cached_property
    def architecture(self) -> Architecture:
        """What the resources mean together."""
        return self._architecture or build(self.configuration)

    @cached_property
    def drill(self) -> "Drill":
        """What the loss of each zone and region means."""
        if self.told_of is not None:
            return self.told_of.drill
        from archbench.architecture.drill import drill  # noqa: PLC0415 - only when asked

        return drill(self.configuration, self.architecture)

    @cached_property
    def has_no_variables(self) -> bool:
        """Whether the input says nothing of variables: a state."""
        return not self.configuration.declares

    @cached_property
    def relations(self) -> Relations:
        """Who watches, serves, backs up, may do and opens what."""
        if self.told_of is not None:
            return self.told_of.relations
        return Relations(self.configuration, self.architecture)

    @cached_property
    def telling(self) -> "View":
        """The same as messages may tell of it: what is withheld is marked sensitive.

        So a message that is made of it is not shown, however it was changed on the way.
        """
        told = View(self.configuration, self.architecture)
        told.told_of = self
        told.tokens, told.namings = self.tokens, self.namings
        return told

    @cached_property
    def seen(self) -> Elements:
        """The elements of the architecture as values."""
        alike = None if self.told_of is None else self.told_of.seen
        return Elements(self.architecture, self.value, self.reads, self._zone_of, alike)

    def _zone_of(self, subnet: str) -> ZoneKey:
        """The zone of a subnet, by its address."""
        return zone_key(self.relations.reader, self.configuration.by_address[subnet])

    @property
    def elements(self) -> Mapping[str, Element]:
        """Elements of the architecture by address; a part of the graph where there is no other."""
        return self.architecture.by_address

    def instance(self, address: str) -> Value | None:
        """One instance; None when there is none with this address."""
        found = self.configuration.by_address.get(address)
        if found is None:
            return None
        if address not in self._instances:
            release = self.configuration.provider.release.version
            told = self.told_of is not None
            made = InstanceView(found, self.value, self.reads, release, told)
            self._instances[address] = made.whole()
        return self._instances[address]

    def is_address(self, text: str) -> bool:
        """Whether something that is known has this address."""
        return text in self.configuration.by_address or text in self.elements

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
        for item in self.configuration.uncounted:
            if item.type in ("module", canonical(type_)):
                return item.address, item.reason
        return None

    def more_of(self, type_: str) -> list[Unexpanded]:
        """What may hold more of a type: every block of it, or one of which nobody knows a thing."""
        kinds = ("module", canonical(type_))
        found = [item for item in self.configuration.uncounted if item.type in kinds]
        return [item for item in found if item.like is None][:1] or found

    @cached_property
    def blocks(self) -> Mapping[str, Unexpanded]:
        """What is not counted, by its address."""
        return {item.address: item for item in self.configuration.uncounted}

    @cached_property
    def _would_be(self) -> Mapping[str, Instance]:
        """What may be there of each block that is not counted, by its address."""
        return {item.address: item.like for item in self.configuration.uncounted if item.like}

    def would_be(self, value: Value) -> Instance | None:
        """What an element that may be there is like; None where that is not known, or it is."""
        told = value.raw.origins if isinstance(value.raw, Unknown) else ()
        return self._would_be.get(told[0].subject) if len(told) == 1 and not told[0].path else None

    def looked_into(self, address: str) -> Instance | None:
        """The instance, or what may be there of a block, whose attributes were read."""
        return self.configuration.by_address.get(address) or self._would_be.get(address)

    def around(self, address: str) -> "View":
        """What is certain where one of a block that nobody can count is there."""
        block = self.blocks[address]
        if block.within not in self._around:
            more = self.configuration.around(block)
            self._around[block.within] = self if more is self.configuration else View(more)
        return self._around[block.within]

    def possible(self, address: str) -> Value | None:
        """What may be there of a block that is not counted, whichever it is of several."""
        found = self._would_be.get(address)
        if found is None:
            return None
        release = self.configuration.provider.release.version
        told, origin = self.told_of is not None, Origin("resource", address)
        any_of = unknown(DYNAMIC, origin)
        return InstanceView(found, self.value, self.reads, release, told, any_of).whole()

    @property
    def all_instances(self) -> Value:
        """Every managed instance; unknown when some cannot be counted."""
        if _EVERY not in self._lists:
            self._lists[_EVERY] = self._all_instances()
        return self._lists[_EVERY]

    def _all_instances(self) -> Value:
        for item in self.configuration.uncounted:
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

    def declared(self, item: Variable | Output) -> Value:
        """The value of a variable or output."""
        if self.told_of is None:
            return self.value(item.value)
        return self.value(marked_where_other(item.value, self.configuration.open(item)))

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
        token = InstanceIdentity(origin.subject, origin.path)
        self.tokens.setdefault(token, Value(STRING, raw))
        return token

    def named_by(self, token: object) -> str | None:
        """The address an identity text stands for."""
        return token[2:-1] if isinstance(token, str) and token in self.tokens else None

    def written_in(self, text: str) -> tuple[Named, ...]:
        """What a text names by ARN or URL, read once: many are asked whether they are named."""
        if text not in self._written:
            self._written[text] = tuple(named_in(text)) if may_name(text) else ()
        return self._written[text]

    def readable(self, text: str) -> str:
        """A text with the identities in it as the references people write."""
        parts, rest = [], text
        while (start := rest.find("${")) >= 0:
            ends = (found.end() for found in re.finditer("}", rest) if found.start() > start)
            end = next((end for end in ends if rest[start:end] in self.tokens), start + 2)
            token = rest[start:end]
            parts += [rest[:start], self.named_by(token) or token]
            rest = rest[end:]
        return "".join((*parts, rest))

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
            elif isinstance(raw, InstanceIdentity):  # equal to that by another attribute
                key.append((raw, raw.attribute))
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


def truth(value: Value) -> bool | None:
    """Whether a condition holds; None while it is not known.

    Raises:
        ConversionError: it is no true or false.
    """
    converted = convert(value, BOOL)
    return converted.raw if isinstance(converted.raw, bool) else None
