"""Scenarios as people read them: the answer, then each in a line of a table, best first."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from archbench.architecture.failure import WORDS
from archbench.columns import Row, counted, folded, verb
from archbench.cost.money import dollars
from archbench.sections import TextSection, section, sentences
from archbench.whatif.row import ScenarioRow
from archbench.whatif.running import best_first

WIDTH = 120
"""Columns of a text that goes to no terminal."""
HEADS = ("Scenario", "USD a month", "Change", "Verdicts", "If a zone is lost", "Headroom")
_NAMED = 4
_Said = TypeVar("_Said", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tried:
    """A stack and what was tried on it."""

    path: str
    baseline: ScenarioRow
    rows: tuple[ScenarioRow, ...]
    judged: bool
    """Whether there were checklists."""

    @property
    def ordered(self) -> list[ScenarioRow]:
        """The rows, best first."""
        return best_first(self.rows, self.baseline)


def laid_out(tried: Tried, width: int = WIDTH) -> tuple[list[str], list[TextSection]]:
    """The answer, and everything behind it in sections."""
    ordered = tried.ordered
    answer, *more = headline(tried)
    opening = [
        *folded(answer, width, "", "  "),
        *(line for text in more for line in folded(text, width, "  ")),
    ]
    table = [cells(row, tried) for row in (tried.baseline, *ordered) if not row.problem]
    apply = [row for row in ordered if not row.problem]
    return opening, [
        section("Scenarios, best first", table, width, HEADS, first=16),
        section("Verdicts that change", list(_changed(apply)), width, first=6),
        sentences("Left out of a change", _left_out(apply), width, first=3),
        sentences("Do not apply", _refused(ordered), width, first=3),
        sentences("To know", _notes(apply), width, first=2),
    ]


def headline(tried: Tried) -> list[str]:
    """What is best, in a sentence; then what it must not be read without."""
    apply = [row for row in tried.ordered if not row.problem]
    lines = [_best(tried, apply)]
    base = tried.baseline
    if base.without_figure:
        lacking = counted(base.without_figure, "charge")
        lines.append(f"No amount here has a figure for {lacking} of the stack")
    best = _saving(tried, apply)
    if best and best.notes:
        rest = f", and {len(best.notes) - 1} more under “To know”" if best.notes[1:] else ""
        lines.append(f"Of “{best.name}”: {best.notes[0].rstrip('.')}{rest}")
    partial = [row.name for row in apply if row.not_comparable or row.change is None]
    if partial:
        named = ", ".join(partial[:_NAMED]) + ("" if len(partial) <= _NAMED else ", ...")
        lines.append(f"Of {counted(len(partial), 'scenario')} the change leaves lines out: {named}")
    worse = sum(row.worse(base) for row in apply)
    refused = len(tried.rows) - len(apply)
    do = verb(refused, len(tried.rows), "does", "do")
    lines.append(
        f"{counted(len(tried.rows), 'scenario')}: nothing is worse in {len(apply) - worse}, "
        f"something is in {worse}, {refused} {do} not apply"
    )
    return lines


def _best(tried: Tried, apply: Sequence[ScenarioRow]) -> str:
    if not apply:
        return "No scenario applies to this stack"
    now = f"{tried.path} costs {tried.baseline.cost or 'no amount'} a month as it stands"
    kept = "break no control and keep" if tried.judged else "keep"
    best = _saving(tried, apply)
    if best is None:
        return f"{now}; none of the scenarios that {kept} what a lost zone leaves costs less"
    saved = dollars(-(best.change or Decimal(0)))
    return (
        f"{now}; “{best.name}” costs {saved} less, the least of those that {kept} what a lost "
        "zone leaves"
    )


def _saving(tried: Tried, apply: Sequence[ScenarioRow]) -> ScenarioRow | None:
    """The cheapest of what makes nothing worse, where it costs less than the stack as it stands."""
    for row in apply:
        if not row.worse(tried.baseline) and row.change is not None:
            return row if row.change < 0 else None
    return None


def cells(row: ScenarioRow, tried: Tried) -> Row:
    """A row of the table."""
    return (
        row.name,
        row.cost or "no amount",
        "" if row is tried.baseline else change_in_words(row),
        verdicts_in_words(row, tried) if tried.judged else "",
        WORDS[row.zone_loss] if row.zone_loss else "nothing to lose",  # type: ignore[index]
        "" if row.headroom is None else f"{row.headroom:.2f} x peak",
    )


def change_in_words(row: ScenarioRow) -> str:
    """How much more a scenario costs, marked with * where something is left out."""
    if row.change is None:
        return "not comparable"
    sign = "+" if row.change > 0 else ""
    least = "at least " if row.at_least else ""
    return f"{least}{sign}{dollars(row.change)}{'*' if row.not_comparable else ''}"


def verdicts_in_words(row: ScenarioRow, tried: Tried) -> str:
    """What becomes of the controls: "1 broken, 2 mended"; at more: what failed fails at more."""
    if row is tried.baseline:
        found = [f"{row.failing} fail", f"{row.undecided} open"]
        return ", ".join(text for text in found if not text.startswith("0 ")) or "all met"
    parts = [f"{len(row.broken)} broken"] if row.broken else []
    parts += [f"{len(row.mended)} mended"] if row.mended else []
    parts += [f"{len(row.further)} at more"] if row.further else []
    other = len(row.verdicts) - len(row.broken) - len(row.further) - len(row.mended)
    parts += [f"{other} otherwise"] if other else []
    return ", ".join(parts) or "the same"


def _changed(rows: Sequence[ScenarioRow]) -> Iterator[Row]:
    """Each change of a verdict once, with the scenarios that make it."""
    for item, who in _whose(rows, lambda row: row.verdicts):
        told = f"{who}: {item.why}" if item.why else who
        place = f" ({item.place})" if item.place else ""
        yield item.control, f"{item.before} to {item.after}", f"{told}{place}"


def _left_out(rows: Sequence[ScenarioRow]) -> Iterator[str]:
    for addresses, who in _whose(rows, lambda row: filter(None, [row.not_comparable])):
        yield f"{who}: {', '.join(addresses)}"


def _refused(rows: Sequence[ScenarioRow]) -> Iterator[str]:
    for problem, who in _whose(rows, lambda row: filter(None, [row.problem])):
        yield f"{who}: {problem}"


def _notes(rows: Sequence[ScenarioRow]) -> Iterator[str]:
    for note, who in _whose(rows, lambda row: row.notes):
        yield f"{note} ({who})"


def _whose(
    rows: Sequence[ScenarioRow], said: Callable[[ScenarioRow], Iterable[_Said]]
) -> Iterator[tuple[_Said, str]]:
    """Everything that is said of any row once, with the scenarios it is said of."""
    found: dict[_Said, list[str]] = {}
    for row in rows:
        for item in said(row):
            found.setdefault(item, []).append(row.name)
    for item, names in found.items():
        yield item, f"“{names[0]}”" + (f" and {len(names) - 1} more" if names[1:] else "")
