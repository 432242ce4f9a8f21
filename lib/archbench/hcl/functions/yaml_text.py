"""YAML as Terraform writes it: strings in double quotes, texts of several lines as literal blocks.

The layout (indents, folding of quoted strings after column 80, "? " before long keys) is that of
libyaml's emitter, on which Terraform's encoder is built.
"""

from collections.abc import Mapping
from fractions import Fraction

from archbench.hcl.functions.table import FunctionError
from archbench.hcl.numbers import number_text
from archbench.hcl.values import Value
from archbench.patterns import regex

_WIDTH = 80
_KEY_BYTES = 128
_BREAKS = "\n\r\x85\u2028\u2029"
_ESCAPES = {
    "\0": "0",
    "\a": "a",
    "\b": "b",
    "\t": "t",
    "\n": "n",
    "\v": "v",
    "\f": "f",
    "\r": "r",
    "\x1b": "e",
    '"': '"',
    "\\": "\\",
    "\x85": "N",
    "\u2028": "L",
    "\u2029": "P",
}
_PRINTABLE = regex("[\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
_NOT_IN_BLOCK = regex(" [\n\r\x85\u2028\u2029]| \\Z")


def yaml_text(value: Value) -> str:
    """A wholly known value as one YAML document."""
    writer = _Writer()
    writer.node(value, -1, in_mapping=False)
    writer.new_line(0)
    plain = value.is_null or isinstance(value.raw, (bool, int, float, Fraction))
    return "".join(writer.parts) + ("...\n" if plain else "")


class _Writer:
    """Writes nodes; column, whitespace and indention say what stands before the next character."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.column = 0
        self.whitespace = True
        self.indention = True

    def node(self, value: Value, indent: int, *, in_mapping: bool) -> None:
        raw = value.raw
        if isinstance(raw, Mapping):
            self._mapping(raw, indent)
        elif isinstance(raw, tuple):
            self._sequence(raw, indent, in_mapping=in_mapping)
        elif isinstance(raw, str):
            self._string(raw, max(indent + 2, 2))
        else:
            self._indicator(_plain(raw), after=False)

    def new_line(self, indent: int) -> None:
        """Go to this column, on a new line unless only indicators precede it on this one."""
        here = self.column == indent and not self.whitespace
        if not self.indention or self.column > indent or here:
            self.parts.append("\n")
            self.column = 0
        self.parts.append(" " * (indent - self.column))
        self.column = indent
        self.whitespace = self.indention = True

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.column += len(text)

    def _indicator(
        self, text: str, *, before: bool = True, after: bool, indents: bool = False
    ) -> None:
        """Write text that may need a space before it and may stand for one after it."""
        if before and not self.whitespace:
            self._put(" ")
        self._put(text)
        self.whitespace = after
        self.indention = self.indention and indents

    def _mapping(self, entries: Mapping[str, Value], indent: int) -> None:
        if not entries:
            self._indicator("{}", after=False)
            return
        inner = 0 if indent < 0 else indent + 2
        for key in sorted(entries):
            self.new_line(inner)
            if len(key.encode()) <= _KEY_BYTES and not any(mark in key for mark in _BREAKS):
                self._quoted(key, inner + 2, fold=False)
                self._indicator(":", before=False, after=False)
                self.node(entries[key], inner, in_mapping=True)
                continue
            self._indicator("?", after=False, indents=True)
            self._string(key, inner + 2)
            self.new_line(inner)
            self._indicator(":", after=False, indents=True)
            self.node(entries[key], inner, in_mapping=True)

    def _sequence(self, items: tuple[Value, ...], indent: int, *, in_mapping: bool) -> None:
        if not items:
            self._indicator("[]", after=False)
            return
        flush = in_mapping and not self.indention
        inner = max(indent if flush else indent + 2, 0) if indent >= 0 else 0
        for item in items:
            self.new_line(inner)
            self._indicator("-", after=False, indents=True)
            self.node(item, inner, in_mapping=False)

    def _string(self, text: str, indent: int) -> None:
        in_block = all(map(_PRINTABLE.match, text)) and not _NOT_IN_BLOCK.search(text)
        if "\n" in text and in_block:
            self._literal(text, indent)
        else:
            self._quoted(text, indent, fold=True)

    def _literal(self, text: str, indent: int) -> None:
        hint = "2" if text[0] in " " + _BREAKS else ""
        body = text.rstrip("\n")
        trailing = len(text) - len(body)
        chomp = "-" if trailing == 0 else "+" if trailing > 1 or not body else ""
        self._indicator("|" + hint + chomp, after=False)
        self.parts.append("\n")
        self.column = 0
        self.whitespace = self.indention = True
        for line in text.removesuffix("\n").split("\n"):
            self.parts.append((" " * indent + line if line else "") + "\n")
        if not trailing:
            self.parts[-1] = self.parts[-1].removesuffix("\n")
            self.column, self.whitespace, self.indention = indent + 1, False, False

    def _quoted(self, text: str, indent: int, *, fold: bool) -> None:
        self._indicator('"', after=False)
        after_space = False
        last = len(text) - 1
        # After a byte-order mark Terraform's encoder takes every character for one.
        escape = _escaped_code if text.startswith("\ufeff") else _escaped
        for place, character in enumerate(text):
            is_space = character == " " and text[0] != "\ufeff"
            if is_space and fold and not after_space and self.column > _WIDTH and 0 < place < last:
                self.indention = False
                self.new_line(indent)
                if text[place + 1] == " ":
                    self._put("\\")
            else:
                self._put(escape(character))
            after_space = is_space
        self._put('"')
        self.whitespace = self.indention = False


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return "\\" + _ESCAPES[character]
    return character if _PRINTABLE.match(character) else _escaped_code(character)


def _escaped_code(character: str) -> str:
    if character in _ESCAPES:
        return "\\" + _ESCAPES[character]
    code = ord(character)
    if code > 0xFFFF:
        return f"\\U{code:08X}"
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}"


def _plain(raw: object) -> str:
    if raw is None:
        return "null"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, (int, Fraction)):
        return number_text(raw)
    raise FunctionError("infinity has no YAML that reads back")
