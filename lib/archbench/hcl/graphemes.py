"""Text as people count it: grapheme clusters (Unicode Standard Annex 29)."""


def clusters(text: str) -> list[str]:
    """The grapheme clusters of a text, in order.

    >>> clusters("ab")
    ['a', 'b']
    >>> len(clusters("👩‍🚀é"))
    2
    """
    if text.isascii() and "\r" not in text:
        return list(text)
    import regex  # type: ignore[import-untyped] # noqa: PLC0415 (only text beyond ASCII needs it)

    found: list[str] = regex.findall(r"\X", text)
    return found


def count(text: str) -> int:
    """How many grapheme clusters a text has."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    import regex  # noqa: PLC0415 (only text beyond ASCII needs it)

    return sum(1 for _ in regex.finditer(r"\X", text))
