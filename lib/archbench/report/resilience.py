"""The zone-loss section: what each loss takes and leaves, how long recovery takes, what to mend."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from archbench.architecture.drill import Drill, lost, percent, span
from archbench.architecture.facts import cited
from archbench.architecture.failure import ORDER, WORDS
from archbench.architecture.recovery import RecoveryPoint
from archbench.columns import counted, verb
from archbench.diagram import overlays
from archbench.report.findings import Finding, Findings, findings
from archbench.report.summary import Decision, KeyFigure, Summary
from archbench.report.tables import Table, table

if TYPE_CHECKING:
    from pandas import DataFrame

    from archbench.diagram import Overlay


_NO_RESTORE = {True: ": not when a zone is lost", False: "", None: ""}


def summary(drill: Drill) -> Summary:
    """Whether any one zone may be lost, the worst factor of load, how much data may be lost."""
    return Summary(
        "zone_loss",
        "Survives the loss of any one zone." if drill.survives else drill.answer,
        facts=(
            zone_fact(drill),
            *_restores(drill),
            availability_fact(drill),
        ),
        decisions=tuple(
            Decision(item.title, item.fix)
            for item in drill.findings
            if item.severity in ("critical", "high")
        ),
    )


def _best(drill: Drill, database: str) -> RecoveryPoint | None:
    """The way back of a database that misses least; None where of no way that is known."""
    ways = [one for one in drill.recovery_points if one.database == database]
    known = [(one.at_most, one) for one in ways if one.at_most is not None]
    return min(known, key=lambda way: way[0])[1] if known else None


def _restores(drill: Drill) -> Iterator[KeyFigure]:
    """How much the best way back of a database may miss, at worst; nothing where there is none."""
    names = dict.fromkeys(point.database for point in drill.recovery_points)
    best = [_best(drill, name) for name in names]
    times = [(point.at_most, point) for point in best if point and point.at_most is not None]
    if times and len(times) == len(best):
        _, worst = max(times, key=lambda time: time[0])
        note = f"by {worst.mechanism}, where one is needed{_NO_RESTORE[drill.survives]}"
        yield KeyFigure("A restore may miss", lost(worst), note)
    elif best:
        yield KeyFigure("A restore may miss", "not known", "a backup whose age cannot be told")
    elif any(item.loss.databases for item in (*drill.zones, *drill.points)):
        yield KeyFigure("A restore may miss", "not known", "no backup that covers a database")


def zone_fact(drill: Drill) -> KeyFigure:
    """What the loss of any one zone means at worst, and what the zones left then carry."""
    most = max((trial.loss.factor or 0 for trial in drill.zones), default=0)
    note = f"each zone left carries up to {most:.2f} times its load" if most > 1 else ""
    word = WORDS[drill.outcome] if drill.outcome else "cannot be told"
    return KeyFigure("If one zone is lost", word.capitalize(), note)


def availability_fact(drill: Drill) -> KeyFigure:
    """The availability that published service levels come to; not known while one is missing."""
    total = drill.availability.total
    return KeyFigure(
        "Availability by published SLAs",
        percent(total) if total is not None else "not known",
        "parts in series and parallel, listed below",
    )


def overlay(drill: Drill) -> "Overlay":
    """The worst loss of a zone, to lay over the drawing; nothing where there are no zones."""
    worst = min(
        (trial.loss for trial in drill.zones),
        key=lambda loss: ORDER.index(loss.outcome),
        default=None,
    )
    return overlays.zone_loss(worst) if worst else lambda scene: scene


_AT_ONCE = 12
"""So many losses fill half a page."""


def losses(drill: Drill) -> Table:
    """One row for each loss; of many, first those that are not survived, and the rest counted."""
    frame = drill.frame()
    more = len(frame) - _AT_ONCE
    if more <= 0:
        return table(frame, "One failure at a time")
    survived = frame["outcome"] == "survives"
    first = frame.loc[survived.sort_values(kind="stable").index].head(_AT_ONCE)
    note = f"{more} more {verb(more, more, 'stands', 'stand')} in the appendix, with these."
    return table(first, "One failure at a time, what is not survived first", note=note)


def every_loss(drill: Drill) -> Table | None:
    """One row for each loss, where `losses` does not hold all."""
    frame = drill.frame()
    return table(frame, "Every failure, one at a time") if len(frame) > _AT_ONCE else None


def recovery(drill: Drill) -> "DataFrame":
    """One row for each step of each recovery, with its documented time and source."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(
        [
            (
                trial.loss.failure.name,
                step.action,
                span(step.seconds) if step.seconds else "not documented",
                "by itself" if step.automatic else "somebody acts",
                cited(step.source, step.settings),
            )
            for trial in (*drill.zones, *drill.points)
            for step in trial.steps
        ],
        columns=["lost", "step", "time", "how", "source"],
    )


def backups(drill: Drill) -> "DataFrame":
    """One row for each way back to older data."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(
        [
            (
                point.database,
                point.mechanism,
                "not known" if point.at_most is None else lost(point),
                "not known" if point.kept_days is None else counted(point.kept_days, "day"),
                str(point.range or point.address),
                cited(point.source),
            )
            for point in drill.recovery_points
        ],
        columns=["database", "mechanism", "lost", "kept", "place", "source"],
    )


def availability(drill: Drill) -> "DataFrame":
    """One row for each part with the availability its SLA promises, and the source."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(
        [
            (
                part.name,
                part.region,
                "not known" if part.level is None else percent(part.level),
                part.basis,
                cited(part.source),
            )
            for part in drill.availability.parts
        ],
        columns=["part", "region", "availability", "basis", "source"],
    )


def assumptions(drill: Drill) -> "DataFrame":
    """What was assumed, what was not drilled, and what could not be told."""
    from pandas import DataFrame  # noqa: PLC0415

    rows = [("assumed", text) for text in (*drill.assumptions, *drill.availability.assumptions)]
    rows += [("not drilled", address) for address in drill.not_drilled]
    rows += [
        ("open", f"{item.address}: {item.question} ({item.reason})")
        for item in drill.open_questions
    ]
    return DataFrame(rows, columns=["kind", "what"])


def mend(drill: Drill) -> Findings:
    """The findings, most severe first."""
    nothing = (
        "Nothing to mend so far: what the loss of a zone means cannot be told."
        if drill.outcome == "unknown"
        else "Nothing to mend: no single point takes the stack down."
    )
    return findings(
        [
            Finding(
                item.severity,
                item.title,
                place=str(item.range or item.address),
                why=item.impact,
                fix=item.fix,
            )
            for item in drill.findings
        ],
        nothing,
    )
