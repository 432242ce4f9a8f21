"""Usage files: what Terraform cannot know, in the layout Infracost made common.

    version: 0.1
    resource_type_default_usage:
      aws_nat_gateway:
        monthly_data_processed_gb: 50
    resource_usage:
      aws_nat_gateway.main[*]:
        monthly_data_processed_gb: {low: 50, likely: 120, high: 400}
    load_profile: ...

A number may be a range of low, likely and high wherever a number stands. An exact address wins over
one with wildcards, resource_usage over what the load profile derives, that over type defaults.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cost.model import Basis
from archbench.cost.quantity import Quantity
from archbench.errors import InputError

if TYPE_CHECKING:
    import yaml

_RANGE_KEYS = frozenset(("low", "likely", "high"))
_SECTIONS = ("version", "resource_type_default_usage", "resource_usage", "load_profile")


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

    @cached_property
    def _layers(self) -> tuple[tuple[Basis, tuple[Entry, ...]], ...]:
        exact = tuple(entry for entry in self.entries if "*" not in entry.pattern)
        wild = tuple(entry for entry in self.entries if "*" in entry.pattern)
        return ("usage", exact), ("usage", wild), ("load profile", self.derived)

    def find(self, address: str, type_: str, key: str) -> tuple[Entry, Basis] | None:
        """The entry that holds for a key of a resource, and which part of the file it is in."""
        for basis, entries in self._layers:
            for entry in entries:
                if entry.key == key and entry.matches(address):
                    return entry, basis
        for entry in self.defaults:
            if entry.key == key and entry.pattern == type_:
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

    def with_derived(self, entries: tuple[Entry, ...]) -> "Usage":
        """The same usage with what a load profile comes to."""
        return replace(self, derived=entries)


def read_usage(path: Path) -> Usage:
    """The usage file at path.

    Raises:
        InputError: it cannot be read, is no YAML, or holds something of another shape.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The usage file {path} cannot be read: {error}.") from error
    return parse_usage(text, str(path))


def parse_usage(text: str, path: str) -> Usage:
    """The usage a YAML text holds; path names it in messages.

    Raises:
        InputError: as read_usage.
    """
    import yaml  # noqa: PLC0415

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else path
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise InputError(f"{place}: the usage file cannot be read: {problem}.") from error
    if root is None:
        return Usage(path)
    sections = _mapping(root, path, "the file")
    for name, node in sections.items():
        if name not in _SECTIONS:
            raise InputError(
                f'{_place(node, path)}: unknown section "{name}"; '
                f"a usage file has {', '.join(_SECTIONS)}."
            )
    return Usage(
        path,
        entries=_entries(sections.get("resource_usage"), path),
        defaults=_entries(sections.get("resource_type_default_usage"), path),
        load=dict(
            (key, value) for key, value, _ in _values(sections.get("load_profile"), path, "")
        ),
    )


def _entries(node: "yaml.Node | None", path: str) -> tuple[Entry, ...]:
    if _is_empty(node):
        return ()
    return tuple(
        Entry(pattern, key, value, line)
        for pattern, child in _mapping(node, path, "resource_usage").items()
        for key, value, line in _values(child, path, "")
    )


def _values(
    node: "yaml.Node | None", path: str, prefix: str
) -> list[tuple[str, Quantity | str, int]]:
    found: list[tuple[str, Quantity | str, int]] = []
    if _is_empty(node):
        return found
    for name, child in _mapping(node, path, prefix or "usage").items():
        key = f"{prefix}{name}"
        line = child.start_mark.line + 1
        if child.id == "mapping":
            inner = _mapping(child, path, key)
            if inner and _RANGE_KEYS.issuperset(inner):
                found.append((key, _range(inner, path, key), line))
            else:
                found.extend(_values(child, path, f"{key}."))
        elif child.id == "sequence":
            found.extend(
                (f"{key}.{index}", _scalar(item, path, key), item.start_mark.line + 1)
                for index, item in enumerate(child.value)
            )
        else:
            found.append((key, _scalar(child, path, key), line))
    return found


def _range(nodes: Mapping[str, "yaml.Node"], path: str, key: str) -> Quantity:
    parts: dict[str, Decimal] = {}
    for name, node in nodes.items():
        value = _scalar(node, path, key)
        if isinstance(value, str):
            raise InputError(f'{_place(node, path)}: {name} of {key} must be a number, not "{value}".')
        parts[name] = value.likely
    middle = parts.get("likely")
    if middle is None:
        if len(parts) != 2:
            raise InputError(f"{_place(next(iter(nodes.values())), path)}: {key} needs likely.")
        middle = (parts["low"] + parts["high"]) / 2
    low, high = parts.get("low", middle), parts.get("high", middle)
    if not low <= middle <= high:
        raise InputError(
            f"{_place(next(iter(nodes.values())), path)}: {key} must have low <= likely <= high."
        )
    return Quantity(low, middle, high)


def _scalar(node: "yaml.Node", path: str, key: str) -> Quantity | str:
    if node.id != "scalar":
        raise InputError(f"{_place(node, path)}: {key} must be a number or a word.")
    text: str = node.value
    try:
        number = Decimal(text.replace("_", ""))
    except InvalidOperation:
        return text
    if not number.is_finite() or number < 0:
        raise InputError(f"{_place(node, path)}: {key} must be zero or more, not {text}.")
    return Quantity.of(number)


def _mapping(node: "yaml.Node | None", path: str, what: str) -> dict[str, "yaml.Node"]:
    if node is None or node.id != "mapping":
        raise InputError(f"{_place(node, path)}: {what} must be a mapping of names to values.")
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.id != "scalar":
            raise InputError(f"{_place(key, path)}: a name in {what} must be plain text.")
        if key.value in found:
            raise InputError(f'{_place(key, path)}: "{key.value}" stands twice in {what}.')
        found[key.value] = value
    return found


def _is_empty(node: "yaml.Node | None") -> bool:
    return node is None or (node.id == "scalar" and node.value in ("", "~", "null"))


def _place(node: "yaml.Node | None", path: str) -> str:
    return path if node is None else f"{path}:{node.start_mark.line + 1}"
