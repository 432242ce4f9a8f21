"""What is lost, what is left, and whether the stack still serves, when a part of it fails."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from archbench.architecture.model import (
    HOW_MANY,
    Architecture,
    Compute,
    DatabaseCluster,
    DatabaseInstance,
    Element,
    LoadBalancer,
    NatGateway,
    ScalingGroup,
    Subnet,
    Vpc,
)
from archbench.hcl.values import Unknown

Outcome = Literal["survives", "degraded", "down", "unknown"]
"""survives: everything still works, or does again on its own; degraded: requests are answered but
something stays lost until somebody acts; down: no request can be answered; unknown: cannot be told.
"""

ORDER: tuple[Outcome, ...] = ("down", "unknown", "degraded", "survives")
"""Outcomes, the worst first."""

Kind = Literal["zone", "nat", "writer", "region"]


@dataclass(frozen=True, slots=True)
class Failure:
    """What fails: some zones of a region, or single elements by address."""

    kind: Kind
    name: str
    """"us-east-1a", "NAT gateway nat-a", ..."""
    region: str
    zones: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
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
    """False for what receives no request: an idle colour, or no capacity at all."""
    replaced: bool
    """True where Auto Scaling starts new instances for lost ones."""


@dataclass(frozen=True, slots=True)
class BalancerLeft:
    """Zones of a load balancer before and after."""

    address: str
    name: str
    before: int
    left: int


@dataclass(frozen=True, slots=True)
class DatabaseLeft:
    """Instances of a cluster or stand-alone database, and who writes now."""

    address: str
    name: str
    before: int
    left: int
    writer_lost: bool
    promoted: str
    """Address of the instance promoted; "" when the writer stays or nothing can be promoted."""
    outcome: Outcome
    why: str
    assumed: bool
    """True when it rests on an assumed zone."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """A subnet that still runs but has no way out, since its NAT is lost."""

    subnet: str
    name: str
    zone: str
    nat: str
    runs: tuple[str, ...]


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
    gone = _Gone(failure)
    capacities = tuple(item for vpc in vpcs for item in _capacities(vpc, gone))
    balancers = tuple(item for vpc in vpcs for item in _balancers(vpc, gone))
    databases = tuple(item for vpc in vpcs for item in _databases(vpc, gone))
    cut_off = tuple(item for vpc in vpcs for item in _cut_off(vpc, gone))
    verdicts: list[tuple[Outcome, str]] = [
        *_of_balancers(balancers),
        *_of_capacities(capacities),
        *((item.outcome, item.why) for item in databases if item.why),
        *_of_cut_off(cut_off),
        *(item for vpc in vpcs for item in _untold(vpc, gone)),
        *_uncounted(architecture),
    ]
    if failure.kind == "region":
        verdicts = [_of_region(architecture, failure.region)]
    verdicts.sort(key=lambda item: ORDER.index(item[0]))
    return Loss(
        failure=failure,
        lost=tuple(element.address for vpc in vpcs for element in gone.elements(vpc)),
        capacities=capacities,
        balancers=balancers,
        databases=databases,
        cut_off=cut_off,
        outcome=verdicts[0][0] if verdicts else "survives",
        reasons=tuple(dict.fromkeys(reason for _, reason in verdicts)),
    )


@dataclass(frozen=True)
class _Gone:
    """Asks whether something stands in what fails."""

    failure: Failure

    def left(self, zone: str | None) -> bool:
        """Whether a zone is still there; an untold zone is not known to be lost."""
        return zone not in self.failure.zones

    def has(self, address: str, zone: str | None) -> bool:
        """Whether an element is lost."""
        return address in self.failure.addresses or not self.left(zone)

    def untold(self, zone: str | None) -> bool:
        """Whether it cannot be told if something in this zone is lost."""
        return zone is None and bool(self.failure.zones) and self.failure.kind != "region"

    def elements(self, vpc: Vpc) -> Iterator[Element]:
        """Everything of a VPC that stands in what fails, and what has no other place."""
        placed: list[Subnet | NatGateway | Compute | DatabaseInstance] = [
            *vpc.subnets,
            *vpc.nat_gateways,
            *vpc.compute,
            *(item for cluster in vpc.clusters for item in cluster.instances),
            *(item for item in vpc.databases if item.multi_az is False),
        ]
        yield from (item for item in placed if self.has(item.address, item.zone))
        spread: tuple[LoadBalancer | ScalingGroup, ...] = (*vpc.load_balancers, *vpc.scaling_groups)
        for item in spread:
            if item.zones and not any(self.left(zone) for zone in item.zones):
                yield item


def _balancers(vpc: Vpc, gone: _Gone) -> Iterator[BalancerLeft]:
    for item in vpc.load_balancers:
        left = sum(gone.left(zone) for zone in item.zones)
        yield BalancerLeft(item.address, item.name, len(item.zones), left)


def _of_balancers(balancers: tuple[BalancerLeft, ...]) -> Iterator[tuple[Outcome, str]]:
    for item in balancers:
        if item.before and not item.left:
            yield "down", f"load balancer {item.name} has no subnet left"
        elif not item.before:
            yield "unknown", f"the zones of load balancer {item.name} cannot be told"


def _capacities(vpc: Vpc, gone: _Gone) -> Iterator[Capacity]:
    for group in vpc.scaling_groups:
        yield group_capacity(group, group.desired, gone.failure.zones)
    behind: dict[tuple[str, ...], list[Compute]] = {}
    for machine in vpc.compute:
        behind.setdefault(machine.target_groups, []).append(machine)
    for machines in behind.values():
        told = not any(gone.untold(machine.zone) for machine in machines)
        left = sum(not gone.has(machine.address, machine.zone) for machine in machines)
        yield Capacity(
            address=machines[0].address,
            name=", ".join(machine.name for machine in machines),
            before=len(machines),
            left=left if told else None,
            after=left if told else None,
            factor=Decimal(len(machines)) / left if told and left else None,
            serves=machines[0].color != "idle",
            replaced=False,
        )


def group_capacity(group: ScalingGroup, running: int | Unknown, zones: frozenset[str]) -> Capacity:
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
    return Capacity(
        address=group.address,
        name=group.name,
        before=before,
        left=left,
        after=0 if spread_over and lost_zones == spread_over else before,
        factor=Decimal(before) / left if before and left else None,
        serves=group.color != "idle" and before != 0,
        replaced=True,
    )


def _of_capacities(capacities: tuple[Capacity, ...]) -> Iterator[tuple[Outcome, str]]:
    serving = [item for item in capacities if item.serves]
    for item in serving:
        if item.left is None:
            yield "unknown", f"how many instances of {item.name} are left cannot be told"
        elif item.left == 0 and item.after:
            yield "down", f"{item.name} has no instance left until Auto Scaling starts new ones"
        elif item.left == 0:
            others = any(other.left for other in serving)
            worse: Outcome = "degraded" if others and not item.replaced else "down"
            yield worse, f"no instance is left of {item.name}"
        elif not item.replaced and item.left < (item.before or 0):
            lost = (item.before or 0) - item.left
            yield "degraded", f"nothing replaces the lost {lost} of {item.before}: {item.name}"


def _databases(vpc: Vpc, gone: _Gone) -> Iterator[DatabaseLeft]:
    for cluster in vpc.clusters:
        yield _cluster(cluster, gone) if cluster.instances else _own_cluster(cluster, gone)
    for database in vpc.databases:
        yield _database(database, gone)


def _cluster(cluster: DatabaseCluster, gone: _Gone) -> DatabaseLeft:
    """Aurora promotes the reader with the lowest promotion tier, and of equals the largest.

    Source: docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/
    Concepts.AuroraHighAvailability.html, "Fault tolerance for an Aurora DB cluster". AWS may take
    any of those equal in both; the first in order is named.
    """
    kept = [item for item in cluster.instances if not gone.has(item.address, item.zone)]
    writer = next(item for item in cluster.instances if item.role == "writer")
    lost = writer not in kept
    untold = any(gone.untold(item.zone) for item in cluster.instances)
    candidates = sorted((item for item in kept if item.role == "reader"), key=_promotion)
    outcome: Outcome = "survives"
    why = ""
    if untold:
        outcome, why = "unknown", f"the zones of {cluster.name} cannot be told"
    elif lost and not candidates:
        outcome = "down"
        why = f"{cluster.name} has no instance left to promote; its data is kept in other zones"
        if len(cluster.instances) == 1 and gone.failure.kind == "writer":
            why = f"{cluster.name} has one instance: Aurora tries to start it again, at best effort"
    elif lost:
        chosen = candidates[0]
        why = f"{chosen.name} ({chosen.instance_class}) is promoted to writer of {cluster.name}"
    return DatabaseLeft(
        address=cluster.address,
        name=cluster.name,
        before=len(cluster.instances),
        left=len(kept),
        writer_lost=lost,
        promoted=candidates[0].address if lost and candidates else "",
        outcome=outcome,
        why=why,
        assumed=any(item.zone_is_assumed for item in cluster.instances),
    )


def _promotion(reader: DatabaseInstance) -> tuple[int, int]:
    """Where a reader stands in the order of promotion; an untold tier or class comes last."""
    tier = reader.promotion_tier if isinstance(reader.promotion_tier, int) else 16
    size = str(reader.instance_class).rsplit(".", 1)[-1]
    many = re.fullmatch(r"(\d+)xlarge", size)
    if many:
        return tier, -int(many[1]) * 10
    return tier, -_SIZES.index(size) if size in _SIZES else 0


_SIZES = ("", "micro", "small", "medium", "large", "xlarge")


def _own_cluster(cluster: DatabaseCluster, gone: _Gone) -> DatabaseLeft:
    """A cluster whose instances AWS places: three of a Multi-AZ DB cluster, else not told."""
    outcome: Outcome = "survives"
    why = f"a standby of {cluster.name} takes over if the writer stood there"
    if gone.failure.kind == "region":
        outcome, why = "down", f"{cluster.name} is lost"
    elif not cluster.multi_az:
        outcome, why = "unknown", f"{cluster.name} names no instance"
    zones = bool(gone.failure.zones)
    return DatabaseLeft(
        address=cluster.address,
        name=cluster.name,
        before=3 if cluster.multi_az else 0,
        left=2 if cluster.multi_az else 0,
        writer_lost=cluster.multi_az and zones,
        promoted="",
        outcome=outcome if zones else "survives",
        why=why if zones else "",
        assumed=cluster.multi_az,
    )


def _database(database: DatabaseInstance, gone: _Gone) -> DatabaseLeft:
    lost = gone.has(database.address, database.zone)
    touched = lost or gone.untold(database.zone)
    outcome: Outcome = "survives"
    why = ""
    if touched and isinstance(database.multi_az, Unknown):
        outcome, why = "unknown", f"whether {database.name} has a standby cannot be told"
    elif touched and database.multi_az and gone.failure.kind != "region":
        why = f"the standby of {database.name} takes over"
    elif touched and database.role == "reader":
        outcome, why = "degraded", f"read replica {database.name} is lost"
    elif lost:
        outcome, why = "down", f"{database.name} has no standby in another zone"
    elif touched:
        outcome = "unknown"
        why = f"{database.name} has no standby, and AWS picks the zone it stands in"
    return DatabaseLeft(
        address=database.address,
        name=database.name,
        before=1,
        left=0 if lost and database.multi_az is not True else 1,
        writer_lost=lost,
        promoted="",
        outcome=outcome,
        why=why,
        assumed=False,
    )


def _cut_off(vpc: Vpc, gone: _Gone) -> Iterator[CutOff]:
    lost = {nat.address for nat in vpc.nat_gateways if gone.has(nat.address, nat.zone)}
    for subnet in vpc.subnets:
        away = gone.has(subnet.address, subnet.zone) or gone.untold(subnet.zone)
        if subnet.nat is None or subnet.nat not in lost or away:
            continue
        yield CutOff(
            subnet.address, subnet.name, subnet.zone or "", subnet.nat, runs_in(vpc, subnet)
        )


def runs_in(vpc: Vpc, subnet: Subnet) -> tuple[str, ...]:
    """What has instances in a subnet: Auto Scaling groups with capacity, and plain instances."""
    groups = (
        item for item in vpc.scaling_groups if subnet.address in item.subnets and item.desired != 0
    )
    machines = (item for item in vpc.compute if item.subnet == subnet.address)
    return (*(item.address for item in groups), *(item.address for item in machines))


def _of_cut_off(cut_off: tuple[CutOff, ...]) -> Iterator[tuple[Outcome, str]]:
    names = [subnet.name for subnet in cut_off if subnet.runs]
    if names:
        verb = "have" if len(names) > 1 else "has"
        yield "degraded", f"{listed(names)} {verb} no way out: {_NO_WAY_OUT}"


def _untold(vpc: Vpc, gone: _Gone) -> Iterator[tuple[Outcome, str]]:
    """What a verdict would need to know of a VPC, and cannot."""
    nats = {nat.address: nat for nat in vpc.nat_gateways}
    for subnet in vpc.subnets:
        nat = nats.get(subnet.nat or "")
        if gone.has(subnet.address, subnet.zone) or not runs_in(vpc, subnet):
            continue
        if gone.untold(subnet.zone):
            yield "unknown", f"the zone of {subnet.name} cannot be told"
        elif subnet.tier == "unknown" or _leaves_untold(vpc, subnet):
            yield "unknown", f"where {subnet.name} leaves the VPC cannot be told"
        elif nat is not None and gone.untold(nat.zone):
            yield "unknown", f"the zone of {nat.name} cannot be told"
    behind = {group for item in vpc.scaling_groups for group in item.target_groups}
    behind |= {group for item in vpc.compute for group in item.target_groups}
    for balancer in vpc.load_balancers:
        for target in balancer.target_groups:
            if target.color != "idle" and target.address not in behind:
                yield "unknown", f"what stands behind target group {target.name} cannot be told"


def _leaves_untold(vpc: Vpc, subnet: Subnet) -> bool:
    """Whether a subnet's default route leads to a NAT that cannot be told."""
    return subnet.nat is None and any(
        route.target_kind == "nat" and not route.target
        for table in vpc.route_tables
        if table.address == subnet.route_table
        for route in table.routes
    )


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


def _uncounted(architecture: Architecture) -> Iterator[tuple[Outcome, str]]:
    """Parts of unknown number, and whole modules: no verdict is safe without them."""
    for item in architecture.open_questions:
        kind = item.address.split(".")[-2]
        if item.question == HOW_MANY and (kind == "module" or kind in _COUNTED):
            yield "unknown", f"how many {item.address} there are cannot be told"


_NO_WAY_OUT = "calls to the outside fail, and so do new instances that fetch anything at start"


def listed(names: list[str], last: str = "and") -> str:
    """A list for people.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"])
    ('a, b and c', 'a or b', 'a')
    """
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _of_region(architecture: Architecture, region: str) -> tuple[Outcome, str]:
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
