"""The scene as a Mermaid flowchart: the same parts and lines; the layout is Mermaid's own."""

from archbench.diagram.scene import Box, Card, EdgeKind, Scene
from archbench.diagram.text import clean

ARROWS: dict[EdgeKind, str] = {
    "request": "==>",
    "data": "-->",
    "volume": "-.-",
    "egress": "-.->",
    "crossing": "-.->",
    "outside": "-->",
    "control": "-->",
    "health": "-.->",
    "failover": "-.->",
    "idle": "-.->",
    "event": "-.->",
    "replica": "-.->",
    "gives_up": "-.->",
    "attachment": "---",
    "unread": "-.->",
}


def mermaid(scene: Scene) -> str:
    """The text of the flowchart."""
    names = {shape.key: f"n{number}" for number, shape in enumerate(scene.shapes())}
    lines = ["---", f"title: {_quoted(scene.title)}", "---", "flowchart TB"]
    lines += [f"%% {clean(scene.coverage.line)}"]
    homes = {card.key: _home(scene, card) for card in scene.cards}
    outer = [box for box in scene.boxes if _parent(scene, box) is None]
    for box in outer:
        lines += _box(scene, box, homes, names, "  ")
    lines += [_card(card, names, "  ") for card in scene.cards if homes[card.key] is None]
    for edge in scene.edges:
        label = f"|{_quoted(edge.label.text)}|" if edge.label else ""
        lines.append(f"  {names[edge.source]} {ARROWS[edge.kind]}{label} {names[edge.target]}")
    return "\n".join(lines) + "\n"


def _box(
    scene: Scene, box: Box, homes: dict[str, Box | None], names: dict[str, str], pad: str
) -> list[str]:
    title = " ".join(part for part in (box.title, box.detail) if part)
    lines = [f"{pad}subgraph {names[box.key]}[{_quoted(title)}]"]
    for inner in scene.boxes:
        if _parent(scene, inner) is box:
            lines += _box(scene, inner, homes, names, pad + "  ")
    lines += [_card(card, names, pad + "  ") for card in scene.cards if homes[card.key] is box]
    return [*lines, f"{pad}end"]


def _card(card: Card, names: dict[str, str], pad: str) -> str:
    parts = [card.title, card.detail, *card.tray, *(badge.text for badge in card.badges)]
    text = "<br/>".join(_plain(part) for part in parts if part)
    return f'{pad}{names[card.key]}["{text}"]'


def _parent(scene: Scene, box: Box) -> Box | None:
    """The smallest box around another; boxes stand outermost first."""
    x, y = box.rect.middle
    around = [other for other in scene.boxes if other is not box and _holds(other, x, y)]
    around = [other for other in around if other.rect.w * other.rect.h > box.rect.w * box.rect.h]
    return min(around, key=lambda other: other.rect.w * other.rect.h, default=None)


def _home(scene: Scene, card: Card) -> Box | None:
    x, y = card.rect.middle
    around = [box for box in scene.boxes if _holds(box, x, y)]
    return min(around, key=lambda box: box.rect.w * box.rect.h, default=None)


def _holds(box: Box, x: float, y: float) -> bool:
    rect = box.rect
    return rect.x <= x <= rect.right and rect.y <= y <= rect.bottom


def _plain(text: str) -> str:
    """Text Mermaid reads as text: no markup, no quotes, no entity of its own."""
    replaced = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "#": "&num;", "`": "'"}
    return "".join(replaced.get(character, character) for character in clean(text))


def _quoted(text: str) -> str:
    return f'"{_plain(text)}"'
