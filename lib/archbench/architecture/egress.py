"""Ways out of the VPC that a loss cuts off, and what cannot be told of them."""

from collections.abc import Iterable, Iterator, Mapping

from archbench.architecture.failure import DrillVerdict, Gone
from archbench.architecture.model import Route, Subnet, TargetGroup, Vpc
from archbench.architecture.network import DEFAULT_DESTINATIONS
from archbench.architecture.part import UNMOVED, Graph
from archbench.architecture.survival import some
from archbench.frozen import frozen

_ZONAL = ("nat", "endpoint")
"""What a route leads to that stands in a zone."""
_LEAVES = "the way out of"
_NO_WAY_OUT = "calls to the outside fail, and so do new instances that fetch anything at start"


@frozen
class CutOff:
    """A subnet that is left while what a route of its leads to is lost: a NAT, an endpoint."""

    subnet: str
    name: str
    zone: str
    nat: str
    """Address of the NAT gateway, instance, firewall or endpoint."""
    runs: tuple[str, ...]
    to: str = ""
    """Where it has no way to any more; "" for the way out."""


@frozen
class Ways:
    """The ways out of a subnet, and who takes them."""

    subnet: Subnet
    routes: tuple[Route, ...]
    """Those of its table."""
    through: tuple[tuple[str, str], ...]
    """Where each way leads, "" for out, and the address of what it leads through."""
    passing: tuple[str, ...]
    """What runs in the subnet, and what others' requests pass through there."""


def ways(vpc: Vpc, graph: Graph, outlets: Mapping[str, str]) -> tuple[Ways, ...]:
    """The ways out of each subnet of a VPC.

    outlets are the addresses of instances in the place of a NAT gateway, by that of the subnet.
    """
    passing = _passing_in(vpc, graph)
    tables = {table.address: table.routes for table in vpc.route_tables}
    found = []
    for subnet in vpc.subnets:
        routes = tables.get(subnet.route_table or "", ())
        through = [("" if _is_out(route) else route.destination, route.target) for route in routes]
        if subnet.address in outlets:
            through.append(("", outlets[subnet.address]))
        here = passing.get(subnet.address, ())
        found.append(Ways(subnet, routes, tuple(through), here))
    return tuple(found)


def cut_off(ways: Iterable[Ways], gone: Gone, graph: Graph) -> Iterator[CutOff]:
    """Subnets that are left while what they leave through is lost."""
    for way in ways:
        subnet = way.subnet
        if gone.has(subnet.address, subnet.zone) or gone.untold(subnet.zone):
            continue
        closed = {to: through for to, through in way.through if _is_lost(graph, gone, through)}
        for to, through in closed.items():
            runs = way.passing
            yield CutOff(subnet.address, subnet.name, subnet.zone or "", through, runs, to)


def _is_out(route: Route) -> bool:
    return route.destination in DEFAULT_DESTINATIONS


def _is_lost(graph: Graph, gone: Gone, through: str) -> bool:
    """Whether what a route leads to is lost, for certain: it stands in lost zones alone."""
    part = graph.parts.get(through)
    zones = part.zones if part is not None and part.loss not in UNMOVED else ()
    lost = bool(zones) and not any(gone.left(zone) for zone in zones)
    return through in gone.failure.addresses or lost


def runs_in(graph: Graph, subnet: Subnet) -> tuple[str, ...]:
    """The workloads that stand in a subnet: instances, groups with capacity, tasks, functions."""
    return tuple(
        part.address
        for part in graph.standing.get(subnet.address, ())
        if part.kind.role == "workload" and part.loss not in UNMOVED and part.units != 0
    )


def _passing_in(vpc: Vpc, graph: Graph) -> Mapping[str, tuple[str, ...]]:
    """What runs in each subnet, and what others' requests pass through there, by its address.

    Requests pass what a route leads to (a firewall, an appliance) and the attachments of the VPC.
    """
    found = {subnet.address: dict.fromkeys(runs_in(graph, subnet)) for subnet in vpc.subnets}
    for target in {route.target for table in vpc.route_tables for route in table.routes}:
        part = graph.parts.get(target)
        for subnet in part.place.subnets if part is not None and part.loss not in UNMOVED else ():
            found.get(subnet, {})[target] = None
    for foot in graph.feet_in.get(vpc.address, ()):
        if graph.parts[foot.owner].kind.role == "network":
            for subnet in foot.subnets:
                found.get(subnet, {})[foot.owner] = None
    return {subnet: tuple(here) for subnet, here in found.items() if here}


def of_cut_off(cut_off: tuple[CutOff, ...]) -> Iterator[DrillVerdict]:
    """What subnets without a way mean: degraded where something runs in them, or passes there."""
    ways: dict[str, list[str]] = {}
    for subnet in cut_off:
        if subnet.runs:
            ways.setdefault(subnet.to, []).append(subnet.name)
    for to, names in ways.items():
        verb = "have" if len(names) > 1 else "has"
        way = f"no way to {to}" if to else f"no way out: {_NO_WAY_OUT}"
        yield "degraded", f"{some(names)} {verb} {way}"


def untold_ways(ways: Iterable[Ways], gone: Gone, graph: Graph) -> Iterator[DrillVerdict]:
    """What a verdict on a VPC needs to know of its ways out, and cannot."""
    whys: dict[str, list[str]] = {}
    for way in ways:
        subnet = way.subnet
        if way.passing and not gone.has(subnet.address, subnet.zone):
            for what in _ways_untold(subnet, way.routes, gone, graph):
                whys.setdefault(what, []).append(subnet.name)
    for what, names in whys.items():
        yield "unknown", f"{what} {some(names)} cannot be told"


def untold_serving(vpc: Vpc, graph: Graph) -> Iterator[DrillVerdict]:
    """What cannot be told of who serves behind the balancers of a VPC, whatever is lost.

    That a balancer stays in which nothing is seen to serve is no answer to a request.
    """
    for target in untold_targets(vpc, graph):
        yield "unknown", f"what stands behind target group {target.name} cannot be told"
    balancers = vpc.load_balancers
    if balancers and not any(balancer.listeners for balancer in balancers):
        names = some([balancer.name for balancer in balancers])
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


def _ways_untold(
    subnet: Subnet, routes: tuple[Route, ...], gone: Gone, graph: Graph
) -> Iterator[str]:
    """What cannot be told of a subnet's routes when zones are lost, in words before its name."""
    if subnet.tier == "unknown":
        yield _LEAVES
        return
    for route in routes:
        part = graph.parts.get(route.target)
        if route.target_kind in _ZONAL and not route.target:
            yield _LEAVES if _is_out(route) else "where some routes lead of"
        elif part is None or part.loss in UNMOVED or not gone.failure.zones:
            continue
        elif len(part.zones) > 1 and not all(gone.left(zone) for zone in part.zones):
            yield f"the endpoint of {part.name} that is on the way of"
        elif not part.zones and gone.untold(None):
            yield f"the zone of {part.name}, which is on the way of"
