"""Every command in every format on one hostile stack: nothing leaks, steers, or is executed."""

import argparse
import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile import invocations, world
from tests.hostile.confined import confined
from tests.hostile.invocations import OF_PLAN, OF_STACK, Words
from tests.hostile.test_every_command import STEERING
from tests.hostile.test_secrets import leaked

NO_TEXT = (".png", ".pdf", ".db", ".whl", ".parquet")
MARKUP = ("<script>alert", "<img src=x", "<svg onload")
FORMULA = re.compile(r"[=@\t]|[+-](?!\d[\d,.]*$)")
ENDS = frozenset({0, 1, 2})
FORMATS = frozenset({"json", "csv", "focus", "pdf"})
"""Flags that ask for a format of its own."""
OF_REPORT = ENDS | {3}
"""One of its sections may say that something it needs is not there."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile world."""
    directory = tmp_path_factory.mktemp("hostile")
    world.write(directory)
    return directory


def _rows() -> Iterator[object]:
    for words in (*(row for rows in OF_STACK.values() for row in rows), *OF_PLAN):
        marks = [pytest.mark.tool("terraform")] if words[0] == "verify" else []
        if "--pdf" in words or "out/x.pdf" in words:
            marks.append(pytest.mark.tool("Pango"))
        yield pytest.param(words, id=" ".join(words), marks=marks)


@pytest.mark.parametrize("words", tuple(_rows()))
def test_a_hostile_stack(words: Words, place: Path) -> None:
    """What is said and what is written, wherever: temporary files and the home directory too."""
    shutil.rmtree(place / "out", ignore_errors=True)
    (place / "out").mkdir()
    if words[0] == "history":
        confined(invocations.FLEET, place)
    ended = confined(words, place)
    said = ended.out + ended.err
    assert ended.code in (OF_REPORT if words[0] == "report" else ENDS), said[-2000:]
    assert "Traceback" not in said
    texts = {"output": ended.out, "errors": ended.err, **dict(_written(place))}
    for name, text in texts.items():
        assert leaked(text) == [], name
        if not name.endswith(NO_TEXT):
            found = STEERING.search(text)
            assert found is None, (name, text[max(0, found.start() - 80) : found.end()])
        if name.endswith((".html", ".svg")):
            assert [mark for mark in MARKUP if mark in text] == [], name
        if name.endswith(".csv") or (name == "output" and {"--csv", "--focus", "csv"} & {*words}):
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert [cell for cell in cells if FORMULA.match(cell)] == [], name
    assert not list(place.rglob(world.EXECUTED))
    assert not list((place / "tmp").iterdir())


def _written(place: Path) -> Iterator[tuple[str, str]]:
    for directory in ("out", "tmp", "home"):
        for path in sorted((place / directory).rglob("*")):
            if path.is_file():
                name = path.relative_to(place).as_posix()
                yield name, path.read_bytes().decode("utf-8", "replace")


def test_the_table_has_every_command_and_every_format() -> None:
    """A new command, choice or flag of a format fails here until it stands in the table."""
    commands = {name.split()[0] for name, _ in invocations.parsers()}
    assert commands == set(OF_STACK)
    for name, parser in invocations.parsers():
        command = name.split()[0]
        rows = (*OF_STACK[command], *(row for row in OF_PLAN if row[0] == command))
        words = {word for row in rows for word in row}
        for action in parser._actions:  # noqa: SLF001 argparse tells nobody
            if action.dest == "format":
                assert set(action.choices or ()) <= words, command
            if isinstance(action, argparse._StoreTrueAction) and action.dest in FORMATS:  # noqa: SLF001
                assert {*action.option_strings} & words, (command, action.dest)
