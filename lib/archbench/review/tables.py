"""The tables of a comment: the bill, the verdicts, and what a loss takes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from archbench.architecture.failure import WORDS, listed
from archbench.columns import counted
from archbench.cost.model import Estimate
from archbench.cost.money import to_the_cent
from archbench.requirements.output.markdown import code, escape, marked
from archbench.review.bill import BillLine, bill_lines, not_compared
from archbench.review.change import Review
from archbench.review.losses import LossChange, LossSide
from archbench.review.places import Places
from archbench.review.verdicts import VerdictChange

MOST_ROWS = 15
"""Rows of a table that are shown; the rest is counted."""
_FEW = 4
"""Charges without a figure that are named; the rest is counted."""
_OUTCOME = {"survives": "✓", "degraded": "✗", "down": "✗", "unknown": "○"}
_TURNS = ("fails", "undecided", "mended", "decided")


def tables(found: Review, places: Places) -> Iterator[str]:
    """Each table that has a row."""
    yield from _bill(found)
    yield from _verdicts(found, places)
    zones = [item for item in found.losses if item.kind == "zone"]
    points = [item for item in found.losses if item.kind != "zone"]
    yield from _losses("If one zone is lost", "Zone lost", zones, found)
    yield from _losses("If one part is lost", "Lost", points, found)


def _bill(found: Review) -> Iterator[str]:
    lines, apart = bill_lines(found.cost), not_compared(found.cost)
    if lines or apart:
        yield "#### Cost a month at list price, US dollars"
        yield ""
        yield _columns("Line that changes", found)
        yield "| :-- | --: | --: | --: |"
        yield from _rows(lines)
        yield from (f"| {_label(x)} | {_money(x.before)} | {_money(x.after)} | |" for x in apart)
        yield from _totals(found, (*lines, *apart))
        yield ""
    if apart:
        yield "A line without a change is of a resource that has a figure on one side only."
        yield ""
    if lines and (span := _span(found.after.estimate)):
        yield span
        yield ""
    silent = [x for x in (found.before, found.after) if not x.estimate.has_figure]
    for side in silent:
        reasons = dict.fromkeys(x.reason for x in side.estimate.unpriced)
        why = f": {escape(listed(list(reasons)[:2], 'and'))}" if reasons else ""
        yield f"No charge of {_side(side.name)} has an amount{why}."
        yield ""
    untold = found.cost.one_sided
    if untold:
        words = "; ".join(map(found.without_reasons, untold[:_FEW]))
        more = f"; and {len(untold) - _FEW} more" if len(untold) > _FEW else ""
        yield f"Without a figure on one side only: {escape(words)}{more}."
        yield ""


def _span(made: Estimate) -> str:
    """Between what and what the whole costs; "" where it is one figure."""
    total = made.total
    low, high = _money(total.low), _money(total.high)
    if total.low == total.high:
        return ""
    if made.at_most is not None:
        return f"The total then ranges from {low} to {high}."
    return f"What has a figure then ranges from {low} to {high}; what has none comes on top."


def _rows(lines: Sequence[BillLine]) -> Iterator[str]:
    yield from (_row(_label(line), line.before, line.after) for line in lines[:MOST_ROWS])
    if rest := lines[MOST_ROWS:]:
        yield _row(f"{len(rest)} more lines that change", *_sums(rest))


def _totals(found: Review, lines: Sequence[BillLine]) -> Iterator[str]:
    """What stays, and the sums."""
    before, after = found.before.estimate.total_monthly, found.after.estimate.total_monthly
    old, new = _sums(lines)
    yield _row("Lines that stay", before - old, after - new)
    cost = found.cost
    least = "at least " if cost.floors and cost.is_whole else ""
    more = f"{least}{_signed(cost.comparable)}"
    compared = f"{more} of what can be compared" if cost.compared else "cannot be compared"
    change = more if cost.is_whole else compared
    if cost.at_most is not None:
        change = f"at most {_signed(cost.at_most)}"
    yield f"| **Total** | **{_money(before)}** | **{_money(after)}** | **{change}** |"


def _label(line: BillLine) -> str:
    words = f", {escape(line.words)}" if line.words else ""
    return f"{code(line.block)} {escape(line.charge)}{words}"


def _columns(first: str, found: Review) -> str:
    return f"| {first} | {_side(found.before.name)} | {_side(found.after.name)} | Change |"


def _sums(lines: Iterable[BillLine]) -> tuple[Decimal, Decimal]:
    found = tuple(lines)
    return sum((x.before for x in found), Decimal(0)), sum((x.after for x in found), Decimal(0))


def _row(label: str, before: Decimal, after: Decimal) -> str:
    return f"| {label} | {_money(before)} | {_money(after)} | {_signed(after - before)} |"


def _money(value: Decimal) -> str:
    return f"{to_the_cent(value):,f}".replace("-", "−")


def _signed(value: Decimal) -> str:
    return ("+" if to_the_cent(value) > 0 else "") + _money(value)


def _verdicts(found: Review, places: Places) -> Iterator[str]:
    changed = [item for item in found.verdicts if item.turn in _TURNS]
    if not changed:
        return
    waiting = _waiting(changed)
    gathered = {id(item) for items in waiting.values() for item in items}
    told = [item for item in changed if id(item) not in gathered]
    yield f"#### Verdicts that change: {len(changed)} of {found.after.assessment.with_case}"
    yield ""
    if told:
        sides = f"{_side(found.before.name)} | {_side(found.after.name)}"
        yield f"| Control | Severity | {sides} | Where |"
        yield "| :-- | :-- | :-- | :-- | :-- |"
    for item in told[:MOST_ROWS]:
        waived = ", accepted" if item.accepted else ""
        more = f", at {item.more} more" if item.more else ""
        yield (
            f"| {escape(item.control.title)} | {item.control.severity} | {_word(item.before)} "
            f"| **{_word(item.after)}**{more}{waived} | {places(item.place)} |"
        )
    if told:
        yield ""
    if len(told) > MOST_ROWS:
        yield f"And {len(told) - MOST_ROWS} more."
        yield ""
    for names, items in waiting.items():
        what = ", ".join(map(code, names))
        wait = "it waits" if len(items) == 1 else "they wait"
        yield f"{counted(len(items), 'control')} cannot be decided any more: {wait} for {what}."
        yield ""


def _waiting(changed: list[VerdictChange]) -> dict[tuple[str, ...], list[VerdictChange]]:
    """Undecided controls that wait for the same, where there are several: one cause, one line."""
    found: dict[tuple[str, ...], list[VerdictChange]] = {}
    for item in changed:
        if item.turn == "undecided" and item.waits_for:
            found.setdefault(item.waits_for, []).append(item)
    return {names: items for names, items in found.items() if len(items) > 2}


def _losses(title: str, head: str, changes: list[LossChange], found: Review) -> Iterator[str]:
    if not changes:
        return
    yield f"#### {title}"
    yield ""
    yield f"| {head} | {_side(found.before.name)} | {_side(found.after.name)} |"
    yield "| :-- | :-- | :-- |"
    for item in changes[:MOST_ROWS]:
        names = escape(listed(list(item.names), "or"))
        yield f"| {names} | {_told(item.before, found)} | {_told(item.after, found)} |"
    yield ""
    if len(changes) > MOST_ROWS:
        yield f"And {len(changes) - MOST_ROWS} more."
        yield ""


def _told(told: LossSide | None, found: Review) -> str:
    if told is None:
        return "– not there"
    reason = f": {escape(found.without_reasons(told.reason))}" if told.reason else ""
    return f"{_OUTCOME[told.outcome]}&nbsp;**{WORDS[told.outcome]}**{reason}"


def _word(word: str) -> str:
    """A verdict that no line end parts from its shape."""
    return marked(word).replace(" ", "&nbsp;")


def _side(name: str) -> str:
    """What heads a column: the name a person gave, without the commit."""
    return escape(re.sub(r" [0-9a-f]{7}$", "", name))
