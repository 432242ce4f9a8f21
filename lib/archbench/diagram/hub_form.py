"""Where a hub stands: its panel left of the VPCs, each attachment at the height of its VPC."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from archbench.architecture.model import Architecture
from archbench.architecture.transit_table import TransitRoute, TransitTable
from archbench.diagram import words
from archbench.diagram.canvas import Canvas
from archbench.diagram.flows import Flow
from archbench.diagram.hub import CARD, Hub
from archbench.diagram.naming import many
from archbench.diagram.placing import card
from archbench.diagram.scene import (
    CARD_HEIGHT,
    Badge,
    BadgeKind,
    Box,
    Card,
    EdgeLine,
    Label,
    Rect,
    Subject,
)
from archbench.diagram.tiles import Tile
from archbench.frozen import replace

PAD, HEAD, GAP, STEP = 16.0, 40.0, 60.0, 24.0
"""Inside the panel, under its heading, from it to the VPCs, between two of its cards."""
COLUMN = CARD + PAD
OUTSIDE = CARD + 2 * PAD
APART = 34.0
"""From what stands outside to the region."""
MOST_ROUTES = 7
COLORS: tuple[BadgeKind, ...] = ("info", "warn", "data", "good", "neutral")
_ATTACHMENT = "network.TransitGatewayAttachment"
_TABLE = "network.RouteTable"


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step of a packet through a hub: out of a VPC into its attachment, or the other way."""

    attachment: str
    inward: bool
    number: str


def width_of(hub: Hub | None) -> float:
    """How wide a hub's panel is, with the room to the VPCs; 0 for none."""
    if hub is None:
        return 0.0
    return 2 * PAD + CARD + GAP + (COLUMN if hub.connections or hub.tables else 0.0)


def outside_of(hub: Hub | None) -> float:
    """How much room what stands outside of the region takes left of it."""
    return OUTSIDE + APART if hub is not None and _outer(hub) else 0.0


def _outer(hub: Hub) -> list[Tile]:
    return [one.outer for one in hub.connections if one.outer is not None]


def place_hub(  # noqa: PLR0913, PLR0917 - the hub, where, and beside what
    canvas: Canvas,
    hub: Hub,
    left: float,
    frames: Mapping[str, Rect],
    names: Mapping[str, str],
    busy: Container[str],
) -> float:
    """The panel beside the frames of its VPCs, given their names; returns where it ends.

    busy are the VPCs in which something works: a way from one to another is numbered.
    """
    top = min(rect.y for rect in frames.values())
    colors = {table.address: COLORS[n % len(COLORS)] for n, table in enumerate(hub.tables)}
    called = {hub.vpc_of(one): names.get(hub.vpc_of(one), "") for one in hub.attached}
    steps = path(hub, busy)
    x, y = left + PAD, top + HEAD + STEP
    placed: dict[str, Card] = {}
    for one in hub.connections:
        table = next((t for m in one.inner.subject.members if (t := hub.table_of(m))), None)
        tile = replace(one.inner, badges=_badge(table, colors))
        placed[one.inner.key] = card(tile, x, y, CARD)
        y += CARD_HEIGHT + STEP
    inner = {
        member: one.inner.title for one in hub.connections for member in one.inner.subject.members
    }
    ends = {relation.via[0]: called[hub.vpc_of(relation)] for relation in hub.attached} | inner
    for table in hub.tables:
        tile = replace(_table(table, ends, hub.ranges), badges=_badge(table, colors))
        placed[table.address] = card(tile, x, y, CARD)
        y += tile.height + STEP
    canvas.cards += placed.values()
    low = y
    x += COLUMN if placed else 0.0
    y = top + HEAD
    for relation in hub.attached:
        vpc = hub.vpc_of(relation)
        if vpc in frames:
            y = max(y, frames[vpc].y + STEP)
            rect = Rect(x, y, CARD, CARD_HEIGHT)
            address = relation.via[0]
            badges = _badge(hub.table_of(address), colors)
            tile = _attachment(hub, address, called[vpc] or vpc, str(relation.range or ""), badges)
            canvas.cards.append(card(tile, rect.x, rect.y, rect.w))
            mine = [step for step in steps if step.attachment == address]
            canvas.edges += _lines(address, vpc, rect, frames[vpc], mine)
            y += CARD_HEIGHT + STEP
    bottom = max(low, y, *(rect.bottom for rect in frames.values()))
    part = hub.part
    detail = many(len(hub.attached) + len(hub.connections), "attachment")
    if hub.tables:
        detail = words.joined(detail, many(len(hub.tables), "route table"))
    subject = words.subject(part, part.kind.title, (("attached", detail),))
    rect = Rect(left, top, x + CARD + PAD - left, bottom - top)
    title = f"{part.kind.service} {part.name}"
    shown = detail if placed else ""
    canvas.boxes.append(Box(part.address, rect, "hub", title, shown, subject, part.kind.icon, 14.0))
    _place_outside(canvas, hub, placed, left - PAD)
    return bottom


