"""The way of each line: straight down the lane, through a channel beside it, or between rows.

No way leads through a card. Lines of different meaning never share a track; lines to the same
NAT gateway do, as they are one flow in the end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archbench.diagram.columns import LANE_CARD, PANEL_PAD, SUBNET_PAD, TRACK, ZONE_PAD, Columns
from archbench.diagram.flows import CLIENTS, Flow
from archbench.diagram.maze import Point
from archbench.diagram.placing import ZONE_TOP, Placed
from archbench.diagram.scene import LABEL_SIZE, Card, EdgeLine, Label, Rect, disc_width, label_width
from archbench.diagram.text import fit, width
from archbench.frozen import replace

SPINE = 27.0
HEADING_HEIGHT, BELOW_CARDS = 16.0, 6.0
"""In a subnet: its heading from the top, and the room under its cards from the bottom."""
"""From a lane card's left side to the line down the lane: the middle of its icon."""
SIDE_ENTRY = 43.0
MOST_LABEL = 118.0
MOST_BESIDE = 182.0
"""How wide the word beside a line of the lane is: what stands right of the lane begins there."""
APART = 14.0
"""Between the ends of two lines on one track, so that they do not look like one."""
NEIGHBOUR = 40.0
SERVICE_GAP = 14.0
"""Between two cards of a panel."""
OVER = 22.0
"""How far above its card a line from a side channel turns in."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """Lines of a VPC sorted by how they run."""

    straight: tuple[Flow, ...]
    left: tuple[Flow, ...]
    right: tuple[Flow, ...]


def sort_lines(flows: Sequence[Flow], lane: Sequence[str]) -> Lanes:
    """Straight where nothing stands between; data lines right of the lane, others left of it."""
    at = {key: number for number, key in enumerate(lane)}
    straight, left, right = [], [], []
    for flow in flows:
        if flow.source not in at or flow.target not in at:
            continue
        if at[flow.target] == at[flow.source] + 1 and flow.kind != "idle":
            straight.append(flow)
        elif flow.kind == "data":
            right.append(flow)
        else:
            left.append(flow)
    return Lanes(tuple(straight), _by_span(left, at), _by_span(right, at))


def _by_span(flows: list[Flow], at: Mapping[str, int]) -> tuple[Flow, ...]:
    """Shortest first: it takes the track next to the lane."""
    return tuple(sorted(flows, key=lambda f: (abs(at[f.target] - at[f.source]), at[f.target])))


def line(flow: Flow, points: Sequence[Point], label: Label | None = None) -> EdgeLine:
    """A flow with its way."""
    key = f"{flow.source}->{flow.target}" + ("" if flow.kind != "health" else " health")
    return EdgeLine(key, flow.kind, flow.source, flow.target, tuple(points), label, flow.tooltip)


def beside(flow: Flow, x: float, y: float) -> Label | None:
    """A flow's label beside an upright line at x; the disc of its step lies on the line."""
    if not flow.label:
        return None
    left = x - disc_width(flow.step) / 2 if flow.step else x + 5
    word = shorter(flow.label.removeprefix(flow.step).strip(), MOST_BESIDE)
    text = f"{flow.step} {word}".strip()
    middle = left + label_width(text, flow.step) / 2
    return Label(text, middle, y, from_left=True, step=flow.step)


def lane_lines(lanes: Lanes, rects: Mapping[str, Rect], columns: Columns) -> list[EdgeLine]:
    """The ways of the lines between the cards of the lane."""
    entered = {flow.target for flow in (*lanes.left, *lanes.right) if flow.label}
    lines = [
        down(flow, rects[flow.source], rects[flow.target], crowded=flow.target in entered)
        for flow in lanes.straight
    ]
    met = {flow.target for flow in lanes.straight}
    for number, group in enumerate(_buses(lanes.left)):
        track = columns.lane - 12 - TRACK * (number + 1)
        lines += [_around(flow, rects, track, left=True, met=flow.target in met) for flow in group]
    for number, group in enumerate(_buses(lanes.right)):
        track = columns.lane + LANE_CARD + 6 + TRACK * (number + 1)
        lines += [_around(flow, rects, track, left=False) for flow in group]
    return lines


def tracks(flows: Sequence[Flow]) -> int:
    """How many tracks these lines take in a channel."""
    return len(_buses(flows))


def _buses(flows: Sequence[Flow]) -> list[list[Flow]]:
    """Lines with one target share a track; the first carries what they all say."""
    buses: dict[tuple[str, str], list[Flow]] = {}
    for flow in flows:
        buses.setdefault((flow.kind, flow.target), []).append(flow)
    return [_said_once(bus) for bus in buses.values()]


