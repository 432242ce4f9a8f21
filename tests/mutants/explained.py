"""Changes that no test can notice, or none should, each with its reason."""

import csv
from dataclasses import dataclass
from functools import cache

from tests.mutants.rooms import ROOT

FILE = ROOT / "tests" / "mutants" / "explained.csv"


@dataclass(frozen=True)
class Explained:
    """A change of the lines of a file, and why it says nothing wrong."""

    path: str
    before: str
    after: str
    why: str


@cache
def explained() -> tuple[Explained, ...]:
    """Every row of the file."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        return tuple(Explained(**row) for row in csv.DictReader(rows))


def explanation(path: str, before: str, after: str) -> str:
    """Why this change needs no test, "" where nothing says so."""
    wanted = (path, before, after)
    return next((row.why for row in explained() if (row.path, row.before, row.after) == wanted), "")
