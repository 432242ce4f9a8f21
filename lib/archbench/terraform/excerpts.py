"""The lines of a block, for panels and reviews, without what is withheld."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

from archbench.hcl.graphemes import clusters
from archbench.hcl.json_syntax import parse_json_body
from archbench.hcl.parser import parse_body
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Block
from archbench.hcl.text import visible
from archbench.terraform.withheld import NOT_SHOWN
from archbench.terraform.withheld_ranges import withheld_ranges

MOST_LINES = 40
_COMMENT = re.compile(
    r"^(?P<code>(?:[^\"#/]|\"(?:[^\"\\]|\\.)*\"|/(?![/*]))*)(?:#|//|/\*).*[=:].*$"
)


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
    hidden = [found for block in around for found in withheld_ranges(block, secrets)]
    shown = _without(lines, first, last, sorted(hidden))
    cut = shown[:MOST_LINES]
    return "\n".join([*map(visible, cut), *(["…"] if len(shown) > len(cut) else [])])


def withheld_lines(text: str, filename: str) -> dict[str, str]:
    """The lines of a file that hold what is withheld, each as it may be shown."""
    lines = text.splitlines(keepends=True)
    hidden = sorted(
        found for block in _blocks(text, filename)[0] for found in withheld_ranges(block)
    )
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        mine = [item for item in hidden if item.start.line <= number <= item.end.line]
        shown = _shown(line.rstrip("\r\n"), number, mine)
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


def _last_line(block: Block, lines: list[str]) -> int:
    """The line of its closing brace, which stands after the body it ends."""
    end = block.body.range.end
    if end.column > 1:
        return end.line
    following = range(end.line, len(lines) + 1)
    return next((number for number in following if lines[number - 1].lstrip()[:1] == "}"), end.line)


def _without(lines: list[str], first: int, last: int, hidden: list[SourceRange]) -> list[str]:
    """The lines of a stretch; those wholly inside what is withheld are left out."""
    shown: list[str] = []
    for number in range(first, last + 1):
        mine = [item for item in hidden if item.start.line <= number <= item.end.line]
        text = _shown(lines[number - 1], number, mine)
        if text is not None:
            shown.append(text)
    return shown


def _shown(line: str, number: int, hidden: list[SourceRange]) -> str | None:
    """One line, each of these ranges as one mark; None where nothing of it is left."""
    if not hidden:
        return _COMMENT.sub(rf"\g<code># {NOT_SHOWN}", line)
    letters = clusters(line)
    for found in reversed(hidden):
        begins = found.start.line == number
        start = found.start.column - 1 if begins else 0
        end = found.end.column - 1 if found.end.line == number else len(letters)
        letters[start:end] = [NOT_SHOWN] if begins else []
    text = "".join(letters)
    return text if text.strip() else None
