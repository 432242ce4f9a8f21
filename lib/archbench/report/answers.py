"""What the scenarios of a stack answer, each with its figures: the questions a review asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from archbench.architecture.failure import WORDS
from archbench.columns import counted
from archbench.cost import estimate
from archbench.cost.difference import difference
from archbench.cost.variants import given, varied
from archbench.report.tables import money
from archbench.terraform.address import without_keys
from archbench.whatif.break_evens import BreakEven, break_evens
from archbench.whatif.frontier import (
    ZONE_LOSS,
    Option,
    cheapest,
    designs,
    options,
    requirement_costs,
    requirements,
)
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.run import ScenarioComparison
from archbench.whatif.spread import CostSpread, cost_spread, follows_load

DRAWS = 5_000
"""Draws of each spread in a report: P10 and P90 are then within a hundredth."""
_TRIED, _FEW = 100, 25
"""Draws tried first, and the runs of the rules up to which all are made: a stack whose draws part
everywhere has its figures from those tried, and says how many."""


@dataclass(frozen=True, slots=True)
class ScenarioAnswer:
    """A question, what is answered, and what that rests on or leaves out."""

    question: str
    answer: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioAnswers:
    """All that the scenarios of a stack answer."""

    spreads: dict[str, CostSpread]
    """By scenario, the one as it stands first; only of those whose prices are list prices."""
    among: tuple[Option, ...]
    """The designs that can be chosen."""
    required: tuple[str, ...]
    break_evens: tuple[BreakEven, ...]
    answers: tuple[ScenarioAnswer, ...]


def answered(comparison: ScenarioComparison) -> ScenarioAnswers:
    """Everything a review asks of scenarios, worked out from their outcomes."""
    base = comparison.baseline
    among = options(base, designs(comparison.outcomes))
    required = requirements(among)
    spreads = dict(_spreads(base, *comparison.outcomes))
    solved: tuple[BreakEven, ...] = ()
    if base.estimate and base.architecture:
        solved = break_evens(base.estimate, base.architecture)
    found = (
        *_month(base, spreads),
        *_busy(base),
        cheapest_answer(among, required, floor=not base.estimate or base.estimate.at_most is None),
        *_gateways(comparison),
        *_io(solved),
        *_required(among, required),
    )
    return ScenarioAnswers(spreads, among, required, solved, found)


def _spreads(*outcomes: ScenarioOutcome) -> Iterator[tuple[str, CostSpread]]:
    for item in outcomes:
        at_list = not item.scenario.of("purchase") and not item.scenario.of("price_book")
        if item.configuration and item.estimate and at_list:
            draw = partial(
                cost_spread,
                item.configuration,
                item.architecture,
                item.usage,
                as_of=item.estimate.as_of,
            )
            found = draw(draws=_TRIED)
            yield item.scenario.name, draw(draws=DRAWS) if found.runs <= _FEW else found


def left_out(found: CostSpread) -> str:
    """What makes no figure of a spread a most; "" where it is whole."""
    parts = [
        *([f"{len(found.open)} waiting for usage"] if found.open else ()),
        *([f"{len(found.unpriced)} without a price"] if found.unpriced else ()),
    ]
    return f"charges in no figure: {', '.join(parts)}" if parts else ""


def _month(base: ScenarioOutcome, spreads: dict[str, CostSpread]) -> Iterator[ScenarioAnswer]:
    found = spreads.get(base.scenario.name)
    if found is None or base.estimate is None or not base.estimate.has_figure:
        yield ScenarioAnswer("What does a month cost?", "No figure yet", "no charge has an amount")
        return
    least = "" if found.is_whole else "at least "
    if not found.drivers:
        yield ScenarioAnswer(
            "What does a month cost?",
            f"{least}{money(base.estimate.total_monthly)}",
            left_out(found) or "no range of usage is given, so there is one figure",
        )
        return
    first = found.drivers[0]
    yield ScenarioAnswer(
        "What does a month cost?",
        f"{least}{money(found.p50)} in the middle: one month in ten costs under"
        f" {money(found.p10)}, one in ten over {money(found.p90)}",
        left_out(found)
        or f"{found.draws:,} draws of the usage's ranges; {first.name} makes"
        f" {first.share * 100:.0f} % of the spread;"
        f" {money(base.estimate.total_monthly)} with usage as expected",
    )


def _busy(base: ScenarioOutcome) -> Iterator[ScenarioAnswer]:
    """The cost with the load at its most, where the usage gives a range of it."""
    ranges = {key: value.high for key, value in given(base.usage) if follows_load(key, value)}
    if not ranges or base.configuration is None or base.estimate is None:
        return
    if not base.estimate.has_figure:
        return
    made = estimate(
        base.configuration,
        base.architecture,
        usage=varied(base.usage, ranges),
        as_of=base.estimate.as_of,
    )
    more = made.total_monthly - base.estimate.total_monthly
    least = "at least " if made.at_most is None else ""
    yield ScenarioAnswer(
        "What does the busy season cost?",
        f"{least}{money(made.total_monthly)} a month, {least}{money(more)} more than expected",
        f"the load at its most: {', '.join(f'{key} {value:f}' for key, value in ranges.items())}",
    )


def cheapest_answer(
    among: Sequence[Option], required: Sequence[str], *, floor: bool = False
) -> ScenarioAnswer:
    """The cheapest design that meets everything required, or that keeps what is met now.

    floor says that a charge of every design is in no figure, so that each costs at least its cost.
    """
    floored = "at least " if floor else ""
    found = cheapest(among, required)
    choices = counted(len(among), "design")
    question = f"What is the cheapest of {choices} that meets everything required?"
    lacking = [name for name in required if any(not x.meets.get(name) for x in among)]
    basis = counted(len(required), "requirement")
    if lacking:
        basis += f"; some designs fail, or may fail, {_some(lacking)}"
    if found.undecided:
        names = _some([f"“{item.name}”" for item in found.undecided])
        basis = f"not decided, and could be cheaper: {names}; {basis}"
    if found.option is None or found.option.cost is None:
        kept = cheapest(among, [name for name in required if among and among[0].meets.get(name)])
        instead = ""
        if kept.option and kept.option.cost is not None:
            cost = f"{floored}{money(kept.option.cost)}"
            instead = f"; “{kept.option.name}”, {cost}, is the cheapest that keeps what is met now"
        return ScenarioAnswer(question, f"None is known to meet all of it{instead}", basis)
    least = "so far " if found.undecided else ""
    return ScenarioAnswer(
        question,
        f"{least}“{found.option.name}”, {floored}{money(found.option.cost)} a month",
        basis,
    )


def _some(names: Sequence[str], most: int = 6) -> str:
    """The first of many names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def _required(among: Sequence[Option], required: Sequence[str]) -> Iterator[ScenarioAnswer]:
    """What each requirement costs that any design could save by failing it."""
    for item in requirement_costs(among, required):
        saved = item.without_it.option
        if item.monthly and saved:
            yield ScenarioAnswer(
                f"What does “{item.requirement}” cost?",
                f"{money(item.monthly)} a month",
                f"without it “{saved.name}” would do",
            )


