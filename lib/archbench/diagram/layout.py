"""From an architecture to a scene: columns, then rows, then the ways of the lines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil
from pathlib import Path

from archbench.architecture.joins import short_name
from archbench.architecture.model import Architecture
from archbench.diagram.around import top_flows, top_tiles
from archbench.diagram.canvas import Canvas
from archbench.diagram.columns import (
    LANE_CARD,
    LEFT,
    Columns,
    columns,
)
from archbench.diagram.coverage import adopt
from archbench.diagram.flow_form import Group, place_group, plan_lane
from archbench.diagram.flow_scene import place_all
from archbench.diagram.flows import (
    CLIENTS,
    Flow,
    control_flows,
    egress_flows,
    notify_flows,
    request_flows,
)
from archbench.diagram.grid import Node
from archbench.diagram.hub import GAP as HUB_GAP
from archbench.diagram.hub import WIDTH as HUB_WIDTH
from archbench.diagram.hub import hub_of, tied
from archbench.diagram.legend import HEADING, settled
from archbench.diagram.mixed import at_edge, in_flow, lane_homes, lanes, panel_tiles
from archbench.diagram.naming import many
from archbench.diagram.nodes import cast, lines
from archbench.diagram.perspectives import Perspective, focus
from archbench.diagram.placing import card
from archbench.diagram.reach import Reach, reach
from archbench.diagram.regions import (
    MOST_CONTROL,
    REGION_HEAD,
    RegionWork,
    VpcWork,
    entry_of,
    place_region,
)
from archbench.diagram.routes import (
    down,
    line,
    sort_lines,
    tracks,
)
from archbench.diagram.rows import VpcPlan, plan
from archbench.diagram.scene import (
    CARD_HEIGHT,
    ICON,
    TITLE_SIZE,
    Box,
    Card,
    Coverage,
    EdgeLine,
    Label,
    Rect,
    Scene,
    Subject,
)
from archbench.diagram.standing import followed, inside, part_bands
from archbench.diagram.systems import is_large, only, place_systems, systems
from archbench.diagram.text import width
from archbench.diagram.tiles import Tile
from archbench.diagram.unread import MEANING, TITLE, WIDEST, unread_tiles
from archbench.diagram.ways import add_lines
from archbench.errors import InputError
from archbench.terraform.address import resource_of

TOP_GAP = 56.0
TOP_CARD = 240.0
TOP_MOST = 420.0
TOP_ROW = CARD_HEIGHT + 28.0
TALL_SERVICES = 11
ROOT_NAME = "root"
"""What the root module is called where a module is asked for by name."""
FLOW_WORDS = " as a flow: nothing stands in a VPC, so there are no zones to draw"


def compose(
    architecture: Architecture, *, perspective: Perspective, title: str = "", subtitle: str = ""
) -> Scene:
    """The scene of an architecture in one perspective.

    Raises:
        InputError: there is no such zone or module here.
    """
    if perspective.module:
        architecture = _module(architecture, perspective.module)
    elif perspective.name == "full" and not perspective.zone and is_large(architecture):
        return _as_systems(architecture, title, subtitle or perspective.words + architecture.path)
    if not any(region.vpcs for region in architecture.regions):
        return _as_flow(architecture, perspective, title, subtitle)
    above = {check.address for check in architecture.health_checks}
    found = cast(architecture, inside(architecture) | above)
    copies = followed(architecture)
    plans = {
        region.name: tuple(
            plan(vpc, perspective.zone, part_bands(architecture, vpc), copies)
            for vpc in region.vpcs
        )
        for region in architecture.regions
    }
    home = {**found.home, **lane_homes(item for group in plans.values() for item in group)}
    told = _told(architecture, home)
    flowing = in_flow(found, told)
    hubs = {region.name: hub_of(architecture, region) for region in architecture.regions}
    in_hub = {
        address
        for hub in hubs.values()
        if hub
        for address in (hub.part.address, *(other for _, other in hub.others))
    }
    allowed = reach(architecture)
    first_step = 2 if architecture.records else 1
    work = {
        name: tuple(
            _prepare(item, allowed, first_step, told, unread=bool(architecture.uncounted))
            for item in group
        )
        for name, group in plans.items()
    }
    every = [item for group in work.values() for item in group]
    _check_zone(architecture, perspective, every)
    panels = {
        region.name: panel_tiles(architecture, found, flowing | in_hub, region.name)
        for region in architecture.regions
    }
    serving = {
        region.name: control_flows(
            region,
            tuple(item.plan for item in work[region.name]),
            {tile.key for tile in panels[region.name]},
            told,
        )
        for region in architecture.regions
    }
    control = {name: flows[:MOST_CONTROL] for name, flows in serving.items()}
    hidden = sum(len(flows[MOST_CONTROL:]) for flows in serving.values())
    zones = {region.name: _zone_columns(work[region.name]) for region in architecture.regions}
    straight = [work[region.name][0] for region in architecture.regions[:1] if region.vpcs]
    entries = sum(1 for item in every if entry_of(item) and item not in straight)
    tall = max(map(len, panels.values()), default=0)
    grid = columns(
        max(map(len, zones.values()), default=0),
        left=max((tracks(item.lanes.left) for item in every), default=0),
        right=max((tracks(item.lanes.right) for item in every), default=0),
        control=max(map(len, control.values()), default=0),
        services=0 if not tall else 1 if tall <= TALL_SERVICES else 2,
        entries=entries,
        hub=HUB_WIDTH + HUB_GAP if any(hubs.values()) else 0.0,
    )
    below = {
        name: plan_lane(nodes, told, grid.vpc)
        for name, nodes in lanes(architecture, found, flowing).items()
        if nodes
    }
    canvas = Canvas()
    edge = at_edge(found, flowing)
    doors = [node for node in found.nodes if node.role == "entry" and node.key in flowing]
    entered_by = bool(doors) or any(entry_of(item) for item in every)
    tiles = top_tiles(architecture, edge, has_clients=entered_by)
    y = _place_top(canvas, tiles, grid)
    top_right = max((shape.rect.right for shape in canvas.shapes()), default=0.0)
    lane_right = max((lane.right + LEFT for lane in below.values()), default=0.0)
    grid = replace(grid, region_right=max(grid.region_right, top_right + LEFT, lane_right))
    entered = 0
    for region in architecture.regions:
        y, entered = place_region(
            canvas,
            RegionWork(
                region,
                work[region.name],
                tuple(control[region.name]),
                tuple(notify_flows(architecture, region)),
                tuple(panels[region.name]),
                below.get(region.name),
                hubs[region.name],
            ),
            zones[region.name],
            grid,
            y,
            entered,
        )
    y = _place_unread(canvas, architecture, grid, y)
    canvas.edges += _top_lines(top_flows(architecture, tiles), canvas.rects())
    probes = _probes(architecture, every, canvas.rects())
    free = [edge for edge in probes if not _is_crossing(edge, canvas.cards)]
    canvas.edges += free
    hidden += len(probes) - len(free)
    hidden += add_lines(
        canvas,
        [
            *_outer(told, every, edge, doors, flowing, in_hub),
            *tied(architecture, list(hubs.values())),
        ],
    )
    words_ = title or _title(architecture), subtitle or perspective.words + architecture.path
    scene = focus(_page(canvas, architecture, words_, y), architecture, perspective)
    return settled(replace(scene, notes=_notes(scene, architecture, hidden)))


def _check_zone(
    architecture: Architecture, perspective: Perspective, every: Sequence[VpcWork]
) -> None:
    if perspective.zone and not any(item.plan.zones for item in every):
        known = sorted({z.name for r in architecture.regions for v in r.vpcs for z in v.zones})
        raise InputError(f"no zone {perspective.zone} here: {', '.join(known) or 'none is known'}")


def _told(architecture: Architecture, home: Mapping[str, str]) -> tuple[Flow, ...]:
    """The lines the graph tells; what DNS records lead to has its own."""
    names = {record.address for record in architecture.records}
    stated = [item for item in architecture.graph.relations if not names & set(item.via)]
    return lines(stated, architecture.graph.parts, home)


def _page(
    canvas: Canvas, architecture: Architecture, words_: tuple[str, str], bottom: float
) -> Scene:
    """The canvas as a scene with its title and subtitle, and what it covers."""
    right = max((shape.rect.right for shape in canvas.shapes()), default=600.0)
    scene = Scene(
        (max(right + LEFT, 640.0), bottom),
        *words_,
        tuple(_in_order(canvas.boxes)),
        tuple(canvas.bands),
        tuple(canvas.cards),
        tuple(canvas.edges),
        Coverage((), (), ()),
    )
    return adopt(scene, architecture)


def _outer(  # noqa: PLR0913, PLR0917 - all that decides where a line runs
    told: Sequence[Flow],
    every: Sequence[VpcWork],
    edge: Sequence[Node],
    doors: Sequence[Node],
    flowing: frozenset[str],
    in_hub: set[str],
) -> list[Flow]:
    """Lines that leave a VPC's lane: to what stands outside, or to another VPC.

    What leads to a balancer that faces the world comes in through its internet gateway. What the
    panel controls has its own lines.
    """
    lane = {band.tile.key: number for number, w in enumerate(every) for band in w.plan.bands()}
    gate = {
        balancer.address: item.gateway.key
        for item in every
        for balancer in item.plan.vpc.load_balancers
        if item.gateway and balancer.internal is not True
    }
    at_edge = {node.key for node in edge}
    asked = [
        Flow("request", CLIENTS, node.key, "", "it stands open to callers")
        for node in doors
        if not any(flow.target == node.key and flow.kind == "request" for flow in told)
    ]
    outer = [
        replace(flow, target=gate.get(flow.target, flow.target)) if flow.source in at_edge else flow
        for flow in told
        if (flow.source not in lane or lane.get(flow.source) != lane.get(flow.target))
        and (flow.kind != "control" or {flow.source, flow.target} & flowing)
        and not {flow.source, flow.target} <= in_hub
    ]
    return [*asked, *outer]


def _place_unread(canvas: Canvas, architecture: Architecture, grid: Columns, top: float) -> float:
    """Dashed cards under the regions; returns where the next thing may begin."""
    tiles = unread_tiles(architecture)
    if not tiles:
        return top
    group = Group("unread", TITLE, MEANING, tiles, WIDEST)
    return place_group(canvas, group, LEFT, top, grid.region_right - LEFT) + 4


def _module(architecture: Architecture, name: str) -> Architecture:
    known = [system.name or ROOT_NAME for system in systems(architecture)]
    if name not in known:
        raise InputError(f'no module "{name}" here: {", ".join(known)}')
    return only(architecture, "" if name == ROOT_NAME else name)


def _as_systems(architecture: Architecture, title: str, subtitle: str) -> Scene:
    """A large configuration: a card for each module."""
    canvas = Canvas()
    bottom, notes = place_systems(canvas, architecture, HEADING + 14)
    name = Path(architecture.path).resolve().name
    words_ = title or f"{name}: {many(len(systems(architecture)), 'system')}", subtitle
    scene = _page(canvas, architecture, words_, bottom)
    return settled(replace(scene, notes=(*notes, *_notes(scene, architecture, 0))))


def _as_flow(
    architecture: Architecture, perspective: Perspective, title: str, subtitle: str
) -> Scene:
    """A stack without a VPC: columns by who works after whom."""
    if perspective.zone:
        raise InputError(f"no zone {perspective.zone} here: none is known")
    canvas = Canvas()
    bottom, lost = place_all(canvas, architecture, HEADING + 14)
    regions = ", ".join(region.name for region in architecture.regions)
    name = Path(architecture.path).resolve().name
    words_ = (
        title or (f"{name}: no zones, {regions}" if regions else name),
        subtitle or perspective.words + architecture.path + FLOW_WORDS,
    )
    scene = focus(_page(canvas, architecture, words_, bottom), architecture, perspective)
    return settled(replace(scene, notes=_notes(scene, architecture, len(lost))))


def _prepare(
    planned: VpcPlan, allowed: Reach, first_step: int, told: Sequence[Flow], *, unread: bool
) -> VpcWork:
    vpc = planned.vpc
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
    described = set(vpc.shaped()) | {f"block:{resource_of(item.address)}" for item in vpc.compute}
    mine = {band.tile.key for band in planned.bands()}
    more = [
        flow
        for flow in told
        if {flow.source, flow.target} <= mine
        and (flow.kind == "replica" or not {flow.source, flow.target} <= described)
    ]
    flows = request_flows(planned, allowed, first_step, more)
    lane = ([gateway.key] if gateway else []) + [band.tile.key for band in planned.bands()]
    egress = egress_flows(planned)
    return VpcWork(planned, gateway, tuple(flows), sort_lines(flows, lane), tuple(egress), unread)


def _zone_columns(group: tuple[VpcWork, ...]) -> dict[str, int]:
    """One column for each zone of a region, in order, the unknown one last."""
    zones = {zone.name: zone for item in group for zone in item.plan.zones}
    ordered = sorted(zones.values(), key=lambda zone: (not zone.name, zone.index, zone.name))
    return {zone.name: number for number, zone in enumerate(ordered)}


def _place_top(canvas: Canvas, tiles: Mapping[tuple[int, int], Tile], grid: Columns) -> float:
    if not tiles:
        return HEADING + 12
    x = grid.lane
    for column in range(max(column for _, column in tiles) + 1):
        here = {row: tile for (row, at), tile in tiles.items() if at == column}
        needed = max(
            (width(tile.title, TITLE_SIZE, bold=True) for tile in here.values()), default=0
        )
        # A multiple of the grid: renderers round halves of other widths apart.
        room = min(max(TOP_CARD, ceil((needed + ICON + 24) / 10) * 10.0), TOP_MOST)
        wide = room if column else LANE_CARD
        for row, tile in here.items():
            canvas.cards.append(card(tile, x, HEADING + 14 + row * TOP_ROW, wide))
        x += wide + TOP_GAP
    return HEADING + 14 + (max(row for row, _ in tiles) + 1) * TOP_ROW


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
        level = y1 == y2
        label = (
            Label(flow.label, middle, y1, step=flow.step, below=True)
            if level and flow.step
            else Label(flow.label, middle, min(y1, y2) - 11 if level else (y1 + y2) / 2)
        )
        lines.append(line(flow, ways, label))
    return lines


def _probes(
    architecture: Architecture, every: list[VpcWork], rects: Mapping[str, Rect]
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
            entry, aside = two.right + 12, two.y + 14
            label = Label(flow.label, (x + two.right) / 2, y)
            ways = [(x, one.bottom), (x, y), (entry, y), (entry, aside), (two.right, aside)]
            lines.append(line(flow, ways, label))
    return lines


def _is_crossing(edge: EdgeLine, cards: Sequence[Card]) -> bool:
    """Whether a line leads through a card that it does not join."""
    others = [card.rect for card in cards if card.key not in (edge.source, edge.target)]
    pieces = [
        Rect(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))
        for (x1, y1), (x2, y2) in pairwise(edge.points)
    ]
    return any(piece.overlaps(rect) for piece in pieces for rect in others)


def _title(architecture: Architecture) -> str:
    name = Path(architecture.path).resolve().name
    hubs = [(region, hub_of(architecture, region)) for region in architecture.regions]
    told = [
        f"{hub.part.kind.service} {hub.part.name}, {many(len(region.vpcs), 'VPC')} in {region.name}"
        for region, hub in hubs
        if hub is not None
    ]
    if told:
        return f"{name}: {'; '.join(told)}"
    zones = max(
        (len(vpc.zones) for region in architecture.regions for vpc in region.vpcs), default=0
    )
    regions = ", ".join(region.name for region in architecture.regions)
    where = many(zones, "Availability Zone") if zones else "no Availability Zone"
    if zones == 0 and any(vpc.subnets for region in architecture.regions for vpc in region.vpcs):
        where = "Availability Zones not known"
    return f"{name}: {where} in {regions}" if regions else name


def _in_order(boxes: list[Box]) -> list[Box]:
    order = {"region": 0, "vpc": 1, "services": 1, "hub": 1, "zone": 2}
    return sorted(boxes, key=lambda box: order.get(box.kind, 3))


def _notes(scene: Scene, architecture: Architecture, hidden: int) -> tuple[str, ...]:
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
            f"The zone of {assumed} database instance{'s' if assumed > 1 else ''} is not set: "
            "drawn in the order of the subnet group, AWS decides."
        )
    if hidden:
        notes.append(
            f"{many(hidden, 'line')} not drawn for want of a free way: the details of each service "
            "and health check say what it serves or probes."
        )
    if scene.coverage.missing:
        notes.append(f"Not drawn: {', '.join(scene.coverage.missing)}")
    if scene.coverage.uncounted:
        notes.append(f"Of unknown number, or not read: {', '.join(scene.coverage.uncounted)}")
    return tuple(notes)
