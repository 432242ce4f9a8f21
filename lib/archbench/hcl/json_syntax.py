"""Terraform's JSON syntax: a .tf.json file becomes the same body as a .tf file.

JSON does not tell a nested block from an argument that holds an object. Blocks of the Terraform
language itself become blocks here; inside a resource, data source or provider everything else stays
an argument, and who knows the provider's schema reads it as blocks where the schema has them.
"""

import re
from collections.abc import Iterator
from typing import Literal

from archbench.frozen import frozen
from archbench.hcl import syntax
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.numbers import finite
from archbench.hcl.parser import Diagnostics, parse_expression, parse_template
from archbench.hcl.scanner import MAX_DEPTH, Tokens
from archbench.hcl.source import Position, SourceRange
from archbench.hcl.syntax import Expression
from archbench.hcl.text import nfc
from archbench.patterns import regex

_TOKEN = regex(
    r"""[ \t\r\n]*(?:(?P<string>"(?:[^"\\\x00-\x1f]|\\.)*")|(?P<number>-?[0-9]+(?:\.[0-9]+)?"""
    r"""(?:[eE][+-]?[0-9]+)?)|(?P<word>true|false|null)|(?P<mark>[{}\[\],:]))"""
)
_ESCAPE = regex(r"\\(u[0-9a-fA-F]{4}|.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}
_WORDS = {"true": True, "false": False, "null": None}

_BLOCKS: dict[str, dict[str, int]] = {
    "": {
        "resource": 2,
        "data": 2,
        "ephemeral": 2,
        "variable": 1,
        "output": 1,
        "module": 1,
        "provider": 1,
        "check": 1,
        "locals": 0,
        "terraform": 0,
        "moved": 0,
        "import": 0,
        "removed": 0,
    },
    "terraform": {"backend": 1, "cloud": 0, "required_providers": 0, "provider_meta": 1},
    "cloud": {"workspaces": 0},
    "resource": {"lifecycle": 0, "connection": 0, "provisioner": 1, "dynamic": 1},
    "data": {"lifecycle": 0, "dynamic": 1},
    "ephemeral": {"lifecycle": 0, "dynamic": 1},
    "provider": {"dynamic": 1},
    "provisioner": {"connection": 0},
    "lifecycle": {"precondition": 0, "postcondition": 0},
    "variable": {"validation": 0},
    "output": {"precondition": 0},
    "check": {"assert": 0, "data": 2},
    "removed": {"lifecycle": 0, "connection": 0, "provisioner": 1},
    "dynamic": {"content": 0},
    "content": {"dynamic": 1},
}
"""Block types by the block around them, with how many labels they have."""

_REFERENCES = frozenset(
    {
        "depends_on",
        "provider",
        "providers",
        "ignore_changes",
        "replace_triggered_by",
        "configuration_aliases",
    }
)
"""Arguments whose strings are references; so are `type` of a variable and the ends of a move."""

_CONSTANTS = {"variable": "default description deprecated", "module": "source version"}
"""Arguments that are constants, where a string is no template, by the block around them."""

_PLACES = {
    "variable": "type",
    "moved": "from to",
    "import": "to",
    "removed": "from",
    "dynamic": "iterator",
}


@frozen
class _Node:
    """A JSON value: data is a bool, None, number text in a tuple of one, str, list or pairs."""

    kind: str
    data: object
    range: SourceRange


_Strings = Literal["template", "reference", "constant"]
_Pair = tuple[_Node, _Node]


def _strings(name: str, around: str) -> _Strings:
    """What the strings of an argument are."""
    if name in _REFERENCES or name in _PLACES.get(around, "").split():
        return "reference"
    return "constant" if name in _CONSTANTS.get(around, "").split() else "template"


class _Mistake(Exception):  # noqa: N818 - the user's, not ours
    """The text is not JSON; its diagnostic is recorded."""


def parse_json_body(text: str, filename: str) -> tuple[syntax.Body, Diagnostics]:
    """The body of a .tf.json file and what is wrong in it.

    >>> body, problems = parse_json_body('{"locals": {"a": "x-${var.b}"}}', "x.tf.json")
    >>> body.blocks[0].type, list(body.blocks[0].body.attributes), problems
    ('locals', ['a'], ())
    """
    reader = _Reader(text, filename)
    body = syntax.Body({}, (), SourceRange(filename, Position(1, 1), Position(1, 1)))
    try:
        root = reader.document()
        body = _Builder(reader.diagnostics).body(root, "")
    except _Mistake:
        pass
    return body, tuple(reader.diagnostics)


class _Reader:
    """Reads JSON with the place of every value; later duplicates of a key are kept."""

    def __init__(self, text: str, filename: str) -> None:
        self.text = text
        self.index = 1 if text.startswith("\ufeff") else 0
        lines = [self.index, *(match.end() for match in re.finditer("\n", text))]
        self.places = Tokens(filename, lines=lines)
        self.depth = 0
        self.diagnostics: list[Diagnostic] = []

    def document(self) -> _Node:
        """The one value of the file."""
        root = self._value()
        if self.text[self.index :].strip(" \t\r\n"):
            self._fail("Extra characters after the JSON value.")
        return root

    def _fail(self, detail: str) -> None:
        while self.text[self.index : self.index + 1] in (" ", "\t", "\r", "\n"):
            self.index += 1
        range_ = self.places.between(self.index, min(self.index + 1, len(self.text)))
        self.diagnostics.append(Diagnostic("error", "Invalid JSON", detail, range_))
        raise _Mistake

    def _next(self) -> re.Match[str]:
        match = _TOKEN.match(self.text, self.index)
        if match is None:
            self._fail("Expected a JSON value, a bracket, a comma or a colon here.")
            raise AssertionError
        self.index = match.end()
        return match

    def _mark(self, *wanted: str) -> str:
        before = self.index
        match = self._next()
        if match["mark"] not in wanted:
            self.index = before
            self._fail(f"Expected {' or '.join(wanted)} here.")
        return str(match["mark"])

    def _peek(self, mark: str) -> bool:
        match = _TOKEN.match(self.text, self.index)
        return match is not None and match["mark"] == mark

    def _value(self) -> _Node:
        before = self.index
        match = self._next()
        kind = str(match.lastgroup)
        start = match.start(kind)
        range_ = self.places.between(start, match.end())
        if kind == "string":
            return _Node("string", self._text(match["string"][1:-1], start), range_)
        if kind == "number":
            number = finite(match["number"])
            if number is None:
                self.index = before
                self._fail("This number is too large or too small to be one.")
            return _Node("number", number, range_)
        if kind == "word":
            return _Node("word", _WORDS[match["word"]], range_)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.index = before
            self._fail(f"Arrays and objects may nest {MAX_DEPTH} levels deep.")
        if match["mark"] == "{":
            data: list[object] = list(self._pairs())
        elif match["mark"] == "[":
            data = list(self._items())
        else:
            self.index = before
            self._fail("Expected a JSON value here.")
        self.depth -= 1
        kind = "object" if match["mark"] == "{" else "array"
        return _Node(kind, data, self.places.between(start, self.index))

    def _pairs(self) -> Iterator[_Pair]:
        if self._peek("}"):
            self._next()
            return
        while True:
            before = self.index
            key = self._value()
            if key.kind != "string":
                self.index = before
                self._fail("Expected a key in double quotes here.")
            self._mark(":")
            yield key, self._value()
            if self._mark(",", "}") == "}":
                return

    def _items(self) -> Iterator[_Node]:
        if self._peek("]"):
            self._next()
            return
        while True:
            yield self._value()
            if self._mark(",", "]") == "]":
                return

    def _text(self, raw: str, start: int) -> str:
        if "\\" not in raw:
            return raw

        def unescape(match: re.Match[str]) -> str:
            word = match[1]
            if len(word) > 1:
                return chr(int(word[1:], 16))
            if word not in _ESCAPED:
                self.index = start
                self._fail(f'"\\{word}" is not an escape sequence of JSON.')
            return _ESCAPED[word]

        text = _ESCAPE.sub(unescape, raw)
        # pairs of surrogates stand for one character; lone ones for the replacement character
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Builder:
    """JSON values to bodies and expressions."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = diagnostics

    def body(self, node: _Node, around: str) -> syntax.Body:
        """A JSON object as the body of a block of this type ("" for the file)."""
        attributes: dict[str, syntax.Attribute] = {}
        blocks: list[syntax.Block] = []
        if node.kind == "array" and around == "":
            for item in node.data:  # type: ignore[attr-defined]
                inner = self.body(item, around)
                attributes |= inner.attributes
                blocks.extend(inner.blocks)
            return syntax.Body(attributes, tuple(blocks), node.range)
        for key, value in self._pairs(node):
            name = str(key.data)
            if name == "//":
                continue
            labels = _BLOCKS.get(around, {}).get(name)
            if labels is not None:
                blocks.extend(self._blocks(name, labels, key, value, ()))
                continue
            if name in attributes:
                detail = f'The argument "{name}" was already set at {attributes[name].range}.'
                self._report("Attribute redefined", detail, key.range)
                continue
            expression = self._expression(value, _strings(name, around))
            range_ = key.range.to(value.range)
            attributes[name] = syntax.Attribute(name, expression, range_, key.range)
        return syntax.Body(attributes, tuple(blocks), node.range)

    def _report(self, summary: str, detail: str, range_: SourceRange) -> None:
        self.diagnostics.append(Diagnostic("error", summary, detail, range_))

    def _pairs(self, node: _Node) -> list[_Pair]:
        if node.kind == "object":
            return node.data  # type: ignore[return-value]
        detail = "A JSON object is required here, to hold the arguments of a block."
        self._report("Incorrect JSON value type", detail, node.range)
        return []

    def _blocks(
        self, type_: str, labels: int, key: _Node, node: _Node, found: tuple[_Node, ...]
    ) -> Iterator[syntax.Block]:
        if node.kind == "word" and node.data is None:
            return
        if node.kind == "array":
            for item in node.data:  # type: ignore[attr-defined]
                yield from self._blocks(type_, labels, key, item, found)
        elif len(found) < labels:
            for label, value in self._pairs(node):
                if label.data != "//":
                    yield from self._blocks(type_, labels, key, value, (*found, label))
        else:
            names = tuple(nfc(str(label.data)) for label in found)
            last = found[-1] if found else key
            ranges = tuple(label.range for label in found)
            yield syntax.Block(type_, names, self.body(node, type_), last.range, ranges)

    def _expression(self, node: _Node, strings: _Strings = "template") -> Expression:
        range_ = node.range
        if node.kind == "string":
            text = str(node.data)
            if strings == "constant":
                return syntax.LiteralValue(nfc(text), range_)
            inside = Position(range_.start.line, range_.start.column + 1)
            parse = parse_expression if strings == "reference" else parse_template
            expression, problems = parse(text, range_.filename, inside)
            self.diagnostics.extend(problems)
            return expression or syntax.LiteralValue(nfc(text), range_)
        if node.kind == "array":
            items = (self._expression(item, strings) for item in _nodes(node))
            return syntax.Tuple(tuple(items), range_)
        if node.kind == "object":
            pairs: list[_Pair] = node.data  # type: ignore[assignment]
            keys: _Strings = "constant" if strings == "constant" else "template"
            objects = (
                syntax.ObjectItem(self._expression(key, keys), self._expression(value, strings))
                for key, value in pairs
            )
            return syntax.Object(tuple(objects), range_)
        return syntax.LiteralValue(node.data, range_)  # type: ignore[arg-type]


def _nodes(node: _Node) -> list[_Node]:
    return node.data  # type: ignore[return-value]
