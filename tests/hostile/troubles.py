"""What a machine may lack while a command runs: rights, room, and places it takes for granted.

Each is had by the process itself, so that it is the system that refuses, whoever runs the tests.
"""

import ctypes
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import (
    AbstractContextManager,
    contextmanager,
    nullcontext,
    redirect_stderr,
    redirect_stdout,
    suppress,
)
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

from archbench.cost.price_files import BULK

Trouble = Callable[[], AbstractContextManager[None]]
_VERSION_3 = 0x20080522
_DROP, _AMBIENT, _CLEAR_ALL, _CAPABILITIES = 24, 47, 4, 41
"""Of prctl(2) and capabilities(7)."""


@contextmanager
def no_rights() -> Iterator[None]:
    """The mode of a file holds for this process and those it starts, though root runs it."""
    system = ctypes.CDLL(None, use_errno=True)
    for number in range(_CAPABILITIES):
        system.prctl(_DROP, number, 0, 0, 0)
    system.prctl(_AMBIENT, _CLEAR_ALL, 0, 0, 0)
    head, nothing = (ctypes.c_uint32 * 2)(_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    if system.capset(head, nothing):
        raise OSError(ctypes.get_errno(), "rights cannot be given up")
    yield


@contextmanager
def no_room() -> Iterator[None]:
    """Not a byte goes into a file; what is said is kept and written when it is over."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    out, err = StringIO(), StringIO()
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with redirect_stdout(out), redirect_stderr(err):
            yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        sys.stdout.write(out.getvalue())
        sys.stderr.write(err.getvalue())


@contextmanager
def nothing_to_count_on() -> Iterator[None]:
    """No directory for temporary files, a home that is sealed, and an output that is full."""
    sealed = Path.home()
    sealed.chmod(0o555)
    places = mock.patch.object(tempfile, "_candidate_tempdir_list", return_value=[str(sealed)])
    environment = mock.patch.dict(os.environ, {"TMPDIR": str(sealed)})
    full = Path("/dev/full").open("w", encoding="utf-8")  # noqa: SIM115 it cannot be closed in peace
    try:
        unnamed = mock.patch.object(tempfile, "tempdir", None)
        with no_rights(), places, unnamed, environment, redirect_stdout(full):
            yield
    finally:
        with suppress(OSError):
            full.close()


@contextmanager
def answered(roots: Mapping[str, str], trouble: Trouble = nullcontext) -> Iterator[None]:
    """The price files are on this machine, and whoever is asked takes any key; and a trouble."""
    keys = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    environment = mock.patch.dict(os.environ, dict.fromkeys(keys, "testing"))
    with mock.patch.dict(BULK, roots), environment, trouble():
        yield


@contextmanager
def sealed_meanwhile() -> Iterator[None]:
    """What a command looks at before it begins is open to writing, and is not when it writes."""
    with no_rights(), mock.patch.object(os, "access", return_value=True):
        yield


@contextmanager
def killed_at(move: int) -> Iterator[None]:
    """Ended from outside as a file is about to be moved, after so many that were."""
    moves = count()

    def moved(name: str) -> Any:  # noqa: ANN401 a method of Path
        whole = getattr(Path, name)

        def watched(path: Path, target: Path) -> object:
            if next(moves) == move:
                os.kill(os.getpid(), signal.SIGKILL)
            return whole(path, target)

        return mock.patch.object(Path, name, watched)

    with moved("replace"), moved("rename"):
        yield
