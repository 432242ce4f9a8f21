"""Every Kind there is, found in the files of this package."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path

from archbench.aws.kind import Kind


@cache
def _texts() -> Mapping[str, str]:
    """The text of each module of this package, by its name, in order of the names."""
    files = sorted(Path(__file__).parent.glob("[!_]*.py"))
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


def _kinds_in(name: str) -> tuple[Kind, ...]:
    """The Kinds of one file; none where it describes no service."""
    found: tuple[Kind, ...] = getattr(import_module(f"archbench.aws.{name}"), "KINDS", ())
    return found


@cache
def kinds() -> tuple[Kind, ...]:
    """The Kinds of every service, in order of the files' names."""
    return tuple(kind for name in _texts() for kind in _kinds_in(name))


@lru_cache(maxsize=4_096)
def kind_of(type_: str) -> Kind | None:
    """The Kind of a resource type; None for one that nobody has described.

    A file writes out the types it describes, so that of some eighty only those are imported that
    name the type: most configurations use few services.
    """
    named = (name for name, text in _texts().items() if type_ in text)
    found = (kind for name in named for kind in _kinds_in(name) if type_ in kind.types)
    return next(found, None)
