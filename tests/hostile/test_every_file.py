"""Every option that takes a file, given what no file should be: a sentence, soon, within bounds.

The options are read from the parser, so that a new one is tested before it has a test of its own.
"""

import argparse
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.hostile import invocations
from tests.hostile.confined import confined
from tests.hostile.test_every_command import STEERING
from tests.hostile.test_files_given import STACK, bomb
from tests.hostile.world import EXECUTED

SECRET = "correct-horse-battery"  # noqa: S105 a stand-in
REFUSED = 2
WRITTEN = frozenset({"output", "drawing", "keep", "save", "history"})
"""Options of the same look that name what is written, or a database."""
NEEDED: Mapping[str, Sequence[str]] = {
    "draw": ("-o", "x.svg"),
    "fix": ("--control", "c"),
    "fleet": ("-o", "out"),
    "review": (),
    "usage": ("--from-metrics", "given"),
    "report": ("-o", "out"),
}
"""What a command asks for besides."""
UNDER: Mapping[str, str] = {"compare": "1:given"}


def _text(content: str | bytes) -> Callable[[Path], None]:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda path: _write(path, data)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


KINDS: Mapping[str, Callable[[Path], None]] = {
    "aliases": _text(bomb()),
    "an object": _text(f"!!python/object/apply:os.system ['touch {EXECUTED}']\n"),
    "brackets": _text("[" * 100_000),
    "braces": _text('{"a":' * 100_000),
    "huge numbers": _text('{"a": NaN, "b": 1e999999999, "c": ' + "9" * 100_000 + "}"),
    "the same key twice": _text('{"a": 1, "a": 2}'),
    "control characters": _text("\x1b]0;x\x07\u202e\x9b2J: [\n"),
    "not UTF-8": _text(b"\xff\xfe\x00"),
    "NUL": _text(b"\x00" * 100),
    "nothing": _text(""),
    "a secret": _text(f'password = "{SECRET}\n{{ {SECRET}: ['),
    "one long line": _text("x," * 1_000_000),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a pipe": os.mkfifo,
    "a directory": lambda path: path.mkdir(),
    "a ring of links": lambda path: path.symlink_to(path.name),
}


def _takes_file(action: argparse.Action) -> bool:
    named = str(action.metavar).removeprefix("[N:]") == "FILE"
    return named and bool(action.option_strings) and action.dest not in WRITTEN


def _lines() -> Iterator[tuple[str, ...]]:
    """A command line for each option that takes a file, and for each command of a path."""
    for command, parser in invocations.parsers():
        actions = [a for a in parser._actions if not isinstance(a, argparse._HelpAction)]  # noqa: SLF001
        paths = [a.dest for a in actions if a.dest in ("path", "paths", "names")]
        needed = NEEDED.get(command, ())
        lead = ("HEAD",) if command == "review" else ()
        if paths:
            yield (command, *lead, "given", *needed)
        for action in filter(_takes_file, actions):
            words = (action.option_strings[-1], UNDER.get(command, "given"))
            besides = () if words[0] in needed else needed
            yield (command, *lead, *(["stack"] if paths else ()), *besides, *words)


LINES = tuple(_lines())


def _reader(words: tuple[str, ...]) -> str:
    """What is read: the same by whichever command, beside a configuration as its path."""
    named = [word for word in words if word.startswith("--") and word != "--control"]
    return named[-1].replace("before-", "") if named else ("fleet" if "fleet" in words else "")


FIRST = {_reader(words): words for words in reversed(LINES)}
CASES = [
    *((words, kind) for words in FIRST.values() for kind in KINDS),
    *((words, "a secret") for words in LINES if words not in FIRST.values()),
]
"""Every kind for everything that reads, and one for every way to it."""


@pytest.mark.parametrize(
    ("words", "kind"), CASES, ids=lambda part: part if isinstance(part, str) else " ".join(part)
)
def test_what_no_file_should_be(words: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    """Refused in words, or read for what it is; nothing is executed, told or left behind."""
    (tmp_path / "stack").mkdir()
    (tmp_path / "stack" / "main.tf").write_text(STACK)
    KINDS[kind](tmp_path / "given")
    ended = confined(words, tmp_path)
    said = ended.out + ended.err
    assert ended.code in (0, 1, REFUSED), said[-2000:]
    assert ended.code != REFUSED or 0 < len(ended.err) < 2_000
    assert "Traceback" not in said
    assert SECRET not in said
    assert STEERING.search(said) is None
    assert not list(tmp_path.rglob(EXECUTED))
    assert not list((tmp_path / "tmp").iterdir())


def test_every_option_is_met() -> None:
    """The parser names some; none is passed over for a look of its own."""
    assert {words[0] for words in LINES} >= {"check", "compare", "cost", "metrics", "whatif"}
    options = {word for words in LINES for word in words if word.startswith("--")}
    assert options >= {"--usage", "--waivers", "--baseline", "--data", "--price-book", "--state"}
