"""What the AWS provider refuses of arguments, as a table of rules.

The table holds only what the real provider 5.100.0 was heard to refuse in `terraform validate` or
a plan, made by tests/record_rules.py: a line is a type, a path, a rule, and its operands as JSON.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from archbench.frozen import frozen

TABLE = Path(__file__).with_name("aws-5.100.0.rules.txt")


@frozen
class ArgumentRule:
    """One rule: where it holds, what it is, and its operands.

    In the path of a value * stands for each element; in that of an argument among others a number
    is the place of a block.
    """

    path: tuple[str, ...]
    name: str
    operands: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    """Operands that a release after 5.100.0 may have as well; * is any."""


COMBINATIONS = frozenset({"conflicts", "exactly_one", "at_least_one", "with"})
"""The rules on arguments beside each other."""


@cache
def rules_of(type_: str) -> tuple[ArgumentRule, ...]:
    """The rules of a resource type."""
    return tuple(map(_rule, _lines().get(type_, ())))


@cache
def single_rules(type_: str) -> tuple[ArgumentRule, ...]:
    """The rules on single arguments of a resource type."""
    return tuple(rule for rule in rules_of(type_) if rule.name not in COMBINATIONS)


@cache
def single_rules_by_argument(type_: str) -> Mapping[str, tuple[tuple[int, ArgumentRule], ...]]:
    """The same by the first name of each, with its place among them."""
    found: dict[str, list[tuple[int, ArgumentRule]]] = {}
    for place, rule in enumerate(single_rules(type_)):
        found.setdefault(rule.path[0], []).append((place, rule))
    return {name: tuple(rules) for name, rules in found.items()}


@cache
def combination_rules(type_: str) -> tuple[ArgumentRule, ...]:
    """The rules on which arguments of a resource type may be set together."""
    return tuple(rule for rule in rules_of(type_) if rule.name in COMBINATIONS)


def _rule(line: str) -> ArgumentRule:
    path, name, operands = line.split(" ", 2)
    lists: list[list[str]] = json.loads(operands)
    return ArgumentRule(tuple(path.split(".")), name, *map(tuple, lists))


@cache
def _lines() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        type_, _, rest = line.partition(" ")
        found.setdefault(type_, []).append(rest)
    return {type_: tuple(lines) for type_, lines in found.items()}
