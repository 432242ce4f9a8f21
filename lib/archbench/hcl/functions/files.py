"""Functions of files. Nothing outside the root is read, whatever a path or a link says."""

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from archbench.hcl.construct import set_value
from archbench.hcl.functions.encoding import encode_base64
from archbench.hcl.functions.table import (
    Arguments,
    Context,
    Function,
    FunctionError,
    NotComputedError,
    Parameter,
    table,
)
from archbench.hcl.functions.values import marked, string, text_of
from archbench.hcl.refine import origins
from archbench.hcl.types import BOOL, STRING, SetOf, Type
from archbench.hcl.values import Value, unknown

_SIZE_LIMIT = 16 * 1024 * 1024
_DEPTH_LIMIT = 32


def _absolute(path: str, context: Context) -> Path:
    """Where a path of the configuration points, before links are followed."""
    directory = (context.directory or context.root).absolute()
    return Path(os.path.normpath(directory / _expanded(path, context)))


def _expanded(path: str, context: Context) -> str:
    if "\0" in path:
        raise FunctionError("a path cannot hold a NUL character")
    if not path.startswith("~"):
        return path
    if len(path) > 1 and path[1] not in "/\\":
        raise FunctionError("a path may start with ~/ but not with another user's home (~name)")
    if context.home is None:
        raise NotComputedError("The home directory depends on who runs Terraform.")
    return str(context.home) + path[1:]


def inside(path: Path, context: Context) -> Path:
    """The path with every link followed, inside the root.

    Raises:
        NotComputedError: it leads out of the root.
    """
    resolved = Path(os.path.realpath(path))
    if not resolved.is_relative_to(os.path.realpath(context.root)):
        raise NotComputedError(
            "The path leads outside the configuration's directory, where nothing is read."
        )
    return resolved


def read(path: str, context: Context) -> bytes:
    """The bytes of a file, noted in context.reads.

    Raises:
        FunctionError: there is no such file, or it cannot be read.
        NotComputedError: it lies outside the root or is larger than 16 MiB.
    """
    absolute = _absolute(path, context)
    target = inside(absolute, context)
    if not _exists(target):
        raise FunctionError(
            f'there is no file "{path}"; only files that are part of the configuration can be read',
            0,
        )
    if not target.is_file():
        raise FunctionError(f'"{path}" is not a file', 0)
    try:
        if target.stat().st_size > _SIZE_LIMIT:
            raise NotComputedError(f'"{path}" is larger than {_SIZE_LIMIT} bytes.')
        data = target.read_bytes()
    except OSError as error:
        raise FunctionError(f'"{path}" cannot be read: {error.strerror}', 0) from None
    name = target.relative_to(os.path.realpath(context.root)).as_posix()
    import hashlib  # noqa: PLC0415 loads OpenSSL, and few configurations read a file

    context.reads[name] = hashlib.sha256(data).hexdigest()
    return data


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise FunctionError(f"the path cannot be looked up: {error.strerror}") from None


def read_text(path: str, context: Context) -> str:
    """The text of a UTF-8 file, line ends as they are.

    Raises:
        FunctionError: as read, or the file is not UTF-8.
    """
    try:
        return read(path, context).decode()
    except UnicodeDecodeError:
        raise FunctionError(f'"{path}" is not UTF-8 text; use filebase64()') from None


def _file(args: Arguments, type_: Type, context: Context) -> Value:
    (path,) = args
    if not path.is_known:
        return marked(unknown(type_, *origins(path)), path)
    return marked(string(read_text(text_of(path), context)), path)


def _filebase64(args: Arguments, type_: Type, context: Context) -> Value:
    (path,) = args
    if not path.is_known:
        return marked(unknown(type_, *origins(path)), path)
    return marked(string(encode_base64(read(text_of(path), context))), path)


def _fileexists(args: Arguments, type_: Type, context: Context) -> Value:
    (path,) = args
    if not path.is_known:
        return marked(unknown(type_, *origins(path)), path)
    target = inside(_absolute(text_of(path), context), context)
    if _exists(target) and not target.is_file():
        raise FunctionError(f'"{text_of(path)}" is not a regular file')
    return marked(Value(type_, target.is_file()), path)


