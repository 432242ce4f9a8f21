"""How a notebook opens its input: the same from the top of the tree, from notebooks/, anywhere."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.errors import InputError, NotGivenError
from archbench.terraform import load

if TYPE_CHECKING:
    from archbench.terraform.configuration import Configuration


def find(path: str) -> Path:
    """A path as given, or under the nearest directory above the current one that holds it.

    JupyterLab starts a notebook in its own directory, papermill in the caller's; with this both
    find "infra/stack". A path found nowhere is returned as given, for its reader to refuse.
    """
    given = Path(path)
    if given.is_absolute() or given.exists():
        return given
    for above in Path.cwd().parents:
        if (above / given).exists():
            return Path(os.path.relpath(above / given))
    return given


def subject(path: str) -> Path:
    """The configuration a notebook is about, where find finds it.

    Raises:
        NotGivenError: there is no path.
    """
    if not path:
        raise NotGivenError(
            "Set path, in the cell of parameters, to a directory of *.tf files or to the JSON of"
            " `terraform show -json`."
        )
    return find(path)


def configuration(
    path: str, variables: Sequence[Sequence[str]] = (), data: str = ""
) -> "Configuration":
    """The resolved configuration at a path; TF_VAR_ variables come from the environment.

    Args:
        path: directory of *.tf files, or JSON of `terraform show -json`; see find.
        variables: ["var", "NAME=VALUE"], ["file", "x.tfvars"] or ["unknown", NAME] each, later
            ones win; ["unknown", "*"] is every variable that has no value.
        data: file of answers for data sources, "" for the shipped one.

    Raises:
        InputError: the configuration cannot be used.
    """
    return load(subject(path), variables=pairs(variables), data=file(data), environ=os.environ)


def pairs(variables: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """The variables parameter of a notebook as load takes it, files found as find finds them."""
    return tuple((kind, str(find(text)) if kind == "file" else text) for kind, text in variables)


def file(path: str) -> Path | None:
    """An optional file parameter: None for "", else where find finds it."""
    return find(path) if path else None


def day(text: str) -> date | None:
    """An optional date parameter, as YYYY-MM-DD.

    Raises:
        InputError: the text is no date.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f'"{text}" is not a date: write it as 2026-03-31.') from error
