"""How long `archbench check` computes as a command, beside checkov and c7n-left.

Run with `make bench`, which measures infra/payments, or with directories to measure:
`benchmarks/check.py DIRECTORY...`. A run counts its user and system time, start-up included.
archbench runs with all its lists too; checkov with its rules on the same directory; c7n-left ships
none, and gets the few below, and then one for each control of ours, of the kind that costs least.
A tool that is not installed is left out; one that gives no answer is told, with what it says.

Of infra/payments it prints the best and the median of a few runs in turn, and how the computing of
all lists grows with the instances of a configuration. Directories are measured once each with every
tool in turn; of those that all of them read it prints what they take together, the median of how
many times that is what archbench takes with all lists, and of how many it is three times or more.
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
from collections.abc import Mapping, Sequence
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
WHOLE = "archbench check, all lists"
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


def commands(policies: Path) -> Mapping[str, list[str]]:
    """What is measured: for each tool that is here its command line, up to the directory."""
    ours = [sys.executable, "-m", "archbench", "check"]
    found = {
        "archbench check, the list that fits": ours,
        WHOLE: [*ours, "--requirements", *LISTS, "--"],
    }
    if shutil.which("checkov"):
        found["checkov"] = ["checkov", "--quiet", "--compact", "--directory"]
    if shutil.which("c7n-left"):
        for name, text in (("few", POLICIES), ("many", _one_a_control())):
            (policies / name).mkdir()
            (policies / name / "policies.yaml").write_text(text)
            run = ["c7n-left", "run", "-p", str(policies / name), "-d"]
            found[f"c7n-left, {text.count('- name:')} policies"] = run
    return found


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
    """The computing of one run; from compiled modules, as an installed tool runs.

    Raises:
        ChildProcessError: it gave no answer, as where it ends with a traceback; what it says last.
    """
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, check=False, env=environ, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise ChildProcessError(done.stderr.strip().rpartition("\n")[2])
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(
    tools: Mapping[str, list[str]], directories: Sequence[str]
) -> Mapping[str, Mapping[str, float]]:
    """For each directory what each tool takes, in turn; a tool that fails there is told."""
    found: dict[str, dict[str, float]] = {}
    for directory in directories:
        for name, command in tools.items():
            try:
                found.setdefault(directory, {})[name] = seconds([*command, directory])
            except ChildProcessError as error:
                print(f"{name} fails on {directory}: {error}", file=sys.stderr)
    return found


def of_payments(tools: Mapping[str, list[str]]) -> None:
    """Print a row for each tool, of a few runs in turn."""
    print("| command | best, s of computing | median, s of computing |")
    print("| --- | ---: | ---: |")
    rounds = [measured(tools, ["infra/payments"])["infra/payments"] for _ in range(RUNS)]
    for name in tools:
        times = [row[name] for row in rounds if name in row]
        if times:
            print(f"| {name} | {min(times):.2f} | {statistics.median(times):.2f} |")


def of_directories(tools: Mapping[str, list[str]], directories: Sequence[str]) -> None:
    """Print a row for each tool, of one run on each directory that every tool reads."""
    rows = [row for row in measured(tools, directories).values() if len(row) == len(tools)]
    print(f"| command | {len(rows)} directories, s of computing | median ratio | three or more |")
    print("| --- | ---: | ---: | ---: |")
    for name in tools if rows else ():
        ratios = [row[name] / row[WHOLE] for row in rows]
        print(
            f"| {name} | {sum(row[name] for row in rows):.2f} | {statistics.median(ratios):.2f} "
            f"| {sum(ratio >= 3 for ratio in ratios)} |"
        )


def of_sizes() -> None:
    """Print how the computing of all lists grows."""
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


def main() -> None:
    """Measure and print."""
    directories = [str(Path(given).resolve()) for given in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as policies:
        tools = commands(Path(policies))
        if directories:
            of_directories(tools, directories)
            return
        of_payments(tools)
    of_sizes()


if __name__ == "__main__":
    main()
