"""Ask the real terraform for the answers in tests/conformance/functions and write them down.

Run as `python tests/record_functions.py [name...]`; needs terraform 1.11 on PATH and nothing else.
A case is an expression; what is recorded beside it is one of

    json, type   the value, wholly known: its jsonencode() and its type
    shown, type  the value as the console shows it, because part of it is unknown or sensitive
    error        terraform refuses; its words
    plan         whether a plan knows the value ("known", "unknown"), for what differs on each run
"""

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CASES = Path(__file__).parent / "conformance" / "functions"
WORKSPACE = CASES / "workspace"
ANEW = ("bcrypt", "plantimestamp", "timestamp", "uuid")
_NOISE = re.compile(r"\x1b\[[0-9;]*m|[╷│╵]")


def terraform(*arguments: str, directory: Path, given: str = "") -> str:
    """What terraform prints, errors too."""
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    done = subprocess.run(
        ["terraform", *arguments],
        cwd=directory,
        env=environment,
        input=given,
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return (done.stdout + done.stderr).rstrip("\n")


def console(expression: str) -> str:
    """What `terraform console` answers."""
    return terraform("console", directory=WORKSPACE, given=expression + "\n")


def failure(answer: str) -> str | None:
    """Summary and detail of an error, on one line."""
    plain = _NOISE.sub("", answer)
    if "Error: " not in plain:
        return None
    text = plain.partition("Error: ")[2].partition("goroutine 1 [running]")[0]
    return " ".join(re.sub(r"on <console-input>.*\n.*available\)", "", text).split())


def ask(expression: str) -> dict[str, str]:
    """The recorded answer for one expression."""
    if any(re.search(rf"\b{name}\(", expression) for name in ANEW):
        return plan(expression)
    encoded = console(f"jsonencode({expression})")
    if encoded.startswith('"'):
        text = ast.literal_eval(encoded)
        return {"json": text, "type": type_of(expression)}
    shown = console(expression)
    error = failure(shown)
    if error is not None:
        return {"error": error}
    return {"shown": shown, "type": type_of(expression)}


def type_of(expression: str) -> str:
    """The type as the console shows it, without white space."""
    return "".join(console(f"type({expression})").split()).replace(",)", ")")


def plan(expression: str) -> dict[str, str]:
    """Whether a plan knows the value of an output."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        (directory / "main.tf").write_text(f'output "answer" {{\n  value = {expression}\n}}\n')
        error = failure(terraform("plan", "-no-color", "-out=plan", directory=directory))
        if error is not None:
            return {"error": error}
        shown = json.loads(terraform("show", "-json", "plan", directory=directory))
    unknown = shown["output_changes"]["answer"]["after_unknown"]
    return {"plan": "unknown" if unknown else "known"}


def signatures() -> str:
    """Every function's parameters and types, without the prose."""
    found = json.loads(terraform("metadata", "functions", "-json", directory=WORKSPACE))
    rows = found["function_signatures"]
    for row in rows.values():
        for item in (row, *row.get("parameters", ()), row.get("variadic_parameter") or {}):
            item.pop("description", None)
    return json.dumps(rows, indent=1, sort_keys=True) + "\n"


def main(names: list[str]) -> None:
    """Record the named functions, or all."""
    (CASES.parent / "function_signatures.json").write_text(signatures())
    for path in sorted(CASES.glob("*.json")):
        if names and path.stem not in names:
            continue
        recorded = [
            {"expression": case["expression"], **ask(case["expression"])}
            for case in json.loads(path.read_text())
        ]
        path.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
