"""Systems in lanes: the edge, who lets in, what works, what keeps data."""

from collections.abc import Mapping, Sequence
from math import ceil

from archbench.diagram.canvas import Canvas
from archbench.diagram.card_text import DETAIL_SIZE, TITLE_SIZE
from archbench.diagram.columns import LEFT
from archbench.diagram.flow_form import with_room
from archbench.diagram.flows import Flow
from archbench.diagram.grid import FlowNode, acyclic
from archbench.diagram.naming import many
from archbench.diagram.placing import card
from archbench.diagram.scene import ICON, Box, Rect, Subject, label_width
from archbench.diagram.text import width
from archbench.diagram.tiles import Tile

LANES: Mapping[str, str] = {
    "edge": "Edge",
    "entry": "Entry",
    "services": "Services",
    "data": "Data",
}
PAD, HEAD, FOOT, ROW_GAP = 18.0, 42.0, 34.0, 34.0
LEAST_GAP, MOST_GAP = 74.0, 150.0
NARROW, WIDE = 190.0, 260.0
LAST = 1e6
"""The row wanted by what is joined to nothing yet: it takes the first that is left."""
ROOMS = (1.0, 1.4, 2.0, 3.0)
"""How much wider the gaps get, until every line has its way."""


def place_lanes(
    canvas: Canvas,
    nodes: Sequence[FlowNode],
    flows: Sequence[Flow],
    places: Mapping[str, tuple[str, int]],
    top: float,
) -> tuple[float, list[Flow]]:
    """Put systems in their lanes below top; returns where they end, and lines that have no way.

    The role of a node is its lane; places are the regions and the number of instances of each.
    """
    lanes = {name: [node for node in nodes if node.role == name] for name in LANES}
    rows = _rows({name: found for name, found in lanes.items() if found}, flows)

    def place(tried: Canvas, room: float) -> float:
        return _place(tried, lanes, rows, flows, places, (top, room))

    bottom, lost = with_room(canvas, flows, ROOMS, place)
    return bottom + 18, lost


def _rows(lanes: Mapping[str, Sequence[FlowNode]], flows: Sequence[Flow]) -> dict[str, int]:
    """The row of each node: near what it is joined to in earlier lanes, then along the way."""
    rows: dict[str, int] = {}
    along = _along(flows)
    for found in lanes.values():
        wanted = {node.key: _wanted(node.key, flows, rows) for node in found}
        taken: set[int] = set()
        for node in sorted(
            found, key=lambda node: (wanted[node.key], along.get(node.key, 0), node.key)
        ):
            row = round(wanted[node.key]) if wanted[node.key] < LAST else 0
            while row in taken:
                row += 1
            taken.add(row)
            rows[node.key] = row
    return rows


def _along(flows: Sequence[Flow]) -> dict[str, int]:
    """How many steps lead to each node at most."""
    steps: dict[str, int] = {}
    chain = acyclic(flows)
    for _ in chain:
        for flow in chain:
            after = steps.get(flow.source, 0) + 1
            steps[flow.target] = max(steps.get(flow.target, 0), after)
    return steps


def _wanted(key: str, flows: Sequence[Flow], rows: Mapping[str, int]) -> float:
    """The mean row of what a node is joined to, weighed by strength; last where that is nothing."""
    near = [
        (rows[other], flow.strength)
        for flow in flows
        for other in ((flow.source,) if flow.target == key else (flow.target,))
        if key in (flow.source, flow.target) and other in rows
    ]
    whole = sum(strength for _, strength in near)
    return sum(row * strength for row, strength in near) / whole if whole else LAST


def _place(  # noqa: PLR0913, PLR0917 - what stands where, and how wide the gaps are
    canvas: Canvas,
    lanes: Mapping[str, Sequence[FlowNode]],
    rows: Mapping[str, int],
    flows: Sequence[Flow],
    places: Mapping[str, tuple[str, int]],
    at: tuple[float, float],
) -> float:
    top, room = at
    words = [label_width(flow.label) for flow in flows]
    gap = ceil(min(max([LEAST_GAP, *(word + 34 for word in words)]), MOST_GAP) * room / 2) * 2.0
    high = max((node.tile.height for found in lanes.values() for node in found), default=0.0)
    step = high + ceil(ROW_GAP * room)
    last = max(rows.values(), default=0)
    bottom = top + HEAD + last * step + high + FOOT
    x = LEFT
    for name, found in lanes.items():
        if not found:
            continue
        wide = max(_needed(node.tile) for node in found)
        for node in found:
            y = top + HEAD + rows[node.key] * step
            canvas.cards.append(card(node.tile, x + PAD, y, wide))
        keys = tuple(node.key for node in found)
        where = sorted({places[key][0] for key in keys} - {""})
        count = sum(places[key][1] for key in keys)
        box = Box(
            f"lane:{name}",
            Rect(x, top, wide + 2 * PAD, bottom - top),
            "lane",
            LANES[name],
            ", ".join(where) or "global",
            Subject("", "lane", keys),
            indent=12,
            foot=many(count, "instance"),
        )
        canvas.boxes.append(box)
        x += wide + 2 * PAD + gap
    return bottom


def _needed(tile: Tile) -> float:
    """How wide a card is for its texts."""
    text = max(width(tile.title, TITLE_SIZE, bold=True), width(tile.detail, DETAIL_SIZE))
    return min(max(NARROW, ceil((text + ICON + 24) / 10) * 10.0), WIDE)