def _fileset(args: Arguments, type_: Type, context: Context) -> Value:
    path, pattern = args
    if not (path.is_known and pattern.is_known):
        return marked(unknown(type_, *origins(*args)), *args)
    directory = (context.directory or context.root).absolute()
    if "\0" in text_of(path) + text_of(pattern):
        raise FunctionError("a path cannot hold a NUL character")
    base = Path(os.path.normpath(directory / text_of(path)))
    # Joined and cleaned first, as Terraform does: "../x" in the pattern leaves the directory.
    whole = Path(os.path.normpath(base / text_of(pattern).lstrip("/")))
    steps = whole.relative_to(base).parts if whole.is_relative_to(base) else None
    if steps is None:
        raise NotComputedError("The pattern leads out of the directory it is applied to.")
    found = []
    try:
        for match in _glob(base, steps, context, 0):
            found.append(string(match.relative_to(base).as_posix()))
            context.bound(len(found), "The set of files")
    except OSError as error:
        raise FunctionError(f"the files cannot be listed: {error.strerror}") from None
    return marked(set_value(found, STRING), *args)


def _glob(directory: Path, steps: tuple[str, ...], context: Context, depth: int) -> Iterator[Path]:
    """The files below a directory that match the steps of a pattern."""
    if depth > _DEPTH_LIMIT:
        raise NotComputedError(f"The directories are nested more than {_DEPTH_LIMIT} levels deep.")
    if not inside(directory, context).is_dir() or not steps:
        return
    step, rest = steps[0], steps[1:]
    any_depth = step == "**"
    for entry in sorted(directory.iterdir()):
        if not any_depth and not _component(step).fullmatch(entry.name):
            continue
        target = inside(entry, context)
        if target.is_dir():
            yield from _glob(entry, steps if any_depth else rest, context, depth + 1)
        elif target.is_file() and not rest:
            yield entry
    if any_depth and rest:
        yield from _glob(directory, rest, context, depth)


def _component(pattern: str) -> re.Pattern[str]:
    r"""A pattern of one path component: * ? [class] {a,b} and \ as an escape.

    Raises:
        FunctionError: a bracket or brace is not closed.
    """
    parts = []
    position = depth = 0
    while position < len(pattern):
        character = pattern[position]
        if character == "\\" and position + 1 < len(pattern):
            position += 1
            parts.append(re.escape(pattern[position]))
        elif character == "[":
            end = pattern.find("]", position + 2)
            if end < 0:
                raise FunctionError(f'"{pattern}" has a [ that is not closed')
            inner = pattern[position + 1 : end]
            negated = inner[0] == "^"
            body = re.sub(r"([\[&~|^])", r"\\\1", inner[1:] if negated else inner)
            parts.append(f"[{'^' if negated else ''}{body}]")
            position = end
        elif character == "{":
            depth += 1
            parts.append("(?:")
        elif character == "}" and depth:
            depth -= 1
            parts.append(")")
        elif character == "," and depth:
            parts.append("|")
        else:
            parts.append({"*": "[^/]*", "?": "[^/]"}.get(character, re.escape(character)))
        position += 1
    if depth:
        raise FunctionError(f'"{pattern}" has a {{ that is not closed')
    try:
        return re.compile("".join(parts), re.DOTALL)
    except re.error:
        raise FunctionError(f'"{pattern}" is not a pattern of file names') from None


def _basename(args: Arguments, type_: Type, _: Context) -> Value:
    path = text_of(args[0])
    stripped = path.rstrip("/")
    return Value(type_, stripped.rpartition("/")[2] if stripped else ("/" if path else "."))


def _dirname(args: Arguments, type_: Type, _: Context) -> Value:
    return Value(type_, _clean(text_of(args[0]).rpartition("/")[0] + "/", text_of(args[0])))


def _clean(directory: str, path: str) -> str:
    if "/" not in path:
        return "."
    return posixpath.normpath(directory).replace("//", "/")


def _abspath(args: Arguments, type_: Type, context: Context) -> Value:
    directory = (context.directory or context.root).absolute()
    return Value(type_, Path(os.path.normpath(directory / text_of(args[0]))).as_posix())


def _pathexpand(args: Arguments, type_: Type, context: Context) -> Value:
    return Value(type_, _expanded(text_of(args[0]), context))


_PATH = Parameter("path", STRING, marked=True, unknown=True)

FILES = table(
    Function("file", (_PATH,), None, STRING, _file),
    Function("filebase64", (_PATH,), None, STRING, _filebase64),
    Function("fileexists", (_PATH,), None, BOOL, _fileexists),
    Function(
        "fileset",
        (_PATH, Parameter("pattern", STRING, marked=True, unknown=True)),
        None,
        SetOf(STRING),
        _fileset,
    ),
    Function("basename", (Parameter("path", STRING),), None, STRING, _basename),
    Function("dirname", (Parameter("path", STRING),), None, STRING, _dirname),
    Function("abspath", (Parameter("path", STRING),), None, STRING, _abspath),
    Function("pathexpand", (Parameter("path", STRING),), None, STRING, _pathexpand),
)
