"""An executed notebook as a section: its answer, its evidence, and what of it is an appendix.

A heading whose cell has the tag `appendix` or `beside` begins what is read after the body: lists in
full, and what is about another stack.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal
from urllib.parse import quote

import mistune
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from archbench.patterns import regex
from archbench.report import page_one_html, sanitize
from archbench.report.documents import slug
from archbench.report.notebook import GAP, NOT_GIVEN
from archbench.report.pictures import SHAPES
from archbench.report.summary import MIME

Standpoint = Literal["body", "beside", "appendix"]
"""Where in a document a block stands."""

_CHART_WIDTH = 500
"""A picture up to this wide stands beside the next."""

_HEADING = regex(r"<h[2-6] ")
_MARKDOWN = mistune.create_markdown(escape=True, plugins=["table"])


@dataclass(frozen=True, slots=True)
class Section:
    """One notebook as a part of the document, or a part of one."""

    id: str
    number: str
    title: str
    notebook: str
    summary: Mapping[str, object] | None
    blocks: tuple[str, ...]
    code: tuple[str, ...] = ()
    gap: Mapping[str, str] | None = None
    """Why it stops short of its end: kind and reason."""
    plate: str = ""
    """The first drawing: it stands with the answer and the figures."""
    beside: tuple[str, ...] = ()
    """What is about another stack."""
    appendix: tuple[str, ...] = ()
    """What is there in full."""
    page_one: Mapping[str, object] | None = None
    shapes: Mapping[str, object] = field(default_factory=dict)
    """What is told of each shape of its drawings, by its key."""

    is_empty: bool = False
    """Whether nothing was computed, for want of an input."""


def section(name: str, notebook: NotebookNode) -> Section:
    """An executed notebook as a section; its number is given where it stands in a document."""
    found = _Reading(slug(name))
    for cell in notebook.cells:
        found.take(cell)
    body = found.shown["body"]
    while GAP in notebook.metadata and _HEADING.match(body[-1] if body else ""):
        body.pop()
    plate = next((block for block in body if '<div class="sheet drawing"' in block), "")
    if plate:
        body.remove(plate)
    return Section(
        found.slug,
        "",
        found.title,
        name,
        found.summary,
        tuple(body),
        tuple(filter(None, found.code)),
        notebook.metadata.get(GAP),
        plate,
        tuple(found.shown["beside"]),
        tuple(found.shown["appendix"]),
        found.page_one,
        found.shapes,
        notebook.metadata.get(GAP, {}).get("kind") == NOT_GIVEN and not found.has_output,
    )


class _Reading:
    """What was read of a notebook so far."""

    def __init__(self, name: str) -> None:
        self.slug = name
        self.title = name.replace("-", " ").capitalize()
        self.summary: Mapping[str, object] | None = None
        self.page_one: Mapping[str, object] | None = None
        self.code: list[str] = []
        self.shown: dict[Standpoint, list[str]] = {"body": [], "beside": [], "appendix": []}
        self._part: Standpoint = "body"
        self._used: Counter[str] = Counter()
        self.has_output = False
        self.shapes: dict[str, object] = {}

    def take(self, cell: NotebookNode) -> None:
        if cell.cell_type == "markdown":
            self._words(cell)
        elif cell.cell_type == "code":
            self.code.append(
                highlight(cell.source, PythonLexer(), HtmlFormatter(nowrap=True)).strip()
            )
            for output in cell.outputs:
                self._output(output)

    def _words(self, cell: NotebookNode) -> None:
        heading = re.match(r"#\s+(.+)\n?", cell.source)
        if heading:
            self.title = heading.group(1).strip()
        if cell.source.startswith("#"):
            tags = cell.metadata.get("tags", [])
            parts: tuple[Standpoint, ...] = ("appendix", "beside")
            self._part = next((part for part in parts if part in tags), "body")
        text = cell.source[heading.end() :] if heading else cell.source
        self._show(_markdown(text, self.slug, self._used))

    def _output(self, output: NotebookNode) -> None:
        data = output.get("data", {})
        self.has_output |= output.output_type != "error"
        if MIME in data and self.summary is None:
            self.summary = data[MIME]
        elif page_one_html.MIME in data and self.page_one is None:
            self.page_one = data[page_one_html.MIME]
        else:
            self._used["figure"] += "image/svg+xml" in data
            self.shapes |= data[SHAPES]["shapes"] if SHAPES in data else {}
            for block in _output(output, f"{self.slug}-{self._used['figure']}-"):
                self._show(block)

    def _show(self, block: str) -> None:
        if block:
            self.shown[self._part].append(block)


def _markdown(text: str, slug: str, used: Counter[str]) -> str:
    """Markdown as HTML, its headings one level down and with ids that do not change."""

    def heading(match: re.Match[str]) -> str:
        level, inner = int(match.group(1)) + 1, match.group(2)
        words = re.sub(r"<[^>]+>|&\w+;", "", inner).lower()
        name = f"{slug}-{re.sub(r'[^a-z0-9]+', '-', words).strip('-')}"
        used[name] += 1
        unique = name if used[name] == 1 else f"{name}-{used[name]}"
        return f'<h{level} id="{unique}">{inner}</h{level}>'

    rendered = re.sub(r"<h([1-5])>(.*?)</h\1>", heading, str(_MARKDOWN(text)))
    return rendered.strip()


def _output(output: NotebookNode, prefix: str) -> Iterator[str]:
    """One output of a cell: the richest form that is safe and prints."""
    if output.output_type == "stream":
        yield f'<pre tabindex="0">{escape(output.text)}</pre>'
        return
    data = output.get("data", {})
    if "image/svg+xml" in data:
        yield _figure(data, prefix)
    elif "text/html" in data:
        clean = sanitize.html(data["text/html"])
        own = 'class="table"' in clean or "<table" not in clean
        clean = clean.replace("<pre", '<pre tabindex="0"')  # it may scroll
        yield clean if own else f'<div class="table">{clean}</div>'
    elif "image/png" in data:
        alt = escape(str(data.get("text/plain", "Figure")), quote=True)
        yield (
            f'<figure><img alt="{alt}" src="data:image/png;base64,{data["image/png"].strip()}">'
            "</figure>"
        )
    elif "text/markdown" in data:
        yield str(_MARKDOWN(data["text/markdown"]))
    elif "text/plain" in data:
        yield f'<pre tabindex="0">{escape(data["text/plain"])}</pre>'


def _figure(data: Mapping[str, Any], prefix: str) -> str:
    """A picture, the file of what it shows, and for a drawing what its name and shapes are."""
    light = sanitize.svg(data["image/svg+xml"], prefix)
    size = re.search(r'viewBox="\S+ \S+ (\d+)', light)
    width = int(size.group(1)) if size else 0
    kind = "chart" if width <= _CHART_WIDTH else "drawing" if SHAPES in data else "plot"
    label = escape(data.get("text/plain", "").strip("'\"\n").split("\n")[0], quote=True)
    extra = ""
    if SHAPES in data:
        name = escape(str(data[SHAPES]["name"]), quote=True)
        extra = f' data-name="{name}" style="--least:{width}px"'
    return (
        f'<figure><div class="sheet {kind}" role="img" aria-label="{label}" tabindex="0"{extra}>'
        f"{light}</div>{_file(data)}</figure>"
    )


def _file(data: Mapping[str, Any]) -> str:
    """What a plot shows, as a file to take along."""
    if "text/csv" not in data:
        return ""
    title = str(data.get("text/plain", "")).partition(":")[0].strip("'\"")
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "data"
    return (
        f'<figcaption class="file"><a download="{name}.csv"'
        f' href="data:text/csv;charset=utf-8,{quote(str(data["text/csv"]))}">Data (CSV)</a>'
        "</figcaption>"
    )
