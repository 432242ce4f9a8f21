"""The blocks and arguments of a text, their expressions unread until somebody asks for them.

For a text that `terraform fmt` has laid out and that is known to be right: what ships with
archbench, which a test reads both ways. There the blanks before a line say what it belongs to, so
that nothing but lines has to be looked at.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from archbench.errors import InputError
from archbench.hcl.parser import parse_expression
from archbench.hcl.source import Position, SourceRange
from archbench.hcl.syntax import Attribute, Block, Body, Expression, LiteralValue
from archbench.hcl.text import nfc
from archbench.patterns import regex

_ITEM = regex(
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
_TEXT = regex(r'"((?:[^"\\$%]|\\")*)"')
_WORDS: dict[str, bool | int] = {"true": True, "false": False, **{str(i): i for i in range(100)}}
"""Expressions that take no reading."""
_DEEPER = 2
"""Blanks before a line for each block it stands in."""


class Unread(Attribute):
    """An argument whose expression is read when it is asked for, once."""

    source: str
    """The expression as it is written."""
    _filename: str
    _places: tuple[int, int, int]

    def __init__(self, name: str, text: str, filename: str, places: tuple[int, int, int]) -> None:
        """Text is the expression; places are its line and the columns of the name and of it."""
        object.__setattr__(self, "name", name)
        self.__dict__.update(source=text, _filename=filename, _places=places)

    @property
    def text(self) -> str | None:
        """The text it is, which takes no reading; None where it is another expression."""
        found = _TEXT.fullmatch(self.source)
        return nfc(found[1].replace('\\"', '"')) if found else None

    @cached_property
    def expression(self) -> Expression:
        """The expression; raises InputError when the text is none."""
        line, _, column = self._places
        start = Position(line, column)
        plain = _WORDS.get(self.source, self.text)
        if plain is not None:
            end = Position(line, column + len(self.source))
            return LiteralValue(plain, SourceRange(self._filename, start, end))
        found, problems = parse_expression(self.source, self._filename, start)
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


class Expressions(Mapping[str, Expression]):
    """The expressions of arguments by name, each read when it is asked for."""

    def __init__(self, attributes: Mapping[str, Attribute]) -> None:
        """Attributes are the arguments."""
        self._attributes = attributes

    def __getitem__(self, name: str) -> Expression:
        return self._attributes[name].expression

    def __iter__(self) -> Iterator[str]:
        return iter(self._attributes)

    def __len__(self) -> int:
        return len(self._attributes)


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
        blanks, name, written, labels, end = item.groups()
        column = len(blanks) + 1
        if item.start() != position or name in attributes:
            break
        if (name or end) and column != _DEEPER * (len(around) - bool(end)) + 1:
            break
        position = item.end() + 1
        if written is not None:
            places = line, column, column + item.start("text") - item.start("name")
            attributes[name] = Unread(name, written, filename, places)
            line += written.count("\n")
        elif labels is not None:
            around.append((attributes, blocks, item, line))
            attributes, blocks = {}, []
        elif end:
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
