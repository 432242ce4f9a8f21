"""Kill a command at many moments: what goes on, what is left, and whether the older result stands.

    .venv/bin/python benchmarks/killed.py 20 report infra/payments --anew -o
    .venv/bin/python benchmarks/killed.py 20 fleet 'infra/*' --anew -o
    .venv/bin/python benchmarks/killed.py 20:TERM fleet 'infra/*' --anew -o

The output directory is put behind the words. Runs the command once whole, then kills it after each
part of the time that took, with SIGKILL where no other signal is named. Needs /proc, where every
process of a run is known by its environment.
"""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

SECONDS = 60
TAG = "KILLED_RUN"


def going_on(tag: str) -> list[str]:
    """The processes of a run, by what they were started with."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"{TAG}={tag}".encode() in (place / "environ").read_bytes().split(b"\0"):
                found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:60])
        except OSError:
            continue
    return found


def digest(out: Path) -> str:
    """What stands in a directory; a database counts by what it says."""
    found = (path for path in out.rglob("*") if path.is_file())
    files = sorted(path for path in found if not path.name.endswith(".db-journal"))
    text = [f"{path} {hashlib.sha256(said(path)).hexdigest()}" for path in files]
    return hashlib.sha256("\n".join(text).encode()).hexdigest()


def said(path: Path) -> bytes:
    """What a file holds; of a database what is read from it, which takes back what is half done."""
    if path.suffix != ".db":
        return path.read_bytes()
    with closing(sqlite3.connect(path, timeout=SECONDS)) as db:
        return "\n".join(db.iterdump()).encode()


def main() -> None:
    """A line for each moment, then what the next start left."""
    count, _, name = sys.argv[1].partition(":")
    moments, ends, words = int(count), signal.Signals[f"SIG{name or 'KILL'}"], sys.argv[2:]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is not heard
    with tempfile.TemporaryDirectory() as scratch:
        work, temporary = Path(scratch) / "work", Path(scratch) / "temporary"
        work.mkdir()
        temporary.mkdir()
        command = [sys.executable, "-m", "archbench", *words, str(work / "out")]
        environment = {**os.environ, "TMPDIR": str(temporary)}

        def begin(tag: str) -> "subprocess.Popen[bytes]":
            environment[TAG] = tag
            return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

        begun = time.monotonic()
        begin("whole").wait()
        whole = time.monotonic() - begun
        before = digest(work / "out")
        changed = 0
        for number in range(moments):
            run = begin(str(number))
            time.sleep(whole * (number + 0.5) / moments)
            run.send_signal(ends)
            code = run.wait()
            ended = time.monotonic()
            while (left := going_on(str(number))) and time.monotonic() < ended + SECONDS:
                time.sleep(0.1)
            drafts = sum(1 for place in (work, temporary) for _ in place.iterdir())
            same = digest(work / "out") == before
            changed += not same
            print(
                f"{whole * (number + 0.5) / moments:5.1f} s: code {code}, all gone after"
                f" {time.monotonic() - ended:4.1f} s{f', but {left}' if left else ''},"
                f" {drafts - 1} drafts, {'the same result' if same else 'another result'}",
                flush=True,
            )
        code = begin("last").wait()
        stray = [path.name for place in (work, temporary) for path in place.iterdir()]
        same = digest(work / "out") == before
        print(f"after the next start: code {code}, {stray}, {'same' if same else 'OTHER'} bytes")


if __name__ == "__main__":
    main()
