"""A change inside a function, put into the functions that a process already holds."""

from collections.abc import Iterable
from inspect import CO_OPTIMIZED
from types import CodeType, FunctionType

Pair = tuple[CodeType, CodeType]


def swapped(before: str, after: str, path: str, living: Iterable[FunctionType]) -> bool:
    """Whether every change of this text stands in functions that live, which have it from now on.

    False, and nothing is changed, where some of it does not: it runs when the module is imported.

    Args:
        before: the text the functions were compiled from.
        after: the same with the change.
        path: the file of both, as the functions know it.
        living: the functions of that file, and perhaps others.
    """
    pairs = _pairs(*(compile(text, path, "exec", dont_inherit=True) for text in (before, after)))
    if not pairs:
        return False
    found = [(one, new) for one in living for old, new in pairs if one.__code__ == old]
    if {id(new) for _, new in found} != {id(new) for _, new in pairs}:
        return False
    for function, new in found:
        function.__code__ = new
    return True


def _pairs(old: CodeType, new: CodeType) -> list[Pair] | None:
    """The outermost functions that differ; None where what is around them does."""
    if old == new:
        return []
    if old.co_flags & CO_OPTIMIZED:
        return [(old, new)]
    inner = [[x for x in code.co_consts if isinstance(x, CodeType)] for code in (old, new)]
    outer = [
        (code.co_code, code.co_names, [x for x in code.co_consts if not isinstance(x, CodeType)])
        for code in (old, new)
    ]
    if outer[0] != outer[1] or len(inner[0]) != len(inner[1]):
        return None
    found: list[Pair] = []
    for one, other in zip(*inner, strict=True):
        pairs = _pairs(one, other)
        if pairs is None:
            return None
        found += pairs
    return found
