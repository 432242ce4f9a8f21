"""The notebooks as a person uses them: JupyterLab in a browser, a parameter changed, Run All."""

import json
import re
import shutil
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from archbench.architecture import build
from archbench.diagram import draw
from archbench.lab import workbench
from archbench.terraform import load
from archbench.whatif import read_scenarios
from tests.notebooks.given import write_given
from tests.notebooks.serving import served

ROOT = Path(__file__).parents[2]
ALL = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
SETTINGS = {
    "notebook-extension/tracker.jupyterlab-settings": {
        "autoStartDefaultKernel": True,
        "windowingMode": "none",
    },
    "docmanager-extension/plugin.jupyterlab-settings": {"autosave": False},
    "apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false"},
}
"""Which kernel, all cells drawn at once, saved when told to, and whether news may be fetched."""
SLOW = 60_000
"""Milliseconds a kernel may take to start and run a notebook on a busy machine."""
ANSWERS = frozenset(
    {"application/vnd.archbench.summary+json", "application/vnd.archbench.page-one+json"}
)
"""What a notebook gives the document to begin its section with."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree as far as the notebooks read it: JupyterLab saves what it runs."""
    top = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "infra", "data"):
        shutil.copytree(ROOT / name, top / name)
    for path in (top / "notebooks").glob("*.ipynb"):
        write_given(path)
    return top


@pytest.fixture(scope="module")
def lab(tree: Path) -> Iterator[str]:
    """The address of a JupyterLab of its own on the notebooks, with no setting of this user."""
    home = tree / "home"
    for name, settings in SETTINGS.items():
        file = home / "@jupyterlab" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings), "utf-8")
    command = [
        "jupyterlab", "notebooks", "--no-browser", "--allow-root", "--ServerApp.port_retries=0",
        "--IdentityProvider.token=", "--LabApp.news_url=", "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    with served(command, tree, home, answers="api") as address:
        yield address


@pytest.fixture(scope="module")
def page(lab: str, browser: Browser) -> Iterator[Page]:
    """One window on it."""
    window = browser.new_page(viewport={"width": 1400, "height": 1000})
    window.set_default_timeout(SLOW)
    window.goto(f"{lab}/lab")
    expect(window.locator("#jp-main-dock-panel")).to_be_visible(timeout=SLOW)
    yield window
    window.close()


def tab(page: Page, name: str) -> Locator:
    """The tab of an open file; other notebooks may be open behind it."""
    return page.locator("#jp-main-dock-panel .lm-TabBar-tab", has_text=name)


def opened(page: Page, name: str) -> None:
    """Open a notebook as a person does, from the file browser."""
    page.locator(".jp-DirListing-item", has_text=name).dblclick()
    expect(tab(page, name)).to_contain_class("lm-mod-current")
    current = page.locator(".jp-NotebookPanel:visible")
    expect(current).to_have_count(1)
    expect(current.locator(".jp-Cell").first).to_be_visible()
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=SLOW)


