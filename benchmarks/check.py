"""How long `archbench check infra/payments` takes as a command, beside checkov and c7n-left.

Run with `make bench`. Prints one table: the best and the median of a few runs, start-up of the
interpreter included. checkov checks the rules it ships on the same directory; c7n-left ships none,
and gets the few below. A tool that is not installed is left out.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5
POLICIES = """
policies:
  - name: cluster-encrypted
    resource: terraform.aws_rds_cluster
    filters: [{storage_encrypted: false}]
  - name: log-group-key
    resource: terraform.aws_cloudwatch_log_group
    filters: [{kms_key_id: absent}]
  - name: target-group-interval
    resource: terraform.aws_lb_target_group
    filters: [{type: value, key: deregistration_delay, op: ne, value: 45}]
"""


def commands(policies: Path) -> Iterator[tuple[str, list[str]]]:
    """What is measured: a name and a command line for each tool that is here."""
    yield "archbench check", [sys.executable, "-m", "archbench", "check", "infra/payments"]
    if shutil.which("checkov"):
        yield "checkov", ["checkov", "--directory", "infra/payments", "--quiet", "--compact"]
    if shutil.which("c7n-left"):
        (policies / "policies.yaml").write_text(POLICIES)
        run = ["c7n-left", "run", "-p", str(policies), "-d", "infra/payments"]
        yield "c7n-left, three policies", run


def seconds(command: list[str]) -> float:
    """The wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    print("| command | best, s | median, s |")
    print("| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as policies:
        for name, command in commands(Path(policies)):
            times = [seconds(command) for _ in range(RUNS)]
            print(f"| {name} | {min(times):.2f} | {statistics.median(times):.2f} |")


if __name__ == "__main__":
    main()
