"""What a command writes where: whole into a file, one screen and in colour on a terminal."""

import os
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from archbench.hcl.text import visible
from archbench.patterns import regex
from archbench.sections import Line, TextSection, screen, whole

NARROWEST, WIDEST = 60, 140
ROWS = 36
"""Lines of the first screen: with what is noted after them, some forty."""

_STYLES = {"answer": "1", "title": "1", "head": "2", "more": "2"}
_WORDS = {
    **dict.fromkeys(("pass", "survives", "met"), "32"),
    **dict.fromkeys(("fail", "FAIL", "down", "not met"), "31"),
    **dict.fromkeys(("open", "OPEN", "review", "degraded", "unknown", "cannot be told"), "33"),
}
"""Verdicts and outcomes, with the colour of each."""
_CELL = regex(rf"(?:^|(?<=  ))(?:{'|'.join(map(re.escape, _WORDS))})(?=  |$)")


class Visible:
    """A stream that writes control characters, which could steer a terminal, as their escapes.

    What refuses to be written says that it was this stream, by its name.
    """

    def __init__(self, stream: TextIO, name: str = "standard output") -> None:
        self._stream = stream
        self._name = name

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 whatever the stream has
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write the text, every control character but tab and line feed as its number."""
        return self._written(visible(text))

    def flush(self) -> None:
        """Write what is kept back."""
        try:
            self._stream.flush()
        except OSError as error:
            raise OSError(error.errno, error.strerror, self._name) from error

    def _written(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError as error:
            raise OSError(error.errno, error.strerror, self._name) from error

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each line as `write` does."""
        for line in lines:
            self.write(line)

    def write_line(self, line: Line, *, coloured: bool) -> None:
        """Write a line of an answer; its colours are the only control characters in it."""
        style, text = line
        shown = visible(text)
        self._written(f"{_painted(style, shown) if coloured else shown}\n")


def _painted(style: str, text: str) -> str:
    if style in _STYLES:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"
    return _CELL.sub(lambda found: f"\x1b[{_WORDS[found[0]]}m{found[0]}\x1b[0m", text)


def add_all_argument(parser: ArgumentParser) -> None:
    """--all: what does not fit the first screen of a terminal, too."""
    parser.add_argument(
        "--all", action="store_true", help="on a terminal show everything, not one screen"
    )


def is_terminal() -> bool:
    """Whether a person reads this as it comes."""
    return sys.stdout is not None and sys.stdout.isatty()  # None where it is closed


def _is_coloured(environ: Mapping[str, str]) -> bool:
    """Colour is for a terminal that can show it, and nobody who said no (https://no-color.org)."""
    return is_terminal() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def width(otherwise: int) -> int:
    """The columns of the terminal, within reason; otherwise where the output goes elsewhere."""
    if not is_terminal():
        return otherwise
    from shutil import get_terminal_size

    return max(NARROWEST, min(WIDEST, get_terminal_size((otherwise, 24)).columns))


def show(answer: Sequence[str], sections: Sequence[TextSection], *, everything: bool) -> None:
    """Write an answer: all of it into a file or a pipe, or when asked for, else one screen."""
    out = sys.stdout if isinstance(sys.stdout, Visible) else Visible(sys.stdout)
    short = is_terminal() and not everything
    lines: Iterable[Line] = (
        screen(answer, sections, ROWS, width(WIDEST)) if short else whole(answer, sections)
    )
    coloured = _is_coloured(os.environ)
    for line in lines:
        out.write_line(line, coloured=coloured)
