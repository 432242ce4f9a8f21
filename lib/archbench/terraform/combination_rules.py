"""What the AWS provider refuses of arguments beside each other, judged by the table of rules.

An argument counts as set where it is not null, be it false or empty; a block where one stands
there. Where archbench does not know whether it is, nothing is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache

from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.types import ListOf, ObjectOf, SetOf
from archbench.hcl.values import Unknown, Value
from archbench.terraform.configuration import Path as Way
from archbench.terraform.rule_table import ArgumentRule, combination_rules


class ArgumentState(Enum):
    """Whether an argument is set; OPEN where that is not known."""

    SET = "set"
    ABSENT = "absent"
    OPEN = "open"


def at_odds(type_: str, values: Mapping[str, Value]) -> Iterator[tuple[Way, Diagnostic]]:
    """What is wrong with which arguments are set, each with the path it is told at, () for all.

    What several arguments have against one another is told once.
    """
    named = asked_together(type_)
    if not named:
        return
    states = tuple(
        (name, _state(name, values)) for first in values if first in named for name in named[first]
    )
    for path, detail in _judged(type_, states):
        yield path, Diagnostic("error", "Refused by the provider", detail)


@cache
def asked_together(type_: str) -> Mapping[str, tuple[str, ...]]:
    """The arguments that rules of a type ask for, by the first name of each."""
    found: dict[str, set[str]] = {}
    for rule in combination_rules(type_):
        for name in (".".join(rule.path), ".".join(rule.path[:-1]), *rule.operands):
            found.setdefault(name.partition(".")[0], set()).add(name)
    found.pop("", None)
    return {first: tuple(sorted(names)) for first, names in found.items()}


@cache
def _judged(
    type_: str, states: tuple[tuple[str, ArgumentState], ...]
) -> tuple[tuple[Way, str], ...]:
    """What is wrong where arguments have these states, and all others are absent."""
    known = dict(states)
    told: set[frozenset[str]] = set()
    found = (_JUDGES[rule.name](rule, known, told) for rule in combination_rules(type_))
    return tuple(item for item in found if item is not None)


ToldArguments = set[frozenset[str]]
States = Mapping[str, ArgumentState]
Found = tuple[Way, str] | None


def _conflict(rule: ArgumentRule, states: States, told: ToldArguments) -> Found:
    own = ".".join(rule.path)
    if _of(own, states) != ArgumentState.SET:
        return None
    others = [name for name in rule.operands if _of(name, states) == ArgumentState.SET]
    new = [name for name in others if frozenset((own, name)) not in told]
    told.update(frozenset((own, name)) for name in others)
    if not new:
        return None
    return _way(own), f"{_names([own])} may not stand beside {_names(new)}. Remove one of them."


def _exactly_one(rule: ArgumentRule, states: States, told: ToldArguments) -> Found:
    if frozenset(rule.operands) in told:
        return None
    given = [name for name in rule.operands if _of(name, states) == ArgumentState.SET]
    if len(given) > 1:
        told.add(frozenset(rule.operands))
        return _way(given[0]), f"Only one of {_names(rule.operands)} may be set, not {len(given)}."
    return None if given else _none(rule, states, told)


def _none(rule: ArgumentRule, states: States, told: ToldArguments) -> Found:
    """Where one has to be set, and none is; what stands in no block is not asked for."""
    inside = ".".join(rule.path[:-1])
    if inside and _of(inside, states) != ArgumentState.SET:
        return None
    group = frozenset(rule.operands)
    if group in told or any(_of(name, states) != ArgumentState.ABSENT for name in group):
        return None
    told.add(group)
    return _way(inside), f"One of {_names(rule.operands)} must be set."


def _with(rule: ArgumentRule, states: States, _: ToldArguments) -> Found:
    own = ".".join(rule.path)
    if _of(own, states) != ArgumentState.SET:
        return None
    missing = [name for name in rule.operands if _of(name, states) == ArgumentState.ABSENT]
    if not missing:
        return None
    return _way(own), f"{_names([own])} needs {_names(missing)} beside it."


_JUDGES = {
    "conflicts": _conflict,
    "exactly_one": _exactly_one,
    "at_least_one": _none,
    "with": _with,
}


def _of(name: str, states: States) -> ArgumentState:
    return states.get(name, ArgumentState.ABSENT)


def _state(name: str, values: Mapping[str, Value]) -> ArgumentState:
    """Whether the argument of a name such as "vpc_config.0.subnet_ids" is set."""
    here: Value | None = None
    inside: Mapping[str, Value] = values
    for step in name.split("."):
        if step.isdigit():
            blocks = here.raw if here is not None else None
            if not isinstance(blocks, tuple) or int(step) >= len(blocks):
                return ArgumentState.ABSENT
            here = blocks[int(step)]
        else:
            here = inside.get(step)
        if here is None or here.raw is None:
            return ArgumentState.ABSENT
        if isinstance(here.raw, Unknown):
            return ArgumentState.OPEN
        inside = here.raw if isinstance(here.raw, Mapping) else {}
    return _of_last(here)


def _of_last(value: Value | None) -> ArgumentState:
    """No blocks are none; an empty list of plain values is set."""
    if value is not None and value.raw == () and isinstance(value.type, ListOf | SetOf):
        return (
            ArgumentState.ABSENT if isinstance(value.type.element, ObjectOf) else ArgumentState.SET
        )
    return ArgumentState.SET


def _way(name: str) -> Way:
    return tuple(int(step) if step.isdigit() else step for step in name.split(".")) if name else ()


def _names(names: Sequence[str]) -> str:
    quoted = [f'"{name.replace(".0", "")}"' for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
