"""Source text to tokens.

One regular expression reads a token of code at a time; strings and heredocs are read by their own
expressions. The scanner knows which brackets are open, so it leaves out every newline that means
nothing (inside parentheses, brackets, templates and `for` expressions in braces), and the parser
never has to ask.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any

from archbench.frozen import field, record
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.source import Position, SourceRange
from archbench.patterns import regex

MAX_DEPTH = 120
"""Brackets and templates may nest this deep; hand-written configurations stay below 30."""

# No possessive group: one that fails half way goes on from there before Python 3.11.5.
_CODE = regex(
    r"""
    [ \t]*+(?:/\*(?s:.*?)\*/[ \t]*+)*
    (?:
      (?P<id>[A-Za-z_][A-Za-z0-9_-]*+(?![^\x00-\x7f])|[^\W\d](?:[\w\-·]|(?![\U00010000-\U0010ffff])[^\x00-\u02ff])*)
    | (?P<newline>(?:(?:\#|//)[^\n]*)?\r?(?:\n|\Z))
    | (?P<string>"[^"\\$%\r\n]*")
    | (?P<number>[0-9](?:\.*(?:[0-9]|[eE][+-]?[0-9]))*)
    | (?P<heredoc><<-?[^\W\d][\w-]*\r?\n)
    | (?P<comment>/\*)
    | (?P<operator>\.\.\.|=>|==|!=|<=|>=|&&|\|\||::|~\}|[{}()\[\].,=+\-*/%<>!?:"])
    | (?P<invalid>.)
    )""",
    re.VERBOSE,
)
_QUOTED = regex(
    r"""(?P<text>(?:\\[^\r\n]|[^\\"$%\r\n])+)|(?P<escaped>\$\$\{~?|%%\{~?)"""
    r"""|(?P<open>[$%]\{~?)|(?P<symbol>[$%])|(?P<close>")|(?P<broken>[\r\n\\])"""
)
_BARE = regex(
    r"""(?P<text>[^$%\n]*\n|[^$%\n]+)|(?P<escaped>\$\$\{~?|%%\{~?)|(?P<open>[$%]\{~?)"""
    r"""|(?P<symbol>[$%]\n?)"""
)
_ESCAPE = regex(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_HEADER = regex(r'(?!(?:in|if|for)\b)[A-Za-z_][\w-]*[ \t]+(?:"[^"\n]*"[ \t]+)*\{')
_BETWEEN = regex(r"\s+|(?:\#|//)[^\n]*\n|/\*(?s:.*?)\*/")
_FOR = regex(r"for(?![\w-])")
_COMMENT = regex(r"(?:\#|//)[^\n]*|/\*(?s:.*?)(?:\*/|\Z)")
_WORDS = frozenset({"id", "string", "template)"})
_CLOSERS = {")": "(", "]": "["}
_ENCLOSING = frozenset({'"', "{", "}", "~}", "(", ")", "[", "]"})

_START = Position(1, 1)
_new: Any = tuple.__new__
"""Makes a named tuple in half the time: every node of a tree has a range."""

# What encloses the place the scanner is at. Newlines count in a body and in an object only.
_BODY, _OBJECT, _CODE_IN_TEMPLATE = "body", "object", "sequence"
_PAREN, _BRACKET, _FOR_OBJECT = "(", "[", "for"
_COUNTS_NEWLINES = frozenset({_BODY, _OBJECT})


@record
class _Template:
    """An open quoted string, heredoc or whole-file template."""

    marker: str | None
    quoted: bool
    start: int
    at_line_start: bool = True


class DepthError(Exception):
    """The text nests deeper than MAX_DEPTH; the range is where it does."""

    def __init__(self, range_: SourceRange) -> None:
        super().__init__("nested too deeply")
        self.range = range_


@record
class Tokens:
    """Tokens as parallel lists: kind, text, start and end offset; the last is "end".

    The kind of an operator or bracket is its text. "id", "number" and "string" (no template inside,
    text decoded) are one token each; a template is "template(" (text: "quoted", "heredoc", "flush"
    or "bare"), then "literal"s, "${" or "%{" (text "~" when it strips) with their code and
    "}t" (likewise), then "template)". "reset" is where a new top-level block starts although
    brackets are open; "invalid" was already reported.
    """

    filename: str
    kinds: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    origin: Position = field(default=Position(1, 1))

    def position(self, offset: int) -> Position:
        """Line and column of an offset."""
        line = bisect_right(self.lines, offset)
        column = offset - self.lines[line - 1]
        if line == 1:
            column += self.origin.column - 1
        return Position(line + self.origin.line - 1, column + 1)

    def between(self, start: int, end: int) -> SourceRange:
        """The range between two offsets."""
        lines, origin = self.lines, self.origin
        row = bisect_right(lines, start)
        line = row + origin.line - 1
        column = start - lines[row - 1] + (origin.column if row == 1 else 1)
        if row < len(lines) and end < lines[row]:  # on one line, as nearly all are
            last = _new(Position, (line, column + end - start))
        else:
            last = self.position(end)
        found: SourceRange = _new(
            SourceRange, (self.filename, _new(Position, (line, column)), last)
        )
        return found

    def range(self, index: int) -> SourceRange:
        """The range of one token."""
        return self.between(self.starts[index], self.ends[index])


def comments(text: str, filename: str) -> Iterator[SourceRange]:
    """Where the comments of a text stand, those after code and of several lines as well."""
    tokens = scan(text, filename)
    code = [
        (start, end)
        for kind, start, end in zip(tokens.kinds, tokens.starts, tokens.ends, strict=True)
        if kind not in ("newline", "reset", "end")
    ]
    for after, before in pairwise([(0, 0), *code, (len(text), len(text))]):
        for found in _COMMENT.finditer(text, after[1], before[0]):
            yield tokens.between(found.start(), found.end())


def scan(text: str, filename: str, origin: Position = _START, mode: str = "body") -> Tokens:
    """Every token of a body, an "expression" or a "template"; raises DepthError."""
    scanner = _Scanner(text, filename, origin)
    scanner.run(mode)
    return scanner.tokens


class _Scanner:
    """One pass over one text."""

    def __init__(self, text: str, filename: str, origin: Position) -> None:
        self.text = text
        self.position = 1 if text.startswith("\ufeff") else 0
        lines = [self.position, *chain(match.end() for match in re.finditer("\n", text))]
        self.tokens = Tokens(filename, lines=lines, origin=origin)
        self.enclosing: list[str | _Template] = []

    def run(self, mode: str) -> None:
        if mode == "template":
            self._add("template(", "bare", self.position, self.position)
            self._push(_Template(None, quoted=False, start=self.position))
        else:
            self._push(_BODY if mode == "body" else _PAREN)
        length = len(self.text)
        while self.position < length:
            inner = self.enclosing[-1]
            if not isinstance(inner, _Template):
                self._code()
            elif inner.quoted:
                self._quoted(inner)
            else:
                self._bare(inner)
        for inner in reversed(self.enclosing[1:]):
            if isinstance(inner, _Template):
                self._unterminated(inner)
                break
        if mode == "template" and len(self.enclosing) == 1:
            self._add("template)", "", length, length)
        if mode == "body":
            self._add("newline", "", length, length)
        self._add("end", "", length, length)

    def _add(self, kind: str, text: str, start: int, end: int) -> None:
        tokens = self.tokens
        tokens.kinds.append(kind)
        tokens.texts.append(text)
        tokens.starts.append(start)
        tokens.ends.append(end)

    def _report(self, summary: str, detail: str, start: int, end: int) -> None:
        self.tokens.diagnostics.append(
            Diagnostic("error", summary, detail, self.tokens.between(start, end))
        )

    def _push(self, inner: "str | _Template") -> None:
        self.enclosing.append(inner)
        if len(self.enclosing) > MAX_DEPTH:
            raise DepthError(self.tokens.between(self.position, self.position + 1))

    def _code(self) -> None:  # noqa: C901, PLR0912, PLR0915
        """Tokens of code up to where a template starts or ends."""
        text, enclosing, tokens = self.text, self.enclosing, self.tokens
        kinds, texts, starts, ends = tokens.kinds, tokens.texts, tokens.starts, tokens.ends
        match = _CODE.match
        position, length = self.position, len(text)
        while position < length:
            found = match(text, position)
            assert found is not None  # noqa: S101 every character is at least an invalid one
            kind = found.lastgroup
            assert kind is not None  # noqa: S101 each branch is a group
            start, position = found.span(kind)
            if kind == "operator":
                word = found[kind]
                if word in _ENCLOSING:
                    if self._operator(word, start, position):
                        return
                    continue
                kind = word
            elif kind == "id":
                word = found[kind]
                if (
                    enclosing[-1] not in (_BODY, _CODE_IN_TEMPLATE)
                    and (start == 0 or text[start - 1] == "\n")
                    and _HEADER.match(text, start)
                    and not any(isinstance(inner, _Template) for inner in enclosing)
                ):
                    del enclosing[1:]
                    enclosing[0] = _BODY
                    self._add("reset", "", start, start)
                if not word.isascii() and not word.replace("-", "_").isidentifier():
                    self._invalid(start, position)
                    continue
            elif kind == "newline":
                if enclosing[-1] not in _COUNTS_NEWLINES or kinds[-1:] == ["newline"]:
                    continue
                word = ""
            elif kind == "string":
                word = text[start + 1 : position - 1]
            elif kind == "number":
                word = found[kind]
            elif kind == "heredoc":
                word = found[kind]
                marker = word.rstrip("\r\n").lstrip("<").removeprefix("-")
                self._add("template(", "flush" if word[2] == "-" else "heredoc", start, position)
                self.position = position
                self._push(_Template(marker, quoted=False, start=start))
                return
            elif kind == "comment":
                detail = "A comment that starts with /* must end with */."
                self._report("Unterminated comment", detail, start, position)
                self._add("invalid", "", start, position)
                position = length
                continue
            else:
                self._invalid(start, position)
                continue
            kinds.append(kind)  # as `_add` does, which would take a tenth of a scan to call
            texts.append(word)
            starts.append(start)
            ends.append(position)
        self.position = position

    def _operator(self, word: str, start: int, end: int) -> bool:
        """Take what opens or closes something; True when the code is left for a template."""
        enclosing = self.enclosing
        self.position = end
        if word == '"':
            self._add("template(", "quoted", start, end)
            self._push(_Template(None, quoted=True, start=start))
            return True
        if word == "{":
            self._push(self._brace(end))
        elif word in ("(", "["):
            self._push(word)
        elif word in ("}", "~}"):
            if enclosing[-1] == _CODE_IN_TEMPLATE:
                enclosing.pop()
                self._add("}t", "~" if word == "~}" else "", start, end)
                return True
            if word == "~}":
                self._invalid(start, start + 1)
                word = "}"
            if len(enclosing) > 1 and enclosing[-1] in (_BODY, _OBJECT, _FOR_OBJECT):
                enclosing.pop()
        elif word in _CLOSERS and len(enclosing) > 1 and enclosing[-1] == _CLOSERS[word]:
            enclosing.pop()
        self._add(word, word, start, end)
        return False

    def _brace(self, end: int) -> str:
        """What an opening brace opens: the body of a block, a `for` expression or an object."""
        kinds = self.tokens.kinds
        if self.enclosing[-1] == _BODY and kinds and kinds[-1] in _WORDS:
            return _BODY
        while between := _BETWEEN.match(self.text, end):
            end = between.end()
        return _FOR_OBJECT if _FOR.match(self.text, end) else _OBJECT

    def _invalid(self, start: int, end: int) -> None:
        character = self.text[start]
        detail = {
            "'": 'Single quotes are not valid. Use double quotes (") to enclose strings.',
            "`": 'The "`" character is not valid. To create a multi-line string, use the '
            '"heredoc" syntax, like "<<EOT".',
            ";": 'The ";" character is not valid. Use newlines to separate arguments and blocks, '
            "and commas to separate items in collection values.",
            "&": 'Bitwise operators are not supported. Did you mean boolean AND ("&&")?',
            "|": 'Bitwise operators are not supported. Did you mean boolean OR ("||")?',
            "^": "Bitwise operators are not supported.",
            "~": "Bitwise operators are not supported.",
        }.get(character, "This character is not used within the language.")
        if character in "“”":
            detail = '"Curly quotes" are not valid here. Use straight double quotes (").'
        summary = "Unsupported operator" if character in "&|^~" else "Invalid character"
        self._report(summary, detail, start, end)
        self._add("invalid", "", start, end)

    def _quoted(self, inner: _Template) -> None:
        """The inside of a quoted string up to its end or the next sequence."""
        text, position = self.text, self.position
        while position < len(text):
            found = _QUOTED.match(text, position)
            if found is None or found.lastgroup == "broken":
                self._break_string(inner, position)
                return
            start, position = found.span()
            kind = found.lastgroup
            if kind == "close":
                self._close(start, position)
                return
            if kind == "open":
                self._open(found[0], start, position)
                return
            self._literal(str(kind), found[0], start, position, decode=True)
        self.position = position

    def _break_string(self, inner: _Template, position: int) -> None:
        """A quoted string that its line, or the file, does not end."""
        self._report(
            "Invalid multi-line string",
            "A quoted string must end on the line it starts on. Close it with a quote, write \\n "
            'for a newline, or use the "heredoc" syntax for text of several lines.',
            inner.start,
            position,
        )
        self._add("invalid", "", position, position)
        self._close(position, position)
        enclosing = self.enclosing
        while len(enclosing) > 1 and enclosing[-1] == _CODE_IN_TEMPLATE:
            outer = enclosing[-2]
            if not isinstance(outer, _Template) or not outer.quoted:
                break
            enclosing.pop()
            self._add("}t", "", position, position)
            self._close(position, position)

    def _bare(self, inner: _Template) -> None:
        """The inside of a heredoc or template file up to its end or the next sequence."""
        text, position = self.text, self.position
        while position < len(text):
            found = _BARE.match(text, position)
            if found is None:  # pragma: no cover - every character is matched
                raise AssertionError(position)
            start, position = found.span()
            kind = found.lastgroup
            if kind == "open":
                inner.at_line_start = False
                self._open(found[0], start, position)
                return
            if (
                inner.marker is not None
                and inner.at_line_start
                and found[0].strip() == inner.marker
            ):
                position = start + len(found[0].rstrip("\r\n"))
                self._close(start, position)
                return
            inner.at_line_start = found[0].endswith("\n")
            self._literal(str(kind), found[0], start, position, decode=False)
        self.position = position

    def _open(self, word: str, start: int, end: int) -> None:
        self._add(word[:2], word[2:], start, end)
        self.position = end
        self._push(_CODE_IN_TEMPLATE)

    def _close(self, start: int, end: int) -> None:
        self._add("template)", "", start, end)
        self.position = end
        self.enclosing.pop()

    def _literal(self, kind: str, word: str, start: int, end: int, *, decode: bool) -> None:
        if kind == "escaped":
            word = word[1:]
        elif decode and "\\" in word:
            word = _ESCAPE.sub(lambda match: self._unescape(match, start), word)
        self._add("literal", word, start, end)

    def _unescape(self, match: re.Match[str], offset: int) -> str:
        word = match[1]
        if word in _ESCAPED:
            return _ESCAPED[word]
        code = int(word[1:], 16) if len(word) > 1 else -1
        if 0 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
            return chr(code)
        detail = f'The symbol "{word}" is not a valid escape sequence selector.'
        if word == "u":
            detail = "The \\u escape sequence must be followed by four hexadecimal digits."
        elif word == "U":
            detail = "The \\U escape sequence must be followed by eight hexadecimal digits."
        elif len(word) > 1:
            detail = f"There is no Unicode character U+{code:04X}."
        start = offset + match.start()
        self._report("Invalid escape sequence", detail, start, offset + match.end())
        return word

    def _unterminated(self, inner: _Template) -> None:
        if inner.marker is None:
            return
        self._report(
            "Unterminated template string",
            f"No closing marker was found for the string. End it with a line that holds only "
            f"{inner.marker}.",
            inner.start,
            inner.start + len(inner.marker) + 2,
        )
