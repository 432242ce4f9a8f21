"""What became of a scenario, and of several beside their baseline."""

from dataclasses import dataclass, field
from decimal import Decimal

from archbench.architecture.drill import Drill
from archbench.architecture.model import Architecture
from archbench.cost import Estimate
from archbench.cost.difference import difference
from archbench.cost.usage import Usage
from archbench.requirements.assessment import Assessment
from archbench.terraform.configuration import Configuration
from archbench.whatif.scenario import Scenario


@dataclass(frozen=True, slots=True)
class ScenarioOutcome:
    """What became of one scenario: all that can be asked of it, or why it does not apply here."""

    scenario: Scenario
    configuration: Configuration | None = None
    architecture: Architecture | None = None
    estimate: Estimate | None = None
    assessment: Assessment | None = None
    """The verdicts of the groups it is held against; None where there is no checklist."""
    drill: Drill | None = None
    usage: Usage = field(default_factory=Usage)
    """The usage it was priced with."""
    problem: str = ""
    """Why it does not apply; everything above is None then."""

    def lost(self, baseline: "ScenarioOutcome") -> tuple[str, ...]:
        """What of the baseline's load is in no figure of it, each in a sentence."""
        known = baseline.usage.notes
        return tuple(note for note in self.usage.notes if note not in known)

    def change(self, baseline: "ScenarioOutcome") -> Decimal | None:
        """How much more it costs a month; None where the two totals do not cover the same.

        A charge that has a figure on one side only, for want of a price or of usage, would count
        as a saving otherwise.
        """
        before, after = baseline.estimate, self.estimate
        if before is None or after is None or not (before.has_figure and after.has_figure):
            return None
        found = difference(before, after)
        return None if found.one_sided else found.monthly

    @property
    def gaps(self) -> frozenset[tuple[str, str]]:
        """Charges without a figure, by address and charge: no price, or open usage."""
        if self.estimate is None:
            return frozenset()
        unpriced = {
            (item.address, item.reason.partition(":")[0]) for item in self.estimate.unpriced
        }
        waiting = {(item.address, item.charge_description) for item in self.estimate.open}
        return frozenset(unpriced | waiting)
