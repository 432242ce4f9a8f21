"""The files of a module: which are read, in what order, and never from outside the boundary."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from archbench.errors import InputError
from archbench.frozen import field, record
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.source import Position, SourceRange
from archbench.terraform.opentofu import ENDINGS, stands_for

LARGEST = 8 * 1024 * 1024
"""Bytes of the largest file read; the largest hand-written module known is under 1 MiB."""


def boundary_of(path: Path) -> Path:
    """The directory outside of which nothing is read: the enclosing repository, else the path.

    Examples in a repository call the module above them, so the path alone would be too narrow.
    """
    place = path.resolve()
    for directory in (place, *place.parents):
        if (directory / ".git").exists():
            return directory
    return place


@record
class Files:
    """Reads text inside a boundary; names are relative to the root, with forward slashes."""

    root: Path
    boundary: Path
    sources: dict[str, str] = field(default_factory=dict)
    overlay: Mapping[Path, str] = field(default_factory=dict)
    """Texts read in place of what lies at these resolved paths: a change on trial."""
    tofu: bool = False
    """Whether modules are read as OpenTofu reads them, with its own files."""

    def name(self, path: Path) -> str:
        """The name of a path in messages."""
        return Path(os.path.relpath(path, self.root)).as_posix()

    def added(self, directory: Path, *, overriding: bool) -> tuple[Path, ...]:
        """The files of a module that only the overlay has, of one of the two sorts."""
        place = directory.resolve()
        return tuple(
            path
            for path in sorted(self.overlay)
            if path.parent == place and _is_override(path.name) == overriding and not path.exists()
        )

    def inside(self, path: Path) -> bool:
        """Whether a path, links followed, lies within the boundary."""
        try:
            return path.resolve().is_relative_to(self.boundary.resolve())
        except (RuntimeError, ValueError):  # links that lead to one another, a NUL in the name
            return False

    def read(  # noqa: PLR0911 one case per thing that can be wrong
        self, path: Path
    ) -> tuple[str, tuple[Diagnostic, ...]]:
        """A file's text and what is wrong with it; the text is "" when it cannot be used."""
        name = self.name(path)
        start = SourceRange(name, Position(1, 1), Position(1, 1))
        if not self.inside(path):
            detail = (
                f"{name} leads out of {self.boundary.name}, or to no file; nothing outside is read."
            )
            return "", (Diagnostic("error", "File outside the configuration", detail, start),)
        if path.resolve() in self.overlay:
            self.sources[name] = self.overlay[path.resolve()]
            return self.sources[name], ()
        try:
            if path.exists() and not path.is_file():
                detail = f"{name} is not a file: a directory, pipe or device is not read."
                return "", (Diagnostic("error", "Failed to read file", detail, start),)
            if path.stat().st_size > LARGEST:
                detail = f"{name} is larger than {LARGEST // 1024**2} MiB. Split it."
                return "", (Diagnostic("error", "File too large", detail, start),)
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            detail = f"{name} is not UTF-8 text (byte {error.start}). Save it as UTF-8."
            at = _place_of(error)
            place = SourceRange(name, at, at)
            return "", (Diagnostic("error", "Invalid character encoding", detail, place),)
        except OSError as error:
            detail = f"{name} cannot be read: {error.strerror}."
            return "", (Diagnostic("error", "Failed to read file", detail, start),)
        self.sources[name] = text
        return text, ()


def _place_of(error: UnicodeDecodeError) -> Position:
    """The line and column of the first byte that is no text."""
    before = error.object[: error.start]
    line = before.rpartition(b"\n")[2].decode("utf-8")
    return Position(before.count(b"\n") + 1, len(line) + 1)


def configuration_files(
    directory: Path, *, tofu: bool = False
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The primary and the override files of a module, each in the order Terraform reads them.

    OpenTofu reads its own as well, in place of those of Terraform that have the same name.
    """
    endings = (".tf", ".tf.json", *(ENDINGS if tofu else ()))
    here = {path.name: path for path in directory.iterdir() if not _ignored(path.name)}
    replaced = replaced_files(directory) if tofu else {}
    names = sorted(
        path for name, path in here.items() if name.endswith(endings) and name not in replaced
    )
    overrides = tuple(path for path in names if _is_override(path.name))
    return tuple(path for path in names if path not in overrides), overrides


def replaced_files(directory: Path) -> dict[str, str]:
    """The files that OpenTofu does not read, each with the one it reads in its place."""
    names = {path.name for path in directory.iterdir() if not _ignored(path.name)}
    found = {other: name for name in sorted(names) if (other := stands_for(name)) is not None}
    return {other: name for other, name in found.items() if other in names}


UNREAD = {
    ".tofu": "OpenTofu reads it, in place of a .tf file of the same name",
    ".tofu.json": "OpenTofu reads it, in place of a .tf.json file of the same name",
    ".tfcomponent.hcl": "it describes a stack; each of its components is a directory of its own",
    ".tfcomponent.json": "it describes a stack; each of its components is a directory of its own",
    ".tfstack.hcl": "it describes a stack; each of its components is a directory of its own",
    ".tfdeploy.hcl": "it deploys a stack; what it sets reaches no component here",
    ".tfdeploy.json": "it deploys a stack; what it sets reaches no component here",
    ".tfquery.hcl": "it asks for what exists already; nothing of it is planned",
    ".tfquery.json": "it asks for what exists already; nothing of it is planned",
}
"""Files that are Terraform's or OpenTofu's and not read here, by how their names end, with why."""


def unread_files(directory: Path, *, tofu: bool = False) -> Iterator[tuple[Path, str]]:
    """The files of a module that are not read, in order, each with why."""
    for path in sorted(directory.iterdir()):
        ending = next((end for end in UNREAD if path.name.endswith(end)), None)
        if ending is not None and not _ignored(path.name) and not (tofu and ending in ENDINGS):
            yield path, UNREAD[ending]
        elif path.name == "terragrunt.hcl":
            yield path, "Terragrunt reads it; look at the configuration it makes"


def variable_files(directory: Path) -> tuple[Path, ...]:
    """Files with variable values Terraform reads by itself, later ones winning."""
    fixed = [directory / "terraform.tfvars", directory / "terraform.tfvars.json"]
    automatic = sorted(
        path
        for path in directory.iterdir()
        if path.name.endswith((".auto.tfvars", ".auto.tfvars.json")) and not _ignored(path.name)
    )
    return tuple(path for path in (*fixed, *automatic) if path.is_file())


def workspace_of(files: Files, environ: Mapping[str, str]) -> str:
    """The selected workspace: TF_WORKSPACE, else what `terraform workspace select` left.

    Raises:
        InputError: the name is none Terraform takes.
    """
    selected = files.root / ".terraform" / "environment"
    name, source = environ.get("TF_WORKSPACE", ""), "TF_WORKSPACE"
    if not name and selected.is_file():
        text, problems = files.read(selected)
        if problems:
            raise InputError(str(problems[0]))
        name, source = text.strip(), files.name(selected)
    if quote(name, safe="") != name:
        raise InputError(f'{source} names the workspace "{name}", which Terraform does not take.')
    return name or "default"


def _ignored(name: str) -> bool:
    """Editors' backup and hidden files, as Terraform ignores them."""
    return name.startswith(".") or name.endswith("~") or (name[0] == "#" and name[-1] == "#")


def _is_override(name: str) -> bool:
    stem = name.removesuffix(".json").removesuffix(".tf").removesuffix(".tofu")
    return stem == "override" or stem.endswith("_override")
