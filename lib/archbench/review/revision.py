"""A revision of a git repository, written out into a directory where it can be read.

Files are taken as git stores them: no hook, filter or attribute of the repository is followed, and
nothing is fetched. The modules that `terraform init` installed beside the configuration are taken
along, since no revision holds them; a call that another version of a module would answer stays
unread, as always.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from archbench.drafts import draft_directory
from archbench.errors import InputError, ToolError
from archbench.repository import ask_git, git_in, git_offline

_LINK, _MODULE = "120000", "160000"
_INSTALLED = Path(".terraform") / "modules"


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit by the name a person gave it."""

    repository: Path
    name: str
    commit: str

    def __str__(self) -> str:
        return self.name if self.commit.startswith(self.name) else f"{self.name} {self.short}"

    @property
    def short(self) -> str:
        """The commit as people write it."""
        return self.commit[:7]


def repository_around(path: Path) -> Path:
    """The top of the repository a path lies in.

    Raises:
        InputError: it lies in none.
        ToolError: there is no git.
    """
    place = path if path.is_dir() else path.parent
    try:
        return Path(_ask(place, "rev-parse", "--show-toplevel")).resolve()
    except subprocess.CalledProcessError as error:
        raise InputError(
            f"{path} lies in no git repository, so it has no revisions. "
            "Give two directories or plans: archbench review BEFORE AFTER."
        ) from error


def revision(repository: Path, name: str) -> Revision:
    """The commit a name stands for: a branch, a tag, a hash, HEAD~2.

    Raises:
        InputError: the repository has no such commit.
    """
    try:
        commit = _ask(repository, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    except subprocess.CalledProcessError as error:
        raise InputError(
            f'The repository has no revision "{name}". Give a branch, a tag or a commit; where '
            f"only a part of the history is there, fetch it first: git fetch origin {name}"
        ) from error
    return Revision(repository, name, commit)


def common(repository: Path, one: str, other: str) -> str:
    """The commit at which two histories part, as BASE...HEAD means it.

    Raises:
        InputError: they have none in common here.
    """
    ends = [revision(repository, name).commit for name in (one, other)]
    try:
        return _ask(repository, "merge-base", *ends)
    except subprocess.CalledProcessError as error:
        raise InputError(
            f"{one} and {other} have no commit in common here. Fetch the whole history, "
            f"or compare them as they are: {one}..{other}"
        ) from error


def holds(found: Revision, path: Path) -> bool:
    """Whether a path of the repository was there at a revision."""
    inside = path.resolve().relative_to(found.repository).as_posix()
    return inside == "." or bool(
        _run(found.repository, "ls-tree", "-z", found.commit, "--", inside)
    )


@contextmanager
def written_out(found: Revision, path: Path) -> Iterator[Path]:
    """Where a path of the repository stands as it was at a revision, for as long as it is needed.

    What was not there yet, or is not any more, is a configuration of nothing.

    Raises:
        InputError: the revision holds a name no directory can have, or not all of it is here.
    """
    inside = path.resolve().relative_to(found.repository)
    with draft_directory() as scratch:
        top = scratch.resolve()
        (top / ".git").touch()  # whatever looks for the top of the repository finds it
        _write(found, top)
        place = top / inside
        if not place.exists():
            place.mkdir(parents=True)
            (place / "nothing.tf").touch()
        installed = path / _INSTALLED
        if installed.is_dir() and not (place / _INSTALLED).exists():
            shutil.copytree(installed, place / _INSTALLED, symlinks=True)
        yield place


def _write(found: Revision, top: Path) -> None:
    """Every file of a revision; links last, so that none is followed."""
    entries = sorted(_entries(found), key=lambda item: (item[0] == _LINK, item[2]))
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as answered:
        asked.write("".join(f"{name}\n" for _, name, _ in entries).encode())
        asked.seek(0)
        words = [*git_in(found.repository), "cat-file", "--batch"]
        subprocess.run(words, stdin=asked, stdout=answered, env=git_offline(), check=True)
        answered.seek(0)
        for mode, _, path in entries:
            _one(top / path, _blob(answered, found, path), link=mode == _LINK)


def _one(place: Path, content: bytes, *, link: bool) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if not link:
        place.write_bytes(content)
        return
    try:
        place.symlink_to(content.decode())
    except OSError:  # a system without links: what git writes there as well
        place.write_bytes(content)


def _entries(found: Revision) -> Iterator[tuple[str, str, PurePosixPath]]:
    """Mode, object and path of each file; what stands for another repository is none."""
    listed = _run(found.repository, "ls-tree", "-r", "-z", "--full-tree", found.commit)
    for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, name = line.partition("\t")
        mode, _, object_ = about.split()
        path = PurePosixPath(name)
        if path.is_absolute() or {part.lower() for part in path.parts} & {"..", ".git"}:
            raise InputError(f"{found} holds a file named {name}, which is not written anywhere.")
        if mode != _MODULE:
            yield mode, object_, path


def _blob(stream: IO[bytes], found: Revision, path: PurePosixPath) -> bytes:
    *_, last = stream.readline().split()
    if not last.isdigit():
        raise InputError(
            f"{found}: the content of {path} is not in this clone. Fetch the whole repository."
        )
    content = stream.read(int(last))
    stream.read(1)
    return content


def _ask(place: Path, *words: str) -> str:
    return _run(place, *words).decode().strip()


def _run(place: Path, *words: str) -> bytes:
    try:
        return ask_git(place, *words)
    except FileNotFoundError as error:
        raise ToolError("Revisions are read with git, and there is none. Install git.") from error
