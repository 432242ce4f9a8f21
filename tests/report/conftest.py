"""Small notebooks, written as a person would."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

MakeNotebook = Callable[..., Path]


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
