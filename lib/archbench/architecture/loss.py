"""What is lost, what is left, and whether the stack still serves, when a part of it fails."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import TypeVar

from archbench.architecture import unsure
from archbench.architecture.capacity import Capacity
from archbench.architecture.egress import CutOff, of_cut_off
from archbench.architecture.failure import ORDER, DrillVerdict, Failure, Gone, Outcome, PartVerdict
from archbench.architecture.intact import BalancerLeft, Intact, serving
from archbench.architecture.model import Architecture
from archbench.architecture.perhaps import Perhaps
from archbench.architecture.region_loss import going_on, of_region
from archbench.architecture.standby import DatabaseLeft
from archbench.architecture.survival import PartLeft, matters, of_parts, some, survivors
from archbench.frozen import frozen, record, replace
from archbench.terraform.address import is_module

__all__ = ["BalancerLeft", "Failure", "Loss", "Losses", "lose"]

_T = TypeVar("_T")


@frozen
class Loss:
    """One failure and what it means."""

    failure: Failure
    lost: tuple[str, ...]
    capacities: tuple[Capacity, ...]
    balancers: tuple[BalancerLeft, ...]
    databases: tuple[DatabaseLeft, ...]
    cut_off: tuple[CutOff, ...]
    parts: tuple[PartLeft, ...]
    """Everything else that stands in zones."""
    outcome: Outcome
    reasons: tuple[str, ...]
    """Sentences, the one that decides the outcome first."""

    @property
    def concerns(self) -> bool:
        """Whether anything that serves stood in this region at all."""
        return bool(
            self.balancers
            or self.databases
            or any(item.serves for item in self.capacities)
            or any(item.acts for item in self.parts)
        )

    @property
    def factor(self) -> Decimal | None:
        """The greatest factor any serving group's survivors carry."""
        # a list, for there are many losses of many groups
        found = [it.factor for it in self.capacities if it.serves and it.factor is not None]
        return max(found, default=None)

    @property
    def marks(self) -> Mapping[str, str]:
        """A few words for everything lost or weakened, by address: what a drawing shows."""
        found = dict.fromkeys(self.lost, "LOST")
        for group in self.capacities:
            if group.left != group.before:
                left = "?" if group.left is None else group.left
                found.setdefault(group.address, f"{left} of {group.before}")
        for balancer in self.balancers:
            if balancer.weakened:
                found[balancer.address] = f"{balancer.left} of {balancer.before} zones"
        for database in self.databases:
            if database.weakened:
                mark = f"{database.left} of {database.before} instances"
                found.setdefault(database.address, mark)
            if database.promoted:
                found[database.promoted] = "PROMOTED"
        for part in self.parts:
            if part.left < part.before:
                mark = f"{part.left} of {part.before} zones" if part.left else "LOST"
                found.setdefault(part.address, mark)
        found |= {subnet.subnet: "no way out" for subnet in self.cut_off}
        return found


def lose(architecture: Architecture, failure: Failure, more: Perhaps | None = None) -> Loss:
    """What a failure leaves of the VPCs that it concerns, whatever more there may be."""
    return Losses(architecture, more).of(failure)


@frozen
class Taken:
    """What a failure takes of what is looked at, before anything is said of the whole."""

    lost: tuple[str, ...]
    capacities: tuple[Capacity, ...]
    balancers: tuple[BalancerLeft, ...]
    databases: tuple[DatabaseLeft, ...]
    cut_off: tuple[CutOff, ...]
    parts: tuple[PartLeft, ...]
    serving: tuple[PartVerdict, ...]
    """What the instances and balancers left mean."""
    untold: tuple[DrillVerdict, ...]

    @property
    def standing(self) -> Iterator[str]:
        """The addresses of the instances and balancers."""
        yield from (item.address for item in self.capacities)
        yield from (item.address for item in self.balancers)


