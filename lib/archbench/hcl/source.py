"""Where text stands: files as read, and ranges within them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file; line and column count from 1, the column in Unicode characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class SourceRange:
    """From start (inclusive) to end (exclusive) in the file with this name.

    filename is relative to the root the user gave, with forward slashes.
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
