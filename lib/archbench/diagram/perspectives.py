"""Perspectives: the same places, with what does not matter now faded, or one zone only."""

from dataclasses import dataclass

from archbench.architecture.model import Architecture
from archbench.diagram.scene import Badge, Card, EdgeKind, EdgeLine, Rect, Scene
from archbench.errors import InputError
from archbench.frozen import replace

SHOWN: dict[str, frozenset[EdgeKind]] = {
    "request": frozenset(
        {"request", "data", "event", "gives_up", "replica", "idle", "health", "failover"}
    ),
    "egress": frozenset({"egress", "crossing", "outside"}),
    "security": frozenset({"request", "data", "control"}),
}
WORDS = {
    "full": "drawn from ",
    "request": "the way of a request through ",
    "egress": "the ways out of ",
    "security": "who may reach whom in ",
}
NAMES = ("full", "request", "egress", "security", "zone:NAME", "module:NAME")


@dataclass(frozen=True, slots=True)
class Perspective:
    """What is looked at: "full", "request", "egress", "security", one zone, or one module.

    A zone is given by name or letter, a module by its name in the root module.
    """

    name: str
    zone: str = ""
    module: str = ""

    @property
    def words(self) -> str:
        """How a subtitle names it, before the path."""
        if self.module:
            return f"module {self.module} of "
        return f"zone {self.zone} of " if self.zone else WORDS[self.name]


def parse(text: str) -> Perspective:
    """A perspective from its text form.

    Raises:
        InputError: there is no such perspective.
    """
    name, _, zone = text.partition(":")
    if name in ("full", *SHOWN) and not zone:
        return Perspective(name)
    if name == "zone" and zone:
        return Perspective("zone", zone)
    if name == "module" and zone:
        return Perspective("full", module=zone)
    raise InputError(f'no perspective "{text}": use one of {", ".join(NAMES)} (as in zone:a)')


def focus(scene: Scene, architecture: Architecture, perspective: Perspective) -> Scene:
    """Fade what the perspective is not about; lines of other kinds are left out."""
    if perspective.name not in SHOWN:
        return replace(scene, edges=tuple(e for e in scene.edges if e.kind != "outside"))
    kinds = SHOWN[perspective.name]
    edges = tuple(edge for edge in scene.edges if edge.kind in kinds)
    touched = _touched(edges)
    boxes = [box.rect for box in scene.boxes if box.key in touched]
    touched |= {card.key for card in _within(scene, boxes) if card.look != "idle"}
    leads = [card.rect for card in scene.cards if card.key in touched]
    groups = {band.key for band in scene.bands if any(map(band.rect.overlaps, leads))}
    bands = [band.rect for band in scene.bands if band.key in groups]
    parts = touched | {card.key for card in _within(scene, bands)}
    focused = replace(
        scene,
        edges=edges,
        cards=tuple(replace(card, faded=card.key not in parts) for card in scene.cards),
        bands=tuple(replace(band, faded=band.key not in groups) for band in scene.bands),
    )
    return _with_openings(focused, architecture) if perspective.name == "security" else focused


def _within(scene: Scene, rects: list[Rect]) -> list[Card]:
    return [card for card in scene.cards if any(map(card.rect.overlaps, rects))]


def _touched(edges: tuple[EdgeLine, ...]) -> set[str]:
    return {key for edge in edges for key in (edge.source, edge.target)}


def _with_openings(scene: Scene, architecture: Architecture) -> Scene:
    """How many security groups each card wears, and whether one is open to the world."""
    badges: dict[str, tuple[Badge, ...]] = {}
    for card in scene.cards:
        worn = [
            group
            for group in architecture.security_groups
            if set(group.members) & set(card.subject.members) and card.subject.zone == ""
        ]
        if worn:
            world = any(
                rule.source in ("0.0.0.0/0", "::/0") and rule.direction == "ingress"
                for group in worn
                for rule in group.permissions
            )
            badges[card.key] = (
                Badge("OPEN TO ALL", "warn") if world else Badge("GROUPS ONLY", "good"),
            )
    return scene.with_badges(badges)
