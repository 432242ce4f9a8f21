"""The scene as objects of the `diagrams` library, placed to the point, for any Graphviz to render.

Graphviz's layout `nop2` takes every position as given. Names in the source are ours (n12, e3), so
nothing a configuration says reaches Graphviz but as escaped text of a label.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from math import ceil
from typing import Any, TypeVar

from archbench.diagram.card_text import DETAIL_SIZE
from archbench.diagram.icons import icon_class, icon_file
from archbench.diagram.legend import SIZES, Sample, Text, heading, legend
from archbench.diagram.maze import Point
from archbench.diagram.palette import Palette, Stroke
from archbench.diagram.scene import (
    BADGE_SIZE,
    BOX_TITLE_SIZE,
    ICON,
    LABEL_SIZE,
    TRAY_SIZE,
    Badge,
    Band,
    Box,
    Card,
    EdgeLine,
    Rect,
    Scene,
)
from archbench.diagram.text import fit_list, width
from archbench.frozen import replace

FONT = "Arial"
ARROW = 8.0
FAINT = ("idle", "lost", "removed", "unread")
"""Looks whose text is grey and whose icons are half gone."""
FOOT = 14.0
"""From a box's lower corner to the line that says what its cards come to."""
SECOND_EDGE = 5.0
PER_RELATION, MOST_THICKER = 0.27, 2.5
"""How much thicker a line is for each relation more, and at most."""
ROUNDED = ("services", "edge", "hub", "lane")
TABLE_LINES = 2
"""How many lines of a card its table holds: with three, renderers would place the icon apart."""
MIDDLE = 0.36
"""From the middle of a line of text to its baseline, in its size."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TextRun:
    """A line of text in the picture: where it starts, or its middle is, and its baseline."""

    x: float
    y: float
    centred: bool = False


@dataclass(slots=True)
class DotSource:
    """Graphviz source, and for each name in it what it stands for and where its texts are."""

    text: str = ""
    shapes: dict[str, Card | Box | Band | EdgeLine] = field(default_factory=dict)
    runs: dict[str, tuple[TextRun, ...]] = field(default_factory=dict)
    arrows: dict[str, tuple[Point, Point]] = field(default_factory=dict)
    strokes: dict[str, Stroke] = field(default_factory=dict)


def write(scene: Scene, colors: Palette) -> DotSource:
    """The Graphviz source of a scene."""
    import diagrams  # noqa: PLC0415 - loads Graphviz bindings; only when drawing

    page = diagrams.Diagram(
        "",
        filename="drawing",
        show=False,
        graph_attr={
            "layout": "nop2",
            "pad": "0",
            "margin": "0",
            "label": "",
            "bgcolor": colors.page,
            "outputorder": "edgesfirst",
            "splines": "true",
            "fontname": FONT,
        },
        node_attr={"fontname": FONT, "fixedsize": "true", "labelloc": "c"},
        edge_attr={"fontname": FONT},
    )
    diagrams.setdiagram(page)
    try:
        writer = _Writer(scene, colors)
        writer.everything()
    finally:
        diagrams.setdiagram(None)  # type: ignore[arg-type]
    writer.out.text = page.dot.source
    return writer.out


class _Writer:
    """Puts one scene into the diagram that is open."""

    def __init__(self, scene: Scene, colors: Palette) -> None:
        self.scene = scene
        self.colors = colors
        self.out = DotSource()
        self.height = scene.size[1]
        self.count = 0

    def everything(self) -> None:
        scene = self.scene
        # An invisible node the size of the page: renderers crop to what they draw.
        self._node(Rect(0, 0, *scene.size), "", shape="box", style="invis")
        _each(self._box, scene.boxes)
        _each(self._band, scene.bands)
        _each(self._edge, scene.edges)
        _each(self._card, scene.cards)
        # Labels and badges last: they lie on lines and borders.
        _each(self._label, scene.edges)
        _each(self._badges, scene.cards)
        samples, texts, _ = legend(scene)
        _each(self._sample, samples)
        _each(self._text, (*heading(scene), *texts))

    def _name(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def _y(self, y: float) -> float:
        return self.height - y

    def _node(self, rect: Rect, label: str, cls: type | None = None, **attributes: str) -> object:
        import diagrams  # noqa: PLC0415

        name = attributes.pop("name", "") or self._name("n")
        x, y = rect.middle
        return (cls or diagrams.Node)(
            label,
            nodeid=name,
            id=name,
            image="",
            pos=f"{_n(x)},{_n(self._y(y))}",
            width=_n(rect.w / 72, 5),
            height=_n(rect.h / 72, 5),
            **attributes,
        )

    def _anchor(self, x: float, y: float) -> object:
        return self._node(Rect(x, y, 0, 0), "", shape="point", style="invis")

    def _box(self, box: Box) -> None:
        frame = self.colors.lost_zone if box.look == "lost" else self.colors.boxes[box.kind]
        style = "dashed" if frame.dashed else "solid"
        name = self._cluster(
            box.rect,
            frame.border,
            frame.fill,
            f"rounded,{style}" if box.kind in ROUNDED else style,
            frame.thick,
        )
        self.out.shapes[name] = box
        x, y = box.rect.x + box.indent, box.rect.y + 16
        if box.icon:
            self._icon(box.icon, Rect(x - 4, y - 9, 18, 18))
            x += 20
        title, detail = box.heading()
        self._line(title, x, y, BOX_TITLE_SIZE, frame.text, bold=True)
        x += width(title, BOX_TITLE_SIZE, bold=True) + 12
        if detail:
            self._line(detail, x, y + 0.5, DETAIL_SIZE, self.colors.muted)
        if box.foot:
            foot = fit_list(box.foot, box.rect.w - 2 * FOOT, DETAIL_SIZE)
            at = box.rect.x + FOOT, box.rect.bottom - FOOT
            self._line(foot, *at, DETAIL_SIZE, frame.text, bold=True)

    def _band(self, band: Band) -> None:
        color, style, thick = self.colors.accents[band.accent], "solid", 1.6
        if band.look == "idle":
            color, style = self.colors.looks["idle"].color, "dashed"
        name = self._cluster(band.rect, color, "", f"rounded,{style}", thick)
        self.out.shapes[name] = band

    def _cluster(self, rect: Rect, border: str, fill: str, style: str, thick: float) -> str:
        import diagrams  # noqa: PLC0415

        name = self._name("b")
        corners = (rect.x, self._y(rect.bottom), rect.right, self._y(rect.y))
        with diagrams.Cluster(
            name,
            graph_attr={
                "label": "",
                "id": name,
                "bb": ",".join(map(_n, corners)),
                "style": style,
                "pencolor": border,
                "bgcolor": fill or "transparent",
                "penwidth": _n(thick),
            },
        ):
            pass
        return name

    def _card(self, card: Card) -> None:
        look = self.colors.looks[card.look]
        plain = card.look == "plain"
        border = self.colors.accents[card.accent] if plain else look.color
        faint = card.look in FAINT
        ink = self.colors.idle_text if faint else self.colors.ink
        muted = self.colors.idle_text if faint else self.colors.muted
        if card.opens:
            behind = card.rect.moved(SECOND_EDGE, SECOND_EDGE)
            self._cluster(behind, border, self.colors.card, "rounded,solid", look.thick)
        name = self._name("n")
        room = card.text_room
        lines = card.lines()
        first, more = lines[:TABLE_LINES], lines[TABLE_LINES:]
        rest = card.rect.h - card.head.h
        foot = f'<TR><TD COLSPAN="3" HEIGHT="{_n(rest)}"></TD></TR>' if rest else ""
        cells = [
            f'<TD ALIGN="LEFT" VALIGN="BOTTOM" WIDTH="{_n(room)}">'
            f"{_font(it.text, it.size, ink if it.is_title else muted, bold=it.is_title)}</TD>"
            for it in first
        ]
        span = f'ROWSPAN="{len(cells)}"'
        table = (
            f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" '
            f'WIDTH="{_n(card.rect.w - 12)}" HEIGHT="{_n(card.rect.h - 14)}"><TR>'
            f'<TD {span} FIXEDSIZE="TRUE" WIDTH="{_n(ICON)}" HEIGHT="{_n(ICON)}">'
            f'<IMG SCALE="TRUE" SRC="{escape(str(icon_file(card.icon)))}"/></TD>'
            f'<TD {span} WIDTH="9"></TD>{"</TR><TR>".join(cells)}</TR>{foot}</TABLE>>'
        )
        self._node(
            card.rect,
            table,
            icon_class(card.icon),
            name=name,
            shape="box",
            style=f"rounded,filled{',dashed' if look.style == 'dashed' else ''}",
            fillcolor=self.colors.card,
            color=border,
            penwidth=_n(look.thick),
        )
        self.out.shapes[name] = card
        x, middle = card.rect.x + 6 + ICON + 9, card.head.middle[1]
        self.out.runs[name] = tuple(TextRun(x, middle + line.y) for line in first)
        for line in more:
            ink_ = ink if line.is_title else muted
            self._line(
                line.text,
                x,
                middle + line.y - line.size * MIDDLE,
                line.size,
                ink_,
                bold=line.is_title,
            )
        self._tray(card, muted)

    def _tray(self, card: Card, muted: str) -> None:
        lines = card.tray_lines()
        if lines:
            rule = Rect(card.rect.x + 10, card.head.bottom, card.rect.w - 20, 0.8)
            color = self.colors.card_border
            self._node(
                rule, "", shape="box", style="filled", fillcolor=color, color=color, penwidth="0"
            )
        for number, (text, y) in enumerate(lines):
            ink = muted if number else self.colors.ink
            self._line(text, card.rect.x + 11, y, TRAY_SIZE, ink, bold=not number)

    def _badges(self, card: Card) -> None:
        for badge, rect in card.badge_rects():
            self._badge(badge, rect, card)

    def _badge(self, badge: Badge, rect: Rect, card: Card) -> None:
        fill, ink = self.colors.badges[badge.kind]
        name = self._name("n")
        label = f"<{_font(badge.text, BADGE_SIZE, ink, bold=True)}>"
        self._node(
            rect,
            label,
            name=name,
            shape="box",
            style="rounded,filled",
            fillcolor=fill,
            color=fill,
            penwidth="0",
        )
        self.out.shapes[name] = card
        self.out.runs[name] = (TextRun(rect.middle[0], rect.middle[1] + 3.1, centred=True),)

    def _label(self, edge: EdgeLine) -> None:
        label = edge.label
        if label is None:
            return
        color = self.colors.edges[edge.kind].color
        room = label.rect
        if label.step:
            disc, room = label.parts()
            self._disc(label.step, disc, color, edge)
            if not label.word:
                return
        name = self._name("n")
        self._node(
            room,
            f"<{_font(label.word, LABEL_SIZE, color, bold=True)}>",
            name=name,
            shape="box",
            style="filled",
            fillcolor=self.colors.page,
            penwidth="0",
            color=self.colors.page,
        )
        self.out.shapes[name] = edge
        self.out.runs[name] = (
            TextRun(room.x + 3, room.middle[1] + 3.4)
            if label.from_left
            else TextRun(room.middle[0], room.middle[1] + 3.4, centred=True),
        )

    def _disc(self, step: str, rect: Rect, color: str, edge: EdgeLine | None) -> None:
        name = self._name("n")
        self._node(
            rect,
            f"<{_font(step, LABEL_SIZE, self.colors.page, bold=True)}>",
            name=name,
            shape="ellipse",
            style="filled",
            fillcolor=color,
            color=color,
            penwidth="0",
        )
        if edge is not None:
            self.out.shapes[name] = edge
        self.out.runs[name] = (TextRun(rect.middle[0], rect.middle[1] + 3.4, centred=True),)

    def _icon(self, icon: str, rect: Rect) -> None:
        side = _n(rect.w)
        table = (
            '<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>'
            f'<TD FIXEDSIZE="TRUE" WIDTH="{side}" HEIGHT="{side}">'
            f'<IMG SCALE="TRUE" SRC="{escape(str(icon_file(icon)))}"/></TD></TR></TABLE>>'
        )
        self._node(rect, table, icon_class(icon), shape="plaintext")

    def _text(self, text: Text) -> None:
        size, bold = SIZES[text.role]
        color = self.colors.ink if text.role in ("title", "legend") else self.colors.muted
        self._line(text.text, text.x, text.y, size, color, bold=bold)

    def _line(  # noqa: PLR0913 - text, place, type
        self, text: str, x: float, y: float, size: float, color: str, *, bold: bool = False
    ) -> None:
        """A line of text whose left side is at x and whose middle is at y."""
        if not text:
            return
        wide = float(ceil(width(text, size, bold=bold) + 4))
        name = self._name("n")
        table = (
            f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" '
            f'WIDTH="{_n(wide)}"><TR><TD ALIGN="LEFT">{_font(text, size, color, bold=bold)}'
            "</TD></TR></TABLE>>"
        )
        self._node(Rect(x, y - size, wide, size * 2), table, name=name, shape="plaintext")
        self.out.runs[name] = (TextRun(x, y + size * MIDDLE),)

    def _edge(self, edge: EdgeLine) -> None:
        stroke = self.colors.edges[edge.kind]
        more = min((edge.strength - 1) * PER_RELATION, MOST_THICKER)
        self.out.shapes[self._arrow(edge.points, replace(stroke, thick=stroke.thick + more))] = edge

    def _sample(self, sample: Sample) -> None:
        if sample.kind == "step":
            disc = Rect(sample.x + 26, sample.y - 9, 18, 18)
            self._disc("1", disc, self.colors.edges["request"].color, None)
            return
        points = ((sample.x, sample.y), (sample.x + 44, sample.y))
        self._arrow(points, self.colors.edges[sample.kind])

    def _arrow(self, points: tuple[Point, ...], stroke: Stroke) -> str:
        import diagrams  # noqa: PLC0415

        name = self._name("e")
        self.out.strokes[name] = stroke
        tip, before = points[-1], points[-2]
        way = list(points)
        arrow = stroke.head != "none"
        if arrow:
            way[-1] = _toward(tip, before, ARROW)
            self.out.arrows[name] = (way[-1], tip)
        flipped = [(x, self._y(y)) for x, y in way]
        spline = [f"{_n(flipped[0][0])},{_n(flipped[0][1])}"]
        for one, two in pairwise(flipped):
            spline += [f"{_n(one[0])},{_n(one[1])}"] + [f"{_n(two[0])},{_n(two[1])}"] * 2
        head = f"e,{_n(tip[0])},{_n(self._y(tip[1]))} " if arrow else ""
        attributes: dict[str, Any] = {
            "id": name,
            "penwidth": _n(stroke.thick),
            "arrowsize": _n(ARROW / 10),
            "pos": head + " ".join(spline),
        }
        start, end = self._anchor(*points[0]), self._anchor(*points[-1])
        start.connect(  # type: ignore[attr-defined]
            end,
            diagrams.Edge(forward=arrow, color=stroke.color, style=stroke.style, **attributes),
        )
        return name


def _each(put: Callable[[T], object], items: Iterable[T]) -> None:
    for item in items:
        put(item)


def _toward(tip: Point, before: Point, length: float) -> Point:
    dx, dy = before[0] - tip[0], before[1] - tip[1]
    far = max(abs(dx), abs(dy)) or 1.0
    return tip[0] + dx / far * length, tip[1] + dy / far * length


def _font(text: str, size: float, color: str, *, bold: bool = False) -> str:
    inner = f"<B>{escape(text)}</B>" if bold else escape(text)
    return f'<FONT POINT-SIZE="{_n(size)}" COLOR="{color}">{inner or " "}</FONT>'


def _n(number: float, digits: int = 2) -> str:
    """A number without noise: "12.5", "3"."""
    return f"{number:.{digits}f}".rstrip("0").rstrip(".") or "0"
