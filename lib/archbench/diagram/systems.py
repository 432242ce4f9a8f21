"""A large configuration as systems: one card for each top-level module, one for the root."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archbench.architecture.model import Architecture, Region, RegionalService, Vpc
from archbench.architecture.part import Graph, Part
from archbench.diagram.canvas import Canvas
from archbench.diagram.columns import LEFT
from archbench.diagram.coverage import instances
from archbench.diagram.flow_form import SupportGroup, place_group
from archbench.diagram.flows import Flow
from archbench.diagram.grid import FlowNode
from archbench.diagram.lanes import place_lanes
from archbench.diagram.naming import many
from archbench.diagram.nodes import ACTS, LINES, accent_of, cast
from archbench.diagram.scene import EdgeKind, Subject
from archbench.diagram.standing import inside
from archbench.diagram.tiles import Tile
from archbench.diagram.unread import MEANING, TITLE, WIDEST, unread_tiles
from archbench.frozen import replace
from archbench.terraform.address import natural, resource_of, split

MOST_CARDS = 40
"""How many cards one drawing holds; beyond, a module is one card."""
LEAST_MODULES = 3
MOST_LINES = 10
MOST_KINDS = 4
ROOT = "root module"
SYSTEM = "system:"
"""What the key of a system's card begins with."""
WORDS: Mapping[EdgeKind, str] = {
    "request": "call",
    "event": "event",
    "data": "use",
    "replica": "copy",
    "gives_up": "failure",
    "control": "control",
    "attachment": "attachment",
}


