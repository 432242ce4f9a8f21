"""The drawing in words, for a terminal, a screen reader, and a diff of two drawings."""

from collections.abc import Iterator

from archbench.diagram.scene import Card, Scene
from archbench.diagram.text import clean

_INDENT = "  "


def summary(scene: Scene) -> str:
    """Title, coverage, then every card by the box it stands in, then every line."""
    return "".join(f"{_INDENT * line.startswith(_INDENT)}{clean(line)}\n" for line in _lines(scene))


def _lines(scene: Scene) -> Iterator[str]:
    yield scene.title
    if scene.subtitle:
        yield scene.subtitle
    yield scene.coverage.line
    zones = [box for box in scene.boxes if box.kind == "zone"]
    homes: dict[str, list[Card]] = {}
    for card in scene.cards:
        zone = next((box.title for box in zones if box.rect.overlaps(card.rect)), "")
        homes.setdefault(zone, []).append(card)
    for zone in sorted(homes):
        yield ""
        yield zone or "Over zones and around them"
        for card in homes[zone]:
            signs = "".join(f" [{badge.text}]" for badge in card.badges)
            detail = f", {card.detail}" if card.detail else ""
            where = f" ({card.subject.place})" if card.subject.place else ""
            yield f"  {card.title}{detail}{signs}{where}"
    names = {shape.key: shape.title for shape in scene.shapes()}
    told = [edge for edge in scene.edges if edge.label]
    if told:
        yield ""
        yield "Lines"
    for edge in told:
        source, target = (names.get(key, key) for key in (edge.source, edge.target))
        yield f"  {source} -> {target}: {edge.label.text if edge.label else ''}"
    yield from scene.notes
