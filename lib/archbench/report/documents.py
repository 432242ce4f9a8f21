"""The documents there are: what each is for, which notebooks it is made of, what its body holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


def slug(name: str) -> str:
    """What a notebook is called in a document.

    >>> slug("04_what_if.ipynb")
    'what-if'
    """
    return re.sub(r"^\d+_", "", Path(name).stem).replace("_", "-")


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of document.

    sections   notebooks of the body, in order, by what follows their number
    appended   notebooks that stand in the appendix
    is_whole   whether what the notebooks mark as appendix, or as about another stack, stands in the
               body all the same
    stem       the name of its files
    answers    topics whose answers the cover says, where there is no page one
    """

    name: str
    title: str
    sections: tuple[str, ...]
    appended: tuple[str, ...] = ()
    is_whole: bool = False
    stem: str = "report"
    answers: tuple[str, ...] = ("requirements", "zone_loss", "cost")

    def sources(self, directory: Path) -> list[Path]:
        """Its notebooks in a directory; those that no document names are part of the review."""
        found = sorted(directory.glob("[0-9]*.ipynb"))
        mine = {*self.sections, *self.appended}
        if self is REVIEW:
            mine |= {slug(path.name) for path in found} - _named()
        return [path for path in found if slug(path.name) in mine]

    def rank(self, name: str) -> tuple[int, str]:
        """Where a notebook stands among the sections."""
        order: Sequence[str] = (*self.sections, *self.appended)
        found = slug(name)
        return (order.index(found) if found in order else len(order), name)


REVIEW = Document(
    "review",
    "Architecture review",
    (
        "decision",
        "architecture",
        "requirements",
        "cost",
        "resilience",
        "what-if",
        "live-metrics",
    ),
    ("inventory",),
)
WHATIF = Document(
    "whatif", "What if", ("what-if", "designs", "cost"), stem="whatif", answers=("what_if", "cost")
)
AUDIT = Document(
    "audit",
    "Audit",
    ("decision", "requirements", "resilience", "architecture", "inventory"),
    is_whole=True,
    stem="audit",
)
DOCUMENTS = {item.name: item for item in (REVIEW, WHATIF, AUDIT)}


def _named() -> frozenset[str]:
    return frozenset(
        name for item in DOCUMENTS.values() for name in (*item.sections, *item.appended)
    )
