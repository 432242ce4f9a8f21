"""Executed notebooks assembled into one document that opens anywhere, offline.

The cover holds what the notebooks' summaries say; each notebook is a section with its code folded
away; provenance comes last. The document asks nothing of any host, which its own content policy
enforces, and the same input gives the same bytes.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path

import jinja2
import mistune
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from archbench.report import sanitize
from archbench.report.manifest import Manifest, provenance_html
from archbench.report.notebook import GAP
from archbench.report.pictures import DARK
from archbench.report.summary import MIME
from archbench.report.tables import verdict

_DECISIONS = 6
"""How many points to decide the cover holds; the sections hold all."""

_CHART_WIDTH = 500
"""A picture up to this wide stands beside the next."""

_HEADING = re.compile(r"<h[2-6] ")

_PAGE = Path(__file__).parent / "page"
_MARKDOWN = mistune.create_markdown(escape=True, plugins=["table"])
_ANSWER_ORDER = ("requirements", "zone_loss", "cost")
_FACT_ORDER = ("cost", "zone_loss", "requirements", "inventory")
_SECTION_ORDER = ("architecture", "requirements", "cost", "what-if", "resilience", "live-metrics")
"""What a reader looks for first; notebooks not named here follow, the inventory among them."""


@dataclass(frozen=True, slots=True)
class Section:
    """One notebook as a part of the document."""

    id: str
    number: int
    title: str
    notebook: str
    summary: Mapping[str, object] | None
    blocks: tuple[str, ...]
    code: tuple[str, ...]
    gap: Mapping[str, str] | None = None
    """Why it stops short of its end: kind and reason."""
    plate: str = ""
    """The first drawing: it stands with the answer and the figures."""


def document(
    notebooks: Sequence[tuple[str, NotebookNode]],
    manifest: Manifest,
    *,
    share_icons: bool = True,
) -> str:
    """The report as one HTML file.

    Args:
        notebooks: file name and executed notebook.
        manifest: what was read, with what, when.
        share_icons: whether drawings use one copy of each icon, as a browser can and WeasyPrint
            cannot.
    """
    sections = [
        _section(number, name, notebook)
        for number, (name, notebook) in enumerate(sorted(notebooks, key=_rank), start=1)
    ]
    last = Section(
        "provenance", len(sections) + 1, "Provenance", "", None, (provenance_html(manifest),), ()
    )
    style, script = ((_PAGE / name).read_text("utf-8") for name in ("style.css", "script.js"))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    page = environment.get_template("page.html").render(
        manifest=manifest,
        cover=_cover(sections, manifest),
        sections=[*sections, last],
        style=style,
        script=script,
        script_hash=f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        running_head=_css_string(f"{manifest.title}: {manifest.subject}"),
        verdict=verdict,
    )
    return _with_shared_icons(page) if share_icons else page


def _with_shared_icons(page: str) -> str:
    """The page with one copy of each icon, at its top, in place of one in each drawing."""
    names: dict[str, str] = {}
    moved: dict[str, str] = {}

    def take(found: re.Match[str]) -> str:
        moved[found[1]] = names.setdefault(found[2], f"icon-{len(names) + 1}")
        return ""

    body = re.sub(r'<symbol id="([^"]+)"(.*?</symbol>)', take, page, flags=re.DOTALL)
    body = re.sub(
        r'href="#([^"]+)"', lambda found: f'href="#{moved.get(found[1], found[1])}"', body
    )
    symbols = "".join(f'<symbol id="{name}"{rest}' for rest, name in names.items())
    return body.replace(
        "<body>", f'<body>\n<svg class="icons" aria-hidden="true">{symbols}</svg>', 1
    )


def summaries(notebooks: Sequence[tuple[str, NotebookNode]]) -> list[Mapping[str, object]]:
    """The summaries the notebooks show, in order."""
    return [
        section.summary
        for number, (name, notebook) in enumerate(notebooks, start=1)
        if (section := _section(number, name, notebook)).summary
    ]


def _cover(sections: Sequence[Section], manifest: Manifest) -> Mapping[str, object]:
    found = [section.summary for section in sections if section.summary]
    by_topic = {str(summary["topic"]): summary for summary in found}
    topics = [topic for topic in _ANSWER_ORDER if topic in by_topic] or list(by_topic)[:1]
    answers = [str(by_topic[topic]["answer"]) for topic in topics]
    title, _, rest = (answers[0] if answers else manifest.title).partition(": ")
    decisions = [item for summary in found for item in summary["decisions"]]  # type: ignore[attr-defined]
    facts = [by_topic[topic]["facts"] for topic in _FACT_ORDER if topic in by_topic]
    stamp = [
        ("Date", manifest.date),
        ("Commit", f"{manifest.commit}{', with local changes' if manifest.dirty else ''}"),
        *(pair for summary in found for pair in summary["provenance"]),  # type: ignore[attr-defined]
        ("Signed by", "not signed yet"),
    ]
    return {
        "title": title.rstrip("."),
        "lead": " ".join([*([f"{rest[0].upper()}{rest[1:]}"] if rest else []), *answers[1:3]]),
        "subject": manifest.subject,
        "others": manifest.others,
        "tags": [
            *(summary["tag"] for summary in found if summary["tag"]),
            *(f"{item.title}: {item.gap['kind']}" for item in sections if item.gap),
        ],
        "marks": next((summary["marks"] for summary in found if summary["marks"]), ()),
        "facts": [group[0] for group in facts if group][:3],  # type: ignore[index]
        "decisions": decisions[:_DECISIONS],
        "more_decisions": len(decisions[_DECISIONS:]),
        "stamp": [(label, value) for label, value in stamp if value],
    }


def _slug(name: str) -> str:
    return re.sub(r"^\d+_", "", Path(name).stem).replace("_", "-")


def _rank(notebook: tuple[str, NotebookNode]) -> tuple[int, str]:
    slug = _slug(notebook[0])
    known = slug in _SECTION_ORDER
    return (_SECTION_ORDER.index(slug) if known else len(_SECTION_ORDER), notebook[0])


def _section(number: int, name: str, notebook: NotebookNode) -> Section:
    slug = _slug(name)
    title = slug.replace("-", " ").capitalize()
    summary: Mapping[str, object] | None = None
    blocks: list[str] = []
    code: list[str] = []
    used: Counter[str] = Counter()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = re.match(r"#\s+(.+)\n?", cell.source)
            if heading:
                title = heading.group(1).strip()
            text = cell.source[heading.end() :] if heading else cell.source
            blocks.append(_markdown(text, slug, used))
        elif cell.cell_type == "code":
            code.append(highlight(cell.source, PythonLexer(), HtmlFormatter(nowrap=True)).strip())
            for output in cell.outputs:
                data = output.get("data", {})
                if MIME in data and summary is None:
                    summary = data[MIME]
                else:
                    used["figure"] += "image/svg+xml" in data
                    blocks.extend(_output(output, f"{slug}-{used['figure']}-"))
    shown = list(filter(None, blocks))
    while GAP in notebook.metadata and _HEADING.match(shown[-1] if shown else ""):
        shown.pop()
    plate = next((block for block in shown if '<div class="sheet drawing on-light' in block), "")
    if plate:
        shown.remove(plate)
    return Section(
        slug,
        number,
        title,
        name,
        summary,
        tuple(shown),
        tuple(filter(None, code)),
        notebook.metadata.get(GAP),
        plate,
    )


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


def _figure(data: Mapping[str, str], prefix: str) -> str:
    """A picture; where it has a form for dark pages, the style sheet chooses."""
    light = sanitize.svg(data["image/svg+xml"], prefix)
    size = re.search(r'viewBox="\S+ \S+ (\d+)', light)
    kind = "chart" if size and int(size.group(1)) <= _CHART_WIDTH else "drawing"
    label = escape(data.get("text/plain", "").strip("'\"\n").split("\n")[0], quote=True)
    sheets = [(light, "")]
    if DARK in data:
        sheets = [(light, " on-light"), (sanitize.svg(data[DARK], f"{prefix}dark-"), " on-dark")]
    return "<figure>{}</figure>".format(
        "".join(
            f'<div class="sheet {kind}{theme}" role="img" aria-label="{label}" tabindex="0">'
            f"{drawing}</div>"
            for drawing, theme in sheets
        )
    )


def _css_string(text: str) -> str:
    r"""Text for a CSS string: everything but plain letters escaped.

    >>> print(_css_string('a"b'))
    a\22 b
    """
    return re.sub(r"[^A-Za-z0-9 ,./:_-]", lambda match: f"\\{ord(match.group()):x} ", text)
