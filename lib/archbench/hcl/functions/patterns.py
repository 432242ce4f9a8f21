"""Functions of regular expressions: RE2's syntax, as in Go, which cannot run away."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Protocol

from archbench.errors import EvaluationLimitError
from archbench.hcl.construct import list_value, object_value, tuple_value
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    NotComputedError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import null, string, text_of
from archbench.hcl.types import DYNAMIC, STRING, ListOf, ObjectOf, TupleOf, Type
from archbench.hcl.values import Value
from archbench.patterns import regex


class _Match(Protocol):
    def group(self, group: int | str = 0, /) -> str | None: ...
    def start(self) -> int: ...
    def end(self) -> int: ...


class _Pattern(Protocol):
    groups: int
    groupindex: Mapping[str, int]

    def search(self, text: str) -> _Match | None: ...
    def finditer(self, text: str) -> Iterator[_Match]: ...


_ESCAPED = regex(r"\\Q.*?(?:\\E|$)|\\.|\[\^?\]?(?:\\.|[^\]])*\]", re.DOTALL)
_MATCH_LIMIT = 100_000
_NAMED = regex(r"\(\?P?<")


@lru_cache(maxsize=512)
def _compiled(pattern: str, argument: int | None) -> _Pattern:
    import re2  # type: ignore[import-untyped] # noqa: PLC0415 (only a pattern needs it)

    options: Any = re2.Options()
    options.log_errors = False
    if re.search(r"(?<!\\)(?:\\\\)*\\C", pattern):
        raise FunctionError(r"the pattern is not valid: \C is not supported", argument)
    try:
        compiled: _Pattern = re2.compile(pattern, options=options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        text = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise FunctionError(
            f"the pattern is not valid in Terraform's syntax (RE2): {text}", argument
        ) from None
    return compiled


def _matches(pattern: _Pattern, text: str) -> Iterator[_Match]:
    """All matches, left to right; an empty one right after another match does not count.

    Raises:
        EvaluationLimitError: there are more than is sensible to wait for.
    """
    end = -1
    for count, match in enumerate(pattern.finditer(text)):
        if count >= _MATCH_LIMIT:
            raise EvaluationLimitError(
                f"A pattern matches more than {_MATCH_LIMIT} times in one string. Use a smaller"
                " string, or a pattern that matches more at once."
            )
        if match.start() == match.end() == end:
            continue
        end = match.end()
        yield match


def _match_type(args: Arguments, _: Context) -> Type:
    """String without groups, a tuple for unnamed groups, an object for named ones."""
    if not args[0].is_known:
        return DYNAMIC
    pattern = _compiled(text_of(args[0]), 0)
    names = sorted(pattern.groupindex)
    if names and len(names) < pattern.groups:
        if len(_NAMED.findall(_ESCAPED.sub("", text_of(args[0])))) == pattern.groups:
            raise NotComputedError("A pattern that names two groups alike is not supported.")
        raise FunctionError("the groups of a pattern must be all named or all unnamed", 0)
    if names:
        return ObjectOf(dict.fromkeys(names, STRING))
    return TupleOf((STRING,) * pattern.groups) if pattern.groups else STRING


def _group(match: _Match, group: int | str) -> Value:
    text = match.group(group)
    return null(STRING) if text is None else string(text)


def _found(match: _Match, type_: Type) -> Value:
    if isinstance(type_, ObjectOf):
        return object_value({name: _group(match, name) for name in type_.attributes})
    if isinstance(type_, TupleOf):
        return tuple_value(_group(match, number + 1) for number in range(len(type_.elements)))
    return _group(match, 0)


def _regex(args: Arguments, type_: Type, _: Context) -> Value:
    match = _compiled(text_of(args[0]), 0).search(text_of(args[1]))
    if match is None:
        raise FunctionError(f"the pattern {text_of(args[0])!r} matches no part of the string")
    return _found(match, type_)


def _regexall(args: Arguments, type_: Type, _: Context) -> Value:
    element = type_.element if isinstance(type_, ListOf) else DYNAMIC
    pattern = _compiled(text_of(args[0]), 0)
    matches = _matches(pattern, text_of(args[1]))
    return list_value((_found(match, element) for match in matches), element)


def _replace(args: Arguments, _: Type, context: Context) -> Value:
    text, part, replacement = map(text_of, args)
    if len(part) > 1 and part.startswith("/") and part.endswith("/"):
        return string(_replace_pattern(text, part[1:-1], replacement, context))
    times = text.count(part) if part else len(text) + 1
    context.bound(len(text) + times * len(replacement), "The replaced text")
    return string(text.replace(part, replacement))


_REFERENCE = regex(r"\$(?:(\$)|\{(\w+)\}|(\w+))")


def _replace_pattern(text: str, source: str, replacement: str, context: Context) -> str:
    pattern = _compiled(source, 1)

    def expand(match: _Match) -> str:
        def resolve(reference: re.Match[str]) -> str:
            dollar, braced, bare = reference.groups()
            if dollar:
                return "$"
            name = braced or bare
            numbered = name.isascii() and name.isdigit() and (name == "0" or name[0] != "0")
            number = int(name) if numbered else pattern.groupindex.get(name)
            if number is None or number > pattern.groups:
                return ""
            return match.group(number) or ""

        return _REFERENCE.sub(resolve, replacement)

    parts = []
    size = end = 0
    for match in _matches(pattern, text):
        parts += [text[end : match.start()], expand(match)]
        end = match.end()
        size += len(parts[-1]) + len(parts[-2])
        context.bound(size, "The replaced text")
    return "".join(parts) + text[end:]


def _list_type(args: Arguments, context: Context) -> Type:
    return ListOf(_match_type(args, context))


PATTERNS = table(
    Function(
        "regex",
        (Parameter("pattern", STRING), Parameter("string", STRING)),
        None,
        _match_type,
        _regex,
    ),
    Function(
        "regexall",
        (Parameter("pattern", STRING), Parameter("string", STRING)),
        None,
        _list_type,
        _regexall,
    ),
    Function(
        "replace",
        (Parameter("str", STRING), Parameter("substr", STRING), Parameter("replace", STRING)),
        None,
        STRING,
        _replace,
    ),
)
