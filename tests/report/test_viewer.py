"""The drawing of the real report: it tells of its cards, and leads to rows and back."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from archbench.diagram.palette import DARK, LIGHT
from archbench.diagram.theming import chosen, dark_properties, following, stand_ins

SMALLEST = """() => Math.min(...[...document.querySelectorAll(".sheet svg text")].map(text =>
    parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a))"""


@pytest.fixture
def page(browser: Browser, written: Path) -> Iterator[Page]:
    """The report on a wide screen."""
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    opened.goto((written / "report.html").as_uri())
    yield opened
    opened.close()


def test_a_card_tells_what_it_is_and_leads_to_its_charges_and_controls(page: Page) -> None:
    """Its address and place, the charges on it, the controls that rest on it."""
    page.locator('.sheet .card[data-key="aws_rds_cluster_instance.writer"]').first.click()
    panel = page.locator("aside.card:visible")
    text = panel.inner_text()
    for words in ("aws_rds_cluster_instance.writer", "rds.tf:", "Every charge", "189.80"):
        assert words in text
    panel.get_by_role("link", name=re.compile("189.80")).first.click()
    row = page.locator("tr:focus")
    assert "189.80" in row.inner_text()
    assert "lit" in (row.get_attribute("class") or "")


def test_a_row_lights_its_card_and_links_to_it(page: Page) -> None:
    """By a click anywhere on it, and by a link that keyboards reach."""
    row = page.locator("#cost tr", has_text="aws_rds_cluster.aurora").first
    row.click()
    lit = page.locator(".sheet .card.lit").first
    assert lit.get_attribute("data-key") == "aws_rds_cluster.aurora"
    row.get_by_role("link", name="aws_rds_cluster.aurora in the drawing").press("Enter")
    assert page.url.endswith("#aws_rds_cluster.aurora")
    expect(page.locator("aside.card:visible")).to_have_count(1)


@pytest.mark.parametrize("name", ["charge", "control", "resource"])
def test_a_permalink_opens_what_it_names(name: str, page: Page, written: Path) -> None:
    """A row of the appendix is opened and in view."""
    text = (written / "report.html").read_text("utf-8")
    found = re.findall(rf'<tr id="({name}-[^"]+)"', text)
    assert found
    assert len(found) == len(set(found))
    page.goto(f"{(written / 'report.html').as_uri()}#{found[-1]}")
    row = page.locator(f'[id="{found[-1]}"]')
    expect(row).to_be_visible()
    expect(row).to_be_focused()


def test_the_first_drawing_shows_cost_controls_and_a_lost_zone_in_its_place(page: Page) -> None:
    """Each has its signs on the same cards."""
    stage = page.locator("figure .drawing").first
    for name, words in (
        ("Cost", "$190.30"),
        ("Controls", "pass"),
        ("Loss of a zone", "LOST"),
        ("Risks", "risk 1"),
    ):
        page.locator(".switch").get_by_role("button", name=name).click()
        assert words in (stage.text_content() or "")
    assert page.evaluate("[...document.querySelectorAll('[id]')].length") == page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
    )


@pytest.mark.parametrize("width", [390, 1440])
def test_no_text_of_a_picture_is_smaller_than_eleven_pixels(page: Page, width: int) -> None:
    """On a phone it scrolls in its own box."""
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate(SMALLEST) >= 10.99


def test_each_plot_has_its_figures_as_a_file(page: Page) -> None:
    """What is expected of each service, and between what and what."""
    links = page.locator("figcaption.file a")
    assert links.count() >= 2
    text = unquote((links.first.get_attribute("href") or "").partition(",")[2])
    assert text.splitlines()[0].endswith("expected,at least,at most")
    assert re.search(r"Amazon Relational Database Service,781\.20", text)


def test_the_drawing_is_once_in_the_page_and_follows_its_theme(
    browser: Browser, written: Path
) -> None:
    """One SVG for both themes, whose paper is that of each."""
    seen = []
    for theme in ("light", "dark"):
        page = browser.new_page(color_scheme="dark" if theme == "dark" else "light")
        page.goto((written / "report.html").as_uri())
        assert page.locator("#architecture figure svg").count() == 1
        sheet = page.locator("figure .drawing svg > rect").first
        seen.append(sheet.evaluate("rect => getComputedStyle(rect).fill"))
    assert seen == ["rgb(255, 255, 255)", "rgb(15, 23, 32)"]


def test_the_stand_in_of_a_colour_is_each_themes_own() -> None:
    """No theme has a colour that is also a stand-in, and each comes back as it was."""
    drawn = f'<rect fill="{stand_ins().ink}" stroke="{stand_ins().plate}"/>'
    assert chosen(drawn, "light") == f'<rect fill="{LIGHT.ink}" stroke="none"/>'
    assert chosen(drawn, "dark") == f'<rect fill="{DARK.ink}" stroke="{DARK.plate}"/>'
    assert f", {LIGHT.ink})" in following(drawn)
    assert DARK.ink in dark_properties()
    assert not re.search(r"#0d[0-9a-f]{2}0d", f"{LIGHT}{DARK}")
