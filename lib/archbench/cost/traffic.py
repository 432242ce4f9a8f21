"""Traffic by topology: which edges of an architecture cross zones, and what that costs.

Between zones a GB costs $0.01 in each direction (https://aws.amazon.com/ec2/pricing/on-demand/):

- EC2 to Aurora and back: billed on the EC2 side only, so once for each GB either way.
- EC2 to a NAT gateway in another zone: out of one zone and into the other, so twice for each GB.
- A network load balancer with cross-zone balancing to its targets: likewise twice.
- An application load balancer to its targets, and Aurora's replication: not billed.

The share that crosses follows from how many instances stand in which zone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from archbench.architecture.model import (
    Architecture,
    DatabaseCluster,
    LoadBalancer,
    Located,
    NatGateway,
    Vpc,
)
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Edge
from archbench.cost.quantity import Quantity

NONE, ALL = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Crossing:
    """An edge together with what one GB of it is billed: how many times, by which usage key."""

    edge: Edge
    address: str
    """The resource the usage key belongs to, and the charge to."""
    usage_key: str
    times: int


def crossings(architecture: Architecture | Located) -> tuple[Crossing, ...]:
    """Every edge the architecture tells of, sorted by target and source."""
    found = [
        crossing for region in architecture.regions for vpc in region.vpcs for crossing in _vpc(vpc)
    ]
    return tuple(sorted(found, key=lambda item: (item.edge.target, item.edge.source)))


def billed(found: Iterable[Crossing]) -> Mapping[str, list[Crossing]]:
    """The crossings that are billed, by the resource that pays."""
    by_payer: dict[str, list[Crossing]] = {}
    for crossing in found:
        if crossing.edge.is_billed:
            by_payer.setdefault(crossing.address, []).append(crossing)
    return by_payer


def traffic_charges(resource: Resource, found: Iterable[Crossing]) -> Iterator[Charge]:
    """The charges of what crosses zones at a resource's expense."""
    for crossing in found:
        low, likely, high = crossing.edge.crossing
        if high == 0:
            continue
        volume, basis = resource.usage_of(crossing.usage_key)
        ways = "" if crossing.times == 1 else " x 2: out of one zone, into the other"
        yield Charge(
            "AWSDataTransfer",
            "cross-az",
            crossing.edge.description,
            volume * Quantity(low, likely, high) * crossing.times,
            "open" if basis == "open" else "topology",
            f"{crossing.usage_key} x {share_words(crossing.edge.crossing)} that crosses{ways}",
            crossing.usage_key,
        )


def share_words(crossing: tuple[Decimal, Decimal, Decimal]) -> str:
    """A share as a percentage, with its range when it has one.

    >>> share_words((Decimal("0.5"), Decimal("0.5"), Decimal("0.5")))
    '50%'
    """
    low, likely, high = (f"{value * 100:.0f}%" for value in crossing)
    return likely if low == high else f"{likely} ({low} to {high})"


def _vpc(vpc: Vpc) -> Iterator[Crossing]:
    clients = _instances_by_zone(vpc)
    for cluster in vpc.clusters:
        if clients:
            yield _to_cluster(cluster, clients, vpc)
        yield _replication(cluster)
    for nat in vpc.nat_gateways:
        yield from _to_nat(nat, vpc)
    for balancer in vpc.load_balancers:
        yield from _to_targets(balancer, clients)


def _instances_by_zone(vpc: Vpc, only: frozenset[str] | None = None) -> Mapping[str, int]:
    """Running instances in each zone, of these subnets when they are given."""
    zones: dict[str, int] = {}
    for group in vpc.scaling_groups:
        if only is not None and not only.intersection(group.subnets):
            continue
        for zone, count in group.per_zone.items():
            if isinstance(count, int) and count:
                zones[zone] = zones.get(zone, 0) + count
    for machine in vpc.compute:
        if machine.zone and (only is None or machine.subnet in only):
            zones[machine.zone] = zones.get(machine.zone, 0) + 1
    return zones


