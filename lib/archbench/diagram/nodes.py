"""The cards of what stands in no VPC, and the lines between cards that the graph of parts tells."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archbench.architecture.model import Architecture, RegionalService
from archbench.architecture.part import Part, Relation
from archbench.aws.kind import Kind
from archbench.diagram import words
from archbench.diagram.flows import CLIENTS, EVERYWHERE, Flow
from archbench.diagram.grid import EDGE, FlowNode
from archbench.diagram.naming import many
from archbench.diagram.scene import ICON, Accent, Badge, EdgeKind, Subject
from archbench.diagram.tiles import TIMES, Tile
from archbench.diagram.titling import called, plain_kind
from archbench.diagram.trays import brief, doing, tray
from archbench.frozen import replace
from archbench.terraform.address import natural, resource_of

LINES: Mapping[str, EdgeKind] = {
    "request": "request",
    "event": "event",
    "data": "data",
    "replica": "replica",
    "gives_up": "gives_up",
    "control": "control",
    "attachment": "attachment",
    "egress": "egress",
}
"""The relations that have a line of their own; the others are counted or told on cards."""
GRANTED: Mapping[str, EdgeKind] = {"store": "data", "channel": "event", "workload": "request"}
ACTS = ("entry", "workload", "store", "channel")
"""Roles of what takes part in a request; the others support them."""
ACCENTS: Mapping[str, Accent] = {
    "compute": "compute",
    "database": "database",
    "integration": "messages",
    "network": "network",
    "security": "security",
    "storage": "storage",
    "analytics": "network",
}
MOST_TITLE = 250.0 - ICON - 24
MOST_NODES = 60
"""How many cards outside of VPCs one drawing holds before those of a kind become one."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Every card outside of the VPCs, and every line that the graph tells between any two cards.

    home maps each address to the key of the card that stands for it.
    """

    nodes: tuple[FlowNode, ...]
    flows: tuple[Flow, ...]
    home: Mapping[str, str]
    services: Mapping[str, RegionalService]


def accent_of(icon: str) -> Accent:
    """The border of a card by the group its icon belongs to."""
    return ACCENTS.get(icon.partition(".")[0], "")


def cast(architecture: Architecture, inside: Iterable[str] = ()) -> Cast:
    """The cards of regional and global services; inside are addresses that stand in a VPC."""
    parts = architecture.graph.parts
    kept = set(inside)
    relations = architecture.graph.relations
    services = [
        (region.name, service)
        for region in architecture.regions
        for service in region.services
        if service.address not in kept
    ]
    groups = _folded(services, relations)
    home: dict[str, str] = {}
    nodes = []
    for region, members in groups:
        node = _node(region, members, parts)
        nodes.append(node)
        home |= dict.fromkeys(node.tile.subject.members, node.key)
    edge = _at_edge(nodes, relations, home, parts)
    nodes = [replace(node, block=EDGE) if node.key in edge else node for node in nodes]
    nodes = [_signed(node, architecture) for node in nodes]
    if sum(node.role in ACTS for node in nodes) > MOST_NODES:
        nodes = _by_kind(nodes)
        home = {member: node.key for node in nodes for member in node.tile.subject.members}
    first = {service.address: service for _, service in services}
    return Cast(tuple(nodes), lines(relations, parts, home), home, first)


def _by_kind(nodes: Sequence[FlowNode]) -> list[FlowNode]:
    """One node for all of a kind in a region: more would be no drawing."""
    groups: dict[tuple[str, str, str], list[FlowNode]] = {}
    for node in nodes:
        service = dict(node.tile.subject.facts).get("service", node.tile.title)
        groups.setdefault((node.block, service, node.tile.subject.kind), []).append(node)
    return [
        replace(found[0], tile=_together(service, kind, found))
        for (_, service, kind), found in groups.items()
    ]


def lines(
    relations: Sequence[Relation], parts: Mapping[str, Part], home: Mapping[str, str]
) -> tuple[Flow, ...]:
    """One line for each pair of cards and kind of relation, in order."""
    joined = {(item.source, item.target) for item in relations if item.kind in LINES}
    found: dict[tuple[str, str, EdgeKind], list[Relation]] = {}
    for item in relations:
        kind = LINES.get(item.kind)
        caller = parts[item.source].kind.role
        if item.kind == "grant" and (item.target, item.source) not in joined and caller in ACTS:
            kind = GRANTED.get(parts[item.target].kind.role)
        answers = (item.target, item.source) in joined
        if caller == "store" and (kind == "request" or (kind == "data" and answers)):
            continue  # what keeps data calls nobody: a policy of it names who may call it
        source, target = home.get(item.source, item.source), home.get(item.target, item.target)
        if kind is not None and source != target:
            found.setdefault((source, target, kind), []).append(item)
    return tuple(_line(*key, items) for key, items in found.items())


def _line(source: str, target: str, kind: EdgeKind, items: Sequence[Relation]) -> Flow:
    labels = list(dict.fromkeys(map(_said, items)))
    told = [label for label in labels if label]
    proofs = sorted({_proof(item) for item in items}, key=natural)
    return Flow(kind, source, target, brief(told), "; ".join(proofs))


def _said(relation: Relation) -> str:
    """What stands on the line: of what a policy alone states, what it lets the caller do."""
    if relation.kind == "grant":
        return ", ".join(doing(relation.actions).values()) or relation.label or "may"
    return relation.label


def _proof(relation: Relation) -> str:
    where = f" ({relation.range})" if relation.range else ""
    return f"{', '.join(relation.via)}{where}"


def _folded(
    services: Sequence[tuple[str, RegionalService]], relations: Sequence[Relation]
) -> list[tuple[str, list[RegionalService]]]:
    """Instances of one block that are related alike are one card."""
    near: dict[str, set[tuple[str, str, str]]] = {}
    for item in relations:
        near.setdefault(item.source, set()).add((item.kind, ">", resource_of(item.target)))
        near.setdefault(item.target, set()).add((item.kind, "<", resource_of(item.source)))
    found: dict[tuple[object, ...], tuple[str, list[RegionalService]]] = {}
    for region, service in services:
        alike = frozenset(near.get(service.address, ()))
        key = (region, resource_of(service.address), alike)
        found.setdefault(key, (region, []))[1].append(service)
    return list(found.values())


def _node(region: str, members: Sequence[RegionalService], parts: Mapping[str, Part]) -> FlowNode:
    first = members[0]
    part = parts.get(first.address)
    kind = part.kind if part else Kind((), first.service, first.service, "general", "support")
    everything = tuple(address for item in members for address in item.members)
    count = len(members)
    name = first.name if first.name != first.service else ""
    if count > 1:
        name = resource_of(first.address).rpartition(".")[2]
    several = f" {TIMES} {count}" if count > 1 else ""
    same = first.detail if len({item.detail for item in members}) == 1 else ""
    title, detail = called(first.service, name, several, same, MOST_TITLE)
    facts = (("service", first.service), ("detail", first.detail))
    tile = Tile(
        first.address,
        kind.icon,
        title,
        detail or plain_kind(kind, MOST_TITLE),
        words.subject(first, kind.title, facts, everything),
        accent=accent_of(kind.icon),
    )
    outside = part is not None and (
        part.place.scope == "global" or (part.loss == "none" and kind.role == "network")
    )
    open_ = kind.role == "entry" and part is not None and not part.private
    return FlowNode(tile, kind.role, EDGE if outside else region, open_)


def _at_edge(
    nodes: Sequence[FlowNode],
    relations: Sequence[Relation],
    home: Mapping[str, str],
    parts: Mapping[str, Part],
) -> set[str]:
    """What guards only what stands at the edge stands there too."""
    guarded: dict[str, set[str]] = {}
    for item in relations:
        if item.kind == "control" and item.source in home:
            guarded.setdefault(home[item.source], set()).add(parts[item.target].place.scope)
    guards = {node.key for node in nodes if node.role == "guard"}
    return {key for key, scopes in guarded.items() if key in guards and scopes == {"global"}}


def _signed(node: FlowNode, architecture: Architecture) -> FlowNode:
    """A node with its copies, how many alarms watch it, its routes, and what it may do."""
    if node.role not in ACTS:
        return node
    mine = set(node.tile.subject.members)
    alarms = sum(1 for alarm in architecture.alarms if mine & set(alarm.watches))
    badges = (*node.tile.badges, *_copied(mine, architecture))
    if alarms:
        badges = (*badges, Badge(many(alarms, "alarm").upper(), "neutral"))
    lines_, facts = tray(mine, architecture.graph)
    subject = replace(node.tile.subject, facts=(*node.tile.subject.facts, *facts))
    return replace(node, tile=replace(node.tile, badges=badges, tray=lines_, subject=subject))


def _copied(mine: set[str], architecture: Architecture) -> tuple[Badge, ...]:
    """In which other regions what a card stands for keeps copies by itself."""
    parts = architecture.graph.parts
    found = {region for one in mine if one in parts for region in parts[one].copies}
    if not found:
        return ()
    if "" in found:
        return (Badge("COPIES ELSEWHERE", "data"),)
    if len(found) > 1:
        return (Badge(f"COPIES IN {len(found)} REGIONS", "data"),)
    return (Badge(f"COPY IN {next(iter(found))}", "data"),)


def with_clients(
    nodes: Sequence[FlowNode], flows: Sequence[Flow]
) -> tuple[list[FlowNode], list[Flow]]:
    """The nodes with the clients before what they ask first: entries that nothing else leads to."""
    asks = asked(nodes, flows)
    if not asks:
        return list(nodes), list(flows)
    tile = Tile(CLIENTS, "clients", "Clients", "the internet", Subject("", "clients"))
    return [FlowNode(tile, "entry"), *nodes], [*asks, *flows]


def asked(nodes: Iterable[FlowNode], flows: Iterable[Flow]) -> list[Flow]:
    """From the clients to what they ask first: open entries that no request leads to."""
    led_to = {flow.target for flow in flows if flow.kind == "request"}
    return [
        Flow("request", CLIENTS, node.key, "", "it stands open to callers")
        for node in nodes
        if node.open and node.key not in led_to
    ]


def sorted_out(
    nodes: Sequence[FlowNode], flows: Sequence[Flow], others: Iterable[str] = ()
) -> tuple[list[FlowNode], list[FlowNode], list[FlowNode]]:
    """Who takes part in the flow, who acts but is joined to nobody, and who supports the others.

    What supports takes part where it starts something: a trail, a log, an alarm that tells a topic;
    and where an event starts it: a cluster that runs tasks, a build. others are keys of cards
    elsewhere on the page.
    """
    acts = {node.key for node in nodes if node.role in ACTS} | set(others)
    acts |= started(nodes, flows, acts)
    starts = {flow.source for flow in flows if flow.kind == "event" and flow.target in acts}
    joined = set(_touched(flows, acts | starts))
    flow, alone, support = [], [], []
    for node in nodes:
        if node.key in joined and (node.role != "support" or node.key in starts | acts):
            flow.append(node)
        elif node.role in ACTS:
            alone.append(node)
        else:
            support.append(node)
    return flow, alone, support


def started(nodes: Iterable[FlowNode], flows: Iterable[Flow], acts: Container[str]) -> set[str]:
    """The keys of what supports the others and is started by an event of one that acts."""
    support = {
        node.key
        for node in nodes
        if node.role == "support" and dict(node.tile.subject.facts).get("service") not in EVERYWHERE
    }
    return {
        flow.target
        for flow in flows
        if flow.kind == "event" and flow.source in acts and flow.target in support
    }


def _touched(flows: Sequence[Flow], acts: set[str]) -> Iterator[str]:
    """The ends of lines between two that act, or of what controls one of them."""
    for flow in flows:
        if {flow.source, flow.target} <= acts or (flow.kind == "control" and flow.target in acts):
            yield flow.source
            yield flow.target


def strip(nodes: Sequence[FlowNode]) -> tuple[Tile, ...]:
    """One tile for each kind of service, with how many there are."""
    by_kind: dict[tuple[str, str], list[FlowNode]] = {}
    for node in nodes:
        subject = node.tile.subject
        service = dict(subject.facts).get("service", node.tile.title)
        by_kind.setdefault((service, subject.kind), []).append(node)
    return tuple(_together(service, kind, found) for (service, kind), found in by_kind.items())


def _after_a_number(kind: str, service: str) -> str:
    """A kind's name after a number: its first word loses its capital where it is no name.

    >>> _after_a_number("Event bus", "EventBridge"), _after_a_number("Glue job", "Glue")
    ('event bus', 'Glue job')
    >>> _after_a_number("S3 bucket", "S3"), _after_a_number("DynamoDB table", "DynamoDB")
    ('S3 bucket', 'DynamoDB table')
    """
    first, _, rest = kind.partition(" ")
    plain = first[1:].islower() and first not in service.split()
    return f"{first.lower()} {rest}".strip() if plain else kind


def _together(service: str, kind: str, nodes: Sequence[FlowNode]) -> Tile:
    if len(nodes) == 1:
        return nodes[0].tile
    first = nodes[0].tile
    members = tuple(a for node in nodes for a in node.tile.subject.members)
    names = ", ".join(node.tile.title for node in nodes)
    facts = (("service", service), ("together", names))
    return replace(
        first,
        title=service,
        detail=many(len(members), _after_a_number(kind, service)),
        subject=replace(first.subject, members=members, facts=facts),
        tray=(),
        badges=(),
    )
