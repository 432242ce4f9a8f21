"""How long the whole report takes, command to written file, on both stacks of the tree.

    python benchmarks/report.py

Runs `archbench report` three times, each in a process of its own, and prints the table the README
quotes. The first run may fill caches; the median counts.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
RUNS = 3
REPORT = (
    "report", "infra/payments", "infra/migration", "-p", "outputs=recorded",
)  # fmt: skip
"""What `make report` asks for."""


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as directory:
        command = [sys.executable, "-m", "archbench", *REPORT, "-o", f"{directory}/out"]
        seconds = []
        for _ in range(RUNS):
            started = time.perf_counter()
            environment = os.environ | {"PYTHONPATH": str(ROOT / "lib")}
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
            seconds.append(time.perf_counter() - started)
        size = Path(f"{directory}/out/report.html").stat().st_size
    notebooks = len(list((ROOT / "notebooks").glob("*.ipynb")))
    print("| notebooks | cores | fastest, s | median, s | slowest, s | report.html, kB |")
    print("| --- | --- | --- | --- | --- | --- |")
    print(
        f"| {notebooks} | {os.cpu_count()} | {min(seconds):.1f} | {statistics.median(seconds):.1f}"
        f" | {max(seconds):.1f} | {size / 1000:.0f} |"
    )


if __name__ == "__main__":
    main()
