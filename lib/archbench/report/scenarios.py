"""The what-if section: each scenario beside the baseline, and what it changes."""

import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from archbench.errors import NotGivenError
from archbench.report import inputs
from archbench.report.answers import ScenarioAnswers
from archbench.report.charts import Chart
from archbench.report.scenario_answers import change, lead
from archbench.report.snippet import Snippet
from archbench.report.summary import KeyFigure, Summary
from archbench.report.tables import Table, money, table
from archbench.whatif import read_scenarios, run
from archbench.whatif.base import Base
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.run import ScenarioComparison


def compare(  # noqa: PLR0913  (the parameters of the notebook)
    path: str,
    scenarios: str,
    *,
    variables: Sequence[Sequence[str]] = (),
    data: str = "",
    usage: str = "",
    as_of: str = "",
    checklists: Sequence[str] = (),
    profile: str = "",
) -> ScenarioComparison:
    """The scenarios of a file beside the configuration at a path, as a notebook's parameters say.

    Raises:
        NotGivenError: there are no scenarios.
        InputError: the configuration or the file of scenarios cannot be used.
    """
    subject = inputs.subject(path)
    if not scenarios:
        raise NotGivenError(
            "There is nothing to compare with: name a YAML file of scenarios, -p scenarios=FILE."
        )
    base = Base(
        subject,
        inputs.pairs(variables),
        inputs.file(data),
        inputs.file(usage),
        inputs.day(as_of),
        os.environ,
        tuple(checklists) or None,
        profile or None,
    )
    return run(base, read_scenarios(inputs.find(scenarios)))


def summary(comparison: ScenarioComparison, found: ScenarioAnswers | None = None) -> Summary:
    """What a month costs, which scenario saves most and which costs most, in dollars a month."""
    changes = _changes(comparison)
    applied = [item for item in comparison.outcomes if item.estimate]
    left = len(comparison.outcomes) - len(applied)
    apart = [item.scenario.name for item in applied if item.scenario.name not in changes]
    down = min(changes.items(), key=lambda item: item[1], default=None)
    up = max(changes.items(), key=lambda item: item[1], default=None)
    parts = []
    if down and down[1] < 0:
        parts.append(f"“{down[0]}” saves {money(-down[1])} a month")
    if up and up[1] > 0:
        parts.append(f"“{up[0]}” adds {money(up[1])}")
    which = "No scenario that can be compared" if apart else "No scenario"
    none = f"{which} changes the cost" if applied else "No scenario applies"
    sentence = ", ".join(parts) or none
    opening = lead(found) if found else ""
    return Summary(
        "what_if",
        f"{opening}. {sentence}." if opening else f"{sentence}.",
        facts=(
            KeyFigure(
                "Scenarios priced", str(len(applied)), "each resolved and priced as the baseline is"
            ),
            KeyFigure(
                "Not comparable",
                str(len(apart)),
                f"no figure for all they cover: {', '.join(apart)}" if apart else "none",
            ),
            KeyFigure("Do not apply", str(left), "listed with the reason" if left else "none"),
        ),
    )


def _changes(comparison: ScenarioComparison) -> Mapping[str, Decimal]:
    """What each costs more that carries the load of the baseline and covers the same charges."""
    found = {
        item.scenario.name: comparison.change(item)
        for item in comparison.outcomes
        if not item.lost(comparison.baseline)
    }
    return {name: change for name, change in found.items() if change is not None}


def beside(comparison: ScenarioComparison) -> Table:
    """Every scenario in one table."""
    frame = comparison.frame()
    priced = frame["expected"].notna()
    frame.loc[priced & frame["change"].isna(), "change"] = "not comparable"
    return table(
        frame,
        "Scenarios beside the configuration as it stands, USD a month at list price",
        columns={
            "scenario": "Scenario",
            "expected": "Expected",
            "change": "Change",
            "least": "Least",
            "most": "Most",
            "no figure": "Without a figure",
            "zone loss": "If a zone is lost",
            "why": "What it means",
        },
        formats={"expected": "money", "change": "change", "least": "money", "most": "money"},
        missing="–",
        note="A change stands only where both totals cover the same charges.",
    )


def details(comparison: ScenarioComparison) -> Iterator[Snippet | Table | Chart]:
    """For each priced scenario: what it sets, what makes its change, each charge it changes."""
    for outcome in comparison.outcomes:
        if outcome.estimate:
            yield Snippet(outcome.scenario.name, _sets(outcome))
            if (chart := change(comparison, outcome)) is not None:
                yield chart
            yield table(
                comparison.changes(outcome),
                f"Charges that change: {outcome.scenario.name}, USD a month",
                formats={"before": "money", "after": "money", "change": "change"},
                total=[] if comparison.change(outcome) is None else ["before", "after", "change"],
                missing="no price",
            )


def _sets(outcome: ScenarioOutcome) -> str:
    import yaml  # noqa: PLC0415

    parts = [outcome.scenario.tfvars.strip()] if outcome.scenario.variables else []
    if outcome.scenario.usage:
        parts.append(f"# usage\n{yaml.safe_dump(dict(outcome.scenario.usage), sort_keys=False)}")
    return "\n".join(parts)
