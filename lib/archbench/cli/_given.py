"""What is given to a command, looked at before it begins: files, directories, targets, numbers."""

import argparse
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

from archbench.errors import InputError, in_words

_FILES = (
    *("usage", "before_usage", "data", "waivers", "baseline", "price_book", "scenarios"),
    *("state", "outputs", "from_metrics"),
)
_DIRECTORIES = ("root", "source")
_TARGETS = ("output", "drawing", "keep", "save", "history", "directory")
_MADE = (("fleet", "output"), ("report", "output"), ("prices", "directory"))
"""Targets that are directories."""
_READ = (("history", "history"),)
"""What is written elsewhere and only read by this command."""
_OF_NOTEBOOKS = ("usage", "scenarios", "outputs")
_OF_OVERLAYS = ("cost", "metrics")
_RECORDED = "recorded"
"""Stands for outputs that are no file."""


def look_at(arguments: argparse.Namespace) -> None:
    """Refuse what can be known to be wrong before any work.

    Raises:
        InputError: a file or directory that is named is not there, or nothing can be written to
            a target.
    """
    for name in _FILES:
        if path := getattr(arguments, name, None):
            _be_file(f"--{name.replace('_', '-')} {path}", Path(path))
    for option, path in _numbered(arguments):
        _be_file(option, path)
    for text in (getattr(arguments, "path", None) or ".", *getattr(arguments, "paths", ())):
        path = Path(text)
        if path.is_symlink() and not path.exists():
            raise InputError(f"{path} is a link that leads nowhere. Check where it points.")
    for name in _DIRECTORIES:
        path = getattr(arguments, name, None)
        if path is not None and not path.is_dir():
            raise InputError(f"--{name} {path}: there is no such directory.")
    for name, path in _targets(arguments):
        be_writable(path, is_directory=(arguments.command, name) in _MADE)


def put_away(arguments: argparse.Namespace) -> None:
    """Remove what killed runs left where this one writes."""
    for _, path in _targets(arguments):
        from archbench.drafts import sweep

        sweep(path.parent)


def _targets(arguments: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    """What this command writes."""
    for name in _TARGETS:
        if (path := getattr(arguments, name, None)) and (arguments.command, name) not in _READ:
            yield name, Path(path)


def _numbered(arguments: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    """Files given for one of several paths, in place of what an overlay takes, to notebooks."""
    for item in getattr(arguments, "given", ()):
        if item.name in _FILES:
            yield f"--{item.name} {item.text}", Path(item.text)
    for text in getattr(arguments, "overlays", ()):
        name, _, value = text.partition("=")
        if name in _OF_OVERLAYS and value:
            yield f"--overlay {text}", Path(value)
    for text in getattr(arguments, "parameter", ()):
        name, _, value = text.partition("=")
        if name in _OF_NOTEBOOKS and value and value != _RECORDED:
            yield f"-p {text}", Path(value)
        if name == "days" and value.startswith("-"):
            raise InputError(f"-p {text}: days count back from now, so they are above 0.")


def _be_file(option: str, path: Path) -> None:
    if not path.exists():
        raise InputError(f"{option}: there is no such file. Check how it is written.")
    if path.is_dir():
        raise InputError(f"{option}: that is a directory: name a file in it.")


def be_writable(path: Path, *, is_directory: bool) -> None:
    """Refuse a target where nothing can be written, without writing.

    A file is written beside the one that is there, and takes its place.

    Raises:
        InputError: it is something else, or it or its directory is not open to writing.
    """
    if path.exists() and path.is_dir() != is_directory:
        number = errno.EEXIST if is_directory else errno.EISDIR
        raise InputError(in_words(OSError(number, os.strerror(number), str(path))))
    if path.exists() and not is_directory and not path.is_file():
        raise InputError(f"{path} is a device or a pipe, and not written to. Name a file.")
    there = next(place for place in (path, *path.resolve().parents) if place.exists())
    if there != path and not there.is_dir():
        raise InputError(in_words(OSError(errno.EEXIST, os.strerror(errno.EEXIST), str(there))))
    for place in (there,) if is_directory else (there, path.parent):
        if place.exists() and not os.access(place, os.W_OK):
            raise InputError(
                f"{path} cannot be written: {place} is not open to writing. Name another."
            )


def region(text: str) -> str:
    """A region as AWS writes them: eu-west-1."""
    if not re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d", text):
        raise argparse.ArgumentTypeError(f'"{text}" is no region; write it as eu-west-1')
    return text


def address(text: str) -> str:
    """Where a service answers, as a URL."""
    if text and not re.fullmatch(r"https?://[^\s/:]+(:\d{1,5})?(/\S*)?", text):
        raise argparse.ArgumentTypeError(
            f'"{text}" is no address; write it as http://localhost:5000'
        )
    return text


def above_zero(text: str) -> str:
    """A whole number above 0, as its text."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f'"{text}" is no whole number above 0')
    return text
