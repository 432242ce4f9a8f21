"""Where text stands: files as read, and ranges within them."""

from typing import NamedTuple


class Position(NamedTuple):
    """A place in a file; line and column count from 1, the column in Unicode characters."""

    line: int
    column: int


class SourceRange(NamedTuple):
    """From start (inclusive) to end (exclusive) in the file with this name.

    filename is relative to the root the user gave, with forward slashes. A named tuple, because a
    large configuration makes a hundred thousand of them.
    """

    filename: str
    start: Position
    end: Position

    def __str__(self) -> str:
        """The form every message and report uses.

        >>> str(SourceRange("vpc.tf", Position(3, 1), Position(5, 2)))
        'vpc.tf:3'
        """
        return f"{self.filename}:{self.start.line}"

    def to(self, other: "SourceRange") -> "SourceRange":
        """From where this one starts to where the other ends."""
        return SourceRange(self.filename, self.start, other.end)
