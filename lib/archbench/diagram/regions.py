"""Where the VPCs and services of one region stand, and the ways of their lines."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from archbench.architecture.model import Region
from archbench.diagram import words
from archbench.diagram.around import fitting
from archbench.diagram.bare import VPC_HIGH, together
from archbench.diagram.canvas import Canvas
from archbench.diagram.columns import (
    LANE_CARD,
    PAD,
    PANEL_PAD,
    SERVICE_CARD,
    TRACK,
    Columns,
)
from archbench.diagram.endpoints import NOTHING_REACHED, EndpointReach
from archbench.diagram.endpoints import TITLE as THROUGH
from archbench.diagram.endpoints import lines as endpoint_lines
from archbench.diagram.flow_form import Lane, place_lane
from archbench.diagram.flows import (
    CLIENTS,
    Flow,
    volume_flows,
    way_out,
)
from archbench.diagram.hub import Hub
from archbench.diagram.hub_form import place_hub
from archbench.diagram.placing import Placed, card, place_vpc
from archbench.diagram.routes import (
    SERVICE_GAP,
    Lanes,
    down,
    egress_lines,
    entry_line,
    is_crossing,
    lane_lines,
    line,
    notify_lines,
    outside_lines,
    service_lines,
    way_out_line,
)
from archbench.diagram.rows import VpcPlan
from archbench.diagram.scene import (
    CARD_HEIGHT,
    SUBNET_KINDS,
    Box,
    Rect,
    Subject,
)
from archbench.diagram.tiles import Tile
from archbench.frozen import replace

REGION_HEAD = 66.0
VPC_GAP = 56.0
LANE_GAP = 44.0
NOTHING = "nothing of this configuration stands in it"
MANY_BARE = 3
"""From how many bare VPCs on one box stands for them."""
MOST_SERVICES = 24
MOST_CONTROL = 12


@dataclass(frozen=True, slots=True)
class VpcWork:
    """A VPC's plan with its lines, before it has a place."""

    plan: VpcPlan
    gateway: Tile | None
    flows: tuple[Flow, ...]
    lanes: Lanes
    egress: tuple[Flow, ...]
    unread: bool = False
    """Whether something could not be counted or read that may stand in it."""


@dataclass(frozen=True, slots=True)
class RegionWork:
    """A region's VPCs, its panel with its lines, and the flow below, before they have a place."""

    region: Region
    group: tuple[VpcWork, ...]
    control: tuple[Flow, ...]
    notices: tuple[Flow, ...]
    panel: tuple[Tile, ...]
    lane: Lane | None
    hub: Hub | None = None
    busy: frozenset[str] = frozenset()
    """The VPCs in which something works."""
    tied: frozenset[str] = frozenset()
    """The VPCs that something is attached to."""
    reached: EndpointReach = NOTHING_REACHED
    """What its VPCs reach through interface endpoints."""


def entry_of(item: VpcWork) -> Flow | None:
    """The line by which clients come into a VPC, if they do."""
    return next((flow for flow in item.flows if flow.source == CLIENTS), None)


