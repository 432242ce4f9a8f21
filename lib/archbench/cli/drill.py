"""Lose each zone, each NAT gateway, each writer and each region once, on paper.

Exits 0 when any one zone may be lost, 1 when not or when it cannot be told; with objectives, also 1
when one of them is not met, or cannot be told, for a zone or a single point. Regions are told.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from archbench.cli._configuration import add_configuration_arguments, load
from archbench.cli._terminal import add_all_argument, show, width
from archbench.columns import counted
from archbench.frozen import replace

if TYPE_CHECKING:
    from archbench.architecture.drill import Drill, Trial
    from archbench.architecture.facts import Fact
    from archbench.architecture.objectives import Judgement, Objectives
    from archbench.architecture.recovery import RecoveryStep
    from archbench.sections import TextSection

HELP = "what happens when a zone is lost"
WIDTH = 100


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_configuration_arguments(parser)
    parser.add_argument("--rto", metavar="TIME", help="recovery time asked for, as in 15m")
    parser.add_argument("--rpo", metavar="TIME", help="latest data that may be lost, as in 5m")
    parser.add_argument(
        "--availability", metavar="PERCENT", help="uptime a month asked for, as in 99.95"
    )
    parser.add_argument("--json", action="store_true", help="the whole drill as JSON")
    add_all_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the drill; the answer first."""
    from archbench.architecture import build
    from archbench.architecture.drill import as_json, drill
    from archbench.architecture.objectives import judged

    objectives = _objectives(arguments)
    configuration = load(arguments)
    result = drill(configuration, build(configuration))
    verdicts = judged(result, objectives)
    if arguments.json:
        data = {**_object(as_json(result)), "objectives": as_json(verdicts)}
        sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    else:
        answer = [*_wrapped(result.answer), *_summary(result)]
        show(answer, _sections(result, verdicts), everything=arguments.all)
    met = all(item.met for item in verdicts if item.decides)
    return 0 if result.survives and met else 1


def _object(data: object) -> dict[str, object]:
    return data if isinstance(data, dict) else {}


def _objectives(arguments: argparse.Namespace) -> "Objectives":
    """What the options ask for.

    Raises:
        InputError: one is no time, or no percentage.
    """
    from archbench.architecture.objectives import Objectives, level_of, span_of

    return Objectives(
        span_of(arguments.rto) if arguments.rto else None,
        span_of(arguments.rpo) if arguments.rpo else None,
        level_of(arguments.availability) if arguments.availability else None,
    )


def _sections(drill: "Drill", verdicts: "Sequence[Judgement]") -> "list[TextSection]":
    sources = _Sources()
    return [
        *_verdicts(verdicts),
        *_trials([*drill.zones, *drill.points]),
        _part("Findings", _findings(drill), first=2),
        *_recovery(drill, sources),
        _part(_RESTORE, _backups(drill, sources), first=1),
        _part("Availability to expect", _availability(drill, sources), first=1),
        *_open(drill),
        _part("Sources", sources.listed()),
    ]


_RESTORE = "Data a restore may miss, where one is needed: a zone that is survived needs none"


def _part(title: str, items: Iterable[Sequence[str]], *, first: int = 0) -> "TextSection":
    """A section of items, each the lines it takes."""
    from archbench.sections import TextSection

    return TextSection(title, tuple(map(tuple, items)), (), first)


