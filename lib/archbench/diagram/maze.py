"""Ways for lines between shapes anywhere on a page: straight pieces around all they do not join.

The ways run on a lattice of tracks beside the shapes. Each line takes the cheapest way left by the
lines before it: a pixel costs 1, a bend BEND, crossing a line CROSSING, the border of a box
FENCE. Lines of one kind into one shape
may share a track, as they are one flow in the end; all others keep SPACE between them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import Literal

from archbench.diagram.scene import Rect

CardSide = Literal["left", "right", "top", "bottom"]
Point = tuple[float, float]
MazeState = tuple[int, int, int]
"""A point of the lattice and the direction of the line there: an index of STEPS."""
MazePoint = tuple[int, int]

CLEAR = 8.0
"""From a line to a shape it does not join."""
SPACE = 8.0
"""Between two lines side by side."""
BEND, CROSSING, FENCE, SHARED = 24.0, 120.0, 60.0, 0.5
PITCH = 10.0
TRACKS = 3
CORNER = 12.0
UNDER_TITLE = 34.0
"""From the top of a box to a track below its heading."""
AWAY: Mapping[CardSide, int] = {"right": 0, "left": 1, "bottom": 2, "top": 3}
"""The direction a line has that leaves by this side."""
LEAVES: Mapping[CardSide, float] = {"right": 0.0, "bottom": 16.0, "top": 16.0, "left": 40.0}
ENTERS: Mapping[CardSide, float] = {"left": 0.0, "top": 16.0, "bottom": 16.0, "right": 40.0}
"""What it costs to leave or enter by a side: a drawing is read from left to right, then down."""
STEPS = ((1, 0), (-1, 0), (0, 1), (0, -1))
NOBODY = "\x00"
"""The bundle of a track that no line may take."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where lines may touch a shape: everywhere on its border but near the corners.

    head is the distance from the top at which lines rather enter at the side, None for the middle.
    """

    rect: Rect
    head: float | None = None

    def ports(self, bias: Mapping[CardSide, float]) -> Iterable[tuple[CardSide, Point, float]]:
        """Every place a line may touch, with its cost: the nearer the usual one the cheaper."""
        rect = self.rect
        usual = rect.h / 2 if self.head is None else self.head
        for side, cost in bias.items():
            upright = side in ("left", "right")
            middle = usual if upright else rect.w / 2
            length = rect.h if upright else rect.w
            most = int(length / PITCH) + 1
            for number in range(-most, most + 1):
                at = middle + number * PITCH
                if CORNER <= at <= length - CORNER:
                    x, y = {
                        "left": (rect.x, rect.y + at),
                        "right": (rect.right, rect.y + at),
                        "top": (rect.x + at, rect.y),
                        "bottom": (rect.x + at, rect.bottom),
                    }[side]
                    yield side, (x, y), cost + abs(number) * 4.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight piece of a line that has its way; bundle says which lines may share it."""

    one: Point
    two: Point
    bundle: str

    @property
    def rect(self) -> Rect:
        """The room it takes, without thickness."""
        (x1, y1), (x2, y2) = self.one, self.two
        return Rect(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))


