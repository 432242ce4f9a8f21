"""HCL text to syntax tree.

A recursive descent over the scanner's tokens. A mistake ends the item it stands in; the parser goes
on at the next line or block, so one file can give several diagnostics.
"""

from collections.abc import Callable
from typing import Literal as Choice
from typing import NoReturn, cast

from archbench.hcl import syntax
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.numbers import finite
from archbench.hcl.scanner import MAX_DEPTH, DepthError, Tokens, scan
from archbench.hcl.source import Position, SourceRange
from archbench.hcl.syntax import Expression
from archbench.hcl.templates import parse_template_parts
from archbench.hcl.text import nfc

Diagnostics = tuple[Diagnostic, ...]

_START = Position(1, 1)
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
        return empty, (_too_deep(error.range),)
    parser = Parser(tokens)
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
    read: "Callable[[Parser], Expression]",
) -> tuple[Expression | None, Diagnostics]:
    try:
        tokens = scan(text, filename, start, mode)
    except DepthError as error:
        return None, (_too_deep(error.range),)
    parser = Parser(tokens)
    try:
        found = read(parser)
        if parser.kind != "end":
            parser.fail(
                "Extra characters after expression",
                "An expression was successfully parsed, but extra characters were found after it.",
            )
    except _Mistake:
        return None, parser.finish()
    problems = parser.finish()
    return (None if problems else found), problems


def _too_deep(range_: SourceRange) -> Diagnostic:
    detail = (
        f"Brackets, blocks and templates may nest {MAX_DEPTH} levels deep. Move inner parts into "
        "local values."
    )
    return Diagnostic("error", "Nested too deeply", detail, range_)


class _Mistake(Exception):  # noqa: N818 - the user's, not ours
    """The item being read cannot be read on; its diagnostic is recorded."""


