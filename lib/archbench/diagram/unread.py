"""Dashed cards for what could not be counted or read: it may hold anything."""

from archbench.architecture.model import Architecture, OpenQuestion
from archbench.diagram.scene import Subject
from archbench.diagram.tiles import Tile
from archbench.terraform.address import natural

TITLE = "Not counted or not read"
WIDEST = 420.0
"""How wide these cards may get: their titles are addresses."""
MEANING = "may hold more of everything drawn here"


def unread_tiles(architecture: Architecture) -> tuple[Tile, ...]:
    """A card for each block or module whose instances nobody can tell."""
    found = {item.address: item for item in architecture.uncounted}
    return tuple(_tile(found[address]) for address in sorted(found, key=natural))


def _tile(item: OpenQuestion) -> Tile:
    kind = "module" if item.address.rpartition(".")[0].endswith("module") else "resource block"
    return Tile(
        f"unread:{item.address}",
        "general",
        item.address,
        item.reason,
        Subject("", kind, (), "", (("address", item.address), (item.question, item.reason))),
        look="unread",
        brief=item.address.rpartition(".")[2],
    )
