"""Where the dials stand, kept as a scenario of the stack's own file."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from archbench.errors import InputError, reason_of
from archbench.files import read_text, write_atomic
from archbench.frozen import replace
from archbench.hcl.writer import Json
from archbench.lab.board import Board
from archbench.whatif.reading import read_scenarios
from archbench.whatif.scenario import Scenario
from archbench.yaml_text import yaml_data

NAME = "scenarios.yml"
"""The file that is begun beside a stack that has none."""

_MAPS: Mapping[str, str] = {"var": "variables", "attribute": "attributes"}


def save(bench: Board, name: str) -> str:
    """Add a scenario to the file, with all that stands in it kept as it is; says where it is.

    Raises:
        InputError: there is no name, it is taken, no dial is turned, or the file cannot be written
            or does not end with its list; nothing is changed then.
    """
    name = name.strip()
    if not name:
        raise InputError("Give the scenario a name.")
    if name in {item.name for item in bench.scenarios}:
        raise InputError(f'There is a scenario "{name}" already.')
    if not bench.turned:
        raise InputError("Every lever stands where the stack does: turn one first.")
    entry = as_entry(replace(bench.scenario, name=name))
    base = bench.bench.base.path
    file = bench.file or (base if base.is_dir() else base.parent) / NAME
    try:
        write_atomic(file, _with(file, entry))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be written: {reason_of(error)}.") from error
    bench.file, bench.scenarios = file, read_scenarios(file)
    return f"Saved in {file.as_posix()}."


def as_entry(scenario: Scenario) -> dict[str, Json]:
    """A scenario as its file writes it."""
    entry: dict[str, Json] = {"name": scenario.name}
    if scenario.why:
        entry["why"] = scenario.why
    for kind, key in _MAPS.items():
        changes = [item for item in scenario.changes if item.lever.kind == kind]
        if changes:
            entry[key] = {item.lever.path[0]: item.value for item in changes}
    if scenario.usage:
        entry["usage"] = scenario.usage
    single = (item for item in scenario.changes if not item.lever.path)
    return entry | {item.lever.kind: item.value for item in single}


def _with(file: Path, entry: Mapping[str, Json]) -> str:
    """The text of the file with the entry at the end of its list."""
    before = read_text(file) if file.exists() else "scenarios:\n"
    lines = yaml.safe_dump([dict(entry)], sort_keys=False, allow_unicode=True).splitlines()
    indent = "  " if "\n- " not in before else ""
    added = "".join(f"{indent}{line}\n" for line in lines)
    gap = "" if before.endswith("\n") else "\n"
    text = f"{before}{gap}{'' if before == 'scenarios:' + chr(10) else chr(10)}{added}"
    if _listed(text) != [*_listed(before), dict(entry)]:
        raise InputError(f"{file} does not end with its list: write this into it.\n{added}")
    return text


def _listed(text: str) -> list[object]:
    try:
        document = yaml_data(text)
    except yaml.YAMLError:
        return []
    found = document.get("scenarios") if isinstance(document, dict) else None
    return list(found) if isinstance(found, list) else []
