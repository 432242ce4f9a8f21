"""Strings as Terraform keeps them: Unicode in normal form C; and as they are shown."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

from archbench.patterns import regex

_SMALL = 65_536
"""Characters of a text whose reading is kept: the trees of 32 larger ones would fill the memory."""

_STEERING = regex("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
"""What steers a terminal or turns the direction of reading."""

P = ParamSpec("P")
R = TypeVar("R")


def remembered(read: Callable[P, R]) -> Callable[P, R]:
    """The same function of texts, its last 32 answers kept.

    Many configurations read one file anew for each of their accounts or instances.

    >>> read = remembered(lambda text: [text])
    >>> read("a") is read("a")
    True
    """
    kept = lru_cache(maxsize=32)(read)

    def recall(*args: P.args, **kwargs: P.kwargs) -> R:
        small = all(len(str(text)) <= _SMALL for text in args)
        if not small:
            return read(*args, **kwargs)
        return kept(*args, **kwargs)  # type: ignore[arg-type]

    return recall


def nfc(text: str) -> str:
    r"""The text in Unicode normal form C.

    >>> nfc("e\u0301") == "\u00e9"
    True
    """
    if text.isascii():
        return text
    from unicodedata import normalize  # noqa: PLC0415 most texts are ASCII

    return normalize("NFC", text)


def visible(text: str) -> str:
    r"""The text with what would steer a terminal or turn its direction as the escape of each.

    >>> visible("a\u202eb")
    'a\\u202eb'
    """
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
