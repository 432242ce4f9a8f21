"""Templates: quoted strings, heredocs and template files.

The parts of a template are read first, with strip markers (`~`) and the indentation of `<<-`
heredocs taken off, as they work on single literals; then directives are matched up.
"""

from typing import NoReturn

from archbench.frozen import record
from archbench.hcl import syntax
from archbench.hcl.cursor import ExpressionReader
from archbench.hcl.diagnostics import did_you_mean
from archbench.hcl.source import SourceRange
from archbench.hcl.syntax import Expression
from archbench.hcl.text import nfc

_DIRECTIVES = ("if", "else", "endif", "for", "endfor")


@record
class _Literal:
    text: str
    start: int
    end: int
    """Token indexes, inclusive."""


@record
class _Directive:
    """%{ word ... } with the expression and names that belong to it."""

    word: str
    range: SourceRange
    expression: Expression | None = None
    key: str | None = None
    value: str = ""


_Part = _Literal | _Directive | Expression


def parse_template_parts(parser: ExpressionReader) -> Expression:
    """The template at the cursor: a literal when nothing is computed, else its tree."""
    start = parser.index
    kind = parser.text
    parser.index += 1
    if (  # one literal is by far the most frequent
        parser.kind == "literal"
        and parser.kinds[parser.index + 1] == "template)"
        and kind != "flush"
    ):
        parser.index += 2
        text = nfc(parser.tokens.texts[parser.index - 2])
        return syntax.LiteralValue(text, parser.since(start))
    parts = _read_parts(parser)
    range_ = parser.since(start)
    if kind == "flush":
        _take_off_indentation(parts)
    parts = _meld(parts)
    if not parts:
        return syntax.LiteralValue("", range_)
    if len(parts) == 1:
        only = parts[0]
        if isinstance(only, _Literal):
            return syntax.LiteralValue(nfc(only.text), range_)
        if not isinstance(only, _Directive):
            return syntax.TemplateWrap(only, range_)
    return syntax.Template(_Matcher(parser, parts, range_).all(), range_)


def _read_parts(parser: ExpressionReader) -> list[_Part]:
    """Parts up to the end of the template, which is taken."""
    parts: list[_Part] = []
    strip_next = False
    while (kind := parser.kind) != "template)":
        index = parser.index
        strip, strip_next = strip_next, False
        if kind == "literal":
            text = parser.text
            parts.append(_Literal(text.lstrip() if strip else text, index, index))
            parser.index += 1
            continue
        if kind not in ("${", "%{"):
            parser.fail(
                "Unterminated template string", "No closing marker was found for the string."
            )
        if parser.text and parts and parser.kinds[index - 1] == "literal":
            last = parts[-1]
            if isinstance(last, _Literal):
                last.text = last.text.rstrip()
        parser.index += 1
        if kind == "${":
            parts.append(parser.expression())
            _want_end(parser, "after interpolation expression")
        else:
            parts.append(_directive(parser, index))
        strip_next = parser.text == "~"
        parser.index += 1
        if isinstance(last := parts[-1], _Directive):
            last.range = parser.since(index)
    parser.index += 1
    return parts


def _want_end(parser: ExpressionReader, what: str) -> None:
    if parser.kind == "}t":
        return
    if parser.kind in ("end", "template)", "template("):
        parser.fail(
            "Unclosed template interpolation sequence",
            "There is no closing brace for this interpolation sequence. This might be caused by "
            "incorrect nesting inside the given expression.",
        )
    parser.fail(
        f"Extra characters {what}",
        "Expected a closing brace to end the sequence, but found extra characters. If this is text "
        'for another language, such as a shell script, escape it by starting with "$${" instead of '
        'just "${" (or "%%{" instead of "%{").',
    )


def _directive(parser: ExpressionReader, first: int) -> _Directive:
    word = parser.text
    if parser.kind != "id":
        parser.fail(
            "Invalid template directive",
            'A template directive keyword ("if", "for", etc) is expected at the beginning of a '
            "%{ sequence.",
        )
    if word not in _DIRECTIVES:
        hint = did_you_mean(word, _DIRECTIVES)
        parser.fail(
            "Invalid template control keyword",
            f'"{word}" is not a valid template control keyword.{hint}',
        )
    parser.index += 1
    directive = _Directive(word, parser.since(first))
    if word == "for":
        directive.key, directive.value = parser.for_directive()
    if word in ("if", "for"):
        directive.expression = parser.expression()
    _want_end(parser, f"in {word} marker")
    return directive


