"""The lines of a block, for panels and reviews, without what is withheld and without comments.

A comment is where code that was taken out stands, with its passwords.
"""

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

from archbench.hcl.graphemes import clusters
from archbench.hcl.json_syntax import parse_json_body
from archbench.hcl.parser import parse_body
from archbench.hcl.scanner import comments
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Block
from archbench.hcl.text import visible
from archbench.terraform.secret_shapes import NOT_SHOWN
from archbench.terraform.withheld_ranges import withheld_ranges

MOST_LINES = 40


def excerpt(sources: Mapping[str, str], place: str, secrets: frozenset[str] = frozenset()) -> str:
    """From file:line to the end of the block around it; "" when that is no block of the sources.

    secrets has the texts that are marked sensitive anywhere: they are not shown here either.
    """
    filename, _, number = place.rpartition(":")
    if filename not in sources or not number.isdigit():
        return ""
    blocks, starts = _blocks(sources[filename], filename)
    lines = [line.rstrip("\r") for line in sources[filename].split("\n")]
    first = int(number)
    at = bisect_right(starts, first) - 1
    last = _last_line(blocks[at], lines) if at >= 0 else 0
    if not first <= last <= len(lines):
        return ""
    while at > 0 and blocks[at - 1].body.range.end.line >= first:
        at -= 1  # blocks of a JSON file may share a line
    around = blocks[at : bisect_right(starts, last)]
    hidden = {found: NOT_SHOWN for block in around for found in withheld_ranges(block, secrets)}
    hidden |= dict.fromkeys(_comments(sources[filename], filename), "")
    shown = _without(lines, first, last, dict(sorted(hidden.items())))
    cut = shown[:MOST_LINES]
    return "\n".join([*map(visible, cut), *(["…"] if len(shown) > len(cut) else [])])


def withheld_lines(text: str, filename: str) -> dict[str, str]:
    """The lines of a file that hold what is withheld, each as it may be shown."""
    lines = text.splitlines(keepends=True)
    blocks, _ = _blocks(text, filename)
    ranges = [found for block in blocks for found in withheld_ranges(block)]
    hidden = dict.fromkeys(ranges, NOT_SHOWN)
    hidden |= dict.fromkeys(_comments(text, filename), f"# {NOT_SHOWN}")
    hidden = dict(sorted(hidden.items()))
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        shown = _shown(line.rstrip("\r\n"), number, _of_line(hidden, number))
        if shown != line.rstrip("\r\n"):
            found[line] = f"{shown or NOT_SHOWN}\n"
    return found


@lru_cache(maxsize=16)
def _blocks(text: str, filename: str) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """The blocks of a file and the lines they begin at; none where it cannot be read whole."""
    parse = parse_json_body if filename.endswith(".json") else parse_body
    body, problems = parse(text, filename)
    blocks = () if problems else tuple(sorted(body.blocks, key=lambda item: item.range))
    return blocks, tuple(item.range.start.line for item in blocks)


@lru_cache(maxsize=16)
def _comments(text: str, filename: str) -> tuple[SourceRange, ...]:
    return () if filename.endswith(".json") else tuple(comments(text, filename))


def _last_line(block: Block, lines: list[str]) -> int:
    """The line of its closing brace, which stands after the body it ends."""
    end = block.body.range.end
    if end.column > 1:
        return end.line
    following = range(end.line, len(lines) + 1)
    return next((number for number in following if lines[number - 1].lstrip()[:1] == "}"), end.line)


def _without(
    lines: list[str], first: int, last: int, hidden: Mapping[SourceRange, str]
) -> list[str]:
    """The lines of a stretch; those wholly inside what is withheld are left out."""
    numbers = range(first, last + 1)
    shown = (_shown(lines[number - 1], number, _of_line(hidden, number)) for number in numbers)
    return [text for text in shown if text is not None]


def _of_line(hidden: Mapping[SourceRange, str], number: int) -> dict[SourceRange, str]:
    return {
        found: mark
        for found, mark in hidden.items()
        if found.start.line <= number <= found.end.line
    }


def _shown(line: str, number: int, hidden: Mapping[SourceRange, str]) -> str | None:
    """One line, each of these ranges as its mark; None where nothing of it is left."""
    if not hidden:
        return line
    letters = clusters(line)
    for found, mark in reversed([*hidden.items()]):
        begins = found.start.line == number
        start = found.start.column - 1 if begins else 0
        end = found.end.column - 1 if found.end.line == number else len(letters)
        letters[start:end] = [mark] if begins else []
    return "".join(letters).rstrip() or None