def _badge(table: TransitTable | None, colors: Mapping[str, BadgeKind]) -> tuple[Badge, ...]:
    return () if table is None else (Badge(f"RT {table.name}", colors[table.address]),)


def _attachment(hub: Hub, address: str, name: str, place: str, badges: tuple[Badge, ...]) -> Tile:
    subject = Subject(address, "attachment", (address,), place, (("of", hub.part.name),))
    return Tile(address, _ATTACHMENT, name, "attachment", subject, badges=badges)


def _table(table: TransitTable, ends: Mapping[str, str], ranges: Mapping[str, str]) -> Tile:
    """A route table with where it leads."""
    routes = [_said(route, ends, ranges) for route in table.routes]
    rest = len(routes) - MOST_ROUTES
    shown = routes if rest <= 0 else [*routes[: MOST_ROUTES - 1], f"and {rest + 1} more"]
    return Tile(
        table.address,
        _TABLE,
        "Route table",
        many(len(table.associated), "association"),
        words.subject(table, "route table", tuple(("route", text) for text in routes)),
        tray=("Routes", *shown) if shown else ("No routes",),
    )


def _said(route: TransitRoute, ends: Mapping[str, str], ranges: Mapping[str, str]) -> str:
    """One route in words: "10.1.0.0/16 to dev"."""
    where = route.destination or ranges.get(route.target, "" if route.propagated else "?")
    to = "nowhere" if route.dropped else ends.get(route.target, "?")
    return f"{where} \N{RIGHTWARDS ARROW} {to}" if where else f"\N{RIGHTWARDS ARROW} {to}"


def _lines(
    address: str, vpc: str, rect: Rect, frame: Rect, steps: Sequence[WayStep]
) -> list[EdgeLine]:
    """The straight line of an attachment to the VPC beside it, and the steps that pass it."""
    middle = max(rect.y + 12, min(rect.middle[1], frame.bottom - 12))
    heights = [rect.y + 13, rect.bottom - 11]
    at = middle if len(steps) != 1 else rect.bottom - 13
    found = [
        EdgeLine(f"{address}->{vpc}", "attachment", address, vpc, ((rect.right, at), (frame.x, at)))
    ]
    for step, y in zip(steps, heights, strict=False):
        ends = ((rect.right, y), (frame.x, y))
        one, two = (vpc, address) if step.inward else (address, vpc)
        found.append(
            EdgeLine(
                f"{one}->{two} {step.number}",
                "request",
                one,
                two,
                ends[::-1] if step.inward else ends,
                Label(step.number, (rect.right + frame.x) / 2, y, step=step.number),
                "the way that the route tables give",
            )
        )
    return found


