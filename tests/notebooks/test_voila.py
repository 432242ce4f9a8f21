"""The workbench as a page of its own: Voila without JupyterLab, in a browser."""

import shutil
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, expect

from archbench.lab import workbench
from tests.notebooks.given import write_given
from tests.notebooks.serving import ROOT, served

SLOW = 120_000
"""Milliseconds a kernel may take to start and run the notebook on a busy machine."""


def test_a_lever_turned_on_the_page_answers(browser: Browser, tmp_path: Path) -> None:
    """No code is shown; the slider and a menu answer with the figures of the API."""
    for name in ("infra", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    notebook = tmp_path / "workbench.ipynb"
    shutil.copy(ROOT / "notebooks" / notebook.name, notebook)
    write_given(notebook)
    command = ["voila", notebook.name, "--no-browser", "--Voila.ip=127.0.0.1"]
    bench = workbench(ROOT / "infra" / "payments")
    with served(command, tmp_path, tmp_path / "home", answers="voila/static/voila.js") as address:
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(address, timeout=SLOW)
        panel = page.locator(".archbench-lab-panel")
        says = partial(expect(panel.locator(".facts").first).to_contain_text, timeout=SLOW)
        says(bench.summary.facts[0].value)
        expect(page.locator(".jp-InputArea-editor")).to_have_count(0)
        slider = panel.locator("[role=slider]").first
        slider.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        says("Loses a part")
        bench.turn("NAT gateways", 1)
        says(bench.summary.facts[0].value)
        panel.get_by_role("button", name="Drawing").click()
        expect(panel.locator("img[alt]")).to_be_visible(timeout=SLOW)
        page.close()
