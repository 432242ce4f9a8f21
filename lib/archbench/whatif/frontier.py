"""The cheapest configuration that meets what is required, and what each requirement costs.

A requirement is met, not met, or cannot be told; so is a cost. What cannot be told is never taken
for met, and whatever could be the answer if it were told is named beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from archbench.cost.difference import difference
from archbench.whatif.outcome import ScenarioOutcome

ZONE_LOSS = "A zone may be lost"
"""The requirement that the drill of every zone survives."""


@dataclass(frozen=True, slots=True)
class Option:
    """One configuration to choose: what it costs, how available it is on paper, what it meets."""

    name: str
    cost: Decimal | None
    """US dollars a month; None where it does not cover what the baseline covers."""
    availability: Decimal | None
    """Uptime by published service levels, 0 to 1; None where a part has none."""
    meets: Mapping[str, bool | None] = field(default_factory=dict)
    """By requirement; None where it cannot be told."""
    why_no_cost: str = ""

    def met(self, required: Iterable[str]) -> bool | None:
        """Whether it meets all of these; None where that rests on what cannot be told."""
        found = [self.meets.get(name) for name in required]
        if False in found:
            return False
        return None if None in found else True


@dataclass(frozen=True, slots=True)
class Cheapest:
    """The answer, and what could still be a better one."""

    option: Option | None
    """None where nothing is known to meet everything required."""
    undecided: tuple[Option, ...] = ()
    """Options that would be the answer if what cannot be told of them were met or priced."""


@dataclass(frozen=True, slots=True)
class RequirementCost:
    """What one requirement costs: the cheapest with it beside the cheapest without it."""

    requirement: str
    with_it: Cheapest
    without_it: Cheapest

    @property
    def monthly(self) -> Decimal | None:
        """US dollars a month; None where one side has no answer, or an undecided one."""
        one, other = self.with_it, self.without_it
        if one.undecided or other.undecided or one.option is None or other.option is None:
            return None
        if one.option.cost is None or other.option.cost is None:
            return None
        return one.option.cost - other.option.cost


def option_of(outcome: ScenarioOutcome, baseline: ScenarioOutcome) -> Option | None:
    """An outcome as an option: its cost over what the baseline covers; None for no outcome."""
    made, base = outcome.estimate, baseline.estimate
    if made is None or base is None or outcome.drill is None:
        return None
    meets: dict[str, bool | None] = {ZONE_LOSS: outcome.drill.survives}
    for verdict in outcome.assessment.verdicts if outcome.assessment else ():
        meets[verdict.control.id] = _MET.get(verdict.verdict)
    cost, why = None, "no charge has an amount"
    if made.has_figure and base.has_figure:
        found = difference(base, made)
        lacking = sorted(found.incomparable | found.floors)
        why = (
            f"a figure is on one side only: {', '.join(lacking)}"
            if lacking
            else " ".join(outcome.lost(baseline))
        )
        cost = None if why else base.total_monthly + found.comparable
    return Option(outcome.scenario.name, cost, outcome.drill.availability.total, meets, why)


_MET: Mapping[str, bool] = {"pass": True, "not_applicable": True, "fail": False}
"""What a verdict says of a requirement; any other word leaves it untold."""


def options(baseline: ScenarioOutcome, outcomes: Sequence[ScenarioOutcome]) -> tuple[Option, ...]:
    """The baseline and every outcome that applies, in order."""
    found = (option_of(item, baseline) for item in (baseline, *outcomes))
    return tuple(item for item in found if item is not None)


def requirements(among: Sequence[Option]) -> tuple[str, ...]:
    """What any option is held against, the loss of a zone first."""
    names = dict.fromkeys(name for option in among for name in option.meets)
    return tuple(sorted(names, key=lambda name: (name != ZONE_LOSS, name)))


def cheapest(among: Sequence[Option], required: Sequence[str]) -> Cheapest:
    """The option of least cost that meets all of these, and those that could be it."""
    known = [item for item in among if item.met(required) and item.cost is not None]
    best = min(known, key=lambda item: (item.cost, item.name), default=None)
    limit = best.cost if best else None
    undecided = tuple(
        item
        for item in among
        if item.met(required) is not False
        and (item.met(required) is None or item.cost is None)
        and (item.cost is None or limit is None or item.cost < limit)
    )
    return Cheapest(best, undecided)


def requirement_costs(
    among: Sequence[Option], required: Sequence[str]
) -> Iterator[RequirementCost]:
    """What each requirement adds to the cheapest configuration that meets all the others."""
    whole = cheapest(among, required)
    for name in required:
        others = [other for other in required if other != name]
        yield RequirementCost(name, whole, cheapest(among, others))


def dominated(among: Sequence[Option]) -> frozenset[str]:
    """Names of options beside which another costs no more, is up as much and keeps as much.

    The other is better in one of the three, and does not lose to a zone where this one survives.
    An option whose cost or availability cannot be told neither dominates nor is dominated.
    """
    known = [
        (item.name, -item.cost, item.availability, Decimal(item.meets.get(ZONE_LOSS) is True))
        for item in among
        if item.cost is not None and item.availability is not None
    ]
    return frozenset(
        name
        for name, *own in known
        if any(
            other != own and all(more >= less for more, less in zip(other, own, strict=True))
            for _, *other in known
        )
    )


def designs(outcomes: Sequence[ScenarioOutcome]) -> tuple[ScenarioOutcome, ...]:
    """Those that change what is built or bought; what serves another load is no choice here."""
    return tuple(item for item in outcomes if not item.scenario.of("usage"))


def frontier(among: Sequence[Option]) -> tuple[Option, ...]:
    """Options that nothing dominates, the cheapest first; of two alike both."""
    left = dominated(among)
    found = [
        item
        for item in among
        if item.cost is not None and item.availability is not None and item.name not in left
    ]
    return tuple(sorted(found, key=lambda item: (item.cost or 0, item.name)))
