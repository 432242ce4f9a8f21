"""How long scenarios take, beside one `terraform plan` of the same stack in the same run.

Run with `python benchmarks/whatif.py [NUMBER]`: NUMBER scenarios (1,000) of infra/payments drawn
over eight levers, each resolved, built, priced, held against the critical groups and drilled; moves
of each lever alone; and terraform's plan, pointed at moto. `--stack DIRECTORY LEVER=VALUES ...`
tries 200 of another stack instead, `--equal [NUMBER]` holds the twelve named scenarios and NUMBER
drawn ones (50) against the same changes made by hand in a copy. Seconds of computing, user time,
and by the clock.
"""

import gc
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.given import axis_of
from archbench.whatif.running import rows
from archbench.whatif.scenario import Scenario
from archbench.whatif.sweep import sample

ROOT = Path(__file__).parents[1]
PAYMENTS = ROOT / "infra" / "payments"
sys.path.insert(0, str(ROOT))
from tests.terraform_cli import NotInstalled, running  # noqa: E402
from tests.whatif.by_hand import NAMED, answers, bench, drawn, made_by_hand  # noqa: E402

LEVERS = (
    "var.nat_gateway_count=1,2,3",
    "var.aurora_instance_class=db.r6g.large,db.r6g.xlarge,db.r6g.2xlarge",
    "var.aurora_io_optimized=true,false",
    "var.asg_min_size=3..6",
    "var.asg_max_size=12..18",
    "var.log_retention_days=7,30,90",
    "usage.load_profile.scale=0.5..3",
    "purchase=[on demand|reserved, 1 year|cheapest, 3 years]",
)
DAY = date(2026, 11, 29)


def used() -> float:
    """User seconds of this process and of all that it waited for."""
    own, others = (resource.getrusage(x) for x in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + others.ru_utime


def many(made: Bench, scenarios: Sequence[Scenario]) -> str:
    """All of them on every processor."""
    start, clock = used(), time.monotonic()
    found = rows(made, scenarios)
    spent, clock = used() - start, time.monotonic() - clock
    structures = len({made.settle(one).structure.key for one in scenarios})
    refused = sum(bool(row.problem) for row in found)
    return (
        f"{len(scenarios):>6,} scenarios  {spent:7.1f} s user  {clock:7.1f} s by the clock  "
        f"{1000 * spent / len(scenarios):6.1f} ms each; {structures:,} structures, "
        f"{refused} refused"
    )


def moves(made: Bench, levers: Sequence[str]) -> Iterator[str]:
    """One move of each lever away from what it is, the slowest of three."""
    for text in levers:
        axis = axis_of(text)
        spent = []
        for one in sample((axis,), 3, 5):
            start = used()
            made.outcome(one)
            spent.append(used() - start)
        yield f"{1000 * max(spent):7.1f} ms  {axis.lever}"


def plan() -> str:
    """Terraform's plan of the payment stack."""
    try:
        with running() as terraform, tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for file in PAYMENTS.iterdir():
                (folder / file.name).write_bytes(file.read_bytes())
            terraform.init(folder)
            start, clock = used(), time.monotonic()
            terraform(folder, "plan", "-input=false", "-lock=false", "-refresh=false")
            return (
                f"terraform plan  {used() - start:7.1f} s user  {time.monotonic() - clock:7.1f} s"
            )
    except NotInstalled as error:
        return f"terraform plan  not measured: {error}"


def equal(number: int) -> None:
    """Whether each scenario says what the change made by hand says."""
    made = bench()
    for one in (*NAMED, *drawn(number)):
        with tempfile.TemporaryDirectory() as folder:
            same = answers(made.outcome(one)) == made_by_hand(one, Path(folder))
        print(f"{'equal' if same else 'DIFFERENT'}  {one.name}", flush=True)


def main(arguments: Sequence[str]) -> None:
    """As the module says."""
    gc.set_threshold(1_000_000, 20, 20)  # as the command has it
    if arguments[:1] == ["--equal"]:
        equal(int(arguments[1]) if arguments[1:] else 50)
        return
    if arguments[:1] == ["--stack"]:
        path, *levers = arguments[1:]
        base = Base(Path(path), (("unknown", "*"),), as_of=DAY, checklists=None)
        number = 200
    else:
        base = Base(PAYMENTS, usage=PAYMENTS / "usage.yml", as_of=DAY, checklists=("payments",))
        levers, number = list(LEVERS), int(arguments[0]) if arguments else 1_000
    start = used()
    made = Bench(base)
    found = made.baseline.configuration
    instances = sum(1 for _ in found.managed()) if found else 0
    print(f"{base.path}: {instances} instances, read and judged in {used() - start:.1f} s user")
    for line in moves(made, levers):
        print(line)
    print(many(made, tuple(sample([axis_of(text) for text in levers], number, 7))))
    if base.path == PAYMENTS:
        print(plan())


if __name__ == "__main__":
    main(sys.argv[1:])
