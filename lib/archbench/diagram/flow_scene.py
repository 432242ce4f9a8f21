"""The whole page of a configuration in which nothing stands in a zone."""

from collections.abc import Mapping, Sequence

from archbench.architecture.model import Architecture
from archbench.diagram import words
from archbench.diagram.canvas import Canvas
from archbench.diagram.columns import LEFT
from archbench.diagram.coverage import proofs
from archbench.diagram.flow_form import RegionBlock, SupportGroup, place_flow, place_group
from archbench.diagram.flows import CLIENTS, Flow
from archbench.diagram.grid import EDGE, FlowNode
from archbench.diagram.naming import many
from archbench.diagram.nodes import Cast, cast, sorted_out, strip, with_clients
from archbench.diagram.scene import Subject
from archbench.diagram.tiles import Tile
from archbench.diagram.unread import MEANING, TITLE, WIDEST, unread_tiles

SUPPORT = ("Supporting services", "used by the cards above; no line per use")
ALONE = ("By themselves", "nothing here leads to them or from them")
MOST_RECORDS = 3
PAGE = 1000.0
"""How wide what was not read may stand where nothing else was."""


def place_all(canvas: Canvas, architecture: Architecture, top: float) -> tuple[float, list[Flow]]:
    """Everything on the canvas; returns where it ends, and lines that have no way."""
    found = cast(architecture)
    names, asked = _records(architecture, found)
    nodes, flows = with_clients([*names, *found.nodes], [*asked, *found.flows])
    flow, alone, support = sorted_out(nodes, flows)
    kept = {node.key for node in flow}
    blocks = _blocks(architecture, flow, alone, support)
    drawn = [item for item in flows if {item.source, item.target} <= kept]
    bottom, lost = place_flow(canvas, flow, drawn, blocks, top)
    unread = unread_tiles(architecture)
    if unread and not architecture.regions:  # nothing else of it was read
        group = SupportGroup("unread", TITLE, MEANING, unread, WIDEST)
        bottom = place_group(canvas, group, LEFT, max(bottom, top), PAGE)
    return bottom, lost


def _records(architecture: Architecture, found: Cast) -> tuple[list[FlowNode], list[Flow]]:
    """DNS names and what they lead to; those beyond a few as one card."""
    proving = set(proofs(architecture))
    records = [item for item in architecture.records if item not in proving]
    shown = records[:MOST_RECORDS]
    nodes = [
        FlowNode(
            Tile(
                record.address,
                "route53",
                record.fqdn or record.name,
                words.joined("Route 53", f"{record.policy} {record.failover}".strip()),
                words.subject(record, "DNS record", words.record_facts(record)),
            ),
            "guard",
        )
        for record in shown
    ]
    rest = records[MOST_RECORDS:]
    if rest:
        members = tuple(record.address for record in rest)
        title = many(len(rest), "more record")
        tile = Tile("records+", "route53", title, "Route 53", Subject("", "DNS records", members))
        nodes.append(FlowNode(tile, "guard"))
    keys = {record.address: record.address for record in shown}
    keys |= dict.fromkeys((record.address for record in rest), "records+")
    flows = {
        (keys[record.address], found.home[target]): Flow(
            "control",
            keys[record.address],
            found.home[target],
            record.leads,
            "a DNS record",
        )
        for record in records
        for target in record.targets
        if target in found.home
    }
    return nodes, list(flows.values())


def _blocks(
    architecture: Architecture,
    flow: Sequence[FlowNode],
    alone: Sequence[FlowNode],
    support: Sequence[FlowNode],
) -> list[RegionBlock]:
    """What stands in no region first, then each region, the one with the longest flow first."""
    regions = [region.name for region in architecture.regions]
    weight = {name: sum(node.block == name for node in flow) for name in regions}
    regions.sort(key=lambda name: -weight[name])
    unread = unread_tiles(architecture)
    blocks = [RegionBlock(EDGE, "Global, at the edge", subject=Subject("", "edge"))]
    for number, name in enumerate(regions):
        groups = _groups(name, alone, support, with_edge=number == 0)
        if unread and number == 0:
            groups = (*groups, SupportGroup(f"unread:{name}", TITLE, MEANING, unread, WIDEST))
        title = name.capitalize() if " " in name else f"Region {name}"
        blocks.append(RegionBlock(name, title, groups))
    return blocks


def _groups(
    region: str, alone: Sequence[FlowNode], support: Sequence[FlowNode], *, with_edge: bool
) -> tuple[SupportGroup, ...]:
    """The groups under a region's flow; the first holds what stands in no region too."""
    homes = (region, EDGE) if with_edge else (region,)
    here: Mapping[tuple[str, str], Sequence[FlowNode]] = {ALONE: alone, SUPPORT: support}
    groups = []
    for (title, detail), nodes in here.items():
        tiles = strip([node for node in nodes if node.block in homes and node.key != CLIENTS])
        if tiles:
            groups.append(SupportGroup(f"{title}:{region}", title, detail, tiles))
    return tuple(groups)
