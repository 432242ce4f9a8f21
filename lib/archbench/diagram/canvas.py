"""What of a page is placed so far."""

from dataclasses import dataclass, field

from archbench.diagram.flows import Flow
from archbench.diagram.scene import Band, Box, Card, EdgeLine, Rect


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
