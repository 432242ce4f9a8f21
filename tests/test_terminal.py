"""Every command in a real terminal: the answer first, one screen, nothing run over, in colour."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest

from archbench.cli import main

ROOT = Path(__file__).parents[1]
SCREEN = 42
"""Lines a person sees at once, with what is noted after them."""
INDENT = 12
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

NESTED = """
resource "aws_vpc" "v" {}
resource "aws_subnet" "s" {
  for_each = toset([aws_vpc.v.id])
  vpc_id   = aws_vpc.v.id
}
"""
COMMANDS = {
    "check": (("check", "infra/migration"), "Fails seven of thirteen groups"),
    "compare": (("compare", "infra/migration", "infra/payments"), "infra/migration scores 0/10"),
    "cost": (("cost", "infra/payments"), "infra/payments: $"),
    "diff": (
        ("cost", "diff", "infra/migration", "infra/payments"),
        "infra/payments costs at most ",
    ),
    "drill": (("drill", "infra/payments"), "Survives the loss of any one zone"),
    "drill asked": (("drill", "infra/migration", "--rto", "15m"), "Goes down if us-west-2a is "),
    "prices": (("prices", "show", "--region", "us-east-1"), "11,"),
    "resolve": (("resolve", "infra/payments"), "infra/payments: 110 resource instances"),
}


def seen(columns: int, *words: str, environ: Mapping[str, str] | None = None) -> list[str]:
    """The lines that come to a terminal so wide where this is typed."""
    mine, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {name: text for name, text in os.environ.items() if name != "COLUMNS"}
    own = {"PYTHONPATH": str(ROOT / "lib"), "TERM": "xterm", **(environ or {})}
    with subprocess.Popen(
        [sys.executable, "-m", "archbench", *words],
        cwd=ROOT,
        stdout=theirs,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
        env=environment | own,
    ):
        os.close(theirs)
        text = b""
        try:
            while part := os.read(mine, 65536):
                text += part
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(mine)
    return text.decode().splitlines()


def shown(columns: int, *words: str) -> list[str]:
    """The same without its colours."""
    return [COLOUR.sub("", line) for line in seen(columns, *words)]


def too_long(lines: list[str], columns: int) -> list[str]:
    """Lines that run over, but for a name or an address as long as the line: it is not broken."""
    over = [line for line in lines if len(line) > columns]
    return [line for line in over if max(map(len, line.split())) < columns - INDENT]


@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize("name", COMMANDS)
def test_the_answer_comes_first_on_one_screen(columns: int, name: str) -> None:
    """The first line answers, nothing runs over, and what is beside the screen is counted."""
    words, answer = COMMANDS[name]
    lines = shown(columns, *words)
    assert lines[0].startswith(answer)
    assert len(lines) <= SCREEN
    assert [line for line in lines if len(line) > columns] == []
    assert "With --all also: " in "\n".join(lines)
    assert not any(line.endswith("…") for line in lines)


@pytest.mark.parametrize("name", ["check", "cost", "diff", "drill", "resolve"])
def test_all_of_it_fits_the_width(name: str) -> None:
    """--all shows what a file would hold, in lines of the terminal."""
    lines = shown(80, *COMMANDS[name][0], "--all")
    assert len(lines) > SCREEN
    assert too_long(lines, 80) == []
    assert "With --all also: " not in "\n".join(lines)


def test_colour_is_for_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """There it is; not where NO_COLOR or TERM=dumb says no, nor in a file."""
    words = ("drill", "infra/migration")
    assert any("\x1b[31mdown\x1b[0m" in line for line in seen(100, *words))
    for no in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert not any(COLOUR.search(line) for line in seen(100, *words, environ=no))
    main(["drill", str(ROOT / "infra" / "migration")])
    assert not COLOUR.search(capsys.readouterr().out)


def test_a_file_holds_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody looks on, nothing is left out."""
    main(["cost", str(ROOT / "infra" / "payments"), "--as-of", "2026-11-23"])
    out = capsys.readouterr().out
    assert "Price sources" in out
    assert "With --all also" not in out


@pytest.mark.parametrize("command", ["resolve", "cost", "drill", "check"])
def test_what_is_not_counted_is_gathered(tmp_path: Path, command: str) -> None:
    """A reason that 64 modules share is told once, with how many and where it begins."""
    for inside in ("a", "a/a", "a/a/a"):
        (tmp_path / inside).mkdir()
        calls = "".join(f'module "m{n}" {{\n  source = "./a"\n}}\n' for n in range(4))
        (tmp_path / inside).parent.joinpath("main.tf").write_text(calls, "utf-8")
    (tmp_path / "a/a/a/main.tf").write_text(NESTED, "utf-8")
    lines = shown(80, command, str(tmp_path))
    text = " ".join(" ".join(lines).split())
    assert "aws_subnet.s in 64 modules from module.m0.module.m0.module.m0 on" in text
    assert text.count("depends on aws_vpc.v.id, which is not known before apply") == 1
    assert text.count("The same 63 times more here.") == 1
    assert too_long(lines, 80) == []
