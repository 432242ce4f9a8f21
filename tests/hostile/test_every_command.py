"""The commands that estimate, draw, drill and check end in words as well, and show names safely."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.cases import CASES, SECRET, files
from tests.hostile.confined import NARROW, confined

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

NAME = "<script>alert(1)</script>\\u001b[31mred\\u0007\\u009b2J\\u202e"
NAMES = files(
    main__tf=f'provider "aws" {{\n  region = "us-east-1"\n}}\n'
    f'resource "aws_vpc" "v" {{\n  cidr_block = "10.0.0.0/16"\n  tags = {{ Name = "{NAME}" }}\n}}\n'
    f'resource "aws_subnet" "s" {{\n  for_each = toset(["{NAME}"])\n  vpc_id = aws_vpc.v.id\n'
    '  cidr_block = "10.0.1.0/24"\n  availability_zone = "us-east-1a"\n}\n'
    f'resource "aws_lb" "l" {{\n  name = "{NAME}"\n'
    "  subnets = [for s in aws_subnet.s : s.id]\n}\n"
    f'resource "aws_db_instance" "d" {{\n  identifier = "{NAME}"\n  engine = "{NAME}"\n'
    '  instance_class = "db.t3.micro"\n  allocated_storage = 20\n}\n'
)
NASTIEST = ("module of itself", "control characters in keys", "secret in an argument")
COMMANDS = ("cost", "draw", "drill", "check")


def run(command: str, root: Path, *options: str) -> str:
    """What a command says, which is neither a traceback nor steers a terminal."""
    place = root.with_name(f"{root.name}-run")
    place.mkdir()
    done = confined([command, str(root), *options], place, bounds=NARROW)
    text = done.out + done.err
    assert done.code in (0, 1, 2), text[-2000:]
    assert "Traceback" not in text
    assert STEERING.search(text) is None
    assert SECRET not in text
    return text


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", NASTIEST)
def test_every_command_ends_in_words(name: str, command: str, tmp_path: Path) -> None:
    """What resolve says in words, no other command turns into a traceback."""
    make, _ = CASES[name]
    root = tmp_path / "root"
    root.mkdir()
    make(root)
    picture = tmp_path / "x.svg"
    assert run(command, root, *(("-o", str(picture)) if command == "draw" else ()))
    if picture.exists():
        assert SECRET not in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["svg", "html", "drawio", "mmd", "txt"])
def test_names_stay_text_in_every_drawing(ending: str, tmp_path: Path) -> None:
    """A name of markup and control characters is neither in a drawing; plain text keeps markup."""
    root = tmp_path / "root"
    root.mkdir()
    NAMES(root)
    picture = tmp_path / f"x.{ending}"
    run("draw", root, "-o", str(picture))
    text = picture.read_text(encoding="utf-8")
    assert "red" in text
    assert STEERING.search(text) is None
    assert ("<script>alert" in text) is (ending == "txt")


def _three_nested(directory: Path) -> None:
    for name in ("a", "b", "c"):
        text = f'module "{name}" {{\n  source = "./{name}"\n  count  = 1000\n}}\n'
        (directory / "main.tf").write_text(text, encoding="utf-8")
        directory = directory / name
        directory.mkdir()
    (directory / "main.tf").write_text('output "o" {\n  value = 1\n}\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_three_nested, "a/main.tf:1: Too many instances"),
        (
            files(
                main__tf='output "o" {\n  value = [for i in range(1000) : '
                "length(setproduct(range(300), range(300)))]\n}\n"
            ),
            "main.tf:1: Evaluation stopped",
        ),
    ],
)
def test_growth_is_stopped(make: Callable[[Path], None], said: str, tmp_path: Path) -> None:
    """Instances of modules in modules are counted, and the clock is read at every call."""
    make(tmp_path)
    assert said in run("resolve", tmp_path)
