"""Which attributes of an instance a change alters."""

from archbench.terraform.configuration import Instance

_FOLLOWS = frozenset({"tags_all"})
"""Attributes that say again what others say."""


def altered(before: Instance, after: Instance) -> tuple[str, ...]:
    """The names of the attributes whose values differ, sorted."""
    names = sorted({*before.values, *after.values} - _FOLLOWS)
    return tuple(name for name in names if before.values.get(name) != after.values.get(name))
