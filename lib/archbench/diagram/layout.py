"""From an architecture to a scene: columns, then rows, then the ways of the lines."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archbench.architecture.model import Architecture, Region, Vpc
from archbench.diagram import words
from archbench.diagram.around import service_tiles, top_flows, top_tiles
from archbench.diagram.columns import (
    LANE_CARD,
    LEFT,
    PANEL_PAD,
    SERVICE_CARD,
    TRACK,
    Columns,
    columns,
)
from archbench.diagram.coverage import adopt
from archbench.diagram.flows import (
    CLIENTS,
    Flow,
    Reach,
    control_flows,
    egress_flows,
    notify_flows,
    reach,
    request_flows,
    volume_flows,
)
from archbench.diagram.legend import HEADING, settled
from archbench.diagram.naming import many, short_name
from archbench.diagram.perspectives import Perspective, focus
from archbench.diagram.placing import Placed, card, place_vpc
from archbench.diagram.routes import (
    Lanes,
    down,
    egress_lines,
    entry_line,
    lane_lines,
    line,
    notify_lines,
    outside_lines,
    service_lines,
    sort_lines,
    tracks,
)
from archbench.diagram.rows import VpcPlan, plan
from archbench.diagram.scene import (
    CARD_HEIGHT,
    Band,
    Box,
    Card,
    Coverage,
    EdgeLine,
    Label,
    Rect,
    Scene,
    Subject,
)
from archbench.diagram.tiles import Tile
from archbench.errors import InputError

TOP_GAP = 56.0
TOP_CARD = 290.0
TOP_ROW = CARD_HEIGHT + 28.0
REGION_HEAD = 66.0
VPC_GAP = 56.0
SERVICE_GAP = 14.0
MOST_SERVICES = 24
TALL_SERVICES = 11
SUBNET_BOXES = ("public", "app", "database", "other")


@dataclass(frozen=True, slots=True)
class _VpcWork:
    """A VPC's plan with its lines, before it has a place."""

    plan: VpcPlan
    gateway: Tile | None
    flows: tuple[Flow, ...]
    lanes: Lanes
    egress: tuple[Flow, ...]


@dataclass(slots=True)
class _Canvas:
    """What is placed so far."""

    boxes: list[Box] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    edges: list[EdgeLine] = field(default_factory=list)

    def shapes(self) -> list[Box | Card]:
        return [*self.boxes, *self.cards]

    def rects(self) -> dict[str, Rect]:
        return {shape.key: shape.rect for shape in self.shapes()}


