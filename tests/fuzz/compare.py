"""Generated expressions, answered by both and compared; what differs is made small."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tests.fuzz import oracle, ours
from tests.fuzz.expressions import Generator
from tests.fuzz.oracle import Answer
from tests.fuzz.tree import Tree

_CANDIDATES: Final = 120
_ROUNDS: Final = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """An expression that the two answer differently."""

    expression: str
    ours: Answer
    terraform: Answer

    def __str__(self) -> str:
        """Three lines for people."""
        mine, theirs = self.ours.as_json(), self.terraform.as_json()
        return f"{self.expression}\n  archbench {mine}\n  terraform {theirs}"


def verdict(mine: Answer, theirs: Answer) -> str:
    """How two answers compare: "same", "not computed", "refused by both", or what differs."""
    if theirs.errors == (oracle.CRASHED,):
        return "terraform crashed"
    if mine.errors == (ours.LEFT_OUT,):
        return "not computed"
    if mine.errors and theirs.errors:
        return "refused by both"
    if mine.errors or theirs.errors:
        return "refused by archbench" if mine.errors else "refused by terraform"
    for part in ("type", "unknown", "sensitive", "value"):
        if getattr(mine, part) != getattr(theirs, part):
            return part
    return "same"


ALIKE: Final = (
    "terraform crashed",
    "refused in validation only",
    "same",
    "refused by both",
    "not computed",
)


def differences(
    seed: int, count: int, tally: Counter[str], *, small: bool = True
) -> Iterator[Difference]:
    """Compare so many expressions of a seed; tally counts the verdicts."""
    generator = Generator(seed)
    trees = (generator.expression() for _ in range(count))
    while batch := list(islice(trees, oracle.BATCH)):
        for tree, mine, theirs in _answers(batch):
            found = _confirmed(tree, mine, theirs)
            tally[found] += 1
            if found not in ALIKE:
                yield (
                    _smallest(tree, mine, theirs) if small else Difference(str(tree), mine, theirs)
                )


def _answers(batch: list[Tree]) -> Iterator[tuple[Tree, Answer, Answer]]:
    texts = [str(tree) for tree in batch]
    yield from zip(batch, map(ours.answer, texts), oracle.ask(texts), strict=True)


def _confirmed(tree: Tree, mine: Answer, theirs: Answer) -> str:
    found = verdict(mine, theirs)
    if found == "refused by terraform" and oracle.plans(str(tree)):
        return "refused in validation only"
    return found


def _smallest(tree: Tree, mine: Answer, theirs: Answer) -> Difference:
    """A small expression that still shows a difference of the same sort."""
    wanted = verdict(mine, theirs)
    for _ in range(_ROUNDS):
        smaller = {str(other): other for other in tree.smaller()}
        tried = sorted(smaller.values(), key=lambda other: len(str(other)))[:_CANDIDATES]
        found = next((row for row in _answers(tried) if _confirmed(*row) == wanted), None)
        if found is None:
            break
        tree, mine, theirs = found
    return Difference(str(tree), mine, theirs)
