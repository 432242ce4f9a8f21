"""What the modules of a configuration were when they were fetched: `archbench.modules.json`.

Terraform's lock file holds providers only, so that a tag that moved, or a version published anew,
passes in silence. This file lies beside the lock file, to be committed as that is: .terraform is
not, so a checksum in there would go with what it is of.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archbench.errors import InputError
from archbench.files import read_text, write_atomic
from archbench.json_text import json_data

NAME = "archbench.modules.json"
_PIECE = 1024 * 1024

Sums = Mapping[str, Mapping[str, str]]
"""Checksums by address, then by version, commit, or "" where there is neither."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A package as it was fetched, once for all calls of it.

    address   without the directory inside, and without passwords
    revision  the version of a registry's module, the commit of a repository, else ""
    fixed     whether the address with its version or tag is meant to stay what it is
    """

    address: str
    revision: str
    checksum: str
    fixed: bool


def checksum_of(directory: Path) -> str:
    """The "h1:" checksum of the files in a directory, as Go and lock files have it.

    Hidden files are left out: terraform leaves them out of its copies for further calls.
    https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1
    """
    lines = []
    for path in directory.rglob("*"):
        name = path.relative_to(directory)
        hidden = any(part.startswith(".") for part in name.parts)
        if not hidden and (path.is_symlink() or path.is_file()):
            lines.append((name.as_posix(), _digest(path)))
    text = "".join(f"{digest}  {name}\n" for name, digest in sorted(lines))
    return "h1:" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _digest(path: Path) -> str:
    if path.is_symlink():
        return hashlib.sha256(str(path.readlink()).encode()).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_sums(root: Path) -> Sums:
    """The checksums beside a configuration; none where there are none yet.

    Raises:
        InputError: the file is there and cannot be read.
    """
    path = root / NAME
    try:
        if not path.is_file():
            return {}
        found: Any = json_data(read_text(path))
        return {
            str(address): {str(key): str(value) for key, value in sums.items()}
            for address, sums in found["modules"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise InputError(
            f"{path} cannot be read ({error}). Have it as it was committed, or remove it."
        ) from error


def changed(found: Fetched, sums: Sums) -> str:
    """How a package that is meant to stay what it is differs from what it was; "" where not."""
    known = sums.get(found.address, {})
    if not known or not found.fixed or known.get(found.revision) == found.checksum:
        return ""
    if found.revision in known:
        revision = f" {found.revision}" if found.revision else ""
        was = f"{known[found.revision]}, and is {found.checksum}"
        return f"{found.address}{revision} is not what it was: {NAME} has {was}"
    if found.address.startswith("git::"):
        return (
            f"{found.address} was commit {', '.join(sorted(known))} and is {found.revision}: "
            "its tag moved"
        )
    return ""  # another version


def write_sums(root: Path, packages: Iterable[Fetched]) -> None:
    """Write the checksums of these packages, and of no others.

    Raises:
        OSError: the file cannot be written.
    """
    sums: dict[str, dict[str, str]] = {}
    for item in packages:
        sums.setdefault(item.address, {})[item.revision] = item.checksum
    text = json.dumps({"modules": sums}, indent=2, sort_keys=True, ensure_ascii=False)
    write_atomic(root / NAME, f"{text}\n")
