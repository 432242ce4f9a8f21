"""The answers of a scenario beside the stack as it stands, as figures with what they measure."""

from collections import Counter
from collections.abc import Mapping

from archbench.cost.difference import difference
from archbench.diagram.naming import many
from archbench.frozen import replace
from archbench.report.costs import cost_fact
from archbench.report.resilience import availability_fact, zone_fact
from archbench.report.summary import KeyFigure, VerdictWord
from archbench.report.tables import signed
from archbench.review.verdicts import Turn, verdict_changes
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.spread import CostSpread

_SIGNS: dict[str | None, VerdictWord] = {
    "survives": "pass",
    "degraded": "fail",
    "down": "fail",
    "unknown": "open",
}


def facts(
    before: ScenarioOutcome, after: ScenarioOutcome, months: CostSpread | None = None
) -> tuple[KeyFigure, ...]:
    """Cost, quiet and busy months, the change, verdicts, the loss of a zone, availability.

    Of what was not looked at, a checklist above all, there is no figure.
    """
    found = [
        _cost(after),
        _months(after, months),
        _change(before, after),
        _verdicts(before, after),
        *_losses(before, after),
    ]
    return tuple(item for item in found if item)


def _cost(after: ScenarioOutcome) -> KeyFigure | None:
    return cost_fact(after.estimate) if after.estimate else None


def _months(after: ScenarioOutcome, found: CostSpread | None) -> KeyFigure | None:
    """P10 and P90; what is bought for the hours that always run is saved in each month alike."""
    if found is None or not found.drivers or after.estimate is None:
        return None
    bought = after.estimate.total_monthly - found.expected.total_monthly
    ends = " to ".join(f"${end + bought:,.0f}" for end in (found.p10, found.p90))
    least = "" if found.is_whole else "at least, without what has no figure; "
    first = found.drivers[0]
    return KeyFigure(
        "Quiet to busy month",
        ends,
        f"{least}P10 to P90; {first.share * 100:.0f} % of the spread is {first.name}",
    )


def _change(before: ScenarioOutcome, after: ScenarioOutcome) -> KeyFigure | None:
    one, other = before.estimate, after.estimate
    if one is None or other is None:
        return None
    amount = after.change(before)
    if amount is not None:
        return KeyFigure(
            "Change a month", signed(amount), " ".join(after.lost(before)) or "expected, US dollars"
        )
    found = difference(one, other)
    if not (one.has_figure and other.has_figure):
        return KeyFigure("Change a month", "cannot be told", "a side has no figure")
    left = many(len(found.incomparable), "resource")
    floor = "at least " if found.floors else ""
    return KeyFigure(
        "Change a month",
        f"{floor}{signed(found.comparable)}",
        f"over what both cover; {left} cannot be compared" if found.incomparable else "",
    )


def _verdicts(before: ScenarioOutcome, after: ScenarioOutcome) -> KeyFigure | None:
    if before.assessment is None or after.assessment is None:
        return None
    turns = Counter(item.turn for item in verdict_changes(before.assessment, after.assessment))
    words = [f"{turns[turn]} {word}" for turn, word in _TURNS.items() if turns[turn]]
    counts = after.assessment
    sign: VerdictWord = "fail" if turns["fails"] else "pass" if turns["mended"] else ""
    return KeyFigure(
        f"Verdicts that change, of {len(counts.verdicts)}",
        ", ".join(words) or "none",
        f"{counts.count('fail')} fail, {counts.count('open')} open",
        sign,
    )


_TURNS: Mapping[Turn, str] = {
    "fails": "broken",
    "undecided": "no longer decided",
    "mended": "mended",
    "decided": "decided",
    "idle": "without a case",
}


def _losses(before: ScenarioOutcome, after: ScenarioOutcome) -> tuple[KeyFigure, ...]:
    if before.drill is None or after.drill is None:
        return ()
    zone, level = zone_fact(after.drill), availability_fact(after.drill)
    stood = zone_fact(before.drill).value.lower()
    note = zone.note if stood == zone.value.lower() else f"as it stands: {stood}"
    was = availability_fact(before.drill).value
    return (
        replace(zone, note=note, verdict=_SIGNS.get(after.drill.outcome, "")),
        replace(level, note="as it stands" if was == level.value else f"as it stands {was}"),
    )
