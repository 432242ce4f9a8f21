"""Archives of modules: unpacked into one directory, and nowhere else."""

import bz2
import gzip
import lzma
import posixpath
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from archbench.errors import FetchError

ENDINGS = {
    "tar.gz": "tar.gz",
    "tgz": "tar.gz",
    "tar.bz2": "tar.bz2",
    "tbz2": "tar.bz2",
    "tar.xz": "tar.xz",
    "txz": "tar.xz",
    "tar": "tar",
    "zip": "zip",
}
"""Kinds of archives by how their names end; longer endings first."""

LARGEST = 512 * 1024 * 1024
MOST = 100_000
"""Bytes and entries of an archive once unpacked."""

_UNREADABLE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
)
"""What is raised of an archive that is cut off, encrypted or none."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing in an archive; link is where a symbolic link leads, and "" for a file."""

    name: str
    size: int
    link: str
    open: Callable[[], IO[bytes]]


def kind_of(path: str) -> str | None:
    """The kind of archive a URL's path ends in, None where it is none.

    >>> kind_of("/net/1.0.tgz"), kind_of("/net")
    ('tar.gz', None)
    """
    return next((kind for end, kind in ENDINGS.items() if path.endswith(f".{end}")), None)


def unpack(archive: Path, kind: str, into: Path) -> None:
    """Unpack files, directories and links that lead nowhere else; a .git inside is left out.

    Raises:
        FetchError: it is no such archive, too large, or would write or lead out of the directory.
    """
    left, links = LARGEST, list[tuple[Path, str]]()
    try:
        with _opened(archive, kind) as entries:
            for count, entry in enumerate(entries):
                left -= entry.size
                if left < 0 or count > MOST:
                    size = f"{LARGEST // 1024**2} MiB or {MOST:,} files"
                    raise FetchError(f"the archive unpacks to more than {size}")
                target = _target(into, entry.name)
                if target is None:
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                if entry.link:
                    links.append((target, entry.link))
                    continue
                with entry.open() as source, target.open("wb") as file:
                    shutil.copyfileobj(source, file)
        for target, link in links:  # last, so that nothing is written through one
            target.symlink_to(link)
    except _UNREADABLE as error:
        raise FetchError(f"the archive cannot be unpacked: {error}") from error
    refuse_links_out(into)


def refuse_links_out(directory: Path) -> None:
    """Look at every link below a directory.

    Raises:
        FetchError: one leads out of it.
    """
    whole = directory.resolve()
    for path in sorted(directory.rglob("*")):
        if path.is_symlink():
            try:
                inside = path.resolve().is_relative_to(whole)
            except (OSError, RuntimeError):  # links that lead to one another
                inside = False
            if not inside:
                name = path.relative_to(directory).as_posix()
                raise FetchError(f"its link {name} leads out of the module")


def _target(into: Path, name: str) -> Path | None:
    """Where an entry is written; None where it is not."""
    path = posixpath.normpath(name.replace("\\", "/"))
    if path.startswith(("/", "../")) or path == ".." or "\0" in path or ":" in path[:2]:
        raise FetchError(f'the archive holds "{name}", which lies outside of it')
    return None if ".git" in path.split("/") else into / path


@contextmanager
def _opened(archive: Path, kind: str) -> Iterator[Iterator[_Entry]]:
    if kind == "zip":
        with zipfile.ZipFile(archive) as zipped:
            yield _zip_entries(zipped)
        return
    readers: dict[str, Callable[[Path], Any]] = {
        "tar.gz": gzip.open,
        "tar.bz2": bz2.open,
        "tar.xz": lzma.open,
    }
    with readers.get(kind, _plain)(archive) as file, tarfile.open(fileobj=file, mode="r|") as tar:
        yield _tar_entries(tar)


def _plain(path: Path) -> IO[bytes]:
    return path.open("rb")


def _zip_entries(zipped: zipfile.ZipFile) -> Iterator[_Entry]:
    for info in zipped.infolist():
        if info.is_dir():
            continue
        link = ""
        if stat.S_ISLNK(info.external_attr >> 16):
            link = zipped.read(info)[:4096].decode("utf-8", "surrogateescape")
        yield _Entry(info.filename, info.file_size, link, partial(zipped.open, info))


def _tar_entries(tar: tarfile.TarFile) -> Iterator[_Entry]:
    for member in tar:
        if member.isdir():
            continue
        if not (member.isfile() or member.issym()):
            raise FetchError(f'the archive holds "{member.name}", neither a file nor a link')
        link = member.linkname if member.issym() else ""

        def content(member: tarfile.TarInfo = member) -> IO[bytes]:
            found = tar.extractfile(member)
            assert found is not None  # noqa: S101 a file has content
            return found

        yield _Entry(member.name, member.size, link, content)
