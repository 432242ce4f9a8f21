"""How long `archbench check infra/payments` takes as a command, beside checkov.

Run with `make bench`. Prints one table: the best and the median of a few runs, start-up of the
interpreter included. checkov checks rules of its own on the same directory, and is left out
where it is not installed.
"""

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5


def commands() -> Iterator[tuple[str, list[str]]]:
    """What is measured: a name and a command line for each tool that is here."""
    yield "archbench check", [sys.executable, "-m", "archbench", "check", "infra/payments"]
    if shutil.which("checkov"):
        yield "checkov", ["checkov", "--directory", "infra/payments", "--quiet", "--compact"]


def seconds(command: list[str]) -> float:
    """The wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    print("| command | best, s | median, s |")
    print("| --- | ---: | ---: |")
    for name, command in commands():
        times = [seconds(command) for _ in range(RUNS)]
        print(f"| {name} | {min(times):.2f} | {statistics.median(times):.2f} |")


if __name__ == "__main__":
    main()