def place_region(  # noqa: PLR0913, PLR0917 - everything a region stands on
    canvas: Canvas,
    work: RegionWork,
    zones: Mapping[str, int],
    grid: Columns,
    top: float,
    entered: int,
) -> tuple[float, int]:
    """Put a region below top onto the canvas.

    zones is the column of each zone; entered counts the clients' lines drawn around what is above.
    Returns where the next region may begin, and the new count.
    """
    region, group = work.region, work.group
    y = top + REGION_HEAD
    before = len(canvas.boxes)
    bare = _bare(group, work.tied)
    for item in group:
        if item in bare:
            continue
        placed = place_vpc(
            item.plan, grid, zones, y, item.gateway, _labelled(item.lanes), _reached(item)
        )
        _add_vpc(canvas, item, placed, grid)
        entry = entry_of(item)
        if entry:
            rects = canvas.rects()
            if before == 0 and item is group[0]:
                straight = down(entry, rects[CLIENTS], rects[entry.target])
                if is_crossing(straight, canvas.cards):
                    canvas.pending.append(entry)
                else:
                    canvas.edges.append(straight)
            else:
                track = grid.region + 8 + TRACK * entered
                canvas.edges.append(entry_line(entry, rects, track))
                entered += 1
        canvas.pending += [flow for flow in item.flows if flow.source == CLIENTS and flow != entry]
        y = placed.frame.bottom + VPC_GAP
    if bare:
        rect = Rect(grid.vpc, y, grid.vpc_right - grid.vpc, VPC_HIGH)
        vpcs = [item.plan.vpc for item in bare]
        canvas.boxes.append(together(vpcs, rect, unread=bare[0].unread))
        y = rect.bottom + VPC_GAP
    bottom = y - VPC_GAP if group else top + REGION_HEAD - 30
    if work.hub is not None:
        addresses = {item.plan.vpc.address for item in group}
        names = {item.plan.vpc.address: item.plan.vpc.name for item in group}
        frames = {box.key: box.rect for box in canvas.boxes if box.key in addresses}
        bottom = max(
            bottom, place_hub(canvas, work.hub, grid.region + PAD, frames, names, work.busy)
        )
    if work.panel or work.reached.services:
        panel_top = top + 18 if group else top + 40
        bottom = max(
            bottom, _place_services(canvas, work, grid, panel_top, bottom, alone=not group)
        )
        rects = canvas.rects()
        bands = {band.key: band.rect for band in canvas.bands}
        bands |= {k: r for k, r in rects.items() if k not in bands and r.x == grid.lane}
        served = canvas.between_cards(_from_boxes(work.control, canvas.boxes))
        canvas.edges += service_lines(served, rects, bands, grid)
        canvas.edges += notify_lines(canvas.between_cards(work.notices), rects, grid)
    if work.lane is not None:
        bottom = place_lane(canvas, work.lane, bottom + LANE_GAP)
    box = Box(
        f"region:{region.name}",
        Rect(grid.region, top, grid.region_right - grid.region, bottom + 16 - top),
        "region",
        region.name.capitalize() if " " in region.name else f"Region {region.name}",
        "",
        Subject("", "region"),
        indent=grid.lane + LANE_CARD + 44 - grid.region if any(map(_entered, group)) else 12,
    )
    canvas.boxes.insert(before, box)
    return bottom + 16 + 20, entered


def _holds(plan: VpcPlan) -> bool:
    """Whether anything stands in a VPC, a subnet at the least."""
    return any(row.subnets or not row.is_empty for row in plan.rows)


def _bare(group: Sequence[VpcWork], tied: Container[str]) -> tuple[VpcWork, ...]:
    """The VPCs with nothing in them or on them, where they are so many that one box tells them."""
    found = tuple(
        item
        for item in group
        if not _holds(item.plan)
        and item.gateway is None
        and entry_of(item) is None
        and item.plan.vpc.address not in tied
    )
    return found if len(found) >= MANY_BARE else ()


def _entered(item: VpcWork) -> bool:
    """Whether a gateway or the line of the clients stands where its heading would."""
    return item.gateway is not None or entry_of(item) is not None


def _labelled(lanes: Lanes) -> Mapping[str, int]:
    """How many labels, or lines that turn in, stand above each card of the lane."""
    straight = {flow.target for flow in lanes.straight if flow.label}
    around = {f.target for f in (*lanes.left, *lanes.right) if f.kind != "idle"}
    return Counter([*straight, *around])


def _from_boxes(flows: Sequence[Flow], boxes: Sequence[Box]) -> list[Flow]:
    """Flows that leave subnets, from the boxes that stand for these; each line once."""
    subnets = [box for box in boxes if box.kind in SUBNET_KINDS]
    home = {member: box.key for box in subnets for member in box.subject.members}
    moved = [replace(flow, source=home.get(flow.source, flow.source)) for flow in flows]
    return list({(flow.source, flow.target): flow for flow in moved}.values())


def _reached(item: VpcWork) -> frozenset[str]:
    """NAT gateways that need a corridor: reached from another zone or from beyond the next row."""
    roles = {
        address: number for number, row in enumerate(item.plan.rows) for address in row.addresses
    }
    nat_rows = {
        tile.key: number
        for number, row in enumerate(item.plan.rows)
        for cell in row.single.values()
        for tile in cell
    }
    return frozenset(
        flow.target
        for flow in item.egress
        if flow.target in nat_rows
        and (
            flow.kind == "crossing"
            or roles.get(flow.source, nat_rows[flow.target] + 1) != nat_rows[flow.target] + 1
        )
    )