class _Sources:
    """Numbers the pages in the order they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def mark(self, source: "Fact | None") -> str:
        """The number of a page, " [3]"."""
        from archbench.architecture.facts import NOT_SOURCED

        if source is None:
            return f" ({NOT_SOURCED})"
        page = source.address, source.dated
        return f" [{self._numbers.setdefault(page, len(self._numbers) + 1)}]"

    def listed(self) -> Iterator[Sequence[str]]:
        """The pages cited, with the date of their text and the day it was read."""
        for (address, dated), number in self._numbers.items():
            lead = f"  [{number}]".ljust(7)
            line = f"{lead}{address}"
            apart = len(line) + len(dated) + 2 > width(WIDTH)
            yield (line, f"{' ' * 7}{dated}") if apart else (f"{line} {dated}",)


def _summary(drill: "Drill") -> Iterator[str]:
    """What the worst zone leaves, in one line."""
    from archbench.architecture.drill import in_words

    loads = [trial for trial in drill.zones if trial.loss.factor]
    if not drill.survives or not loads:
        return
    worst = max(loads, key=lambda trial: trial.loss.factor or 0)
    group = next(item for item in worst.loss.capacities if item.factor == worst.loss.factor)
    line = (
        f"At worst {group.left} of {group.before} instances carry {group.factor:.2f} x their load"
    )
    if worst.restored:
        line += ", and by documented and configured times all is typically whole again "
        line += in_words(worst)
    yield from _wrapped(f"{line}.")


def _wrapped(line: str, first: str = "", indent: str | None = None) -> list[str]:
    """A line folded at spaces; the first part begins with first, the others with indent."""
    from archbench.columns import folded

    return folded(line, width(WIDTH), first, indent)


_MET = {True: "met", False: "not met", None: "cannot be told"}


def _verdicts(verdicts: "Sequence[Judgement]") -> "Iterator[TextSection]":
    """Every objective for every failure, and what would mend what is not met."""
    from archbench.sections import section, sentences

    rows = [
        (item.objective, item.failure or "all in all", _MET[item.met], item.found)
        for item in verdicts
    ]
    heads = ("objective", "when lost", "verdict", "found")
    yield section("Objectives", rows, width(WIDTH), heads, first=6)
    changes = dict.fromkeys(change for item in verdicts for change in item.changes)
    yield sentences("What would help", changes, width(WIDTH), first=3)


def _trials(trials: "Sequence[Trial]") -> "Iterator[TextSection]":
    """Failures as a table: only the columns that say something."""
    from archbench.architecture.drill import row
    from archbench.columns import fitted

    if not trials:
        return
    rows = [{name: str(cell) for name, cell in row(trial).items()} for trial in trials]
    told = [name for name in rows[0] if name not in ("why", "no way out")]
    names = [name for name in told if any(cells[name] for cells in rows)]
    table = [tuple(names), *(tuple(cells[name] for name in names) for cells in rows)]
    head, *lines = fitted(table, width(WIDTH) - 2, headed=True)
    items = [
        [*(f"  {line}" for line in laid), *_wrapped(cells["why"], "      ")]
        for cells, laid in zip(rows, lines, strict=True)
    ]
    yield replace(_part("What is lost", items, first=2), heads=tuple(f"  {line}" for line in head))


def _recovery(drill: "Drill", sources: _Sources) -> "Iterator[TextSection]":
    """The steps after the loss of the zone that needs most."""
    worst = max(
        drill.zones, key=lambda trial: (len(trial.steps), len(trial.loss.lost)), default=None
    )
    if worst is not None:
        items = [
            _wrapped(f"{step.action}{sources.mark(step.source)}", f"  {_time(step):<16}", " " * 18)
            for step in worst.steps
        ]
        yield _part(f"When {worst.loss.failure.name} is lost", items, first=2)


def _time(step: "RecoveryStep") -> str:
    from archbench.architecture.drill import span

    if step.seconds is None:
        return "not documented" if step.automatic else "by hand"
    return span(step.seconds)


def _findings(drill: "Drill") -> Iterator[Sequence[str]]:
    for item in drill.findings:
        lead = f"  {item.severity:<9} "
        indent = " " * len(lead)
        texts = (item.impact, item.fix, str(item.range or item.address))
        yield [
            *_wrapped(item.title, lead, indent),
            *(line for text in texts for line in _wrapped(text, indent)),
        ]


def _backups(drill: "Drill", sources: _Sources) -> Iterator[Sequence[str]]:
    from archbench.architecture.drill import lost

    for point in drill.recovery_points:
        kept = f", kept {counted(point.kept_days, 'day')}" if point.kept_days else ""
        way = f"{point.mechanism}{kept} ({point.range or point.address})"
        yield _wrapped(f"{way}{sources.mark(point.source)}", f"  {lost(point):<24}", " " * 26)


def _availability(drill: "Drill", sources: _Sources) -> Iterator[Sequence[str]]:
    from archbench.architecture.drill import percent

    expected = drill.availability
    if not expected.parts:
        return
    total, minutes = expected.total, expected.minutes_down_per_month
    if total is None or minutes is None:
        yield ("  cannot be told from published service levels",)
    else:
        told = f"{percent(total)} from published service levels ({minutes:.0f} min down a month)"
        yield _wrapped(told, "  ", "    ")
    for part in expected.parts:
        level = "unknown" if part.level is None else percent(part.level)
        cited = sources.mark(part.source) if part.source else ""
        yield _wrapped(f"{part.name} ({part.basis}){cited}", f"  {level:<10}", " " * 12)


def _open(drill: "Drill") -> "Iterator[TextSection]":
    from archbench.sections import sentences
    from archbench.terraform.gathering import gather, listed

    assumed = (*drill.assumptions, *drill.availability.assumptions)
    asked = ((q.address, f"{q.question} ({q.reason})") for q in drill.open_questions)
    yield _part("Open questions", listed(asked, width(WIDTH)), first=2)
    groups = gather((address, "") for address in drill.not_drilled)
    names = [name for group in groups for name in group.blocks]
    yield sentences("Not drilled", names, width(WIDTH), first=3)
    yield sentences("Assumed", assumed, width(WIDTH))
