"""The renderer's SVG made fit to keep: self-contained, addressable, the same from any renderer.

Each icon is embedded once; every shape carries its address and tooltip; text stands where the
scene says and not where a renderer's font metrics put it.
"""

import base64
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from archbench.diagram.diagrams_writer import FAINT, DotSource, TextRun
from archbench.diagram.icons import is_icon
from archbench.diagram.palette import Palette, Stroke
from archbench.diagram.scene import Badge, Band, Box, Card, EdgeLine, Scene
from archbench.diagram.text import clean

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
FONTS = "Arial, Helvetica, 'DejaVu Sans', sans-serif"
FADED = "0.22"


def finish(rendered: str, source: DotSource, scene: Scene, colors: Palette) -> str:
    """The finished SVG."""
    ET.register_namespace("", SVG)
    graph = next(g for g in ET.fromstring(rendered).iter(_tag("g")) if g.get("class") == "graph")  # noqa: S314 - written by our own renderer from escaped text
    width, height = scene.size
    root = ET.Element(
        _tag("svg"),
        {
            "viewBox": f"0 0 {_n(width)} {_n(height)}",
            "role": "img",
            "font-family": FONTS,
            "aria-label": clean(scene.title),
        },
    )
    ET.SubElement(root, _tag("title")).text = clean(scene.title)
    ET.SubElement(root, _tag("desc")).text = clean(f"{scene.subtitle}. {scene.coverage.line}")
    icons: dict[str, str] = {}
    body = ET.Element(_tag("g"), {"transform": f"translate(0 {_n(height)})"})
    for group in list(graph):
        if group.tag == _tag("g"):
            kept = _group(group, source, colors, icons, height)
            if kept is not None:
                body.append(kept)
    defs = ET.SubElement(root, _tag("defs"))
    for path, name in sorted(icons.items(), key=lambda item: item[1]):
        defs.append(_symbol(path, name))
    ET.SubElement(
        root, _tag("rect"), {"width": _n(width), "height": _n(height), "fill": colors.page}
    )
    root.append(body)
    return ET.tostring(root, encoding="unicode") + "\n"


def _group(
    group: ET.Element, source: DotSource, colors: Palette, icons: dict[str, str], height: float
) -> ET.Element | None:
    name = group.get("id", "")
    shape = source.shapes.get(name)
    kept = ET.Element(_tag("g"))
    if shape is not None:
        _identify(
            kept,
            shape,
            is_sign=name in source.runs and name[0] == "n" and group.find(_tag("image")) is None,
        )
    runs = iter(source.runs.get(name, ()))
    for item in group:
        tag = item.tag.removeprefix(f"{{{SVG}}}")
        if tag == "image":
            kept.extend(_use(item, icons, colors, dim=getattr(shape, "look", "") in FAINT))
        elif tag == "text":
            kept.append(_text(item, next(runs, None), height))
        elif tag in ("path", "polygon", "polyline", "ellipse"):
            drawn = _drawn(item, tag)
            stroke = source.strokes.get(name)
            if stroke is not None:
                drawn = _stroked(drawn, stroke, source.arrows.get(name), height)
            kept.append(drawn)
            if stroke is not None and stroke.double and tag == "path":
                kept.append(_inner(drawn, stroke, colors.page))
    return kept if len(kept) else None


def _identify(kept: ET.Element, shape: Card | Box | Band | EdgeLine, *, is_sign: bool) -> None:
    """Class, key and tooltip; a sign is a badge of a card or the label of a line."""
    if shape.faded:
        kept.set("opacity", FADED)
    if is_sign:
        kept.set("class", "label" if isinstance(shape, EdgeLine) else "badge")
        kept.set("data-for", clean(shape.key))
        return
    kept.set("class", type(shape).__name__.lower())
    kept.set("data-key", clean(shape.key))
    if isinstance(shape, EdgeLine):
        if shape.tooltip:
            ET.SubElement(kept, _tag("title")).text = clean(shape.tooltip)
        return
    if isinstance(shape, Band):
        return
    kept.set("id", clean(shape.key))
    ET.SubElement(kept, _tag("title")).text = tooltip(shape)


def tooltip(shape: Card | Box) -> str:
    """What hovering over a shape shows: whole name, address, place, badges."""
    badges = getattr(shape, "badges", ())
    subject = shape.subject
    lines = [
        ", ".join(part for part in (shape.title, shape.detail) if part),
        subject.address,
        subject.place,
        *(badge.text for badge in badges if isinstance(badge, Badge)),
    ]
    others = len([item for item in subject.members if item != subject.address])
    if others:
        lines.append(f"and {others} more of the configuration")
    return "\n".join(clean(line) for line in lines if line)


