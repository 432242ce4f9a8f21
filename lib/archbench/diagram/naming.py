"""Counts with their words, and names without what they share."""

from collections.abc import Sequence


def many(number: int, word: str) -> str:
    """A count with its word.

    >>> many(1, "instance"), many(2, "instance")
    ('1 instance', '2 instances')
    """
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def without_common(name: str, others: Sequence[str]) -> str:
    """A name without the parts between dashes it begins and ends with as all the others do.

    >>> family = ["aurora-pr1", "aurora-writer-pr1", "aurora-reader-1-pr1"]
    >>> without_common("aurora-reader-1-pr1", family), without_common("aurora-pr1", family)
    ('reader-1', 'aurora-pr1')
    """
    parts, every = name.split("-"), [other.split("-") for other in others]
    shortest = min(map(len, every), default=0)
    start = 0
    while start < shortest and all(other[start] == parts[start] for other in every):
        start += 1
    end = 0
    while end < shortest - start and all(other[-1 - end] == parts[-1 - end] for other in every):
        end += 1
    return "-".join(parts[start : len(parts) - end]) or name
