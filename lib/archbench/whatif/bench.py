"""The baseline prepared once, and scenarios tried on it."""

from collections.abc import Iterable, Iterator

from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.scenario import Lever, Scenario


class Bench:
    """A stack read once: its session, architecture, usage, checklists and the baseline's outcome.

    Bench(base) reads it; base is what `archbench.whatif.run.Base` says, its checklists included.
    """

    baseline: ScenarioOutcome

    def check(self, scenario: Scenario) -> None:
        """Raise InputError at the place of the first change that cannot be made here."""
        raise NotImplementedError

    def outcome(self, scenario: Scenario) -> ScenarioOutcome:
        """Resolve, build, estimate, check, drill, each only where the changes reach."""
        raise NotImplementedError

    def outcomes(self, scenarios: Iterable[Scenario]) -> Iterator[ScenarioOutcome]:
        """Each in turn."""
        raise NotImplementedError

    def value(self, lever: Lever) -> object:
        """What a lever is set to as the stack stands; None where it does not say."""
        raise NotImplementedError
