"""How long `archbench check infra/payments` computes as a command, beside checkov and c7n-left.

Run with `make bench`. Prints two tables. First the best and the median of a few runs in turn,
start-up of the interpreter included, archbench with all its lists too; checkov with its rules on
the same directory; c7n-left ships none, and gets the few below, and then one for each control of
ours, of the kind that costs least. A tool that is not installed is left out. Then how the computing
of all lists grows with the instances of a configuration.
"""

import math
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from archbench.architecture import build
from archbench.requirements import check, read_checklist
from archbench.requirements.reading import shipped
from archbench.terraform import load
from architecture import write_configuration

ROOT = Path(__file__).parents[1]
RUNS = 5
LISTS = tuple(shipped())
SIZES = (300, 1_000, 3_000, 10_000)
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
    ours = [sys.executable, "-m", "archbench", "check", "infra/payments"]
    yield "archbench check, the list that fits", ours
    yield "archbench check, all lists", [*ours, "--requirements", *LISTS]
    if shutil.which("checkov"):
        yield "checkov", ["checkov", "--directory", "infra/payments", "--quiet", "--compact"]
    if shutil.which("c7n-left"):
        for name, text in (("few", POLICIES), ("many", _one_a_control())):
            (policies / name).mkdir()
            (policies / name / "policies.yaml").write_text(text)
            run = ["c7n-left", "run", "-p", str(policies / name), "-d", "infra/payments"]
            yield f"c7n-left, {text.count('- name:')} policies", run


def _one_a_control() -> str:
    """For each control of the lists a policy of c7n-left on a type it names: has it tags."""
    lines = ["policies:"]
    for checklist in map(read_checklist, LISTS):
        for control in checklist.controls:
            named = re.findall(r"aws_\w+", f"{control.title} {control.asserts}")
            type_ = named[0] if named else "aws_instance"
            lines.append(
                f"  - name: p{len(lines)}\n    resource: terraform.{type_}\n"
                "    filters: [{tags: absent}]"
            )
    return "\n".join(lines) + "\n"


def seconds(command: list[str]) -> float:
    """The computing of one run; from compiled modules, as an installed tool runs."""
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    print("| command | best, s of computing | median, s of computing |")
    print("| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as policies:
        tools = list(commands(Path(policies)))
        rounds = [[seconds(command) for _, command in tools] for _ in range(RUNS)]
        for (name, _), times in zip(tools, zip(*rounds, strict=True), strict=True):
            print(f"| {name} | {min(times):.2f} | {statistics.median(times):.2f} |")
    print("\n| instances | check of all lists, s of computing |")
    print("| ---: | ---: |")
    taken = [growth(size) for size in SIZES]
    for size, found in zip(SIZES, taken, strict=True):
        print(f"| {size:,} | {found:.2f} |")
    exponent = math.log(taken[-1] / taken[0]) / math.log(SIZES[-1] / SIZES[0])
    print(f"| exponent | {exponent:.2f} |")


def growth(size: int) -> float:
    """Seconds of computing that all lists take of a configuration that is read and built."""
    with tempfile.TemporaryDirectory() as folder:
        write_configuration(Path(folder), size)
        configuration = load(folder)
    architecture = build(configuration)
    lists = [read_checklist(name) for name in LISTS]
    start = time.process_time()
    check(configuration, architecture, lists)
    return time.process_time() - start


if __name__ == "__main__":
    main()