def compose(
    architecture: Architecture, *, perspective: Perspective, title: str = "", subtitle: str = ""
) -> Scene:
    """The scene of an architecture in one perspective."""
    allowed = reach(architecture)
    first_step = 2 if architecture.records else 1
    work = {
        region.name: tuple(_prepare(vpc, allowed, first_step, perspective) for vpc in region.vpcs)
        for region in architecture.regions
    }
    every = [item for group in work.values() for item in group]
    if perspective.zone and not any(item.plan.zones for item in every):
        known = sorted({z.name for r in architecture.regions for v in r.vpcs for z in v.zones})
        raise InputError(f"no zone {perspective.zone} here: {', '.join(known) or 'none is known'}")
    control = {
        region.name: control_flows(region, tuple(item.plan for item in work[region.name]))
        for region in architecture.regions
    }
    zones = {region.name: _zone_columns(work[region.name]) for region in architecture.regions}
    straight = [work[region.name][0] for region in architecture.regions[:1] if region.vpcs]
    entries = sum(1 for item in every if _entry(item) and item not in straight)
    tall = max((len(region.services) for region in architecture.regions), default=0)
    grid = columns(
        max(map(len, zones.values()), default=0),
        left=max((tracks(item.lanes.left) for item in every), default=0),
        right=max((tracks(item.lanes.right) for item in every), default=0),
        control=max(map(len, control.values()), default=0),
        services=0 if not tall else 1 if tall <= TALL_SERVICES else 2,
        entries=entries,
    )
    canvas = _Canvas()
    tiles = top_tiles(architecture, has_clients=any(_entry(item) for item in every))
    y = _place_top(canvas, tiles, grid)
    top_right = max((shape.rect.right for shape in canvas.shapes()), default=0.0)
    grid = replace(grid, region_right=max(grid.region_right, top_right + LEFT))
    entered = 0
    for region in architecture.regions:
        y, entered = _place_region(
            canvas,
            region,
            work[region.name],
            control[region.name],
            notify_flows(architecture, region),
            zones[region.name],
            grid,
            y,
            entered,
        )
    canvas.edges += _top_lines(top_flows(architecture, tiles), canvas.rects())
    canvas.edges += _probes(architecture, every, canvas.rects())
    right = max((shape.rect.right for shape in canvas.shapes()), default=600.0)
    wide = max(right + LEFT, 640.0)
    scene = Scene(
        (wide, y),
        title or _title(architecture),
        subtitle or perspective.words + architecture.path,
        tuple(_in_order(canvas.boxes)),
        tuple(canvas.bands),
        tuple(canvas.cards),
        tuple(canvas.edges),
        Coverage((), (), ()),
    )
    scene = focus(adopt(scene, architecture), architecture, perspective)
    return settled(replace(scene, notes=_notes(scene, architecture)))


def _prepare(vpc: Vpc, allowed: Reach, first_step: int, perspective: Perspective) -> _VpcWork:
    planned = plan(vpc, perspective.zone)
    gateway = None
    if vpc.internet_gateway:
        gateway = Tile(
            vpc.internet_gateway,
            "igw",
            "Internet gateway",
            short_name(vpc.internet_gateway),
            Subject(vpc.internet_gateway, "internet gateway", (vpc.internet_gateway,)),
            accent="network",
        )
    flows = request_flows(planned, allowed, first_step)
    lane = ([gateway.key] if gateway else []) + [band.tile.key for band in planned.bands()]
    egress = egress_flows(planned)
    return _VpcWork(planned, gateway, tuple(flows), sort_lines(flows, lane), tuple(egress))


def _entry(item: _VpcWork) -> Flow | None:
    return next((flow for flow in item.flows if flow.source == CLIENTS), None)


def _zone_columns(group: tuple[_VpcWork, ...]) -> dict[str, int]:
    """One column for each zone of a region, in order, the unknown one last."""
    zones = {zone.name: zone for item in group for zone in item.plan.zones}
    ordered = sorted(zones.values(), key=lambda zone: (not zone.name, zone.index, zone.name))
    return {zone.name: number for number, zone in enumerate(ordered)}


def _place_top(canvas: _Canvas, tiles: Mapping[tuple[int, int], Tile], grid: Columns) -> float:
    if not tiles:
        return HEADING + 12
    for (row, column), tile in tiles.items():
        x = grid.lane + (LANE_CARD + TOP_GAP + (column - 1) * (TOP_CARD + TOP_GAP) if column else 0)
        wide = TOP_CARD if column else LANE_CARD
        canvas.cards.append(card(tile, x, HEADING + 14 + row * TOP_ROW, wide))
    return HEADING + 14 + (max(row for row, _ in tiles) + 1) * TOP_ROW


