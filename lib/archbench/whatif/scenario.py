"""Scenarios as people write them: a name, a reason, variables, usage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from archbench.errors import InputError, reason_of
from archbench.files import read_text
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.writer import Json, tfvars
from archbench.yaml_text import mistake, yaml_data, yaml_node

_KEYS = {"name", "why", "variables", "usage"}


@dataclass(frozen=True, slots=True)
class Scenario:
    """One change to look at: variables as a .tfvars file sets them, usage laid over the one used.

    place is "file:line" of where it is written, for messages.
    """

    name: str
    why: str = ""
    variables: Mapping[str, Json] = field(default_factory=dict)
    usage: Mapping[str, Json] = field(default_factory=dict)
    place: str = ""

    @property
    def tfvars(self) -> str:
        """The variables as HCL text, ready for a .tfvars file."""
        return tfvars(self.variables)


def read_scenarios(path: Path) -> tuple[Scenario, ...]:
    """The scenarios of a YAML file, in its order.

    Raises:
        InputError: the file cannot be read, or a scenario is not of the described shape.
    """
    try:
        text = read_text(path)
        root = yaml_node(text)
        document = yaml_data(text)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as scenarios: {reason_of(error)}.") from error
    except yaml.YAMLError as error:
        raise InputError(f"{mistake(error, path)}.") from error
    entries = document.get("scenarios") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise InputError(f"{path}: write a list of scenarios under `scenarios:`.")
    lines = [node.start_mark.line + 1 for node in _nodes(root)]
    found = tuple(
        _scenario(entry, f"{path}:{line}") for entry, line in zip(entries, lines, strict=True)
    )
    names = [scenario.name for scenario in found]
    for scenario in found:
        if names.count(scenario.name) > 1:
            raise InputError(f'{scenario.place}: two scenarios are named "{scenario.name}".')
    return found


def _nodes(root: yaml.Node | None) -> list[yaml.Node]:
    """The nodes of the scenarios, which know their lines."""
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return next((list(value.value) for key, value in pairs if key.value == "scenarios"), [])


def _scenario(entry: object, place: str) -> Scenario:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise InputError(f"{place}: a scenario needs a name.")
    for key in entry:
        if key not in _KEYS:
            raise InputError(
                f'{place}: a scenario has no "{key}".{did_you_mean(str(key), _KEYS)}'
                f" It has: {', '.join(sorted(_KEYS))}."
            )
    for key in ("variables", "usage"):
        if not isinstance(entry.get(key, {}), dict):
            raise InputError(f"{place}: {key} is a mapping of names to values.")
    scenario = Scenario(
        entry["name"],
        str(entry.get("why", "")),
        entry.get("variables", {}),
        entry.get("usage", {}),
        place,
    )
    try:
        scenario.tfvars  # noqa: B018  (a name Terraform does not allow is said here)
    except ValueError as error:
        raise InputError(f"{place}: {error}.") from error
    return scenario
