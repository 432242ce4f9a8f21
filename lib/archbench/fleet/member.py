"""Which configurations a fleet is made of: a list in a file, or patterns of paths.

configurations:
  - stacks/shop                    # a path, relative to the list
  - path: stacks/pay
    revision: v1.2                 # as git names it, in place of the files as they are
    name: pay as released          # on the page; the path, and the revision, when not given
"""

import glob
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml

from archbench.errors import InputError, reason_of
from archbench.files import read_text
from archbench.frozen import replace
from archbench.hcl.diagnostics import did_you_mean
from archbench.terraform.files import boundary_of, configuration_files
from archbench.yaml_text import mistake, yaml_data

_LIST = "configurations"
_KEYS = ("name", "path", "revision")
_ENDINGS = (".yml", ".yaml")
_HIDDEN = ".terraform"


@dataclass(frozen=True, slots=True)
class Member:
    """One configuration: a directory or plan, as it is or at a revision of its repository."""

    name: str
    path: Path
    revision: str = ""

    @property
    def subject(self) -> str:
        """What it is called from anywhere: its repository, and its path in it.

        Outside of a repository many directories share a name, so that a mark of the place follows.
        """
        top = boundary_of(self.path if self.path.is_dir() else self.path.parent)
        inside = self.path.resolve().relative_to(top.resolve()).as_posix()
        name = top.name
        if not (top / ".git").exists():
            name = f"{name} ({sha256(str(top).encode()).hexdigest()[:8]})"
        return name if inside == "." else f"{name}/{inside}"


@dataclass(frozen=True, slots=True)
class FleetMembers:
    """The members by name, and how many directories the patterns led to that hold nothing."""

    members: tuple[Member, ...]
    passed_over: int = 0


def read_fleet(given: Sequence[str]) -> FleetMembers:
    """The configurations that files and patterns name, each once.

    Args:
        given: lists (*.yml, *.yaml), directories, plans (*.json), or patterns as the shell has
            them, in which ** stands for any directories.

    Raises:
        InputError: a list cannot be read, what it names is not there, or nothing is named.
    """
    found: list[Member] = []
    passed = 0
    for text in given:
        if text.endswith(_ENDINGS) and Path(text).is_file():
            found += _listed(Path(text))
            continue
        for path in _matches(text):
            if _is_configuration(path):
                found.append(Member("", path))
            else:
                passed += 1
    members = _named(dict.fromkeys(found))
    if not members:
        raise InputError(f"No configuration is named by {', '.join(given)}: no directory of *.tf.")
    return FleetMembers(members, passed)


def _matches(text: str) -> list[Path]:
    """What a path or pattern leads to, without what Terraform keeps for itself."""
    if Path(text).exists():
        return [Path(text)]
    leads = glob.glob(text, recursive=True)  # noqa: PTH207 it may begin at the root
    found = [Path(item) for item in sorted(leads)]
    if not found:
        raise InputError(f"{text} leads to nothing. Check how it is written.")
    kept = (path for path in found if _HIDDEN not in path.parts)
    return [path for path in kept if path.is_dir() or path.suffix == ".json"]


def _is_configuration(path: Path) -> bool:
    return path.is_file() or any(map(len, configuration_files(path, tofu=True)))


def _listed(path: Path) -> Iterator[Member]:
    try:
        data = yaml_data(read_text(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {reason_of(error)}.") from error
    except yaml.YAMLError as error:
        raise InputError(f"{mistake(error, path)}.") from error
    rows = data.get(_LIST) if isinstance(data, Mapping) else None
    if not isinstance(rows, list) or not rows or data.keys() != {_LIST}:
        raise InputError(f"{path}: write `{_LIST}:` and a list of paths, and nothing beside it.")
    for number, row in enumerate(rows, start=1):
        yield _row(path, f"{path}: entry {number}", row)


def _row(path: Path, place: str, row: object) -> Member:
    fields = {"path": row} if isinstance(row, str) else row
    if not isinstance(fields, Mapping) or not all(isinstance(v, str) for v in fields.values()):
        raise InputError(f"{place}: write a path, or texts under {', '.join(_KEYS)}.")
    for key in fields:
        if key not in _KEYS:
            raise InputError(f'{place}: nothing knows "{key}".{did_you_mean(str(key), set(_KEYS))}')
    if not fields.get("path"):
        raise InputError(f"{place} has no path.")
    found = Path(os.path.relpath(path.parent / fields["path"]))
    revision = fields.get("revision", "")
    if not revision and not found.exists():
        raise InputError(f"{place} names {fields['path']}, and there is none.")
    return Member(fields.get("name", ""), found, revision)


def _named(found: Sequence[Member] | Mapping[Member, None]) -> tuple[Member, ...]:
    """Each with a name that no other has."""
    named = []
    for item in found:
        plain = item.path.as_posix() + (f" at {item.revision}" if item.revision else "")
        named.append(replace(item, name=item.name or plain))
    names = [item.name for item in named]
    double = next((name for name in names if names.count(name) > 1), "")
    if double:
        raise InputError(f'Two configurations are named "{double}": give each a name of its own.')
    return tuple(named)
