"""What the AWS provider itself refuses of single arguments: a table of rules, and their judgement.

The table holds only what the real provider 5.100.0 was seen to refuse in `terraform validate` or a
plan, made by tests/record_rules.py: a line is a type, a path, a rule, and its operands as JSON. It
is no wider than seen; what a release after 5.100.0 may take as well is not refused with provider 6:
words its list may have grown by (by the enumerations of botocore; any word where none is like it),
and limits but those of ports.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_interface
from pathlib import Path
from typing import Any

from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.types import NUMBER, STRING
from archbench.hcl.values import Unknown, Value
from archbench.terraform.configuration import Path as Way
from archbench.terraform.gathering import some
from archbench.terraform.schema import FIVE, Release

TABLE = Path(__file__).with_name("aws-5.100.0.rules.txt")
_PORT = 65_535
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where it holds (* stands for each element), what it is, and its operands."""

    path: tuple[str, ...]
    name: str
    operands: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    """Operands that a release after 5.100.0 may have as well; * is any."""


def broken(
    type_: str, values: Mapping[str, Value], release: Release
) -> Iterator[tuple[Way, Diagnostic]]:
    """What is wrong with the known arguments of a resource, each with its path, without its place.

    A sensitive value is judged and not shown.
    """
    for rule in rules_of(type_):
        for path, value in _at(values, rule.path):
            said = None if _is_open(value) else _judged(rule, value, release)
            if said is not None:
                shown = "a sensitive value" if value.sensitive else _shown(value.raw)
                name = rule.path[-2] if rule.path[-1] == "*" else rule.path[-1]
                detail = f'"{name}" {said}; it is {shown}.'
                yield path, Diagnostic("error", "Refused by the provider", detail)


@cache
def rules_of(type_: str) -> tuple[Rule, ...]:
    """The rules of a resource type."""
    return _table().get(type_, ())


@cache
def _table() -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        type_, path, name, operands = line.split(" ", 3)
        lists: list[list[str]] = json.loads(operands)
        rule = Rule(tuple(path.split(".")), name, *(tuple(items) for items in lists))
        found.setdefault(type_, []).append(rule)
    return {type_: tuple(rules) for type_, rules in found.items()}


def _at(values: Mapping[str, Value], path: tuple[str, ...]) -> Iterator[tuple[Way, Value]]:
    """Every value at a path, through all blocks on the way."""
    stack: list[tuple[Way, Any, tuple[str, ...]]] = [((), values, path)]
    while stack:
        way, raw, rest = stack.pop()
        if isinstance(raw, tuple):
            left = rest[1:] if rest and rest[0] == "*" else rest
            items = [((*way, place), item, left) for place, item in enumerate(raw)]
            if rest and rest[0] == "*":
                yield from ((inner, item) for inner, item, _ in items)
            else:
                stack.extend((inner, item.raw, rest) for inner, item, _ in reversed(items))
        elif isinstance(raw, Mapping) and rest and rest[0] in raw:
            item = raw[rest[0]]
            if len(rest) == 1:
                yield (*way, rest[0]), item
            else:
                stack.append(((*way, rest[0]), item.raw, rest[1:]))


def _is_open(value: Value) -> bool:
    """Whether there is nothing to judge: unknown, null, or an empty text, which may mean none."""
    return isinstance(value.raw, Unknown) or value.raw in (None, "")


def _judged(rule: Rule, value: Value, release: Release) -> str | None:
    """What a value would have to be, where it is not; None where it may stand."""
    raw, exact = value.raw, release == FIVE
    if isinstance(raw, str) and value.type == STRING:
        return _of_text(rule, raw, exact=exact)
    if isinstance(raw, int) and value.type == NUMBER:
        return _of_number(rule, raw, exact=exact)
    return None


def _of_text(  # noqa: PLR0911 one case per rule
    rule: Rule, raw: str, *, exact: bool
) -> str | None:
    match rule.name:
        case "one_of":
            return _not_one_of(raw, rule, () if exact else rule.later)
        case "json":
            return None if _is_json(raw) else "must be valid JSON"
        case "cidr":
            return _not_cidr(raw, rule.operands)
        case "pattern" if not re.fullmatch(rule.operands[0], raw):
            return f"must match {rule.operands[0]}"
        case "not_prefix" if raw.startswith(rule.operands[0]):
            return f"must not begin with {rule.operands[0]}"
        case "length" if exact:
            low, high = map(int, rule.operands)
            fits = low <= len(raw.encode()) <= high
            return None if fits else f"must have {low} to {high} characters"
        case _:
            return None


def _of_number(rule: Rule, raw: int, *, exact: bool) -> str | None:
    if rule.name == "number_of" and str(raw) not in rule.operands:
        return f"must be one of {some(rule.operands, _SHOWN)}"
    if rule.name == "range":
        low, high = map(int, rule.operands)
        if (exact or high == _PORT) and not low <= raw <= high:
            return f"must be from {low} to {high}"
    return None


def _not_one_of(raw: str, rule: Rule, later: Sequence[str]) -> str | None:
    allowed = (*rule.operands, *later)
    if "*" in later or raw.lower() in map(
        str.lower, allowed
    ):  # some take any case, and which was not seen
        return None
    near = did_you_mean(raw, set(allowed)).strip()
    return f"must be one of {some(rule.operands, _SHOWN)}{f' ({near})' if near else ''}"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _not_cidr(text: str, operands: Sequence[str]) -> str | None:
    kind, versions = operands
    try:
        found = ip_interface(text) if "/" in text else None
    except ValueError:
        found = None
    if found is None or "." in text.partition("/")[2]:
        return "must be a CIDR block such as 10.0.0.0/16"
    if str(found.version) not in versions:
        return f"must be a CIDR block of IPv{versions}"
    if kind == "network" and found.ip != found.network.network_address:
        return f"must be the address of a network, {found.network}"
    return None


def _shown(raw: object) -> str:
    text = str(raw)
    return f'"{text[:60]}..."' if len(text) > 60 else f'"{text}"' if isinstance(raw, str) else text
