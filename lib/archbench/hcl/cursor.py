"""A place among the tokens of a text, and what was found wrong up to it."""

from abc import ABC, abstractmethod
from typing import NoReturn

from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.scanner import MAX_DEPTH, Tokens
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Expression

Diagnostics = tuple[Diagnostic, ...]


def too_deep(range_: SourceRange) -> Diagnostic:
    """Brackets nest deeper than is allowed."""
    detail = (
        f"Brackets, blocks and templates may nest {MAX_DEPTH} levels deep. Move inner parts into "
        "local values."
    )
    return Diagnostic("error", "Nested too deeply", detail, range_)


class Mistake(Exception):  # noqa: N818 - the user's, not ours
    """The item being read cannot be read on; its diagnostic is recorded."""


class Cursor:
    """Moves over tokens; records mistakes and gives up the item they stand in."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.kinds = tokens.kinds
        self.index = 0
        self.depth = 0
        self.failures = 0
        self.diagnostics = list(tokens.diagnostics)

    @property
    def kind(self) -> str:
        """The kind of the token at the cursor."""
        return self.kinds[self.index]

    @property
    def text(self) -> str:
        """The text of the token at the cursor."""
        return self.tokens.texts[self.index]

    def finish(self) -> Diagnostics:
        """Everything found wrong, in order of place."""
        return tuple(sorted(self.diagnostics, key=lambda item: (item.range, item.summary)))

    def report(self, summary: str, detail: str, range_: SourceRange) -> None:
        """Record a mistake and go on."""
        self.diagnostics.append(Diagnostic("error", summary, detail, range_))

    def fail(self, summary: str, detail: str, range_: SourceRange | None = None) -> NoReturn:
        """Record a mistake at the cursor (or there) and give up the item."""
        self.failures += 1
        if self.kind not in ("invalid", "reset"):
            self.report(summary, detail, range_ or self.tokens.range(self.index))
        elif self.kind == "reset":
            detail = "A bracket opened in this item is not closed before the next block starts."
            self.report("Unbalanced brackets", detail, self.tokens.range(max(self.index - 1, 0)))
        raise Mistake

    def between(self, first: int, last: int) -> SourceRange:
        """From the start of one token to the end of another."""
        return self.tokens.between(self.tokens.starts[first], self.tokens.ends[last])

    def since(self, first: int) -> SourceRange:
        """From the start of a token to the end of the last one taken."""
        return self.tokens.between(self.tokens.starts[first], self.tokens.ends[self.index - 1])

    def enter(self) -> None:
        """Go one level deeper; whoever leaves it again takes one off `depth`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.diagnostics.append(too_deep(self.tokens.range(self.index)))
            raise Mistake


class ExpressionReader(Cursor, ABC):
    """What a template asks of the reader of expressions, in which templates stand in turn."""

    @abstractmethod
    def expression(self) -> Expression:
        """The expression at the cursor."""

    @abstractmethod
    def for_directive(self) -> tuple[str | None, str]:
        """The names of a %{ for } directive, up to and with `in`."""
