"""Levers, changes and sweeps as a command is given them: LEVER=VALUE and LEVER=VALUES.

    var.nat_gateway_count=1,2,3                        one after the other
    usage.load_profile.scale=0.5..3/6                  six values from 0.5 to 3, both ends included
    var.asg_min_size=6..12                             every whole number from 6 to 12
    aws_rds_cluster_instance.*.instance_class=db.r6g.large,db.r7g.large
    purchase=[on demand|reserved, 1 year]              values that hold a comma, | between them

A value is a number, true, false, null, JSON or else text. A text such as 1.10 that a number would
not give back stays text, so that a version remains one.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from archbench.errors import InputError, reason_of
from archbench.files import read_text
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.writer import Json
from archbench.patterns import regex
from archbench.whatif.scenario import Change, Lever

_SINGLE = ("region", "purchase", "price_book", "patch")
_RANGE = regex(r"(-?[\d.]+?)\.\.(-?[\d.]+)(?:/(\d+))?")
MOST_VALUES = 10_000
"""Values one lever may have in a sweep."""


@dataclass(frozen=True, slots=True)
class Span:
    """Every number between two, for sampling; whole ones where both ends are whole."""

    low: Decimal
    high: Decimal

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers are meant."""
        return self.low == int(self.low) and self.high == int(self.high)


@dataclass(frozen=True, slots=True)
class Axis:
    """A lever with what a sweep sets it to."""

    lever: Lever
    values: tuple[Json, ...] | Span
    place: str


def change_of(text: str, option: str = "--set") -> Change:
    """LEVER=VALUE as a change; a patch is given by the file it is in.

    Raises:
        InputError: it has no such form.
    """
    place = f"{option} {text}"
    lever, value = _parted(text, place)
    if lever.kind == "patch":
        try:
            return Change(lever, read_text(Path(value)), place)
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{place}: it cannot be read: {reason_of(error)}.") from error
    return Change(lever, value if lever.kind in _SINGLE else value_of(value), place)


def axis_of(text: str, option: str = "--sweep") -> Axis:
    """LEVER=VALUES as an axis of a sweep.

    Raises:
        InputError: it has no such form, or gives no value.
    """
    place = f"{option} {text}"
    lever, values = _parted(text, place)
    if lever.kind == "patch":
        parts = [change_of(f"patch={name}", option).value for name in _listed(values)]
        return Axis(lever, tuple(parts), place)
    spanned = _RANGE.fullmatch(values.strip())
    if spanned and lever.kind not in _SINGLE:
        return Axis(lever, _spanned(spanned, place), place)
    found = tuple(part if lever.kind in _SINGLE else value_of(part) for part in _listed(values))
    if not found or "" in found:
        raise InputError(f"{place}: a value is empty. Write LEVER=VALUE,VALUE.")
    if len(set(map(repr, found))) < len(found):
        raise InputError(f"{place}: one value stands twice.")
    return Axis(lever, found, place)


def lever_of(text: str, place: str) -> Lever:
    """A lever as people write it.

    >>> lever_of("usage.aws_nat_gateway.main[*].monthly_data_processed_gb", "x").path
    ('resource_usage', 'aws_nat_gateway.main[*]', 'monthly_data_processed_gb')
    >>> lever_of("usage.aws_instance.operating_system", "x").path[0]
    'resource_type_default_usage'

    Raises:
        InputError: it is none.
    """
    head, dot, rest = text.partition(".")
    if text in _SINGLE:
        return Lever(text)  # type: ignore[arg-type]
    if not dot or not rest or not head:
        names = ("var.NAME", "ADDRESS.ARGUMENT", "usage.KEY", *_SINGLE)
        hint = did_you_mean(text, _SINGLE) or (
            f" A variable is var.{text}." if text.isidentifier() else ""
        )
        raise InputError(f'{place}: "{text}" is no lever.{hint} There are: {", ".join(names)}.')
    if head == "var":
        return Lever("var", (rest,))
    if head == "usage":
        return Lever("usage", _usage_path(rest, place))
    return Lever("attribute", (text,))


def value_of(text: str) -> Json:
    """A value as people write it.

    >>> value_of("3"), value_of("1.10"), value_of("true"), value_of("db.r7g.large"), value_of("[1]")
    (3, '1.10', True, 'db.r7g.large', [1])
    """
    text = text.strip()
    try:
        found: Json = json.loads(text)
    except ValueError:
        return text
    same = isinstance(found, int | float) and not isinstance(found, bool) and str(found) != text
    return text if same else found


def _parted(text: str, place: str) -> tuple[Lever, str]:
    """The lever before the first = outside of brackets, and what stands after it."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "[") - (letter == "]")
        if letter == "=" and depth <= 0:
            return lever_of(text[:at].strip(), place), text[at + 1 :].strip()
    raise InputError(f"{place}: write LEVER=VALUE, such as var.name=value.")


def _usage_path(text: str, place: str) -> tuple[str, ...]:
    steps = re.findall(r'(?:[^.\[]|\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\])+', text)
    if steps[0] == "load_profile" and len(steps) > 1:
        return tuple(steps)
    size = 0
    while size + 2 < len(steps) and re.fullmatch(r"module(\[.*\])?", steps[size]):
        size += 2
    if len(steps) == size + 2 and size == 0 and "*" not in steps[0]:
        return "resource_type_default_usage", steps[0], steps[1]
    if len(steps) < size + 2:
        raise InputError(
            f"{place}: write usage.load_profile.KEY, usage.ADDRESS.KEY or usage.TYPE.KEY."
        )
    size += 2 if len(steps) > size + 2 else 1
    return "resource_usage", ".".join(steps[:size]), ".".join(steps[size:])


def _listed(text: str) -> Sequence[str]:
    if text.startswith("[") and text.endswith("]") and "|" in text:
        return [part.strip() for part in text[1:-1].split("|")]
    return [part.strip() for part in _at_commas(text)]


def _at_commas(text: str) -> Iterator[str]:
    """The parts between commas that stand outside of brackets, braces and quotes."""
    depth, quoted, start = 0, False, 0
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif not quoted:
            depth += (letter in "[{") - (letter in "]}")
            if letter == "," and not depth:
                yield text[start:at]
                start = at + 1
    yield text[start:]


def _spanned(found: re.Match[str], place: str) -> tuple[Json, ...] | Span:
    try:
        span = Span(Decimal(found[1]), Decimal(found[2]))
    except InvalidOperation:
        raise InputError(f"{place}: {found[0]} is no range: write LOW..HIGH.") from None
    if span.low >= span.high:
        raise InputError(f"{place}: {found[0]} goes down: write the lower end first.")
    if found[3] is None:
        return span
    count = int(found[3])
    if not 2 <= count <= MOST_VALUES:
        raise InputError(f"{place}: a range has 2 to {MOST_VALUES:,} values, not {count}.")
    step = (span.high - span.low) / (count - 1)
    return tuple(plain_number(span.low + step * index) for index in range(count))


def plain_number(value: Decimal) -> int | float:
    """A number as plain data, to nine places.

    >>> plain_number(Decimal("2.0")), plain_number(Decimal("0.5"))
    (2, 0.5)
    """
    rounded = round(value, 9)
    return int(rounded) if rounded == int(rounded) else float(rounded)
