"""The blocks and arguments of a text, their expressions unread until somebody asks for them.

For a text that `terraform fmt` has laid out and that is known to be right: what ships with
archbench, which a test reads both ways. There the blanks before a line say what it belongs to, so
that nothing but lines has to be looked at.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

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
_LABEL = regex('"([^"]*)"')
_TEXT = regex(r'"((?:[^"\\$%]|\\")*)"')
_WORDS: dict[str, bool | int] = {"true": True, "false": False, **{str(i): i for i in range(100)}}
"""Expressions that take no reading."""
_DEEPER = 2
"""Blanks before a line for each block it stands in."""


class Unread(Attribute):
    """An argument whose expression is read when it is asked for, once."""

    source: str
    """The expression as it is written."""
    _found: re.Match[str]
    _filename: str
    _line: int

    def __init__(self, name: str, found: re.Match[str], filename: str, line: int) -> None:
        """Found is where it is written, which begins with that line of the file."""
        object.__setattr__(self, "name", name)
        self.__dict__.update(source=found["text"], _found=found, _filename=filename, _line=line)

    @property
    def plain(self) -> bool | int | str | None:
        """What it is where that takes no reading; None where it is another expression."""
        word = _WORDS.get(self.source)
        if word is not None:
            return word
        found = _TEXT.fullmatch(self.source)
        return nfc(found[1].replace('\\"', '"')) if found else None

    @cached_property
    def expression(self) -> Expression:
        """The expression; raises InputError when the text is none."""
        start = self._at("text")
        plain = self.plain
        if plain is not None:
            end = Position(start.line, start.column + len(self.source))
            return LiteralValue(plain, SourceRange(self._filename, start, end))
        found, problems = parse_expression(self.source, self._filename, start)
        if found is None:
            raise InputError("\n".join(map(str, problems)))
        return found

    @cached_property
    def name_range(self) -> SourceRange:
        """Where its name stands."""
        start = self._at("name")
        end = Position(start.line, start.column + len(self.name))
        return SourceRange(self._filename, start, end)

    @cached_property
    def range(self) -> SourceRange:
        """From its name to the end of its expression."""
        return self.name_range.to(self.expression.range)

    def _at(self, part: str) -> Position:
        return Position(self._line, self._found.start(part) - self._found.start() + 1)


class _Arguments(Mapping[str, Attribute]):
    """Arguments by name, each made when it is asked for: a verdict asks for few."""

    def __init__(self, filename: str) -> None:
        self._filename = filename
        self._found: dict[str, tuple[re.Match[str], int]] = {}
        self._made: dict[str, Attribute] = {}

    def add(self, name: str, found: re.Match[str], line: int) -> None:
        """One more, which is written here."""
        self._found[name] = found, line

    def __getitem__(self, name: str) -> Attribute:
        if name not in self._made:
            found, line = self._found[name]
            self._made[name] = Unread(name, found, self._filename, line)
        return self._made[name]

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 as a mapping has it
        """The argument, or what is given where it is left out."""
        return self[name] if name in self._found else default

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


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
    arguments = _Arguments(filename)
    blocks: list[Block] = []
    around: list[tuple[_Arguments, list[Block], re.Match[str], int]] = []
    line, position, depth = 1, 0, 0
    for item in _ITEM.finditer(text):
        blanks, name, written, labels, end = item.groups()
        if item.start() != position:
            break
        position = item.end() + 1
        if written is not None:
            if len(blanks) != depth or name in arguments:
                break
            arguments.add(name, item, line)
            line += written.count("\n")
        elif labels is not None:
            if len(blanks) != depth:
                break
            around.append((arguments, blocks, item, line))
            arguments, blocks = _Arguments(filename), []
            depth += _DEEPER
        elif end:
            depth -= _DEEPER
            if len(blanks) != depth:
                break
            body = Body(arguments, tuple(blocks), start)
            arguments, blocks, header, row = around.pop()
            first, last = header.start("name") - header.start(), header.end() - header.start()
            range_ = SourceRange(filename, Position(row, first + 1), Position(row, last - 1))
            found = tuple(_LABEL.findall(header["labels"]))
            blocks.append(Block(header["name"], found, body, range_))
        line += 1
    else:
        if position > len(text) and not around:
            return Body(arguments, tuple(blocks), start)
    return None
