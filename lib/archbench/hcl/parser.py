"""HCL text to syntax tree.

A mistake ends the item it stands in; the parser goes on at the next line or block, so one file can
give several diagnostics.
"""

from collections.abc import Callable
from typing import NoReturn

from archbench.hcl import syntax
from archbench.hcl.cursor import Diagnostics, Mistake, too_deep
from archbench.hcl.expressions import ExpressionParser
from archbench.hcl.scanner import DepthError, scan
from archbench.hcl.source import Position, SourceRange
from archbench.hcl.syntax import Expression
from archbench.hcl.text import nfc

__all__ = ["Diagnostics", "parse_body", "parse_expression", "parse_template"]

_START = Position(1, 1)
_OPENERS = frozenset({"(", "[", "{", "${", "%{", "template("})
_CLOSERS = frozenset({")", "]", "}", "}t", "template)"})


def parse_body(text: str, filename: str) -> tuple[syntax.Body, Diagnostics]:
    """The body of a .tf or .tfvars file, as much of it as can be read, and what is wrong in it.

    >>> body, problems = parse_body('a = 1 # one', "x.tf")
    >>> body.attributes["a"].expression.value, problems
    (1, ())
    """
    try:
        tokens = scan(text, filename)
    except DepthError as error:
        empty = syntax.Body({}, (), SourceRange(filename, _START, _START))
        return empty, (too_deep(error.range),)
    parser = _BodyParser(tokens)
    body = parser.body(top=True)
    return body, parser.finish()


def parse_expression(
    text: str, filename: str, start: Position = _START
) -> tuple[Expression | None, Diagnostics]:
    """One expression that starts at this position of the file; None when it cannot be read."""
    return _parse(text, filename, start, "expression", lambda parser: parser.expression())


def parse_template(
    text: str, filename: str, start: Position = _START
) -> tuple[Expression | None, Diagnostics]:
    """A template without quotes, as in templatefile() or a string of a .tf.json file."""
    return _parse(text, filename, start, "template", lambda parser: parser.template())


def _parse(
    text: str,
    filename: str,
    start: Position,
    mode: str,
    read: Callable[[ExpressionParser], Expression],
) -> tuple[Expression | None, Diagnostics]:
    try:
        tokens = scan(text, filename, start, mode)
    except DepthError as error:
        return None, (too_deep(error.range),)
    parser = ExpressionParser(tokens)
    try:
        found = read(parser)
        if parser.kind != "end":
            parser.fail(
                "Extra characters after expression",
                "An expression was successfully parsed, but extra characters were found after it.",
            )
    except Mistake:
        return None, parser.finish()
    problems = parser.finish()
    return (None if problems else found), problems