def _said_once(bus: list[Flow]) -> list[Flow]:
    step = bus[0].step if len({flow.step for flow in bus}) == 1 else ""
    said = dict.fromkeys(flow.label.removeprefix(step).strip() for flow in bus if flow.label)
    text = shorter(" / ".join(filter(None, said)), MOST_LABEL)
    first = replace(bus[0], label=f"{step} {text}".strip(), step=step)
    return [first, *(replace(flow, label="", step="") for flow in bus[1:])]


def shorter(text: str, room: float) -> str:
    """The parts between commas that fit, and how many more there are; a figure is never cut.

    >>> shorter("HTTPS 443, TCP 9000, TCP 9001", 110), shorter("HTTPS 443", 110)
    ('HTTPS 443 +2', 'HTTPS 443')
    """
    parts = text.split(", ")
    for end in range(len(parts), 0, -1):
        shown = ", ".join(parts[:end]) + (f" +{len(parts) - end}" if end < len(parts) else "")
        if width(shown, LABEL_SIZE, bold=True) <= room:
            return shown
    return fit(parts[0], room, LABEL_SIZE, bold=True)


def down(flow: Flow, source: Rect, target: Rect, *, crowded: bool = False) -> EdgeLine:
    """Straight down the lane, label to the right of the line; high when another label is near."""
    x = source.x + SPINE
    middle = source.bottom + 11 if crowded else (source.bottom + target.y) / 2
    return line(flow, [(x, source.bottom), (x, target.y)], beside(flow, x, middle))


def _around(
    flow: Flow, rects: Mapping[str, Rect], track: float, *, left: bool, met: bool = False
) -> EdgeLine:
    """Beside the lane; where another line comes down it, the label stands right of that one."""
    source, target = rects[flow.source], rects[flow.target]
    start = (source.x if left else source.right, source.middle[1] + (8 if left else 0))
    if flow.kind == "idle" or target.y < source.y:
        end = (target.x if left else target.right, target.middle[1])
        ways = [start, (track, start[1]), (track, end[1]), end]
        middle = (start[1] + end[1]) / 2
        label = Label(flow.label, track, middle, step=flow.step) if flow.label else None
        return line(flow, ways, label)
    turn = target.y - OVER
    entry = target.x + (14 if left else SIDE_ENTRY)
    ways = [start, (track, start[1]), (track, turn), (entry, turn), (entry, target.y)]
    label = (
        beside(flow, (target.x + SPINE if met else entry) + (12 if flow.step or met else 1), turn)
        if left
        else Label(flow.label, (entry + target.right) / 2 + 6, turn, step=flow.step)
        if flow.label
        else None
    )
    return line(flow, ways, label)


def egress_lines(
    flows: Sequence[Flow], placed: Placed, rects: Mapping[str, Rect]
) -> list[EdgeLine]:
    """From subnets up to their NAT gateways; through a corridor where the NAT is elsewhere."""
    lines = []
    for flow in flows:
        if flow.source not in rects or flow.target not in rects:
            continue
        box, nat = rects[flow.source], rects[flow.target]
        corridor = placed.corridors.get(flow.target)
        above = [row for row in placed.rows if nat.y >= row.y and nat.bottom <= row.bottom]
        below = [row for row in placed.rows if above and row.y > above[0].y]
        next_row = bool(below) and below[0].y == box.y
        if corridor is None or (next_row and flow.kind == "egress"):
            x = nat.right - 14
            lines.append(line(flow, [(x, box.y), (x, nat.bottom)]))
        elif next_row:
            x = box.right - 26
            entry = nat.right - 30
            lines.append(
                line(flow, [(x, box.y), (x, corridor), (entry, corridor), (entry, nat.bottom)])
            )
        else:
            pad, y = box.right + ZONE_PAD / 2, box.y + 14
            entry = nat.right - 30
            lines.append(
                line(
                    flow,
                    [
                        (box.right, y),
                        (pad, y),
                        (pad, corridor),
                        (entry, corridor),
                        (entry, nat.bottom),
                    ],
                )
            )
    return lines


def outside_lines(
    nats: Sequence[str], gateway: str, placed: Placed, rects: Mapping[str, Rect]
) -> list[EdgeLine]:
    """From NAT gateways up beside their zone and over the zones to the internet gateway."""
    end = rects[gateway]
    over = placed.frame.y + ZONE_TOP - 8
    entry = end.right - 30
    lines = []
    for nat in nats:
        start = rects[nat]
        pad, y = start.x - SUBNET_PAD - ZONE_PAD / 2, start.middle[1]
        ways = [(start.x, y), (pad, y), (pad, over), (entry, over), (entry, end.bottom)]
        lines.append(line(Flow("outside", nat, gateway), ways))
    return lines


