"""Expressions: a recursive descent over tokens, operators by precedence climbing."""

from collections.abc import Callable
from typing import Literal as Choice
from typing import cast

from archbench.hcl import syntax
from archbench.hcl.constructors import ConstructorReader
from archbench.hcl.numbers import finite
from archbench.hcl.syntax import Expression
from archbench.hcl.templates import parse_template_parts
from archbench.hcl.text import nfc

_PRECEDENCE = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 4,
    ">": 4,
    "<=": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "%": 6,
}
_KEYWORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


class ExpressionParser(ConstructorReader):
    """Reads expressions at the cursor."""

    def expression(self) -> Expression:
        """A conditional, or anything that binds tighter."""
        start = self.index
        condition = self._binary(1)
        if self.kind != "?":
            return condition
        self.enter()
        self.index += 1
        then = self.expression()
        if self.kind != ":":
            self.fail(
                "Missing false expression in conditional",
                "The conditional operator (...?...:...) requires a false expression, delimited by "
                "a colon.",
            )
        self.index += 1
        otherwise = self.expression()
        self.depth -= 1
        return syntax.Conditional(condition, then, otherwise, self.since(start))

    def _binary(self, lowest: int) -> Expression:
        """Operators that bind at least as tight as `lowest`, by precedence climbing."""
        start = self.index
        left = self._term()
        while (strength := _PRECEDENCE.get(kind := self.kind, 0)) >= lowest:
            self.index += 1
            right = self._binary(strength + 1)
            operator = cast('Choice["+"]', kind)
            left = syntax.Binary(operator, left, right, self.since(start))
        return left

    def _term(self) -> Expression:
        start = self.index
        kind = self.kinds[start]
        tokens = self.tokens
        self.index = start + 1
        expression: Expression
        if kind == "id":
            expression = self._name(start)
        elif kind == "string":
            expression = syntax.LiteralValue(nfc(tokens.texts[start]), tokens.range(start))
        elif kind == "number":
            expression = self._number(start)
        elif kind in _CONSTRUCTORS:
            self.index = start
            expression = _CONSTRUCTORS[kind](self)
        elif kind in ("-", "!"):
            self.enter()
            operand = self._term()
            self.depth -= 1
            sign = cast('Choice["-"]', kind)
            return syntax.Unary(sign, operand, self.since(start))
        else:
            self.index = start
            what = {
                "end": "the end of the file",
                "newline": "the end of the line",
            }.get(kind, "something else")
            self.fail(
                "Invalid expression",
                f"Expected the start of an expression, but found {what}.",
            )
        if self.kinds[self.index] in (".", "["):
            return self._steps(expression, start)
        return expression

    def _name(self, start: int) -> Expression:
        word = self.tokens.texts[start]
        if self.kinds[start + 1] in ("(", "::"):
            return self._call(start)
        if word in _KEYWORDS:
            return syntax.LiteralValue(_KEYWORDS[word], self.tokens.range(start))
        return syntax.Traversal(word, (), self.tokens.range(start))

    def _number(self, index: int) -> Expression:
        word = self.tokens.texts[index]
        value = finite(word)
        if value is None:
            self.report(
                "Invalid number literal",
                "Failed to recognize the value of this number literal.",
                self.tokens.range(index),
            )
        return syntax.LiteralValue(value, self.tokens.range(index))

    def _steps(self, source: Expression, start: int) -> Expression:
        """Attributes, indexes and splats after a term."""
        steps: list[syntax.Step] = []
        while (kind := self.kind) in (".", "["):
            first = self.index
            following = self.kinds[first + 1]
            if kind == "." and following == "id":
                self.index += 2
                steps.append(syntax.Attr(self.tokens.texts[first + 1], self.since(first)))
                continue
            if kind == "." and following == "number":
                steps.append(self._legacy_index())
                continue
            if following == "*":
                source = self._with_steps(source, steps)
                steps = []
                source = self._splat(source, start, full=kind == "[")
                continue
            if kind == ".":
                self.index += 1
                self.fail("Invalid attribute name", "An attribute name is required after a dot.")
            self.index += 1
            key = self.expression()
            if self.kind != "]":
                self.fail(
                    "Missing close bracket on index",
                    'The index operator must end with a closing bracket ("]").',
                )
            self.index += 1
            if isinstance(key, syntax.LiteralValue) and not isinstance(key.value, bool | None):
                steps.append(syntax.Index(key.value, self.since(first)))
            else:
                source = self._with_steps(source, steps)
                steps = []
                source = syntax.IndexBy(source, key, self.since(start))
        return self._with_steps(source, steps)

    @staticmethod
    def _with_steps(source: Expression, steps: list[syntax.Step]) -> Expression:
        if not steps:
            return source
        range_ = source.range.to(steps[-1].range)
        if isinstance(source, syntax.Traversal):
            return syntax.Traversal(source.root, (*source.steps, *steps), range_)
        if isinstance(source, syntax.RelativeTraversal):
            return syntax.RelativeTraversal(source.source, (*source.steps, *steps), range_)
        return syntax.RelativeTraversal(source, tuple(steps), range_)

    def _legacy_index(self) -> syntax.Index:
        first = self.index
        word = self.tokens.texts[first + 1]
        self.index += 2
        if "." in word:
            indexes = "".join(f"[{part}]" for part in word.split("."))
            self.index -= 1
            self.fail(
                "Invalid legacy index syntax",
                "When using the legacy index syntax, chaining two indexes together is not "
                f"permitted. Use the proper index syntax instead, like {indexes}.",
            )
        return syntax.Index(finite(word) or 0, self.since(first))

    def _splat(self, source: Expression, start: int, *, full: bool) -> Expression:
        """After the source: [*] with all that follows, or .* with the attributes that follow."""
        first = self.index
        self.index += 2
        if full:
            if self.kind != "]":
                self.fail(
                    "Missing close bracket on splat index",
                    "The star for a full splat operator must be immediately followed by a closing "
                    'bracket ("]").',
                )
            self.index += 1
        item: Expression = syntax.SplatItem(self.since(first))
        if full:
            self.enter()
            each = self._steps(item, first)
            self.depth -= 1
            return syntax.Splat(source, each, full, self.since(start))
        steps: list[syntax.Step] = []
        while self.kind == ".":
            dot = self.index
            following = self.kinds[dot + 1]
            if following == "number":
                steps.append(self._legacy_index())
            elif following == "id":
                self.index += 2
                steps.append(syntax.Attr(self.tokens.texts[dot + 1], self.since(dot)))
            else:
                self.index += 1
                if following == "*":
                    self.fail(
                        "Nested splat expression not allowed",
                        "A splat expression (*) cannot be used inside another attribute-only splat "
                        "expression.",
                    )
                self.fail("Invalid attribute name", "An attribute name is required after a dot.")
        each = self._with_steps(item, steps)
        return syntax.Splat(source, each, full, self.since(start))

    def _call(self, start: int) -> Expression:
        name = self.tokens.texts[start]
        while self.kind == "::":
            self.index += 1
            if self.kind != "id":
                self.fail(
                    "Missing function name",
                    "Function scope resolution symbol :: must be followed by a function name in "
                    "this scope.",
                )
            name = f"{name}::{self.text}"
            self.index += 1
        name_range = self.since(start)
        if self.kind != "(":
            self.fail(
                "Missing open parenthesis",
                "Function selector must be followed by an open parenthesis to begin the function "
                "call.",
            )
        self.index += 1
        args: list[Expression] = []
        expand = False
        while self.kind != ")":
            args.append(self.expression())
            if self.kind == "...":
                self.index += 1
                expand = True
                if self.kind != ")":
                    self.fail(
                        "Missing closing parenthesis",
                        "An expanded function argument (with ...) must be immediately followed by "
                        "closing parentheses.",
                    )
            elif self.kind == ",":
                self.index += 1
            elif self.kind == "end":
                self.fail(
                    "Unterminated function call",
                    "There is no closing parenthesis for this function call before the end of the "
                    "file. This may be caused by incorrect parenthesis nesting elsewhere.",
                    self.between(start, start),
                )
            elif self.kind != ")":
                self.fail(
                    "Missing argument separator",
                    "A comma is required to separate each function argument from the next.",
                )
        self.index += 1
        return syntax.Call(name, tuple(args), expand, self.since(start), name_range)

    def template(self) -> Expression:
        """A quoted string, heredoc or whole text that is a template."""
        return parse_template_parts(self)


_CONSTRUCTORS: dict[str, Callable[[ExpressionParser], Expression]] = {
    "(": ExpressionParser.parenthesis,
    "[": ExpressionParser.tuple_,
    "{": ExpressionParser.object_,
    "template(": ExpressionParser.template,
}