def _gateways(comparison: ScenarioComparison) -> Iterator[ScenarioAnswer]:
    """What another number of NAT gateways costs and breaks, where a scenario changes only that."""
    base = comparison.baseline
    for item in comparison.outcomes:
        counts = [_nats(base), _nats(item)]
        if base.estimate is None or item.estimate is None or counts[0] == counts[1]:
            continue
        if item.lost(base):
            continue
        found = difference(base.estimate, item.estimate)
        types = {without_keys(change.address).split(".")[-2] for change in found.changes}
        if not types <= {"aws_nat_gateway", "aws_eip"} or found.one_sided:
            continue
        (many, more), (few, fewer) = sorted(
            ((counts[0], base), (counts[1], item)), key=lambda pair: -pair[0]
        )
        cost = abs(found.monthly)
        kept = [
            WORDS[x.drill.outcome] if x.drill and x.drill.outcome else "–" for x in (more, fewer)
        ]
        yield ScenarioAnswer(
            f"What do {many} NAT gateways cost over {few}?",
            f"{money(cost)} a month; if a zone is lost the stack {kept[0]} with {many} and"
            f" {kept[1]} with {few}",
            f"“{item.scenario.name}”; the traffic stays: {fewer.drill.answer}"
            if fewer.drill
            else "",
        )


def _nats(outcome: ScenarioOutcome) -> int:
    regions = outcome.architecture.regions if outcome.architecture else ()
    return sum(len(vpc.nat_gateways) for region in regions for vpc in region.vpcs)


def _io(solved: Sequence[BreakEven]) -> Iterator[ScenarioAnswer]:
    for item in solved:
        if not item.question.startswith("Aurora"):
            continue
        question = f"Does I/O-Optimized pay for {item.subject}?"
        if item.at is None:
            yield ScenarioAnswer(question, "Not known", item.reason)
            continue
        pays = {item.second: "Yes", item.first: "No", "": "Not known"}.get(item.cheaper, "Even")
        now = (
            "how many there are is not given" if item.now is None else f"there are {many(item.now)}"
        )
        yield ScenarioAnswer(
            question, f"{pays}: from {many(item.at)} I/O a month on, and {now}", item.formula
        )


def many(value: Decimal) -> str:
    """A quantity as people read it: millions from a million on.

    >>> many(Decimal("979100000")), many(Decimal("625.714")), many(Decimal("0.8077"))
    ('979.1 million', '625.7', '0.808')
    """
    if value >= 1_000_000:
        return f"{value / 1_000_000:,.1f} million"
    return f"{value:,.1f}" if value >= 10 else f"{value:.3f}"


def survives(option: Option) -> str:
    """What an option says of the loss of a zone."""
    return {True: "survives", False: "does not survive", None: "cannot be told"}[
        option.meets.get(ZONE_LOSS)
    ]
