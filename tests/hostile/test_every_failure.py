"""Whatever a command cannot write, or is not given, is one sentence: what, where, what to do.

The commands and their options are read from the parser: a new one fails here until it has a line.
"""

import argparse
import os
import re
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest import mock

import pytest
from moto.server import ThreadedMotoServer

from archbench.cli import _given, main
from archbench.cost.catalogue import Catalogue, default_catalogue, write_prices
from archbench.cost.savings_plans import FILES
from archbench.fleet.history import append
from archbench.fleet.member import Member
from archbench.fleet.result import MemberResult
from archbench.metrics.saved import save
from archbench.metrics.series import Pull
from tests.cost.price_lists import files_server, publish_plans, roots
from tests.cost.test_price_lists import write_lists
from tests.hostile import invocations
from tests.hostile.confined import Ended, Trouble, confined
from tests.hostile.invocations import DAY, NOBODY, Words
from tests.hostile.troubles import (
    answered,
    killed_at,
    no_rights,
    no_room,
    nothing_to_count_on,
    sealed_meanwhile,
)

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
PROGRESS = re.compile(r"\[1/1\] stack: |(global|us-east-1): |\d+ metrics of ")
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
TO_A_FILE = [words for words in LINES if any(word.startswith(f"{TARGET}.") for word in words)]
ENDPOINT = "ENDPOINT"
"""Stands for the address where AWS is asked."""
PAID = ("metrics", "queues", "--endpoint-url", ENDPOINT, "--save", f"{TARGET}.csv")
READ_ANEW = ("prices", "refresh", "--bulk", "--region", "us-east-1", "--directory", TARGET)
ASKED: Sequence[Words] = (PAID, READ_ANEW)
"""Those of ASK_FIRST, where somebody answers."""
QUEUES = """
provider "aws" {
  region = "us-east-1"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two configurations, and what the lines name."""
    stacks = {"stack": STACK, "old": STACK.replace("false", "true"), "queues": QUEUES}
    for name, text in stacks.items():
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


Here = Callable[[Words], Ended]


