"""An outside program that may run long, and ends when we do, however that ends.

Between it and us stands a guard, a few lines of Python in a group of processes of its own. It reads
from a pipe that only we hold open; when that closes, it asks the group to end, then ends it.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ended:
    """What a program left: its exit code, 128 and the signal where one ended it, and its words."""

    returncode: int
    stdout: str
    stderr: str


_GRACE = 15
"""Seconds the guard is waited for: it gives what it guards five to end by itself."""

_GUARD = """
import os, signal, subprocess, sys, threading

def end():
    os.read(0, 1)
    if os.name == "nt":
        child.kill()
        return
    os.killpg(0, signal.SIGTERM)
    try:
        child.wait(5)
    finally:
        os.killpg(0, signal.SIGKILL)

signal.signal(signal.SIGTERM, lambda *_: None)
try:
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
except OSError as error:
    sys.exit(str(error))
threading.Thread(target=end, daemon=True).start()
code = child.wait()
os._exit(code if code >= 0 else 128 - code)
"""


def run_guarded(
    words: Sequence[str], seconds: int, env: Mapping[str, str], cwd: Path | None = None
) -> Ended:
    """What a program did, whatever its exit code; it is asked nothing.

    Raises:
        TimeoutError: it took more than so many seconds, and was ended.
    """
    reader, writer = os.pipe()
    try:
        guard = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _GUARD, *words],
            cwd=cwd,
            env=dict(env),
            stdin=reader,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    finally:
        os.close(reader)
    try:
        out, err = guard.communicate(timeout=seconds)
    except BaseException as error:
        os.close(writer)
        guard.communicate(timeout=_GRACE)
        if isinstance(error, subprocess.TimeoutExpired):
            raise TimeoutError from error
        raise
    os.close(writer)
    return Ended(guard.returncode, out, err)
