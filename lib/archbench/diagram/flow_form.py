"""A drawing without zones: a flow from left to right, what supports it in a strip below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from archbench.diagram.canvas import Canvas
from archbench.diagram.card_text import DETAIL_SIZE, TITLE_SIZE
from archbench.diagram.columns import LEFT
from archbench.diagram.flows import CLIENTS, Flow
from archbench.diagram.grid import (
    EDGE,
    FlowNode,
    GridCell,
    acyclic,
    columns_of,
    main_way,
    numbered,
    rows_of,
)
from archbench.diagram.maze import Door, Maze
from archbench.diagram.placing import card
from archbench.diagram.scene import CARD_HEIGHT, ICON, Box, BoxKind, Rect, Subject, label_width
from archbench.diagram.text import width
from archbench.diagram.tiles import Tile
from archbench.diagram.ways import draw_lines, title_room
from archbench.frozen import replace

NARROW, WIDE = 170.0, 250.0
COLUMN_GAP, ROW_GAP, WIDEST_GAP = 62.0, 36.0, 150.0
PAD = 18.0
BLOCK_HEAD = 40.0
BLOCK_GAP = 18.0
STRIP_HEAD = 40.0
STRIP_GAP = 24.0
LANE_ROOM = 1.35
ROOMS = (1.0, 1.35, 1.8, 2.5, 3.5)
"""How much wider the gaps get, until every line has its way."""


@dataclass(frozen=True, slots=True)
class SupportGroup:
    """Cards side by side under a heading, without lines to the flow: what supports it."""

    key: str
    title: str
    detail: str
    tiles: tuple[Tile, ...]
    widest: float = WIDE


_REGION = Subject("", "region")


@dataclass(frozen=True, slots=True)
class RegionBlock:
    """What stands in one region, or in none: its heading, and the groups under its flow."""

    name: str
    title: str
    groups: tuple[SupportGroup, ...] = ()
    subject: Subject = _REGION


@dataclass(frozen=True, slots=True)
class _Plan:
    """Cells by block, the width of each column and the gap before it; room widens the gaps."""

    cells: Mapping[str, Mapping[str, GridCell]]
    widths: tuple[float, ...]
    gaps: tuple[float, ...]
    left: float = LEFT + PAD
    room: float = 1.0

    @property
    def lefts(self) -> tuple[float, ...]:
        """The left side of each column."""
        lefts, x = [], self.left
        for number, wide in enumerate(self.widths):
            x += ceil(self.gaps[number] * self.room / 2) * 2 if number else 0
            lefts.append(x)
            x += wide
        return tuple(lefts)

    @property
    def right(self) -> float:
        """Where the last column ends."""
        return self.lefts[-1] + self.widths[-1] if self.widths else self.left


def place_flow(
    canvas: Canvas,
    nodes: Sequence[FlowNode],
    flows: Sequence[Flow],
    blocks: Sequence[RegionBlock],
    top: float,
) -> tuple[float, list[Flow]]:
    """Put a flow below top onto the canvas; returns where it ends, and lines that have no way."""
    keys = {node.key for node in nodes}
    among = [flow for flow in flows if {flow.source, flow.target} <= keys]
    starts = [key for key in keys if key == CLIENTS] or _starts(nodes, among)
    chain = acyclic(among)
    way = main_way(chain, starts)
    second = _second(chain, way, nodes)
    told = numbered(numbered(flows, way), second, "S")
    inner = [flow for flow in told if {flow.source, flow.target} <= keys]
    plan = _planned(nodes, inner, way, blocks)

    def place(tried: Canvas, room: float) -> float:
        return _place(tried, nodes, blocks, replace(plan, room=room), top)

    return with_room(canvas, told, ROOMS, place)


def with_room(
    canvas: Canvas,
    flows: Sequence[Flow],
    rooms: Sequence[float],
    place: Callable[[Canvas, float], float],
) -> tuple[float, list[Flow]]:
    """Place and connect with the least room that leaves each flow a way, else the fewest without.

    place draws the cards with so much room between them and gives where they end.
    """
    tries: list[tuple[Canvas, float, list[Flow]]] = []
    for room in rooms:
        tried = Canvas()
        bottom = place(tried, room)
        tries.append((tried, bottom, connect(tried, flows, bottom)))
        if not tries[-1][2]:
            break
    found, bottom, lost = min(tries, key=lambda one: len(one[2]))
    canvas.boxes += found.boxes
    canvas.cards += found.cards
    canvas.edges += found.edges
    return bottom, lost


@dataclass(frozen=True, slots=True)
class Lane:
    """A flow under a VPC, before it has a height: cells, left sides and widths of its columns."""

    nodes: tuple[FlowNode, ...]
    plan: _Plan

    @property
    def right(self) -> float:
        """Where its last column ends."""
        return self.plan.right


def plan_lane(nodes: Sequence[FlowNode], flows: Sequence[Flow], left: float) -> Lane:
    """The cells of a flow that stands below a VPC, its first column at left."""
    keys = {node.key for node in nodes}
    among = [flow for flow in flows if {flow.source, flow.target} <= keys]
    way = main_way(acyclic(among), _starts(nodes, among))
    plan = _planned(nodes, among, way, [RegionBlock(nodes[0].block, "")])
    return Lane(tuple(nodes), replace(plan, left=left, room=LANE_ROOM))


def place_lane(canvas: Canvas, lane: Lane, top: float) -> float:
    """Put the cards of a flow on the canvas; returns where it ends."""
    tiles = {node.key: node.tile for node in lane.nodes}
    cells = lane.plan.cells[lane.nodes[0].block]
    return _place_rows(canvas, tiles, cells, lane.plan, top)


def _starts(nodes: Sequence[FlowNode], flows: Sequence[Flow]) -> list[str]:
    entered = {flow.target for flow in acyclic(flows)}
    return [node.key for node in nodes if node.key not in entered]


def _second(
    chain: Sequence[Flow], way: Sequence[Flow], nodes: Sequence[FlowNode]
) -> tuple[Flow, ...]:
    """The longest way of at least two steps that shares no line with the first."""
    on_way = {key for flow in way for key in (flow.source, flow.target)}
    entered = {flow.target for flow in chain}
    starts = [n.key for n in nodes if n.key not in on_way and n.key not in entered]
    found = main_way([flow for flow in chain if flow not in way], starts)
    return found if len(found) > 1 else ()


def _planned(
    nodes: Sequence[FlowNode],
    flows: Sequence[Flow],
    way: Sequence[Flow],
    blocks: Sequence[RegionBlock],
) -> _Plan:
    column = columns_of(nodes, flows)
    first = [flow.source for flow in way[:1]] + [flow.target for flow in way]
    cells = {
        block.name: rows_of(
            [node for node in nodes if node.block == block.name], flows, column, first
        )
        for block in blocks
    }
    last = max(column.values(), default=0)
    wide = {node.key: _needed(node.tile) for node in nodes}
    widths = tuple(
        max((wide[key] for key in column if column[key] == at), default=NARROW)
        for at in range(last + 1)
    )
    gaps = [COLUMN_GAP] * (last + 1)
    for flow in flows:
        one, two = sorted((column.get(flow.source, 0), column.get(flow.target, 0)))
        if two == one + 1:
            word = flow.label.removeprefix(flow.step).strip()
            gaps[two] = max(gaps[two], min(label_width(word) + 18, WIDEST_GAP))
    return _Plan(cells, widths, tuple(gaps))


def _needed(tile: Tile, widest: float = WIDE) -> float:
    """How wide a card is for its texts: they are dropped or shortened only beyond the widest."""
    text = max(
        width(tile.title, TITLE_SIZE, bold=True),
        width(tile.detail, DETAIL_SIZE),
        *(width(line, DETAIL_SIZE) - ICON for line in tile.tray),
        0.0,
    )
    return min(max(NARROW, ceil((text + ICON + 24) / 10) * 10.0), widest)


def _place(
    canvas: Canvas,
    nodes: Sequence[FlowNode],
    blocks: Sequence[RegionBlock],
    plan: _Plan,
    top: float,
) -> float:
    across = max((len(group.tiles) for block in blocks for group in block.groups), default=0)
    right = max(plan.right, LEFT + PAD + min(across, 4) * (NARROW + STRIP_GAP))
    y = top
    for line in _lines(blocks, plan):
        ends = [_place_block(canvas, block, nodes, plan, (y, right)) for block in line]
        y = max(ends) + BLOCK_GAP
    return y - BLOCK_GAP


def _lines(blocks: Sequence[RegionBlock], plan: _Plan) -> list[list[RegionBlock]]:
    """Blocks one below the other; a small one beside what stands in no region, where it is free."""
    lines: list[list[RegionBlock]] = []
    for block in blocks:
        cells = plan.cells[block.name].values()
        if not cells and not block.groups:
            continue
        small = not block.groups and {cell.row for cell in cells} == {0}
        if small and lines and lines[0][0].name == EDGE:
            before = [cell for one in lines[0] for cell in plan.cells[one.name].values()]
            small = min(c.column for c in cells) > max((c.column for c in before), default=0) + 1
        if small and lines and lines[0][0].name == EDGE:
            lines[0].append(block)
        else:
            lines.append([block])
    return lines


def _place_block(
    canvas: Canvas,
    block: RegionBlock,
    nodes: Sequence[FlowNode],
    plan: _Plan,
    within: tuple[float, float],
) -> float:
    """A block with its box; within is its top and the right side of the page."""
    top, right = within
    cells = plan.cells[block.name]
    mine = {node.key: node.tile for node in nodes if node.block == block.name}
    begin = len(canvas.cards)
    y = _place_rows(canvas, mine, cells, plan, top + BLOCK_HEAD)
    for group in block.groups:
        y = place_group(canvas, group, LEFT + PAD, y, right - LEFT - PAD)
    rects = [item.rect for item in canvas.cards[begin:]]
    narrow = not block.groups
    left = min(rect.x for rect in rects) - PAD if narrow and block.name != EDGE else LEFT
    edge = (max(rect.right for rect in rects) if narrow else right) + PAD
    kind: BoxKind = "region" if block.name != EDGE else "edge"
    rect = Rect(left, top, edge - left, y - top)
    key = f"region:{block.name}"
    canvas.boxes.insert(0, Box(key, rect, kind, block.title, "", block.subject, indent=12))
    return y


def _place_rows(
    canvas: Canvas,
    tiles: Mapping[str, Tile],
    cells: Mapping[str, GridCell],
    plan: _Plan,
    top: float,
) -> float:
    """The rows of a block; returns where the next thing may begin."""
    if not cells:
        return top
    heights = [0.0] * (max(cell.row for cell in cells.values()) + 1)
    for key, cell in cells.items():
        heights[cell.row] = max(heights[cell.row], tiles[key].height)
    gap, lefts = ceil(ROW_GAP * plan.room), plan.lefts
    tops = [top, *accumulate((height + gap for height in heights), initial=top)][1:]
    for key, cell in sorted(cells.items(), key=lambda item: (item[1].row, item[1].column)):
        wide = plan.widths[cell.column]
        canvas.cards.append(card(tiles[key], lefts[cell.column], tops[cell.row], wide))
    return tops[-1] - gap + ceil(PAD * plan.room) + 4


def place_group(canvas: Canvas, group: SupportGroup, left: float, top: float, room: float) -> float:
    """A group's cards in as many lines as they take; returns where the next may begin."""
    wide = max((_needed(tile, group.widest) for tile in group.tiles), default=NARROW)
    wide = min(wide, room - 2 * PAD)
    most = max(1, int((room - PAD) // (wide + STRIP_GAP)))
    rows = ceil(len(group.tiles) / most)
    across = ceil(len(group.tiles) / rows) if rows else 1
    step = min((room - 2 * PAD - wide) / max(1, across - 1), wide + 3 * STRIP_GAP)
    high = max((tile.height for tile in group.tiles), default=CARD_HEIGHT)
    for number, tile in enumerate(group.tiles):
        row, column = divmod(number, across)
        x = left + PAD + int(column * step)
        y = top + STRIP_HEAD + row * (high + STRIP_GAP)
        canvas.cards.append(card(tile, x, y, wide))
    bottom = top + STRIP_HEAD + rows * (high + STRIP_GAP) - STRIP_GAP + PAD - 4
    canvas.boxes.append(
        Box(
            group.key,
            Rect(left, top, room, bottom - top),
            "services",
            group.title,
            group.detail,
            Subject("", "services"),
            indent=12,
        )
    )
    return bottom + PAD


def connect(canvas: Canvas, flows: Sequence[Flow], bottom: float) -> list[Flow]:
    """Draw the lines on the canvas; returns those without a way."""
    rects = {item.key: item.rect for item in canvas.cards}
    doors = {item.key: Door(item.rect, item.head.h / 2) for item in canvas.cards}
    right = max((box.rect.right for box in canvas.boxes), default=LEFT)
    top = min((box.rect.y for box in canvas.boxes), default=0.0)
    walls = [rect for item in canvas.cards for _, rect in item.badge_rects()]
    walls += [title_room(box) for box in canvas.boxes]
    area = Rect(LEFT - 16, top - 6, right - LEFT + 32, bottom - top + 12)
    maze = Maze(rects, doors, walls, area, tuple(box.rect for box in canvas.boxes))
    drawn = [flow for flow in flows if flow.source in rects and flow.target in rects]
    lines, lost = draw_lines(drawn, maze, rects)
    canvas.edges += lines
    return lost
