"""Files archbench reads and writes: its own data directory, and writes that are all or nothing."""

import errno
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from select import select


def data_directory() -> Path:
    """Where prices, requirements, scenarios and samples lie.

    The copy inside an installed package, else data/ at the top of the source tree.
    """
    packaged = Path(__file__).parent / "_data"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "data"


MOST_BYTES = 16 * 1024**2
"""Of a text that a person writes: usage, scenarios, checklists, waivers, variables, price books."""
MOST_BYTES_MADE = 1024**3
"""Of a text that a program makes: a plan, a state, an earlier result."""

_CHUNK = 1024**2
_PATIENCE = 2
"""Seconds to wait for somebody who opens a pipe to write to it."""


def read_text(path: Path, most: int = MOST_BYTES) -> str:
    """The UTF-8 text of a file, without the mark of its encoding.

    Raises:
        OSError: it cannot be read, is larger than most bytes (a device may have no end), or is a
            pipe to which nobody writes.
        UnicodeDecodeError: it is no UTF-8.
    """
    data = bytearray()
    with open(path, "rb", opener=_opened) as file:
        while chunk := file.read(_CHUNK):
            data += chunk
            if len(data) > most:
                size = f"larger than {most // 1024**2} MiB, which is more than is read"
                raise OSError(errno.EOVERFLOW, size, str(path))
    return data.decode("utf-8-sig")


def _opened(path: str, flags: int) -> int:
    """Open a file to read; to open a pipe waits without end for somebody who writes to it."""
    if sys.platform == "win32":  # where no pipe has a place in a directory
        return os.open(path, flags)
    handle = os.open(path, flags | os.O_NONBLOCK)
    if stat.S_ISFIFO(os.fstat(handle).st_mode) and not _is_written(handle):
        os.close(handle)
        raise OSError(errno.EAGAIN, "a pipe to which nobody writes", path)
    os.set_blocking(handle, True)
    return handle


def _is_written(pipe: int) -> bool:
    """Whether there is something to read, or somebody who has the pipe open and takes his time."""
    if select([pipe], [], [], _PATIENCE)[0]:
        return True
    try:
        os.read(pipe, 1)
    except BlockingIOError:
        return True
    return False


def write_atomic(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    Makes parent directories. Text is written as UTF-8, line ends as given.

    Raises:
        OSError: the directory cannot be made or written; it names the path, not a draft of it.
    """
    write_together({path: content})


def write_together(contents: Mapping[Path, str | bytes]) -> None:
    """Write several files, each as write_atomic does, all of them or none.

    Raises:
        OSError: one of them cannot be written; what stood there before stands.
    """
    for path in contents:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(path)) from error
    from archbench.drafts import replace_files  # noqa: PLC0415 most commands write no file

    replace_files(
        {
            path: content.encode() if isinstance(content, str) else content
            for path, content in contents.items()
        }
    )
