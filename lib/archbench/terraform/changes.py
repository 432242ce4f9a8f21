"""Which attributes of an instance a change alters."""

from collections.abc import Mapping

from archbench.terraform.configuration import Configuration, Instance

_FOLLOWS = frozenset({"tags_all"})
"""Attributes that say again what others say."""


def altered(before: Instance, after: Instance) -> tuple[str, ...]:
    """The names of the attributes whose values differ, sorted."""
    names = sorted({*before.values, *after.values} - _FOLLOWS)
    return tuple(name for name in names if before.values.get(name) != after.values.get(name))


def altered_by_address(
    before: Configuration, after: Configuration
) -> Mapping[str, tuple[str, ...]]:
    """By address, the names of the attributes whose values differ between two configurations."""
    known = before.by_address
    pairs = ((item, known[item.address]) for item in after.managed() if item.address in known)
    found = {item.address: altered(old, item) for item, old in pairs}
    return {address: names for address, names in found.items() if names}
