"""Who talks to whom: the lines of a drawing before they have a way.

A line is drawn for what the configuration says: a listener that forwards, a security-group rule
that lets one group reach another, a default route, a record, a health check, a reference. Nothing
is drawn because it is usual.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archbench.architecture.joins import short_name
from archbench.architecture.model import (
    Architecture,
    Compute,
    DatabaseCluster,
    DatabaseInstance,
    Listener,
    LoadBalancer,
    Region,
    ScalingGroup,
    TargetGroup,
    Vpc,
)
from archbench.architecture.part import Relation
from archbench.architecture.ports import in_words as ports
from archbench.diagram import words
from archbench.diagram.reach import GroupReach, let_in, proof
from archbench.diagram.rows import VpcPlan
from archbench.diagram.scene import EdgeKind
from archbench.frozen import replace
from archbench.terraform.address import natural

CLIENTS = "clients"
EVERYWHERE = ("CloudWatch", "CloudWatch Logs", "IAM", "SNS")

COUNTED: tuple[EdgeKind, ...] = ("request", "event", "data")
"""Kinds of lines that are steps of the way."""
Server = ScalingGroup | Compute
Store = DatabaseCluster | DatabaseInstance


@dataclass(frozen=True, slots=True)
class Flow:
    """A line from one key to another; label is short, tooltip says what proves it.

    step is the number its label begins with where it is one of the numbered way; strength how many
    relations it stands for.
    """

    kind: EdgeKind
    source: str
    target: str
    label: str = ""
    tooltip: str = ""
    step: str = ""
    strength: int = 1


def request_flows(
    plan: VpcPlan,
    allowed: GroupReach,
    first_step: int,
    told: Sequence[Flow] = (),
    fed: Container[str] = (),
) -> list[Flow]:
    """The numbered way of a request through a VPC: in, to the targets, from tier to tier.

    A step's number is its distance from the client, so both colours of a split carry the same one.
    told are lines between cards of the lane that the graph of parts tells; fed are the cards that
    something at the edge of AWS leads to: where no rule lets anybody else in, nobody else comes.
    """
    lane = lane_keys(plan)
    vpc = plan.vpc
    entry = vpc.internet_gateway or CLIENTS
    flows: list[Flow] = []
    depth: dict[str, int] = {}
    opened: list[str] = []
    for balancer in vpc.load_balancers:
        if balancer.internal is not True and balancer.kind != "gateway":
            key = lane[balancer.address]
            flows.append(Flow("request", entry, key, "", "internet-facing"))
            closed = key in fed and allowed.is_closed(balancer.security_groups)
            if not closed:
                opened.append(_balancer_ports(balancer))
            depth[key] = min(depth.get(key, first_step + 1), first_step + int(closed))
    for server in _servers(vpc):
        rules = allowed.from_world(server.security_groups)
        if rules and not server.target_groups and _in_public(vpc, server):
            said = let_in(rules)
            flows.append(Flow("request", entry, lane[server.address], said, proof(rules)))
            opened.append(ports(rules))
            depth[lane[server.address]] = first_step
    if vpc.internet_gateway and opened:
        label = next((text for text in opened if text), "")
        flows.insert(0, stepped(Flow("request", CLIENTS, entry, label), str(first_step)))
    inner = [*_forwards(vpc, lane), *_calls(vpc, lane, allowed), *told]
    _measure(inner, depth)
    for flow in inner:
        number = depth.get(flow.source)
        if number is not None and flow.kind in COUNTED:
            flow = stepped(flow, str(number + 1))  # noqa: PLW2901 - the same line, with its number
        flows.append(flow)
    return _distinct(flows)


def stepped(flow: Flow, step: str) -> Flow:
    """A line with its number in the way."""
    return replace(flow, step=step, label=f"{step} {flow.label}".strip())


def lane_keys(plan: VpcPlan) -> dict[str, str]:
    """The key of the card in the lane that stands for each address, alone or with others."""
    keys: dict[str, str] = {}
    for band in plan.bands():
        for member in (band.tile.key, *band.tile.subject.members):
            keys.setdefault(member, band.tile.key)
    for element in (
        *plan.vpc.scaling_groups,
        *plan.vpc.compute,
        *plan.vpc.load_balancers,
        *plan.vpc.clusters,
        *plan.vpc.databases,
    ):
        keys.setdefault(element.address, element.address)
    return keys


def _balancer_ports(balancer: LoadBalancer) -> str:
    serving = [item for item in balancer.listeners if not item.redirects_to]
    serving.sort(key=_worth)
    texts = list(dict.fromkeys(f"{i.protocol} {words.say(i.port)}".strip() for i in serving))
    return f"{texts[0]} +{len(texts) - 1}" if len(texts) > 1 else "".join(texts)


def _worth(listener: Listener) -> tuple[bool, bool, bool, bool, str]:
    """Sorts first the listener most clients use: it forwards, is encrypted, has the usual port."""
    return (
        not listener.forwards,
        listener.protocol not in ("HTTPS", "TLS"),
        listener.port not in (443, 80),
        not isinstance(listener.port, int),
        words.say(listener.port).zfill(5),
    )


def _in_public(vpc: Vpc, server: Server) -> bool:
    public = {subnet.address for subnet in vpc.subnets if subnet.tier == "public"}
    mine = server.subnets if isinstance(server, ScalingGroup) else (server.subnet,)
    return any(subnet in public for subnet in mine)


def _forwards(vpc: Vpc, lane: Mapping[str, str]) -> Iterator[Flow]:
    holders: dict[str, list[Server]] = {}
    for server in _servers(vpc):
        for address in server.target_groups:
            holders.setdefault(address, []).append(server)
    for balancer in vpc.load_balancers:
        behind: dict[str, tuple[Server, list[TargetGroup]]] = {}
        for group in balancer.target_groups:
            for server in holders.get(group.address, ()):
                behind.setdefault(lane[server.address], (server, []))[1].append(group)
        behind.pop(lane[balancer.address], None)
        for key, (server, groups) in behind.items():
            used = [group for group in groups if group.color != "idle"]
            yield Flow(
                "request" if used else "idle",
                lane[balancer.address],
                key,
                _forward_label(list(dict.fromkeys(used)), server),
                ", ".join(sorted({group.address for group in used or groups})),
            )


def _forward_label(groups: Sequence[TargetGroup], server: Server) -> str:
    if not groups:
        return "0%"
    if len(groups) > 1:
        return f"via {len(groups)} target groups"
    group = groups[0]
    name = short_name(server.address) if isinstance(server, ScalingGroup) else ""
    return words.joined(
        f"{name} {words.traffic(group.color, group.weight)}".strip(), words.say(group.port)
    )


def _calls(vpc: Vpc, lane: Mapping[str, str], allowed: GroupReach) -> Iterator[Flow]:
    """Tier to tier, where a security group lets the other in; by CIDR only down the tiers."""
    busy = [item for item in _servers(vpc) if not _is_idle(item)]
    callers = dict.fromkeys(
        (lane[item.address], item.security_groups, _networks(vpc, item)) for item in busy
    )
    order = {key: number for number, key in enumerate(dict.fromkeys(lane.values()))}
    inside = [item for item in vpc.load_balancers if item.internal is True]
    callees: dict[tuple[EdgeKind, str, tuple[str, ...]], None] = {}
    kinds: tuple[tuple[EdgeKind, Sequence[LoadBalancer | Server | Store]], ...] = (
        ("request", inside),
        ("request", busy),
        ("data", _stores(vpc)),
    )
    for kind, items in kinds:
        callees |= dict.fromkeys((kind, lane[item.address], item.security_groups) for item in items)
    for source, worn, networks in callers:
        for kind, target, groups in callees:
            peers = kind == "request" and set(worn) & set(groups)
            lower = order[target] > order[source]
            rules = (
                []
                if source == target or peers
                else allowed.between(worn, groups, networks if lower else ())
            )
            if rules:
                yield Flow(kind, source, target, ports(rules), proof(rules))


def _networks(vpc: Vpc, server: Server) -> tuple[str, ...]:
    """The CIDRs of the subnets a server stands in; none when one is not known."""
    mine = server.subnets if isinstance(server, ScalingGroup) else (server.subnet,)
    found = [subnet.cidr for subnet in vpc.subnets if subnet.address in mine]
    known = tuple(sorted(cidr for cidr in found if isinstance(cidr, str)))
    return known if len(known) == len(mine) else ()


def _servers(vpc: Vpc) -> tuple[Server, ...]:
    return (*vpc.scaling_groups, *vpc.compute)


def _stores(vpc: Vpc) -> tuple[Store, ...]:
    return (*vpc.clusters, *vpc.databases)


def _is_idle(server: Server) -> bool:
    return server.color == "idle" or (isinstance(server, ScalingGroup) and server.desired == 0)


def _measure(flows: list[Flow], depth: dict[str, int]) -> None:
    for _ in flows:
        before = dict(depth)
        for flow in flows:
            if flow.source in depth and flow.kind in COUNTED:
                depth.setdefault(flow.target, depth[flow.source] + 1)
        if depth == before:
            return


def _distinct(flows: list[Flow]) -> list[Flow]:
    seen: dict[tuple[str, str], Flow] = {}
    for flow in flows:
        seen.setdefault((flow.source, flow.target), flow)
    return list(seen.values())


def egress_flows(plan: VpcPlan) -> list[Flow]:
    """From each subnet to the NAT gateway its default route leads to."""
    nats = {nat.address: nat for nat in plan.vpc.nat_gateways}
    flows = []
    for subnet in plan.vpc.subnets:
        nat = nats.get(subnet.nat or "")
        if nat is not None:
            apart = subnet.zone and nat.zone and subnet.zone != nat.zone
            flows.append(
                Flow(
                    "crossing" if apart else "egress",
                    subnet.address,
                    f"{nat.address}@{subnet.zone}" if nat.regional else nat.address,
                    "",
                    words.joined(
                        "default route",
                        "through another zone" if apart else "",
                        subnet.route_table or "",
                    ),
                )
            )
    return flows


def way_out(plan: VpcPlan) -> list[Flow]:
    """From a public subnet to an internet gateway by which nobody comes in: only a way out."""
    gateway = plan.vpc.internet_gateway
    public = [item for item in plan.vpc.subnets if gateway and item.tier == "public"]
    column = {zone.name: number for number, zone in enumerate(plan.zones)}
    public.sort(key=lambda item: (column.get(item.zone or "", len(column)), natural(item.address)))
    said = "a default route"
    return [Flow("egress", item.address, gateway or "", "", said) for item in public[:1]]


def volume_flows(plan: VpcPlan) -> list[Flow]:
    """Between neighbouring instances of an Aurora cluster: they share one storage volume."""
    flows = []
    aurora = {item.address for item in plan.vpc.clusters if "aurora" in item.engine}
    for band in plan.bands():
        if band.tile.key in aurora:
            row = [band.cells[zone.name][0] for zone in plan.zones if band.cells.get(zone.name)]
            flows += [
                Flow("volume", one.key, next_.key, "", "one storage volume, six copies")
                for one, next_ in pairwise(row)
            ]
    return flows


def control_flows(
    region: Region,
    plans: tuple[VpcPlan, ...],
    panel: Mapping[str, str],
    told: Sequence[Flow],
    tended: Mapping[str, Sequence[str]],
) -> list[Flow]:
    """From the panel's services to the live bands they serve, and from subnets to their endpoints.

    What serves nearly everything (alarms, logs, roles) has no lines: they would hide the others.
    panel gives the key of the card of each address in the panel. tended says which addresses the
    graph says that each service encrypts, or is used by.
    told is what the graph says: what controls a band has its line from there, and a pair of which
    it says more than that has another.
    """
    more = {frozenset((flow.source, flow.target)) for flow in told if flow.kind != "control"}
    lane = {address: key for plan in plans for address, key in _live_lane(plan)}
    subnets = {
        table.address: [item for item in table.subnets if item in _inner_subnets(plan)]
        for plan in plans
        for table in plan.vpc.route_tables
    }
    flows: list[Flow] = []
    for service in region.services:
        key = panel.get(service.address)
        if service.service in EVERYWHERE or key is None:
            continue
        flows.extend(
            Flow("control", key, lane[address], "", service.service)
            for member in service.members
            for address in tended.get(member, ())
            if address in lane and frozenset((key, lane[address])) not in more
        )
        flows.extend(
            Flow("control", key, flow.target, "", flow.tooltip)
            for flow in told
            if flow.kind == "control" and flow.source == key and flow.target in lane
        )
        served = [item for table in service.attaches_to for item in subnets.get(table, ())]
        if served:
            proven = f"route tables lead to {service.name}"
            last = max(served, key=natural)
            flows.append(Flow("egress", last, key, "", proven))
    return _distinct(flows)


def tended(relations: Iterable[Relation]) -> Mapping[str, Sequence[str]]:
    """What each part protects with a key, or gives to what names it: a certificate, a secret."""
    found: dict[str, dict[str, None]] = {}
    for item in relations:
        if item.kind == "encrypts":
            found.setdefault(item.source, {})[item.target] = None
        elif item.kind == "uses":
            found.setdefault(item.target, {})[item.source] = None
            found.setdefault(item.source, {})[item.target] = None
    return {address: tuple(others) for address, others in found.items()}


def _live_lane(plan: VpcPlan) -> Iterator[tuple[str, str]]:
    idle = {item.address for item in plan.vpc.scaling_groups if _is_idle(item)}
    lane = lane_keys(plan)
    yield from ((address, key) for address, key in lane.items() if address not in idle)
    for cluster in plan.vpc.clusters:
        yield from ((item.address, lane[cluster.address]) for item in cluster.instances)


def _inner_subnets(plan: VpcPlan) -> set[str]:
    return {address for row in plan.rows if row.role != "public" for address in row.addresses}


def notify_flows(architecture: Architecture, region: Region) -> list[Flow]:
    """From the card that holds an alarm to the topic it notifies."""
    holder = {member: item.address for item in region.services for member in item.members}
    flows = [
        Flow("control", holder[alarm.address], holder[topic], "", "alarms notify")
        for alarm in architecture.alarms
        for topic in alarm.notifies
        if alarm.address in holder and topic in holder
    ]
    return [flow for flow in _distinct(flows) if flow.source != flow.target]
