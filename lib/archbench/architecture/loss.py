"""What is lost, what is left, and whether the stack still serves, when a part of it fails."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from archbench.architecture.capacity import Capacity, capacities, of_capacities
from archbench.architecture.egress import CutOff, cut_off, of_cut_off, untold, untold_targets
from archbench.architecture.failure import ORDER, DrillVerdict, Failure, Gone, Outcome
from archbench.architecture.model import Architecture, Vpc
from archbench.architecture.part import Graph
from archbench.architecture.region_loss import going_on, of_region
from archbench.architecture.standby import DatabaseLeft, databases
from archbench.architecture.survival import PartLeft, matters, of_parts, some, survivors

__all__ = ["BalancerLeft", "Failure", "Loss", "lose"]


@dataclass(frozen=True, slots=True)
class BalancerLeft:
    """Zones of a load balancer before and after."""

    address: str
    name: str
    before: int | None
    left: int | None
    """Both None when its zones cannot be told."""

    @property
    def weakened(self) -> bool:
        """Whether it has fewer zones than before."""
        return (self.left or 0) < (self.before or 0)


@dataclass(frozen=True, slots=True)
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
        return max(
            (item.factor for item in self.capacities if item.serves and item.factor is not None),
            default=None,
        )

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


def lose(architecture: Architecture, failure: Failure) -> Loss:
    """What a failure leaves of the VPCs that it concerns."""
    vpcs = _concerned(architecture, failure)
    gone = Gone(failure)
    graph = architecture.graph
    running = tuple(item for vpc in vpcs for item in capacities(vpc, gone, architecture))
    balancers = tuple(item for vpc in vpcs for item in _balancers(vpc, gone))
    stores = tuple(item for vpc in vpcs for item in databases(vpc, gone, graph))
    closed = tuple(item for vpc in vpcs for item in cut_off(vpc, gone, graph, architecture.outlets))
    others = survivors(graph, failure, architecture.shaped()) if failure.zones else ()
    verdicts: list[DrillVerdict] = [
        *_of_balancers(balancers, graph),
        *of_capacities(
            running, others=any(untold_targets(vpc, architecture.graph) for vpc in vpcs)
        ),
        *((item.outcome, item.why) for item in stores if item.why),
        *of_parts(others),
        *of_cut_off(closed),
        *(item for vpc in vpcs for item in untold(vpc, gone, graph)),
        *uncounted(architecture),
    ]
    if failure.kind == "region":
        verdicts = [of_region(architecture, failure.region)]
    elif any(outcome == "down" for outcome, _ in verdicts):
        verdicts = _beside(verdicts, going_on(architecture, failure.region))
    verdicts.sort(key=lambda item: ORDER.index(item[0]))
    return Loss(
        failure=failure,
        lost=tuple(element.address for vpc in vpcs for element in gone.elements(vpc)),
        capacities=running,
        balancers=balancers,
        databases=stores,
        cut_off=closed,
        parts=others,
        outcome=verdicts[0][0] if verdicts else "survives",
        reasons=tuple(dict.fromkeys(reason for _, reason in verdicts)),
    )


def _beside(verdicts: list[DrillVerdict], others: str) -> list[DrillVerdict]:
    """The verdicts, of which none is worse than the loss of the whole region with others beside."""
    return [
        ("degraded", f"{why}; {others}") if others and outcome == "down" else (outcome, why)
        for outcome, why in verdicts
    ]


def _concerned(architecture: Architecture, failure: Failure) -> tuple[Vpc, ...]:
    """The VPCs of its region; of a single point the one it stands in, for it takes no other."""
    parts = architecture.graph.parts
    homes = {parts[address].place.vpc for address in failure.addresses if address in parts}
    return tuple(
        vpc
        for region in architecture.regions
        if region.name == failure.region
        for vpc in region.vpcs
        if not homes or vpc.address in homes
    )


def _balancers(vpc: Vpc, gone: Gone) -> Iterator[BalancerLeft]:
    for item in vpc.load_balancers:
        left = sum(gone.left(zone) for zone in item.zones)
        told = bool(item.zones)
        yield BalancerLeft(
            item.address, item.name, len(item.zones) if told else None, left if told else None
        )


def _of_balancers(balancers: tuple[BalancerLeft, ...], graph: Graph) -> Iterator[DrillVerdict]:
    """Down where no other balancer is left but those behind the lost one."""
    for item in balancers:
        if item.before and not item.left:
            behind = {relation.target for relation in graph.outgoing.get(item.address, ())}
            others = any(other.left and other.address not in behind for other in balancers)
            yield (
                "degraded" if others else "down",
                f"load balancer {item.name} has no subnet left",
            )
        elif not item.before:
            yield "unknown", f"the zones of load balancer {item.name} cannot be told"


def uncounted(architecture: Architecture) -> Iterator[DrillVerdict]:
    """Parts of unknown number, and whole modules: no verdict is safe without them."""
    for item in architecture.uncounted:
        if item.address.split(".")[-2] == "module":
            yield "unknown", f"what {item.address} holds cannot be told: {item.reason}"
        elif matters(item.address):
            yield "unknown", f"how many {item.address} cannot be told: {item.reason}"
    if architecture.leaving:
        names = some([item.address for item in architecture.leaving])
        why = architecture.leaving[0].reason
        yield "unknown", f"what stands behind {names} cannot be told: {why}"
    if architecture.foreign:
        names = some([item.address for item in architecture.foreign])
        yield "unknown", f"in which zones runs what other providers make cannot be told: {names}"
