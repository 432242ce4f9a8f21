"""`archbench report`: real configurations in, one document out; all of it or nothing."""

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from jsonschema import Draft202012Validator
from nbformat import NotebookNode
from playwright.sync_api import Browser

from archbench.cli import main
from archbench.report import build, html
from archbench.report.documents import DOCUMENTS
from archbench.report.manifest import Manifest
from archbench.report.notebook import read_notebook
from archbench.report.summary import Summary

from .conftest import REPORT, MakeNotebook, executed

ROOT = Path(__file__).parents[2]
LIMIT = 1_500_000
STACK = """
variable "token" {
  type      = string
  sensitive = true
  default   = "correct horse"
}
resource "aws_sqs_queue" "q" { name = "q" }
"""


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    """A small configuration with a sensitive variable."""
    path = tmp_path / "stack"
    path.mkdir()
    (path / "main.tf").write_text(STACK, "utf-8")
    return path


def test_the_report_is_one_small_file_that_asks_no_host(written: Path, browser: Browser) -> None:
    """Under 1.5 MB, and the browser loads nothing but it."""
    page_file = written / "report.html"
    assert page_file.stat().st_size < LIMIT
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(page_file.as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [page_file.as_uri()]
    assert said == []
    sections = page.locator("main > section").evaluate_all("all => all.map(one => one.id)")
    assert {"architecture", "cost", "what-if", "resilience", "live-metrics"} <= set(sections)
    assert page.locator("#architecture figure svg").count() == 1
    assert "$" in page.inner_text("#decision")


def test_every_notebook_lies_beside_it_executed(written: Path) -> None:
    """The same notebooks as in the tree, every code cell run, no error, and the record in JSON."""
    names = sorted(path.name for path in DOCUMENTS["review"].sources(ROOT / "notebooks"))
    assert len(names) > 7
    assert sorted(path.name for path in (written / "notebooks").iterdir()) == names
    for name in names:
        for cell in read_notebook(written / "notebooks" / name).cells:
            assert cell.cell_type != "code" or cell.execution_count
    record = json.loads((written / "report.json").read_text("utf-8"))
    topics = [summary["topic"] for summary in record["summaries"]]
    assert {"architecture", "cost", "what_if", "zone_loss", "metrics", "inventory"} <= set(topics)
    manifest = record["manifest"]
    assert manifest["digests"]["infra/payments/vpc.tf"]
    assert manifest["others"] == ["infra/migration"]
    assert {"archbench", "python", "papermill"} <= set(manifest["versions"])


def test_the_record_is_as_its_schema_says(written: Path) -> None:
    """docs/report.schema.json takes it, and nothing that it does not name."""
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))
    record = json.loads((written / "report.json").read_text("utf-8"))
    checker = Draft202012Validator(schema)
    checker.check_schema(schema)
    assert [error.message for error in checker.iter_errors(record)] == []
    record["page_one"]["surprise"] = 1
    assert not checker.is_valid(record)


def test_the_sections_and_the_drawing_say_the_figures_of_page_one(written: Path) -> None:
    """The cost of the cost section and of the drawing, the outcome of the drill, the counts."""
    record = json.loads((written / "report.json").read_text("utf-8"))
    first = record["page_one"]
    by_topic = {item["topic"]: item for item in record["summaries"]}
    assert by_topic["cost"]["facts"][0]["value"] == first["cost"]
    page = (written / "report.html").read_text("utf-8")
    assert f"monthly cost at list price: {first['cost']}" in page
    assert first["zone_note"].startswith(by_topic["zone_loss"]["answer"].rstrip("."))
    [counts] = [row["counts"] for row in first["lists"]]
    judged = sum(counts.values()) - counts["not_applicable"]
    assert by_topic["requirements"]["facts"][0]["note"].startswith(
        f"{counts['pass']} of {judged} controls pass"
    )
    scenarios = next(read_notebook(path) for path in (written / "notebooks").glob("*what_if.ipynb"))
    assert first["cost"].lstrip("$") in str(scenarios)


def test_the_same_input_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    """The document carries no time, no random id and no order of chance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        main([*REPORT, "-o", str(tmp_path / "out")])
    for name in ("report.html", "report.json", "notebooks/03_cost.ipynb"):
        assert (tmp_path / "out" / name).read_bytes() == (written / name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere"),
        (["stack", "-p", "usages=x"], 'Did you mean "usage"?'),
        (["stack", "-p", "days=many"], "days is float"),
        (["stack", "-p", "days"], "is not NAME=VALUE"),
        (["stack", "--var", "token=abc"], "TF_VAR_token"),
        (["stack", "--var", "tokem=abc"], "tokem"),
    ],
)
def test_bad_input_ends_before_a_kernel_starts(
    stack: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    """One paragraph, exit code 2, nothing written."""
    monkeypatch.chdir(stack.parent)
    assert main(["report", *arguments, "-o", "out"]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert not (stack.parent / "out").exists()


def test_a_what_if_needs_scenarios_and_says_so_before_anything_runs(
    stack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence with how to begin them; a directory of that name is a path where it is alone."""
    monkeypatch.chdir(stack.parent)
    assert main(["report", "whatif", "stack", "-o", "out"]) == 2
    assert "let `archbench new stack` begin one" in capsys.readouterr().err
    assert not (stack.parent / "out").exists()
    assert main(["report", "whatif", "-o", "out"]) == 2
    assert "whatif" in capsys.readouterr().err


