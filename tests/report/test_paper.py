"""The real report on paper: page one sums up, few pages, full pages, nothing cut or run over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from archbench.architecture import build
from archbench.cost import estimate
from archbench.diagram import draw
from archbench.report.html import document
from archbench.report.manifest import Manifest
from archbench.report.pdf import write_pdf
from archbench.report.summary import Summary
from archbench.report.tables import money
from archbench.terraform import load

from .conftest import ROOT, executed, hostile_page

MOST_PAGES = 45
"""For two stacks of 110 and 17 instances with every section: 44 and room for a few rows."""

MOST_PAGES_OF_BODY = 8
"""What a person reads; the appendix holds the rest."""

_SECTION = re.compile(r"^[\dA-Z]\s+[A-Z][a-z :/]+\r?$", re.MULTILINE)
_APPENDIX = re.compile(r"^A\s+Beside it", re.MULTILINE)
_RUN_OVER = """of => [...document.querySelectorAll(of)].filter(e => e.offsetParent
    && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline"
    ).map(e => e.outerHTML.slice(0, 90))"""


@dataclass(frozen=True)
class Sheet:
    """A printed page: its words, and which part of its height they reach."""

    text: str
    reach: float
    in_margins: bool


def sheets(path: Path) -> Iterator[Sheet]:
    """The pages of a PDF; the running head and foot do not count as words that reach."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            words = page.get_textpage()
            width, height = page.get_size()
            boxes = [words.get_charbox(i) for i in range(words.count_chars())]
            body = [b for b in boxes if b[1] > 40 and b[3] < height - 40 and b[2] > b[0]]
            pictures = [o.get_bounds() for o in page.get_objects(max_depth=1)]
            lowest = min([b[1] for b in body] + [p[1] for p in pictures if p[1] > 44], default=0)
            yield Sheet(
                words.get_text_bounded(),
                1 - lowest / height,
                all(b[0] > 20 and b[2] < width - 20 for b in body),
            )


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("weasyprint", marks=pytest.mark.tool("Pango")),
        pytest.param("chromium", marks=pytest.mark.tool("a browser")),
    ],
)
def printed(
    request: pytest.FixtureRequest,
    written: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Sheet]:
    """The report as PDF by either printer."""
    path = written / "report.pdf"
    if request.param == "chromium":
        path = tmp_path_factory.mktemp("print") / "report.pdf"
        browser: Browser = request.getfixturevalue("browser")
        page = browser.new_page()
        page.goto((written / "report.html").as_uri())
        page.pdf(path=path, format="A4", prefer_css_page_size=True)
    return list(sheets(path))


def test_it_is_a_document_a_person_carries(printed: list[Sheet]) -> None:
    """Few pages of which few are the body, and no word outside the margins."""
    assert len(printed) <= MOST_PAGES
    body = next(n for n, page in enumerate(printed) if re.search(_APPENDIX, page.text[:120]))
    assert 4 <= body <= MOST_PAGES_OF_BODY
    assert [number for number, page in enumerate(printed, 1) if not page.in_margins] == []


def test_page_one_sums_up(printed: list[Sheet]) -> None:
    """The verdict, the price, the loss of a zone, the score, each section's answer in a line."""
    first = printed[0].text
    for words in (
        "Ready to apply",
        "Meets all twelve requirement groups",
        money(_cost()),
        "Survives",
        "10/10",
        "1 VPC over 3 Availability Zones",
        "Provenance",
    ):
        assert words in first


def _cost() -> Decimal:
    """The total of the stack the report leads with."""
    configuration = load(ROOT / "infra" / "payments")
    usage = ROOT / "infra" / "payments" / "usage.yml"
    return estimate(
        configuration, build(configuration), usage=usage, as_of=date(2026, 11, 23)
    ).total_monthly


@pytest.mark.tool("Pango")
def test_the_contents_stand_whole(manifest: Manifest, tmp_path: Path) -> None:
    """Where page one has no room for all of them, the next page has them, each with its answer."""
    answer = "Nothing that was looked at here is lost. " * 3
    sections = [
        (f"{n:02}_s{n}.ipynb", executed(f"Section {n:02}", Summary("cost", answer), "## Rest"))
        for n in range(1, 21)
    ]
    page = replace(hostile_page(), risks=(), caveats=())
    notebooks = [("00_decision.ipynb", executed("Decision", page)), *sections]
    path = tmp_path / "report.pdf"
    write_pdf(document(notebooks, manifest, share_icons=False), path)
    pages = [page.text for page in sheets(path)]
    assert "Contents" not in pages[0]
    assert [n for n in range(1, 21) if f"Section {n:02}" not in pages[1]] == []


@pytest.mark.tool("Pango")
def test_what_is_faded_in_a_drawing_is_on_paper(tmp_path: Path) -> None:
    """The half transparent icon of an idle group is there: its place is not one colour."""
    configuration = load(ROOT / "infra" / "payments")
    drawing = draw(build(configuration))
    idle = next(c for c in drawing.scene.cards if c.look == "idle" and c.icon == "asg").rect
    wide, tall = drawing.scene.size
    style = f"@page{{size:{wide}px {tall}px;margin:0}}body{{margin:0}}svg{{display:block}}"
    path = tmp_path / "report.pdf"
    write_pdf(f"<!doctype html><style>{style}</style>{drawing.following_svg()}", path)
    with pypdfium2.PdfDocument(path) as document_:
        picture = document_[0].render(scale=96 / 72).to_pil().convert("RGB")
    icon = picture.crop((int(idle.x + 4), int(idle.y + 6), int(idle.x + 44), int(idle.y + 46)))
    assert len(icon.getcolors(1 << 16) or ()) > 20


def test_no_page_is_left_a_third_empty_before_its_section_ends(printed: list[Sheet]) -> None:
    """A page that ends early is the last of a section."""
    early = [
        number
        for number, (page, after) in enumerate(pairwise(printed), 1)
        if page.reach < 0.66 and not _SECTION.search(after.text[:120])
    ]
    assert early == []


def test_a_table_that_goes_on_repeats_its_heads(printed: list[Sheet]) -> None:
    """The controls take several pages, and each says what its columns are."""
    pages = [
        p.text for p in printed if re.search(r"\b(script_health|ports_of_instances)\b", p.text)
    ]
    assert pages
    assert all("What it rests on" in text for text in pages)


def test_no_cell_runs_over_its_neighbour(written: Path, browser: Browser) -> None:
    """On a sheet of A4, and on a phone, every text stays inside its cell."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto((written / "report.html").as_uri())
    assert page.evaluate(_RUN_OVER, "td, th, dd, dt, p, li") == []
    page.set_viewport_size({"width": 688, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate(_RUN_OVER, "td, th, dd, dt, p, li, pre") == []
