"""What scenarios change: a stack with all that is given beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Base:
    """What scenarios change: the configuration, its variables, its usage, the date of rates."""

    path: Path
    variables: tuple[tuple[str, str], ...] = ()
    data: Path | None = None
    usage: Path | None = None
    as_of: date | None = None
    environ: Mapping[str, str] = field(default_factory=dict)
    """Where TF_VAR_name variables are read from."""
    checklists: tuple[str, ...] | None = ()
    """What it is held against, by name or path; None chooses by fit."""
    profile: str | None = None
    whole: bool = False
    """Whether every group of the checklists counts, not the mandatory ones alone."""
    root: Path | None = None
    """Outside of which nothing is read; the repository around the path when None."""
    source: Path | None = None
    """Of a plan, the directory it was made from."""
