"""Usage: what Terraform cannot know, by address and usage key.

An exact address wins over one with wildcards, what the file says of resources over what its load
profile comes to, and that over defaults by resource type.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from archbench.cost.model import Basis
from archbench.cost.quantity import Quantity
from archbench.errors import InputError
from archbench.frozen import replace
from archbench.terraform.canonical import canonical


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a usage file: whose, under which key ("standard.storage_gb" when nested)."""

    pattern: str
    """An address, with * for any part of it; a resource type in the defaults."""
    key: str
    value: Quantity | str
    line: int

    def matches(self, address: str) -> bool:
        """True when the pattern means this address.

        >>> Entry("aws_eip.nat[*]", "x", "", 1).matches("aws_eip.nat[0]")
        True
        """
        if "*" not in self.pattern:
            return self.pattern == address
        parts = map(re.escape, self.pattern.split("*"))
        return re.fullmatch(".*".join(parts), address) is not None


@dataclass(frozen=True)
class Usage:
    """All that is said about usage; empty when nobody gave a file."""

    path: str = ""
    entries: tuple[Entry, ...] = ()
    derived: tuple[Entry, ...] = ()
    """What the load profile comes to, by exact address."""
    defaults: tuple[Entry, ...] = ()
    load: Mapping[str, Quantity | str] = field(default_factory=dict)
    """The load profile as written, keys joined by dots."""
    notes: tuple[str, ...] = ()
    """What a reader of the estimate should know of it."""

    @cached_property
    def _layers(self) -> tuple[tuple[Basis, tuple[Entry, ...]], ...]:
        exact = tuple(entry for entry in self.entries if "*" not in entry.pattern)
        wild = tuple(entry for entry in self.entries if "*" in entry.pattern)
        return (
            ("usage", exact),
            ("usage", wild),
            ("load profile", self.derived),
        )

    def find(self, address: str, type_: str, key: str) -> tuple[Entry, Basis] | None:
        """The entry that holds for a key of a resource, and which part of the file it is in."""
        if not (self.entries or self.derived or self.defaults):
            return None
        for basis, entries in self._layers:
            for entry in entries:
                if entry.key == key and entry.matches(address):
                    return entry, basis
        for entry in self.defaults:
            if entry.key == key and canonical(entry.pattern) == type_:
                return entry, "usage default"
        return None

    def number(self, address: str, type_: str, key: str) -> tuple[Quantity, Basis] | None:
        """The number given for a key, None when nobody gave it.

        Raises:
            InputError: a text stands where a number belongs.
        """
        found = self.find(address, type_, key)
        if found is None:
            return None
        entry, basis = found
        if isinstance(entry.value, str):
            raise InputError(
                f"{self.path}:{entry.line}: {key} of {entry.pattern} must be a number or a mapping "
                f'of low, likely and high, not "{entry.value}".'
            )
        return entry.value, basis

    def text(self, address: str, type_: str, key: str, default: str = "") -> str:
        """The word given for a key, default when nobody gave it."""
        found = self.find(address, type_, key)
        return default if found is None else str(found[0].value)

    def mentions(self, address: str, section: str) -> bool:
        """True when the file gives any key in a nested section of a resource."""
        start = f"{section}."
        return any(x.key.startswith(start) and x.matches(address) for x in self.entries)

    def section(self, address: str, name: str) -> "Usage":
        """What is said of a resource in a nested section, as if it stood outside of it."""
        start = f"{name}."
        inner = tuple(
            replace(entry, key=entry.key.removeprefix(start))
            for entry in self.entries
            if entry.key.startswith(start) and entry.matches(address)
        )
        return replace(self, entries=inner, derived=(), defaults=())

    def with_derived(self, entries: tuple[Entry, ...]) -> "Usage":
        """The same usage with what a load profile comes to."""
        return replace(self, derived=entries)
