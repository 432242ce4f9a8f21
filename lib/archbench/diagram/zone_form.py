"""A stack with VPCs: zones as columns, tiers as rows; around them edge, hub, services, flow."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from archbench.architecture.joins import short_name
from archbench.architecture.model import Architecture
from archbench.diagram import outer
from archbench.diagram.above import place_top, probes, top_lines
from archbench.diagram.around import top_flows, top_tiles
from archbench.diagram.bare import place_aside
from archbench.diagram.canvas import Canvas
from archbench.diagram.columns import (
    LEFT,
    Columns,
    columns,
)
from archbench.diagram.endpoints import TRACKS, EndpointReach, reached
from archbench.diagram.flow_form import SupportGroup, place_group, plan_lane
from archbench.diagram.flows import (
    Flow,
    control_flows,
    egress_flows,
    notify_flows,
    request_flows,
    tended,
)
from archbench.diagram.grid import FlowNode
from archbench.diagram.hub import Hub, gathered, hub_of, tied, ties
from archbench.diagram.hub_form import notes as hub_notes
from archbench.diagram.hub_form import outside_of, width_of
from archbench.diagram.legend import settled
from archbench.diagram.mixed import at_edge, in_flow, lane_homes, lanes, panel_tiles
from archbench.diagram.nodes import Cast, asked, cast
from archbench.diagram.page import as_scene, heading_of, notes_of
from archbench.diagram.perspectives import Perspective, focus
from archbench.diagram.reach import GroupReach, reach
from archbench.diagram.regions import (
    MOST_CONTROL,
    RegionWork,
    VpcWork,
    entry_of,
    place_region,
)
from archbench.diagram.routes import (
    is_crossing,
    sort_lines,
    tracks,
)
from archbench.diagram.rows import VpcPlan, plan
from archbench.diagram.scene import (
    Scene,
    Subject,
)
from archbench.diagram.standing import depths, followed, inside, part_bands
from archbench.diagram.tiles import Tile
from archbench.diagram.unread import MEANING, TITLE, WIDEST, unread_tiles
from archbench.diagram.ways import add_lines
from archbench.errors import InputError
from archbench.frozen import replace

TALL_SERVICES = 11
"""How many services a panel holds in one column."""


@dataclass(frozen=True)
class _Zonal:
    """Everything on the page before it has a place."""

    architecture: Architecture
    found: Cast
    home: Mapping[str, str]
    told: tuple[Flow, ...]
    flowing: frozenset[str]
    hubs: Mapping[str, Hub | None]
    edge: tuple[FlowNode, ...]
    doors: tuple[Flow, ...]
    work: Mapping[str, tuple[VpcWork, ...]]

    @property
    def every(self) -> list[VpcWork]:
        """The VPCs of all regions."""
        return [item for group in self.work.values() for item in group]

    @cached_property
    def in_hub(self) -> set[str]:
        """What stands in the panel of a hub, or outside of its region, or is a line itself."""
        return gathered(self.hubs.values()) | set(ties(self.architecture))

    @cached_property
    def panels(self) -> Mapping[str, list[Tile]]:
        """The tiles of each region's panel of services."""
        return {
            region.name: panel_tiles(
                self.architecture, self.found, self.flowing | self.in_hub, region.name
            )
            for region in self.architecture.regions
        }

    @cached_property
    def reached(self) -> Mapping[str, EndpointReach]:
        """What the VPCs of each region reach through interface endpoints."""
        return {name: reached(self.architecture, name, self.home) for name in self.work}

    @property
    def busy(self) -> frozenset[str]:
        """The VPCs in which something works."""
        parts = self.architecture.graph.parts.values()
        return frozenset(part.place.vpc for part in parts if part.kind.role == "workload")


