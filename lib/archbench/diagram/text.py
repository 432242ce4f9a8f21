"""Text on a drawing: how wide it is, and how a long name is shortened without lying.

Widths are those of DejaVu Sans, the widest font a renderer is likely to pick, so that what fits
here fits everywhere. The font comes with matplotlib; PNG and PDF are drawn with the same file.
"""

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from archbench.errors import ToolError
from archbench.patterns import regex

_BREAK = regex(r"[-_/. :=?&]|(?<=[a-z])(?=[A-Z])")
"""After what a name may go on in the next line."""


@cache
def font_file(*, bold: bool = False) -> Path:
    """DejaVu Sans as matplotlib ships it.

    Raises:
        ToolError: matplotlib is not installed.
    """
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise ToolError("the font for drawings comes with matplotlib, which is not installed")
    fonts = Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
    return fonts / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


@cache
def _advances(*, bold: bool) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - half of the import time of this package

    with TTFont(font_file(bold=bold), lazy=True) as font:
        return dict(font.getBestCmap()), dict(font["hmtx"].metrics), font["head"].unitsPerEm


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is, in the unit of size."""
    glyphs, metrics, em = _advances(bold=bold)
    total = 0
    for character in text:
        glyph = glyphs.get(ord(character))
        wide = unicodedata.east_asian_width(character) in "WF"
        total += metrics[glyph][0] if glyph and not wide else em
    return total * size / em


def clean(text: str) -> str:
    r"""The text on one line, with what XML cannot hold replaced by the replacement character.

    >>> clean("a\x00b\n c")
    'a\ufffdb c'
    """
    line = " ".join(text.split())
    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cs", "Cn", "Cf") else c for c in line
    )


def fit(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or its beginning and end with an ellipsis between when it is wider than room.

    The end of a name tells instances apart ("...-us-east-1a"), so a third of the room is its own.

    >>> fit("short", 100, 10)
    'short'
    >>> fit("payments-production-nat-us-east-1a", 120, 10)
    'payments-prod…ast-1a'
    """
    text = clean(text)
    if width(text, size, bold=bold) <= room:
        return text
    room -= width("…", size, bold=bold)
    tail = _take(text[::-1], room / 3, size, bold=bold)[::-1].lstrip()
    head = _take(text, room - width(tail, size, bold=bold), size, bold=bold).rstrip()
    return f"{head}…{tail}"


def fit_list(text: str, room: float, size: float) -> str:
    """Parts between commas, as many as fit; the first is shortened only when it stands alone.

    >>> fit_list("t3.medium, gp3 30 GiB, encrypted", 130, 10)
    't3.medium, gp3 30 GiB…'
    """
    text = clean(text)
    parts = text.split(", ")
    for end in range(len(parts), 0, -1):
        shown = ", ".join(parts[:end]) + ("…" if end < len(parts) else "")
        if width(shown, size) <= room:
            return shown
    return fit(parts[0], room, size)


def in_two(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, str] | None:
    """A name on two lines, broken after a separator or before a capital; None where it takes more.

    >>> in_two("acme-production-payments-notifier", 130, 12)
    ('acme-production-', 'payments-notifier')
    >>> in_two("acme" * 20, 120, 12)
    """
    lines = broken(clean(text), room, size, bold=bold)
    return (lines[0], lines[1]) if len(lines) == len(("first", "second")) else None


def broken(word: str, room: float, size: float, *, bold: bool) -> tuple[str, ...]:
    """A word on as many lines as it needs, each but the last ending where the word may break."""
    lines = []
    while width(word, size, bold=bold) > room:
        most = len(_take(word, room, size, bold=bold))
        ends = [place.end() for place in _BREAK.finditer(word[: most + 1]) if place.end() <= most]
        end = max(ends, default=0) or max(most, 1)
        lines.append(word[:end].rstrip())
        word = word[end:].lstrip()
    return (*lines, word)


def _take(text: str, room: float, size: float, *, bold: bool) -> str:
    end = 0
    while end < len(text) and width(text[: end + 1], size, bold=bold) <= room:
        end += 1
    return text[:end]


def wrap(text: str, room: float, size: float) -> tuple[str, ...]:
    """The text on as many lines as it needs, broken at spaces, a longer word within it.

    >>> wrap("module.network/main is not read", 90, 10)
    ('module.network/', 'main is not read')
    """
    lines: list[str] = []
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines += broken(word, room, size, bold=False)
    return tuple(lines)
