"""How a notebook opens its input: the same from the top of the tree, from notebooks/, anywhere."""

import os
from collections.abc import Sequence
from pathlib import Path

from archbench.terraform import load
from archbench.terraform.configuration import Configuration


def find(path: str) -> Path:
    """A path as given, or under the nearest directory above the current one that holds it.

    JupyterLab starts a notebook in its own directory, papermill in the caller's; with this both
    find "infra/payments". A path found nowhere is returned as given, for its reader to refuse.
    """
    given = Path(path)
    if given.is_absolute() or given.exists():
        return given
    for above in Path.cwd().parents:
        if (above / given).exists():
            return Path(os.path.relpath(above / given))
    return given


def configuration(
    path: str, variables: Sequence[Sequence[str]] = (), data: str = ""
) -> Configuration:
    """The resolved configuration at a path.

    Args:
        path: directory of *.tf files, or JSON of `terraform show -json`; see find.
        variables: ["var", "NAME=VALUE"] or ["file", "x.tfvars"] each, later ones win.
        data: file of answers for data sources, "" for the shipped one.

    Raises:
        InputError: the configuration cannot be used.
    """
    pairs = tuple((kind, str(find(text)) if kind == "file" else text) for kind, text in variables)
    return load(find(path), variables=pairs, data=find(data) if data else None)
