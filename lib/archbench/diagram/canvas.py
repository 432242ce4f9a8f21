"""What of a page is placed so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archbench.diagram.flows import Flow
from archbench.diagram.scene import Band, Box, Card, EdgeLine, Rect
from archbench.frozen import replace


@dataclass(slots=True)
class Canvas:
    """What is placed so far."""

    boxes: list[Box] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    edges: list[EdgeLine] = field(default_factory=list)
    pending: list[Flow] = field(default_factory=list)
    """Lines that found no way in their lane: they look for one around everything."""

    def shapes(self) -> list[Box | Card]:
        """Boxes, then cards."""
        return [*self.boxes, *self.cards]

    def rects(self) -> dict[str, Rect]:
        """The place of each shape by key."""
        return {shape.key: shape.rect for shape in self.shapes()}

    def between_cards(self, flows: Iterable[Flow]) -> list[Flow]:
        """Lines between what is placed: of what is folded, the card that stands for it; each once.

        None leads from a card to itself, or to what has no place.
        """
        home = {member: card.key for card in self.cards[::-1] for member in card.subject.members}
        home |= {shape.key: shape.key for shape in self.shapes()}
        ends = [
            replace(flow, source=home[flow.source], target=home[flow.target])
            for flow in flows
            if flow.source in home and flow.target in home
        ]
        found: dict[tuple[str, str, str], Flow] = {}
        for flow in ends:
            if flow.source != flow.target:
                found.setdefault((flow.source, flow.target, flow.kind), flow)
        return list(found.values())
