"""A hub: what several VPCs are attached to, what else is, and what stands outside of its region."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archbench.architecture.model import Architecture, Region
from archbench.architecture.part import Part, Relation
from archbench.architecture.transit_table import TransitTable
from archbench.diagram import words
from archbench.diagram.flows import Flow
from archbench.diagram.nodes import ACTS, LINES, accent_of
from archbench.diagram.scene import ICON, Subject
from archbench.diagram.tiles import TIMES, Tile
from archbench.diagram.titling import called, plain_kind
from archbench.frozen import replace
from archbench.terraform.address import natural, resource_of

LEAST = 2
"""From how many attached VPCs on something is a hub."""
CARD = 176.0
ROOM = CARD - ICON - 22


@dataclass(frozen=True, slots=True)
class Connection:
    """What is attached to a hub beside VPCs: its card in the panel, and what it leads to outside.

    inner stands for addresses of the graph; outer is None where nothing outside is known.
    """

    inner: Tile
    outer: Tile | None


@dataclass(frozen=True, slots=True)
class Hub:
    """The hub of a region: its part, the VPCs attached to it, and what else is."""

    part: Part
    attached: tuple[Relation, ...]
    """One for each VPC of the region, whose address is an end."""
    connections: tuple[Connection, ...]
    beyond: tuple[tuple[Tile, str], ...]
    """What is tied to something outside, and the key of that."""
    tables: tuple[TransitTable, ...]
    ranges: Mapping[str, str]
    """What each attachment leads to in ranges, where that is known."""

    def vpc_of(self, relation: Relation) -> str:
        """The VPC at the other end of an attachment."""
        return relation.target if relation.source == self.part.address else relation.source

    def table_of(self, attachment: str) -> TransitTable | None:
        """The route table that an attachment, or what stands for several, is associated with."""
        return next((table for table in self.tables if attachment in table.associated), None)


def hub_of(architecture: Architecture, region: Region) -> Hub | None:
    """What most VPCs of a region are attached to, None where that is no more than one of them."""
    graph = architecture.graph
    here = {vpc.address: vpc for vpc in region.vpcs}
    found: dict[str, dict[str, Relation]] = {}
    for relation in graph.attachments:
        if relation.kind != "attachment":
            continue
        for part, vpc in ((relation.source, relation.target), (relation.target, relation.source)):
            if part in graph.parts and vpc in here and _joins(graph.parts[part]):
                found.setdefault(part, {}).setdefault(vpc, relation)
    best = max(sorted(found, key=natural), key=lambda part: len(found[part]), default="")
    if not best or len(found[best]) < LEAST:
        return None
    attached = tuple(found[best][vpc] for vpc in sorted(found[best], key=natural))
    connections, beyond = _connected(architecture, best)
    ranges = {
        relation.via[0]: words.say(here[vpc].cidr)
        for vpc, relation in found[best].items()
        if isinstance(here[vpc].cidr, str)
    }
    tables = tuple(table for table in architecture.transit_tables if table.gateway in ("", best))
    return Hub(graph.parts[best], attached, connections, beyond, tables, ranges)


def _joins(part: Part) -> bool:
    return part.kind.role == "network" and not part.place.vpc


def _connected(
    architecture: Architecture, hub: str
) -> tuple[tuple[Connection, ...], tuple[tuple[Tile, str], ...]]:
    """What else is attached to a hub, one for all of a block, with what stands outside of it."""
    graph = architecture.graph
    near: dict[str, dict[str, Relation]] = {}
    for relation in graph.relations:
        if relation.kind == "attachment":
            near.setdefault(relation.source, {})[relation.target] = relation
            near.setdefault(relation.target, {})[relation.source] = relation
    connections = []
    outside: dict[str, str] = {}
    for members in _blocks(near.get(hub, ())):
        first = graph.parts[members[0]]
        global_ = first.place.scope == "global" or first.loss == "none"
        if global_:
            via = tuple(near[hub][member].via[0] for member in members)
            inner = _tile(first, via, via[0], first.kind.service, "attachment")
            inner = replace(inner, subject=Subject(via[0], "attachment", via))
            outer: Tile | None = _tile(first, members)
            others = list(members)
        else:
            others = [other for member in members for other in near.get(member, ()) if other != hub]
            inner = _tile(first, members)
            others = [other for other in others if _is_outside(graph.parts[other])]
            outer = _tile(graph.parts[others[0]], others) if others else None
        if outer is not None:
            outside |= dict.fromkeys(others, outer.key)
        connections.append(Connection(inner, outer))
    beyond = []
    for address, key in list(outside.items()):
        for members in _blocks(other for other in near.get(address, ()) if other not in outside):
            if members[0] != hub and _is_outside(graph.parts[members[0]]):
                beyond.append((_tile(graph.parts[members[0]], members), key))
                outside |= dict.fromkeys(members, key)
    tied_on = {key for _, key in beyond}
    connections.sort(key=lambda one: one.outer is not None and one.outer.key in tied_on)
    return tuple(connections), tuple(beyond)


def _is_outside(part: Part) -> bool:
    return part.place.scope == "global" or part.loss == "none"


def _blocks(addresses: Iterable[str]) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for address in sorted(addresses, key=natural):
        found.setdefault(resource_of(address), []).append(address)
    return list(found.values())


def gathered(hubs: Iterable[Hub | None]) -> set[str]:
    """The addresses of the hubs, of what stands in their panels and of what stands outside."""
    found: set[str] = set()
    for hub in hubs:
        if hub is not None:
            inner = (one.inner for one in hub.connections)
            outer = (one.outer for one in hub.connections if one.outer)
            tiles = (*inner, *outer, *(tile for tile, _ in hub.beyond))
            found |= {hub.part.address, *(m for tile in tiles for m in tile.subject.members)}
    return found


def _tile(
    part: Part, members: Sequence[str], key: str = "", service: str = "", detail: str = ""
) -> Tile:
    kind = part.kind
    several = f" {TIMES} {len(members)}" if len(members) > 1 else ""
    name = part.name if len(members) == 1 else resource_of(part.address).rpartition(".")[2]
    title, said = called(service or kind.service, name, several, detail, ROOM)
    return Tile(
        key or part.address,
        kind.icon,
        title,
        said or plain_kind(kind, ROOM),
        words.subject(part, kind.title, (("service", kind.service),), tuple(members)),
        accent=accent_of(kind.icon),
    )


def ties(architecture: Architecture) -> Mapping[str, tuple[str, str]]:
    """The two VPCs of each part that is nothing but a tie between them: a peering is one line."""
    graph = architecture.graph
    drawn = {vpc.address for region in architecture.regions for vpc in region.vpcs}
    ends: dict[str, dict[str, None]] = {}
    for relation in graph.attachments:
        part = graph.parts.get(relation.source)
        if part and relation.target in drawn and _is_tie(part):
            ends.setdefault(part.address, {})[relation.target] = None
    pairs = {part: tuple(vpcs) for part, vpcs in ends.items()}
    return {
        part: (vpcs[0], vpcs[1]) for part, vpcs in pairs.items() if len(vpcs) == len(("one", "two"))
    }


def _is_tie(part: Part) -> bool:
    """Whether its kind is attached to two things by its own arguments."""
    ends = [link for link in part.kind.links if link.kind == "attachment" and not link.source]
    return len(ends) == len(("one side", "the other"))


def tied(architecture: Architecture, hubs: Sequence[Hub | None]) -> list[Flow]:
    """The lines between VPCs and what else ties them together."""
    graph = architecture.graph
    pairs = ties(architecture)
    drawn = {(relation.source, relation.target) for hub in hubs if hub for relation in hub.attached}
    gates = {vpc.internet_gateway for region in architecture.regions for vpc in region.vpcs}
    between = [
        Flow("attachment", one, two, graph.parts[part].kind.service, graph.parts[part].name)
        for part, (one, two) in pairs.items()
    ]
    return between + [
        Flow(
            LINES[relation.kind],
            relation.source,
            relation.target,
            relation.label,
            str(relation.range),
        )
        for relation in graph.attachments
        if (relation.kind == "attachment" or graph.parts[relation.target].kind.role in ACTS)
        and (relation.source, relation.target) not in drawn
        and not {relation.source, relation.target} & {*gates, *pairs}
    ]
