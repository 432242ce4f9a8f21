"""What is lost, what is left, and whether the stack still serves, when a part of it fails."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from archbench.architecture.capacity import Capacity, capacities, of_capacities
from archbench.architecture.egress import CutOff, cut_off, of_cut_off, untold, untold_targets
from archbench.architecture.failure import ORDER, Failure, Gone, Outcome, Verdict
from archbench.architecture.model import Architecture, Vpc
from archbench.architecture.standby import DatabaseLeft, databases
from archbench.terraform.canonical import canonical

__all__ = ["BalancerLeft", "Failure", "Loss", "lose"]


@dataclass(frozen=True, slots=True)
class BalancerLeft:
    """Zones of a load balancer before and after."""

    address: str
    name: str
    before: int
    left: int


@dataclass(frozen=True, slots=True)
class Loss:
    """One failure and what it means."""

    failure: Failure
    lost: tuple[str, ...]
    capacities: tuple[Capacity, ...]
    balancers: tuple[BalancerLeft, ...]
    databases: tuple[DatabaseLeft, ...]
    cut_off: tuple[CutOff, ...]
    outcome: Outcome
    reasons: tuple[str, ...]
    """Sentences, the one that decides the outcome first."""

    @property
    def concerns(self) -> bool:
        """Whether anything that serves stood in this region at all."""
        return bool(
            self.balancers or self.databases or any(item.serves for item in self.capacities)
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
            if group.left != group.before and group.address not in found:
                left = "?" if group.left is None else group.left
                found[group.address] = f"{left} of {group.before}"
        for balancer in self.balancers:
            if balancer.left < balancer.before:
                found[balancer.address] = f"{balancer.left} of {balancer.before} zones"
        for database in self.databases:
            if database.left < database.before and database.address not in found:
                found[database.address] = f"{database.left} of {database.before} instances"
            if database.promoted:
                found[database.promoted] = "PROMOTED"
        for subnet in self.cut_off:
            found[subnet.subnet] = "no way out"
        return found


def lose(architecture: Architecture, failure: Failure) -> Loss:
    """What a failure leaves of the VPCs of its region."""
    vpcs = tuple(
        vpc
        for region in architecture.regions
        if region.name == failure.region
        for vpc in region.vpcs
    )
    gone = Gone(failure)
    running = tuple(item for vpc in vpcs for item in capacities(vpc, gone))
    balancers = tuple(item for vpc in vpcs for item in _balancers(vpc, gone))
    stores = tuple(item for vpc in vpcs for item in databases(vpc, gone))
    closed = tuple(item for vpc in vpcs for item in cut_off(vpc, gone))
    verdicts: list[Verdict] = [
        *_of_balancers(balancers),
        *of_capacities(running, others=any(untold_targets(vpc) for vpc in vpcs)),
        *((item.outcome, item.why) for item in stores if item.why),
        *of_cut_off(closed),
        *(item for vpc in vpcs for item in untold(vpc, gone)),
        *_uncounted(architecture),
    ]
    if failure.kind == "region":
        verdicts = [_of_region(architecture, failure.region)]
    verdicts.sort(key=lambda item: ORDER.index(item[0]))
    return Loss(
        failure=failure,
        lost=tuple(element.address for vpc in vpcs for element in gone.elements(vpc)),
        capacities=running,
        balancers=balancers,
        databases=stores,
        cut_off=closed,
        outcome=verdicts[0][0] if verdicts else "survives",
        reasons=tuple(dict.fromkeys(reason for _, reason in verdicts)),
    )


def _balancers(vpc: Vpc, gone: Gone) -> Iterator[BalancerLeft]:
    for item in vpc.load_balancers:
        left = sum(gone.left(zone) for zone in item.zones)
        yield BalancerLeft(item.address, item.name, len(item.zones), left)


def _of_balancers(balancers: tuple[BalancerLeft, ...]) -> Iterator[Verdict]:
    for item in balancers:
        if item.before and not item.left:
            others = any(other.left for other in balancers)
            yield (
                "degraded" if others else "down",
                f"load balancer {item.name} has no subnet left",
            )
        elif not item.before:
            yield "unknown", f"the zones of load balancer {item.name} cannot be told"


_COUNTED = (
    "aws_autoscaling_group",
    "aws_db_instance",
    "aws_instance",
    "aws_lb",
    "aws_lb_target_group",
    "aws_nat_gateway",
    "aws_rds_cluster",
    "aws_rds_cluster_instance",
    "aws_route",
    "aws_route_table_association",
    "aws_subnet",
)


def _uncounted(architecture: Architecture) -> Iterator[Verdict]:
    """Parts of unknown number, and whole modules: no verdict is safe without them."""
    for item in architecture.uncounted:
        kind = canonical(item.address.split(".")[-2])
        if kind == "module" or kind in _COUNTED:
            what = f"what {item.address} holds" if kind == "module" else f"how many {item.address}"
            yield "unknown", f"{what} cannot be told: {item.reason}"


def _of_region(architecture: Architecture, region: str) -> Verdict:
    """Whether DNS leads anywhere else once a whole region is lost."""
    inside = {
        item.address
        for other in architecture.regions
        if other.name == region
        for vpc in other.vpcs
        for item in vpc.load_balancers
    }
    names = {
        record.fqdn
        for record in architecture.records
        if record.failover == "PRIMARY" and record.target in inside
    }
    for record in architecture.records:
        if record.failover == "SECONDARY" and record.fqdn in names and record.target not in inside:
            target = record.target or "a target that cannot be told"
            return "degraded", f"{record.fqdn} leads to {target}; everything in {region} is lost"
    return "down", f"everything stands in {region}, and no failover record leads elsewhere"
