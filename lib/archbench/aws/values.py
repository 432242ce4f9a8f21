"""Reading arguments: what is known of them, and the ways into nested blocks."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from archbench.aws.kind import LossBehavior, Units
from archbench.hcl.values import Plain, Sensitive, Unknown, bare
from archbench.terraform.configuration import Instance, Path


def text(value: Plain) -> str:
    """The text of a known string or number, "" for anything else: a sensitive one is not told."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def said(value: Plain, default: str, untold: str = "?") -> str:
    """The text of a known string or number; default where it is left out, untold while not known.

    Of an element of the architecture "unknown" is what conditions take for a value not known.
    """
    return default if value in (None, "") else text(value) or untold


def whole(value: Plain) -> int | Unknown | None:
    """A whole number, also one written as a string, or the unknown it is; None when absent."""
    value = bare(value)
    if isinstance(value, Unknown):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?\d+", value) else None


def truth(value: Plain, *, default: bool) -> bool | Unknown:
    """A truth value, also one written as a string, or the unknown it is; default when absent."""
    value = bare(value)
    if isinstance(value, Unknown):
        return value
    if isinstance(value, str):
        return value.lower() == "true"
    return value if isinstance(value, bool) else default


def given(*values: Plain) -> Plain:
    """The first of these that is set, known or not; None where none is.

    What is empty (a text, a list, 0) is not set: the provider leaves it out.
    """
    return next((one for one in values if isinstance(one, Unknown | Sensitive) or one), None)


def set_in(block: Mapping[str, Plain], name: str, default: Plain) -> Plain:
    """What a block sets an argument to; default (the provider's) when absent or null."""
    value = block.get(name)
    return default if value is None else value


def value_at(instance: Instance, path: Path) -> Plain:
    """The value at a path, or the unknown on the way to it; None when absent.

    What stands in something sensitive is sensitive.
    """
    value: Plain = instance.values
    hidden = False
    for step in path:
        if value.__class__ is dict:  # by far the most frequent
            value = value.get(step)  # None for a number
            continue
        if value is None:
            return None
        if isinstance(value, Sensitive):
            hidden, value = True, value.value
        if isinstance(value, Unknown):
            return value
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return _marked(value) if hidden else value


def _marked(value: Plain) -> Plain:
    return value if value is None or isinstance(value, Unknown | Sensitive) else Sensitive(value)


@lru_cache(maxsize=4_096)
def _head(dotted: str) -> str:
    return dotted.partition(".")[0]


def found_at(instance: Instance, dotted: str) -> Iterator[tuple[Path, Plain]]:
    """Each value a dotted path leads to, through every block on the way, with its exact path.

    An unknown block on the way is what is found there; what is absent or null is not. What stands
    in something sensitive is sensitive.
    """
    if _head(dotted) in instance.values:  # most paths are not set
        yield from found_in(instance.values, dotted)


def found_in(block: Plain, dotted: str) -> Iterator[tuple[Path, Plain]]:
    """The same of a block inside an instance."""
    yield from _found(block, dotted.split("."), ())


def _found(value: Plain, steps: list[str], path: Path) -> Iterator[tuple[Path, Plain]]:
    if isinstance(value, Sensitive):
        yield from ((at, _marked(item)) for at, item in _found(value.value, steps, path))
    elif value is None:
        return
    elif isinstance(value, Unknown) or not steps:
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _found(item, steps, (*path, index))
    elif isinstance(value, Mapping) and steps[0] in value:
        yield from _found(value[steps[0]], steps[1:], (*path, steps[0]))


def first_at(instance: Instance, dotted: str) -> Plain:
    """The first value a dotted path leads to; None when there is none."""
    return next((value for _, value in found_at(instance, dotted)), None)


def names_a_resource(value: Plain) -> bool:
    """Whether a value is a text, or what a resource will have: one that nothing makes null."""
    if isinstance(value, Unknown):
        return value.exact and value.origins[0].kind == "resource"
    return bool(text(value))


def number(dotted: str, default: int | None = None) -> Callable[[Instance], Units]:
    """How many an argument says there are; default where it is left out."""

    def units(instance: Instance) -> Units:
        found = whole(first_at(instance, dotted))
        return default if found is None else found

    return units


def when(
    dotted: str, yes: LossBehavior, no: LossBehavior, *, default: bool = False
) -> Callable[[Instance], LossBehavior]:
    """How it fails by a truth value; untold while that is unknown."""

    def loss(instance: Instance) -> LossBehavior:
        told = truth(first_at(instance, dotted), default=default)
        return "untold" if isinstance(told, Unknown) else yes if told else no

    return loss


def several(
    dotted: str, yes: LossBehavior, no: LossBehavior, default: int = 1
) -> Callable[[Instance], LossBehavior]:
    """How it fails by whether a number is more than one; untold while that is unknown."""

    def loss(instance: Instance) -> LossBehavior:
        count = number(dotted, default)(instance)
        return "untold" if not isinstance(count, int) else yes if count > 1 else no

    return loss


def by_zones(instance: Instance, dotted: str, unsaid: LossBehavior) -> LossBehavior:
    """How several nodes fail by the zones listed for them: single where all name the same one."""
    zones = first_at(instance, dotted)
    if zones is None or zones == ():
        return unsaid
    named = {text(zone) for zone in zones} if isinstance(zones, tuple) else {""}
    return "untold" if "" in named else "standby" if len(named) > 1 else "single"


def inside(*dotted: str) -> Callable[[Instance], LossBehavior]:
    """How it fails that runs in the subnets it is given, and where AWS keeps it over zones else.

    It is spread over subnets that are not known as well: then its place is not told.
    """

    def loss(instance: Instance) -> LossBehavior:
        found = [value for path in dotted for _, value in found_at(instance, path)]
        given = [value for value in found if not isinstance(value, tuple) or value]
        return "spread" if given else "regional"

    return loss


def by_word(
    dotted: str, default: str, **losses: LossBehavior
) -> Callable[[Instance], LossBehavior]:
    """How it fails by a word, default where it is left out; untold for any other or unknown."""

    def loss(instance: Instance) -> LossBehavior:
        word = first_at(instance, dotted)
        return losses.get(default if word is None else text(word).upper(), "untold")

    return loss


def says(dotted: str, word: str = "") -> Callable[[Instance], bool]:
    """Whether a path leads to anything, or to this word."""

    def told(instance: Instance) -> bool:
        found = [text(value).upper() for _, value in found_at(instance, dotted) if value != ()]
        return word in found if word else bool(found)

    return told


def counted(noun: str) -> Callable[[Sequence[Instance]], str]:
    """How many there are: "1 rule", "3 rules"."""
    return lambda items: plural(noun, len(items))


def plural(noun: str, count: int) -> str:
    """A number of things.

    >>> plural("alarm", 1), plural("alarm", 2)
    ('1 alarm', '2 alarms')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"