@dataclass(slots=True)
class Maze:
    """The free room of a page and the lines drawn in it so far.

    solids are shapes by key, which lines pass at CLEAR; walls are texts and badges; doors say where
    the ends of lines may touch; rails are boxes whose borders lines cross but never follow.
    """

    solids: Mapping[str, Rect]
    doors: Mapping[str, Door]
    walls: list[Rect]
    area: Rect
    rails: Sequence[Rect] = ()
    pieces: list[Piece] = field(default_factory=list)
    taken: dict[Point, str] = field(default_factory=dict)
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    _closed: tuple[list[bytearray], list[bytearray]] = field(init=False)
    _held: tuple[dict[MazePoint, str], dict[MazePoint, str]] = field(init=False)
    _crossed: tuple[dict[MazePoint, tuple[str, ...]], dict[MazePoint, tuple[str, ...]]] = field(
        init=False
    )

    def __post_init__(self) -> None:
        shapes = [*self.solids.values()]
        ports = [port for door in self.doors.values() for port in door.ports(LEAVES)]
        area = self.area
        self.xs = _tracks(
            [(rect.x, rect.right) for rect in shapes],
            [
                *(x for side, (x, _), _ in ports if side in ("top", "bottom")),
                *(x for rail in self.rails for x in _beside(rail.x, rail.right)),
            ],
            (area.x, area.right),
        )
        self.ys = _tracks(
            [(rect.y, rect.bottom) for rect in shapes],
            [
                *(y for side, (_, y), _ in ports if side in ("left", "right")),
                *(y for rail in self.rails for y in _beside(rail.y, rail.bottom)),
                *(rail.y + UNDER_TITLE for rail in self.rails),
            ],
            (area.y, area.bottom),
        )
        self._closed = (
            [bytearray(len(self.xs)) for _ in self.ys],
            [bytearray(len(self.xs)) for _ in self.ys],
        )
        self._held, self._crossed = ({}, {}), ({}, {})
        for rect in shapes:
            self._close(rect, CLEAR - 0.01)
        for wall in self.walls:
            self._close(wall, 2.0)
        for rail in self.rails:
            for one, two in _outline(rail):
                self._mark(Piece(one, two, NOBODY))

    def wall(self, rect: Rect) -> None:
        """Keep later lines off this room."""
        self.walls.append(rect)
        self._close(rect, 2.0)

    def way(self, source: str, target: str, bundle: str) -> tuple[Point, ...] | None:
        """The cheapest free way between two shapes, drawn from now on; None where none is free.

        Only where there is none of its own it shares tracks with others of its bundle.
        """
        points = self._way(source, target, NOBODY) or self._way(source, target, bundle)
        if points is None:
            return None
        self.taken[points[0]] = self.taken[points[-1]] = bundle
        for one, two in pairwise(points):
            self.add(one, two, bundle)
        return points

    def _way(self, source: str, target: str, bundle: str) -> tuple[Point, ...] | None:
        goals: dict[MazeState, tuple[float, Point]] = {}
        for side, port, cost in self.doors[target].ports(ENTERS):
            if self.taken.get(port, bundle) == bundle:
                found = self._stub(target, side, port)
                if found is not None:
                    state = (*found, AWAY[side] ^ 1)
                    goals[state] = min(goals.get(state, (cost, port)), (cost, port))
        starts = [
            (cost, (*found, AWAY[side]), port)
            for side, port, cost in self.doors[source].ports(LEAVES)
            if port not in self.taken and (found := self._stub(source, side, port)) is not None
        ]
        way = self._search(starts, goals, bundle) if starts and goals else None
        return None if way is None else _corners(way)

    def add(self, one: Point, two: Point, bundle: str) -> None:
        """A piece of a line that has its way already."""
        piece = Piece(one, two, bundle)
        self.pieces.append(piece)
        self._mark(piece)

    def _stub(self, key: str, side: CardSide, port: Point) -> tuple[int, int] | None:
        """The point of the lattice before a port; None where something else stands there."""
        dx, dy = STEPS[AWAY[side]]
        x, y = port[0] + dx * CLEAR, port[1] + dy * CLEAR
        ix, iy = bisect_left(self.xs, x - 0.01), bisect_left(self.ys, y - 0.01)
        if ix == len(self.xs) or iy == len(self.ys):
            return None
        room = Rect(
            min(port[0], x) - 2, min(port[1], y) - 2, abs(port[0] - x) + 4, 4 + abs(y - port[1])
        )
        near = [rect for other, rect in self.solids.items() if other != key]
        if any(room.overlaps(rect) for rect in (*near, *self.walls)):
            return None
        return ix, iy

    def _search(
        self,
        starts: Sequence[tuple[float, MazeState, Point]],
        goals: Mapping[MazeState, tuple[float, Point]],
        bundle: str,
    ) -> list[Point] | None:
        xs, ys = self.xs, self.ys
        ends = {(ix, iy) for ix, iy, _ in goals}
        low_x, high_x = xs[min(ix for ix, _ in ends)], xs[max(ix for ix, _ in ends)]
        low_y, high_y = ys[min(iy for _, iy in ends)], ys[max(iy for _, iy in ends)]

        def left(ix: int, iy: int) -> float:
            x, y = xs[ix], ys[iy]
            dx = low_x - x if x < low_x else max(0.0, x - high_x)
            return dx + (low_y - y if y < low_y else max(0.0, y - high_y))

        best: dict[MazeState, float] = {}
        came: dict[MazeState, MazeState | Point] = {}
        queue: list[tuple[float, float, MazeState, bool]] = []
        for cost, state, port in starts:
            if cost < best.get(state, 1e9):
                best[state], came[state] = cost, port
                heappush(queue, (cost + left(*state[:2]), cost, state, False))
        while queue:
            _, cost, state, done = heappop(queue)
            if done:
                return self._trace(state, came, goals[state][1])
            if cost > best[state]:
                continue
            if state in goals:
                whole = cost + goals[state][0]
                heappush(queue, (whole, whole, state, True))
            for after, price in self._moves(state, bundle):
                total = cost + price
                if total < best.get(after, 1e9) - 1e-6:
                    best[after], came[after] = total, state
                    heappush(queue, (total + left(*after[:2]), total, after, False))
        return None

    def _moves(self, state: MazeState, bundle: str) -> Iterable[tuple[MazeState, float]]:
        ix, iy, facing = state
        for turn in range(4):
            if turn == facing ^ 1:
                continue
            dx, dy = STEPS[turn]
            jx, jy = ix + dx, iy + dy
            if not (0 <= jx < len(self.xs) and 0 <= jy < len(self.ys)):
                continue
            upright = int(dx == 0)
            at = (min(ix, jx), min(iy, jy))
            if self._closed[upright][at[1]][at[0]]:
                continue
            holder = self._held[upright].get(at)
            if holder is not None and (holder != bundle or holder == NOBODY):
                continue
            length = abs(self.xs[jx] - self.xs[ix]) + abs(self.ys[jy] - self.ys[iy])
            price = length * (SHARED if holder else 1.0)
            others = self._crossed[upright].get(at, ())
            price += sum(
                FENCE if other == NOBODY else CROSSING for other in others if other != bundle
            )
            yield (jx, jy, turn), price + (BEND if turn != facing else 0.0)

    def _trace(
        self,
        state: MazeState,
        came: Mapping[MazeState, MazeState | Point],
        end: Point,
    ) -> list[Point]:
        points = [end]
        while True:
            points.append((self.xs[state[0]], self.ys[state[1]]))
            before = came[state]
            if len(before) == 2:
                return [before, *reversed(points)]
            state = before

    def _close(self, rect: Rect, room: float) -> None:
        """No line inside this rectangle and the room around it."""
        x1, x2 = rect.x - room, rect.right + room
        y1, y2 = rect.y - room, rect.bottom + room
        inside_y = range(bisect_right(self.ys, y1), bisect_left(self.ys, y2))
        across_x = range(max(0, bisect_right(self.xs, x1) - 1), bisect_left(self.xs, x2))
        for iy in inside_y:
            for ix in across_x:
                self._closed[0][iy][ix] = 1
        inside_x = range(bisect_right(self.xs, x1), bisect_left(self.xs, x2))
        across_y = range(max(0, bisect_right(self.ys, y1) - 1), bisect_left(self.ys, y2))
        for iy in across_y:
            for ix in inside_x:
                self._closed[1][iy][ix] = 1

    def _mark(self, piece: Piece) -> None:
        """Later lines keep their distance beside a piece and pay for crossing it."""
        self._hold(piece)
        rect = piece.rect
        flat = rect.h < rect.w
        along, across = (self.xs, self.ys) if flat else (self.ys, self.xs)
        low, high = (rect.x, rect.right) if flat else (rect.y, rect.bottom)
        crossed = self._crossed[1 if flat else 0]
        j = bisect_left(across, rect.y if flat else rect.x) - 1
        for i in range(bisect_left(along, low - 0.01), bisect_right(along, high + 0.01)):
            cell = (i, j) if flat else (j, i)
            crossed[cell] = (*crossed.get(cell, ()), piece.bundle)

    def _hold(self, piece: Piece) -> None:
        rect = piece.rect
        flat = rect.h < rect.w
        along, across = (self.xs, self.ys) if flat else (self.ys, self.xs)
        low, high = (rect.x, rect.right) if flat else (rect.y, rect.bottom)
        at = rect.y if flat else rect.x
        length = range(
            max(0, bisect_right(along, low - SPACE) - 1), bisect_left(along, high + SPACE)
        )
        held = self._held[0 if flat else 1]
        for j in range(bisect_right(across, at - SPACE), bisect_left(across, at + SPACE)):
            owner = piece.bundle if abs(across[j] - at) < 0.01 else NOBODY
            for i in length:
                cell = (i, j) if flat else (j, i)
                held[cell] = owner if held.get(cell, owner) == owner else NOBODY


