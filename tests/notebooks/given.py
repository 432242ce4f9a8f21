"""What a person sets in the shipped notebooks, found from the directory they lie in."""

import re
from pathlib import Path

import nbformat

from archbench.report.notebook import read_notebook

GIVEN = {
    "path": "infra/payments",
    "scenarios": "infra/payments/scenarios.yml",
    "checklists": ["payments"],
    "outputs": "recorded",
}


def write_given(path: Path) -> None:
    """Set them in the cell of parameters of the notebook at a path, as if typed there."""
    notebook = read_notebook(path)
    [cell] = [one for one in notebook.cells if "parameters" in one.metadata.get("tags", ())]
    for name, value in GIVEN.items():
        cell.source = re.sub(rf"(?m)^({name}: \w+) = .*", rf"\1 = {value!r}", cell.source)
    nbformat.write(notebook, path)