@record
class Losses:
    """What failures leave of an architecture; what none of them changes is looked at once."""

    architecture: Architecture
    more: Perhaps | None = None
    """What may be there besides."""

    def of(self, failure: Failure) -> Loss:
        """What a failure leaves of the VPCs that it concerns."""
        found = self._certain(failure)
        verdicts: list[DrillVerdict] = [
            *((outcome, why) for _, outcome, why in found.serving),
            *[(item.outcome, item.why) for item in found.databases if item.why],
            *of_parts(found.parts),
            *of_cut_off(found.cut_off),
            *found.untold,
            *self._uncounted,
        ]
        if failure.kind == "region":
            verdicts = [self._of_region(failure.region)]
        else:
            verdicts = _beside(verdicts, self._going_on.get(failure.region, ""))
        verdicts.sort(key=lambda item: ORDER.index(item[0]))
        return Loss(
            failure=failure,
            lost=found.lost,
            capacities=found.capacities,
            balancers=found.balancers,
            databases=found.databases,
            cut_off=found.cut_off,
            parts=found.parts,
            outcome=verdicts[0][0] if verdicts else "survives",
            reasons=tuple(dict.fromkeys(reason for _, reason in verdicts)),
        )

    def _certain(self, failure: Failure) -> Taken:
        """What a failure takes; what may be saved by what is not counted is open."""
        found = self.found(failure)
        if self.more is None or self._most is None or failure.kind == "region":
            return found
        most, more = self._most.found(failure), self.more
        cut_off, ways = unsure.of_ways(found.cut_off, most.cut_off, more)
        return replace(
            found,
            databases=tuple(
                replace(item, left=None) if item.outcome == "unknown" else item
                for item in unsure.of_left(found.databases, most.databases, more)
            ),
            parts=unsure.of_left(found.parts, most.parts, more),
            serving=tuple(unsure.of_serving(found.serving, most.serving, most.standing, more)),
            cut_off=cut_off,
            untold=(*found.untold, *ways),
        )

    def found(self, failure: Failure) -> Taken:
        """What a failure takes of what is known, as if that were all."""
        gone = Gone(failure)
        vpcs = self._concerned(failure)
        left = [vpc.after(gone) for vpc in vpcs]
        running = _joined([item.capacities for item in left])
        balancers = _joined([item.balancers for item in left])
        graph = self.architecture.graph
        return Taken(
            lost=_joined([item.lost for item in left]),
            capacities=running,
            balancers=balancers,
            databases=_joined([item.databases for item in left]),
            cut_off=_joined([item.cut_off for item in left]),
            parts=survivors(graph, failure, self._shaped) if failure.zones else (),
            serving=tuple(self._serving(vpcs, running, balancers)),
            untold=_joined([item.untold for item in left]),
        )

    def _of_region(self, region: str) -> DrillVerdict:
        known = of_region(self.architecture, region)
        if self.more is None:
            return known
        return unsure.of_region(known, of_region(self.more.architecture, region), self.more)

    @cached_property
    def _most(self) -> "Losses | None":
        return Losses(self.more.architecture) if self.more else None

    def _concerned(self, failure: Failure) -> tuple[Intact, ...]:
        """The VPCs of its region; of a single point where it stands, for it takes no other."""
        parts = self.architecture.graph.parts
        homes = {parts[address].place.vpc for address in failure.addresses if address in parts}
        here = self._vpcs.get(failure.region, {})
        return (
            tuple(here[home] for home in sorted(homes) if home in here)
            if homes
            else tuple(here.values())
        )

    @staticmethod
    def _serving(
        vpcs: tuple[Intact, ...],
        running: tuple[Capacity, ...],
        balancers: tuple[BalancerLeft, ...],
    ) -> Iterable[PartVerdict]:
        """What the instances and balancers left mean; of most single points, what it is anyway."""
        if len(vpcs) == 1:
            [one] = vpcs
            if running is one.whole.capacities and balancers is one.whole.balancers:
                return one.serving
        return serving(vpcs, running, balancers)

    @cached_property
    def _vpcs(self) -> Mapping[str, Mapping[str, Intact]]:
        """By the name of their region and their address."""
        found: dict[str, dict[str, Intact]] = {}
        for region in self.architecture.regions:
            here = {vpc.address: Intact(vpc, self.architecture) for vpc in region.vpcs}
            found.setdefault(region.name, {}).update(here)
        return found

    @cached_property
    def _shaped(self) -> frozenset[str]:
        return self.architecture.shaped()

    @cached_property
    def _uncounted(self) -> tuple[DrillVerdict, ...]:
        return tuple(uncounted(self.architecture))

    @cached_property
    def _going_on(self) -> Mapping[str, str]:
        """By region, which others go on whatever is lost in it."""
        regions = self.architecture.regions
        return {region.name: going_on(self.architecture, region.name) for region in regions}


def _joined(found: list[tuple[_T, ...]]) -> tuple[_T, ...]:
    return found[0] if len(found) == 1 else tuple(chain.from_iterable(found))


def _beside(verdicts: list[DrillVerdict], others: str) -> list[DrillVerdict]:
    """The verdicts, of which none is worse than the loss of the whole region with others beside."""
    return [
        ("degraded", f"{why}; {others}") if others and outcome == "down" else (outcome, why)
        for outcome, why in verdicts
    ]


def uncounted(architecture: Architecture) -> Iterator[DrillVerdict]:
    """Parts of unknown number, and whole modules: no verdict is safe without them.

    What shares a reason is told once; every one is an open question of its own.
    """
    groups: dict[tuple[bool, str], list[str]] = {}
    for item in architecture.uncounted:
        whole = is_module(item.address)
        if whole or matters(item.address):
            groups.setdefault((whole, item.reason), []).append(item.address)
    for (whole, reason), addresses in groups.items():
        names = some(addresses)
        what = f"what {names} {'holds' if len(addresses) == 1 else 'hold'}"
        what = what if whole else f"how many {names} there are"
        yield "unknown", f"{what} cannot be told: {reason}"
    if architecture.leaving:
        names = some([item.address for item in architecture.leaving])
        why = architecture.leaving[0].reason
        yield "unknown", f"what stands behind {names} cannot be told: {why}"
    if architecture.foreign:
        names = some([item.address for item in architecture.foreign])
        yield "unknown", f"in which zones runs what other providers make cannot be told: {names}"
