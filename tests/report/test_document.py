"""The document in a real browser: opens offline, inert, accessible, whole on screen and paper."""

import re
from collections import Counter
from pathlib import Path

import axe_playwright_python
import nbformat
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from archbench.report.html import document
from archbench.report.manifest import Manifest
from archbench.report.pdf import write_pdf

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
WIDER_THAN_THE_PAGE = """() => [...document.querySelectorAll("body *")].filter(e =>
    e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5
    && !e.parentElement.closest(".table, .sheet, pre")).map(e => e.outerHTML.slice(0, 80))"""


def opened(browser: Browser, report: Path, *, width: int = 1440, theme: str = "light") -> Page:
    """The report in a page of this width, in "light" or "dark"."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page.goto(report.as_uri())
    return page


def test_it_asks_no_host_and_logs_no_error(browser: Browser, report: Path) -> None:
    """Everything is inside; the hostile names load and run nothing."""
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(report.as_uri())
    page.wait_for_timeout(100)
    assert [url for url in asked if not url.startswith("data:")] == [report.as_uri()]
    assert said == []


def test_hostile_names_are_text(browser: Browser, report: Path) -> None:
    """They can be read as written; no element of theirs exists."""
    page = opened(browser, report)
    assert (
        page.evaluate("document.querySelectorAll('img, iframe, [onclick], [onerror]').length") == 0
    )
    assert page.evaluate("document.querySelectorAll('script:not([type])').length") == 1
    assert page.evaluate("document.querySelectorAll('main [style*=position]').length") == 0
    assert page.evaluate("document.querySelectorAll('a[href^=javascript]').length") == 0
    assert "<script>document.title=2</script>" in page.inner_text("h1")
    assert page.title() not in ("1", "2")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_fault(browser: Browser, report: Path, theme: str, width: int) -> None:
    """WCAG 2.2 A and AA, and axe's best practices, in both themes, on a phone and a screen."""
    page = opened(browser, report, theme=theme, width=width)
    page.evaluate(AXE)
    result = page.evaluate("axe.run()")
    faults = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in result["violations"]]
    assert faults == []
    assert len(result["passes"]) > 20


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_is_wider_than_its_page(browser: Browser, report: Path, width: int) -> None:
    """Only a table, a figure or code scrolls sideways, in its own box."""
    page = opened(browser, report, width=width)
    assert page.evaluate(WIDER_THAN_THE_PAGE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


BROKEN_CODE = """() => {
  const lines = (code) => {
    const all = new Range()
    all.selectNodeContents(code)
    const shown = [...all.getClientRects()].filter((rect) => rect.width > 1)
    return new Set(shown.map((rect) => Math.round(rect.top))).size
  }
  return [...document.querySelectorAll("p code")]
    .filter((code) => code.textContent.length < 30 && lines(code) > 1)
    .map((code) => code.textContent)
}"""

RUNNING_TEXT = """() => {
  for (let room = 160; room < 320; room += 2) {
    const text = "Each has its price below. Run <code>archbench new .</code>."
    const note = `<p class="note" style="width:${room}px">${text}</p>`
    document.querySelector("main").insertAdjacentHTML("afterbegin", note)
  }
}"""
"""The same words in lines of any width."""


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_short_code_in_running_text_stays_whole(browser: Browser, report: Path, width: int) -> None:
    """A command breaks at none of its blanks, nor before its last dot, wherever in a line it is."""
    page = opened(browser, report, width=width)
    page.evaluate(RUNNING_TEXT)
    assert page.locator(".note code").count() >= 80
    assert page.evaluate(BROKEN_CODE) == []


def test_ids_are_unique_and_stay(
    report: Path, notebooks: list[tuple[str, nbformat.NotebookNode]], manifest: Manifest
) -> None:
    """Two headings and two drawings of the same name have ids of their own; a run changes none."""
    text = report.read_text("utf-8")
    ids = Counter(re.findall(r'\bid="([^"]*)"', text))
    assert [name for name, count in ids.items() if count > 1] == []
    assert {"cost", "cost-lines", "raw", "raw-lines", "raw-lines-2"} <= set(ids)
    assert document(notebooks, manifest) == text


def test_a_long_table_scrolls_opens_filters_and_sorts(browser: Browser, report: Path) -> None:
    """Every row is there for the browser's own search; words hide rows, and a count says so."""
    page = opened(browser, report)
    rows = page.locator("#cost tbody tr:visible")
    box = page.locator("#cost .table").first
    assert rows.count() == 40
    assert box.bounding_box()["height"] <= 540  # type: ignore[index]
    page.get_by_role("button", name="Show all 40 rows").click()
    assert box.bounding_box()["height"] > 1000  # type: ignore[index]
    page.get_by_label("Filter").first.fill("[17]")
    assert rows.count() == 1
    assert "1 of 40 rows" in box.inner_text()
    assert not page.locator("#cost tfoot").first.is_visible()  # the total is of all
    page.emulate_media(media="print")
    assert rows.count() == 40
    page.emulate_media(media="screen")
    page.get_by_label("Filter").first.fill("")
    head = page.get_by_role("button", name="USD a month")
    head.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator("#cost [aria-sort=descending]").count() == 1
    assert rows.first.locator("td").nth(1).inner_text() == "39"


def test_words_in_the_bar_find_rows_of_the_whole_page_and_stand_in_its_address(
    browser: Browser, report: Path
) -> None:
    """Rows without them go, the count is told, and the address opens the page as it was left."""
    page = opened(browser, report)
    page.keyboard.press("/")
    page.keyboard.type("[17]")
    assert page.locator("#cost tbody tr:visible").count() == 1
    assert "1 row in 1 table" in page.locator(".finder").inner_text()
    again = browser.new_page()
    again.goto(page.url)
    assert again.locator("#cost tbody tr:visible").count() == 1
    again.keyboard.press("/")
    again.keyboard.press("Escape")
    assert again.locator("#cost tbody tr:visible").count() == 40
    assert "q=" not in again.url


def test_print_shows_every_row_and_no_control(browser: Browser, report: Path) -> None:
    """On paper a table is complete and buttons are gone."""
    page = opened(browser, report, width=800)
    page.emulate_media(media="print")
    assert page.locator("#cost tbody tr:visible").count() == 40
    assert page.locator("input:visible, button.more:visible").count() == 0


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_paper_holds_the_whole_document(
    browser: Browser, report: Path, tmp_path: Path, size: str
) -> None:
    """Printed by the browser: every row is there, and each page says which it is."""
    page = opened(browser, report)
    path = tmp_path / "print.pdf"
    page.pdf(path=path, format=size)
    assert_whole(path)


@pytest.mark.tool("Pango")
def test_the_pdf_holds_the_whole_document(report: Path, tmp_path: Path) -> None:
    """Written by WeasyPrint without a browser: the same rows, the same page numbers."""
    path = tmp_path / "report.pdf"
    write_pdf(report.read_text("utf-8"), path)
    assert_whole(path)


def assert_whole(path: Path) -> None:
    """All forty rows, the cover's answer, and "page x of y" on each page."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    text = "".join(pages)
    found = {int(number) for number in re.findall(r"\[(\d+)\]", re.sub(r"\s", "", text))}
    assert found >= set(range(40))
    assert "$1,234.56" in text
    assert [f"{number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [
        True for _ in pages
    ]
