"""Each scenario resolved and priced exactly as the baseline is, and what it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import yaml

from archbench.architecture import build
from archbench.architecture.drill import Drill, drill
from archbench.architecture.failure import WORDS
from archbench.architecture.model import Architecture
from archbench.cost import estimate
from archbench.cost.difference import difference
from archbench.cost.usage import Usage
from archbench.cost.usage_file import parse_usage, read_usage
from archbench.errors import InputError, reason_of
from archbench.files import read_text
from archbench.terraform import load
from archbench.whatif.demand import same_demand
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.scenario import Scenario
from archbench.yaml_text import yaml_data

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Base:
    """What scenarios change: the configuration, its variables, its usage, the date of rates."""

    path: Path
    variables: tuple[tuple[str, str], ...] = ()
    data: Path | None = None
    usage: Path | None = None
    as_of: date | None = None
    environ: Mapping[str, str] = field(default_factory=dict)
    """Where TF_VAR_name variables are read from."""


@dataclass(frozen=True, slots=True)
class ScenarioComparison:
    """The baseline and every scenario beside it."""

    baseline: ScenarioOutcome
    outcomes: tuple[ScenarioOutcome, ...]

    def change(self, outcome: ScenarioOutcome) -> Decimal | None:
        """How much more a scenario costs a month; None where the two totals do not cover the same.

        A charge that has a figure on one side only, for want of a price or of usage, would count
        as a saving otherwise.
        """
        if self.baseline.estimate is None or outcome.estimate is None:
            return None
        if not (self.baseline.estimate.has_figure and outcome.estimate.has_figure):
            return None
        found = difference(self.baseline.estimate, outcome.estimate)
        return None if found.one_sided else found.monthly

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
                    total.high if total and found and not found.uncounted else None,
                    len(outcome.gaps) if found else None,
                    _words(outcome.drill) if outcome.drill else None,
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
    """The baseline and each scenario, resolved and priced the same way.

    A scenario that names a variable the configuration does not declare, or gives one a value it
    refuses, does not apply; its outcome says why.

    Raises:
        InputError: the baseline itself cannot be used.
    """
    baseline = _outcome(base, Scenario("As it stands"))
    before = build(baseline.configuration) if baseline.configuration and scenarios else None
    outcomes = []
    for scenario in scenarios:
        try:
            outcomes.append(_outcome(base, scenario, before))
        except InputError as error:
            outcomes.append(ScenarioOutcome(scenario, problem=f"Does not apply: {error}"))
    return ScenarioComparison(baseline, tuple(outcomes))


def _words(found: Drill) -> str:
    """What the loss of a zone means, in the words of the drill."""
    return WORDS[found.outcome] if found.outcome else "nothing in a zone serves"


def _outcome(base: Base, scenario: Scenario, before: Architecture | None = None) -> ScenarioOutcome:
    """A scenario looked at; before is the architecture of the baseline, whose demand stays."""
    with TemporaryDirectory(prefix="archbench-") as directory:
        variables = base.variables
        if scenario.variables:
            file = Path(directory) / "scenario.tfvars"
            file.write_text(scenario.tfvars, "utf-8")
            variables = (*variables, ("file", str(file)))
        configuration = load(base.path, variables=variables, data=base.data, environ=base.environ)
    known = {variable.name for variable in configuration.variables}
    for name in scenario.variables:
        if name not in known:
            raise InputError(f"{base.path} has no variable {name}.")
    architecture = build(configuration)
    usage = _usage(base, scenario)
    if before and usage:
        said = read_usage(usage) if isinstance(usage, Path) else usage
        own = scenario.usage.get("resource_usage")
        usage = same_demand(said, before, architecture, own if isinstance(own, dict) else {})
    found = estimate(configuration, architecture, usage=usage, as_of=base.as_of)
    failing = drill(configuration, architecture)
    return ScenarioOutcome(scenario, configuration, architecture, found, drill=failing)


def _usage(base: Base, scenario: Scenario) -> Usage | Path | None:
    """The usage in use with the scenario's laid over it."""
    if not scenario.usage:
        return base.usage
    try:
        text = read_text(base.usage) if base.usage else "version: 0.1"
        under = yaml_data(text) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{base.usage} cannot be read as usage: {reason_of(error)}.") from error
    merged = yaml.safe_dump(_over(under, scenario.usage), sort_keys=True)
    return parse_usage(
        merged, f"{scenario.place} over {base.usage}" if base.usage else scenario.place
    )


def _over(under: object, over: object) -> object:
    if isinstance(under, Mapping) and isinstance(over, Mapping):
        return {
            key: _over(under.get(key), over[key]) if key in over else under[key]
            for key in [*under, *(key for key in over if key not in under)]
        }
    return over


def _lines(outcome: ScenarioOutcome) -> Mapping[tuple[str, str], Decimal]:
    found: dict[tuple[str, str], Decimal] = {}
    for item in outcome.estimate.priced if outcome.estimate else ():
        key = item.address, item.charge_description
        found[key] = found.get(key, Decimal(0)) + (item.list_cost or Decimal(0))
    return found
