"""Each scenario resolved and priced exactly as the baseline is, and what it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import yaml

from archbench.architecture import build
from archbench.cost import Estimate, estimate
from archbench.cost.usage import Usage
from archbench.cost.usage_file import parse_usage
from archbench.errors import InputError
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from archbench.whatif.scenario import Scenario

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one scenario: its estimate, or why it does not apply to this configuration."""

    scenario: Scenario
    configuration: Configuration | None
    estimate: Estimate | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The baseline and every scenario beside it."""

    baseline: Outcome
    outcomes: tuple[Outcome, ...]

    def frame(self) -> "DataFrame":
        """One row per scenario: expected cost a month, change, range, charges that are open."""
        from pandas import DataFrame  # noqa: PLC0415

        base = _expected(self.baseline)
        rows = []
        for outcome in (self.baseline, *self.outcomes):
            found = outcome.estimate
            expected = _expected(outcome)
            rows.append(
                (
                    outcome.scenario.name,
                    expected,
                    None if expected is None or base is None else expected - base,
                    found.total.low if found else None,
                    found.total.high if found else None,
                    len(found.open) if found else None,
                    outcome.problem or outcome.scenario.why,
                )
            )
        return DataFrame(
            rows,
            columns=["scenario", "expected", "change", "least", "most", "open", "why"],
            dtype=object,
        )

    def changes(self, outcome: Outcome) -> "DataFrame":
        """What a scenario changes line by line: charge, before, after, difference, exact."""
        from pandas import DataFrame  # noqa: PLC0415

        before, after = _lines(self.baseline), _lines(outcome)
        rows = [
            (*key, before.get(key, Decimal(0)), after.get(key, Decimal(0)))
            for key in sorted(before.keys() | after.keys())
            if before.get(key, Decimal(0)) != after.get(key, Decimal(0))
        ]
        return DataFrame(
            [(*row, row[3] - row[2]) for row in rows],
            columns=["address", "charge_description", "before", "after", "change"],
            dtype=object,
        )


def run(base: Base, scenarios: Sequence[Scenario]) -> Comparison:
    """The baseline and each scenario, resolved and priced the same way.

    A scenario that names a variable the configuration does not declare, or gives one a value it
    refuses, does not apply; its outcome says why.

    Raises:
        InputError: the baseline itself cannot be used.
    """
    baseline = _outcome(base, Scenario("As it stands"))
    outcomes = []
    for scenario in scenarios:
        try:
            outcomes.append(_outcome(base, scenario))
        except InputError as error:
            outcomes.append(Outcome(scenario, None, None, f"Does not apply: {error}"))
    return Comparison(baseline, tuple(outcomes))


def _outcome(base: Base, scenario: Scenario) -> Outcome:
    with TemporaryDirectory(prefix="archbench-") as directory:
        variables = base.variables
        if scenario.variables:
            file = Path(directory) / "scenario.tfvars"
            file.write_text(scenario.tfvars, "utf-8")
            variables = (*variables, ("file", str(file)))
        configuration = load(base.path, variables=variables, data=base.data)
    known = {variable.name for variable in configuration.variables}
    for name in scenario.variables:
        if name not in known:
            raise InputError(f"{base.path} has no variable {name}.")
    found = estimate(
        configuration, build(configuration), usage=_usage(base, scenario), as_of=base.as_of
    )
    return Outcome(scenario, configuration, found)


def _usage(base: Base, scenario: Scenario) -> Usage | Path | None:
    """The usage in use with the scenario's laid over it."""
    if not scenario.usage:
        return base.usage
    try:
        text = base.usage.read_text("utf-8") if base.usage else "version: 0.1"
        under = yaml.safe_load(text) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"The usage file {base.usage} cannot be read: {error}.") from error
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


def _expected(outcome: Outcome) -> Decimal | None:
    return outcome.estimate.total_monthly if outcome.estimate else None


def _lines(outcome: Outcome) -> Mapping[tuple[str, str], Decimal]:
    found: dict[tuple[str, str], Decimal] = {}
    for item in outcome.estimate.priced if outcome.estimate else ():
        key = item.address, item.charge_description
        found[key] = found.get(key, Decimal(0)) + (item.list_cost or Decimal(0))
    return found
