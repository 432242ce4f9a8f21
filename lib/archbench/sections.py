"""An answer in sections, laid out for people: all of it, or as much as fits one screen."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from archbench.columns import Row, counted, fitted, folded
from archbench.frozen import frozen


@frozen
class TextSection:
    """A part of an answer, laid out: its title, the heads of its columns, its items."""

    title: str
    items: tuple[tuple[str, ...], ...]
    """Each item the lines that it takes."""
    heads: tuple[str, ...] = ()
    first: int = 0
    """How many items the first screen shows at most, where all of them do not fit one."""


NAMED = 8
"""How many sections are named that stand beside the screen; the others are counted."""

Style = Literal["answer", "title", "head", "more", ""]
Line = tuple[Style, str]


def section(
    title: str, table: Sequence[Row], width: int, heads: Row = (), *, first: int = 0
) -> TextSection:
    """A section of a table, indented under its title."""
    if not table:
        return TextSection(title, ())
    rows = fitted([heads, *table] if heads else table, width - 2, headed=bool(heads))
    laid = [tuple(f"  {line}" for line in lines) for lines in rows]
    return TextSection(title, tuple(laid[bool(heads) :]), laid[0] if heads else (), first)


def sentences(
    title: str, texts: Iterable[str], width: int, *, first: int = 0, following: str = "    "
) -> TextSection:
    """A section whose items are texts, each folded."""
    items = (tuple(folded(text, width, "  ", following)) for text in texts)
    return TextSection(title, tuple(filter(None, items)), (), first)


def whole(answer: Sequence[str], sections: Iterable[TextSection]) -> Iterator[Line]:
    """Every line of an answer, empty sections left out."""
    yield from _opening(answer)
    for part in sections:
        if part.items:
            yield from _part(part, len(part.items))


def screen(
    answer: Sequence[str], sections: Sequence[TextSection], rows: int, width: int
) -> Iterator[Line]:
    """The lines of an answer that fit so many rows, and what there is beside them.

    Each section in turn gets as many items as its `first` says, then more, while there are rows.

    >>> names = TextSection("Names", (("  a",), ("  b",), ("  c",)), (), 2)
    >>> parts = [names, TextSection("Pages", (("p",),))]
    >>> [text for _, text in screen(["Yes."], parts, 8, 40)]
    ['Yes.', '', 'Names', '  a', '  and 2 more', '', 'With --all also: Names (2), Pages (1)']
    >>> [text for _, text in screen(["Yes."], parts, 20, 40)][-1]
    'p'
    """
    everything = list(whole(answer, sections))
    if len(everything) <= rows:
        yield from everything
        return
    yield from _opening(answer)
    taken = _taken(sections, rows - len(answer) - 3)
    for part, count in zip(sections, taken, strict=True):
        if count:
            yield from _part(part, count)
    left = [
        f"{part.title} ({len(part.items) - count:,})"
        for part, count in zip(sections, taken, strict=True)
        if count < len(part.items)
    ]
    if len(left) > NAMED:
        left[NAMED:] = [f"and {counted(len(left) - NAMED, 'part')} more"]
    told = f"With --all also: {', '.join(left)}"
    yield "", ""
    yield from (("more", text) for text in folded(told, width, "", "  "))


def _taken(sections: Sequence[TextSection], rows: int) -> list[int]:
    """How many items of each section fit so many rows: what comes first, then more of it."""
    taken = [0] * len(sections)
    for further in (False, True):
        for number, part in enumerate(sections):
            most = len(part.items) if further and part.first else part.first
            for item in part.items[taken[number] : most]:
                needed = len(item) + (0 if taken[number] else 3 + len(part.heads))
                if needed > rows:
                    break
                rows -= needed
                taken[number] += 1
    return taken


def _opening(answer: Sequence[str]) -> Iterator[Line]:
    yield from (("answer" if number == 0 else "", text) for number, text in enumerate(answer))


def _part(part: TextSection, count: int) -> Iterator[Line]:
    yield "", ""
    if part.title:
        yield "title", part.title
    yield from (("head", text) for text in part.heads)
    yield from (("", text) for item in part.items[:count] for text in item)
    if count < len(part.items):
        yield "more", f"  and {len(part.items) - count:,} more"