def run_all(page: Page) -> None:
    """Run > Run All Cells, and wait until no cell waits."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(
        """() => {
            const shown = [...document.querySelectorAll(".jp-NotebookPanel")].find(
                panel => panel.offsetParent);
            const prompts = [...shown.querySelectorAll(".jp-CodeCell .jp-InputPrompt")];
            return prompts.length && prompts.every(one => /\\d/.test(one.textContent));
        }"""
    )


def saved(page: Page, path: Path) -> list[dict[str, object]]:
    """Save, and read the code cells with what they showed; JupyterLab draws only what is seen.

    The server answers once the whole file is written; before, half of it stands there.
    """
    with page.expect_response(
        lambda answer: answer.request.method == "PUT" and f"/api/contents/{path.name}" in answer.url
    ) as answer:
        page.locator('.jp-NotebookPanel:visible [data-jp-item-name="save"]').click()
    assert answer.value.ok, answer.value.status_text
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("name", ALL)
def test_run_all_shows_figures_and_no_error(page: Page, tree: Path, name: str) -> None:
    """Opened from the file browser, every cell of it runs, and none shows an error."""
    opened(page, name)
    run_all(page)
    cells = saved(page, tree / "notebooks" / name)
    outputs = [output for cell in cells for output in cell["outputs"]]  # type: ignore[attr-defined]
    assert [one for one in outputs if one["output_type"] in ("error", "stream")] == []
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert any(not ANSWERS.isdisjoint(one["data"]) for one in outputs)
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_role("menuitem", name="Close and Shut Down Notebook").click()
    page.get_by_role("button", name=re.compile("Ok|Yes|Shut Down")).click()
    expect(tab(page, name)).to_have_count(0)


def test_a_dollar_is_no_mathematics(page: Page, tree: Path) -> None:
    """JupyterLab typesets what plain HTML has between two dollars, and nothing of ours."""
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    told = "At list price $1,827.22 a month, from $1,700.00 to $2,100.00"
    frame = f"table(DataFrame({{'{told}': ['{told}']}}), '{told}', note='{told}')"
    finding = f"findings([Finding('high', '{told}', why='{told}')])"
    notebook.cells = [
        nbformat.v4.new_code_cell(source)
        for source in (
            f"from IPython.display import HTML\nHTML('<p class=\"control\">{told}</p>')",
            f"from archbench.report.summary import Summary\nSummary('cost', '{told}')",
            f"from archbench.report.tables import table\nfrom pandas import DataFrame\n{frame}",
            f"from archbench.report.findings import Finding, findings\n{finding}",
            f"from archbench.report.snippet import Snippet\nSnippet('{told}', '{told}')",
        )
    ]
    nbformat.write(notebook, tree / "notebooks" / "dollars.ipynb")
    page.locator("[data-command='filebrowser:refresh']").first.click()
    opened(page, "dollars.ipynb")
    run_all(page)
    shown = page.locator(".jp-NotebookPanel:visible")
    expect(shown.locator(".control mjx-container").first).to_be_visible()
    expect(shown.locator(".jp-OutputArea-output:has(.mathjax_ignore)")).to_have_count(4)
    expect(shown.locator("mjx-container")).to_have_count(1)
    expect(shown.locator(".summary .answer")).to_have_text(told)


def test_a_mistake_in_a_cell_is_a_sentence(page: Page, tree: Path) -> None:
    """A newcomer who runs all before setting a path, or sets a wrong one, reads what to do."""
    notebook = nbformat.read(ROOT / "notebooks" / "start.ipynb", as_version=4)
    for name, path in (("not_given", ""), ("misspelt", "infra/paymets")):
        cell = next(one for one in notebook.cells if "parameters" in one.metadata.get("tags", ()))
        cell.source = re.sub(r'(?m)^path: str = ".*?"', f'path: str = "{path}"', cell.source)
        nbformat.write(notebook, tree / "notebooks" / f"{name}.ipynb")
    for name, said in (
        ("not_given", "Not given. Set path, in the cell of parameters, to a directory"),
        ("misspelt", "infra/paymets does not exist. Give a directory of .tf files"),
    ):
        page.locator("[data-command='filebrowser:refresh']").first.click()
        opened(page, f"{name}.ipynb")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        shown = page.locator(".jp-NotebookPanel:visible")
        error = shown.locator(".jp-OutputArea-output", has_text=said)
        expect(error).to_have_count(1, timeout=SLOW)
        assert error.inner_text().strip().startswith(said)
        expect(shown).not_to_contain_text("Traceback")
        expect(shown.locator("table").first).to_contain_text("infra/payments")


@pytest.mark.parametrize("stack", ["payments", "migration"])
def test_the_mermaid_text_is_drawn_by_a_real_renderer(page: Page, tree: Path, stack: str) -> None:
    """JupyterLab brings Mermaid along: it draws every card, and reports no mistake in the text."""
    drawing = draw(build(load(ROOT / "infra" / stack)))
    (tree / "notebooks" / f"{stack}.mmd").write_text(drawing.mermaid(), "utf-8")
    page.locator("[data-command='filebrowser:refresh']").first.click()
    page.locator(".jp-DirListing-item", has_text=f"{stack}.mmd").dblclick()
    shown = page.locator(".jp-RenderedMermaid:visible")
    expect(shown).to_have_count(1)
    expect(shown.locator("img, svg").first).to_be_visible()
    expect(shown.locator(".jp-mod-warning")).to_have_count(0)
    source = shown.locator("img").first.get_attribute("src") or ""
    picture = unquote(source)
    for card in drawing.scene.cards:
        assert escape(card.title.split()[0], quote=False) in picture


def test_a_changed_parameter_changes_the_answer_and_the_drawing(page: Page, tree: Path) -> None:
    """Typed into the parameter cell: the other stack's answer, and its drawing, in its frame."""
    name = "02_architecture.ipynb"
    opened(page, name)
    run_all(page)
    panel = page.locator(".jp-NotebookPanel:visible")
    answer = panel.locator(".summary .answer").first
    expect(answer).to_contain_text("1 VPC over 3 Availability Zones in us-east-1")
    cell = panel.locator(".jp-CodeCell", has_text="path: str").first
    cell.locator(".cm-line", has_text="path: str").click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type('path: str = "infra/migration"')
    run_all(page)
    expect(answer).to_contain_text("1 VPC over 1 Availability Zone in us-west-2")
    frame = panel.locator("iframe").first
    frame.scroll_into_view_if_needed()
    drawing = frame.content_frame
    expect(drawing.locator("svg title").first).to_contain_text("us-west-2")
    drawing.get_by_label("Search the drawing").fill("web")
    expect(drawing.locator("#found")).to_contain_text("found")
    outputs = [one for cell in saved(page, tree / "notebooks" / name) for one in cell["outputs"]]  # type: ignore[attr-defined]
    assert [one for one in outputs if one["output_type"] == "error"] == []


