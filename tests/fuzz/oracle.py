"""What the real terraform says of expressions: hundreds in one plan.

An expression becomes a local value and the input of a terraform_data resource, in a file of its
own: a plan then says what of it is unknown and what is sensitive, and the console its type. What a
plan refuses is taken out and the rest is asked again.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from tests.record_language import terraform

BASE: Final = Path(__file__).parents[1] / "conformance" / "generated" / "base"
BATCH: Final = 400
CRASHED: Final = "terraform ended without a plan"
INFINITE: Final = "cannot serialize infinity as JSON"
_INFINITE = re.compile(rf"terraform_data\.(c\d{{5}}).*{INFINITE}")
_CASE = re.compile(r"^    (c\d{5}): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A value with its type, what of it is unknown or sensitive; or why there is none."""

    value: Any = None
    type: str = ""
    unknown: Any = False
    sensitive: Any = False
    errors: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What is worth writing down."""
        if self.errors:
            return {"errors": list(self.errors)}
        found = {"value": self.value, "type": self.type}
        marks = {"unknown": self.unknown, "sensitive": self.sensitive}
        return found | {name: part for name, part in marks.items() if part}


def source(name: str, expression: str) -> str:
    """The file of one expression."""
    return (
        f"locals {{\n{name} = {expression}\n}}\n"
        f'resource "terraform_data" "{name}" {{\n  input = local.{name}\n}}\n'
    )


def ask(expressions: list[str]) -> list[Answer]:
    """Terraform's answers, in order."""
    names = {f"c{number:05}": text for number, text in enumerate(expressions)}
    answers: dict[str, Answer] = {}
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "base"
        shutil.copytree(BASE, directory)
        terraform(directory, "init", "-backend=false")
        _ask(directory, names, answers)
    return [answers[name] for name in names]


def plans(expression: str) -> bool:
    """Whether a plan takes the expression when nothing was validated before.

    Validation evaluates everything with resources and variables unknown, even their types, and so
    finds conditionals inconsistent whose results agree in every plan.
    """
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "base"
        shutil.copytree(BASE, directory)
        terraform(directory, "init", "-backend=false")
        text = f"locals {{\nc00000 = {expression}\n}}\n"
        (directory / "c00000.tf").write_text(text, newline="")
        return bool(terraform(directory, "console", "-plan", given="type(local.c00000)\n"))


def _ask(directory: Path, names: Mapping[str, str], answers: dict[str, Answer]) -> None:
    left = dict(names)
    for name, text in left.items():
        (directory / f"{name}.tf").write_text(source(name, text), newline="")
    while True:
        refused, unplaced = _plan(directory)
        for name, summaries in refused.items():
            answers[name] = Answer(errors=tuple(sorted(summaries)))
            (directory / f"{name}.tf").unlink()
            del left[name]
        if not refused:
            break
    if not unplaced:
        answers.update(_read(directory, left))
    for name in left:
        (directory / f"{name}.tf").unlink()
    if unplaced and len(left) == 1:
        answers[next(iter(left))] = Answer(errors=(unplaced,))
    elif unplaced:
        halves = list(left.items())
        for half in (halves[: len(halves) // 2], halves[len(halves) // 2 :]):
            _ask(directory, dict(half), answers)


def _plan(directory: Path) -> tuple[dict[str, set[str]], str]:
    """The cases a plan refuses with the summaries; and what it says without naming a case."""
    found: dict[str, set[str]] = {}
    other = CRASHED
    for line in terraform(directory, "plan", "-json", "-out=tfplan").splitlines():
        try:
            message = json.loads(line)
        except ValueError:
            continue
        if message.get("type") == "change_summary":
            other = ""
        if message.get("@level") == "error" and "diagnostic" in message:
            diagnostic = message["diagnostic"]
            filename = diagnostic.get("range", {}).get("filename", "")
            infinite = _INFINITE.search(diagnostic["summary"])
            if re.fullmatch(r"c\d{5}\.tf", filename):
                found.setdefault(filename.removesuffix(".tf"), set()).add(diagnostic["summary"])
            elif infinite:
                found.setdefault(infinite[1], set()).add(INFINITE)
            else:
                other = diagnostic["summary"]
    return found, other


def _read(directory: Path, names: Mapping[str, str]) -> dict[str, Answer]:
    types = _types(directory, names)
    plan = json.loads(terraform(directory, "show", "-json", "tfplan"), parse_float=Decimal)
    found = {}
    for resource in plan.get("resource_changes", []):
        name = resource["name"]
        if name in names:
            change = resource["change"]
            unknown = cleaned(change["after_unknown"].get("input", False))
            value = None if unknown is True else change["after"].get("input")
            sensitive = change["after_sensitive"]
            marks = cleaned(sensitive.get("input", False)) if sensitive is not True else True
            found[name] = Answer(value, types.get(name, "?"), unknown, marks)
    return found


def _types(directory: Path, names: Mapping[str, str]) -> dict[str, str]:
    if not names:
        return {}
    whole = "{" + ", ".join(f"{name} = local.{name}" for name in names) + "}"
    shown = terraform(directory, "console", "-plan", given=f"type({whole})\n")
    pieces = _CASE.split(shown)
    pieces[-1] = pieces[-1].rstrip().removesuffix("})")
    pairs = zip(pieces[1::2], pieces[2::2], strict=True)
    return {name: "".join(text.replace(",", "").split()) for name, text in pairs}


def cleaned(part: Any) -> Any:  # noqa: ANN401 - JSON
    """What a plan says of unknown or sensitive parts, without what it says of all others."""
    if isinstance(part, list):
        items = [cleaned(item) for item in part]
        return items if any(item is not False for item in items) else False
    if isinstance(part, dict):
        found = {key: cleaned(item) for key, item in part.items()}
        return {key: item for key, item in found.items() if item is not False} or False
    return part is True
