"""What a machine may lack while a command runs: rights, room, and places it takes for granted.

Each is had by the process itself, so that it is the system that refuses, whoever runs the tests.
"""

import ctypes
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from unittest import mock

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
