"""Instances that buy the same but for their address: what is told of one is told of each.

What an instance buys follows from its values and references, from what names it and from its usage.
So two of one type, module and region with the same values, tags apart, buy the same where nothing
in the configuration names either of them and no usage is given.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any

from archbench.cost.catalogue import GLOBAL
from archbench.cost.model import LineItem, Unpriced
from archbench.cost.placement import TierPlace
from archbench.cost.usage import Usage
from archbench.frozen import replace
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.terraform.configuration import Configuration, Instance

_WHAT = attrgetter(*(item.name for item in fields(LineItem)[1:-3]))
"""Of a line all but its address, which stands first, and its tier, zones and range, the last."""

_LABELS = frozenset({"tags", "tags_all"})
_NUMBERS = frozenset({int, Decimal})
_SAME = frozenset({str, bool, type(None)})


class _NotToldError(Exception):
    """A value that is not known, which may be another for each instance."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Which instances of a configuration buy the same."""

    named: frozenset[str]
    """The addresses that something names, of instances and of whole blocks."""
    has_usage: bool

    @classmethod
    def of(cls, configuration: Configuration, usage: Usage) -> "Alike":
        """What decides it, looked for once in a configuration."""
        named: set[str] = set()
        for instance in configuration.instances:
            for references in instance.references.values():
                named.update(references)
            _origins(instance.values, named)
        return cls(frozenset(named), bool(usage.entries or usage.derived))

    def key(self, instance: Instance) -> tuple[object, ...] | None:
        """The same for instances that buy the same; None for one that may be like no other."""
        if self.has_usage or not self.named.isdisjoint((instance.address, instance.resource)):
            return None
        try:
            values = tuple(
                (name, _told(value))
                for name, value in instance.values.items()
                if name not in _LABELS
            )
        except _NotToldError:
            return None
        references = tuple(instance.references.items())
        return instance.type, instance.module, instance.region, values, references


def _origins(values: Mapping[str, Plain], named: set[str]) -> None:
    """Add what the unknown values of an instance wait for."""
    stack = list(values.values())
    while stack:
        value = stack.pop()
        if value.__class__ is str:  # most are
            continue
        if isinstance(value, Unknown):
            named.update(origin.subject for origin in value.origins)
        elif isinstance(value, Sensitive):
            stack.append(value.value)
        elif isinstance(value, tuple):
            stack.extend(value)
        elif isinstance(value, Mapping):
            stack.extend(value.values())


def _told(value: Plain) -> object:
    """A value that is equal for what is written alike: 1 is neither true, "1" nor 1.0."""
    kind = value.__class__
    if kind in _SAME:
        return value
    if kind in _NUMBERS:
        return Decimal, str(value)
    if isinstance(value, tuple):
        return tuple(map(_told, value))
    if isinstance(value, Mapping):
        return Mapping, tuple((name, _told(item)) for name, item in value.items())
    raise _NotToldError


@dataclass(frozen=True)
class ToldOnce:
    """What was written of an instance, for all that buy the same."""

    address: str
    items: tuple[LineItem, ...]
    unpriced: tuple[Unpriced, ...]

    def items_at(self, instance: Instance, place: TierPlace) -> Iterator[LineItem]:
        """The lines of an instance that is alike, at its own address and in its own place."""
        for what, is_global, saying in self._shared:
            told = [instance.address, *what, place.tier, place.zones, instance.range]
            for number in saying:
                told[number] = self._said(told[number], instance)
            if is_global:
                told[-3] = GLOBAL
            yield LineItem(*told)

    def unpriced_at(self, instance: Instance) -> Iterator[Unpriced]:
        """What has no figure of an instance that is alike."""
        for item in self.unpriced:
            reason = self._said(item.reason, instance)
            yield replace(item, address=self._said(item.address, instance), reason=reason)

    def _said(self, text: str, instance: Instance) -> str:
        return self._here.sub(lambda _: instance.address, text)

    @cached_property
    def _here(self) -> re.Pattern[str]:
        """Its address, and not as a part of another one."""
        return re.compile(rf"(?<![\w.-]){re.escape(self.address)}(?![\w\[-])")

    @cached_property
    def _shared(self) -> list[tuple[tuple[Any, ...], bool, list[int]]]:
        """Of each line what is bought, whether it is global, and where its address is said."""
        found = []
        for item in self.items:
            what = _WHAT(item)
            texts = ((n, text) for n, text in enumerate(what, 1) if isinstance(text, str))
            saying = [number for number, text in texts if self.address in text]
            found.append((what, item.tier == GLOBAL, saying))
        return found
