"""Record what Terraform says of wrong configurations: python -m tests.record_refused PLUGINS.

tests/refused holds the configurations, each with one mistake: those of core.txt need no provider
and are asked about one by one (validate, then plan), those of provider.txt all together. What
terraform with hashicorp/aws 5.100.0 says, and where, goes to recorded.json beside them.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archbench.files import write_atomic
from tests.record_schema import CONFIGURATION

HERE = Path(__file__).parent / "refused"
RECORDED = HERE / "recorded.json"
Said = list[tuple[str, int, str]]
"""File, line and summary of each error; "" and 0 where it has no place, as a circle has none."""


def cases(kind: str) -> Mapping[str, Mapping[str, str]]:
    """The configurations of a file, by name: the text of each of their files."""
    found: dict[str, dict[str, str]] = {}
    for part in (HERE / f"{kind}.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        name, _, text = part.partition("\n")
        main, *others = text.split("--- ")
        found[name] = {"main.tf": main}
        for other in others:
            file, _, inside = other.partition("\n")
            found[name][file] = inside
    return found


def write(directory: Path, files: Mapping[str, str]) -> None:
    """A configuration on disk."""
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")


def _terraform(directory: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["terraform", *arguments],
        cwd=directory,
        env={**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout


def _errors(items: Iterator[dict[str, Any]]) -> Said:
    nowhere = {"filename": "", "start": {"line": 0}}
    errors = [item for item in items if item["severity"] == "error"]
    places = [item.get("range", nowhere) for item in errors]
    found = [
        (place["filename"], place["start"]["line"], item["summary"])
        for place, item in zip(places, errors, strict=True)
    ]
    return sorted(dict.fromkeys(found))


def _of_core(files: Mapping[str, str]) -> Said:
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary)
        write(directory, files)
        _terraform(directory, "init", "-backend=false", "-input=false")
        validated = json.loads(_terraform(directory, "validate", "-json"))["diagnostics"]
        said = _errors(iter(validated))
        if not said:
            lines = _terraform(directory, "plan", "-json", "-input=false").splitlines()
            told = (json.loads(line) for line in lines)
            said = _errors(item["diagnostic"] for item in told if "diagnostic" in item)
        return said


def _of_provider(plugins: str) -> dict[str, Said]:
    found: dict[str, Said] = {}
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary)
        write(directory, {"providers.tf": CONFIGURATION})
        for number, (name, files) in enumerate(cases("provider").items()):
            # every label its own, so that all of them make one configuration
            head, rest = files["main.tf"].split("{", 1)
            type_, label = head.split('"')[1], head.split('"')[3]
            text = f'resource "{type_}" "{label}_{number}" {{{rest}'
            write(directory, {f"{name}.tf": text})
        _terraform(directory, "init", f"-plugin-dir={plugins}")
        items = json.loads(_terraform(directory, "validate", "-json"))["diagnostics"]
        for file, line, summary in _errors(iter(items)):
            found.setdefault(file.removesuffix(".tf"), []).append(("main.tf", line, summary))
    return found


def main() -> None:
    """Write recorded.json, and tell which configurations terraform takes."""
    recorded = {name: _of_core(files) for name, files in cases("core").items()}
    recorded |= _of_provider(sys.argv[1])
    for kind in ("core", "provider"):
        for name in cases(kind):
            if not recorded.get(name):
                sys.stdout.write(f"terraform takes {kind} {name}\n")
    text = json.dumps(dict(sorted(recorded.items())), indent=1, ensure_ascii=False)
    write_atomic(RECORDED, (text + "\n").encode())


if __name__ == "__main__":
    main()
