"""The blocks and arguments of a text, their expressions unread until somebody asks for them.

For a text that `terraform fmt` has laid out and that is known to be right: what ships with
archbench, which a test reads both ways. There the blanks before a line say what it belongs to, so
that nothing but lines has to be looked at.
"""

import re
from functools import cached_property

from archbench.errors import InputError
from archbench.hcl.parser import parse_expression
from archbench.hcl.source import Position, SourceRange
from archbench.hcl.syntax import Attribute, Block, Body, Expression, LiteralValue
from archbench.hcl.text import nfc

_ITEM = re.compile(
    r"""^(?P<blanks>[ ]*)(?:
        (?P<name>[\w-]+)(?:
            [ ]+=[ ]+(?P<text>.*(?:\n(?P=blanks)(?:[ ]+\S|[)\]}]).*)*)  # deeper lines, and closers
            |(?P<labels>(?:[ ]"[^"\\$%]*")*)[ ]\{
        )
        |(?P<end>\})
        |\#.*
    )?$""",
    re.MULTILINE | re.VERBOSE,
)
_TEXT = re.compile(r'"([^"\\$%]*)"')
_TRUTHS = {"true": True, "false": False}
_DEEPER = 2
"""Blanks before a line for each block it stands in."""


class Unread(Attribute):
    """An argument whose expression is read when it is asked for, once."""

    _text: str
    _filename: str
    _places: tuple[int, int, int]

    def __init__(self, name: str, text: str, filename: str, places: tuple[int, int, int]) -> None:
        """Text is the expression; places are its line and the columns of the name and of it."""
        object.__setattr__(self, "name", name)
        self.__dict__.update(_text=text, _filename=filename, _places=places)

    @property
    def text(self) -> str | None:
        """The text it is, which takes no reading; None where it is another expression."""
        found = _TEXT.fullmatch(self._text)
        return nfc(found[1]) if found else None

    @cached_property
    def expression(self) -> Expression:
        """The expression; raises InputError when the text is none."""
        line, _, column = self._places
        start = Position(line, column)
        plain = self.text
        if plain is not None or self._text in _TRUTHS:
            end = Position(line, column + len(self._text))
            value = _TRUTHS[self._text] if plain is None else plain
            return LiteralValue(value, SourceRange(self._filename, start, end))
        found, problems = parse_expression(self._text, self._filename, start)
        if found is None:
            raise InputError("\n".join(map(str, problems)))
        return found

    @cached_property
    def name_range(self) -> SourceRange:
        """Where its name stands."""
        line, column, _ = self._places
        end = Position(line, column + len(self.name))
        return SourceRange(self._filename, Position(line, column), end)

    @cached_property
    def range(self) -> SourceRange:
        """From its name to the end of its expression."""
        return self.name_range.to(self.expression.range)


def outline(text: str, filename: str) -> Body | None:
    """The body of a text, with every block in it; None where its layout is another.

    The range of a body is where it starts.
    """
    start = SourceRange(filename, Position(1, 1), Position(1, 1))
    attributes: dict[str, Attribute] = {}
    blocks: list[Block] = []
    around: list[tuple[dict[str, Attribute], list[Block], re.Match[str], int]] = []
    line, position = 1, 0
    for item in _ITEM.finditer(text):
        name, written = item["name"], item["text"]
        column = len(item["blanks"]) + 1
        if item.start() != position or name in attributes:
            break
        if (name or item["end"]) and column != _DEEPER * (len(around) - bool(item["end"])) + 1:
            break
        position = item.end() + 1
        if written is not None:
            places = line, column, column + item.start("text") - item.start("name")
            attributes[name] = Unread(name, written, filename, places)
            line += written.count("\n")
        elif name:
            around.append((attributes, blocks, item, line))
            attributes, blocks = {}, []
        elif item["end"]:
            body = Body(attributes, tuple(blocks), start)
            attributes, blocks, header, row = around.pop()
            first, last = header.start("name") - header.start(), header.end() - header.start()
            range_ = SourceRange(filename, Position(row, first + 1), Position(row, last - 1))
            labels = tuple(re.findall('"([^"]*)"', header["labels"]))
            blocks.append(Block(header["name"], labels, body, range_))
        line += 1
    if position <= len(text) or around:
        return None
    return Body(attributes, tuple(blocks), start)
