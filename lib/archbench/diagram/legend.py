"""What stands around a drawing: heading, legend, notes; with their places."""

from dataclasses import dataclass
from typing import Literal

from archbench.diagram.scene import EdgeKind, Scene
from archbench.diagram.text import fit, width, wrap
from archbench.frozen import replace

MARGIN = 26.0
HEADING = 84.0
ROW = 20.0
MEANINGS: dict[EdgeKind | Literal["step"], str] = {
    "step": "step of the way",
    "request": "request",
    "data": "reads or writes data",
    "volume": "shared storage volume",
    "egress": "way out",
    "crossing": "way out through another zone",
    "outside": "to the internet",
    "control": "control",
    "health": "health check",
    "failover": "DNS failover",
    "idle": "idle target",
    "event": "event, nobody waits",
    "replica": "replication",
    "gives_up": "given up",
    "attachment": "attachment",
    "unread": "into what is not read",
}
TextRole = Literal["title", "subtitle", "note", "legend", "word"]
SIZES: dict[TextRole, tuple[float, bool]] = {
    "title": (19.0, True),
    "subtitle": (11.0, False),
    "note": (10.0, False),
    "legend": (11.0, True),
    "word": (10.0, False),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text whose left side is x and whose middle is y."""

    x: float
    y: float
    text: str
    role: TextRole


@dataclass(frozen=True, slots=True)
class Sample:
    """A short line of a kind from x to x + 44 at y, or the disc of a step in its middle."""

    kind: EdgeKind | Literal["step"]
    x: float
    y: float


def heading(scene: Scene) -> tuple[Text, ...]:
    """Title, what is shown, and the coverage line."""
    room = scene.size[0] - 2 * MARGIN
    whole = scene.coverage.line
    size, bold = SIZES["note"]
    covered = whole if width(whole, size, bold=bold) <= room else scene.coverage.short
    lines: tuple[tuple[str, float, TextRole], ...] = (
        (scene.title, 32.0, "title"),
        (scene.subtitle, 57.0, "subtitle"),
        (covered, 74.0, "note"),
    )
    return tuple(
        Text(MARGIN, y, fit(text, room, SIZES[role][0], bold=SIZES[role][1]), role)
        for text, y, role in lines
        if text
    )


def below(scene: Scene) -> float:
    """Where the legend begins: under everything drawn."""
    return max((shape.rect.bottom for shape in scene.shapes()), default=HEADING) + 18


def settled(scene: Scene) -> Scene:
    """The scene with room for its legend and notes, which overlays may have added to."""
    _, _, bottom = legend(scene)
    return replace(scene, size=(scene.size[0], bottom + 8))


def legend(scene: Scene) -> tuple[tuple[Sample, ...], tuple[Text, ...], float]:
    """A sample of each kind of line drawn with its word, notes below, and where they end."""
    kinds: list[EdgeKind | Literal["step"]] = [
        kind for kind in MEANINGS if any(edge.kind == kind for edge in scene.edges)
    ]
    if any(edge.label and edge.label.step for edge in scene.edges):
        kinds.insert(0, "step")
    samples, texts = [], []
    x, y = MARGIN, below(scene) + 12
    if kinds:
        texts.append(Text(x, y, "Legend", "legend"))
        x += 66
    for kind in kinds:
        need = 52 + width(MEANINGS[kind], SIZES["word"][0]) + 24
        if x + need > scene.size[0] - MARGIN and x > MARGIN + 66:
            x, y = MARGIN + 66, y + ROW
        samples.append(Sample(kind, x, y))
        texts.append(Text(x + 52, y, MEANINGS[kind], "word"))
        x += need
    if kinds:
        y += ROW
    for note in scene.notes:
        for part in wrap(note, scene.size[0] - 2 * MARGIN, SIZES["note"][0]):
            texts.append(Text(MARGIN, y, part, "note"))
            y += 16
    return tuple(samples), tuple(texts), y + 6
