"""Whatever a command cannot write, or is not given, is one sentence: what, where, what to do.

The commands and their options are read from the parser: a new one fails here until it has a line.
"""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archbench.cli import _given
from archbench.fleet.history import append
from archbench.fleet.member import Member
from archbench.fleet.result import MemberResult
from archbench.metrics.saved import save
from archbench.metrics.series import Pull
from tests.hostile import invocations
from tests.hostile.confined import Ended, confined
from tests.hostile.invocations import DAY, NOBODY, Words
from tests.hostile.troubles import no_rights, no_room, nothing_to_count_on

TARGET = "TARGET"
"""Stands for the place that a command is asked to write to, in its words."""
STACK = """
provider "aws" {
  region = "us-east-1"
}

variable "n" {
  default = 1
}

resource "aws_db_instance" "d" {
  count               = var.n
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  deletion_protection = false
}
"""
WRITE: Mapping[str, Sequence[Words]] = {
    "draw": [("draw", "stack", "-o", f"{TARGET}.{ending}") for ending in ("svg", "png")],
    "fleet": [
        ("fleet", "stack", "-o", TARGET, "--jobs", "1", *DAY),
        ("fleet", "stack", "-o", "out", "--history", f"{TARGET}.db", "--jobs", "1", *DAY),
    ],
    "metrics": [
        ("metrics", "stack", "--endpoint-url", NOBODY, "--discover", "--save", f"{TARGET}.csv")
    ],
    "prices refresh": [("prices", "refresh", "--region", "us-east-1", "--directory", TARGET)],
    "report": [("report", "stack", "-o", TARGET, *DAY)],
    "review": [
        ("review", "old", "stack", "-o", f"{TARGET}.md", *DAY),
        ("review", "old", "stack", "--drawing", f"{TARGET}.svg", *DAY),
    ],
    "usage": [("usage", "stack", "--from-metrics", "pull.csv", "-o", f"{TARGET}.yml")],
    "whatif": [("whatif", "stack", "--set", "var.n=2", "--keep", f"{TARGET}.json", *DAY)],
}
"""By command, the lines that write to a place that is named."""
CHANGE: Mapping[str, Words] = {
    "fix": ("fix", "stack", "--requirements", "list.hcl", "--control", "kept", "--write"),
    "get": ("get", "stack", "--by", "archbench"),
    "new": ("new", "stack"),
}
"""Those that write beside the configuration."""
READ: Mapping[str, Words] = {
    "check": ("check", "stack"),
    "compare": ("compare", "stack", "old"),
    "cost": ("cost", "stack", *DAY),
    "drill": ("drill", "stack"),
    "history": ("history", "stack", "--history", "kept.db"),
    "prices show": ("prices", "show", "--region", "us-east-1", "--service", "AmazonSES"),
    "resolve": ("resolve", "stack"),
    "verify": ("verify", "stack", "--endpoint", NOBODY),
}
SILENT: Mapping[Words, int] = {WRITE["review"][0]: 1, WRITE["usage"][0]: 0}
"""Need nothing of all that to write their file; the code tells of what was reviewed."""
PROGRESS = re.compile(r"\[1/1\] stack: |global: AWS")
NO_ROOM = re.compile(
    r"(\S+: file too large|cannot be used: (disk I/O error|database or disk is full))\. \S"
)
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
ASK_FIRST = ("metrics", "prices")
"""These ask somebody before they write, who is not there."""
LATER = ("variables", "before_variables", "given", "requirements", "plugin_dir")
"""Where these options name a file, the one who reads it looks."""
LIST = """
checklist "mine" {
  title = "Mine"
}
group "g" {
  number   = 1
  title    = "Kept"
  severity = "high"
}
control "kept" {
  group = "g"
  title = "Databases are protected"
  fix   = "Set deletion_protection."
  assert {
    for_each      = resources.aws_db_instance
    condition     = each.deletion_protection
    error_message = "${each.address} is not."
  }
  patch {
    resource  = "aws_db_instance"
    attribute = "deletion_protection"
    value     = true
  }
}
"""
LINES = [words for rows in WRITE.values() for words in rows]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two configurations, and what the lines name."""
    for name, text in (("stack", STACK), ("old", STACK.replace("false", "true"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(text, encoding="utf-8")
    (tmp_path / "list.hcl").write_text(LIST, encoding="utf-8")
    (tmp_path / "file").write_text("a file\n", encoding="utf-8")
    for name in ("sealed", "said", "tmp", "home"):
        (tmp_path / name).mkdir()
    save(Pull("a test", live=False, start=BEGIN, end=BEGIN, series=()), tmp_path / "pull.csv")
    subject = Member("", tmp_path / "stack").subject
    append(tmp_path / "kept.db", MemberResult("stack", "1", subject=subject))
    return tmp_path


def at(words: Words, name: str) -> Words:
    """The line, with a place to write to."""
    return tuple(word.replace(TARGET, name) for word in words)


def stands(place: Path) -> Mapping[str, bytes | None]:
    """What lies there, but for what was said."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes() if path.is_file() else None
        for path in place.rglob("*")
        if "said" not in path.parts
    }


def told(ended: Ended, words: Words) -> str:
    """The one sentence a command ends with, behind what it said of how far it is."""
    assert ended.code == 2, (ended.err[-2000:], ended.out[-500:])
    assert ended.out == ""
    lines = [line for line in ended.err.splitlines() if not PROGRESS.match(line)]
    assert len(lines) == 1, ended.err
    assert lines[0].startswith(f"archbench {words[0]}: ")
    assert lines[0].endswith(".")
    assert not any(word in lines[0] for word in ("Errno", "archbench-draft"))
    return lines[0]


