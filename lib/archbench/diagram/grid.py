"""Columns and rows of a flow: who works after whom stands right of it, the main way in one row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archbench.diagram.flows import Flow, stepped
from archbench.diagram.scene import EdgeKind
from archbench.diagram.tiles import Tile
from archbench.terraform.address import natural

ONWARD: tuple[EdgeKind, ...] = ("request", "event", "data", "unread")
"""Kinds of lines that lead on, the strongest first: cycles are cut at the weakest."""
EDGE = ""
"""The block of what stands in no region."""


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A card before it has a place: role as in `Kind`, block the region it stands in."""

    tile: Tile
    role: str
    block: str = EDGE
    open: bool = False
    """Whether it is an entry that callers outside of every network reach."""

    @property
    def key(self) -> str:
        """The key of its card."""
        return self.tile.key


@dataclass(frozen=True, slots=True)
class GridCell:
    """A place in a block: column and row, from 0."""

    column: int
    row: int


def acyclic(flows: Iterable[Flow]) -> tuple[Flow, ...]:
    """The lines that lead on, without those that would close a circle."""
    kept: list[Flow] = []
    after: dict[str, set[str]] = {}
    ordered = sorted(
        (flow for flow in flows if flow.kind in ONWARD),
        key=lambda flow: (ONWARD.index(flow.kind), natural(flow.source), natural(flow.target)),
    )
    for flow in ordered:
        if flow.source != flow.target and flow.source not in _reached(flow.target, after):
            after.setdefault(flow.source, set()).add(flow.target)
            kept.append(flow)
    return tuple(kept)


def _reached(start: str, after: Mapping[str, set[str]]) -> set[str]:
    found, left = {start}, [start]
    while left:
        for item in after.get(left.pop(), ()):
            if item not in found:
                found.add(item)
                left.append(item)
    return found


def main_way(flows: Sequence[Flow], starts: Sequence[str]) -> tuple[Flow, ...]:
    """The longest way from the first start that leads anywhere."""
    out: dict[str, list[Flow]] = {}
    for flow in flows:
        out.setdefault(flow.source, []).append(flow)
    length: dict[str, int] = {}

    def measure(key: str) -> int:
        if key not in length:
            length[key] = max((1 + measure(flow.target) for flow in out.get(key, ())), default=0)
        return length[key]

    start = max(starts, key=lambda key: (measure(key), -starts.index(key)), default="")
    way: list[Flow] = []
    while out.get(start):
        best = max(out[start], key=lambda flow: (measure(flow.target), -ONWARD.index(flow.kind)))
        way.append(best)
        start = best.target
    return tuple(way)


def columns_of(nodes: Sequence[FlowNode], flows: Sequence[Flow]) -> dict[str, int]:
    """The column of each node: one right of the last that leads to it.

    What the edge leads to may stand below it. What only keeps data stands in the last column, what
    controls something left of it.
    """
    block = {node.key: node.block for node in nodes}
    chain = acyclic(flows)
    column = _longest(chain, block, dict.fromkeys(block, 0))
    column = _longest(chain, block, _started(nodes, chain, column))
    return _aside(flows, block, chain, _last(nodes, chain, block, column))


def _longest(
    chain: Sequence[Flow], block: Mapping[str, str], least: Mapping[str, int]
) -> dict[str, int]:
    """The longest way to each node, no column lower than the least."""
    column = dict(least)
    for _ in column:
        moved = False
        for flow in chain:
            beside = block[flow.source] == block[flow.target] or block[flow.target] == EDGE
            after = column[flow.source] + int(beside)
            if column[flow.target] < after:
                column[flow.target] = after
                moved = True
        if not moved:
            break
    return column


def _started(
    nodes: Sequence[FlowNode], chain: Sequence[Flow], column: Mapping[str, int]
) -> dict[str, int]:
    """What works without being called stands among what works, not among the entries."""
    entered, leads = {flow.target for flow in chain}, {flow.source for flow in chain}
    works = [node.key for node in nodes if node.role == "workload"]
    first = min((column[key] for key in works if key in entered), default=0)
    alone = {key for key in works if key not in entered and key in leads}
    return {key: max(at, first) if key in alone else at for key, at in column.items()}


def _last(
    nodes: Sequence[FlowNode],
    chain: Sequence[Flow],
    block: Mapping[str, str],
    column: Mapping[str, int],
) -> dict[str, int]:
    """What only keeps data stands last; a leaf of the edge stands left of what works for it."""
    leads = {flow.source for flow in chain}
    placed = dict(column)
    for node in nodes:
        reads = [flow for flow in chain if flow.target == node.key]
        if not reads or node.key in leads:
            continue
        if all(block[flow.source] == EDGE for flow in reads) and node.block != EDGE:
            placed[node.key] = max(0, column[node.key] - 1)
        elif node.role == "store" and reads[0].kind == "data":
            placed[node.key] = max(column.values())
    return placed