def _outline(rect: Rect) -> tuple[tuple[Point, Point], ...]:
    """The four borders of a rectangle."""
    corners = (
        (rect.x, rect.y),
        (rect.right, rect.y),
        (rect.right, rect.bottom),
        (rect.x, rect.bottom),
    )
    return tuple(zip(corners, (*corners[1:], corners[0]), strict=True))


def _beside(low: float, high: float) -> tuple[float, ...]:
    """A track on either side of each border of a box."""
    return (low - PITCH, low + PITCH, high - PITCH, high + PITCH)


def _tracks(
    spans: Iterable[tuple[float, float]], ports: Iterable[float], page: tuple[float, float]
) -> list[float]:
    """Coordinates of tracks: beside every shape, and before every port."""
    beside = {
        at
        for low, high in spans
        for number in range(TRACKS)
        for at in (low - CLEAR - number * PITCH, high + CLEAR + number * PITCH)
    }
    return sorted({round(at, 2) for at in (*ports, *beside) if page[0] < at < page[1]})


def _corners(points: Sequence[Point]) -> tuple[Point, ...]:
    """The way without the points in the middle of its straight pieces."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1:
            (x1, y1), (x2, y2) = kept[-2], kept[-1]
            if (x1 == x2 == point[0]) or (y1 == y2 == point[1]):
                kept[-1] = point
                continue
        kept.append(point)
    return tuple(kept)