def test_each_document_has_its_sections_and_leads_with_its_answer(
    notebooks: list[tuple[str, NotebookNode]], manifest: Manifest
) -> None:
    """The review puts lists in full and the other stack last; the audit has them in its body."""
    parts = executed("Requirements", "## Failures", "all that fail")
    for tag in ("appendix", "beside"):
        parts.cells.append(nbformat.v4.new_markdown_cell(f"## In {tag}", metadata={"tags": [tag]}))
    given = [*notebooks, ("05_requirements.ipynb", parts)]
    review, audit = (
        html.document(given, manifest, kind=DOCUMENTS[name]).partition('"appendix-title"')
        for name in ("review", "audit")
    )
    for words in (">In appendix</h3>", ">In beside</h3>"):
        assert words not in review[0]
        assert words in review[2]
        assert words in audit[0]
    assert 'id="requirements-full"' in review[2]
    answers = [
        executed(topic, Summary(topic, f"What {topic} says.")) for topic in ("cost", "what_if")
    ]
    named = [("03_cost.ipynb", answers[0]), ("04_what_if.ipynb", answers[1])]
    page = html.document(named, manifest, kind=DOCUMENTS["whatif"])
    assert "<h1>What what_if says</h1>" in page


def test_a_failing_section_is_a_gap_of_a_report_that_is_written(
    stack: Path,
    make_notebook: MakeNotebook,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 3; the notebook, the heading and the error are named; the rest is whole."""
    directory = stack.parent
    make_notebook("path: str = ''", "# Numbers", "print(8642)", name="01_good")
    make_notebook("path: str = ''", "# Broken", "1 / 0", name="02_bad")
    monkeypatch.setattr(build, "notebooks_directory", lambda: directory)
    assert main(["report", str(stack), "-o", str(directory / "out")]) == 3
    said = "02_bad.ipynb, cell 3 under “Broken”: ZeroDivisionError: division by zero"
    assert said in capsys.readouterr().err
    page = (directory / "out" / "report.html").read_text("utf-8")
    assert "8642" in page
    assert '<span class="tag">Broken: failed</span>' in page
    assert said in page
    record = json.loads((directory / "out" / "report.json").read_text("utf-8"))
    assert record["gaps"] == [{"notebook": "02_bad.ipynb", "kind": "failed", "reason": said}]


def test_from_any_directory_what_is_not_given_is_a_named_gap_and_nothing_of_payments_shows(
    stack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unrelated stack in an empty directory: the report on it, and no word of another's."""
    elsewhere = stack.parent / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert main(["report", str(stack), "-o", "out", "--as-of", "2026-03-02"]) == 0
    assert "Traceback" not in capsys.readouterr().err
    record = json.loads((elsewhere / "out" / "report.json").read_text("utf-8"))
    assert {(gap["notebook"], gap["kind"]) for gap in record["gaps"]} == {
        ("04_what_if.ipynb", "not given"),
        ("07_live_metrics.ipynb", "not given"),
    }
    assert {item["topic"] for item in record["summaries"]} == {
        "inventory", "architecture", "cost", "requirements", "zone_loss",
    }  # fmt: skip
    page = (elsewhere / "out" / "report.html").read_text("utf-8")
    for tag in ("What if: not given", "Live metrics: not given"):
        assert f'<span class="tag">{tag}</span>' in page
    text = re.sub(r"data:[a-z/+]+;base64,\S+|<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not re.search(r"payment|pr128|aurora|recorded sample, not", text, re.IGNORECASE)


def test_a_sensitive_variable_comes_from_the_environment_and_never_shows(
    stack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TF_VAR_token is read, and neither the report nor a notebook holds it."""
    directory = stack.parent
    shutil.copy(ROOT / "notebooks" / "01_inventory.ipynb", directory)
    with (stack / "main.tf").open("a", encoding="utf-8") as file:
        file.write('variable "plain" {}\noutput "plain" { value = var.plain }\n')
    monkeypatch.setattr(build, "notebooks_directory", lambda: directory)
    monkeypatch.setenv("TF_VAR_token", "battery staple")
    monkeypatch.setenv("TF_VAR_plain", "for all to see")
    monkeypatch.chdir(directory)
    assert main(["report", "stack", "-o", "out", "--as-of", "2026-03-02"]) == 0
    written = [
        path.read_text("utf-8") for path in (directory / "out").rglob("*.*") if path.is_file()
    ]
    assert any("for all to see" in text for text in written)
    assert not any("battery staple" in text or "correct horse" in text for text in written)


def test_a_new_report_takes_the_place_of_the_older_and_of_nothing_else(
    stack: Path, make_notebook: MakeNotebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What else lies in the directory stays."""
    directory = stack.parent
    make_notebook("path: str = ''", "# Numbers", "print(path)", name="01_good")
    monkeypatch.setattr(build, "notebooks_directory", lambda: directory)
    out = directory / "out"
    (out / "notebooks").mkdir(parents=True)
    (out / "notebooks" / "09_gone.ipynb").write_text("{}", "utf-8")
    (out / "report.html").write_text("older", "utf-8")
    (out / "mine.txt").write_text("mine", "utf-8")
    monkeypatch.chdir(directory)
    assert main(["report", "stack", "-o", "out", "--as-of", "2026-03-02"]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "mine.txt", "notebooks", "report.html", "report.json", "report.key.json",
    ]  # fmt: skip
    assert [path.name for path in (out / "notebooks").iterdir()] == ["01_good.ipynb"]
    page = (out / "report.html").read_text("utf-8")
    assert "Numbers" in page
    assert "correct horse" not in page
