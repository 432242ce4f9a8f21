"""However a run ends, nothing of it goes on, and the next one finds nothing half done."""

import errno
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import nbformat
import pytest

from archbench.cli import main
from archbench.drafts import SUFFIX, draft_directory, in_place_of, replace_files, sweep
from archbench.programs import run_guarded

ENDS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
SECONDS = 120


@pytest.fixture(autouse=True)
def interrupts() -> Iterator[None]:
    """What is begun here hears Ctrl-C, though the tests run in the background, deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def begun(code: str, *words: str, cwd: Path) -> "subprocess.Popen[bytes]":
    """A process that runs some Python, with a directory for temporary files of its own."""
    (cwd / "tmp").mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        cwd=cwd,
        env={**os.environ, "TMPDIR": str(cwd / "tmp")},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def until(holds: Callable[[], object]) -> bool:
    """Whether something comes to hold before long."""
    for _ in range(SECONDS * 20):
        if holds():
            return True
        time.sleep(0.05)
    return False


def is_gone(pid: int) -> bool:
    """Whether a process has ended, be it that nobody has asked how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return not Path("/proc/self").exists() or not Path(f"/proc/{pid}").exists()
    return False


REPORT = """
import sys
from pathlib import Path
from archbench.report import build
from archbench.cli import main
build.notebooks_directory = lambda: Path("notebooks")
sys.exit(main(["report", "stack", "-o", "out", "--as-of", "2026-03-02", *sys.argv[1:]]))
"""
WAITS = """
import os, time
from pathlib import Path
Path("pids").write_text(f"{os.getpid()} {os.getppid()}\\n")
while Path("wait").exists():
    time.sleep(0.1)
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A stack, and a notebook that waits while there is a file named wait."""
    (tmp_path / "stack").mkdir()
    (tmp_path / "stack" / "main.tf").write_text('output "o" {\n  value = 1\n}\n')
    (tmp_path / "notebooks").mkdir()
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("path: str = ''", metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell(WAITS),
        ]
    )
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "P", "language": "python"}
    nbformat.write(notebook, tmp_path / "notebooks" / "01_waits.ipynb")
    return tmp_path


@pytest.mark.parametrize("number", ENDS)
def test_a_report_that_is_ended_leaves_no_process_and_no_file(
    number: signal.Signals, directory: Path
) -> None:
    """In the middle of a cell; the older report stands, and the next start puts the rest away."""
    out = directory / "out"
    out.mkdir()
    (out / "report.html").write_text("older")
    (directory / "wait").touch()
    run = begun(REPORT, cwd=directory)
    assert until((directory / "pids").exists)
    assert until((directory / "pids").read_text)
    kernel, worker = map(int, (directory / "pids").read_text().split())
    run.send_signal(number)
    assert run.wait(SECONDS) == (-number if number == signal.SIGKILL else 130)
    assert until(lambda: is_gone(kernel))
    assert until(lambda: is_gone(worker))
    assert (out / "report.html").read_text() == "older"
    assert not list((directory / "tmp").iterdir())  # what works ends by itself
    sweep(directory)
    assert sorted(path.name for path in directory.iterdir()) == [
        "notebooks", "out", "pids", "stack", "tmp", "wait",
    ]  # fmt: skip


PUTS = """
import os, signal, sys
from pathlib import Path
from archbench.drafts import in_place_of
left = int(sys.argv[1])
rename = Path.rename
def counted(self, target):
    global left
    left -= 1
    if left == -1 or (left < 0 and len(sys.argv) > 3):
        os.kill(os.getpid(), int(sys.argv[2]))
    return rename(self, target)
Path.rename = counted
signal.signal(signal.SIGTERM, signal.default_int_handler)
with in_place_of(Path("out")) as draft:
    for name in ("a", "b", "c"):
        (draft / name).write_text("new")
"""


def stands(out: Path) -> dict[str, str]:
    """What a directory holds."""
    return {path.name: path.read_text() for path in out.iterdir()}


@pytest.mark.parametrize("renames", range(5))
@pytest.mark.parametrize("how", [(signal.SIGKILL,), (signal.SIGTERM,), (signal.SIGTERM, "again")])
def test_results_are_the_older_or_the_newer(
    how: tuple[object, ...], renames: int, tmp_path: Path
) -> None:
    """Between any two moves: asked to end, a run takes them back; the next finishes a killed one.

    Asked once more while it takes them back, it leaves them to the next as well.
    """
    out = tmp_path / "out"
    out.mkdir()
    older = {"a": "old", "b": "old", "mine": "mine"}
    for name, text in older.items():
        (out / name).write_text(text)
    words = [f"{word:d}" if isinstance(word, int) else str(word) for word in how]
    assert begun(PUTS, str(renames), *words, cwd=tmp_path).wait(SECONDS) != 0
    sweep(tmp_path)
    newer = {"a": "new", "b": "new", "c": "new", "mine": "mine"}
    found = stands(out)
    assert found in ([newer] if how[0] == signal.SIGKILL else [older, newer])
    assert found == older or how != (signal.SIGTERM,)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "tmp"]


