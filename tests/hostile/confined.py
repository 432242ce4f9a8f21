"""A command in a process of its own with bounds, which starts fast: modules are loaded once."""

import os
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import (
    AbstractContextManager,
    nullcontext,
    redirect_stderr,
    redirect_stdout,
    suppress,
)
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from pkgutil import walk_packages

import archbench
from archbench.cli import main

WAIT = 900
"""Seconds of the clock, on machines that do much else."""
STILL_RUNNING = -1
Trouble = Callable[[], AbstractContextManager[None]]
"""What a process lacks while it runs a command (tests.hostile.troubles)."""
OUT, ERR, TEMPORARY, HOME = "said/out", "said/err", "tmp", "home"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a command may take: bytes of memory, what is loaded with them, and processor seconds."""

    memory: int
    seconds: int


WIDE = Bounds(2 * 1024**3, 180)
NARROW = Bounds(1024**3, 10)
"""Twice the seconds that are promised, for machines half as fast."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The exit code, or STILL_RUNNING where it was not waited for any more; and what was said."""

    code: int
    out: str
    err: str


def confined(
    words: Sequence[str], place: Path, trouble: Trouble = nullcontext, bounds: Bounds = WIDE
) -> Ended:
    """What a command does in a directory: its temporary files and home are in it too."""
    for name in ("said", TEMPORARY, HOME):
        (place / name).mkdir(exist_ok=True)
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    child = context.Process(target=_begin, args=(list(words), place, trouble, bounds))
    child.start()
    child.join(WAIT)
    code = STILL_RUNNING if child.exitcode is None else child.exitcode
    child.kill()
    child.join()
    out, err = (
        (place / name).read_bytes().decode("utf-8", "backslashreplace") for name in (OUT, ERR)
    )
    return Ended(code, out, err)


def _begin(words: Sequence[str], place: Path, trouble: Trouble, bounds: Bounds) -> None:
    os.chdir(place)
    tempfile.tempdir = str(place / TEMPORARY)
    os.environ |= {"TMPDIR": tempfile.tempdir, "HOME": str(place / HOME)}
    os.environ.pop("ARCHBENCH_TRACEBACK", None)
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with Path(OUT).open("w", encoding="utf-8") as out, Path(ERR).open("w", encoding="utf-8") as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        with redirect_stdout(out), redirect_stderr(err), trouble():
            code = main(list(words))
    sys.exit(code)


def _load() -> None:
    """All of archbench, in the process the others are copies of."""
    for module in walk_packages(archbench.__path__, "archbench."):
        if not module.name.endswith("__main__"):
            with suppress(ImportError):
                import_module(module.name)


if "pytest" not in sys.modules:
    _load()
