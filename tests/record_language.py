"""Ask the real terraform for the answers in tests/conformance/language and write them down.

Run as `python -m tests.record_language [family...]`; needs terraform 1.11 on PATH, no provider.
A case is an expression, written as the value of an output in a file of its own beside base.tf, or
as the default of a variable with a type constraint. What a plan answers is recorded next to it:

    value    the value, where it is known
    unknown  what of it is not: true, or a list or object of the same
    type     its type as the console shows it (without blanks and commas), where all is known
    errors   the summaries of terraform's diagnostics, when it refuses the expression
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archbench.files import write_atomic

CASES = Path(__file__).parent / "conformance" / "language"
_BATCH = 120

Case = dict[str, Any]


def terraform(directory: Path, *arguments: str, given: str | None = None) -> str:
    """What terraform prints to standard output."""
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    done = subprocess.run(
        ["terraform", *arguments],
        cwd=directory,
        env=environment,
        input=given,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.stdout


def source(name: str, case: Case) -> bytes:
    """The file of one case; line ends stay as they are."""
    expression = case["expression"]
    if "constraint" not in case:
        return f'output "{name}" {{\n  sensitive = true\n  value = {expression}\n}}\n'.encode()
    variable = (
        f'variable "{name}" {{\n  type = {case["constraint"]}\n  default = {expression}\n}}\n'
    )
    return f'{variable}output "{name}" {{\n  value = var.{name}\n}}\n'.encode()


def record(given: list[Case]) -> list[Case]:
    """Some cases with their answers, in their order."""
    asked = ("constraint", "expression")
    cases: dict[str, Case] = {
        f"c{number:04}": {key: case[key] for key in asked if key in case}
        for number, case in enumerate(given)
    }
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        directory.joinpath("base.tf").write_bytes((CASES / "base.tf").read_bytes())
        terraform(directory, "init", "-backend=false")
        for key, case in cases.items():
            directory.joinpath(f"{key}.tf").write_bytes(source(key, case))
        while refused := _refused(directory):
            for key, summaries in refused.items():
                cases[key]["errors"] = sorted(summaries)
                directory.joinpath(f"{key}.tf").unlink()
        _values(directory, cases)
        for path in directory.glob("c*.tf"):
            _type(directory, path, cases[path.stem])
    return list(cases.values())


def _refused(directory: Path) -> dict[str, set[str]]:
    """The cases a plan refuses, with the summaries of what it says."""
    found: dict[str, set[str]] = {}
    other: list[str] = []
    for line in terraform(directory, "plan", "-json", "-out=tfplan").splitlines():
        message = json.loads(line)
        if message.get("@level") != "error" or "diagnostic" not in message:
            continue
        diagnostic = message["diagnostic"]
        filename = diagnostic.get("range", {}).get("filename", "")
        if filename.startswith("c"):
            found.setdefault(filename.removesuffix(".tf"), set()).add(diagnostic["summary"])
        else:
            other.append(f"{diagnostic['summary']}: {diagnostic['detail']}")
    if other and not found:
        raise SystemExit("\n".join(other))
    return found


def _values(directory: Path, cases: dict[str, Case]) -> None:
    """Take over what the plan says of every output."""
    plan = json.loads(terraform(directory, "show", "-json", "tfplan"), parse_float=_number)
    for key, change in plan["output_changes"].items():
        unknown = change["after_unknown"]
        if unknown is not True:
            cases[key]["value"] = change.get("after")
        if _any(unknown):
            cases[key]["unknown"] = unknown


def _number(text: str) -> dict[str, str]:
    """A number that is not whole, with all its digits."""
    return {"number": text}


def _any(unknown: object) -> bool:
    if isinstance(unknown, dict | list):
        items = unknown.values() if isinstance(unknown, dict) else unknown
        return any(_any(item) for item in items)
    return unknown is True


def _type(directory: Path, path: Path, case: Case) -> None:
    if "unknown" in case or "terraform_data" in case["expression"]:
        return
    text = path.read_bytes()
    name = f"var.{path.stem}"
    if "constraint" not in case:
        name = f"local.{path.stem}"
        path.write_bytes(f"locals {{\n  {path.stem} = {case['expression']}\n}}\n".encode())
    shown = terraform(directory, "console", given=f"type({name})\n")
    case["type"] = "".join(shown.replace(",", "").split())
    path.write_bytes(text)


def families(names: list[str]) -> Iterator[Path]:
    """The files of cases, all or those named."""
    for path in sorted(CASES.glob("*.json")):
        if not names or path.stem in names:
            yield path


def main(names: list[str]) -> None:
    """Record every case anew."""
    for path in families(names):
        given = json.loads(path.read_text())
        cases = [
            case
            for start in range(0, len(given), _BATCH)
            for case in record(given[start : start + _BATCH])
        ]
        lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
        write_atomic(path, f"[\n{lines}\n]\n")
        refused = sum("errors" in case for case in cases)
        sys.stdout.write(f"{path.stem}: {len(cases)} cases, {refused} refused\n")


if __name__ == "__main__":
    main(sys.argv[1:])