class Parser:
    """A cursor over tokens and what was found wrong so far."""

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
        raise _Mistake

    def between(self, first: int, last: int) -> SourceRange:
        """From the start of one token to the end of another."""
        return self.tokens.between(self.tokens.starts[first], self.tokens.ends[last])

    def since(self, first: int) -> SourceRange:
        """From the start of a token to the end of the last one taken."""
        return self.tokens.between(self.tokens.starts[first], self.tokens.ends[self.index - 1])

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.diagnostics.append(_too_deep(self.tokens.range(self.index)))
            raise _Mistake

    # Bodies

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
            except _Mistake:
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
        self._enter()
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
        expression = self._template()
        if not isinstance(expression, syntax.LiteralValue):
            self.report(
                "Invalid string literal",
                'Template sequences are not allowed in this string. To include a literal "$", '
                'double it (as "$$") to escape it.',
                self.since(start),
            )
            raise _Mistake
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

    # Expressions

    def expression(self) -> Expression:
        """A conditional, or anything that binds tighter."""
        start = self.index
        condition = self._binary(1)
        if self.kind != "?":
            return condition
        self._enter()
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
            self._enter()
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
            self._enter()
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

    def _parenthesis(self) -> Expression:
        start = self.index
        self.index += 1
        inner = self.expression()
        if self.kind != ")":
            self.fail(
                "Unbalanced parentheses",
                "Expected a closing parenthesis to terminate the expression.",
            )
        self.index += 1
        return syntax.Parenthesis(inner, self.since(start))

    def _tuple(self) -> Expression:
        start = self.index
        self.index += 1
        if self.kind == "id" and self.text == "for":
            return self._for(start, "]")
        items: list[Expression] = []
        while self.kind != "]":
            items.append(self.expression())
            if self.kind == ",":
                self.index += 1
            elif self.kind == "end":
                self._unterminated("tuple constructor expression", "bracket", start)
            elif self.kind != "]":
                self.fail(
                    "Missing item separator",
                    "Expected a comma to mark the beginning of the next item.",
                )
        self.index += 1
        return syntax.Tuple(tuple(items), self.since(start))

    def _unterminated(self, what: str, bracket: str, start: int) -> NoReturn:
        self.fail(
            f"Unterminated {what}",
            f"There is no corresponding closing {bracket} before the end of the file. This may be "
            f"caused by incorrect {bracket} nesting elsewhere in this file.",
            self.tokens.range(start),
        )

    def _object(self) -> Expression:
        start = self.index
        self.index += 1
        if self.kind == "id" and self.text == "for":
            return self._for(start, "}")
        items: list[syntax.ObjectItem] = []
        while True:
            while self.kind == "newline":
                self.index += 1
            if self.kind == "}":
                break
            if self.kind == "end":
                self._unterminated("object constructor expression", "brace", start)
            items.append(syntax.ObjectItem(self._key(start), self.expression()))
            if self.kind == "end":
                self._unterminated("object constructor expression", "brace", start)
            if self.kind not in ("}", ",", "newline"):
                self.fail(
                    "Missing attribute separator",
                    "Expected a newline or comma to mark the beginning of the next attribute.",
                )
            if self.kind != "}":
                self.index += 1
        self.index += 1
        return syntax.Object(tuple(items), self.since(start))

    def _key(self, start: int) -> Expression:
        """A key and its = or :, taken."""
        if self.kind == "id" and self.kinds[self.index + 1] in ("=", ":"):
            index = self.index
            self.index += 2
            return syntax.LiteralValue(nfc(self.tokens.texts[index]), self.tokens.range(index))
        key = self.expression()
        if self.kind == "end":
            self._unterminated("object constructor expression", "brace", start)
        if self.kind in ("newline", ","):
            self.fail(
                "Missing attribute value",
                'Expected an attribute value, introduced by an equals sign ("=").',
            )
        if self.kind not in ("=", ":"):
            self.fail(
                "Missing key/value separator",
                'Expected an equals sign ("=") to mark the beginning of the attribute value.',
            )
        self.index += 1
        return key

    def _for(self, start: int, closer: str) -> Expression:
        self.index += 1
        key, value = self._for_names("'for' expression", "For expression")
        collection = self.expression()
        if self.kind != ":":
            self._bad_for("For expression requires a colon after the collection expression.")
        self.index += 1
        key_result: Expression | None = None
        result = self.expression()
        if self.kind == "=>":
            self.index += 1
            key_result, result = result, self.expression()
        group = self.kind == "..."
        if group:
            self.index += 1
        condition: Expression | None = None
        if self.kind == "id" and self.text == "if":
            self.index += 1
            condition = self.expression()
        if self.kind != closer:
            self._bad_for("Extra characters after the end of the 'for' expression.")
        self.index += 1
        range_ = self.since(start)
        if closer == "]" and key_result is not None:
            detail = "Key expression is not valid when building a tuple."
            self.report("Invalid 'for' expression", detail, key_result.range)
        elif closer == "]" and group:
            detail = "Grouping ellipsis (...) cannot be used when building a tuple."
            self.report("Invalid 'for' expression", detail, range_)
        elif closer == "}" and key_result is None:
            detail = "Key expression is required when building an object."
            self.report("Invalid 'for' expression", detail, result.range)
        return syntax.For(key, value, collection, key_result, result, condition, group, range_)

    def _bad_for(self, detail: str) -> NoReturn:
        self.fail("Invalid 'for' expression", detail)

    def _for_names(self, what: str, subject: str) -> tuple[str | None, str]:
        """The names after `for` and the word `in`, taken."""
        names: list[str] = []
        for place in ("after 'for'", "after comma"):
            if self.kind != "id":
                detail = f"{subject} requires a variable name {place}."
                self.fail(f"Invalid {what}", detail)
            names.append(self.text)
            self.index += 1
            if len(names) == 2 or self.kind != ",":
                break
            self.index += 1
        if self.kind != "id" or self.text != "in":
            self.fail(f"Invalid {what}", f"{subject} requires the 'in' keyword after its names.")
        self.index += 1
        return (names[0] if len(names) == 2 else None), names[-1]

    # Templates

    def template(self) -> Expression:
        """A whole text that is a template."""
        return self._template()

    def _template(self) -> Expression:
        return parse_template_parts(self)

    def for_directive(self) -> tuple[str | None, str]:
        """The names of a %{ for } directive, up to and with `in`."""
        return self._for_names("'for' directive", "For directive")


_CONSTRUCTORS: dict[str, Callable[[Parser], Expression]] = {
    "(": Parser._parenthesis,  # noqa: SLF001
    "[": Parser._tuple,  # noqa: SLF001
    "{": Parser._object,  # noqa: SLF001
    "template(": Parser._template,  # noqa: SLF001
}
