"""Every shipped notebook: thin, stripped, typed, and run by the plain papermill command."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from papermill.inspection import _infer_parameters
from papermill.iorw import load_notebook_node

from archbench.report.notebook import parameters_of, read_notebook
from tests.notebooks.given import GIVEN

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
ALL = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
LOGIC = (
    ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.If, ast.For, ast.While, ast.Try, ast.With,
    ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.IfExp, ast.BinOp, ast.Compare,
)  # fmt: skip


def test_there_are_notebooks() -> None:
    """The tests below walk something."""
    assert len(ALL) >= 6


@pytest.mark.parametrize("name", ALL)
def test_it_is_committed_without_outputs(name: str) -> None:
    """No outputs, counts, or traces of a run; the kernel is `python3`; cell ids are words."""
    notebook = read_notebook(NOTEBOOKS / name)
    assert notebook.metadata.kernelspec.name == "python3"
    assert "papermill" not in notebook.metadata
    for cell in notebook.cells:
        assert cell.id.startswith(re.sub(r"^\d+_", "", name[:-6]).replace("_", "-"))
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)
            assert cell.metadata.keys() <= {"tags"}


@pytest.mark.parametrize("name", ALL)
def test_it_calls_and_shows_and_computes_nothing(name: str) -> None:
    """A title, typed parameters each with its help, imports and calls: no logic of its own."""
    notebook = read_notebook(NOTEBOOKS / name)
    assert notebook.cells[0].source.startswith("# ")
    assert all(parameter.help for parameter in parameters_of(NOTEBOOKS / name))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            found = [type(n).__name__ for n in ast.walk(ast.parse(cell.source)) if type(n) in LOGIC]
            assert found == []


def papermill(
    name: str, target: Path, given: Mapping[str, object]
) -> "subprocess.CompletedProcess[str]":
    """The plain command, in the directory of the notebooks."""
    known = {parameter.name for parameter in parameters_of(NOTEBOOKS / name)}
    values = json.dumps({key: value for key, value in given.items() if key in known})
    command = [sys.executable, "-m", "papermill", name, str(target), "--no-progress-bar"]
    return subprocess.run(
        [*command, "-y", values], cwd=NOTEBOOKS, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ALL)
def test_plain_papermill_runs_it_where_jupyterlab_would(name: str, tmp_path: Path) -> None:
    """In its own directory, with what a person sets in its cell of parameters."""
    done = papermill(name, tmp_path / name, GIVEN)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ALL)
def test_papermill_knows_every_parameter(name: str) -> None:
    """`papermill --help-notebook` lists what our reader finds: it takes one "=" a line."""
    notebook = load_notebook_node(str(NOTEBOOKS / name))
    listed = [item.name for item in _infer_parameters(notebook)]
    assert listed == [item.name for item in parameters_of(NOTEBOOKS / name)]


@pytest.mark.parametrize("name", ALL)
def test_no_default_is_of_some_stack(name: str) -> None:
    """Nothing is looked at, priced or checked that was not asked for."""
    for parameter in parameters_of(NOTEBOOKS / name):
        assert not parameter.default or parameter.name == "days"


def test_a_notebook_that_lacks_its_input_says_what_to_set(tmp_path: Path) -> None:
    """One sentence in the cell and no traceback."""
    done = papermill("03_cost.ipynb", tmp_path / "cost.ipynb", {})
    assert "Not given. Set path, in the cell of parameters" in done.stderr
    cells = read_notebook(tmp_path / "cost.ipynb").cells
    [error] = [
        one for cell in cells for one in cell.get("outputs", []) if one.output_type == "error"
    ]
    assert len(error.traceback) == 1