def test_every_command_has_a_line() -> None:
    """And every option that names what is written stands in one."""
    named = dict(invocations.parsers())
    assert {*named} == {*WRITE, *CHANGE, *READ}
    for name, parser in named.items():
        words = {word for line in WRITE.get(name, ()) for word in line}
        for action in filter(_names_a_place, parser._actions):  # noqa: SLF001 argparse tells nobody
            read = (name, action.dest) in _given._READ  # noqa: SLF001
            if action.dest in _given._TARGETS and not read:  # noqa: SLF001
                assert {*action.option_strings} & words, (name, action.dest)
            else:
                looked_at = (*_given._FILES, *_given._DIRECTORIES, *_given._TARGETS)  # noqa: SLF001
                assert action.dest in (*looked_at, *LATER), (name, action.dest)


def _names_a_place(action: argparse.Action) -> bool:
    named = str(action.metavar).removeprefix("[N:]") in ("FILE", "DIR")
    return named and bool(action.option_strings)


PLACES = {
    "sealed": ("sealed/x", "sealed is not open to writing. Name another."),
    "too long": ("n" * 300, "Give it a shorter name."),
    "below a file": ("file/x", "file: file exists. A file stands where a directory is needed"),
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_a_place_where_nothing_can_be_written(words: Words, name: str, place: Path) -> None:
    """Refused before any work, and nothing is made."""
    (place / "sealed").chmod(0o555)
    where, said = PLACES[name]
    before = stands(place)
    assert said in told(confined(at(words, where), place, no_rights), words)
    assert stands(place) == before


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_a_file_for_a_folder_and_a_folder_for_a_file(words: Words, place: Path) -> None:
    """Refused before any work; what stands there stays."""
    where = next(word for word in at(words, "taken") if word.startswith("taken"))
    if "." in where:
        (place / where).mkdir()
        said = "is a directory. Name a file in it."
    else:
        (place / where).write_text("mine", encoding="utf-8")
        said = "file exists. A file stands where a directory is needed"
    before = stands(place)
    assert f"{where}: {said}" in told(confined(at(words, "taken"), place), words)
    assert stands(place) == before


@pytest.mark.parametrize("words", CHANGE.values(), ids=" ".join)
def test_a_configuration_that_is_sealed(words: Words, place: Path) -> None:
    """What is to be written beside it cannot be; it stays as it is."""
    (place / "stack").chmod(0o555)
    before = stands(place)
    said = told(confined(words, place, no_rights), words)
    assert "stack/" in said
    assert "permission denied. Ask for the right to, or name another place." in said
    assert stands(place) == before


def _filled() -> Iterator[Words]:
    yield from (words for words in LINES if words[0] not in ASK_FIRST)
    yield from CHANGE.values()


@pytest.mark.parametrize("words", tuple(_filled()), ids=" ".join)
def test_a_disk_without_room(words: Words, place: Path) -> None:
    """Not a byte can be written: what stood there stands, and no file is beside it."""
    older = [place / "target" / "report.html", *(place / f"target.{end}" for end in ("md", "svg"))]
    for path in older:
        path.parent.mkdir(exist_ok=True)
        path.write_text("older", encoding="utf-8")
    before = {name: text for name, text in stands(place).items() if text is not None}
    said = told(confined(at(words, "target"), place, no_room), words)
    assert NO_ROOM.search(said), said
    after = {name: text for name, text in stands(place).items() if text is not None}
    assert after == before


NEEDED = (
    "standard output: no space left on device. Make room, or write to another disk.",
    "no directory for temporary files can be written. Make room in the system's own, or name ",
    "No AWS credentials were found. ",
    "The price list API cannot be asked: ",
    "terraform is not on PATH. Install ",
)


@pytest.mark.parametrize("words", [*LINES, *CHANGE.values(), *READ.values()], ids=" ".join)
def test_nothing_to_count_on(words: Words, place: Path) -> None:
    """No temporary files, no home, a full output: it says which of them it needs."""
    ended = confined(at(words, "target"), place, nothing_to_count_on)
    if words in SILENT:
        assert ended.code == SILENT[words]
        assert "archbench" not in ended.err
    else:
        said = told(ended, words)
        assert [need for need in NEEDED if need in said]
    (place / "home").chmod(0o755)
    assert not list((place / "home").iterdir())
    assert not list((place / "tmp").iterdir())


@pytest.mark.parametrize("row", ["AmazonRDS,*,*,five,,2026-01-01", "AmazonRDS,*,*,5", "a\0b"])
def test_a_damaged_row_of_a_price_book(row: str, place: Path) -> None:
    """Its line, by every way it is given."""
    head = "service,item,region,discount,usd,effective_date"
    (place / "book.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    given = [name for name, parser in invocations.parsers() if "--price-book" in _options(parser)]
    lines: list[Words] = [(name, "stack", "--price-book", "book.csv") for name in given]
    for words in (*lines, ("whatif", "stack", "--set", "price_book=book.csv")):
        assert "book.csv:2: " in told(confined(words, place), words)


def _options(parser: argparse.ArgumentParser) -> set[str]:
    return {word for action in parser._actions for word in action.option_strings}  # noqa: SLF001
