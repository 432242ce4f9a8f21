"""What the AWS provider itself refuses of single arguments, judged by the table of rules.

A rule is no wider than it was seen with 5.100.0. What a release after that may take as well is not
refused with provider 6: words its list may have grown by (by the enumerations of botocore; any word
where none is like it), and limits but those of ports. What a name may be made of is then a warning,
where the configuration asks for that provider; where nothing says which, what was seen counts.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from ipaddress import ip_address, ip_interface
from typing import Any

from archbench.hcl.construct import marked
from archbench.hcl.diagnostics import Diagnostic, did_you_mean
from archbench.hcl.types import NUMBER, STRING
from archbench.hcl.values import Unknown, Value
from archbench.terraform.configuration import Path as Way
from archbench.terraform.gathering import some
from archbench.terraform.rule_table import ArgumentRule, single_rules_by_argument
from archbench.terraform.schema import FIVE, Release

_PORT = "65535"
_SHOWN = 8
_ARN_PARTS = 6


def broken(
    type_: str, values: Mapping[str, Value], release: Release, *, asked: bool = True
) -> Iterator[tuple[Way, Diagnostic]]:
    """What is wrong with the known arguments of a resource, each with its path, without its place.

    A sensitive value is judged and not shown. asked: whether the configuration says which provider.
    """
    named = single_rules_by_argument(type_)
    asked_of = sorted(item for name in values if name in named for item in named[name])
    for _, rule in asked_of:
        name = rule.path[0]
        single = len(rule.path) == 1
        for path, value in ((rule.path, values[name]),) if single else _at(values, rule.path):
            said = None if _is_open(value) else judged(rule, value, release)
            if said is not None:
                shown = "a sensitive value" if value.sensitive else _shown(value.raw)
                name = rule.path[-2] if rule.path[-1] == "*" else rule.path[-1]
                yield path, _refused(f'"{name}" {said}; it is {shown}.', rule, release, asked=asked)


def _refused(detail: str, rule: ArgumentRule, release: Release, *, asked: bool) -> Diagnostic:
    if rule.name == "pattern" and release != FIVE and asked:
        detail += f" So it is with {FIVE.version}; {release.version} may take it."
        return Diagnostic("warning", "Refused by the provider", detail)
    return Diagnostic("error", "Refused by the provider", detail)


def _at(values: Mapping[str, Value], path: tuple[str, ...]) -> Iterator[tuple[Way, Value]]:
    """Every value at a path, through all blocks on the way."""
    stack: list[tuple[Way, Any, bool, tuple[str, ...]]] = [((), values, False, path)]
    while stack:
        way, raw, hidden, rest = stack.pop()
        if isinstance(raw, tuple):
            left = rest[1:] if rest and rest[0] == "*" else rest
            items = [((*way, place), marked(item, hidden), left) for place, item in enumerate(raw)]
            if rest and rest[0] == "*":
                yield from ((inner, item) for inner, item, _ in items)
            else:
                stack.extend(
                    (inner, item.raw, item.sensitive, rest) for inner, item, _ in reversed(items)
                )
        elif isinstance(raw, Mapping) and rest and rest[0] in raw:
            item = marked(raw[rest[0]], hidden)
            if len(rest) == 1:
                yield (*way, rest[0]), item
            else:
                stack.append(((*way, rest[0]), item.raw, item.sensitive, rest[1:]))


def _is_open(value: Value) -> bool:
    """Whether there is nothing to judge: unknown, null, or an empty text, which may mean none."""
    return isinstance(value.raw, Unknown) or value.raw in (None, "")


def judged(rule: ArgumentRule, value: Value, release: Release) -> str | None:
    """What a known value would have to be, where it is not; None where it may stand."""
    raw, exact = value.raw, release == FIVE
    if isinstance(raw, str) and value.type == STRING:
        return _of_text(rule, raw, exact=exact)
    if isinstance(raw, int) and value.type == NUMBER:
        return _of_number(rule, raw, exact=exact)
    return None


@lru_cache(maxsize=4096)
def _of_text(  # noqa: C901, PLR0911 one case per rule
    rule: ArgumentRule, raw: str, *, exact: bool
) -> str | None:
    match rule.name:
        case "one_of":
            return _not_one_of(raw, rule, () if exact else rule.later)
        case "json":
            return None if _is_json(raw) else "must be valid JSON"
        case "cidr":
            return _not_cidr(raw, rule.operands)
        case "bits":
            return _not_sized(raw, *map(int, rule.operands))
        case "address":
            return _not_address(raw, rule.operands[0])
        case "arn":
            return None if _is_arn(raw, rule.operands) else "must be an ARN such as arn:aws:..."
        case "form":
            name, form = rule.operands
            return None if re.search(form, raw, re.ASCII) else f"must be {name}"
        case "pattern":
            form = rule.operands[0]
            return None if re.search(form, raw, re.ASCII) else f"must match {form}"
        case "not_prefix" if raw.startswith(rule.operands[0]):
            return f"must not begin with {rule.operands[0]}"
        case "length" if exact:
            low, high = map(int, rule.operands)
            fits = low <= len(raw.encode()) <= high
            return None if fits else f"must have {low} to {high} characters"
        case _:
            return None


def _of_number(rule: ArgumentRule, raw: int, *, exact: bool) -> str | None:
    if rule.name == "number_of" and str(raw) not in rule.operands:
        return f"must be one of {some(rule.operands, _SHOWN)}"
    if rule.name == "range" and (exact or rule.operands[1] == _PORT):
        low, high = rule.operands
        if (not low or int(low) <= raw) and (not high or raw <= int(high)):
            return None
        return f"must be from {low} to {high}" if low and high else _one_sided(low, high)
    return None


def _one_sided(low: str, high: str) -> str:
    return f"must be at least {low}" if low else f"must be at most {high}"


def _not_one_of(raw: str, rule: ArgumentRule, later: Sequence[str]) -> str | None:
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
    except (ValueError, RecursionError):
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


def _not_sized(text: str, low: int, high: int) -> str | None:
    """The size of a network, where the text is one."""
    bits = text.partition("/")[2]
    if not bits.isdecimal() or low <= int(bits) <= high:
        return None
    return f"must be a network of /{low} to /{high}"


def _not_address(text: str, versions: str) -> str | None:
    try:
        found = str(ip_address(text).version) in versions
    except ValueError:
        found = False
    return None if found else f"must be an address of {' or '.join(f'IPv{x}' for x in versions)}"


def _is_arn(text: str, operands: Sequence[str]) -> bool:
    """Whether a text is an ARN; operands may hold the form of the account in it.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    """
    parts = text.split(":", _ARN_PARTS - 1)
    if len(parts) < _ARN_PARTS or parts[0] != "arn" or not parts[1] or not parts[-1]:
        return False
    return not operands or not parts[4] or re.search(operands[0], parts[4], re.ASCII) is not None


def _shown(raw: object) -> str:
    text = str(raw)
    return f'"{text[:60]}..."' if len(text) > 60 else f'"{text}"' if isinstance(raw, str) else text
