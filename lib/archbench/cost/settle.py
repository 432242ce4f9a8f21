"""A configuration with only the values it was given: not those its own resources fill in.

A plan marks an attribute nobody set as unknown when the provider fills it in; its only origin is
then the resource itself, or none at all. The provider writes null or an empty text for others. For
pricing all of these are "not set", and the provider's default holds.
"""

from collections.abc import Mapping
from operator import is_

from archbench.frozen import replace
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Configuration, Instance

_HOLDERS = frozenset({tuple, dict})


def settled(configuration: Configuration) -> Configuration:
    """The same configuration, each managed instance with only the values it was given."""
    found = tuple(
        _settled(instance) if instance.mode == "managed" else instance
        for instance in configuration.instances
    )
    same = all(map(is_, found, configuration.instances))
    return configuration if same else replace(configuration, instances=found)


def _settled(instance: Instance) -> Instance:
    if not _is_filled_in(instance.values, instance.address):
        return instance
    values = {
        name: _strip(value, instance.address)
        for name, value in instance.values.items()
        if _is_given(value, instance.address)
    }
    return replace(instance, values=values)


def _is_filled_in(values: Mapping[str, Plain], address: str) -> bool:
    """Whether anything inside was not given."""
    stack: list[Plain] = [values]
    while stack:
        value = stack.pop()
        if isinstance(value, tuple):
            stack.extend(value)
        elif value.__class__ is dict or isinstance(value, Mapping):
            for item in value.values():
                if item.__class__ is str and item:  # most are
                    continue
                if not _is_given(item, address):
                    return True
                if item.__class__ in _HOLDERS:
                    stack.append(item)
    return False


def _strip(value: Plain, address: str) -> Plain:
    if isinstance(value, tuple):
        return tuple(_strip(item, address) for item in value)
    if isinstance(value, Mapping):
        return {
            name: _strip(item, address) for name, item in value.items() if _is_given(item, address)
        }
    return value


def _is_given(value: Plain, address: str) -> bool:
    if value.__class__ is str:
        return value != ""
    if isinstance(value, Unknown):
        return not {item.subject for item in value.origins} <= {address}
    return value is not None and value != ""