def _take_off_indentation(parts: list[_Part]) -> None:
    """Remove the indentation every line shares; blank lines do not count."""
    at_line_start = True
    least: int | None = None
    lines: list[_Literal] = []
    for part in parts:
        if at_line_start:
            at_line_start = False
            indentation = 0
            if isinstance(part, _Literal):
                stripped = part.text.lstrip()
                if stripped or not part.text.endswith("\n"):
                    indentation = len(part.text) - len(stripped)
                    lines.append(part)
                    least = indentation if least is None else min(least, indentation)
            else:
                least = 0
        if isinstance(part, _Literal) and part.text.endswith("\n"):
            at_line_start = True
    for line in lines:
        line.text = line.text[least:]


def _meld(parts: list[_Part]) -> list[_Part]:
    """Join literals that follow each other."""
    melded: list[_Part] = []
    run: list[str] = []
    for part in parts:
        if not isinstance(part, _Literal):
            if run:
                _join(melded, run)
            melded.append(part)
        elif run:
            run.append(part.text)
            last = melded[-1]
            if isinstance(last, _Literal):
                last.end = part.end
        else:
            run.append(part.text)
            melded.append(_Literal("", part.start, part.end))
    if run:
        _join(melded, run)
    return melded


def _join(melded: list[_Part], run: list[str]) -> None:
    last = melded[-1]
    if isinstance(last, _Literal):
        last.text = "".join(run)
    run.clear()


class _Matcher:
    """Matches directives with their ends."""

    def __init__(self, parser: ExpressionReader, parts: list[_Part], range_: SourceRange) -> None:
        self.parser = parser
        self.parts = parts
        self.range = range_
        self.index = 0

    def all(self) -> tuple[Expression, ...]:
        """Every part of the template."""
        found: list[Expression] = []
        while self.index < len(self.parts):
            found.append(self._one())
        return tuple(found)

    def _one(self) -> Expression:
        part = self.parts[self.index]
        self.index += 1
        if isinstance(part, _Literal):
            return syntax.LiteralValue(nfc(part.text), self.parser.between(part.start, part.end))
        if not isinstance(part, _Directive):
            return part
        if part.word not in ("if", "for"):
            self._unbalanced(part)
        return self._if(part) if part.word == "if" else self._for(part)

    def _unbalanced(self, part: _Directive) -> NoReturn:
        self.parser.fail(
            f"Unexpected {part.word} directive",
            "The control directives within this template are unbalanced.",
            part.range,
        )

    def _until(self, opening: _Directive, *ends: str) -> tuple[tuple[Expression, ...], _Directive]:
        """The parts up to one of these directives, and that directive, taken."""
        found: list[Expression] = []
        while True:
            if self.index == len(self.parts):
                self.parser.fail(
                    "Unexpected end of template",
                    f"The {opening.word} directive at {opening.range} is missing its corresponding "
                    f"end{opening.word} directive.",
                    opening.range,
                )
            part = self.parts[self.index]
            if isinstance(part, _Directive) and part.word not in ("if", "for"):
                if part.word not in ends:
                    self._unbalanced(part)
                self.index += 1
                return tuple(found), part
            found.append(self._one())

    def _if(self, opening: _Directive) -> Expression:
        then, end = self._until(opening, "else", "endif")
        otherwise: tuple[Expression, ...] = ()
        if end.word == "else":
            otherwise, end = self._until(opening, "endif")
        if opening.expression is None:  # pragma: no cover - _directive sets it
            raise AssertionError(opening)
        range_ = opening.range.to(end.range)
        return syntax.TemplateIf(opening.expression, then, otherwise, range_)

    def _for(self, opening: _Directive) -> Expression:
        body, end = self._until(opening, "endfor")
        if opening.expression is None:  # pragma: no cover - _directive sets it
            raise AssertionError(opening)
        return syntax.TemplateFor(
            opening.key, opening.value, opening.expression, body, opening.range.to(end.range)
        )
