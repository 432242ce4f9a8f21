"""Levers where somebody has turned them, and what becomes of the stack there."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from archbench.errors import InputError
from archbench.frozen import replace
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.writer import Json
from archbench.lab.dial import Dial
from archbench.whatif.bench import Bench
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.scenario import Scenario
from archbench.whatif.spread import CostSpread, cost_spread

Settings = Mapping[str, Json]
"""Settings by the title of their dial, of the dials that are turned."""

THIS = "This scenario"
_DRAWS = 1_000
"""Months that are drawn for each position: P10 and P90 are then good to about one in a hundred."""


class Board:
    """One stack with its dials, where they stand, and the scenarios of it."""

    def __init__(
        self,
        bench: Bench,
        dials: tuple[Dial, ...],
        scenarios: tuple[Scenario, ...] = (),
        file: Path | None = None,
    ) -> None:
        """Begin with the stack as it stands; file is where scenarios are saved."""
        self.bench = bench
        self.dials = dials
        self.scenarios = scenarios
        self.file = file
        self.position: Settings = {}
        self._found: dict[str, ScenarioOutcome] = {}
        self._months: dict[str, CostSpread] = {}

    def turn(self, title: str, setting: Json) -> ScenarioOutcome:
        """Set a dial by its title, and see what becomes of the stack.

        Raises:
            InputError: no dial has this title, or it has no such setting.
        """
        dial = self.dial(title)
        if setting not in dial.settings:
            offered = ", ".join(map(dial.words, dial.settings))
            raise InputError(f"{title} has no setting {setting}. There are: {offered}.")
        position = {**self.position, title: setting}
        self.position = {name: x for name, x in position.items() if x != self.dial(name).now}
        return self.outcome

    def reset(self) -> None:
        """Every dial back to where the stack stands."""
        self.position = {}

    def dial(self, title: str) -> Dial:
        """The dial of this title.

        Raises:
            InputError: there is none.
        """
        found = next((item for item in self.dials if item.title == title), None)
        if found is None:
            names = {item.title for item in self.dials}
            hint = did_you_mean(title, names)
            raise InputError(
                f'No lever is called "{title}".{hint} There are: {", ".join(sorted(names))}.'
            )
        return found

    @property
    def turned(self) -> tuple[Dial, ...]:
        """The dials that do not stand where the stack does, in their order."""
        return tuple(dial for dial in self.dials if dial.title in self.position)

    @property
    def scenario(self) -> Scenario:
        """Where the dials stand, as a scenario without a name of its own."""
        return self._of(self.turned)

    @property
    def outcome(self) -> ScenarioOutcome:
        """What becomes of the stack as the dials stand."""
        return self.look(self.scenario)

    def steps(self) -> tuple[tuple[Dial, ScenarioOutcome], ...]:
        """Each turned dial with what becomes of the stack once it and those before it are set."""
        turned = self.turned
        return tuple(
            (dial, self.look(self._of(turned[: at + 1]))) for at, dial in enumerate(turned)
        )

    def look(self, scenario: Scenario) -> ScenarioOutcome:
        """What becomes of the stack under a scenario; the same one is not tried twice."""
        if not scenario.changes:
            return self.bench.baseline
        key = self._key(scenario)
        if key not in self._found:
            self._found[key] = self.bench.outcome(scenario)
        return replace(self._found[key], scenario=scenario)

    def _key(self, scenario: Scenario) -> str:
        """Equal for scenarios that change the same."""
        return "\n".join(map(str, scenario.changes))

    def months(self, outcome: ScenarioOutcome) -> CostSpread | None:
        """What quiet and busy months cost by the ranges of the usage; None where nobody can say.

        An agreed rate holds for some charges and not for others, so that there is none beside it.
        """
        scenario = outcome.scenario
        if not (outcome.configuration and outcome.usage.entries) or scenario.of("price_book"):
            return None
        key = self._key(scenario)
        if key not in self._months:
            self._months[key] = cost_spread(
                outcome.configuration,
                outcome.architecture,
                outcome.usage,
                as_of=self.bench.base.as_of,
                draws=_DRAWS,
            )
        return self._months[key]

    def position_of(self, scenario: Scenario) -> Settings | None:
        """Where the dials stand for a scenario; None where they cannot show all of it."""
        left = {change.lever: change.value for change in scenario.changes}
        position: dict[str, Json] = {}
        for dial in self.dials:
            for setting in dial.settings:
                sets = {change.lever: change.value for change in dial.changes(setting)}
                if sets.items() <= left.items():
                    position[dial.title] = setting
                    left = {lever: x for lever, x in left.items() if lever not in sets}
                    break
        return None if left else position

    def _of(self, turned: Sequence[Dial]) -> Scenario:
        changes = (c for dial in turned for c in dial.changes(self.position[dial.title]))
        return Scenario(THIS, changes=tuple(changes))
