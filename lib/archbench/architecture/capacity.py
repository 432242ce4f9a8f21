"""Instances left when zones are lost, and what each of them must carry."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from archbench.architecture.failure import DrillVerdict, Gone, PartVerdict
from archbench.architecture.model import Architecture, Compute, ScalingGroup, Vpc
from archbench.architecture.part import Fewest
from archbench.architecture.reach import unreached
from archbench.architecture.survival import MOST_NAMED, some
from archbench.frozen import frozen, replace
from archbench.hcl.values import Unknown


@frozen
class Capacity:
    """Instances of one Auto Scaling group, or of the plain instances behind one balancer."""

    address: str
    name: str
    before: int | None
    left: int | None
    """Running right after the loss, at worst; None when it cannot be told."""
    after: int | None
    """Running once Auto Scaling has replaced the lost ones; 0 when it has no zone left."""
    factor: Decimal | None
    """What each survivor, and each surviving zone, carries: its normal load times this. None when
    none is left or the numbers cannot be told."""
    serves: bool
    """False for what does no work: an idle colour, or no capacity at all."""
    answers: bool
    """True for what answers requests, False for what works behind them."""
    replaced: bool
    """True where Auto Scaling starts new instances for lost ones."""
    reached: bool = True
    """False where what is left stands in no zone that its load balancers have a subnet in."""
    needed: bool = False
    """True for what other parts ask, and which nothing else stands in for."""
    asked: bool = True
    """False for instances that nobody is known to ask anything of, nor to leave through."""
    doubt: str = ""
    """Why it cannot be told what is left, in words that follow its name."""
    fewest: Fewest | None = None
    """Where scaling or a schedule leaves fewer at times."""


@frozen
class Crew:
    """Plain instances of a VPC that do the same work."""

    machines: tuple[Compute, ...]
    alone: bool
    """Nobody is known to ask them anything."""
    passes: bool
    """Requests leave their VPC through them."""
    needed: bool
    """Only other parts ask them."""

    @cached_property
    def name(self) -> str:
        """The names of a few; the first ones of many, and how many more there are."""
        names = [machine.name for machine in self.machines]
        return ", ".join(names) if len(names) <= MOST_NAMED else some(names)

    @cached_property
    def standing(self) -> Mapping[str | None, int]:
        """How many stand in each zone."""
        return Counter(machine.zone for machine in self.machines)

    @cached_property
    def zone_of(self) -> Mapping[str, str | None]:
        """The zone of each, by its address."""
        return {machine.address: machine.zone for machine in self.machines}

    def left(self, gone: Gone) -> int | None:
        """How many are left; None where it cannot be told."""
        if any(gone.untold(zone) for zone in self.standing):
            return None
        kept = sum(count for zone, count in self.standing.items() if gone.left(zone))
        points = gone.failure.addresses & self.zone_of.keys()
        return kept - sum(gone.left(self.zone_of[address]) for address in points)


def crews(vpc: Vpc, architecture: Architecture) -> tuple[Crew, ...]:
    """The plain instances of a VPC, those that do the same work together."""
    passed = set(architecture.outlets.values())
    behind: dict[tuple[bool, bool, bool, tuple[str, ...]], list[Compute]] = {}
    for machine in vpc.compute:
        alone, passes = machine.address in architecture.unasked, machine.address in passed
        needed = machine.address in architecture.inner
        # those that wear the same groups do the same work
        alike = machine.security_groups if needed else machine.target_groups
        behind.setdefault((alone, passes, needed, alike), []).append(machine)
    return tuple(
        Crew(tuple(machines), alone, passes, needed)
        for (alone, passes, needed, _), machines in behind.items()
    )


def of_group(group: ScalingGroup, vpc: Vpc, gone: Gone, architecture: Architecture) -> Capacity:
    """What an Auto Scaling group of a VPC keeps."""
    answers = group.color != "none" or not vpc.load_balancers
    found = group_capacity(group, group.desired, gone.failure.zones, answers=answers)
    part = architecture.graph.parts[group.address]
    return replace(
        found,
        reached=_reached(architecture, gone, group.address, group.zones),
        doubt=part.doubts[0].why if part.doubts else "",
        fewest=part.fewest,
    )


def of_crew(crew: Crew, vpc: Vpc, gone: Gone, architecture: Architecture) -> Capacity:
    """What plain instances of a VPC that do the same work keep."""
    first, left = crew.machines[0], crew.left(gone)
    balanced = bool(vpc.load_balancers)
    return Capacity(
        address=first.address,
        name=crew.name,
        before=len(crew.machines),
        left=left,
        after=left,
        factor=Decimal(len(crew.machines)) / left if left else None,
        serves=first.color != "idle",
        answers=not (crew.alone or crew.needed) and (first.color != "none" or not balanced),
        replaced=False,
        reached=_reached(architecture, gone, first.address, filter(None, crew.standing)),
        needed=crew.needed,
        asked=not crew.alone or crew.passes,
    )


def _reached(architecture: Architecture, gone: Gone, address: str, zones: Iterable[str]) -> bool:
    left = [zone for zone in zones if gone.left(zone)]
    return not unreached(architecture.graph, address, left, gone.failure.zones)


def group_capacity(
    group: ScalingGroup, running: int | Unknown, zones: frozenset[str], *, answers: bool = True
) -> Capacity:
    """What an Auto Scaling group keeps of a number of instances when zones are lost.

    Which zone holds an extra instance is AWS's choice, so the fullest zones count as lost.
    """
    spread_over = len(group.zones)
    lost_zones = len([zone for zone in group.zones if zone in zones])
    left: int | None = None
    if not isinstance(running, Unknown):
        if spread_over:
            counts = sorted(
                running // spread_over + (n < running % spread_over) for n in range(spread_over)
            )
            left = sum(counts[: spread_over - lost_zones])
        elif not zones or running == 0:
            left = running
    before = None if isinstance(running, Unknown) else running
    after = 0 if spread_over and lost_zones == spread_over else before
    if group.held_back:
        after = left
    return Capacity(
        address=group.address,
        name=group.name,
        before=before,
        left=left,
        after=after,
        factor=Decimal(before) / left if before and left else None,
        serves=group.color != "idle" and before != 0,
        answers=answers,
        replaced=not group.held_back,
    )


def of_capacities(capacities: tuple[Capacity, ...], *, others: bool) -> Iterator[PartVerdict]:
    """What the instances left mean: down when nothing answers requests any more.

    others says whether something else, that cannot be told, may still answer.
    """
    serving = [item for item in capacities if item.serves]
    answering = [item for item in serving if item.answers and item.left != 0 and item.reached]
    answered = others or bool(answering)
    for item in serving:
        weakened = item.before is not None and item.left is not None and item.left < item.before
        if item.left is None:
            yield (
                item.address,
                "unknown",
                f"how many instances of {item.name} are left cannot be told",
            )
        elif item.left == 0:
            until = " until Auto Scaling starts new ones" if item.after else ""
            alone = "" if item.asked else ", which no request in the code leads to"
            down = item.needed or (item.answers and not answered)
            why = f"no instance is left of {item.name}{until}{alone}"
            yield item.address, "down" if down else "degraded", why
        elif not item.reached:
            down = item.answers and not answered
            why = f"{item.name} is left where its load balancer has no subnet"
            yield item.address, "down" if down else "degraded", why
        elif not item.replaced and item.left < (item.before or 0):
            lost = (item.before or 0) - item.left
            why = f"nothing replaces the lost {lost} of {item.before}: {item.name}"
            yield item.address, "degraded", why
        if weakened and item.left:
            left_alone = not others and answering == [item]
            for outcome, why in _at_times(item, alone=left_alone):
                yield item.address, outcome, why


def _at_times(item: Capacity, *, alone: bool) -> Iterator[DrillVerdict]:
    """What leaves open what is left of a group, or leaves less of it at times."""
    few = item.fewest
    if item.doubt:
        yield "unknown", f"what is left of {item.name} cannot be told: it is {item.doubt}"
    if few is None:
        return
    if isinstance(few.units, Unknown):
        yield "unknown", f"how many instances of {item.name} run {few.when} cannot be told"
    elif few.units == 0:
        yield "unknown", f"no instance of {item.name} runs {few.when}"
    else:
        why = f"no instance is left of {item.name} {few.when}, until Auto Scaling starts new ones"
        yield "down" if item.answers and alone else "degraded", why