def _place_region(  # noqa: PLR0913, PLR0917 - everything a region stands on
    canvas: _Canvas,
    region: Region,
    group: tuple[_VpcWork, ...],
    control: list[Flow],
    notices: list[Flow],
    zones: Mapping[str, int],
    grid: Columns,
    top: float,
    entered: int,
) -> tuple[float, int]:
    y = top + REGION_HEAD
    before = len(canvas.boxes)
    for item in group:
        placed = place_vpc(
            item.plan, grid, zones, y, item.gateway, _labelled(item.lanes), _reached(item)
        )
        _add_vpc(canvas, item, placed, grid)
        entry = _entry(item)
        if entry:
            rects = canvas.rects()
            if before == 0 and item is group[0]:
                canvas.edges.append(down(entry, rects[CLIENTS], rects[entry.target]))
            else:
                track = LEFT + 8 + TRACK * entered
                canvas.edges.append(entry_line(entry, rects, track))
                entered += 1
        y = placed.frame.bottom + VPC_GAP
    bottom = y - VPC_GAP if group else top + REGION_HEAD - 30
    if region.services:
        panel_top = top + 18 if group else top + 40
        bottom = max(
            bottom, _place_services(canvas, region, grid, panel_top, bottom, alone=not group)
        )
        rects = canvas.rects()
        bands = {band.key: band.rect for band in canvas.bands}
        bands |= {k: r for k, r in rects.items() if k not in bands and r.x == grid.lane}
        moved = _from_boxes(control, canvas.boxes)
        drawn = [flow for flow in moved if flow.source in rects and flow.target in rects]
        canvas.edges += service_lines(drawn, rects, bands, grid)
        told = [flow for flow in notices if flow.source in rects and flow.target in rects]
        canvas.edges += notify_lines(told, rects, grid)
    box = Box(
        f"region:{region.name}",
        Rect(LEFT, top, grid.region_right - LEFT, bottom + 16 - top),
        "region",
        region.name.capitalize() if " " in region.name else f"Region {region.name}",
        "",
        Subject("", "region"),
        indent=grid.lane + 194 + 14 - LEFT if any(item.gateway for item in group) else 12,
    )
    canvas.boxes.insert(before, box)
    return bottom + 16 + 20, entered


def _labelled(lanes: Lanes) -> Mapping[str, int]:
    """How many labels stand above each card of the lane."""
    straight = {flow.target for flow in lanes.straight if flow.label}
    around = {f.target for f in (*lanes.left, *lanes.right) if f.label and f.kind != "idle"}
    return Counter([*straight, *around])


def _from_boxes(flows: Sequence[Flow], boxes: Sequence[Box]) -> list[Flow]:
    """Flows that leave subnets, from the boxes that stand for these; each line once."""
    subnets = [box for box in boxes if box.kind in SUBNET_BOXES]
    home = {member: box.key for box in subnets for member in box.subject.members}
    moved = [replace(flow, source=home.get(flow.source, flow.source)) for flow in flows]
    return list({(flow.source, flow.target): flow for flow in moved}.values())


def _reached(item: _VpcWork) -> frozenset[str]:
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


def _add_vpc(canvas: _Canvas, item: _VpcWork, placed: Placed, grid: Columns) -> None:
    vpc = item.plan.vpc
    detail = words.say(vpc.cidr)
    title = f"VPC {vpc.name}" if not vpc.implied else "A VPC this configuration does not name"
    facts = (("CIDR", detail), ("region", words.say(vpc.region)))
    frame = placed.frame
    indent = grid.lane + 194 + 14 - frame.x if item.gateway else 12
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
    for flow in volume_flows(item.plan):
        one, two = rects[flow.source], rects[flow.target]
        canvas.edges.append(line(flow, [(one.right, one.middle[1]), (two.x, one.middle[1])]))