def test_only_what_nobody_works_on_is_swept(tmp_path: Path) -> None:
    """Not what is in work, nor what a person named so, nor what a link leads to."""
    (tmp_path / f"mine{SUFFIX}").mkdir()  # no draft is called so
    kept = tmp_path / f"abcdefgh{SUFFIX}"  # so one is, and this holds no lock
    kept.mkdir()
    (kept / "mine.txt").touch()
    (tmp_path / f"hgfedcba{SUFFIX}").symlink_to(kept)
    (tmp_path / f".a.abcdefgh{SUFFIX}").touch()
    before = {path.name for path in tmp_path.iterdir()} - {f".a.abcdefgh{SUFFIX}"}
    with draft_directory(tmp_path) as draft:
        sweep(tmp_path)
        assert draft.is_dir()
        (tmp_path / "a").mkdir()
    late = tmp_path / f"kernelno{SUFFIX}" / "files"  # its draft was removed before it began
    late.mkdir(parents=True)
    (late / "kernel.json").touch()
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == before | {"a"}


def test_a_file_that_cannot_be_written_leaves_no_draft(tmp_path: Path) -> None:
    """Where a directory stands in its place."""
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="a"):
        replace_files({tmp_path / "a": b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.fixture
def three(tmp_path: Path) -> Mapping[Path, bytes]:
    """Files to write together: over an old one, anew, and over another old one."""
    first, new, last = (tmp_path / name for name in ("first", "new", "last"))
    first.write_text("old")
    first.chmod(0o640)
    last.write_text("old")
    return {first: b"1", new: b"2", last: b"3" * 1_000}


def test_files_are_written_together(three: Mapping[Path, bytes]) -> None:
    """For those who might read them before."""
    replace_files(three)
    assert {path: path.read_bytes() for path in three} == three
    assert next(iter(three)).stat().st_mode & 0o777 == 0o640


def test_of_files_that_have_no_room_none_is_written(three: Mapping[Path, bytes]) -> None:
    """Though the first would go; the one that does not is named."""
    first, _, last = three
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(OSError, match=rf"{re.escape(str(last))}'$"):
            replace_files(three)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert stands(last.parent) == {"first": "old", "last": "old"}
    assert first.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("error", [KeyboardInterrupt(), PermissionError(1, "refused", "draft")])
def test_files_that_were_moved_go_back(
    error: BaseException, three: Mapping[Path, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last cannot be moved, or is not waited for."""
    *_, last = three
    real, moves = Path.replace, iter(range(9))

    def replace(self: Path, target: Path) -> Path:
        if target == last and next(moves) == 0:
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(type(error)):
        replace_files(three)
    assert stands(last.parent) == {"first": "old", "last": "old"}


def test_what_has_no_room_in_a_draft_is_named_by_its_place(tmp_path: Path) -> None:
    """As it was given, not by the draft, which is gone."""
    draft_of = in_place_of(tmp_path / "out")
    with (
        pytest.raises(OSError, match=rf"{re.escape(str(tmp_path / 'out' / 'a' / 'b'))}'$"),
        draft_of as draft,
    ):
        raise OSError(errno.ENOSPC, "No space left on device", str(draft / "a" / "b"))
    assert not list(tmp_path.iterdir())


def test_a_draft_within_its_target_is_put_into_it(tmp_path: Path) -> None:
    """And is gone afterwards."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "old").touch()
    with in_place_of(tmp_path, within=True) as draft:
        (draft / "modules").mkdir()
    assert [path.name for path in tmp_path.rglob("*")] == ["modules"]


GUARDED = """
import os, sys
from archbench.programs import run_guarded
rest = "import time; time.sleep(60)"
words = ["sh", "-c", '"$0" -c "$1" & echo $! > pid; wait', sys.executable, rest]
run_guarded(words, 60, os.environ)
"""


@pytest.mark.parametrize("number", ENDS)
def test_a_program_ends_with_us_and_so_does_what_it_started(
    number: signal.Signals, tmp_path: Path
) -> None:
    """The shell starts a program of its own."""
    run = begun(GUARDED, cwd=tmp_path)
    assert until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    run.send_signal(number)
    run.wait(SECONDS)
    assert until(lambda: is_gone(int((tmp_path / "pid").read_text())))


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    """And one that ends says how."""
    rest = 'echo $$ > pid; exec "$0" -c "import time; time.sleep(60)"'
    with pytest.raises(TimeoutError):
        run_guarded(["sh", "-c", rest, sys.executable], 2, os.environ, tmp_path)
    assert until(lambda: is_gone(int((tmp_path / "pid").read_text())))
    done = run_guarded(["sh", "-c", "echo out; echo err >&2; exit 3"], 9, os.environ)
    assert (done.returncode, done.stdout, done.stderr) == (3, "out\n", "err\n")


def test_a_command_leaves_the_signals_as_it_found_them(tmp_path: Path) -> None:
    """It may be called by a program that has its own way to end."""
    (tmp_path / "main.tf").touch()
    assert main(["resolve", str(tmp_path)]) == 0
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