def way_out_line(flow: Flow, rects: Mapping[str, Rect], placed: Placed) -> EdgeLine:
    """From a public subnet, left of its zone and over the zones, to the internet gateway."""
    box, end = rects[flow.source], rects[flow.target]
    over = placed.frame.y + ZONE_TOP - 5
    beside_zone, entry, y = box.x - ZONE_PAD - 7, end.right - 30, box.y + 14
    ways = [(box.x, y), (beside_zone, y), (beside_zone, over), (entry, over), (entry, end.bottom)]
    return line(flow, ways)


def service_lines(
    flows: Sequence[Flow],
    rects: Mapping[str, Rect],
    bands: Mapping[str, Rect],
    columns: Columns,
) -> list[EdgeLine]:
    """Between the right ends of bands or subnets and the services that serve them."""
    ends: dict[str, int] = {}
    spans: list[tuple[float, float, float]] = []
    lines = []
    ordered = sorted(flows, key=lambda f: (rects[f.source].y, rects[f.target].y))
    for number, flow in enumerate(ordered):
        leaves = flow.source not in bands and rects[flow.source].x < columns.services
        card = rects[flow.target if leaves else flow.source]
        other = rects[flow.source] if leaves else bands[flow.target]
        if leaves:
            y = other.y + HEADING_HEIGHT
            if _meets(other, y, rects.values(), columns):
                y = other.bottom - BELOW_CARDS
        else:
            ends[flow.target] = ends.get(flow.target, 0) + 1
            place = ends[flow.target] // 2 * (-1 if ends[flow.target] % 2 else 1)
            y = other.middle[1] + max(-27.0, min(27.0, 9.0 * place))
        card_y = card.middle[1]
        order = number if y < card_y else len(ordered) - 1 - number
        track = columns.vpc_right + 10 + TRACK * _free(order, len(ordered), (y, card_y), spans)
        ways = [(card.x, card_y), (track, card_y), (track, y), (other.right, y)]
        if card.x > columns.services + PANEL_PAD:  # past the column beside it, between two rows
            aside, between = card.x - PANEL_PAD / 2, card.bottom + SERVICE_GAP / 2
            past = [(card.x, card_y), (aside, card_y), (aside, between), (track, between)]
            ways = [*past, (track, y), (other.right, y)]
        lines.append(line(flow, ways[::-1] if leaves else ways))
    return lines


def _meets(subnet: Rect, y: float, rects: Iterable[Rect], columns: Columns) -> bool:
    """Whether a line to the right at this height runs through another subnet's heading."""
    return any(
        subnet.right < rect.x < columns.vpc_right and rect.y < y < rect.bottom for rect in rects
    )


def _free(
    wanted: int, most: int, span: tuple[float, float], spans: list[tuple[float, float, float]]
) -> int:
    """The track nearest to the wanted one on which nothing runs at this height; noted as taken."""
    low, high = min(span) - APART, max(span) + APART
    tracks_ = sorted(range(most), key=lambda track: (abs(track - wanted), track))
    free = (t for t in tracks_ if not any(t == at and low < b and a < high for at, a, b in spans))
    track = next(free, wanted)
    spans.append((track, low, high))
    return track


def notify_lines(
    flows: Sequence[Flow], rects: Mapping[str, Rect], columns: Columns
) -> list[EdgeLine]:
    """Between two services: straight when they are neighbours, else along the panel's side."""
    lines = []
    for number, flow in enumerate(flows):
        source, target = rects[flow.source], rects[flow.target]
        x = source.x + SPINE
        if source.x == target.x and 0 < target.y - source.bottom < NEIGHBOUR:
            lines.append(line(flow, [(x, source.bottom), (x, target.y)]))
        elif source.x == target.x == columns.services + PANEL_PAD:
            edge = source.x - 6 - 4 * (number % 2)
            y1, y2 = source.middle[1] + 14, target.middle[1] + 14
            lines.append(line(flow, [(source.x, y1), (edge, y1), (edge, y2), (target.x, y2)]))
    return lines


def entry_line(flow: Flow, rects: Mapping[str, Rect], track: float) -> EdgeLine:
    """From the clients around what is above, to the left side of a gateway further down."""
    source, target = rects[CLIENTS], rects[flow.target]
    y1, y2 = source.middle[1], target.middle[1]
    ways = [(source.x, y1), (track, y1), (track, y2), (target.x, y2)]
    return line(flow, ways)


def is_crossing(edge: EdgeLine, cards: Sequence[Card]) -> bool:
    """Whether a line leads through a card that it does not join."""
    others = [card.rect for card in cards if card.key not in (edge.source, edge.target)]
    pieces = [
        Rect(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))
        for (x1, y1), (x2, y2) in pairwise(edge.points)
    ]
    return any(piece.overlaps(rect) for piece in pieces for rect in others)