def _place_services(  # noqa: PLR0913
    canvas: _Canvas, region: Region, grid: Columns, top: float, bottom: float, *, alone: bool
) -> float:
    tiles = service_tiles(region, most=MOST_SERVICES)
    across = max(1, grid.services_columns if not alone else 3)
    left = grid.vpc if alone else grid.services
    down_each = -(-len(tiles) // across)
    for number, tile in enumerate(tiles):
        column, row = divmod(number, down_each)
        x = left + PANEL_PAD + column * (SERVICE_CARD + PANEL_PAD)
        y = top + 38 + row * (CARD_HEIGHT + SERVICE_GAP)
        canvas.cards.append(card(tile, x, y, SERVICE_CARD))
    end = top + 38 + down_each * (CARD_HEIGHT + SERVICE_GAP) + 4
    wide = across * (SERVICE_CARD + PANEL_PAD) + PANEL_PAD
    canvas.boxes.append(
        Box(
            f"services:{region.name}",
            Rect(left, top, wide, end - top),
            "services",
            "Regional services",
            "",
            Subject("", "services"),
            indent=12,
        )
    )
    return max(bottom, end)


def _top_lines(flows: list[Flow], rects: Mapping[str, Rect]) -> list[EdgeLine]:
    lines = []
    for flow in flows:
        one, two = rects[flow.source], rects[flow.target]
        if one.x == two.x:
            lines.append(down(flow, one, two))
            continue
        start, end = (one.right, two.x) if one.x < two.x else (one.x, two.right)
        y1, y2 = one.middle[1], two.middle[1]
        middle = (start + end) / 2
        ways = (
            [(start, y1), (end, y2)]
            if y1 == y2
            else [(start, y1), (middle, y1), (middle, y2), (end, y2)]
        )
        label = Label(flow.label, middle, min(y1, y2) - 11 if y1 == y2 else (y1 + y2) / 2)
        lines.append(line(flow, ways, label))
    return lines


def _probes(
    architecture: Architecture, every: list[_VpcWork], rects: Mapping[str, Rect]
) -> list[EdgeLine]:
    """From each health check to the gateway in front of what it probes."""
    lines = []
    for check in architecture.health_checks:
        for item in every:
            gateway = item.gateway.key if item.gateway else ""
            names = {balancer.address for balancer in item.plan.vpc.load_balancers}
            if check.target not in names or gateway not in rects or check.address not in rects:
                continue
            one, two = rects[check.address], rects[gateway]
            y = two.y - REGION_HEAD + CARD_HEIGHT / 2 - 12
            flow = Flow(
                "health",
                check.address,
                gateway,
                f"probes {check.path}".strip(),
                f"probes {check.target}",
            )
            x = one.middle[0]
            entry = two.right - 14
            label = Label(flow.label, (x + two.right) / 2, y)
            ways = [(x, one.bottom), (x, y), (entry, y), (entry, two.y)]
            lines.append(line(flow, ways, label))
    return lines


def _title(architecture: Architecture) -> str:
    name = Path(architecture.path).resolve().name
    zones = max(
        (len(vpc.zones) for region in architecture.regions for vpc in region.vpcs), default=0
    )
    regions = ", ".join(region.name for region in architecture.regions)
    where = many(zones, "Availability Zone") if zones else "no Availability Zone"
    if zones == 0 and any(vpc.subnets for region in architecture.regions for vpc in region.vpcs):
        where = "Availability Zones not known"
    return f"{name}: {where} in {regions}" if regions else name


def _in_order(boxes: list[Box]) -> list[Box]:
    order = {"region": 0, "vpc": 1, "services": 1, "zone": 2}
    return sorted(boxes, key=lambda box: order.get(box.kind, 3))


def _notes(scene: Scene, architecture: Architecture) -> tuple[str, ...]:
    notes = []
    if scene.bands:
        notes.append(
            "A box across the zones is one resource, or one block of instances; the cards in it "
            "are its part in each zone."
        )
    assumed = sum(
        1
        for region in architecture.regions
        for vpc in region.vpcs
        for item in (*(i for c in vpc.clusters for i in c.instances), *vpc.databases)
        if item.zone_is_assumed and item.zone
    )
    if assumed:
        notes.append(
            f"The zone of {assumed} database instance{'s are' if assumed > 1 else ' is'} not set: "
            "drawn in the order of the subnet group, AWS decides."
        )
    if scene.coverage.missing:
        notes.append(f"Not drawn: {', '.join(scene.coverage.missing)}")
    return tuple(notes)
