"""Dashed cards for what could not be counted or read: it may hold anything."""

from collections.abc import Sequence

from archbench.architecture.model import Architecture
from archbench.architecture.question import OpenQuestion
from archbench.diagram.scene import TRAY_SIZE, Subject
from archbench.diagram.text import wrap
from archbench.diagram.tiles import Tile
from archbench.terraform.address import natural, parent_module

TITLE = "Not counted or not read"
MOST = 8
"""How many of them have a card of their own."""
WIDEST = 300.0
"""How wide these cards may get: their titles are addresses."""
ROOM = WIDEST - 30.0
MOST_LINES = 8
"""How many lines the reason takes on a card; what is longer stands whole in its details."""
MEANING = "may hold more of everything drawn here"


def unread_tiles(architecture: Architecture) -> tuple[Tile, ...]:
    """A card for each block or module whose instances nobody can tell, the rest as one."""
    found = {item.address: item for item in architecture.uncounted}
    ordered = [found[address] for address in sorted(found, key=natural)]
    if len(ordered) <= MOST:
        return tuple(map(_tile, ordered))
    return (*map(_tile, ordered[: MOST - 1]), _rest(ordered[MOST - 1 :]))


def _rest(items: Sequence[OpenQuestion]) -> Tile:
    """One card for many; its details and a note below the drawing name them all."""
    facts = tuple((item.address, item.reason) for item in items)
    return Tile(
        "unread+",
        "general",
        f"{len(items)} more",
        "named below the legend",
        Subject("", "not counted or not read", (), "", facts),
        look="unread",
    )


def _tile(item: OpenQuestion) -> Tile:
    """Its own address as the title; the module it is in and why stand on the lines below."""
    within = parent_module(item.address)
    title = item.address.removeprefix(within).removeprefix(".")
    kind = "module" if title.startswith("module.") else "resource block"
    why, _, _ = item.reason.partition(" (")  # what it rests on is in the details
    said = wrap(f"in {within}: {why}" if within else why, ROOM, TRAY_SIZE)
    if len(said) > MOST_LINES:
        said = (*said[: MOST_LINES - 1], "and more, in the details")
    told = "not read" if kind == "module" else "how many is not known"
    return Tile(
        f"unread:{item.address}",
        "general",
        title,
        told,
        Subject("", kind, (), "", (("address", item.address), (item.question, item.reason))),
        look="unread",
        tray=("Why", *said),
    )
