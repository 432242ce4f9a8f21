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
    r"""^((?P<blanks>[ ]*)(?:
        (?P<name>[\w-]+)(?:
            (?P<gap>[ ]+=[ ]+)
            (?P<text>.*(?:\n(?P=blanks)(?:[ ]+\S|[)\]}]).*)*)  # deeper lines, and closers
            |(?P<labels>(?:[ ]"[^"\\$%]*")*)[ ](?P<opens>\{)
        )
        |(?P<closes>\})
        |\#.*
    )?)$""",
    re.MULTILINE | re.VERBOSE,
)
_LABEL = regex('"([^"]*)"')
_TEXT = regex(r'"((?:[^"\\$%]|\\")*)"')
_WORDS: dict[str, bool | int] = {"true": True, "false": False, **{str(i): i for i in range(100)}}
"""Expressions that take no reading."""
_DEEPER = 2
"""Blanks before a line for each block it stands in."""
_Place = tuple[int, str, str]
"""The line of an argument, the blanks before it, and those around its equals sign."""


class Unread(Attribute):
    """An argument whose expression is read when it is asked for, once."""

    source: str
    """The expression as it is written."""
    _filename: str
    _place: _Place

    def __init__(self, name: str, source: str, filename: str, place: _Place) -> None:
        """Source is the expression."""
        object.__setattr__(self, "name", name)
        self.__dict__.update(source=source, _filename=filename, _place=place)

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
        line, blanks, gap = self._place
        start = Position(line, len(blanks) + len(self.name) + len(gap) + 1)
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
        line, blanks, _ = self._place
        column = len(blanks) + 1
        end = Position(line, column + len(self.name))
        return SourceRange(self._filename, Position(line, column), end)

    @cached_property
    def range(self) -> SourceRange:
        """From its name to the end of its expression."""
        return self.name_range.to(self.expression.range)


class _Arguments(Mapping[str, Attribute]):
    """Arguments by name, each made when it is asked for: a verdict asks for few."""

    def __init__(self, filename: str, found: Mapping[str, tuple[str, _Place]]) -> None:
        """Found are the expressions by name, and where they stand."""
        self._filename = filename
        self._found = found
        self._made: dict[str, Attribute] = {}

    def __getitem__(self, name: str) -> Attribute:
        if name not in self._made:
            source, place = self._found[name]
            self._made[name] = Unread(name, source, self._filename, place)
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
    found: dict[str, tuple[str, _Place]] = {}
    blocks: list[Block] = []
    around = []
    line, length, depth = 1, 0, 0
    for whole, blanks, name, gap, written, labels, opens, closes in _ITEM.findall(text):
        length += len(whole) + 1
        if gap:
            if len(blanks) != depth or name in found:
                return None
            found[name] = written, (line, blanks, gap)
            line += written.count("\n")
        elif opens:
            if len(blanks) != depth:
                return None
            around.append((found, blocks, name, labels, line))
            found, blocks = {}, []
            depth += _DEEPER
        elif closes:
            depth -= _DEEPER
            if len(blanks) != depth:
                return None
            body = Body(_Arguments(filename, found), tuple(blocks), start)
            found, blocks, kind, named, first = around.pop()
            end = Position(first, depth + len(kind) + len(named) + 1)
            range_ = SourceRange(filename, Position(first, depth + 1), end)
            blocks.append(Block(kind, tuple(_LABEL.findall(named)), body, range_))
        line += 1
    if length <= len(text) or around:  # what belongs to no line of these was passed over
        return None
    return Body(_Arguments(filename, found), tuple(blocks), start)
