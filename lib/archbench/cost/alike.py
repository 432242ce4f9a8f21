"""Instances that buy the same but for their address: what each buys is asked once.

What an instance buys follows from its values and references, from what names it and from its usage.
So two of one type, module and region with the same values, tags apart, buy the same where nothing
in the configuration names either of them and no usage is given.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from archbench.cost.charge import Alternatives, Charge
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Open
from archbench.cost.usage import Usage
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.terraform.configuration import Configuration, Instance

Bought = Charge | Alternatives | Unpriced
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
class AskedOnce:
    """What an instance buys, as its rule says it."""

    address: str
    bought: tuple[Bought, ...]

    def at(self, address: str) -> list[Bought]:
        """The same of an instance that is alike, at its own address."""
        here = self._here

        def said(text: str) -> str:
            return here.sub(lambda _: address, text) if text else text

        return [_said(item, said) if says else item for item, says in self._saying]

    @cached_property
    def _here(self) -> re.Pattern[str]:
        """Its address, and not as a part of another one."""
        return re.compile(rf"(?<![\w.-]){re.escape(self.address)}(?![\w\[-])")

    @cached_property
    def _saying(self) -> list[tuple[Bought, bool]]:
        """Each thing it buys, and whether its address is said there."""
        return [(item, self.address in repr(item)) for item in self.bought]


def _said(item: Bought, said: Callable[[str], str]) -> Bought:
    if isinstance(item, Unpriced):
        return replace(item, address=said(item.address), reason=said(item.reason))
    if isinstance(item, Alternatives):
        charges = tuple(_charge(charge, said) for charge in item.charges)
        words, reason = said(item.description), said(item.reason)
        return replace(item, description=words, charges=charges, reason=reason)
    return _charge(item, said)


def _charge(charge: Charge, said: Callable[[str], str]) -> Charge:
    amount = charge.quantity
    return replace(
        charge,
        description=said(charge.description),
        quantity=replace(amount, reason=said(amount.reason))
        if isinstance(amount, Open)
        else amount,
        formula=said(charge.formula),
        part_of=said(charge.part_of),
    )
