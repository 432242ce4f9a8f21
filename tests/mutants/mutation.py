"""What can be changed in a room, one place at a time, and what a change would say nothing of."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import parso
from cosmic_ray.mutating import mutate_code
from parso.tree import BaseNode, NodeOrLeaf

from tests.mutants.operators import OPERATORS
from tests.mutants.rooms import ROOT, Room


@dataclass(frozen=True, order=True)
class Mutation:
    """One change of one file.

    Attributes:
        path: the file below the tree.
        line: its first line that changes, from 1.
        operator: a name of OPERATORS.
        occurrence: which of that operator's places in the file, from 0.
    """

    path: str
    line: int
    operator: str
    occurrence: int

    def mutated(self) -> str:
        """The text of the file with this change."""
        text = (ROOT / self.path).read_text("utf-8")
        changed = mutate_code(text, OPERATORS[self.operator](), self.occurrence)
        assert isinstance(changed, str)
        return changed

    def difference(self) -> tuple[str, str]:
        """The lines that differ, before and after, without their margins."""
        before = (ROOT / self.path).read_text("utf-8").splitlines()
        after = self.mutated().splitlines()
        while before and after and before[0] == after[0]:
            del before[0], after[0]
        while before and after and before[-1] == after[-1]:
            del before[-1], after[-1]
        return _in_one_line(before), _in_one_line(after)


def _in_one_line(lines: Sequence[str]) -> str:
    return " ".join(map(str.strip, lines))


def sample(room: Room, count: int, seed: int) -> tuple[tuple[Mutation, ...], int]:
    """As many of the room's mutations, in the order this seed draws them, and how many there are.

    The first of a larger sample are the smaller one.
    """
    found = sorted(mutation for path in _files(room) for mutation in mutations(path))
    random.Random(seed).shuffle(found)  # noqa: S311 (a sample, no secret)
    return tuple(found[:count]), len(found)


def _files(room: Room) -> Iterator[str]:
    for source in room.sources:
        place = ROOT / source
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            yield file.relative_to(ROOT).as_posix()


def mutations(path: str) -> Iterator[Mutation]:
    """Every change of this file that a test could notice."""
    seen: Counter[str] = Counter()
    operators = {name: operator() for name, operator in OPERATORS.items()}
    for node, says_nothing in _walk(parso.parse((ROOT / path).read_text("utf-8")), quiet=False):
        for name, operator in operators.items():
            for start, _ in operator.mutation_positions(node):
                if not says_nothing:
                    yield Mutation(path, start[0], name, seen[name])
                seen[name] += 1


def _walk(node: NodeOrLeaf, *, quiet: bool) -> Iterator[tuple[NodeOrLeaf, bool]]:
    """Each node in the order in which Cosmic Ray counts, and whether it stands in what is quiet."""
    quiet = quiet or node.type in QUIET or _says_nothing(node)
    yield node, quiet
    if isinstance(node, BaseNode):
        for child in node.children:
            yield from _walk(child, quiet=quiet)


QUIET = {
    "import_name": "fails at import or changes nothing",
    "import_from": "fails at import or changes nothing",
    "decorator": "frozen, slots and sizes of caches change no answer",
    "assert_stmt": "a check of ours on ourselves",
    "fstring_format_spec": "how a figure is set, not the figure",
}
"""Kinds of node in which nothing is changed, with the reason."""


def _says_nothing(node: NodeOrLeaf) -> bool:
    return _is_annotation(node) or _is_own_check(node) or _is_marker(node)


def _is_annotation(node: NodeOrLeaf) -> bool:
    """Types are for the reader and mypy."""
    parent = node.parent
    if parent is None:
        return False
    if parent.type == "tfpdef":
        return True
    if parent.type == "annassign":
        return bool(node is parent.children[1])
    return parent.type == "funcdef" and node is getattr(parent, "annotation", None)


def _is_own_check(node: NodeOrLeaf) -> bool:
    """`strict=True` of zip holds where the code is right."""
    return node.type == "argument" and node.get_code().strip().startswith("strict=")


def _is_marker(node: NodeOrLeaf) -> bool:
    """The `*` before arguments that are given by name is no product."""
    return node.type == "operator" and node.parent is not None and node.parent.type == "parameters"
