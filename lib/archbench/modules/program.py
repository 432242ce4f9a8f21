"""A program that fetches, run so that it asks nobody and ends."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from archbench.errors import FetchError
from archbench.programs import Ended, run_guarded


def ended(
    words: Sequence[str], name: str, seconds: int, env: Mapping[str, str], cwd: Path | None = None
) -> Ended:
    """What a program did, whatever its exit code.

    Raises:
        FetchError: it took more than so many seconds.
    """
    try:
        return run_guarded(words, seconds, env, cwd)
    except TimeoutError as error:
        raise FetchError(f"{name} took more than {seconds} s") from error
