"""What an estimate guesses, or drops, when a value is not known yet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from archbench.cost import Estimate, LineItem, estimate
from archbench.cost.usage import Usage
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Configuration


def figures(made: Estimate) -> set[LineItem]:
    """The priced lines without the zones they are spread over, which are no figures."""
    return {replace(line, zones=()) for line in made.priced}


_LATER = Unknown(STRING, (Origin("variable", "var.later"),))
_WORDS = ("device_name",)
"""Arguments that only name a thing in a line."""


def mistakes(configuration: Configuration, usage: Usage | None, day: date | None) -> Iterator[str]:
    """Each value that, once unknown, changes a priced line, or takes one away untold.

    A value is an argument, a block, or what stands in it, however deep.
    """
    before = estimate(configuration, usage=usage, as_of=day)
    had = figures(before)
    for number, instance in enumerate(configuration.instances):
        for path in _paths(instance.values):
            values = _later(instance.values, path)
            assert isinstance(values, Mapping)
            instances = list(configuration.instances)
            instances[number] = replace(instance, values=values)
            changed = replace(configuration, instances=tuple(instances))
            after = estimate(changed, usage=usage, as_of=day)
            have = figures(after)
            where = ".".join((instance.address, *map(str, path)))
            if not have <= had:
                yield f"{where} was guessed"
            elif have < had and not {*after.open, *after.unpriced} - {
                *before.open,
                *before.unpriced,
            }:
                yield f"{where} dropped a line"


def _paths(value: Plain, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """Where the values within a value stand, but those that are words alone."""
    if path and path[-1] not in _WORDS:
        yield path
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _paths(inner, *path, name)
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _paths(inner, *path, place)


def _later(value: Plain, path: tuple[str | int, ...]) -> Plain:
    """The value, with what stands at a path unknown."""
    if not path:
        return _LATER
    if isinstance(value, Mapping):
        return {**value, str(path[0]): _later(value[str(path[0])], path[1:])}
    assert isinstance(value, tuple)
    return tuple(_later(x, path[1:]) if n == path[0] else x for n, x in enumerate(value))
