"""Terraform configurations: a directory or a plan becomes one Configuration."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archbench.errors import InputError

if TYPE_CHECKING:
    from archbench.terraform.configuration import Configuration


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
            later ones win, and "*" is every variable that has no value.
        data: a YAML or JSON file with answers for data sources.
        environ: where TF_VAR_name variables, TF_WORKSPACE and AWS_REGION (or AWS_DEFAULT_REGION)
            are read from; none when not given.
        root: the directory outside of which no file or module is read; the repository around the
            path (its directory with .git) when not given, or the path itself.
        source: for a plan, the directory it was made from: lines, references and the origins of
            unknown values are joined from there.

    Raises:
        InputError: the input cannot be used; the text says what, where and what to do.
    """
    place = Path(path)
    if place.is_dir():
        from archbench.terraform.session import Session  # noqa: PLC0415 a plan needs no evaluator

        session = Session(
            place,
            data=None if data is None else Path(data),
            environ=environ,
            root=None if root is None else Path(root),
        )
        return session.resolve(variables)
    if not place.exists():
        raise InputError(f"{path} does not exist. Give a directory of .tf files or a plan as JSON.")
    if variables:
        raise InputError(
            f"{path} is a plan: its variables are settled. Give --var and --var-file "
            "together with a directory."
        )
    document = _read_json(place)
    from archbench.terraform.plan import read_plan  # noqa: PLC0415 likewise
    from archbench.terraform.plan_lines import with_source  # noqa: PLC0415 likewise

    planned = read_plan(document, place.as_posix())
    if source is None:
        return planned
    given = [("var", f"{name}={text}") for name, text in _variables(document).items()]
    return with_source(planned, load(source, variables=given, data=data, root=root))


def _variables(document: Mapping[str, Any]) -> dict[str, str]:
    """The variables of a plan, as --var takes them."""
    values = {name: item.get("value") for name, item in document.get("variables", {}).items()}
    return {
        name: value if isinstance(value, str) else json.dumps(value, default=str)
        for name, value in values.items()
    }


def _read_json(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
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
