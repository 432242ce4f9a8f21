"""Strings as Terraform keeps them: Unicode in normal form C."""

from unicodedata import normalize


def nfc(text: str) -> str:
    r"""The text in Unicode normal form C.

    >>> nfc("e\u0301") == "\u00e9"
    True
    """
    return text if text.isascii() else normalize("NFC", text)
