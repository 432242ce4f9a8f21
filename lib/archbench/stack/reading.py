"""What a stack file says, held against what it may say; a mistake is told with its line."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from archbench.errors import InputError, reason_of
from archbench.files import read_text
from archbench.frozen import frozen
from archbench.hcl.diagnostics import did_you_mean
from archbench.stack.model import Stack, StackLever
from archbench.terraform.variables import AT
from archbench.yaml_text import mistake, yaml_data, yaml_node

_FILES = ("data", "outputs", "scenarios", "usage", "waivers")
_TEXTS = ("owner", "profile")
_LISTS = ("beside", "checklists", "var_files")
KEYS = (*_FILES, *_TEXTS, *_LISTS, "levers", "variables")
_OF_LEVER = ("sets", "title", "values")


def read_stack(path: Path, boundary: Path) -> Stack:
    """What a file says, of which nothing lies outside of the boundary.

    Raises:
        InputError: as `stack_of` does.
    """
    path = _near(path)
    try:
        text = read_text(path)
        found = yaml_data(text)
        lines = _lines(text)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {reason_of(error)}.") from error
    except yaml.YAMLError as error:
        raise InputError(f"{mistake(error, path)}.") from error
    if found is None:
        return Stack(path)
    if not isinstance(found, dict):
        raise InputError(f"{path}: write keys such as `usage: usage.yml`.")
    for key in found:
        if key not in KEYS:
            hint = did_you_mean(str(key), set(KEYS))
            raise InputError(
                f'{path}:{lines.get(str(key), 1)}: nothing knows "{key}".{hint}'
                f" There are: {', '.join(sorted(KEYS))}."
            )
    reader = _Reader(path, boundary, found, lines)
    return Stack(
        path=path,
        variables=(
            *(("file", str(reader.inside("var_files", one))) for one in reader.list("var_files")),
            *reader.variables(_keys(text, "variables")),
        ),
        data=reader.file("data"),
        usage=reader.file("usage"),
        scenarios=reader.file("scenarios"),
        waivers=reader.file("waivers"),
        outputs=reader.file("outputs"),
        beside=tuple(reader.inside("beside", one) for one in reader.list("beside")),
        checklists=tuple(reader.checklist(one) for one in reader.list("checklists")),
        levers=tuple(reader.levers(_items(text, "levers"))),
        profile=reader.text("profile"),
        owner=reader.text("owner"),
    )


@frozen
class _Reader:
    """What stands under each key, held against what it must be."""

    path: Path
    boundary: Path
    found: Mapping[str, object]
    lines: Mapping[str, int]

    def wrong(self, key: str, what: str) -> InputError:
        return InputError(f"{self.path}:{self.lines.get(key, 1)}: {what}")

    def text(self, key: str) -> str:
        value = self.found.get(key)
        if value is not None and not isinstance(value, str):
            raise self.wrong(key, f"{key} is a text.")
        return value or ""

    def list(self, key: str) -> tuple[str, ...]:
        value = self.found.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, f"{key} is a list of texts, such as [{key}].")
        return tuple(value)

    def file(self, key: str) -> Path | None:
        name = self.text(key)
        return self.inside(key, name) if name else None

    def inside(self, key: str, name: str) -> Path:
        """A path that is there, and inside the repository."""
        place = (self.path.parent / name).resolve()
        if not place.is_relative_to(self.boundary):
            raise self.wrong(key, f"{key} names {name}, outside of the repository.")
        if not place.exists():
            raise self.wrong(key, f"{key} names {name}, and there is none.")
        return _near(place)

    def checklist(self, name: str) -> str:
        """A checklist that ships with archbench by its name, one of the stack by its path."""
        return str(self.inside("checklists", name)) if name.endswith(".hcl") else name

    def levers(self, lines: Sequence[int]) -> Iterator[StackLever]:
        value = self.found.get("levers") or []
        if not isinstance(value, list):
            raise self.wrong("levers", "levers is a list, each with sets and values.")
        for entry, line in zip(value, lines, strict=True):
            place = f"{self.path}:{line}"
            unknown = (
                [key for key in entry if key not in _OF_LEVER] if isinstance(entry, dict) else []
            )
            if unknown:
                hint = did_you_mean(str(unknown[0]), set(_OF_LEVER))
                raise InputError(f'{place}: a lever has no "{unknown[0]}".{hint}')
            sets = entry.get("sets") if isinstance(entry, dict) else None
            names = [sets] if isinstance(sets, str) else sets
            values = entry.get("values") if isinstance(entry, dict) else None
            if not (isinstance(names, list) and names and all(isinstance(x, str) for x in names)):
                raise InputError(f"{place}: a lever sets something, such as sets: var.count.")
            if not (isinstance(values, list) and values):
                raise InputError(f"{place}: a lever has values, such as values: [1, 2, 3].")
            yield StackLever(tuple(names), tuple(values), str(entry.get("title") or ""), place)

    def variables(self, lines: Mapping[str, int]) -> Iterator[tuple[str, str]]:
        value = self.found.get("variables") or {}
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
            raise self.wrong("variables", "variables is a map of names to values.")
        for name, one in value.items():
            yield (
                f"{AT}{self.path}:{lines.get(name, self.lines['variables'])}",
                f"{name}={_as_given(one)}",
            )


def _near(path: Path) -> Path:
    """A path as seen from where the command runs, so that answers hold no place of one machine."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # on another drive
        return path


def _as_given(value: Any) -> str:  # noqa: ANN401 whatever YAML holds
    """A value as --var takes it: text bare, anything else as HCL."""
    if isinstance(value, list | dict):
        from archbench.hcl.writer import written  # noqa: PLC0415 slow to load, and seldom used

        return written(value)
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _items(text: str, key: str) -> list[int]:
    """The lines of the items of a list."""
    root = yaml_node(text)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = (value for name, value in pairs if name.value == key)
    node = next((one for one in found if isinstance(one, yaml.SequenceNode)), None)
    return [item.start_mark.line + 1 for item in node.value] if node else []


def _keys(text: str, key: str) -> Mapping[str, int]:
    """The line of each key of a map."""
    root = yaml_node(text)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = (value for name, value in pairs if name.value == key)
    node = next((one for one in found if isinstance(one, yaml.MappingNode)), None)
    return {name.value: name.start_mark.line + 1 for name, _ in node.value} if node else {}


def _lines(text: str) -> Mapping[str, int]:
    root = yaml_node(text)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return {key.value: key.start_mark.line + 1 for key, _ in pairs}
