"""What stands outside of the zones of a zonal stack: in a flow below the VPC, or in the panel."""

from collections.abc import Iterable, Mapping, Sequence

from archbench.architecture.model import Architecture
from archbench.diagram.card_text import TITLE_SIZE
from archbench.diagram.columns import SERVICE_CARD
from archbench.diagram.flows import Flow
from archbench.diagram.grid import EDGE, ONWARD, FlowNode
from archbench.diagram.nodes import ACTS, Cast, started
from archbench.diagram.rows import VpcPlan
from archbench.diagram.scene import ICON
from archbench.diagram.text import width
from archbench.diagram.tiles import TIMES, Tile
from archbench.diagram.titling import whole
from archbench.frozen import replace
from archbench.terraform.address import resource_of

PANEL = ("support", "channel", "workload", "entry", "network", "store", "guard")
"""The order of a panel: what watches stands above what guards."""


def lane_homes(plans: Iterable[VpcPlan]) -> dict[str, str]:
    """The key of the card in the lane that stands for each address in a VPC."""
    home: dict[str, str] = {}
    for plan in plans:
        for band in plan.bands():
            cells = (tile for cell in band.cells.values() for tile in cell)
            for member in (
                band.tile.key,
                *band.tile.subject.members,
                *(member for tile in cells for member in tile.subject.members),
            ):
                home.setdefault(member, band.tile.key)
        if plan.vpc.internet_gateway:
            home.setdefault(plan.vpc.internet_gateway, plan.vpc.internet_gateway)
    return home


def in_flow(found: Cast, told: Sequence[Flow]) -> frozenset[str]:
    """The keys of cards that form a flow of their own: something works, lets in or carries events.

    An open entry does so by itself. What guards one of them stands with it.
    """
    role = {node.key: node.role for node in found.nodes}
    near: dict[str, set[str]] = {}
    for flow in told:
        if flow.kind in (*ONWARD, "gives_up") and flow.source in role and flow.target in role:
            near.setdefault(flow.source, set()).add(flow.target)
            near.setdefault(flow.target, set()).add(flow.source)
    starts = [key for key in near if role[key] in ("workload", "entry")]
    starts += [
        key
        for key in near
        if role[key] == "channel" and any(role[other] in ACTS for other in near[key])
    ]
    starts += [node.key for node in found.nodes if node.open]
    acts = {key for key in role if role[key] in ACTS}
    starts += sorted(started(found.nodes, told, acts))
    reached, left = set(starts), list(starts)
    while left:
        for other in near.get(left.pop(), ()):
            if other not in reached:
                reached.add(other)
                left.append(other)
    joined = {key for flow in told if flow.kind != "control" for key in (flow.source, flow.target)}
    reached |= {
        node.key
        for node in found.nodes
        if node.key in joined and (node.role == "entry" or node.block == EDGE)
    }
    guards = {
        flow.source
        for flow in told
        if flow.kind == "control" and flow.target in reached and role.get(flow.source) == "guard"
    }
    return frozenset(reached | guards)


def lanes(
    architecture: Architecture, found: Cast, flowing: frozenset[str]
) -> Mapping[str, tuple[FlowNode, ...]]:
    """The nodes of each region's flow."""
    return {
        region.name: tuple(
            node for node in found.nodes if node.key in flowing and node.block == region.name
        )
        for region in architecture.regions
    }


def at_edge(found: Cast, flowing: frozenset[str]) -> tuple[FlowNode, ...]:
    """The nodes of the flow that stand in no region, entries first."""
    here = [node for node in found.nodes if node.key in flowing and node.block == EDGE]
    return tuple(sorted(here, key=lambda node: node.role != "entry"))


def panel_tiles(
    architecture: Architecture, found: Cast, kept: frozenset[str], region: str
) -> list[Tile]:
    """The tiles of a region's panel, in order of their services."""
    home = {node.key: node for node in found.nodes}
    tiles = []
    for service in next(r.services for r in architecture.regions if r.name == region):
        node = home.get(service.address)
        if node is not None and node.key not in kept:
            tiles.append((PANEL.index(node.role), _panel_tile(node, found)))
    return [tile for _, tile in sorted(tiles, key=lambda item: item[0])]


def _panel_tile(node: FlowNode, found: Cast) -> Tile:
    service = found.services[node.key]
    count = sum(1 for address in node.tile.subject.members if address in found.services)
    name = "" if service.name == service.service else service.name
    title = service.service
    if count > 1:
        title, name = f"{title} {TIMES} {count}", resource_of(node.key).rpartition(".")[2]
    room = SERVICE_CARD - ICON - 22
    detail = whole(name, service.detail, room) if name else service.detail
    if name and width(title, TITLE_SIZE, bold=True) > room:
        title, detail = name, whole(title, service.detail, room)
    return replace(
        node.tile,
        title=title,
        detail=detail,
        subject=replace(
            node.tile.subject,
            kind=service.service,
            facts=(
                *(() if count > 1 else (("name", service.name),)),
                ("service", service.service),
                *((("detail", service.detail),) if service.detail else ()),
                *((("serves", ", ".join(service.attaches_to)),) if service.attaches_to else ()),
            ),
        ),
        accent="regional",
        badges=(),
        tray=(),
    )