@pytest.fixture
def here(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """What a command does in this process: enough for what it refuses before it begins."""
    monkeypatch.chdir(place)
    monkeypatch.setenv("HOME", str(place / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(place / "tmp"))

    def ended(words: Words) -> Ended:
        code = main(list(words))
        return Ended(code, *capsys.readouterr())

    return ended


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_a_place_that_is_sealed(words: Words, place: Path) -> None:
    """Refused before any work, and nothing is made."""
    (place / "sealed").chmod(0o555)
    before = stands(place)
    said = told(confined(at(words, "sealed/x"), place, no_rights), words)
    assert "sealed is not open to writing. Name another." in said
    assert stands(place) == before


PLACES = {
    "too long": ("n" * 300, "Give it a shorter name."),
    "below a file": ("file/x", "file: file exists. A file stands where a directory is needed"),
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_a_place_where_nothing_can_be_written(
    words: Words, name: str, place: Path, here: Here
) -> None:
    """Refused before any work, and nothing is made."""
    where, said = PLACES[name]
    before = stands(place)
    assert said in told(here(at(words, where)), words)
    assert stands(place) == before


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_a_file_for_a_folder_and_a_folder_for_a_file(words: Words, place: Path, here: Here) -> None:
    """Refused before any work; what stands there stays."""
    where = next(word for word in at(words, "taken") if word.startswith("taken"))
    if "." in where:
        (place / where).mkdir()
        said = "is a directory. Name a file in it."
    else:
        (place / where).write_text("mine", encoding="utf-8")
        said = "file exists. A file stands where a directory is needed"
    before = stands(place)
    assert f"{where}: {said}" in told(here(at(words, "taken")), words)
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


@pytest.mark.parametrize("words", TO_A_FILE, ids=" ".join)
def test_a_file_that_cannot_be_replaced(words: Words, place: Path) -> None:
    """It may be written itself, but nothing beside it: refused before any work or price."""
    held = next(word for word in at(words, "sealed/held") if word.startswith("sealed/"))
    (place / held).write_text("mine", encoding="utf-8")
    (place / "sealed").chmod(0o555)
    before = stands(place)
    said = told(confined(at(words, "sealed/held"), place, no_rights), words)
    assert f"{held} cannot be written: sealed is not open to writing. Name another." in said
    assert stands(place) == before


@pytest.mark.parametrize("words", TO_A_FILE, ids=" ".join)
def test_a_pipe_is_no_file(words: Words, place: Path, here: Here) -> None:
    """A file would take its place, as it would take that of a device."""
    pipe = next(word for word in at(words, "pipe") if word.startswith("pipe."))
    os.mkfifo(place / pipe)
    said = told(here(at(words, "pipe")), words)
    assert f"{pipe} is a device or a pipe, and not written to. Name a file." in said
    assert (place / pipe).is_fifo()


@dataclass(frozen=True)
class Answering:
    """Who answers for AWS on this machine: an endpoint, and the roots of its price files."""

    endpoint: str
    roots: Mapping[str, str]

    def ended(self, words: Words, place: Path, name: str, trouble: Trouble = nullcontext) -> Ended:
        """What a line of ASKED does that writes to a place of this name."""
        line = [word.replace(ENDPOINT, self.endpoint) for word in at(words, name)]
        return confined(line, place, partial(answered, self.roots, trouble))


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answering]:
    """One for all tests here."""
    lists = tmp_path_factory.mktemp("lists")
    write_lists(lists, "us-east-1")
    for name in FILES:
        publish_plans(lists, name, "us-east-1", [])
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    with files_server(lists) as address:
        yield Answering(f"http://{host}:{port}", roots(address))
    server.stop()


def _older(place: Path, name: str) -> Mapping[str, bytes | None]:
    """What was written to a place of this name before."""
    (place / f"{name}.csv").write_text("older", encoding="utf-8")
    (place / name).mkdir()
    (place / name / "us-east-1.csv").write_text(write_prices({}), encoding="utf-8")
    return _written(place, name)


def _written(place: Path, name: str) -> Mapping[str, bytes | None]:
    paths = [place / f"{name}.csv", *(place / name).rglob("*"), *place.glob(".*")]
    return {
        path.relative_to(place).as_posix(): path.read_bytes() if path.is_file() else None
        for path in paths
    }


REFUSED: Mapping[str, tuple[Trouble, str]] = {
    "no room": (no_room, ": file too large. Raise what is allowed to one (ulimit -f), or "),
    "no right": (sealed_meanwhile, ": permission denied. Ask for the right to, or name another "),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_what_was_asked_for_cannot_be_written(
    words: Words, name: str, place: Path, answering: Answering
) -> None:
    """Though AWS has answered: what was there stands, and nothing is told as if it were written."""
    trouble, why = REFUSED[name]
    before = _older(place / "sealed", "target")
    for path in (place / "sealed", place / "sealed" / "target"):
        path.chmod(0o555)
    said = told(answering.ended(words, place, "sealed/target", trouble), words)
    assert re.search(rf" sealed/target\S*{re.escape(why)}", said), said
    assert ".refresh" not in said
    for path in (place / "sealed", place / "sealed" / "target"):
        path.chmod(0o755)
    assert _written(place / "sealed", "target") == before


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_directories_that_are_missing_are_made(
    words: Words, place: Path, answering: Answering
) -> None:
    """And hold what was asked for."""
    assert answering.ended(words, place, "new/deeper/target").code == 0
    files = sorted(path.name for path in (place / "new").rglob("*") if path.is_file())
    assert files == (
        ["target.csv"] if words is PAID else ["global.csv", "sources.csv", "us-east-1.csv"]
    )


def test_a_folder_in_place_of_a_price_file(place: Path, answering: Answering) -> None:
    """It is named, and no other file is another."""
    (place / "target" / "us-east-1.csv").mkdir(parents=True)
    (place / "target" / "global.csv").write_text(write_prices({}), encoding="utf-8")
    before = stands(place)
    said = told(answering.ended(READ_ANEW, place, "target"), READ_ANEW)
    assert "target/us-east-1.csv: is a directory. " in said
    assert stands(place) == before


def test_a_catalogue_that_is_sealed_is_told_before_aws_is_asked(place: Path) -> None:
    """That which ships too, where no directory is named."""
    shipped = Path(str(default_catalogue().directory))
    words = ("prices", "refresh", "--bulk", "--region", "us-east-1")
    said = told(confined(words, place, _sealed_prices), words)
    assert f"{shipped} cannot be written: {shipped} is not open to writing." in said


@contextmanager
def _sealed_prices() -> Iterator[None]:
    with mock.patch.object(os, "access", return_value=False):
        yield


MOVES: Sequence[tuple[Words, int]] = ((PAID, 0), *((READ_ANEW, move) for move in (1, 3, 4, 5)))
"""Three files go into a folder, the folder gets its name, and each file goes to its place."""


@pytest.mark.parametrize(("words", "move"), MOVES, ids=str)
def test_killed_between_two_files(
    words: Words, move: int, place: Path, answering: Answering
) -> None:
    """All are the older ones or all the newer, and the next run leaves nothing else."""
    before = _older(place, "target")
    trouble = partial(killed_at, move)
    assert answering.ended(words, place, "target", trouble).code == -signal.SIGKILL
    if words is PAID:
        assert (place / "target.csv").read_text("utf-8") == "older"
    else:
        held = Catalogue(place / "target").prices("us-east-1")
        assert bool(held) == (move > 3)
    assert answering.ended(words, place, "target").code == 0
    after = _written(place, "target")
    made = {"target/global.csv", "target/sources.csv"} if words is READ_ANEW else set()
    assert {*after} == {*before} | made
    assert [name for name in before if after[name] != before[name]] == (
        ["target.csv"] if words is PAID else ["target/us-east-1.csv"]
    )


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
def test_a_damaged_row_of_a_price_book(row: str, place: Path, here: Here) -> None:
    """Its line, by every way it is given."""
    head = "service,item,region,discount,usd,effective_date"
    (place / "book.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    given = [name for name, parser in invocations.parsers() if "--price-book" in _options(parser)]
    lines: list[Words] = [(name, "stack", "--price-book", "book.csv") for name in given]
    for words in (*lines, ("whatif", "stack", "--set", "price_book=book.csv")):
        assert "book.csv:2: " in told(here(words), words)


def _options(parser: argparse.ArgumentParser) -> set[str]:
    return {word for action in parser._actions for word in action.option_strings}  # noqa: SLF001
