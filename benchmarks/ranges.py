"""How long 100,000 usages of infra/payments take to price, beside as many estimates one by one.

Run with `python benchmarks/ranges.py`. Every range of its usage file is drawn, the load among them.
Prints user CPU seconds, the best of three, in turn; one by one from 200, times 500.
"""

import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np

from archbench.architecture import build
from archbench.cost import estimate
from archbench.cost.distribution import drawn
from archbench.cost.usage_file import read_usage
from archbench.cost.variants import given, price_variants, varied
from archbench.terraform import load

PAYMENTS = Path(__file__).parents[1] / "infra" / "payments"
VARIANTS, ALONE = 100_000, 200


def seconds(work: Callable[[], object]) -> float:
    """User CPU seconds of one run."""
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> None:
    """Print the table."""
    configuration = load(PAYMENTS)
    architecture = build(configuration)
    usage = read_usage(PAYMENTS / "usage.yml")
    ranges = [(key, value) for key, value in given(usage) if not value.is_exact]
    rng = np.random.default_rng(1)
    values = {key: drawn(value, rng.random(VARIANTS)) for key, value in ranges}

    def together() -> object:
        return price_variants(configuration, architecture, usage, values)

    def alone() -> object:
        return [
            estimate(
                configuration,
                architecture,
                usage=varied(usage, {key: Decimal(str(x[row])) for key, x in values.items()}),
            )
            for row in range(ALONE)
        ]

    rounds = [(seconds(together), seconds(alone)) for _ in range(3)]
    columns, ones = (min(found) for found in zip(*rounds, strict=True))
    sys.stdout.write(f"{VARIANTS:,} usages over {len(ranges)} ranges\n")
    sys.stdout.write(f"  in columns   {columns:8.2f} s\n")
    sys.stdout.write(f"  one by one   {ones * VARIANTS / ALONE:8.0f} s, from {ALONE}\n")


if __name__ == "__main__":
    main()
