"""A generated configuration planned by terraform and resolved by archbench, compared."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from archbench.errors import InputError
from archbench.hcl.plain import from_plain
from archbench.hcl.values import Plain
from archbench.terraform.session import Session
from tests.fuzz.oracle import cleaned
from tests.fuzz.ours import bare, infinite, sensitive_part
from tests.hcl.language import unknown_part
from tests.record_language import terraform
from tests.terraform_cli import RECORDED_WITH

VALIDATION_ONLY = "refused in validation only"
_NULL = (None, False, False)
_ARGUMENTS = ("input", "triggers_replace")


@dataclass(frozen=True, slots=True)
class Planned:
    """Arguments by address and outputs, each (value, unknown, sensitive); or why not."""

    values: Mapping[str, Any]
    refused: tuple[str, ...] = ()


def write(directory: Path, files: Mapping[str, str]) -> None:
    """The files of a configuration."""
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def planned(files: Mapping[str, str]) -> Planned:
    """What terraform says."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        write(directory, files)
        said = terraform(directory, "init", "-backend=false", "-json")
        said += terraform(directory, "plan", "-json", "-input=false", "-out=tfplan")
        refused, complete = [], False
        for line in said.splitlines():
            message = json.loads(line) if line.startswith("{") else {}
            complete = complete or message.get("type") == "change_summary"
            if message.get("@level") == "error" and "diagnostic" in message:
                diagnostic = message["diagnostic"]
                place = diagnostic.get("range", {})
                line_ = place.get("start", {}).get("line", 0)
                refused.append(f"{diagnostic['summary']} {place.get('filename', '')}:{line_}")
        if refused and terraform(directory, "console", "-plan", given="1\n"):
            return Planned({}, (VALIDATION_ONLY,))  # a console plans without validating
        if refused or not complete:
            return Planned({}, tuple(refused) or ("terraform ended without a plan",))
        plan = json.loads(terraform(directory, "show", "-json", "tfplan"), parse_float=Decimal)
    return Planned(_read(plan))


def _read(plan: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for resource in plan.get("resource_changes", []):
        change = resource["change"]
        if change["after"] is None:
            continue
        for name in _ARGUMENTS:
            unknown = cleaned(change["after_unknown"].get(name, False))
            value = None if unknown is True else change["after"].get(name)
            sensitive = cleaned(change["after_sensitive"].get(name, False))
            found[f"{resource['address']}.{name}"] = (value, unknown, sensitive)
    for name, change in plan.get("output_changes", {}).items():
        unknown = cleaned(change["after_unknown"])
        value = None if unknown is True else change.get("after")
        found[f"output.{name}"] = (value, unknown, change["after_sensitive"] is True)
    return found


def resolved(files: Mapping[str, str]) -> Planned:
    """What archbench says."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        write(directory, files)
        try:
            configuration = Session(directory, terraform=RECORDED_WITH).resolve()
        except InputError as error:
            return Planned({}, (str(error),))
        errors = [str(item) for item in configuration.diagnostics if item.severity == "error"]
        errors += [f"{item.address}: {item.reason}" for item in configuration.unexpanded]
    if errors:
        return Planned({}, tuple(errors))
    found: dict[str, Any] = {}
    for instance in configuration.managed():
        for argument in _ARGUMENTS:
            found[f"{instance.address}.{argument}"] = _shown(instance.values.get(argument))
    for output in configuration.outputs:
        value, unknown, _ = _shown(output.value)
        if value is not None or unknown is not False:  # a plan leaves out outputs that are null
            found[f"output.{output.name}"] = (value, unknown, output.sensitive)
    if any(item[0] == "infinite" for item in found.values()):
        return Planned({}, ("infinite",))
    return Planned(found)


def _shown(value: Plain) -> tuple[Any, Any, Any]:
    inner = from_plain(value)
    if infinite(inner):
        return "infinite", False, False
    unknown = cleaned(unknown_part(inner))
    return (None if unknown is True else bare(inner)), unknown, cleaned(sensitive_part(inner))


def different(mine: Planned, theirs: Planned) -> list[str]:
    """What differs, one line each."""
    if theirs.refused and (mine.refused or theirs.refused == (VALIDATION_ONLY,)):
        return []
    if mine.refused or theirs.refused:
        who = "archbench" if mine.refused else "terraform"
        return [f"refused by {who}: {'; '.join(mine.refused or theirs.refused)}"]
    lines = []
    for place in sorted(mine.values.keys() | theirs.values.keys()):
        one, other = mine.values.get(place, _NULL), theirs.values.get(place, _NULL)
        if one[:2] == other[:2] == _NULL[:2]:
            continue  # null, sensitive or not, or left out
        if one != other:
            lines.append(f"{place}: archbench {one}, terraform {other}")
    return lines
