"""A stack under somebody's hands: levers turned, scenarios saved, and what each means."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.errors import InputError
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.writer import Json
from archbench.lab.dial import Dial
from archbench.lab.facts import facts
from archbench.lab.proposing import proposed
from archbench.lab.reading import dials_of
from archbench.report import inputs
from archbench.report.summary import MIME, Summary
from archbench.stack import stack_of
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.reading import read_scenarios
from archbench.whatif.scenario import Scenario
from archbench.whatif.spread import CostSpread, cost_spread

if TYPE_CHECKING:
    from pandas import DataFrame

Position = Mapping[str, Json]
"""Settings by the title of their dial, of the dials that are turned."""

AS_IT_STANDS = "As it stands"
_VIEW = "application/vnd.jupyter.widget-view+json"
_DRAWS = 1_000
"""Months that are drawn for each position: P10 and P90 are then good to about one in a hundred."""


def workbench(  # noqa: PLR0913 what a notebook gives
    path: str | Path,
    *,
    usage: str | Path | None = None,
    variables: Sequence[Sequence[str]] = (),
    data: str | Path | None = None,
    scenarios: str | Path | None = None,
    as_of: date | None = None,
) -> "Workbench":
    """The workbench of a stack; what is not given here stands in the stack's own file.

    Args:
        path: directory of *.tf files, or JSON of a plan, of which only money can be turned.
        usage: what Terraform cannot know.
        variables: as `archbench.load` takes them.
        data: answers for data sources.
        scenarios: a YAML file of scenarios to begin with; new ones are saved there.
        as_of: the date of rates that change with time.

    Raises:
        InputError: the stack, or something that is given beside it, cannot be used.
    """
    found = inputs.subject(str(path))
    stack = stack_of(found)
    base = Base(
        found,
        (*stack.variables, *inputs.pairs(variables)),
        _path(data) or stack.data,
        _path(usage) or stack.usage,
        as_of,
        os.environ,
        stack.checklists or None,
        stack.profile or None,
    )
    bench = Bench(base)
    dials = dials_of(stack.levers, bench) or proposed(bench)
    file = _path(scenarios) or stack.scenarios
    return Workbench(bench, dials, read_scenarios(file) if file else (), file)


def _path(given: str | Path | None) -> Path | None:
    return inputs.find(str(given)) if given else None


class Workbench:
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
        self.position: Position = {}
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

    def position_of(self, scenario: Scenario) -> Position | None:
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
        return Scenario("This scenario", changes=tuple(changes))

    @property
    def summary(self) -> Summary:
        """Where the dials stand and what that means, in a sentence and its figures."""
        now = self.outcome
        found = facts(self.bench.baseline, now, self.months(now))
        stands = ", ".join(
            f"{dial.title} {dial.words(self.position[dial.title])}" for dial in self.turned
        )
        figures = "; ".join(f"{item.label.lower()}: {item.value}" for item in found)
        answer = f"{stands or AS_IT_STANDS}: {now.problem or figures}."
        return Summary("what_if", answer, found)

    @property
    def saved(self) -> "DataFrame":
        """Every scenario with its cost, change, failing controls, loss of a zone, availability."""
        from archbench.lab.table import frame  # noqa: PLC0415

        return frame(self)

    def save(self, name: str) -> str:
        """Keep where the dials stand as a scenario of the stack's own file; says where.

        Raises:
            InputError: it cannot be kept.
        """
        from archbench.lab.saving import save  # noqa: PLC0415

        return save(self, name)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        """Widgets where they can be shown, else the figures as they stand."""
        from archbench.lab.markup import page, style  # noqa: PLC0415

        del include, exclude
        shown: dict[str, object] = {
            MIME: asdict(self.summary),
            "text/html": style() + page(self),
            "text/plain": self.summary.answer,
        }
        try:
            from archbench.lab.widgets import Panel  # noqa: PLC0415
        except ImportError:
            return shown
        bundle = Panel(self).whole._repr_mimebundle_()
        return {**shown, _VIEW: bundle[_VIEW]}
