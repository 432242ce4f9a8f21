"""Every command in a real terminal of 80 and of 120 columns: the answer first, nothing run over."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONG = 36
"""A name or an address of this length may stand out: it is not broken."""

NESTED = """
resource "aws_vpc" "v" {}
resource "aws_subnet" "s" {
  for_each = toset([aws_vpc.v.id])
  vpc_id   = aws_vpc.v.id
}
"""


def shown(columns: int, *words: str) -> list[str]:
    """The lines a person sees who types this in a terminal so wide."""
    mine, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {name: text for name, text in os.environ.items() if name != "COLUMNS"}
    with subprocess.Popen(
        [sys.executable, "-m", "archbench", *words],
        cwd=ROOT,
        stdout=theirs,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
        env=environment | {"PYTHONPATH": str(ROOT / "lib")},
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


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (
            ("check", "infra/migration", "--requirements", "payments"),
            "Fails twelve of twelve requirement groups.",
        ),
        (("cost", "infra/payments"), "infra/payments: $"),
        (("drill", "infra/payments"), "Survives the loss of any one zone"),
        (("drill", "infra/migration"), "Goes down if us-west-2a is lost"),
        (("prices", "show", "--region", "us-east-1"), "us-east-1 AWS"),
        (("resolve", "infra/payments"), "infra/payments: 110 resource instances"),
    ],
)
def test_the_answer_comes_first_and_every_line_fits(
    columns: int, words: tuple[str, ...], answer: str
) -> None:
    """The first line answers; only a line that holds a long name is longer than the terminal."""
    lines = shown(columns, *words)
    assert lines[0].startswith(answer)
    long = [line for line in lines if len(line) > columns]
    assert [line for line in long if max(map(len, line.split())) < LONG] == []
    assert not any(line.endswith("…") for line in lines if words[0] == "resolve")


@pytest.mark.parametrize("command", ["resolve", "cost", "drill", "check"])
def test_what_is_not_counted_is_gathered(tmp_path: Path, command: str) -> None:
    """A reason that 64 modules share is told once, with how many and where it begins."""
    for inside in ("a", "a/a", "a/a/a"):
        (tmp_path / inside).mkdir()
        calls = "".join(f'module "m{n}" {{\n  source = "./a"\n}}\n' for n in range(4))
        (tmp_path / inside).parent.joinpath("main.tf").write_text(calls, "utf-8")
    (tmp_path / "a/a/a/main.tf").write_text(NESTED, "utf-8")
    text = " ".join(" ".join(shown(80, command, str(tmp_path))).split())
    assert "aws_subnet.s in 64 modules from module.m0.module.m0.module.m0 on" in text
    assert text.count("depends on aws_vpc.v.id, which is not known before apply") == 1