def test_a_lever_turned_in_the_browser_answers_and_is_kept(page: Page, tree: Path) -> None:
    """A slider by keyboard, a menu, the drawing, a scenario saved and loaded, and back."""
    opened(page, "workbench.ipynb")
    run_all(page)
    panel = page.locator(".archbench-lab-panel:visible")
    says = partial(expect(panel.locator(".facts").first).to_contain_text, timeout=SLOW)
    says("Survives")
    slider = panel.locator("[role=slider]").first
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    says("Loses a part")
    expect(panel).to_contain_text("nat_gateway_count = 1", timeout=SLOW)
    bench = workbench(ROOT / "infra" / "payments")
    bench.turn("NAT gateways", 1)
    says(bench.summary.facts[0].value)
    panel.get_by_role("combobox").last.select_option("cheapest, 1 year")
    bench.turn("Commitment", "cheapest, 1 year")
    says(bench.summary.facts[0].value)
    panel.get_by_role("button", name="Drawing").click()
    drawn = panel.locator("img[alt]")
    expect(drawn).to_be_visible(timeout=SLOW)
    assert drawn.evaluate("image => image.naturalWidth && image.clientWidth") > 500
    panel.get_by_placeholder("Name this scenario").fill("Lean, committed")
    panel.get_by_role("button", name="Save").click()
    expect(panel).to_contain_text("Saved in", timeout=SLOW)
    kept = read_scenarios(tree / "infra" / "payments" / "scenarios.yml")[-1]
    assert (kept.name, kept.variables) == ("Lean, committed", {"nat_gateway_count": 1})
    panel.get_by_role("button", name="Back to as it stands").click()
    says("Survives")
    panel.get_by_role("button", name="load").last.click()
    says(bench.summary.facts[0].value)
