"""Each scenario resolved and priced exactly as the baseline is, and what it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from archbench.architecture.drill import Drill
from archbench.architecture.failure import WORDS
from archbench.frozen import replace
from archbench.rich import shown_frame, so_many
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class ScenarioComparison:
    """The baseline and every scenario beside it."""

    baseline: ScenarioOutcome
    outcomes: tuple[ScenarioOutcome, ...]

    def change(self, outcome: ScenarioOutcome) -> Decimal | None:
        """How much more a scenario costs a month than the baseline, as the outcome says it."""
        return outcome.change(self.baseline)

    def _repr_html_(self) -> str:
        """What stands beside what, and a row for each scenario."""
        answer = f"{so_many(len(self.outcomes), 'scenario')} beside the baseline"
        return shown_frame(answer, self.frame())

    def frame(self) -> "DataFrame":
        """One row per scenario: expected cost a month, change, range, charges without a figure."""
        from pandas import DataFrame  # noqa: PLC0415

        rows = []
        for outcome in (self.baseline, *self.outcomes):
            found = outcome.estimate
            total = found.total if found and found.has_figure else None
            rows.append(
                (
                    outcome.scenario.name,
                    total.likely if total else None,
                    self.change(outcome),
                    total.low if total else None,
                    found.at_most if total and found else None,
                    len(outcome.gaps) if found else None,
                    loss_in_words(outcome.drill) if outcome.drill else None,
                    outcome.problem or outcome.scenario.why,
                )
            )
        return DataFrame(
            rows,
            columns=[
                "scenario",
                "expected",
                "change",
                "least",
                "most",
                "no figure",
                "zone loss",
                "why",
            ],
            dtype=object,
        )

    def changes(self, outcome: ScenarioOutcome) -> "DataFrame":
        """What a scenario changes line by line: before, after, difference, exact.

        None stands where a charge has no figure on that side.
        """
        from pandas import DataFrame  # noqa: PLC0415

        before, after = _lines(self.baseline), _lines(outcome)
        rows: list[tuple[object, ...]] = []
        for key in sorted(before.keys() | after.keys()):
            old, new = (
                None if key in side.gaps else lines.get(key, Decimal(0))
                for side, lines in ((self.baseline, before), (outcome, after))
            )
            if old != new:
                rows.append((*key, old, new, None if old is None or new is None else new - old))
        return DataFrame(
            rows,
            columns=["address", "charge_description", "before", "after", "change"],
            dtype=object,
        )


def run(base: Base, scenarios: Sequence[Scenario]) -> ScenarioComparison:
    """The baseline and each scenario, resolved, priced, judged and drilled the same way.

    A scenario that changes what is not there, or sets it to what is refused, does not apply; its
    outcome says why.

    Raises:
        InputError: the baseline itself cannot be used.
    """
    bench = Bench(base)
    return ScenarioComparison(bench.baseline, tuple(map(_outcome, bench.outcomes(scenarios))))


def _outcome(found: ScenarioOutcome) -> ScenarioOutcome:
    problem = found.problem and f"Does not apply: {found.problem}"
    return replace(found, problem=problem)


def loss_in_words(found: Drill) -> str:
    """What the loss of a zone means, in the words of the drill."""
    return WORDS[found.outcome] if found.outcome else "nothing in a zone serves"


def _lines(outcome: ScenarioOutcome) -> Mapping[tuple[str, str], Decimal]:
    found: dict[tuple[str, str], Decimal] = {}
    for item in outcome.estimate.priced if outcome.estimate else ():
        key = item.address, item.charge_description
        found[key] = found.get(key, Decimal(0)) + (item.list_cost or Decimal(0))
    return found