def compose_zones(
    architecture: Architecture, perspective: Perspective, title: str, subtitle: str
) -> Scene:
    """The scene of a stack with VPCs.

    Raises:
        InputError: there is no such zone here.
    """
    page = _gathered(architecture, perspective)
    _check_zone(architecture, perspective, page.every)
    serving = _serving(page)
    control = {name: flows[:MOST_CONTROL] for name, flows in serving.items()}
    hidden = sum(len(flows[MOST_CONTROL:]) for flows in serving.values())
    canvas = Canvas()
    tiles = top_tiles(
        architecture, page.edge, has_clients=bool(page.doors) or any(map(entry_of, page.every))
    )
    bottom = _place(canvas, page, control, tiles)
    for flow in top_flows(architecture, tiles):
        straight = top_lines([flow], canvas.rects())
        if any(is_crossing(line, canvas.cards) for line in straight):
            canvas.pending.append(flow)
        else:
            canvas.edges += straight
    checks = probes(architecture, page.every, canvas.rects())
    free = [line for line in checks if not is_crossing(line, canvas.cards)]
    canvas.edges += free
    hidden += len(checks) - len(free)
    outside = outer.flows(page.told, page.every, page.edge, page.flowing, page.in_hub)
    hidden += add_lines(
        canvas,
        [
            *canvas.pending,
            *outer.numbered(page.doors, outside, page.every),
            *outer.named(architecture, tiles, outer.gates(page.every), page.home),
            *tied(architecture, list(page.hubs.values())),
        ],
    )
    words_ = title or heading_of(architecture), subtitle or perspective.words + architecture.path
    scene = focus(as_scene(canvas, architecture, words_, bottom), architecture, perspective)
    said = (*hub_notes(architecture, page.hubs, page.busy), *notes_of(scene, architecture, hidden))
    return settled(replace(scene, notes=said))


def _gathered(architecture: Architecture, perspective: Perspective) -> _Zonal:
    above = {check.address for check in architecture.health_checks}
    found = cast(architecture, inside(architecture) | above)
    copies, asked_after = followed(architecture), depths(architecture)
    plans = {
        region.name: tuple(
            plan(vpc, perspective.zone, part_bands(architecture, vpc), copies, asked_after)
            for vpc in region.vpcs
        )
        for region in architecture.regions
    }
    home = {**found.home, **lane_homes(item for group in plans.values() for item in group)}
    told = outer.told(architecture, home)
    flowing = in_flow(found, told)
    hubs = {region.name: hub_of(architecture, region) for region in architecture.regions}
    gone = gathered(hubs.values())
    edge = tuple(node for node in at_edge(found, flowing) if node.key not in gone)
    doors = asked([node for node in found.nodes if node.key in flowing], told)
    fed = {flow.target for flow in told if flow.source in {node.key for node in edge}}
    first_step = 2 if architecture.records and not edge else 1
    allowed = reach(architecture)
    work = {
        name: tuple(
            _prepare(item, allowed, first_step, told, fed, unread=bool(architecture.uncounted))
            for item in group
        )
        for name, group in plans.items()
    }
    return _Zonal(architecture, found, home, told, flowing - gone, hubs, edge, tuple(doors), work)


def _serving(page: _Zonal) -> Mapping[str, list[Flow]]:
    """The lines between each region's panel and its VPCs."""
    given = tended(page.architecture.graph.relations)
    return {
        region.name: control_flows(
            region,
            tuple(item.plan for item in page.work[region.name]),
            {
                member: tile.key
                for tile in page.panels[region.name]
                for member in (tile.key, *tile.subject.members)
            },
            page.told,
            given,
        )
        for region in page.architecture.regions
    }


def _columns(page: _Zonal, control: Mapping[str, Sequence[Flow]]) -> Columns:
    architecture = page.architecture
    straight = [page.work[region.name][0] for region in architecture.regions[:1] if region.vpcs]
    tall = max(
        (
            len(page.panels[name]) + len(found.tiles((), name))
            for name, found in page.reached.items()
        ),
        default=0,
    )
    through = TRACKS if any(found.bands for found in page.reached.values()) else 0
    return columns(
        max((len(_zone_columns(group)) for group in page.work.values()), default=0),
        left=max((tracks(item.lanes.left) for item in page.every), default=0),
        right=max((tracks(item.lanes.right) for item in page.every), default=0),
        control=max(map(len, control.values()), default=0) + through,
        services=0 if not tall else 1 if tall <= TALL_SERVICES else 2,
        entries=sum(1 for item in page.every if entry_of(item) and item not in straight),
        hub=max(map(width_of, page.hubs.values()), default=0.0),
        outside=max(map(outside_of, page.hubs.values()), default=0.0),
    )


