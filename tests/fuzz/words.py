"""The leaves of generated expressions, read from words.txt, and the pieces of quoted strings."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

KINDS: Final = (
    *("number", "string", "bool", "list", "set"),
    *("map", "tuple", "object", "null", "unknown"),
)


def _read() -> dict[str, tuple[str, ...]]:
    """The lines of each section, by its name."""
    text = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8")
    _comment, *sections = text.removesuffix("\n").split("\n\n")
    named = (section.split("\n") for section in sections)
    return {name.strip("[]"): tuple(lines) for name, *lines in named}


_WORDS: Final = _read()
ATOMS: Final[Mapping[str, tuple[str, ...]]] = {kind: _WORDS.pop(kind) for kind in KINDS}
"""Expressions of each kind of value."""
DOMAINS: Final[Mapping[str, tuple[str, ...]]] = _WORDS
"""Arguments some functions are made for, such as address ranges."""

PLAIN: Final = ("a", "b", "é", " ", "-", "$${", "\\n")
"""Pieces of quoted strings, as written, that every place takes."""

PIECES: Final = (
    *("a", "b", "c", "x", "y", "abc", "hello", "World", "0", "1", "12", "-1", "1.50", "1e3"),
    *(
        "true",
        "false",
        "null",
        "é",
        "ß",
        "\u0130",
        "\u01c5",
        "漢字",
        "😀",
        "👩\u200d👩\u200d👧",
        "🇩🇪",
    ),
    *("e\u0301", "\u0301", "\u1100\u1161", "\u00c5", "\ufb01", "\u200d", "\u2028", "\u00a0"),
    *("\ufeff", "\\n", "\\t", "\\r", '\\"', "\\\\", "\\u00e9", "e\\u0301", "\\U0001F600"),
    *("\\u0041", "\\ud83d", "\\ud83d\\ude00", "\\u0000", "\\u2028", "$", "%", "$$", "%%"),
    *("$${a}", "%%{a}", "{", "}", "~", "#", "//", "/*", "'", "`", "&", "<", ">", "|", ",", ":"),
    *(";", ".", "-", "_", "/", "=", "+", "*", "?", "!", "^", "(", ")", "[", "]", "@", " ", "  "),
    "",
)
"""The same with all that is hard: escapes, surrogates, combining marks, template marks."""
