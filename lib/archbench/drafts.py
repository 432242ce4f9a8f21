"""What is being made, told from what a killed run left behind.

A draft is a file or directory whose name ends in SUFFIX, made where its result will stand or in
the system's directory for such. Its process holds a lock on it. A lock ends with its process,
however that ends, so a draft that can be locked is nobody's, and the next run that makes one
beside it removes it. Anything else, and what another user owns, is left alone.
"""

import errno
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

from archbench.patterns import regex

SUFFIX = ".archbench-draft"
_MARK = "lock"
_HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_READY, _FILES, _BEFORE = "ready", "files", "before"
_NAME = regex(rf"(?:\.(?P<target>.+)\.)?[a-z0-9_]{{8}}{re.escape(SUFFIX)}")
_TRIES = 3
_NOWHERE = (
    "no directory for temporary files can be written. Make room in the system's own, or name "
    "another in TMPDIR."
)
_WINDOWS = sys.platform == "win32"


@contextmanager
def draft_directory(parent: Path | None = None, lead: str = "") -> Iterator[Path]:
    """An empty directory to work in, gone afterwards; in the system's own where none is named.

    Raises:
        OSError: it cannot be made, or has no room for what is written to it; it names the place.
    """
    place = parent or temporary_directory()
    _swept(place)
    with _naming(place):
        directory, lock = _locked_directory(place, lead)
    inside = directory / _FILES
    try:
        inside.mkdir()
        yield inside
    except OSError as error:
        if error.errno in _NO_ROOM and error.filename is None:  # a write names no file
            error.filename = str(place)
        raise
    finally:
        with suppress(OSError):
            _clear(directory, lock)


def temporary_directory() -> Path:
    """Where the system has temporary files.

    Raises:
        OSError: no directory for them can be written.
    """
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError as error:
        raise OSError(_NOWHERE) from error


@contextmanager
def temporary_files() -> Iterator[None]:
    """A while in which libraries put their temporary files into a draft, so that none is left."""
    before = tempfile.tempdir
    with draft_directory() as place:
        tempfile.tempdir = str(place)
        try:
            yield
        finally:
            tempfile.tempdir = before