@dataclass(frozen=True, slots=True)
class System:
    """A top-level module, or the root ("") for what stands in none, with all its instances."""

    name: str
    parts: tuple[Part, ...]
    members: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key of its card."""
        return SYSTEM + self.name


def module_of(address: str) -> str:
    """The top-level module an address is in, "" for the root.

    >>> module_of('module.shop["a"].aws_lb.x'), module_of("aws_lb.x")
    ('shop', '')
    """
    names = split(address)
    return str(names[1]) if len(names) > 1 and names[0] == "module" else ""


def systems(architecture: Architecture) -> tuple[System, ...]:
    """Every module with instances, in order, the root first."""
    everything = sorted(instances(architecture), key=natural)
    members: dict[str, list[str]] = {}
    for address in everything:
        members.setdefault(module_of(address), []).append(address)
    parts: dict[str, list[Part]] = {}
    for part in architecture.graph.parts.values():
        parts.setdefault(module_of(part.address), []).append(part)
    return tuple(
        System(name, tuple(parts.get(name, ())), tuple(members[name])) for name in sorted(members)
    )


def is_large(architecture: Architecture) -> bool:
    """Whether one drawing would hold too many cards, and modules divide them."""
    if len({module_of(part) for part in architecture.graph.parts}) < LEAST_MODULES:
        return False
    nodes = cast(architecture, inside(architecture)).nodes
    acting = sum(1 for node in nodes if node.role in ACTS)
    others = len({node.tile.subject.kind for node in nodes if node.role not in ACTS})
    zonal = {
        resource_of(part.address)
        for part in architecture.graph.parts.values()
        if part.place.scope == "zones" and not part.member_of
    }
    return acting + others + len(zonal) > MOST_CARDS


def place_systems(
    canvas: Canvas, architecture: Architecture, top: float
) -> tuple[float, tuple[str, ...]]:
    """Every system on the canvas; returns where it ends, and what is said of what is left out."""
    found = systems(architecture)
    lines = _lines(architecture)
    used = _users(architecture)
    base = {
        system.name
        for system in found
        if len(found) > LEAST_MODULES and len(used.get(system.name, ())) * 2 > len(found) - 1
    }
    shown = [flow for flow in lines if not {_name(flow.source), _name(flow.target)} & base]
    kept = _strongest(shown)
    nodes = [
        FlowNode(_tile(item), _lane(item), "systems") for item in found if item.name not in base
    ]
    bottom, lost = place_lanes(canvas, nodes, kept, _places(found), top)
    right = max((box.rect.right for box in canvas.boxes), default=LEFT)
    for group in _groups(architecture, [item for item in found if item.name in base], used):
        bottom = place_group(canvas, group, LEFT, bottom, right - LEFT)
    rest = len(lines) - len(kept) + len(lost)
    opens = "--perspective module:NAME opens one of them."
    notes = [f"More than {MOST_CARDS} cards: a module is one card here; {opens}"]
    if rest:
        notes.append(f"{len(kept) - len(lost)} of {many(len(lines), 'line')} drawn, the strongest.")
    if any(flow.strength > 1 for flow in kept):
        notes.append("A line's number is how many relations it stands for; it is as thick.")
    return bottom, tuple(notes)


def _groups(
    architecture: Architecture, base: Sequence[System], used: Mapping[str, set[str]]
) -> list[SupportGroup]:
    """What most systems use, with a count, and what is not read."""
    tiles = (
        replace(tile := _tile(item), detail=f"{tile.detail}, used by {len(used[item.name])}")
        for item in base
    )
    said = "used by more than half of the systems: a count instead of lines"
    groups = [SupportGroup("foundation", "Foundation", said, tuple(tiles))] if base else []
    unread = unread_tiles(architecture)
    return [*groups, SupportGroup("unread", TITLE, MEANING, unread, WIDEST)] if unread else groups


def _lane(system: System) -> str:
    """The lane of a system, by what most of it is for: what stands in no region, who lets in."""
    acting = [part for part in system.parts if part.kind.role in ACTS]
    if acting and all(part.place.scope == "global" for part in acting):
        return "edge"
    roles: Counter[str] = Counter(part.kind.role for part in acting)
    del roles["channel"]
    if not roles and acting:
        return "services"
    order = ("workload", "entry", "store")
    most = max(order, key=lambda role: (roles[role], -order.index(role)))
    return {"entry": "entry", "store": "data"}.get(most, "services")


def _places(found: Sequence[System]) -> Mapping[str, tuple[str, int]]:
    """The region, "" for none, and the number of instances of each system, by key."""
    return {
        system.key: (
            ", ".join(sorted({part.place.region for part in system.parts} - {""})),
            len(system.members),
        )
        for system in found
    }


def _name(key: str) -> str:
    return key.removeprefix(SYSTEM)


def _lines(architecture: Architecture) -> list[Flow]:
    """One line from system to system, of the kind most of its relations have."""
    found: dict[tuple[str, str], Counter[EdgeKind]] = {}
    for item in architecture.graph.relations:
        ends = module_of(item.source), module_of(item.target)
        kind = LINES.get(item.kind)
        if kind is not None and ends[0] != ends[1]:
            found.setdefault(ends, Counter())[kind] += 1
    flows = []
    for (source, target), kinds in sorted(found.items()):
        most: EdgeKind = max(sorted(kinds), key=kinds.__getitem__)
        told = ", ".join(many(kinds[one], WORDS[one]) for one in sorted(kinds))
        label = many(kinds[most], WORDS[most])
        ends = SYSTEM + source, SYSTEM + target
        flows.append(Flow(most, *ends, label, told, strength=kinds[most]))
    return flows


def _strongest(flows: Sequence[Flow]) -> list[Flow]:
    return sorted(flows, key=lambda flow: (-flow.strength, flow.source, flow.target))[:MOST_LINES]


def _users(architecture: Architecture) -> dict[str, set[str]]:
    """For each system, the others that use it in any way: by a relation, or standing in its VPC."""
    users: dict[str, set[str]] = {}
    graph = architecture.graph
    ends = [(item.source, item.target) for item in graph.relations]
    ends += [(part.address, part.place.vpc) for part in graph.parts.values() if part.place.vpc]
    for source, target in ends:
        user, used = module_of(source), module_of(target)
        if user != used:
            users.setdefault(used, set()).add(user)
    return users


def _tile(system: System) -> Tile:
    services = Counter(part.kind.service for part in system.parts)
    first = {part.kind.service: part.kind.icon for part in reversed(system.parts)}
    acting = [part for part in system.parts if part.kind.role in ACTS]
    icon = acting[0].kind.icon if acting else next(iter(first.values()), "general")
    ranked = sorted(services, key=lambda service: (-services[service], service))
    kinds = [f"{services[service]} {service}" for service in ranked[:MOST_KINDS]]
    rest = sum(services[service] for service in ranked[MOST_KINDS:])
    blocks = len({resource_of(member) for member in system.members})
    name = system.name or ROOT
    inside = _form(system)
    return Tile(
        system.key,
        icon,
        name,
        f"{many(len(system.members), 'instance')}, {many(blocks, 'block')}",
        Subject("", "system", system.members, "", (("opens as", inside),)),
        accent=accent_of(icon),
        tray=(
            f"open: {inside} \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
            *kinds,
            *([f"+{rest}"] if rest else ()),
        ),
        opens=True,
    )


def _form(system: System) -> str:
    """How a system is drawn when it is opened."""
    if any(part.kind.service == "Transit Gateway" for part in system.parts):
        return "hub"
    return "zones" if any(part.place.scope == "zones" for part in system.parts) else "flow"


def only(architecture: Architecture, module: str) -> Architecture:
    """The architecture of one system: its instances, and the VPCs they stand in."""

    def mine(address: str) -> bool:
        return module_of(address) == module

    parts = {key: part for key, part in architecture.graph.parts.items() if mine(key)}
    homes = {part.place.vpc for part in parts.values()}
    graph = Graph(
        parts,
        tuple(r for r in architecture.graph.relations if r.source in parts and r.target in parts),
        tuple(
            r
            for r in architecture.graph.attachments
            if (r.source in parts or r.source in homes) and (r.target in parts or r.target in homes)
        ),
        api_routes=architecture.graph.api_routes,
    )
    regions = tuple(
        Region(
            region.name,
            tuple(
                _vpc(vpc, module)
                for vpc in region.vpcs
                if mine(vpc.address) or vpc.address in homes
            ),
            tuple(found for service in region.services if (found := _service(service, module))),
        )
        for region in architecture.regions
    )
    return replace(
        architecture,
        regions=tuple(region for region in regions if region.vpcs or region.services),
        records=tuple(item for item in architecture.records if mine(item.address)),
        health_checks=tuple(item for item in architecture.health_checks if mine(item.address)),
        security_groups=tuple(item for item in architecture.security_groups if mine(item.address)),
        keys=tuple(item for item in architecture.keys if mine(item.address)),
        alarms=tuple(item for item in architecture.alarms if mine(item.address)),
        open_questions=tuple(item for item in architecture.open_questions if mine(item.address)),
        supporting={
            address: owner for address, owner in architecture.supporting.items() if mine(address)
        },
        graph=graph,
    )


def opened(architecture: Architecture) -> Iterator[tuple[str, str, Architecture]]:
    """For each system the key of its card, its name, and its own architecture."""
    for system in systems(architecture):
        yield system.key, system.name or ROOT, only(architecture, system.name)


def _service(service: RegionalService, module: str) -> RegionalService | None:
    members = tuple(item for item in service.members if module_of(item) == module)
    if not members:
        return None
    address = service.address if service.address in members else members[0]
    detail = service.detail if members == service.members else ""  # it speaks of all of them
    return replace(service, address=address, members=members, detail=detail)


def _vpc(vpc: Vpc, module: str) -> Vpc:
    def mine(address: str) -> bool:
        return module_of(address) == module

    return replace(
        vpc,
        internet_gateway=vpc.internet_gateway if mine(vpc.internet_gateway or "") else None,
        nat_gateways=tuple(item for item in vpc.nat_gateways if mine(item.address)),
        load_balancers=tuple(item for item in vpc.load_balancers if mine(item.address)),
        scaling_groups=tuple(item for item in vpc.scaling_groups if mine(item.address)),
        compute=tuple(item for item in vpc.compute if mine(item.address)),
        clusters=tuple(item for item in vpc.clusters if mine(item.address)),
        databases=tuple(item for item in vpc.databases if mine(item.address)),
        spare_target_groups=tuple(item for item in vpc.spare_target_groups if mine(item.address)),
    )