def _crosses(clients: Mapping[str, int], zone: str | None) -> Decimal:
    """The share of evenly loaded clients that stand in another zone."""
    total = sum(clients.values())
    return Decimal(total - clients.get(zone or "", 0)) / total


def _to_cluster(cluster: DatabaseCluster, clients: Mapping[str, int], vpc: Vpc) -> Crossing:
    shares = {item.address: _crosses(clients, item.zone) for item in cluster.instances if item.zone}
    writer = next((item for item in cluster.instances if item.role == "writer"), None)
    values = list(shares.values()) or [NONE, ALL]
    likely = shares.get(writer.address) if writer else None
    if likely is None:
        likely = sum(values, NONE) / len(values)
    sources = [group.address for group in vpc.scaling_groups if any(_counts(group.per_zone))]
    sources += [machine.address for machine in vpc.compute]
    edge = Edge(
        source=", ".join(sources),
        target=cluster.address,
        description="Data transfer between zones, EC2 and Aurora",
        is_billed=True,
        crossing=(min(values), likely, max(values)),
        reason="billed on the EC2 side, $0.01 a GB each way; within a zone nothing",
    )
    return Crossing(edge, cluster.address, "monthly_client_data_gb", 1)


def _counts(per_zone: Mapping[str, object]) -> list[int]:
    return [count for count in per_zone.values() if isinstance(count, int)]


def _replication(cluster: DatabaseCluster) -> Crossing:
    zones = len({item.zone for item in cluster.instances if item.zone})
    share = ALL if zones > 1 else NONE
    edge = Edge(
        source=cluster.address,
        target=cluster.address,
        description="Aurora replication between zones",
        is_billed=False,
        crossing=(share, share, share),
        reason="Aurora's replication between zones is not billed",
    )
    return Crossing(edge, cluster.address, "", 0)


def _to_nat(nat: NatGateway, vpc: Vpc) -> Iterator[Crossing]:
    served = frozenset(nat.serves)
    zones = {subnet.zone for subnet in vpc.subnets if subnet.address in served}
    if not zones:
        return
    within = _served_instances(vpc, served)
    if within:
        share = _crosses(within, nat.zone)
    else:
        away = len([zone for zone in zones if zone != nat.zone])
        share = Decimal(away) / len(zones)
    edge = Edge(
        source=", ".join(sorted(served)),
        target=nat.address,
        description="Data transfer between zones, EC2 and NAT gateway",
        is_billed=share > 0,
        crossing=(share, share, share),
        reason="each zone uses the NAT gateway of its own"
        if share == 0
        else "its clients in other zones pay to leave theirs and to enter its own",
    )
    yield Crossing(edge, nat.address, "monthly_data_processed_gb", 2)


def _served_instances(vpc: Vpc, served: frozenset[str]) -> Mapping[str, int]:
    """Running instances in the zones of served subnets, each zone's only when its subnet is."""
    zones = {subnet.zone for subnet in vpc.subnets if subnet.address in served}
    found = _instances_by_zone(vpc, served)
    return {zone: count for zone, count in found.items() if zone in zones}


def _to_targets(balancer: LoadBalancer, clients: Mapping[str, int]) -> Iterator[Crossing]:
    if not balancer.target_groups:
        return
    targets = ", ".join(group.address for group in balancer.target_groups)
    is_network = balancer.kind in ("network", "gateway")
    zones = len(balancer.zones)
    if balancer.cross_zone is True and zones and clients:
        total = sum(clients.values())
        share = sum(
            (Decimal(total - clients.get(zone, 0)) / total for zone in balancer.zones), NONE
        ) / Decimal(zones)
    else:
        share = NONE
    edge = Edge(
        source=balancer.address,
        target=targets,
        description="Data transfer between zones, load balancer and targets",
        is_billed=is_network and share > 0,
        crossing=(share, share, share),
        reason="a network load balancer pays for cross-zone traffic"
        if is_network
        else "traffic between an application load balancer and its targets is not billed",
    )
    yield Crossing(edge, balancer.address, "processed_bytes_gb", 2)