class _BodyParser(ExpressionParser):
    """Reads blocks and arguments."""

    def body(self, *, top: bool = False) -> syntax.Body:
        """Attributes and blocks up to the closing brace (taken) or the end of the file."""
        first = self.index
        attributes: dict[str, syntax.Attribute] = {}
        blocks: list[syntax.Block] = []
        while True:
            kind = self.kind
            if kind == "newline":
                self.index += 1
                continue
            if kind == "end" or (kind == "reset" and not top):
                break
            if kind == "reset":
                self.index += 1
                continue
            if kind == "}" and not top:
                break
            start, depth = self.index, self.depth
            try:
                self._item(attributes, blocks)
            except Mistake:
                self.depth = depth
                self._recover(start, top=top)
        range_ = self.since(first) if self.index > first else self.tokens.range(first)
        return syntax.Body(attributes, tuple(blocks), range_)

    def _item(self, attributes: dict[str, syntax.Attribute], blocks: list[syntax.Block]) -> None:
        if self.kind != "id":
            if self.kind in ("string", "template("):
                self.fail("Invalid argument name", "Argument names must not be quoted.")
            self._want_definition()
        following = self.kinds[self.index + 1]
        if following == "=":
            self._attribute(attributes)
        elif following in ("{", "string", "template(", "id"):
            blocks.append(self._block())
        else:
            self._want_definition()

    def _want_definition(self) -> NoReturn:
        self.fail(
            "Argument or block definition required",
            "An argument or block definition is required here. To set an argument, use the equals "
            'sign "=" to introduce the argument value.',
        )

    def _attribute(self, attributes: dict[str, syntax.Attribute], *, inline: bool = False) -> None:
        start, name = self.index, self.text
        name_range = self.tokens.range(start)
        self.index += 2
        expression = self.expression()
        attribute = syntax.Attribute(name, expression, self.since(start), name_range)
        if not inline:
            self._end_of_line("Missing newline after argument", "An argument definition")
        if name in attributes:
            self.report(
                "Attribute redefined",
                f'The argument "{name}" was already set at {attributes[name].name_range}. '
                "Each argument may be set only once.",
                name_range,
            )
        else:
            attributes[name] = attribute

    def _end_of_line(self, summary: str, what: str) -> None:
        if self.kind == "newline":
            self.index += 1
        elif self.kind == ",":
            detail = f"{what} must end with a newline, not with a comma."
            self.fail(f"Unexpected comma after {what.split()[1]}", detail)
        elif self.kind != "end":
            self.fail(summary, f"{what} must end with a newline.")

    def _block(self) -> syntax.Block:
        start = self.index
        labels: list[str] = []
        ranges: list[SourceRange] = []
        self.index += 1
        while (kind := self.kind) != "{":
            if kind not in ("string", "id", "template("):
                self._bad_header(kind)
            first = self.index
            labels.append(self._label())
            ranges.append(self.since(first))
        header = self.between(start, max(self.index - 1, start))
        opening = self.index
        self.index += 1
        self.enter()
        if self.kind in ("newline", "}", "end", "reset"):
            before = self.failures
            body = self.body()
            if self.kind != "}":
                if self.failures == before:
                    self.report(
                        "Unclosed configuration block",
                        "There is no closing brace for this block. This may be caused by incorrect "
                        "brace nesting elsewhere in this file.",
                        self.tokens.range(opening),
                    )
                self.depth -= 1
                return syntax.Block(self.tokens.texts[start], tuple(labels), body, header)
        else:
            body = self._inline_body()
        self.depth -= 1
        self.index += 1
        block = syntax.Block(self.tokens.texts[start], tuple(labels), body, header, tuple(ranges))
        self._end_of_line("Missing newline after block definition", "A block definition")
        return block

    def _bad_header(self, kind: str) -> NoReturn:
        details = {
            "=": 'The equals sign "=" indicates an argument definition, and must not be used when '
            "defining a block.",
            "newline": 'A block definition must have block content delimited by "{" and "}", '
            "starting on the same line as the block header.",
        }
        default = 'Either a quoted string block label or an opening brace ("{") is expected here.'
        self.fail("Invalid block definition", details.get(kind, default))

    def _label(self) -> str:
        """A block label: a name, or a string without templates."""
        if self.kind in ("id", "string"):
            self.index += 1
            return nfc(self.tokens.texts[self.index - 1])
        start = self.index
        expression = self.template()
        if not isinstance(expression, syntax.LiteralValue):
            self.report(
                "Invalid string literal",
                'Template sequences are not allowed in this string. To include a literal "$", '
                'double it (as "$$") to escape it.',
                self.since(start),
            )
            raise Mistake
        return str(expression.value)

    def _inline_body(self) -> syntax.Body:
        """The one attribute of a block on a single line."""
        start = self.index
        attributes: dict[str, syntax.Attribute] = {}
        if self.kind != "id" or self.kinds[self.index + 1] != "=":
            self.fail(
                "Argument definition required",
                "A single-line block definition can contain only a single argument. Place a nested "
                "block on a line of its own within its parent block.",
            )
        self._attribute(attributes, inline=True)
        if self.kind != "}":
            self.fail(
                "Invalid single-argument block definition",
                "Single-line block syntax can include only one argument definition, followed "
                "immediately by the closing brace. To define several, use one line each.",
            )
        return syntax.Body(attributes, (), self.since(start))

    def _recover(self, start: int, *, top: bool) -> None:
        """Go to the end of the item that starts here: the next newline outside its brackets."""
        nesting = 0
        index = start
        kinds = self.kinds
        reached = self.index
        while (kind := kinds[index]) not in ("end", "reset"):
            if kind in _OPENERS:
                nesting += 1
            elif kind in _CLOSERS:
                if nesting == 0 and index >= reached and kind == "}" and not top:
                    break
                nesting = max(nesting - 1, 0)
            elif kind == "newline" and nesting == 0 and index >= reached:
                break
            index += 1
        self.index = max(index, start + 1) if kinds[index] not in ("end", "reset") else index
