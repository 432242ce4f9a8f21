"""The baseline prepared once, and scenarios tried on it."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archbench.architecture import build
from archbench.architecture.drill import Drill, drill
from archbench.architecture.model import Architecture
from archbench.cost import Estimate, estimate
from archbench.cost.price_book import with_price_book
from archbench.cost.purchased import with_purchase
from archbench.cost.usage import Usage
from archbench.cost.usage_file import read_usage
from archbench.errors import InputError
from archbench.frozen import replace
from archbench.requirements import check, read_checklist
from archbench.requirements.assess import by_fit
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Checklist
from archbench.requirements.kept import KeptVerdicts
from archbench.terraform import Again, load
from archbench.terraform.canonical import canonical
from archbench.terraform.configuration import Configuration
from archbench.terraform.edits import NO_EDITS, Edits
from archbench.terraform.session import Session
from archbench.whatif.base import Base
from archbench.whatif.demand import same_demand
from archbench.whatif.left_behind import must_follow
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.patch import overlay
from archbench.whatif.scenario import Scenario
from archbench.whatif.settled import Settled, Structure, settle

AS_IT_STANDS = Scenario("As it stands")
_KEPT = 32
"""Structures that are kept, of those looked at last."""


@dataclass(slots=True)
class _Built:
    """A structure with what follows from it alone."""

    structure: Structure
    configuration: Configuration
    architecture: Architecture
    drill: Drill
    assessment: Assessment | None = None
    asks_cost: bool = False
    """Whether a verdict rests on the cost, so that it is found anew for each estimate."""


class Bench:
    """A stack read once: its session, architecture, usage, checklists and the baseline's outcome.

    Nothing is resolved, built, checked or drilled twice for scenarios that differ in usage or
    money alone; of other variables and arguments only what they reach is evaluated anew.
    """

    def __init__(self, base: Base) -> None:
        """Read and judge the stack as it stands.

        Raises:
            InputError: it cannot be used.
        """
        self.base = base
        self._sessions: dict[tuple[str, str], Session] = {}
        self._built: OrderedDict[str, _Built] = OrderedDict()
        self._verdicts = KeptVerdicts()
        self.usage = read_usage(base.usage) if base.usage else Usage()
        self.session = self._session(Structure()) if base.path.is_dir() else None
        self._configuration = (
            self._resolved(Structure())
            if self.session
            else load(base.path, environ=base.environ, root=base.root, source=base.source)
        )
        self.checklists = self._lists()
        self.baseline = self._baseline()

    def settle(self, scenario: Scenario) -> Settled:
        """The scenario held against the stack, before anything is evaluated.

        Raises:
            InputError: a change cannot be made here; at the place where it is written.
        """
        return settle(scenario, self.session, self._configuration, self.usage)

    def outcome(self, scenario: Scenario) -> ScenarioOutcome:
        """What becomes of a scenario; why it does not apply where it does not."""
        try:
            return self.tried(scenario, self.settle(scenario))
        except InputError as error:
            return ScenarioOutcome(scenario, problem=str(error))

    def outcomes(self, scenarios: Iterable[Scenario]) -> Iterator[ScenarioOutcome]:
        """What becomes of each in turn."""
        return map(self.outcome, scenarios)

    def tried(self, scenario: Scenario, settled: Settled) -> ScenarioOutcome:
        """The outcome of a scenario that was settled before.

        Raises:
            InputError: the configuration refuses it.
        """
        try:
            built = self._build(settled.structure)
            must_follow(self._configuration, built.configuration)
        except InputError as error:
            raise InputError(f"{_place(scenario)}{error}") from None
        usage = settled.usage
        if self.baseline.architecture and built.configuration is not self._configuration:
            gone = _gone(self._configuration, built.configuration)
            usage = same_demand(
                usage, self.baseline.architecture, built.architecture, scenario.usage, gone
            )
        made = self._priced(built, usage, settled)
        return ScenarioOutcome(
            scenario,
            built.configuration,
            built.architecture,
            made,
            self._assessed(built, made),
            built.drill,
            usage,
        )

    def _baseline(self) -> ScenarioOutcome:
        configuration = self._configuration
        architecture = build(configuration)
        drilled = drill(configuration, architecture)
        built = _Built(Structure(), configuration, architecture, drilled)
        self._built[self.settle(AS_IT_STANDS).structure.key] = built
        made = self._priced(built, self.usage, Settled(Structure(), self.usage))
        verdicts = self._assessed(built, made)
        return ScenarioOutcome(
            AS_IT_STANDS, configuration, architecture, made, verdicts, drilled, self.usage
        )

    def _build(self, structure: Structure) -> _Built:
        found = self._built.get(structure.key)
        if found is None:
            configuration = self._resolved(structure)
            self._must_be_taken(configuration)
            architecture = build(configuration)
            drilled = drill(configuration, architecture)
            found = self._built[structure.key] = _Built(
                structure, configuration, architecture, drilled
            )
            if len(self._built) > _KEPT:
                self._built.popitem(last=False)
        else:
            self._built.move_to_end(structure.key)
        return found

    def _must_be_taken(self, configuration: Configuration) -> None:
        """Raise InputError for what Terraform refuses and did not refuse before."""
        before = {(x.summary, x.range) for x in self._configuration.diagnostics}
        for item in configuration.diagnostics:
            if item.severity == "error" and (item.summary, item.range) not in before:
                raise InputError(f"Terraform refuses it: {item}")

    def _resolved(
        self, structure: Structure, more: Mapping[str, object] | None = None
    ) -> Configuration:
        session = self._session(structure)
        variables = {**structure.variables, **(more or {})}
        edits = Edits(structure.edits) if structure.edits else NO_EDITS
        return session.vary(self.base.variables, variables, edits)

    def _session(self, structure: Structure) -> Session:
        key = (structure.patch, structure.ambient_region)
        if key not in self._sessions:
            base = self.base
            environ = dict(base.environ)
            if structure.ambient_region:
                environ["AWS_REGION"] = structure.ambient_region
            self._sessions[key] = Session(
                base.path,
                data=base.data,
                environ=environ,
                root=base.root,
                variables=base.variables,
                overlay=overlay(structure.patch, base.path, self._sessions.get(("", ""))),
            )
        return self._sessions[key]

    def _priced(self, built: _Built, usage: Usage, settled: Settled) -> Estimate:
        made = estimate(built.configuration, built.architecture, usage=usage, as_of=self.base.as_of)
        if settled.agreements:
            made = with_price_book(made, settled.agreements, settled.price_book)
        return with_purchase(made, settled.purchase)

    def _assessed(self, built: _Built, made: Estimate) -> Assessment | None:
        if not self.checklists:
            return None
        if built.assessment is None or built.asks_cost:
            asked: list[Estimate] = []

            def cost() -> Estimate:
                asked.append(made)
                return made

            built.assessment = check(
                built.configuration,
                built.architecture,
                self.checklists,
                profile=self.base.profile,
                estimate=cost,
                resolve=self._again(built.structure),
                kept=self._verdicts,
            )
            built.asks_cost = bool(asked)
        return built.assessment

    def _again(self, structure: Structure) -> Again | None:
        """Gives the structure once more with other variables, for controls with a scenario."""
        if self.session is None:
            return None
        declared = self.session.declarations

        def again(changed: Mapping[str, str]) -> Configuration:
            more = {
                name: text if declared[name].takes_text else json.loads(text)
                for name, text in changed.items()
            }
            return self._resolved(structure, more)

        return again

    def _lists(self) -> tuple[Checklist, ...]:
        names = self.base.checklists
        lists = by_fit(self._configuration) if names is None else map(read_checklist, names)
        return tuple(item if self.base.whole else mandatory(item) for item in lists)


def mandatory(checklist: Checklist) -> Checklist:
    """The groups of a checklist that must be met: the critical ones, or all where none is."""
    groups = tuple(group for group in checklist.groups if group.severity == "critical")
    if not groups:
        return checklist
    names = {group.id for group in groups}
    controls = tuple(item for item in checklist.controls if item.group in names)
    return replace(checklist, groups=groups, controls=controls)


def _place(scenario: Scenario) -> str:
    """Where it is written what a configuration refuses: the one change of it, or the scenario."""
    changes = {item.lever: item for item in scenario.changes}
    built = [x for x in changes.values() if x.lever.kind in ("var", "attribute", "region", "patch")]
    place = built[0].place if len(built) == 1 else scenario.place
    return f"{place}: " if place else ""


def _gone(before: Configuration, after: Configuration) -> Mapping[str, str]:
    """The types of what a configuration has no more, by address."""
    return {
        item.address: canonical(item.type)
        for item in before.managed()
        if item.address not in after.by_address
    }
