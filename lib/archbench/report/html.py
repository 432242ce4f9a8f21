"""Executed notebooks assembled into one document that opens anywhere, offline.

Page one decides; where no notebook shows one, a cover holds what their summaries say. Each notebook
is a section with its code folded away; what is there in full is the appendix, and provenance comes
last. The document asks nothing of any host, which its own content policy enforces, and the same
input gives the same bytes.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from string import ascii_uppercase

import jinja2
from nbformat import NotebookNode

from archbench.diagram.html import script_json
from archbench.diagram.theming import dark_properties
from archbench.frozen import replace
from archbench.report.documents import REVIEW, Document
from archbench.report.manifest import Manifest, provenance_html
from archbench.report.page_one_html import render
from archbench.report.sections import Section, section
from archbench.report.tables import joints, verdict

_DECISIONS = 6
"""How many points to decide the cover holds; the sections hold all."""

_PAGE = Path(__file__).parent / "page"
_FILES = (("style.css", "viewer.css"), ("tables.js", "viewer.js", "script.js"))
"""The style and the script of the page, in order."""
_FACT_ORDER = ("cost", "zone_loss", "requirements", "inventory")


def document(
    notebooks: Sequence[tuple[str, NotebookNode]],
    manifest: Manifest,
    *,
    kind: Document = REVIEW,
    share_icons: bool = True,
) -> str:
    """The report as one HTML file.

    Args:
        notebooks: file name and executed notebook.
        manifest: what was read, with what, when.
        kind: the document; what it leaves to the appendix comes after its body.
        share_icons: whether drawings use one copy of each icon, as a browser can and WeasyPrint
            cannot.
    """
    found = sections(notebooks, kind)
    first = next((item.page_one for item in found if item.page_one), None)
    body, appendix = _parts(found, kind, manifest)
    style, script = (
        "".join((_PAGE / name).read_text("utf-8") for name in names) for names in _FILES
    )
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["joints"] = joints
    page = environment.get_template("page.html").render(
        manifest=manifest,
        cover=_cover(found, manifest, kind, first),
        page_one=render(first) if first else "",
        sections=body,
        appendix=appendix,
        style=style,
        dark_drawings=dark_properties(),
        shapes=script_json({key: told for item in found for key, told in item.shapes.items()}),
        script=script,
        script_hash=f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        running_head=_css_string(f"{manifest.title}: {manifest.subject}"),
        verdict=verdict,
    )
    page = _with_unique_anchors(page)
    return _with_shared_icons(page) if share_icons else page


def sections(
    notebooks: Sequence[tuple[str, NotebookNode]], kind: Document = REVIEW
) -> list[Section]:
    """The notebooks as sections, in the order of a document."""
    return [
        section(name, notebook)
        for name, notebook in sorted(notebooks, key=lambda item: kind.rank(item[0]))
    ]


def _parts(
    found: Sequence[Section], kind: Document, manifest: Manifest
) -> tuple[list[Section], list[Section]]:
    """The sections of the body, numbered, and those of the appendix, lettered."""
    shown = [item for item in found if not item.is_empty]
    beside = tuple(block for item in shown for block in item.beside)
    title = f"Beside it: {', '.join(manifest.others)}"
    apart = [Section("beside", "", title, "", None, beside)] if manifest.others and beside else []
    body = [item for item in shown if item.id not in kind.appended and not item.page_one]
    appended = [item for item in shown if item.id in kind.appended]
    full = [_in_full(item) for item in shown if item.page_one or (item in body and item.appendix)]
    last = Section("provenance", "", "Provenance", "", None, (provenance_html(manifest),))
    if kind.is_whole:
        changes = [item for item in full if item.page_one]
        body = [*changes, *(_with_appendix(item) for item in body), *apart]
        full, apart = [], []
    appendix = [*apart, *full, *map(_with_appendix, appended), last]
    first = 2 if any(item.page_one for item in shown) else 1
    return (
        [replace(item, number=str(index)) for index, item in enumerate(body, start=first)],
        [replace(item, number=letter) for letter, item in zip(_LETTERS, appendix, strict=False)],
    )


def _in_full(item: Section) -> Section:
    """What a section, or page one, leaves out."""
    return Section(
        f"{item.id}-full",
        "",
        f"{item.title}: in full",
        item.notebook if item.page_one else "",
        None,
        item.appendix,
        item.code if item.page_one else (),
        page_one=item.page_one,
    )


def _with_appendix(item: Section) -> Section:
    return replace(item, blocks=(*item.blocks, *item.appendix))


_LETTERS = tuple(ascii_uppercase) + tuple(f"A{letter}" for letter in ascii_uppercase)


def _with_unique_anchors(page: str) -> str:
    """The page with the id of a row at the first that has it: the body before the appendix."""
    known: set[str] = set()

    def once(found: re.Match[str]) -> str:
        is_new = found[1] not in known
        known.add(found[1])
        return found[0] if is_new else "<tr>"

    return re.sub(r'<tr id="([^"]+)">', once, page)


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
    return [found for item in notebooks if (found := section(*item).summary)]


def page_ones(notebooks: Sequence[tuple[str, NotebookNode]]) -> Mapping[str, object] | None:
    """What page one says, as data; None where no notebook shows it."""
    return next((found for item in notebooks if (found := section(*item).page_one)), None)


def _cover(
    found: Sequence[Section],
    manifest: Manifest,
    kind: Document,
    first: Mapping[str, object] | None,
) -> Mapping[str, object]:
    shown = [item.summary for item in found if item.summary]
    by_topic = {str(summary["topic"]): summary for summary in shown}
    topics = [topic for topic in kind.answers if topic in by_topic] or list(by_topic)[:1]
    answers = [str(by_topic[topic]["answer"]) for topic in topics]
    title, _, rest = (answers[0] if answers else manifest.title).partition(": ")
    decisions = [item for summary in shown for item in summary["decisions"]]  # type: ignore[attr-defined]
    facts = [by_topic[topic]["facts"] for topic in _FACT_ORDER if topic in by_topic]
    stamp = [
        ("Date", manifest.date),
        ("Commit", f"{manifest.commit}{', with local changes' if manifest.dirty else ''}"),
        *dict.fromkeys(
            (str(label), str(value))
            for summary in shown
            for label, value in summary["provenance"]  # type: ignore[attr-defined]
        ),
        ("Signed by", "not signed yet"),
    ]
    return {
        "title": str(first["sentence"]) if first else title.rstrip("."),
        "lead": " ".join([*([f"{rest[0].upper()}{rest[1:]}"] if rest else []), *answers[1:3]]),
        "subject": manifest.subject,
        "others": manifest.others,
        "tags": [
            *(
                (summary["tag"], "")
                for summary in shown
                if summary["tag"] and not (first and summary["topic"] == "inventory")
            ),
            *(
                (f"{item.title}: {item.gap['kind']}", item.gap["reason"])
                for item in found
                if item.gap
            ),
        ],
        "marks": next((summary["marks"] for summary in shown if summary["marks"]), ()),
        "facts": [group[0] for group in facts if group][:3],  # type: ignore[index]
        "decisions": decisions[:_DECISIONS],
        "more_decisions": len(decisions[_DECISIONS:]),
        "stamp": [(label, value) for label, value in stamp if value],
    }


def _css_string(text: str) -> str:
    r"""Text for a CSS string: everything but plain letters escaped.

    >>> print(_css_string('a"b'))
    a\22 b
    """
    return re.sub(r"[^A-Za-z0-9 ,./:_-]", lambda match: f"\\{ord(match.group()):x} ", text)
