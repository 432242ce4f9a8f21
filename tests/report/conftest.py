"""Small notebooks, written as a person would."""

import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from pandas import DataFrame

from archbench.cli import main
from archbench.metrics import recorded
from archbench.metrics.signals import Curve, Panel
from archbench.report.html import document
from archbench.report.manifest import Manifest
from archbench.report.over_time import over_time
from archbench.report.page_one import Caveat, CostBar, ListRow, PageOne, RiskRow, ZoneRow
from archbench.report.snippet import Snippet
from archbench.report.summary import Decision, KeyFigure, Mark, Summary, VerdictWord
from archbench.report.tables import table
from tests.tools import pango

MakeNotebook = Callable[..., Path]
ROOT = Path(__file__).parents[2]
REPORT = (
    "report",
    "infra/payments",
    "infra/migration",
    "-p",
    "outputs=recorded",
    "--as-of",
    "2026-11-23",
)
"""The report on both stacks of the tree, on a day."""


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on both stacks of the tree, written once, as PDF too where Pango is there.

    Once for all workers, whose directories lie in one: who comes second waits and reads it.
    """
    place = tmp_path_factory.getbasetemp()
    place = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    target = place / "report-of-both"
    with pytest.MonkeyPatch.context() as patch, (place / "report.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        patch.chdir(ROOT)
        if not target.exists():
            assert main([*REPORT, "-o", str(target), *(["--pdf"] if pango() else [])]) == 0
    return target


@pytest.fixture
def make_notebook(tmp_path: Path) -> MakeNotebook:
    """Write a notebook: the parameters cell, then code cells; a cell that starts with # is text."""

    def make(parameters: str, *cells: str, name: str = "sample") -> Path:
        notebook = nbformat.v4.new_notebook()
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        tagged = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
        notebook.cells = [
            tagged,
            *(
                nbformat.v4.new_markdown_cell(source)
                if source.startswith("# ")
                else nbformat.v4.new_code_cell(source)
                for source in cells
            ),
        ]
        for index, cell in enumerate(notebook.cells):
            cell.id = f"cell-{index}"
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(notebook, path)
        return path

    return make


HOSTILE = (
    '"><img src=https://example.com/x onerror="document.title=1"><script>document.title=2</script>'
)


def output(thing: object) -> NotebookNode:
    """What a cell that ends with this thing leaves in a notebook."""
    from IPython.core.formatters import DisplayFormatter  # noqa: PLC0415

    data, _ = DisplayFormatter().format(thing)
    return NotebookNode(
        output_type="execute_result", data=NotebookNode(data), metadata={}, execution_count=1
    )


def executed(title: str, *things: object) -> NotebookNode:
    """A notebook as it is after a run, one cell for each thing shown."""
    notebook: NotebookNode = nbformat.v4.new_notebook()
    notebook.cells.append(nbformat.v4.new_markdown_cell(f"# {title}\n\nWhat this says."))
    for thing in things:
        notebook.cells.append(
            nbformat.v4.new_markdown_cell(thing)
            if isinstance(thing, str)
            else nbformat.v4.new_code_cell("show(x)", outputs=[output(thing)])
        )
    return notebook


@pytest.fixture(scope="session")
def manifest() -> Manifest:
    """A manifest with nothing of this machine in it."""
    return Manifest(
        title="Architecture review",
        subject=f"infra/{HOSTILE}",
        others=("infra/migration",),
        date="2026-03-02",
        commit="0123456789ab",
        dirty=True,
        parameters={"path": "infra/payments"},
        digests={"infra/payments/vpc.tf": "ab" * 32},
        versions={"archbench": "0.1.0", "python": "3.11.0"},
        sources=(("Prices", "2026-01-01"),),
    )


@pytest.fixture(scope="session")
def notebooks() -> list[tuple[str, NotebookNode]]:
    """Two executed notebooks that show everything a notebook can, under hostile names."""
    rows = [(f"aws_subnet.{HOSTILE}[{i}]", i, Decimal(i) / 3, "pass") for i in range(40)]
    frame = DataFrame(rows, columns=["address", "count", "list_cost", "verdict"], dtype=object)
    words: tuple[VerdictWord, ...] = ("pass", "fail", "open", "review", "not_applicable")
    cost = Summary(
        "cost",
        f"It costs {HOSTILE}.",
        facts=(KeyFigure("A month", "$1,234.56", "list prices"),),
        marks=tuple(Mark(f"Group {HOSTILE} {word}", word) for word in words),
        decisions=(Decision("Who pays?", "$3.00 a month"),),
        tag="metrics: recorded sample, not live",
        provenance=(("Prices", HOSTILE),),
    )
    pull = recorded.load()
    line = Curve(HOSTILE, pull.get("RequestCount", "Sum")[0], 1)
    panel = Panel("aws_lb", "traffic", f"Requests {HOSTILE}", HOSTILE, (line, line), first=True)
    chart = over_time(panel, pull)
    shown = table(frame, f"Everything {HOSTILE}", total=["count", "list_cost"])
    long = Snippet(HOSTILE, f"{HOSTILE * 3}\n{HOSTILE}")
    raw = DataFrame({HOSTILE: [HOSTILE]})
    return [
        ("00_decision.ipynb", executed("Decision", hostile_page(), "## Diffs")),
        (
            "03_cost.ipynb",
            executed("Cost", cost, "## Lines\n\n[x](javascript:alert)", shown, chart),
        ),
        ("07_raw.ipynb", executed("Raw", "## Lines", "## Lines", raw, Html(HOSTILE), long, chart)),
    ]


def hostile_page() -> PageOne:
    """A page one with everything it can hold, under hostile names."""
    counts = {"fail": 3, "open": 2, "review": 1, "pass": 5, "not_applicable": 8}
    risk = RiskRow(
        "critical", HOSTILE, HOSTILE, f"{HOSTILE}.tf:3", HOSTILE, HOSTILE, HOSTILE, "+$3.00", "3"
    )
    return PageOne(
        standing="hold",
        sentence=f"Do not apply yet: {HOSTILE}",
        caveats=(Caveat(HOSTILE, HOSTILE, f"archbench get {HOSTILE}"),),
        cost="$1,234.56",
        cost_note="from $1,000.00 to $2,000.00",
        bar=CostBar("900", "334.56", "1000", "1234.56", "2000", is_open=True),
        zone="us-east-1a",
        zone_note=HOSTILE,
        zones=(
            ZoneRow("us-east-1a", "down", "goes down", HOSTILE),
            ZoneRow("us-east-1b", "degraded", "loses a part", HOSTILE),
            ZoneRow("us-east-1c", "unknown", "may or may not survive", HOSTILE),
            ZoneRow("us-east-1d", "survives", "survives", ""),
        ),
        controls="3 of 11 fail",
        controls_note=HOSTILE,
        lists=(ListRow("house", HOSTILE, counts),),
        risks=(risk, replace(risk, severity="low", price="no price", amount=None)),
        total=HOSTILE,
        total_price="+$3.00",
        more="4 more: 4 low",
        prices="2026-01-01",
        read_as="hashicorp/aws 5.100.0",
    )


@dataclass
class Html:
    """Something whose HTML is hostile."""

    text: str

    def _repr_html_(self) -> str:
        return f'<p onclick="x()" style="position:fixed" id="content">{self.text}</p>'


@pytest.fixture(scope="session")
def report(
    tmp_path_factory: pytest.TempPathFactory,
    notebooks: list[tuple[str, NotebookNode]],
    manifest: Manifest,
) -> Path:
    """The document of these notebooks, as a file."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(document(notebooks, manifest), "utf-8")
    return path
