"""What a stack says of itself, as values."""

from pathlib import Path
from typing import Any

from archbench.frozen import frozen


@frozen
class StackLever:
    """Something the workbench lets people turn, as written; place is its "file:line"."""

    sets: tuple[str, ...]
    """The levers it turns together, as `whatif --set` names them."""
    values: tuple[Any, ...]
    title: str
    place: str


@frozen
class Stack:
    """What a stack says of itself; path is the file it says it in, None where there is none."""

    path: Path | None = None
    variables: tuple[tuple[str, str], ...] = ()
    """Pairs as `load` takes them: the files first, then single variables."""
    data: Path | None = None
    usage: Path | None = None
    scenarios: Path | None = None
    waivers: Path | None = None
    outputs: Path | None = None
    beside: tuple[Path, ...] = ()
    checklists: tuple[str, ...] = ()
    """Names of those that ship with archbench, or paths."""
    levers: tuple[StackLever, ...] = ()
    profile: str = ""
    owner: str = ""
