"""Files that are given beside a configuration: whatever they hold, a sentence, soon.

Each runs in a process of its own: what is refused here would take the process with it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archbench.cli import main, resolve
from tests.hostile.confined import NARROW, confined

DEVICE = Path("/dev/zero")
STACK = 'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_sqs_queue" "a" {}\n'


def bomb() -> str:
    """Nine aliases of nine aliases, ten times: 3.5 thousand million values in 600 characters."""
    lines = ["resource_usage:", "  a: &a {x: [1, 1, 1, 1, 1, 1, 1, 1, 1]}"]
    for before, name in zip("abcdefghi", "bcdefghij", strict=True):
        lines.append(f"  {name}: &{name} {{x: [{', '.join([f'*{before}'] * 9)}]}}")
    return "\n".join(lines) + "\n"


TEXTS = {
    "aliases": (bomb(), "stands for more than 1,000,000 values"),
    "deep": ("[" * 50_000, "nests more than 100 levels deep"),
    "itself": ("a: &a [*a]\n", "*a stands inside of what it names"),
}
YAML_COMMANDS = {
    "usage": ["cost", "stack", "--usage", "given.yml"],
    "data": ["resolve", "stack", "--data", "given.yml"],
    "stack file": ["cost", "other"],
}
JSON_COMMANDS = {
    "plan": ["cost", "given.json"],
    "baseline": ["check", "stack", "--baseline", "given.json"],
    "data": ["resolve", "stack", "--data", "given.json"],
}
DEVICE_COMMANDS = {
    "usage": ["cost", "stack", "--usage", str(DEVICE)],
    "waivers": ["check", "stack", "--waivers", str(DEVICE)],
    "baseline": ["check", "stack", "--baseline", str(DEVICE)],
    "data": ["resolve", "stack", "--data", str(DEVICE)],
    "price book": ["cost", "stack", "--price-book", str(DEVICE)],
}
TARGETS = {
    "a file where a directory is needed": ("file/a.svg", "A file stands where"),
    "a name too long": (f"{'n' * 300}.svg", "Give it a shorter name."),
    "no file can be there": ("/proc/a.svg", "/proc/a.svg"),
    "a directory": ("taken.svg", "taken.svg"),
}


def run(words: list[str], directory: Path) -> str:
    """What a command says that refuses its input."""
    done = confined(words, directory, bounds=NARROW)
    assert done.code == 2, (done.code, done.err[-2000:])
    assert "Traceback" not in done.err
    assert len(done.err) < 2_000
    return done.err


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """With a stack, and another whose own file is what is given."""
    for name in ("stack", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(STACK)
    (tmp_path / "file").touch()
    (tmp_path / "taken.svg").mkdir()
    return tmp_path


@pytest.mark.parametrize("command", YAML_COMMANDS)
@pytest.mark.parametrize("text", TEXTS)
def test_yaml_stays_within_its_limits(text: str, command: str, directory: Path) -> None:
    """Aliases of aliases, nesting without end, and what holds itself."""
    content, said = TEXTS[text]
    for name in ("given.yml", "other/archbench.yml"):
        (directory / name).write_text(content)
    assert said in run(YAML_COMMANDS[command], directory)


@pytest.mark.parametrize("command", JSON_COMMANDS)
def test_json_that_nests_without_end(command: str, directory: Path) -> None:
    """A hundred thousand brackets."""
    (directory / "given.json").write_text("[" * 100_000)
    assert "nests deeper than can be followed" in run(JSON_COMMANDS[command], directory)


@pytest.mark.parametrize("command", DEVICE_COMMANDS)
def test_a_device_has_no_end(command: str, directory: Path) -> None:
    """It is read as far as a file may reach, and refused."""
    if command == "baseline":  # what programs make may be larger
        assert "more memory than there is" in run(DEVICE_COMMANDS[command], directory)
    else:
        assert "larger than 16 MiB" in run(DEVICE_COMMANDS[command], directory)


@pytest.mark.parametrize("target", TARGETS)
def test_where_nothing_can_be_written(target: str, directory: Path) -> None:
    """The place as it was given, and what to do."""
    name, said = TARGETS[target]
    assert said in run(["draw", "stack", "-o", name], directory)
    assert not list(directory.glob(".*"))


def test_what_nobody_thought_of_is_a_sentence_that_says_it_is_ours(
    directory: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the place in archbench, and the whole of it when asked; no answer was given."""

    def fails(arguments: object) -> int:
        raise LookupError(f"in {type(arguments).__name__}")

    monkeypatch.setattr(resolve, "run", fails)
    monkeypatch.delenv("ARCHBENCH_TRACEBACK", raising=False)
    assert main(["resolve", str(directory / "stack")]) == 70
    said = capsys.readouterr()
    assert "this is a mistake of archbench, not of what it reads: LookupError at" in said.err
    assert said.out == ""
    assert "Traceback" not in said.err
    monkeypatch.setenv("ARCHBENCH_TRACEBACK", "1")
    with pytest.raises(LookupError):
        main(["resolve", str(directory / "stack")])


FULL = """
import errno, sys
from archbench import drafts
from archbench.cli import main
def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")
drafts.os.fdopen = full
sys.exit(main(sys.argv[1:]))
"""


def test_a_full_disk_is_said_and_leaves_what_was_there(directory: Path) -> None:
    """The older drawing stands, and nothing beside it."""
    (directory / "a.svg").write_text("older")
    done = subprocess.run(
        [sys.executable, "-c", FULL, "draw", "stack", "-o", "a.svg"],
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "a.svg: no space left on device. Make room" in done.stderr
    assert (directory / "a.svg").read_text() == "older"
    assert not list(directory.glob(".*"))


@pytest.mark.parametrize("command", ["report", "fleet"])
def test_a_directory_that_cannot_be_made_ends_before_any_work(
    command: str, directory: Path
) -> None:
    """A file stands where the results would."""
    assert "A file stands where" in run([command, "stack", "-o", "file/out"], directory)


STREAMS = {
    "closed": (">&-", "standard output is closed. Lead it to a file, or to /dev/null.\n"),
    "full": (">/dev/full", "standard output: no space left on device. Make room, or write to"),
}


@pytest.mark.parametrize("name", STREAMS)
def test_an_answer_that_cannot_be_given_ends_in_words(name: str, directory: Path) -> None:
    """Which stream, and the exit code of no answer, also where nothing can be said of it."""
    lead, said = STREAMS[name]
    for also, told in (("", said), ("2>&-", ""), ("2>/dev/full", "")):
        words = f'"$0" -m archbench resolve stack {lead} {also}'
        done = subprocess.run(
            ["sh", "-c", words, sys.executable],
            cwd=directory,
            capture_output=True,
            check=False,
            env={k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"},
        )
        assert done.returncode == 2
        assert told in done.stderr.decode()
        assert b"Traceback" not in done.stderr
