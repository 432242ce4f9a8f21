"""Whether a document that lies there is the one that would be written now.

A key is the digest of all a document depends on: archbench and what is installed, the question,
the environment, and every file of the repositories that are read. A file of the stacks themselves
counts with its text, every other with its size, its number and the times of its last change, of
which the system sets one itself. What was written is digested too, so that a file somebody has
changed since is written anew. A repository of more than MOST_FILES is not kept, nor metrics of a
running stack.
"""

import json
import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from archbench.files import data_directory
from archbench.report.documents import DOCUMENTS
from archbench.terraform.files import boundary_of

MOST_FILES = 300_000
"""In the repositories that are read."""

_TEXT = 16 * 1024**2
"""Bytes up to which a file of a stack counts with its text."""

_PACKAGE = Path(__file__).parents[1]
_ENVIRONMENT = ("TF_", "AWS_", "ARCHBENCH_", "HOME", "PATH", "LANG", "LC_", "TZ")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written: under which key, the digest of each file, and what was told beside it."""

    key: str
    files: Mapping[str, str]
    told: tuple[str, ...] = ()


def key(
    question: object,
    paths: Iterable[Path],
    named: Iterable[Path],
    skipped: frozenset[Path],
    notebooks: Path,
) -> str | None:
    """The digest of all that decides a document; None where that is too much to digest.

    Args:
        question: what is asked, as JSON data.
        paths: configurations; all of the repository around each is read.
        named: further files, wherever they lie.
        skipped: what is written itself, as full paths: no part of what it depends on.
        notebooks: where the notebooks lie.
    """
    found = sha256()
    facts = [
        question,
        str(Path.cwd()),
        platform.platform(),
        platform.python_version(),
        sorted(f"{item.name} {item.version}" for item in distributions()),
        sorted(pair for pair in os.environ.items() if pair[0].startswith(_ENVIRONMENT)),
    ]
    found.update(json.dumps(facts, sort_keys=True, default=str).encode())
    stacks = frozenset(_directory(path).resolve() for path in paths)
    around = (boundary_of(place) for place in sorted(stacks))
    files = 0
    try:
        for directory in dict.fromkeys([_PACKAGE, data_directory(), notebooks, *around]):
            for name, mark in _entries(directory, skipped, stacks):
                found.update(f"{name}\0{mark}\n".encode())
                files += 1
                if files > MOST_FILES:
                    return None
        for path in named:
            found.update(f"{path}\0{_digest(path)}\n".encode())
    except OSError:
        return None
    return found.hexdigest()


def tree(directory: Path, skipped: frozenset[Path]) -> str | None:
    """The digest of all files below a directory by their size, number and times; None for too many.

    Raises:
        OSError: one of them cannot be looked at.
    """
    found = sha256()
    for count, (name, mark) in enumerate(_entries(directory, skipped, frozenset()), start=1):
        if count > MOST_FILES:
            return None
        found.update(f"{name}\0{mark}\n".encode())
    return found.hexdigest()


def remembered(target: Path, stem: str, now: str | None) -> Kept | None:
    """What lies in target, where it was written under this key and nobody has changed it since."""
    try:
        data = json.loads(_place(target, stem).read_text("utf-8"))
        kept = Kept(data["key"], data["files"], tuple(data["told"]))
        whole = all(_digest(target / name) == digest for name, digest in kept.files.items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return kept if now is not None and kept.key == now and whole else None


def remember(draft: Path, stem: str, now: str, told: Sequence[str]) -> None:
    """Note beside what was written under which key it was."""
    names = sorted(path for path in draft.rglob("*") if path.is_file())
    files = {path.relative_to(draft).as_posix(): _digest(path) for path in names}
    text = json.dumps(asdict(Kept(now, files, tuple(told))), indent=2, sort_keys=True)
    _place(draft, stem).write_text(f"{text}\n", "utf-8")


def _place(directory: Path, stem: str) -> Path:
    return directory / f"{stem}.key.json"


def written(target: Path) -> frozenset[Path]:
    """Everything a document may write into target."""
    place = target.resolve()
    names = {"notebooks"}
    for item in DOCUMENTS.values():
        names |= {f"{item.stem}{end}" for end in (".html", ".json", ".pdf", ".key.json")}
        names.add(f"{item.stem}-notebooks")
    return frozenset(place / name for name in names)


def _directory(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _entries(
    directory: Path, skipped: frozenset[Path], stacks: frozenset[Path]
) -> Iterator[tuple[str, str]]:
    """Each file below a directory, with what tells that it has changed."""
    for here, folders, names in os.walk(directory):
        place = Path(here)
        folders[:] = sorted(
            name for name in folders if name != "__pycache__" and place / name not in skipped
        )
        inside = not stacks.isdisjoint((place, *place.parents))
        by_text = inside and ".terraform" not in place.parts
        for name in sorted({*names, *(one for one in folders if (place / one).is_symlink())}):
            path = place / name
            if path not in skipped:
                yield str(path), _mark(path, by_text=by_text)


def _mark(path: Path, *, by_text: bool) -> str:
    found = path.lstat()
    if S_ISLNK(found.st_mode):
        return f"-> {path.readlink()}"
    if by_text and S_ISREG(found.st_mode) and found.st_size <= _TEXT:
        return _digest(path)
    return f"{found.st_size} {found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}"


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
