"""A page that holds a drawing and all it knows: pan, zoom, fit, search, details. No requests."""

import json
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from archbench.diagram.palette import palette
from archbench.diagram.scene import Box, Card, Scene
from archbench.diagram.text import clean

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def page(levels: Mapping[str, tuple[str, Scene]], theme: str, excerpt: Callable[[str], str]) -> str:
    """The whole page as one string.

    levels has the SVG and scene of the drawing under "", and of what opens from a card under the
    key of that card.
    """
    scene = levels[""][1]
    colors = palette(theme)
    here = Path(__file__).parent
    badge_colors = {kind: list(pair) for kind, pair in colors.badges.items()}
    data = {
        "shapes": {
            clean(shape.key): details(shape, excerpt)
            for _, drawn in levels.values()
            for shape in drawn.shapes()
        },
        "coverage": scene.coverage.line,
        "missing": list(map(clean, scene.coverage.missing)),
        "badges": badge_colors,
    }
    style = (here / "page.css").read_text()
    for name, value in (
        ("page", colors.page),
        ("ink", colors.ink),
        ("muted", colors.muted),
        ("card", colors.card),
        ("border", colors.card_border),
        ("strong", colors.badges["live"][0]),
    ):
        style = style.replace(f"var(--{name})", value)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(clean(scene.title))}</title><style>{style}</style></head>"
        f'<body class="{theme}"><main id="drawing">{_levels(levels)}</main>'
        f"{(here / 'page.html').read_text()}"
        f'<script type="application/json" id="data">{script_json(data)}</script>'
        f"<script>{(here / 'page.js').read_text()}</script></body></html>\n"
    )


def _levels(levels: Mapping[str, tuple[str, Scene]]) -> str:
    return "".join(
        f'<div class="level" data-level="{escape(clean(key))}"{" hidden" * bool(key)}>{svg}</div>'
        for key, (svg, _) in levels.items()
    )


def details(shape: Card | Box, excerpt: Callable[[str], str]) -> dict[str, object]:
    """What is told of a shape to somebody who asks: what it is, where, what it stands for."""
    subject = shape.subject
    badges = shape.badges if isinstance(shape, Card) else ()
    return {
        "title": clean(shape.title),
        "detail": clean(shape.detail),
        "kind": clean(subject.kind),
        "address": clean(subject.address),
        "place": clean(subject.place),
        "zone": clean(subject.zone),
        "facts": [[label, clean(text)] for label, text in subject.facts],
        "members": [clean(item) for item in subject.members if item != subject.address],
        "badges": [[clean(badge.text), badge.kind] for badge in badges],
        "code": excerpt(subject.place),
    }


def script_json(data: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
