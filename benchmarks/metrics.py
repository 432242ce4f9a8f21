"""How long it takes to pull 2,000 series over 14 days, in how many calls, in how much memory.

Run with `make bench`, or by itself with `python benchmarks/metrics.py`. The service is the
stand-in, which keeps CloudWatch's limits; its own time is in the seconds. With faults 30 of 100
calls are throttled, or dropped, timed out, cut short and left unfinished in turn, and the series
are compared with those of an undisturbed pull; waiting between attempts is counted, not done.
"""

import time
import tracemalloc
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from archbench.metrics.catalogue import catalogue
from archbench.metrics.cloudwatch import gathered
from archbench.metrics.fake import FakeCloudWatch, Fault, Published
from archbench.metrics.queries import Query
from archbench.metrics.series import Pull

NOW = datetime(2026, 3, 31, tzinfo=UTC)
START = NOW - timedelta(days=14)
SERIES, SHAPES = 2000, 20
FAULTS: tuple[Fault, ...] = ("throttled", "dropped", "slow", "partial", "torn")


def world() -> dict[Query, Published]:
    """So many balancers, each with the requests of one of a few kinds of weeks."""
    metric = catalogue()[0]
    shapes = [
        Published(START, 300, [float((index * (shape + 3)) % 977) for index in range(14 * 288)])
        for shape in range(SHAPES)
    ]
    return {
        Query(metric, "Sum", (("LoadBalancer", f"app/b{number:04}/1"),), f"aws_lb.b{number:04}"):
        shapes[number % SHAPES]
        for number in range(SERIES)
    }  # fmt: skip


class Copying(FakeCloudWatch):
    """Answers with numbers of their own, as one does that reads them from a network."""

    def get_metric_data(self, **request: Any) -> Mapping[str, Any]:  # noqa: ANN401 as its base
        """One page."""
        page = super().get_metric_data(**request)
        for result in page["MetricDataResults"]:
            result["Values"] = [value * 1.0 for value in result["Values"]]
        return page


def pull(found: dict[Query, Published], fault: Callable[[int], Fault]) -> tuple[Pull, float]:
    """A pull, and the seconds it would have waited between attempts."""
    there = {(q.metric.namespace, q.metric.name, q.dimensions): p for q, p in found.items()}
    fake = Copying(NOW, there, fault)
    waits: list[float] = []
    made = gathered(
        lambda _: fake,
        [(asked, "us-east-1") for asked in found],
        (START, NOW, NOW),
        wait=waits.append,
    )
    return made, sum(waits)


def faulty(kinds: tuple[Fault, ...]) -> Callable[[int], Fault]:
    """A fault in 30 of 100 calls, the same for the same number."""

    def fault(number: int) -> Fault:
        roll = int.from_bytes(blake2b(str(number).encode(), digest_size=4).digest(), "big")
        return kinds[roll % len(kinds)] if roll // 7 % 100 < 30 else ""

    return fault


def main() -> None:
    """Print the table."""
    found = world()
    plain, _ = pull(found, lambda _: "")
    print("| 2,000 series, 14 days | calls | CPU seconds | waited, s | the same series |")
    print("| --- | --- | --- | --- | --- |")
    cases: dict[str, Callable[[int], Fault]] = {
        "undisturbed": lambda _: "",
        "30 % throttled": faulty(("throttled",)),
        "30 % with faults of five kinds": faulty(FAULTS),
    }
    for name, fault in cases.items():
        began = time.process_time()
        made, waited = pull(found, fault)
        spent = time.process_time() - began
        same = "yes" if made.series == plain.series else "no"
        print(f"| {name} | {made.calls} | {spent:.1f} | {waited:.1f} | {same} |")
    tracemalloc.start()
    made, _ = pull(found, lambda _: "")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    points = sum(item.points for item in made.series)
    print(
        f"\n{points:,} points for ${made.price:.4f}; at most {peak / 1024**2:.0f} MiB on the way."
    )


if __name__ == "__main__":
    main()
