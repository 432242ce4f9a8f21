"""Terraform configurations: a directory or a plan becomes one Configuration."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archbench.errors import InputError
from archbench.files import MOST_BYTES_MADE, read_text
from archbench.json_text import json_data

if TYPE_CHECKING:
    from archbench.terraform.configuration import Configuration


REGION_OF_A_PLAN = "ARCHBENCH_REGION"
"""The variable of the environment with the region of a plan or state that does not say it."""

Again = Callable[[Mapping[str, str]], "Configuration"]
"""Gives a configuration once more with these variables set; raises InputError as loading does."""


def load(  # noqa: PLR0913 what a configuration depends on
    path: str | Path,
    *,
    variables: Sequence[tuple[str, str]] = (),
    data: str | Path | None = None,
    environ: Mapping[str, str] | None = None,
    root: str | Path | None = None,
    source: str | Path | None = None,
) -> "Configuration":
    """The configuration at a path, resolved.

    Args:
        path: a directory with .tf files, or a JSON file made by `terraform show -json`.
        variables: ("var", "NAME=VALUE"), ("file", FILENAME) and ("unknown", NAME or "*") pairs;
            later ones win, and "*" is every variable that has no value. ("at FILE:LINE",
            "NAME=VALUE") is one that stands there; ("json", "NAME=JSON") is exactly this value,
            null included, as a plan has it.
        data: a YAML or JSON file with answers for data sources; a plan has its own.
        environ: where TF_VAR_name variables, TF_WORKSPACE, AWS_REGION (or AWS_DEFAULT_REGION)
            and ARCHBENCH_MOST_INSTANCES are read from; none when not given. For a plan or state
            ARCHBENCH_REGION alone, the region where it says none.
        root: the directory outside of which no file or module is read; the repository around the
            path (its directory with .git) when not given, or the path itself.
        source: for a plan, the directory it was made from: lines, references and the origins of
            unknown values are joined from there. When not given it is the directory in which the
            plan lies, where that has .tf files that say what the plan says.

    Raises:
        InputError: the input cannot be used; the text says what, where and what to do.
    """
    return load_again(
        path, variables=variables, data=data, environ=environ, root=root, source=source
    )[0]


def load_again(  # noqa: PLR0913 as load
    path: str | Path,
    *,
    variables: Sequence[tuple[str, str]] = (),
    data: str | Path | None = None,
    environ: Mapping[str, str] | None = None,
    root: str | Path | None = None,
    source: str | Path | None = None,
) -> "tuple[Configuration, Again | None]":
    """A configuration as `load` gives it, and how to have it again with other variables.

    Without the files no expression is known, so that of a plan alone there is no other reading.

    Raises:
        InputError: as `load` does.
    """
    place = Path(path)
    boundary = None if root is None else Path(root)
    if place.is_dir():
        from archbench.terraform.session import Session  # noqa: PLC0415 a plan needs no evaluator

        answers = None if data is None else Path(data)
        session = Session(place, data=answers, environ=environ, root=boundary, variables=variables)

        def again(changed: Mapping[str, str]) -> "Configuration":
            more = tuple(("var", f"{name}={value}") for name, value in changed.items())
            return session.resolve((*variables, *more))

        return again({}), again
    if not place.exists():
        raise InputError(f"{path} does not exist. Give a directory of .tf files or a plan as JSON.")
    if variables:
        raise InputError(
            f"{path} is a plan: its variables are settled. Give --var and --var-file "
            "together with a directory."
        )
    document = _read_json(place)
    from archbench.terraform.plan import read_plan  # noqa: PLC0415 likewise

    planned = read_plan(document, place.as_posix(), (environ or {}).get(REGION_OF_A_PLAN))
    if source is None and ("configuration" not in document or not _has_files(place.parent)):
        return planned, None
    from archbench.terraform.plan_lines import beside, found_beside  # noqa: PLC0415 likewise

    if source is None:
        return found_beside(planned, document, place, boundary) or (planned, None)
    return beside(planned, document, Path(source), boundary)


def _has_files(directory: Path) -> bool:
    """Whether a configuration lies there, which a plan may have been made from."""
    from archbench.terraform.files import configuration_files  # noqa: PLC0415 likewise

    return any(configuration_files(directory, tofu=True))


def _read_json(path: Path) -> Mapping[str, Any]:
    try:
        document = json_data(read_text(path, MOST_BYTES_MADE))
    except (ValueError, OSError) as error:
        raise InputError(
            f"{path} cannot be read as JSON ({error}). Give a directory of .tf files, or a plan "
            "or state written by `terraform show -json`."
        ) from error
    if not isinstance(document, dict):
        raise InputError(
            f"{path} is not the JSON of a plan or state: it is no object. Make it with "
            "`terraform show -json PLANFILE`."
        )
    return document
