"""The drawing in each scenario: what it adds, removes and changes of the architecture."""

from collections.abc import Iterator, Mapping, Sequence

from archbench.columns import counted, verb
from archbench.diagram.comparison import draw_comparison
from archbench.report.pictures import Picture, picture
from archbench.report.summary import KeyFigure, Summary
from archbench.report.tables import signed
from archbench.terraform.changes import altered_by_address
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.run import ScenarioComparison, loss_in_words

MOST = 8
"""Scenarios that are drawn; more no switch holds, and no page."""


def summary(comparison: ScenarioComparison) -> Summary:
    """How many scenarios change the design, which leave it, and which are not drawn."""
    before = comparison.baseline
    applied = [item for item in comparison.outcomes if item.architecture]
    drawn = [item.scenario.name for item in applied if _changes(before, item)]
    same = [item.scenario.name for item in applied if not _changes(before, item)]
    left = [item.scenario.name for item in comparison.outcomes if not item.architecture]
    beyond = f"not drawn: {', '.join(drawn[MOST:])}" if drawn[MOST:] else "each drawn"
    return Summary(
        "designs",
        f"{len(drawn)} of {counted(len(comparison.outcomes), 'scenario')}"
        f" {verb(len(drawn), len(comparison.outcomes), 'changes', 'change')} the design.",
        facts=(
            KeyFigure("Change the design", str(len(drawn)), beyond if drawn else "none"),
            KeyFigure("Leave it", str(len(same)), ", ".join(same) or "none"),
            KeyFigure("Do not apply", str(len(left)), ", ".join(left) or "none"),
        ),
    )


def pictures(comparison: ScenarioComparison) -> Iterator[Picture]:
    """The architecture as it stands, then in each scenario that changes it, both in one."""
    before = comparison.baseline
    if before.architecture is None or before.configuration is None:
        return
    yield picture(before.architecture, before.configuration)
    changing = [(item, _changes(before, item)) for item in comparison.outcomes]
    for item, changed in [pair for pair in changing if pair[1]][:MOST]:
        if item.architecture and item.configuration:
            drawing = draw_comparison(
                before.architecture,
                item.architecture,
                changed=changed,
                said=_said(comparison, item),
                excerpt=item.configuration.excerpt,
            )
            yield Picture(drawing, item.scenario.name)


def _changes(before: ScenarioOutcome, after: ScenarioOutcome) -> Mapping[str, Sequence[str]]:
    """What is altered, with its attributes, and what is on one side only, by address."""
    if before.configuration is None or after.configuration is None:
        return {}
    old, new = (
        {item.address for item in side.managed()}
        for side in (before.configuration, after.configuration)
    )
    apart: dict[str, Sequence[str]] = dict.fromkeys(sorted(old ^ new), ())
    return {**apart, **altered_by_address(before.configuration, after.configuration)}


def _said(comparison: ScenarioComparison, outcome: ScenarioOutcome) -> str:
    change = comparison.change(outcome)
    cost = "cost not comparable" if change is None else f"{signed(change)} US dollars a month"
    lost = f", if a zone is lost {loss_in_words(outcome.drill)}" if outcome.drill else ""
    return f"{outcome.scenario.name}: {cost}{lost}"
