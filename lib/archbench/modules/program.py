"""A program that fetches, run so that it asks nobody and ends."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from archbench.errors import FetchError


def ended(
    words: Sequence[str], name: str, seconds: int, env: Mapping[str, str], cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """What a program did, whatever its exit code.

    Raises:
        FetchError: it took more than so many seconds.
    """
    try:
        return subprocess.run(
            list(words),
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FetchError(f"{name} took more than {seconds} s") from error