@contextmanager
def in_place_of(target: Path, *, within: bool = False) -> Iterator[Path]:
    """A directory to fill; its entries take the place of target's of the same names at the end.

    All of them or none: what is interrupted goes back, what is killed is finished by the next run.
    The draft stands beside target, or within it, where only that is sure to be on one disk.
    """
    parent, lead = (target, "") if within else (target.parent, f".{target.name}.")
    parent.mkdir(parents=True, exist_ok=True)
    with draft_directory(parent, lead) as draft:
        try:
            yield draft
        except OSError as error:
            if error.filename and Path(error.filename).is_relative_to(draft):
                error.filename = str(target / Path(error.filename).relative_to(draft))
            raise
        names = {entry.name for entry in draft.iterdir()}
        ready = draft.parent / _READY
        ready.touch()
        try:
            _put(draft, target)
        except BaseException:
            _back(draft, target, names)
            ready.unlink()
            raise
        ready.unlink()


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files by way of drafts beside them, so that all are the old ones or all are the new.

    Nothing is moved before all are written, and what was moved goes back where one cannot be.
    Killed between two moves, each file is whole still, but some are the new ones.

    Raises:
        OSError: one cannot be written, by its path; the old ones stand.
    """
    with ExitStack() as stack:
        new = {path: stack.enter_context(_drafted(path, data)) for path, data in contents.items()}
        old = {
            path: stack.enter_context(_drafted(path, path.read_bytes()))
            for path in contents
            if len(contents) > 1 and path.exists()
        }
        begun: list[Path] = []
        try:
            for path, draft in new.items():
                begun.append(path)
                with _naming(path):
                    draft.replace(path)
        except BaseException:
            for path in begun:
                if path in old:
                    old[path].replace(path)
                elif not new[path].exists():
                    path.unlink()
            raise


@contextmanager
def _drafted(path: Path, data: bytes) -> Iterator[Path]:
    """A draft of a file, complete and locked; gone afterwards where it was not moved."""
    with _naming(path):
        _swept(path.parent)
        handle, draft = _locked_file(path)
    with ExitStack() as stack:
        stack.callback(draft.unlink, missing_ok=True)
        with _naming(path):
            lock = stack.enter_context(os.fdopen(handle, "rb"))
            with os.fdopen(os.dup(handle), "wb") as file:
                file.write(data)
            draft.chmod(_mode(path))
        if _WINDOWS:  # moves no open file
            lock.close()
        yield draft


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """What fails here names the file, not a draft of it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _mode(path: Path) -> int:
    """Who may read and write a file: who might before, or whom a new one is for."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def sweep(parent: Path) -> None:
    """Remove what killed runs left in a directory; what they had but to put in place is put."""
    with suppress(OSError):
        names = [entry.name for entry in os.scandir(parent) if entry.name.endswith(SUFFIX)]
        for name in sorted(names):
            with suppress(OSError):  # another run sweeps it too, or it cannot be written
                _remove(parent / name)


@cache
def _swept(parent: Path) -> None:
    """Once in a process."""
    sweep(parent)


def _remove(draft: Path) -> None:
    found = _NAME.fullmatch(draft.name)
    if not found or draft.is_symlink() or not _own(draft):
        return
    if draft.is_file():
        handle = os.open(draft, os.O_RDWR)
        locked = _lock(handle)
        if _WINDOWS or not locked:  # removes no open file
            os.close(handle)
        if locked:
            draft.unlink()
    elif not any(draft.iterdir()):
        draft.rmdir()  # killed before it could be locked, or about to be: then it is made again
    elif [entry.name for entry in draft.iterdir()] == [_FILES]:
        shutil.rmtree(draft)  # by a kernel that began late: it makes the directory that it misses
    else:
        handle = os.open(draft / _MARK, os.O_RDWR)
        if not _lock(handle):
            os.close(handle)
            return
        if (draft / _READY).exists():
            _put(draft / _FILES, draft.parent / (found["target"] or ""))
            (draft / _READY).unlink()
        _clear(draft, handle)


def _clear(draft: Path, lock: int) -> None:
    """Remove a draft, its mark last; what is half in place, or does not go, the next run removes.

    Another process may be ending that still removes, or makes, files of its own in it.
    """
    try:
        for _ in range(_TRIES):
            rest = [entry for entry in draft.iterdir() if entry.name != _MARK]
            if not rest or (draft / _READY) in rest:
                break
            for entry in rest:
                shutil.rmtree(entry, ignore_errors=True)
    finally:
        os.close(lock)
    if not rest:
        (draft / _MARK).unlink()
        draft.rmdir()


def _put(draft: Path, target: Path) -> None:
    """Move every entry into place, what stood there aside; where some are moved, the others."""
    aside = draft.parent / _BEFORE
    aside.mkdir(exist_ok=True)
    target.mkdir(exist_ok=True)
    for entry in sorted(draft.iterdir()):
        there = target / entry.name
        if there.exists():
            there.rename(aside / entry.name)
        entry.rename(there)


def _back(draft: Path, target: Path, names: Iterable[str]) -> None:
    """Undo what was moved."""
    left = {entry.name for entry in draft.iterdir()}
    for name in sorted({*names} - left):
        (target / name).rename(draft / name)
    for entry in sorted((draft.parent / _BEFORE).iterdir()):
        entry.rename(target / entry.name)


def _own(draft: Path) -> bool:
    return sys.platform == "win32" or draft.lstat().st_uid == os.getuid()


def _locked_directory(parent: Path, lead: str) -> tuple[Path, int]:
    while True:
        directory = Path(tempfile.mkdtemp(dir=parent, prefix=lead, suffix=SUFFIX))
        with suppress(FileNotFoundError):  # swept while it was empty
            handle = os.open(directory / _MARK, os.O_RDWR | os.O_CREAT, 0o600)
            if _lock(handle) is not False and (directory / _MARK).exists():
                return directory, handle
            os.close(handle)


def _locked_file(path: Path) -> tuple[int, Path]:
    while True:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=SUFFIX)
        if _lock(handle) is not False and Path(name).exists():
            return handle, Path(name)
        os.close(handle)


def _lock(handle: int) -> bool | None:
    """Whether a file is locked now, by this process alone; None where there are no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _HELD else None
    return True