def path(hub: Hub, busy: Container[str]) -> tuple[WayStep, ...]:
    """The way from one VPC to another: through the one that a default route leads to, if any."""
    mine = {relation.via[0]: hub.vpc_of(relation) for relation in hub.attached}
    through = [table for table in hub.tables if table.default in mine]
    for table in (*through, *(table for table in hub.tables if table not in through)):
        middle = table.default if table in through else ""
        after = hub.table_of(middle) if middle else table
        if after is None or (middle and after is table):
            continue
        spokes = [one for one in table.associated if one in mine and one != middle]
        spokes.sort(key=lambda one: mine[one] not in busy)
        for source in spokes:
            goals = [one for one in mine if one not in (middle, source) and after.leads_to(one)]
            if goals:
                goal = min(goals, key=lambda one: mine[one] not in busy)
                return _steps(source, middle, goal)
    return ()


def _steps(source: str, middle: str, goal: str) -> tuple[WayStep, ...]:
    first = WayStep(source, inward=True, number="1")
    if not middle:
        return first, WayStep(goal, inward=False, number="2")
    return (
        first,
        WayStep(middle, inward=False, number="2"),
        WayStep(middle, inward=True, number="3"),
        WayStep(goal, inward=False, number="4"),
    )


def told(hub: Hub, names: Mapping[str, str], busy: Container[str]) -> str:
    """The numbered way in words, "" for none."""
    steps = path(hub, busy)
    if not steps:
        return ""
    name = {one.via[0]: names.get(hub.vpc_of(one), "") for one in hub.attached}
    first, last = hub.table_of(steps[0].attachment), hub.table_of(steps[-2].attachment)
    source, goal = name[steps[0].attachment], name[steps[-1].attachment]
    begin = f"1 {source} asks for {goal}: route table {first.name if first else '?'} leads"
    if len(steps) == len(("in", "out")):
        return f"{begin} there (2)."
    middle = name[steps[1].attachment]
    back = f"4 route table {last.name if last else '?'} leads to {goal}."
    return f"{begin} to {middle}; 2 it goes in; 3 and comes back; {back}"


def notes(
    architecture: Architecture, hubs: Mapping[str, Hub | None], busy: Container[str]
) -> tuple[str, ...]:
    """What has to be said of hubs below a drawing."""
    names = {vpc.address: vpc.name for region in architecture.regions for vpc in region.vpcs}
    found = [hub for hub in hubs.values() if hub]
    said = [text for hub in found if (text := told(hub, names, busy))]
    if any(hub.tables for hub in found):
        said.append("A badge RT names the route table that an attachment is associated with.")
    return tuple(said)


def _place_outside(canvas: Canvas, hub: Hub, inner: Mapping[str, Card], region: float) -> None:
    """What stands outside of the region, each at the height of its card in the panel."""
    if not _outer(hub):
        return
    x = region - APART - PAD - CARD
    placed: dict[str, Card] = {}
    for one in hub.connections:
        if one.outer is None:
            continue
        beside = inner[one.inner.key].rect
        if one.outer.key in placed:
            canvas.pending.append(Flow("attachment", one.outer.key, one.inner.key))
            continue
        placed[one.outer.key] = card(one.outer, x, beside.y, CARD)
        y = beside.y + CARD_HEIGHT / 2
        key = f"{one.outer.key}->{one.inner.key}"
        ways = ((x + CARD, y), (beside.x, y))
        canvas.edges.append(EdgeLine(key, "attachment", one.outer.key, one.inner.key, ways))
    y = max(item.rect.bottom for item in placed.values()) + STEP
    for tile, to in hub.beyond:
        placed[tile.key] = card(tile, x, y, CARD)
        above, here = placed[to].rect, placed[tile.key].rect
        if here.y - above.bottom <= STEP:
            ways = ((above.x + PAD, here.y), (above.x + PAD, above.bottom))
            key = f"{tile.key}->{to}"
            canvas.edges.append(EdgeLine(key, "attachment", tile.key, to, ways))
        else:
            canvas.pending.append(Flow("attachment", tile.key, to))
        y += CARD_HEIGHT + STEP
    canvas.cards += placed.values()
    top = min(item.rect.y for item in placed.values()) - HEAD
    rect = Rect(x - PAD, top, OUTSIDE, y - STEP + PAD - top)
    title = Subject("", "outside")
    canvas.boxes.append(Box("outside", rect, "outside", "Outside the region", "", title, indent=12))