def _place(
    canvas: Canvas,
    page: _Zonal,
    control: Mapping[str, Sequence[Flow]],
    tiles: Mapping[tuple[int, int], Tile],
) -> float:
    """Every card and box on the canvas, with the lines of the lanes; returns where they end."""
    architecture = page.architecture
    grid = _columns(page, control)
    below = {
        name: plan_lane(nodes, page.told, grid.vpc)
        for name, nodes in lanes(architecture, page.found, page.flowing).items()
        if nodes
    }
    y = place_top(canvas, tiles, grid)
    top_right = max((shape.rect.right for shape in canvas.shapes()), default=0.0)
    lane_right = max((lane.right + LEFT for lane in below.values()), default=0.0)
    grid = replace(grid, region_right=max(grid.region_right, top_right + LEFT, lane_right))
    entered = 0
    hubs = list(page.hubs.values())
    pairs = [(flow.source, flow.target) for flow in tied(architecture, hubs)]
    pairs += [(one.source, one.target) for hub in hubs if hub for one in hub.attached]
    tied_ = frozenset(end for pair in pairs for end in pair)
    aside = [region for region in architecture.regions if _is_bare(page, below, region.name)]
    for region in architecture.regions:
        if region in aside:
            continue
        group = page.work[region.name]
        work = RegionWork(
            region,
            group,
            tuple(control[region.name]),
            tuple(notify_flows(architecture, region)),
            tuple(page.panels[region.name]),
            below.get(region.name),
            page.hubs[region.name],
            page.busy,
            tied_,
            page.reached[region.name],
        )
        y, entered = place_region(canvas, work, _zone_columns(group), grid, y, entered)
    for region in aside:
        y = place_aside(canvas, region, grid.region - LEFT, y)
    return _place_unread(canvas, architecture, grid, y)


def _is_bare(page: _Zonal, below: Mapping[str, object], region: str) -> bool:
    """Whether a region has nothing but VPCs in which nothing stands, beside one that has more."""
    lone = len(page.work) == 1 or not any(page.hubs.values())
    holds = page.panels[region] or region in below or page.hubs[region]
    rows = (row for item in page.work[region] for row in item.plan.rows)
    return not (lone or holds or any(row.subnets or not row.is_empty for row in rows))


def _check_zone(
    architecture: Architecture, perspective: Perspective, every: Sequence[VpcWork]
) -> None:
    if perspective.zone and not any(item.plan.zones for item in every):
        known = sorted({z.name for r in architecture.regions for v in r.vpcs for z in v.zones})
        raise InputError(f"no zone {perspective.zone} here: {', '.join(known) or 'none is known'}")


def _place_unread(canvas: Canvas, architecture: Architecture, grid: Columns, top: float) -> float:
    """Dashed cards under the regions; returns where the next thing may begin."""
    tiles = unread_tiles(architecture)
    if not tiles:
        return top
    group = SupportGroup("unread", TITLE, MEANING, tiles, WIDEST)
    return place_group(canvas, group, LEFT, top, grid.region_right - LEFT) + 4


def _prepare(  # noqa: PLR0913 - what its lines are told by
    planned: VpcPlan,
    allowed: GroupReach,
    first_step: int,
    told: Sequence[Flow],
    fed: Container[str],
    *,
    unread: bool,
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
    described, mine = set(vpc.shaped()), {band.tile.key for band in planned.bands()}
    plain = {b.tile.key for b in planned.bands() if described.issuperset(b.tile.subject.members)}
    more = [
        flow
        for flow in told
        if {flow.source, flow.target} <= mine
        and (flow.kind == "replica" or not {flow.source, flow.target} <= plain)
    ]
    flows = request_flows(planned, allowed, first_step, more, fed)
    lane = ([gateway.key] if gateway else []) + [band.tile.key for band in planned.bands()]
    egress = egress_flows(planned)
    return VpcWork(planned, gateway, tuple(flows), sort_lines(flows, lane), tuple(egress), unread)


def _zone_columns(group: tuple[VpcWork, ...]) -> dict[str, int]:
    """One column for each zone of a region, in order, the unknown one last."""
    zones = {zone.name: zone for item in group for zone in item.plan.zones}
    ordered = sorted(zones.values(), key=lambda zone: (not zone.name, zone.index, zone.name))
    return {zone.name: number for number, zone in enumerate(ordered)}
