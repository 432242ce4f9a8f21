"""Lines through a maze, each with its label on a free stretch of its way."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from archbench.diagram.canvas import Canvas
from archbench.diagram.card_text import DETAIL_SIZE
from archbench.diagram.flows import Flow
from archbench.diagram.maze import Door, Maze, Piece, Point
from archbench.diagram.scene import (
    BOX_TITLE_SIZE,
    CARD_HEIGHT,
    Box,
    EdgeKind,
    EdgeLine,
    Label,
    Rect,
    disc_width,
    label_width,
)
from archbench.diagram.text import width

HEAD = 9.0
"""Room for an arrow's head at the end of a line, which a label leaves free."""
SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85)
"""Where on its stretch a label may be centred, the middle first."""
STRENGTH: tuple[EdgeKind, ...] = (
    "request",
    "event",
    "data",
    "gives_up",
    "replica",
    "attachment",
    "control",
)
"""Which lines find their way first, of those equally long."""


def draw_lines(
    flows: Sequence[Flow], maze: Maze, rects: Mapping[str, Rect]
) -> tuple[list[EdgeLine], list[Flow]]:
    """Every flow with its way, the shortest first; and those for which none is free."""
    lines, lost = [], []
    for flow in sorted(flows, key=lambda flow: _rank(flow, rects)):
        points = maze.way(flow.source, flow.target, f"{flow.kind}>{flow.target}")
        if points is None:
            lost.append(flow)
            continue
        label = _label(flow, points, maze)
        if label is not None:
            maze.wall(label.rect)
        key = f"{flow.source}->{flow.target}" + ("" if flow.kind == "request" else f" {flow.kind}")
        lines.append(
            EdgeLine(
                key,
                flow.kind,
                flow.source,
                flow.target,
                points,
                label,
                flow.tooltip,
                strength=flow.strength,
            )
        )
    return lines, lost


def _rank(flow: Flow, rects: Mapping[str, Rect]) -> tuple[float, int, str, str]:
    (x1, y1), (x2, y2) = rects[flow.source].middle, rects[flow.target].middle
    strength = STRENGTH.index(flow.kind) if flow.kind in STRENGTH else len(STRENGTH)
    return abs(x1 - x2) + abs(y1 - y2), strength, flow.source, flow.target


def _label(flow: Flow, points: Sequence[Point], maze: Maze) -> Label | None:
    """The label where it touches nothing: the whole, else the step alone; None for no room."""
    mine = {(one, two) for one, two in pairwise(points)}
    foreign = [piece for piece in maze.pieces if (piece.one, piece.two) not in mine]
    for text in dict.fromkeys((flow.label, flow.step)):
        if not text:
            continue
        for x, y in _spots(points, label_width(text, flow.step)):
            label = Label(text, x, y, step=flow.step)
            if _is_free(label.rect, maze, foreign):
                return label
        if flow.step and text != flow.step:
            for x, y in _spots(points, disc_width(flow.step)):
                label = Label(text, x, y, step=flow.step, below=True)
                if _is_free(label.rect, maze, foreign):
                    return label
    for x, y in _spots(points, disc_width(flow.step)) if flow.step else ():
        label = Label(flow.step, x, y, step=flow.step)
        # a way that misses one of its numbers cannot be followed: rather one on a border
        if _is_free(label.rect, maze, foreign, borders=False):
            return label
    return None


def _spots(points: Sequence[Point], wide: float) -> Iterator[Point]:
    """Where a label may be centred: on its longest stretches first, then beside them."""
    stretches = sorted(pairwise(points), key=lambda ends: -_length(*ends))
    for one, two in stretches:
        (x1, y1), (x2, y2) = one, two
        flat = y1 == y2
        room = _length(one, two) - (HEAD if two == points[-1] else 0)
        if room < (wide + 6 if flat else 26):
            continue
        for share in SHARES:
            x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
            if not flat or abs(x - x1) >= wide / 2 + 3 <= abs(x2 - x) - HEAD:
                yield x, y
    for (x1, y1), (x2, y2) in stretches:
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        yield from (
            ((x, y + 13), (x, y - 13))
            if y1 == y2
            else (
                (x + wide / 2 + 5, y),
                (x - wide / 2 - 5, y),
            )
        )


def _length(one: Point, two: Point) -> float:
    return abs(one[0] - two[0]) + abs(one[1] - two[1])


def _is_free(rect: Rect, maze: Maze, foreign: Sequence[Piece], *, borders: bool = True) -> bool:
    room = rect.grown(2.0)
    return not (
        any(room.overlaps(solid) for solid in maze.solids.values())
        or any(room.overlaps(wall) for wall in maze.walls)
        or any(room.overlaps(piece.rect) for piece in foreign)
        or (borders and any(room.overlaps(side) for rail in maze.rails for side in _sides(rail)))
        or not _within(room, maze.area)
    )


def _sides(rect: Rect) -> tuple[Rect, ...]:
    return (
        Rect(rect.x, rect.y, rect.w, 0),
        Rect(rect.x, rect.bottom, rect.w, 0),
        Rect(rect.x, rect.y, 0, rect.h),
        Rect(rect.right, rect.y, 0, rect.h),
    )


def _within(inner: Rect, outer: Rect) -> bool:
    return (
        outer.x <= inner.x
        and inner.right <= outer.right
        and outer.y <= inner.y
        and inner.bottom <= outer.bottom
    )


MOST_LINES = 30
"""How many lines one page gets beyond those of its lanes."""


def title_room(box: Box) -> Rect:
    """The room of a box's heading."""
    wide = width(box.title, BOX_TITLE_SIZE, bold=True) + (20 if box.icon else 0)
    wide += 12 + width(box.detail, DETAIL_SIZE) if box.detail else 0
    wide = min(wide + 8, box.rect.w - box.indent + 4)  # what is wider is shortened
    return Rect(box.rect.x + box.indent - 4, box.rect.y + 6, wide, 20)


def add_lines(canvas: Canvas, flows: Sequence[Flow]) -> int:
    """Draw lines between cards anywhere on a finished page; returns how many have no way."""
    rects = canvas.rects()
    have = {frozenset((edge.source, edge.target)) for edge in canvas.edges}
    wanted = [
        flow
        for flow in canvas.between_cards(flows)
        if frozenset((flow.source, flow.target)) not in have
    ]
    if not wanted:
        return 0
    ends = {key for flow in wanted[:MOST_LINES] for key in (flow.source, flow.target)}
    cards = {item.key: item.rect for item in canvas.cards}
    doors = {
        key: Door(rects[key], CARD_HEIGHT / 2 if key in cards else None) for key in sorted(ends)
    }
    walls = [rect for item in canvas.cards for _, rect in item.badge_rects()]
    walls += [title_room(box) for box in canvas.boxes]
    walls += [edge.label.rect for edge in canvas.edges if edge.label]
    right = max(rect.right for rect in rects.values())
    bottom = max(rect.bottom for rect in rects.values())
    top = min(rect.y for rect in rects.values())
    area = Rect(8, top - 14, right + 10, bottom - top + 22)
    rails = [*(box.rect for box in canvas.boxes), *(band.rect for band in canvas.bands)]
    maze = Maze(cards, doors, walls, area, tuple(rails))
    for edge in canvas.edges:
        for one, two in pairwise(edge.points):
            maze.add(one, two, f"{edge.kind}>{edge.target}")
    lines, lost = draw_lines(wanted[:MOST_LINES], maze, rects)
    canvas.edges += lines
    return len(lost) + len(wanted[MOST_LINES:])
