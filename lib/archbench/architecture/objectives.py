"""Objectives of recovery, judged for each failure of a drill: met, not met, or not to be told.

A recovery time counts until everything is whole again, by documented and configured times; a
recovery point is how much of the latest data is lost; an availability is that of the published
service levels.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from archbench.architecture.availability import Availability
from archbench.architecture.drill import Drill, Trial, duration, in_words, percent
from archbench.architecture.standby import DatabaseLeft
from archbench.architecture.volumes import Volume
from archbench.errors import InputError
from archbench.frozen import frozen, replace

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_WEAK = ("critical", "high")
_KEEPS = ("store", "channel")
"""Roles of what may lose data with its zone."""


@frozen
class Objectives:
    """What is asked of a stack; None for what is not."""

    recovery_time: timedelta | None = None
    recovery_point: timedelta | None = None
    availability: Decimal | None = None
    """Uptime, 0 to 1."""


@frozen
class Judgement:
    """One objective and one failure."""

    failure: str
    """Its name; "" for an objective of the whole stack."""
    objective: str
    """"recovery time", "recovery point" or "availability"."""
    met: bool | None
    """None when it cannot be told."""
    found: str
    """What was found, in words."""
    changes: tuple[str, ...]
    """What would mend what stands in the way, where a finding knows it."""
    decides: bool
    """False for the loss of a region, which is told beside the others."""


def span_of(text: str) -> timedelta:
    """A time as people write it: 90s, 15m, 4h, 1d.

    Raises:
        InputError: it is none.

    >>> span_of("15m")
    datetime.timedelta(seconds=900)
    """
    found = re.fullmatch(r"(\d{1,9})([smhd])", text.strip())
    if not found:
        raise InputError(f"{text!r} is no time: write a number and s, m, h or d, as in 15m")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def level_of(text: str) -> Decimal:
    """An availability written as a percentage, as a number from 0 to 1.

    Raises:
        InputError: it is none.

    >>> level_of("99.95")
    Decimal('0.9995')
    """
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%?", text.strip())
    if not found or not 0 < Decimal(found[1]) <= 100:
        raise InputError(f"{text!r} is no percentage: write one from 0 to 100, as in 99.95")
    return Decimal(found[1]) / 100


def judged(drill: Drill, objectives: Objectives) -> tuple[Judgement, ...]:
    """Each objective for each failure, zones first; the availability last."""
    found = [
        judgement
        for trial in (*drill.zones, *drill.points)
        for judgement in _of_trial(drill, trial, objectives)
    ]
    if objectives.availability is not None:
        found.append(_availability(drill, objectives.availability))
    return tuple(found)


def _of_trial(drill: Drill, trial: Trial, objectives: Objectives) -> Iterator[Judgement]:
    ways = (
        ("recovery time", objectives.recovery_time, _recovers),
        ("recovery point", objectives.recovery_point, _keeps),
    )
    for name, wanted, judge in ways:
        if wanted is not None:
            met, words = judge(drill, trial, wanted)
            decides = trial.loss.failure.kind != "region"
            tuned = _tuned(trial, wanted) if judge is _recovers else ()
            mended = (*tuned, *_changes(drill, trial))
            changes = mended if decides and not met else ()
            yield Judgement(trial.loss.failure.name, name, met, words, changes, decides)


def _recovers(_: Drill, trial: Trial, wanted: timedelta) -> tuple[bool | None, str]:
    """Whether everything is whole again in time."""
    if trial.loss.outcome == "unknown":
        return None, trial.loss.reasons[0]
    if not trial.steps:
        survives = trial.loss.outcome == "survives"
        return (True, "nothing to recover") if survives else (None, trial.loss.reasons[0])
    if trial.restored is not None:
        return trial.restored[1] <= wanted.total_seconds(), in_words(trial)
    soonest = max((step.seconds[0] for step in trial.steps if step.seconds), default=0)
    return (False if soonest > wanted.total_seconds() else None), in_words(trial)


def _keeps(drill: Drill, trial: Trial, wanted: timedelta) -> tuple[bool | None, str]:
    """Whether no more of the latest data is lost."""
    loss = trial.loss
    if loss.failure.kind == "region":
        return None, "how old the copies in another region are cannot be told"
    if loss.outcome == "unknown":
        return None, loss.reasons[0]
    verdicts = [_restored(drill, item, wanted) for item in loss.databases if item.outcome == "down"]
    verdicts += [(None, item.why) for item in loss.databases if item.outcome == "unknown"]
    verdicts += [_of_volume(item, wanted) for item in trial.volumes]
    judged = {item.address for item in trial.volumes}
    verdicts += [
        (None, f"how old the latest copy of {item.title} {item.name} is cannot be told")
        for item in loss.parts
        if item.role in _KEEPS and item.address not in judged
        if (item.outcome != "survives" or item.taken_over)
    ]
    verdicts += [(None, why) for why in drill.uncounted]
    worst = sorted(verdicts, key=lambda verdict: (verdict[0] is not False, verdict[0] is not None))
    return worst[0] if worst else (True, "no data is lost")


def _restored(drill: Drill, left: DatabaseLeft, wanted: timedelta) -> tuple[bool | None, str]:
    """How much of a lost database its best backup may miss."""
    if left.kept_apart:
        return True, f"the data of {left.name} is kept in other zones"
    points = [point.at_most for point in drill.recovery_points if point.database == left.address]
    return _by_backups(left.name, points, wanted)


def _of_volume(lost: Volume, wanted: timedelta) -> tuple[bool | None, str]:
    """How much of a volume its best backup may miss, where it is lost for certain."""
    met, why = _by_backups(lost.name, lost.backups, wanted)
    return (met, why) if met or not lost.doubt else (None, lost.doubt)


def _by_backups(
    name: str, points: Sequence[timedelta | None], wanted: timedelta
) -> tuple[bool | None, str]:
    if not points:
        return False, f"no backup covers {name}"
    known = [point for point in points if point is not None]
    if not known:
        return None, f"how old the latest backup of {name} is cannot be told"
    met = min(known) <= wanted
    why = f"a restore of {name} may miss {duration(min(known))}"
    if not met and len(known) < len(points):
        return None, f"{why}, or less by a backup of which that cannot be told"
    return met, why


def _tuned(trial: Trial, wanted: timedelta) -> tuple[str, ...]:
    """The settings that would end the steps which last too long in time: they cost nothing."""
    found = (
        step.tuned_by.for_less(step.seconds[1] - int(wanted.total_seconds()))
        for step in trial.steps
        if step.seconds and step.tuned_by and step.seconds[1] > wanted.total_seconds()
    )
    return tuple(filter(None, found))


def _changes(drill: Drill, trial: Trial) -> Iterator[str]:
    """What the findings say of what this failure takes, each once."""
    loss = trial.loss
    taken = {*loss.lost, *loss.failure.addresses}
    taken |= {item.address for item in loss.parts if item.outcome != "survives"}
    taken |= {item.address for item in loss.databases if item.outcome != "survives"}
    taken |= {item.nat for item in loss.cut_off}
    for finding in drill.findings:
        if finding.severity in _WEAK and finding.address in taken:
            yield f"{finding.address}: {finding.fix}"


def _availability(drill: Drill, wanted: Decimal) -> Judgement:
    expected = drill.availability
    met = None if expected.total is None else expected.total >= wanted
    if expected.total is None:
        untold = [part.name for part in expected.parts if part.level is None]
        words = f"no level for {', '.join(untold)}" if untold else "nothing that has a level"
    else:
        least = min(expected.parts, key=lambda part: part.level or 0)
        level = percent(least.level or Decimal(0))
        words = f"{percent(expected.total)}; the least is {least.name}, {level}"
    changes = () if met is not False else tuple(_raised(expected, wanted))
    return Judgement("", "availability", met, words, changes, decides=True)


def _raised(expected: Availability, wanted: Decimal) -> Iterator[str]:
    """The parts that have a better level over several zones, the worst first, until it is met."""
    parts = list(expected.parts)
    levels = [(part.level, place) for place, part in enumerate(parts) if part.level is not None]
    for worst, place in sorted(levels):
        part, reached = parts[place], replace(expected, parts=tuple(parts)).total or Decimal(0)
        if reached >= wanted or part.better is None:
            continue
        level = part.better.level
        parts[place] = replace(part, level=level)
        total = replace(expected, parts=tuple(parts)).total or Decimal(0)
        yield (
            f"{part.name}: {percent(level)} instead of {percent(worst)} as "
            f"{part.better.says.removesuffix(', a month')}; then {percent(total)} in all"
        )
