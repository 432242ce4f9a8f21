"""Text for a terminal: lines folded at its width, tables whose rows fit it."""

from collections.abc import Sequence
from textwrap import wrap

from archbench.patterns import regex

Row = tuple[str, ...]

ROOM = 24
"""Fewer characters than this are too few for the words of a last column."""

_NUMBER = regex(r"^[-+]?\$?[\d,.]+$")


def is_numeric(cells: Sequence[str]) -> bool:
    """Whether every cell that says something is a number, which stands to the right."""
    return all(_NUMBER.match(cell) for cell in cells if cell)


def fitted(table: Sequence[Row], width: int, *, headed: bool = False) -> list[list[str]]:
    """The lines of each row, at most so wide where words can be folded.

    A row too long folds its last column; where that has no room, a first column of words takes a
    line of its own and the others go under it, or the last one does.

    >>> fitted([("a name", "1", "some words of some length")], 30)
    [['a name', '  1  some words of some length']]
    >>> fitted([("a", "b c d e f g h i j k l m n o p q r s t u v w x y")], 30)
    [['a  b c d e f g h i j k l m n o', '   p q r s t u v w x y']]
    """
    columns = list(zip(*table, strict=True))
    sizes = [max(map(len, column)) for column in columns]
    numeric = [is_numeric(column[1:] if headed else column) for column in columns]
    whole = [
        "  ".join(
            cell.rjust(size) if right else cell.ljust(size)
            for cell, size, right in zip(row, sizes, numeric, strict=True)
        )
        for row in table
    ]
    if max(map(len, map(str.rstrip, whole)), default=0) <= width or len(columns) == 1:
        return [[line.rstrip()] for line in whole]
    start = sum(sizes[:-1]) + 2 * (len(sizes) - 1)
    if not numeric[-1] and width - start >= ROOM:
        return [
            folded(row[-1], width, line[:start], " " * start) or [line[:start].rstrip()]
            for row, line in zip(table, whole, strict=True)
        ]
    if numeric[0] or len(columns) < 3:
        return [
            [line[:start].rstrip(), *folded(row[-1], width, "  ")]
            for row, line in zip(table, whole, strict=True)
        ]
    rest = fitted([row[1:] for row in table], width - 2, headed=headed)
    return [
        [*filter(None, [row[0]]), *(f"  {line}" for line in lines)]
        for row, lines in zip(table, rest, strict=True)
    ]


def folded(text: str, width: int, first: str = "", following: str | None = None) -> list[str]:
    """Text in lines of at most this width, broken at spaces alone; one long word stays as it is."""
    if " " not in text.strip():
        return [f"{first}{text}"] if text else []
    if len(first) + len(text) <= width and text.isprintable():  # most do, and to wrap takes long
        return [f"{first}{text}".rstrip(" ")]
    return wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=first if following is None else following,
        break_on_hyphens=False,
        break_long_words=False,
    )


def counted(number: int, what: str) -> str:
    """A number of things, as people write it.

    >>> counted(1, "charge"), counted(1200, "charge")
    ('1 charge', '1,200 charges')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def verb(number: int, of: int, one: str, more: str) -> str:
    """What stands behind so many of so many.

    >>> [verb(number, of, "is", "are") for number, of in ((1, 3), (0, 1), (0, 2), (2, 2))]
    ['is', 'is', 'are', 'are']
    """
    return one if 1 in (number, number or of) else more
