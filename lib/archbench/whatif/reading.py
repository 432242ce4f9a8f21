"""Reads scenarios from YAML, and changes and sweeps from what a command is given."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from archbench.cost.distribution import is_range
from archbench.errors import InputError, reason_of
from archbench.files import read_text
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.writer import Json
from archbench.whatif.scenario import Change, Lever, LeverKind, Scenario
from archbench.yaml_text import mistake, repeated, yaml_data, yaml_node

_MAPS: Mapping[str, LeverKind] = {"variables": "var", "attributes": "attribute", "usage": "usage"}
_TEXTS: tuple[LeverKind, ...] = ("region", "purchase", "price_book", "patch")
_KEYS = ("name", "why", *_MAPS, *_TEXTS)


def read_scenarios(path: Path) -> tuple[Scenario, ...]:
    """The scenarios of a YAML file, in its order; each change knows its line.

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
    if (key := repeated(root)) is not None:
        place = f"{path}:{key.start_mark.line + 1}"
        raise InputError(f'{place}: "{key.value}" stands twice: write it once.')
    entries = document.get("scenarios") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise InputError(f"{path}: write a list of scenarios under `scenarios:`.")
    nodes = _children(root).get("scenarios")
    found = tuple(
        _Reader(path, node).scenario(entry)
        for entry, node in zip(entries, nodes.value if nodes else (), strict=True)
    )
    first: dict[str, str] = {}
    for one in found:
        if one.name in first:
            raise InputError(
                f'{one.place}: two scenarios are named "{one.name}", the other at '
                f"{first[one.name]}: give each its own name."
            )
        first[one.name] = one.place
    return found


class _Reader:
    """Reads one scenario, which stands at a node of a file."""

    def __init__(self, path: Path, node: yaml.Node) -> None:
        self._path = path
        self._node = node

    def scenario(self, entry: object) -> Scenario:
        """The scenario that the data of the node says."""
        place = self._place(self._node)
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise InputError(f"{place}: a scenario needs a name: write `name: ...` in it.")
        lines = _keys(self._node)
        for key in entry:
            if key not in _KEYS:
                raise InputError(
                    f'{self._place(lines.get(str(key), self._node))}: a scenario has no "{key}".'
                    f"{did_you_mean(str(key), _KEYS)} It has: {', '.join(sorted(_KEYS))}."
                )
        for key in _MAPS:
            if not isinstance(entry.get(key, {}), dict):
                where = self._place(lines[key])
                raise InputError(f"{where}: {key} is a mapping of names to values.")
        for key in _TEXTS:
            if not isinstance(entry.get(key, ""), str):
                raise InputError(f"{self._place(lines[key])}: {key} is a text.")
        changes = tuple(self._changes(entry))
        found = Scenario(entry["name"], str(entry.get("why", "")), changes, place)
        for item in found.of("var"):
            if not item.lever.path[0].replace("-", "_").isidentifier():
                raise InputError(f'{item.place}: "{item.lever.path[0]}" cannot name a variable.')
        return found

    def _changes(self, entry: Mapping[str, Json]) -> Iterator[Change]:
        nodes, lines = _children(self._node), _keys(self._node)
        for key, kind in _MAPS.items():
            below = entry.get(key) or {}
            if kind == "usage":
                yield from self._usage(below, nodes.get(key), ())
            elif isinstance(below, Mapping):
                places = _keys(nodes.get(key))
                for name, value in below.items():
                    place = self._place(places.get(str(name), self._node))
                    yield Change(Lever(kind, (str(name),)), value, place)
        for kind in _TEXTS:
            if value := entry.get(kind):
                place = self._place(lines.get(kind, self._node))
                yield Change(Lever(kind), value, place)

    def _usage(
        self, data: Json, node: yaml.Node | None, before: tuple[str, ...]
    ) -> Iterator[Change]:
        if not isinstance(data, Mapping):
            return
        places, below = _keys(node), _children(node)
        for key, value in data.items():
            path = (*before, str(key))
            if isinstance(value, Mapping) and not is_range(value):
                yield from self._usage(value, below.get(str(key)), path)
            else:
                yield Change(Lever("usage", path), value, self._place(places.get(str(key), node)))

    def _place(self, node: yaml.Node | None) -> str:
        return f"{self._path}:{node.start_mark.line + 1}" if node else str(self._path)


def _keys(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """The nodes of the keys of a mapping, by what they say."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {str(key.value): key for key, _ in pairs}


def _children(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """The nodes under the keys of a mapping."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {str(key.value): value for key, value in pairs}
