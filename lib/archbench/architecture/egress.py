"""Ways out of the VPC that a loss cuts off, and what cannot be told of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archbench.architecture.failure import DrillVerdict, Gone, listed
from archbench.architecture.model import Compute, NatGateway, Subnet, TargetGroup, Vpc
from archbench.architecture.part import UNMOVED, Graph

_NO_WAY_OUT = "calls to the outside fail, and so do new instances that fetch anything at start"


@dataclass(frozen=True, slots=True)
class CutOff:
    """A subnet that still runs but has no way out, since its NAT gateway or instance is lost."""

    subnet: str
    name: str
    zone: str
    nat: str
    runs: tuple[str, ...]


def cut_off(vpc: Vpc, gone: Gone, graph: Graph, outlets: Mapping[str, str]) -> Iterator[CutOff]:
    """Subnets that are left and whose NAT gateway, or instance in its place, is lost.

    outlets are the addresses of such instances by that of the subnet.
    """
    ways: tuple[NatGateway | Compute, ...] = (*vpc.nat_gateways, *vpc.compute)
    lost = {way.address for way in ways if gone.has(way.address, way.zone)}
    for subnet in vpc.subnets:
        through = subnet.nat or outlets.get(subnet.address, "")
        away = gone.has(subnet.address, subnet.zone) or gone.untold(subnet.zone)
        if through not in lost or away:
            continue
        runs = runs_in(graph, subnet)
        yield CutOff(subnet.address, subnet.name, subnet.zone or "", through, runs)


def runs_in(graph: Graph, subnet: Subnet) -> tuple[str, ...]:
    """The workloads that stand in a subnet: instances, groups with capacity, tasks, functions."""
    return tuple(
        part.address
        for part in graph.standing.get(subnet.address, ())
        if part.kind.role == "workload" and part.loss not in UNMOVED and part.units != 0
    )


def of_cut_off(cut_off: tuple[CutOff, ...]) -> Iterator[DrillVerdict]:
    """What subnets without a way out mean: degraded where something runs in them."""
    names = [subnet.name for subnet in cut_off if subnet.runs]
    if names:
        verb = "have" if len(names) > 1 else "has"
        yield "degraded", f"{listed(names)} {verb} no way out: {_NO_WAY_OUT}"


def untold(vpc: Vpc, gone: Gone, graph: Graph) -> Iterator[DrillVerdict]:
    """What a verdict on a VPC needs to know of its ways out and targets, and cannot."""
    nats = {nat.address: nat for nat in vpc.nat_gateways}
    for subnet in vpc.subnets:
        nat = nats.get(subnet.nat or "")
        if gone.has(subnet.address, subnet.zone) or not runs_in(graph, subnet):
            continue
        if subnet.tier == "unknown" or _leaves_untold(vpc, subnet):
            yield "unknown", f"where {subnet.name} leaves the VPC cannot be told"
        elif nat is not None and not nat.regional and gone.untold(nat.zone):
            yield "unknown", f"the zone of {nat.name} cannot be told"
    for target in untold_targets(vpc, graph):
        yield "unknown", f"what stands behind target group {target.name} cannot be told"
    yield from _serving_nobody(vpc, graph)


def _serving_nobody(vpc: Vpc, graph: Graph) -> Iterator[DrillVerdict]:
    """Balancers in which nothing is seen to serve: that they stay is no answer to a request."""
    balancers = vpc.load_balancers
    if balancers and not any(balancer.listeners for balancer in balancers):
        names = listed([balancer.name for balancer in balancers])
        yield "unknown", f"what {names} serves cannot be told: no listener is in this configuration"
    for balancer in balancers:
        sent = [item for item in graph.outgoing.get(balancer.address, ()) if item.kind == "request"]
        if sent and all(graph.parts[item.target].units == 0 for item in sent):
            yield "unknown", f"nothing runs behind load balancer {balancer.name}"


def untold_targets(vpc: Vpc, graph: Graph) -> tuple[TargetGroup, ...]:
    """Target groups that may get traffic while nothing known stands behind them."""
    behind = {group for item in vpc.scaling_groups for group in item.target_groups}
    behind |= {group for item in vpc.compute for group in item.target_groups}
    return tuple(
        target
        for balancer in vpc.load_balancers
        for target in balancer.target_groups
        if target.color != "idle"
        and target.address not in behind
        and target.address not in graph.passed
    )


def _leaves_untold(vpc: Vpc, subnet: Subnet) -> bool:
    """Whether a subnet's default route leads to a NAT that cannot be told."""
    return subnet.nat is None and any(
        route.target_kind == "nat" and not route.target
        for table in vpc.route_tables
        if table.address == subnet.route_table
        for route in table.routes
    )