def _aside(
    flows: Sequence[Flow],
    block: Mapping[str, str],
    chain: Sequence[Flow],
    column: Mapping[str, int],
) -> dict[str, int]:
    """What lies off every way: given-up messages and copies below, guards beside."""
    on_way = {key for flow in chain for key in (flow.source, flow.target)}
    entered = {flow.target for flow in chain}
    placed = dict(column)
    for flow in flows:
        if flow.kind in ("gives_up", "replica") and flow.target not in entered:
            placed[flow.target] = placed[flow.source]
        elif flow.kind in ("control", "health") and flow.source not in on_way:
            beside = 1 if block[flow.source] == EDGE else -1
            placed[flow.source] = max(0, placed[flow.target] + beside)
    return placed


def rows_of(
    nodes: Sequence[FlowNode],
    flows: Sequence[Flow],
    column: Mapping[str, int],
    first: Sequence[str],
) -> dict[str, GridCell]:
    """A cell for each node of one block: chain by chain, each in the first row free for it.

    first are the nodes of the main way, which take row 0.
    """
    mine = {node.key for node in nodes}
    taken: dict[tuple[int, int], str] = {}
    cells: dict[str, GridCell] = {}
    for key in first:
        if key in mine and (column[key], 0) not in taken:
            taken[column[key], 0] = key
            cells[key] = GridCell(column[key], 0)
    near: dict[str, list[str]] = {}
    for flow in flows:
        near.setdefault(flow.source, []).append(flow.target)
        near.setdefault(flow.target, []).append(flow.source)
    chain = [flow for flow in acyclic(flows) if {flow.source, flow.target} <= mine]
    while len(cells) < len(mine):
        left = sorted(mine - set(cells), key=natural)
        open_ = [flow for flow in chain if not {flow.source, flow.target} & set(cells)]
        apart = _apart(left, open_, near, cells, mine)
        way = () if apart else main_way(open_, left)
        keys = [way[0].source, *(flow.target for flow in way)] if way else [apart or left[0]]
        keys = _in_columns(keys, column)
        wanted = [cells[other].row for key in keys for other in near.get(key, ()) if other in cells]
        row = _free_row(keys, column, taken, wanted)
        for key in keys:
            taken[column[key], row] = key
            cells[key] = GridCell(column[key], row)
    return cells


def _apart(
    left: Sequence[str],
    open_: Sequence[Flow],
    near: Mapping[str, list[str]],
    cells: Mapping[str, GridCell],
    mine: set[str],
) -> str:
    """A node that is joined to nothing without a place but to something with one, "" for none.

    What another block leads to comes first, then what has the most neighbours.
    """
    chained = {key for flow in open_ for key in (flow.source, flow.target)}

    def rank(key: str) -> tuple[int, int]:
        others = near.get(key, ())
        return sum(other not in mine for other in others), sum(other in cells for other in others)

    ranked = [key for key in left if key not in chained and any(rank(key))]
    return max(ranked, key=rank, default="")


def _in_columns(keys: Sequence[str], column: Mapping[str, int]) -> list[str]:
    """The first node of each column, so that one row holds them all."""
    kept: dict[int, str] = {}
    for key in keys:
        kept.setdefault(column[key], key)
    return list(kept.values())


def _free_row(
    keys: Sequence[str],
    column: Mapping[str, int],
    taken: Mapping[tuple[int, int], str],
    wanted: Sequence[int],
) -> int:
    """The free row nearest to what the nodes are joined to; a lower one rather than a higher."""
    low, high = min(column[key] for key in keys), max(column[key] for key in keys)
    last = max((row for _, row in taken), default=-1) + 1
    free = [
        row for row in range(last + 1) if all((at, row) not in taken for at in range(low, high + 1))
    ]
    middle = sum(wanted) / len(wanted) if wanted else last
    return min(free, key=lambda row: (abs(row - middle), row))


def numbered(flows: Sequence[Flow], way: Sequence[Flow], prefix: str = "") -> list[Flow]:
    """The flows with those of a way numbered in its order."""
    step = {flow: f"{prefix}{number}" for number, flow in enumerate(way, start=1)}
    return [stepped(flow, step[flow]) if flow in step else flow for flow in flows]
