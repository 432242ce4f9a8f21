"""Small stacks that meet controls of the shipped lists, and changes of them.

A module holds LIST, the checklist; STACK, a configuration that meets every control the module
names; and CHANGES: by control, what weakens the stack and what says the same in other words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

HEAD = 'provider "aws" { region = "eu-west-1" }\n'

Edit = tuple[str, str]
"""What stands in the stack, and what comes in its place; in place of nothing, it is added."""


@dataclass(frozen=True)
class Changes:
    """Changes of a stack that concern one control, each one edit or several at once."""

    weaker: Sequence[tuple[Edit, ...]]
    same: Sequence[tuple[Edit, ...]]


class Stack(Protocol):
    """A module of this package."""

    LIST: str
    STACK: str
    CHANGES: Mapping[str, Changes]


def changes(
    weaker: Edit | list[Edit],
    same: Edit | list[Edit],
    *more: Edit | list[Edit],
    also: Sequence[Edit | list[Edit]] = (),
) -> Changes:
    """One weakening and one other spelling; more are weakenings, also are other spellings."""
    return Changes(
        weaker=[_edits(item) for item in (weaker, *more)],
        same=[_edits(item) for item in (same, *also)],
    )


def _edits(item: Edit | list[Edit]) -> tuple[Edit, ...]:
    return tuple(item) if isinstance(item, list) else (item,)


def changed(stack: str, edits: Sequence[Edit]) -> str:
    """The stack with these edits."""
    for old, new in edits:
        assert old in stack, f"the stack does not hold {old!r}"
        stack = stack.replace(old, new, 1) if old else stack + new
    return stack
