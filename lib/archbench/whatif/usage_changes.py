"""What a scenario says of usage, laid over the usage in use.

What it says holds: an entry of the file for the same key goes where the scenario's pattern fits the
address it is for. Of the load profile a key takes the place of what the file has under it.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from archbench.cost.distribution import is_range, range_of
from archbench.cost.estimating import unused
from archbench.cost.load_profile import read_profile
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Entry, Usage
from archbench.errors import InputError
from archbench.frozen import replace
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.writer import Json
from archbench.terraform.address import every_instance
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Configuration
from archbench.whatif.scenario import Change, Lever

_SOUND: Mapping[str, Quantity | str] = {
    f"requests_per_second.{day}.{hour}": Quantity.of(Decimal(1))
    for day in ("weekday", "weekend")
    for hour in range(24)
}
"""A load profile with which nothing is wrong, to find the one change that is."""
SECTIONS = ("load_profile", "resource_usage", "resource_type_default_usage")


def with_usage(usage: Usage, changes: Sequence[Change]) -> Usage:
    """The usage with the changes made; each later one over those before.

    Raises:
        InputError: a section is unknown, or a value is no quantity, at the place of its change.
    """
    for change in changes:
        section, *path = change.lever.path
        if section not in SECTIONS or not path or (section != "load_profile" and len(path) < 2):
            raise InputError(
                f'{change.place}: "{change.lever}" is no usage.{did_you_mean(section, SECTIONS)}'
                " Write load_profile.KEY, or an address and its key."
            )
        if section == "load_profile":
            usage = _with_load(usage, ".".join(path), change)
        else:
            usage = _with_entry(usage, path[0], ".".join(path[1:]), change)
    return usage


def over_the_file(changes: Sequence[Change], configuration: Configuration) -> Sequence[Change]:
    """The changes, what they say of a type also said of each block of it the configuration has.

    A default stands below what a usage file says of an address, and a scenario stands above it.
    What the scenario says of an address comes last, so that it holds over its types.
    """
    types = [x for x in changes if x.lever.path[0] == "resource_type_default_usage"]
    each = [
        replace(change, lever=Lever("usage", ("resource_usage", pattern, *change.lever.path[2:])))
        for change in types
        for pattern in dict.fromkeys(
            every_instance(item.address)
            for item in configuration.managed()
            if canonical(item.type) == canonical(change.lever.path[1])
        )
    ]
    return (*types, *each, *(change for change in changes if change not in types))


def check_usage(base: Usage, changes: Sequence[Change], configuration: Configuration) -> None:
    """Raise InputError at the place of the first change that nothing would take up."""
    load = [change for change in changes if change.lever.path[0] == "load_profile"]
    if load and (problem := _problem_of_load(base, load)):
        sound = base if base.load else replace(base, load=_SOUND)
        guilty = next((x for x in load if _problem_of_load(sound, (x,)) == problem), load[0])
        raise InputError(f"{guilty.place}: {problem}")
    for change in changes:
        if change.lever.path[0] != "load_profile":
            alone = with_usage(Usage(change.place), (change,))
            for note in unused(alone, configuration):
                said = note.removeprefix(f"{change.place}:0: ")
                raise InputError(f"{change.place}: {said}")


def _problem_of_load(base: Usage, changes: Sequence[Change]) -> str:
    """What is wrong with the load profile once these changes are made; "" for nothing."""
    whole = with_usage(base, changes)
    try:
        read_profile(whole)
    except InputError as error:
        return str(error).removeprefix(f"{whole.path}: ")
    return ""


def _with_load(usage: Usage, key: str, change: Change) -> Usage:
    kept = {
        name: value
        for name, value in usage.load.items()
        if name != key and not name.startswith(f"{key}.")
    }
    said = dict(_quantities(key, change.value, change))
    return replace(usage, load={**kept, **said})


def _with_entry(usage: Usage, pattern: str, key: str, change: Change) -> Usage:
    said = tuple(
        Entry(pattern, name, value, 0) for name, value in _quantities(key, change.value, change)
    )
    if not said:
        return usage
    keys = {entry.key for entry in said}
    if "." not in pattern and "*" not in pattern:
        kept = (x for x in usage.defaults if x.pattern != pattern or x.key not in keys)
        return replace(usage, defaults=(*said, *kept))
    wanted = said[0]
    others = (
        entry
        for entry in usage.entries
        if entry.key not in keys or not (entry.pattern == pattern or wanted.matches(entry.pattern))
    )
    return replace(usage, entries=(*said, *others))


def _quantities(key: str, value: Json, change: Change) -> Iterator[tuple[str, Quantity | str]]:
    """The keys and quantities a value stands for: a list has one for each place in it."""
    if isinstance(value, Mapping):
        if not is_range(value):
            raise InputError(f"{change.place}: {key} must be a number, or low, likely and high.")
        yield key, _range(key, value, change)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for index, item in enumerate(value):
            yield from _quantities(f"{key}.{index}", item, change)
    elif isinstance(value, bool):
        yield key, str(value).lower()
    elif isinstance(value, str):
        yield key, _read(key, value, change)
    elif value is not None:
        yield key, Quantity.of(_number(key, value, change))


def _read(key: str, text: str, change: Change) -> Quantity | str:
    """A number written as text, as a usage file has it, or the text."""
    try:
        number = Decimal(text.replace("_", ""))
    except InvalidOperation:
        return text
    return Quantity.of(_number(key, number, change))


def _range(key: str, value: Mapping[str, Json], change: Change) -> Quantity:
    said = {
        name: str(item) if isinstance(item, str) else _number(f"{name} of {key}", item, change)
        for name, item in value.items()
    }
    try:
        return range_of(key, said)
    except ValueError as error:
        raise InputError(f"{change.place}: {error}") from None


def _number(key: str, value: Json | Decimal, change: Change) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise InputError(f"{change.place}: {key} must be a number, not {value!r}.")
    number = Decimal(str(value))
    if not number.is_finite() or number < 0:
        raise InputError(f"{change.place}: {key} must be zero or more, not {value}.")
    return number
