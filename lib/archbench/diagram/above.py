"""The row above the regions: its cards in place, and the lines among them and down from them."""

from collections.abc import Mapping
from math import ceil

from archbench.architecture.model import Architecture
from archbench.diagram.canvas import Canvas
from archbench.diagram.card_text import TITLE_SIZE
from archbench.diagram.columns import LANE_CARD, Columns
from archbench.diagram.flows import Flow
from archbench.diagram.legend import HEADING
from archbench.diagram.placing import card
from archbench.diagram.regions import REGION_HEAD, VpcWork
from archbench.diagram.routes import down, line
from archbench.diagram.scene import CARD_HEIGHT, ICON, EdgeLine, Label, Rect
from archbench.diagram.text import width
from archbench.diagram.tiles import Tile

TOP_GAP = 56.0
TOP_CARD = 240.0
TOP_MOST = 420.0
TOP_ROW = CARD_HEIGHT + 28.0


def place_top(canvas: Canvas, tiles: Mapping[tuple[int, int], Tile], grid: Columns) -> float:
    """Put tiles by (row, column) above the regions; returns where these may begin."""
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


def top_lines(flows: list[Flow], rects: Mapping[str, Rect]) -> list[EdgeLine]:
    """The ways of lines among the cards of the row."""
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


def probes(
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
