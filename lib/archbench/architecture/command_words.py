"""Secrets among the words of a command: what stands behind an option that is named as one."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from archbench.architecture.written import (
    assigned,
    carried,
    holds_secret,
    places_secret,
    written,
)
from archbench.hcl.partly import NotReadError, partial_text
from archbench.hcl.values import Plain, Unknown, bare
from archbench.patterns import regex
from archbench.terraform.secret_shapes import names_secret

_OPTION = regex(r"--?([A-Za-z][\w-]*)")
_NO_VALUE = ("-", "$", "%")
"""How the next option begins, and what a shell or the program's own environment fills in."""


def secrets_among(words: Sequence[Plain]) -> tuple[tuple[str, ...], tuple[Unknown, ...]]:
    """The options of a command that are given a secret in plain text, and what may be one.

    A word that is a secret by its shape, or a script that assigns one, is called "command".

    >>> secrets_among(("serve", "--password", "hunter2", "--db-token=$TOKEN", "--port", "80"))
    (('--password',), ())
    >>> secrets_among(("sh", "-c", "export DB_PASSWORD=hunter2; serve"))
    (('command',), ())
    """
    found: set[str] = set()
    maybe: list[Unknown] = []
    for option, value in _given(words):
        named = {option.replace("-", "_"): value}
        passed, unsure = carried(named)
        found |= {f"--{option}"} if passed or written(named) else set()
        maybe += unsure
    for word in map(bare, words):
        holds, unsure = _looked_into(word)
        found |= {"command"} if holds else set()
        maybe += unsure
    return tuple(sorted(found)), tuple(maybe)


def _given(words: Sequence[Plain]) -> Iterator[tuple[str, Plain]]:
    """Each option that is named as a secret with its value, in one word or in two."""
    for word, following in pairwise(chain(map(bare, words), [None])):
        name, sign, inside = word.partition("=") if isinstance(word, str) else ("", "", "")
        option = _OPTION.fullmatch(name)
        value = inside if sign else following
        named = option is not None and names_secret(option[1].replace("-", "_"))
        if option and named and not (isinstance(value, str) and value.startswith(_NO_VALUE)):
            yield option[1], value


def _looked_into(word: Plain) -> tuple[bool, tuple[Unknown, ...]]:
    """Whether a word holds a secret by its shape or one that is made, and what of it may be one."""
    if isinstance(word, str):
        return holds_secret(word) or places_secret(word), ()
    if not isinstance(word, Unknown):
        return False, ()
    try:
        text = partial_text(word)
    except NotReadError:
        return False, (word,)
    gaps = assigned(text)
    unsure = tuple(gap for gap in gaps if gap.origins[0].kind == "variable")
    return holds_secret(text.shown) or places_secret(word), unsure