def _use(
    image: ET.Element, icons: dict[str, str], colors: Palette, *, dim: bool
) -> Iterator[ET.Element]:
    path = image.get(XLINK) or image.get("href") or ""
    name = icons.setdefault(path, f"icon-{Path(path).stem}")
    place = {key: image.get(key, "").removesuffix("px") for key in ("x", "y", "width", "height")}
    x, y, wide, tall = (float(place[key]) for key in ("x", "y", "width", "height"))
    if colors.plate:
        plate = {"x": _n(x - 1), "y": _n(y - 1), "width": _n(wide + 2), "height": _n(tall + 2)}
        yield ET.Element(_tag("rect"), {**plate, "rx": _n(wide / 6), "fill": colors.plate})
    use = {"href": f"#{name}", **{key: _n(float(value)) for key, value in place.items()}}
    yield ET.Element(_tag("use"), {**use, "opacity": "0.45"} if dim else use)


def _symbol(path: str, name: str) -> ET.Element:
    if not is_icon(path):
        raise ValueError(f"not an icon: {path}")
    symbol = ET.Element(_tag("symbol"), {"id": name, "viewBox": "0 0 64 64"})
    data = base64.b64encode(Path(path).read_bytes()).decode()
    ET.SubElement(
        symbol,
        _tag("image"),
        {"href": f"data:image/png;base64,{data}", "width": "64", "height": "64"},
    )
    return symbol


def _text(text: ET.Element, run: TextRun | None, height: float) -> ET.Element:
    kept = {key: text.get(key, "") for key in ("text-anchor", "x", "y", "fill")}
    kept["font-size"] = _n(float(text.get("font-size", "10")))
    if text.get("font-weight"):
        kept["font-weight"] = "bold"
    if run is not None:
        anchor = "middle" if run.centred else "start"
        kept |= {"x": _n(run.x), "y": _n(run.y - height), "text-anchor": anchor}
    element = ET.Element(_tag("text"), kept)
    element.text = (text.text or "").replace("\xa0", " ").strip()
    return element


def _drawn(item: ET.Element, tag: str) -> ET.Element:
    names = ("d", "points", "cx", "cy", "rx", "ry", "stroke-width", "stroke-dasharray")
    kept = {name: item.get(name, "") for name in names if item.get(name)}
    for name in ("fill", "stroke"):
        value = item.get(name, "none")
        kept[name] = "none" if value == "transparent" else value
    return ET.Element(_tag(tag), kept)


def _stroked(
    drawn: ET.Element,
    stroke: Stroke,
    arrow: tuple[tuple[float, float], tuple[float, float]] | None,
    height: float,
) -> ET.Element:
    """A line with the dashes of its stroke, or its head in the form of its stroke."""
    if drawn.tag == _tag("path"):
        if stroke.dashes:
            drawn.set("stroke-dasharray", stroke.dashes.replace(" ", ","))
        return drawn
    if arrow is None or drawn.tag != _tag("polygon"):
        return drawn
    back, tip = arrow
    colors = {"fill": stroke.color, "stroke": stroke.color}
    if stroke.head == "dot":
        x, y = back[0] + (tip[0] - back[0]) * 0.7, back[1] + (tip[1] - back[1]) * 0.7
        place = {"cx": _n(x), "cy": _n(y - height), "rx": "3.4", "ry": "3.4"}
        return ET.Element(_tag("ellipse"), {**place, **colors})
    points = _arrow(back, tip, height)
    if stroke.head == "open":
        tail = f"{_n(back[0])},{_n(back[1] - height)}"
        way = f"{points} {points.split(' ')[1]} {tail}"
        look = {"fill": "none", "stroke": stroke.color, "stroke-width": _n(stroke.thick)}
        return ET.Element(_tag("polyline"), {"points": way, **look})
    drawn.set("points", points)
    return drawn


def _inner(line: ET.Element, stroke: Stroke, page: str) -> ET.Element:
    """What makes a line two: a thinner one of the page's colour on it."""
    inner = dict(line.attrib)
    inner |= {"stroke": page, "stroke-width": _n(stroke.thick - 2.4)}
    return ET.Element(line.tag, inner)


def _arrow(back: tuple[float, float], tip: tuple[float, float], height: float) -> str:
    dx, dy = tip[0] - back[0], tip[1] - back[1]
    half = 0.36
    corners = (
        (back[0] - dy * half, back[1] + dx * half),
        tip,
        (back[0] + dy * half, back[1] - dx * half),
    )
    return " ".join(f"{_n(x)},{_n(y - height)}" for x, y in corners)


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