def _add_vpc(canvas: Canvas, item: VpcWork, placed: Placed, grid: Columns) -> None:
    vpc = item.plan.vpc
    cidr = words.say(vpc.cidr)
    holds = _holds(item.plan)
    nothing = "holds nothing that was counted" if item.unread else NOTHING
    detail = words.joined(cidr, "" if holds else nothing)
    title = f"VPC {vpc.name}" if not vpc.implied else "A VPC not named here"
    facts = (("CIDR", cidr), ("region", words.say(vpc.region)))
    frame = placed.frame
    indent = grid.lane + LANE_CARD + 14 - frame.x if _entered(item) else 12
    canvas.boxes.append(
        Box(
            vpc.address,
            frame,
            "vpc",
            title,
            detail,
            words.subject(vpc, "VPC", facts),
            "vpc",
            indent,
        )
    )
    canvas.boxes += placed.boxes
    canvas.bands += placed.bands
    canvas.cards += placed.cards
    rects = {shape.key: shape.rect for shape in placed.shapes()}
    canvas.edges += lane_lines(item.lanes, rects, grid)
    canvas.edges += egress_lines(_from_boxes(item.egress, placed.boxes), placed, rects)
    if item.gateway:
        nats = [nat.address for nat in vpc.nat_gateways if nat.elastic_ips and nat.address in rects]
        canvas.edges += outside_lines(nats, item.gateway.key, placed, rects)
    if not any(item.gateway and item.gateway.key in (f.source, f.target) for f in item.flows):
        leaving = _from_boxes(way_out(item.plan), placed.boxes)
        canvas.edges += [
            way_out_line(f, rects, placed) for f in leaving if {f.source, f.target} <= set(rects)
        ]
    for flow in volume_flows(item.plan):
        one, two = rects[flow.source], rects[flow.target]
        canvas.edges.append(line(flow, [(one.right, one.middle[1]), (two.x, one.middle[1])]))


def _place_services(  # noqa: PLR0913
    canvas: Canvas, work: RegionWork, grid: Columns, top: float, bottom: float, *, alone: bool
) -> float:
    """The panel of services, and that of those reached through endpoints; where they end."""
    across = max(1, grid.services_columns if not alone else 3)
    left = grid.vpc if alone else grid.services
    beside = [tile for tile in work.panel if not work.reached.holds(tile)]
    tiles = fitting(beside, work.region.name, most=MOST_SERVICES)
    end = top
    if tiles:
        key = f"services:{work.region.name}"
        end = _place_panel(canvas, tiles, (key, "Regional services"), (left, top), across) + 18
    if work.reached.services:
        key = f"endpoints:{work.region.name}"
        held = fitting(work.reached.tiles(work.panel, work.region.name), key, most=MOST_SERVICES)
        end = _place_panel(canvas, held, (key, THROUGH), (left, end), across) + 18
        bands = {band.key: band.rect for band in canvas.bands if band.key in work.reached.bands}
        canvas.edges += endpoint_lines(bands, key, canvas.boxes[-1].rect)
    return max(bottom, end - 18)


def _place_panel(
    canvas: Canvas,
    tiles: Sequence[Tile],
    named: tuple[str, str],
    at: tuple[float, float],
    across: int,
) -> float:
    """A panel with its key and title, its left upper corner at a place; returns where it ends."""
    left, top = at
    down_each = -(-len(tiles) // across)
    for number, tile in enumerate(tiles):
        column, row = divmod(number, down_each)
        x = left + PANEL_PAD + column * (SERVICE_CARD + PANEL_PAD)
        y = top + 38 + row * (CARD_HEIGHT + SERVICE_GAP)
        canvas.cards.append(card(tile, x, y, SERVICE_CARD))
    end = top + 38 + down_each * (CARD_HEIGHT + SERVICE_GAP) + 4
    wide = across * (SERVICE_CARD + PANEL_PAD) + PANEL_PAD
    subject = Subject("", "services")
    rect = Rect(left, top, wide, end - top)
    canvas.boxes.append(Box(named[0], rect, "services", named[1], "", subject, indent=12))
    return end
