"""Mistakes that were made by hand, each with the test that has to notice it."""

import csv
from dataclasses import dataclass

from tests.mutants.rooms import ROOT

FILE = ROOT / "tests" / "mutants" / "named.csv"


@dataclass(frozen=True)
class Named:
    """A mistake.

    Attributes:
        says: what it would make archbench do.
        path: the file below the tree.
        before: a text that stands there once.
        after: what takes its place.
        test: the node id of the test that notices, of all its parameters.
    """

    says: str
    path: str
    before: str
    after: str
    test: str

    def mutated(self) -> str:
        """The text of the file with the mistake; LookupError where the code has gone on."""
        text = (ROOT / self.path).read_text("utf-8")
        if text.count(self.before) != 1:
            raise LookupError(
                f"{FILE.name}: {self.says}: {self.before!r} does not stand once in {self.path}."
                " Name the place as it is now, or take the row out."
            )
        return text.replace(self.before, self.after)


def named() -> tuple[Named, ...]:
    """Every row of the file."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        return tuple(Named(**row) for row in csv.DictReader(rows))
