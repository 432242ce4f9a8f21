"""Outputs of notebooks made harmless: names in them come from strangers' Terraform.

HTML keeps structure and loses everything active; SVG keeps drawing elements only, refers to nothing
outside itself, and its ids are made unique to the document. Whatever is not listed here goes.
"""

import re
from xml.etree import ElementTree as ET

import nh3

from archbench.patterns import regex

_TAGS = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h3",
    "h4",
    "hr",
    "i",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "wbr",
}
_CLASSES = {
    "table",
    "number",
    "when",
    "short",
    "note",
    "missing",
    "summary",
    "answer",
    "tag",
    "verdict",
    "pass",
    "fail",
    "open",
    "review",
    "not_applicable",
    "code",
    "severity",
    "critical",
    "high",
    "medium",
    "low",
    "diff",
    "added",
    "removed",
    "finding",
    "points",
    "place",
    "lines",
    "none",
}
_CLASSES |= {f"w{percent}" for percent in range(3, 101)}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"title", "lang"},
    "a": {"href"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "span": {"aria-hidden"},
    "details": {"open"},
    "tr": {"id"},
}
_ANCHOR = regex(r"(control|charge|resource)-[\w.-]+")
"""The ids that rows of ours have; the document keeps the first of each."""


def html(text: str) -> str:
    """An HTML fragment without scripts, styles, events, frames, images, and ids but of rows.

    >>> html('<p id="x" onclick="x()" class="note evil">a<script>b</script></p>')
    '<p class="note">a</p>'
    """
    text = text.replace("<th></th>", "<td></td>")  # pandas' corner, which heads nothing
    return nh3.clean(
        text,
        tags=_TAGS,
        clean_content_tags={"script", "style", "title"},
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        allowed_classes=dict.fromkeys(_TAGS, _CLASSES),
        url_schemes={"https"},
        link_rel="noopener noreferrer",
    )


def _kept(_tag: str, name: str, value: str) -> str | None:
    """The value an attribute of HTML keeps, None for an attribute that goes."""
    return None if name == "id" and not _ANCHOR.fullmatch(value) else value


_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_ELEMENTS = {
    _SVG + name
    for name in [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "symbol",
        "use",
        "image",
        "clipPath",
        "linearGradient",
        "radialGradient",
        "stop",
        "marker",
        "pattern",
        "a",
        "style",
    ]
}
_STYLE_DANGER = regex(
    r"@import|expression|javascript:|</|url\(\s*['\"]?(?!#|data:image/)", re.IGNORECASE
)


def svg(text: str, prefix: str) -> str:
    """An SVG document as an element to stand inline in a page.

    Args:
        text: the SVG document.
        prefix: put before every id and every reference to one, so that two drawings of the same
            thing can stand in one page.

    Raises:
        ValueError: the text is not SVG.
    """
    try:
        root = ET.fromstring(text)  # noqa: S314  (expat stops entity bombs since 2.4.1)
    except ET.ParseError as error:
        raise ValueError(f"not SVG: {error}") from error
    if root.tag != f"{_SVG}svg":
        raise ValueError(f"not SVG: its root is {root.tag}")
    _prune(root, prefix)
    ET.register_namespace("", _SVG[1:-1])
    ET.register_namespace("xlink", _XLINK[1:-1])
    return ET.tostring(root, encoding="unicode")


def _prune(element: ET.Element, prefix: str) -> None:
    for name, value in list(element.attrib.items()):
        kept = _attribute(element.tag, name, value, prefix)
        if kept is None:
            del element.attrib[name]
        else:
            element.attrib[name] = kept
    if element.tag == f"{_SVG}style":
        css = element.text or ""
        element.text = "" if _STYLE_DANGER.search(css) else _references(css, prefix, selectors=True)
    for child in list(element):
        if child.tag in _ELEMENTS:
            _prune(child, prefix)
        else:
            element.remove(child)


def _attribute(tag: str, name: str, value: str, prefix: str) -> str | None:
    """The value an attribute keeps, None for an attribute that goes."""
    local = name.rsplit("}", maxsplit=1)[-1].lower()
    if local == "id":
        return prefix + value
    if local == "href":
        if value.startswith("#"):
            return f"#{prefix}{value[1:]}"
        return value if tag == f"{_SVG}image" and value.startswith("data:image/") else None
    if local.startswith("on") or _STYLE_DANGER.search(value):
        return None
    if local in ("aria-labelledby", "aria-describedby"):
        return " ".join(prefix + part for part in value.split())
    return _references(value, prefix)


def _references(css: str, prefix: str, *, selectors: bool = False) -> str:
    css = re.sub(r"url\((['\"]?)#", rf"url(\g<1>#{prefix}", css)
    if selectors:
        css = re.sub(r"#(?=[A-Za-z_][\w-]*[^{};]*\{)", f"#{prefix}", css)
    return css
