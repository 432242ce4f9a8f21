"""Fargate or EC2 for the tasks of ECS: how full an instance must be to cost less.

An instance has 2, 4 or 8 GiB for each vCPU by its family, c, m or r
(https://aws.amazon.com/ec2/instance-types/); the family that wastes least of what the tasks ask for
is compared, in its price on demand, which is one for each vCPU at any size.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from archbench.architecture.model import Architecture
from archbench.cost.catalogue import Catalogue, NoPrice
from archbench.cost.model import Estimate, LineItem
from archbench.whatif.break_evens.model import BreakEven, Rate, lacking, lines, rates, without_price

_GENERATIONS: Mapping[str, str] = {"x86_64": "6i", "arm64": "6g"}
_MEMORY: Mapping[str, int] = {"c": 4, "m": 8, "r": 16}
"""GiB of the size large, which has two vCPUs."""
_CORES = 2
_FORMULA = "price of the instance-hours that hold the tasks when full / price of the tasks"


def answers(made: Estimate, architecture: Architecture, prices: Catalogue) -> Iterator[BreakEven]:
    """One for each service that runs Linux tasks on Fargate."""
    del architecture
    for address, reason in without_price(made, "Fargate Linux"):
        yield BreakEven(*_named(address, "EC2"), None, None, _FORMULA, reason=reason)
    found = {(x.address, x.item): x for x in made.line_items if x.service_code == "AmazonECS"}
    for (address, item), line in found.items():
        for chip in _GENERATIONS:
            memory = found.get((address, f"fargate-gb-hour:{chip}:linux"))
            if item == f"fargate-vcpu-hour:{chip}:linux" and memory:
                yield _of(line, memory, chip, prices)


def _of(cores: LineItem, memory: LineItem, chip: str, prices: Catalogue) -> BreakEven:
    region = cores.region_id
    core = prices.price(region, "AmazonECS", cores.item)
    gigabyte = prices.price(region, "AmazonECS", memory.item)
    amount, size = cores.pricing_quantity, memory.pricing_quantity
    family = _family(size / amount) if amount and size else "m"
    kind = f"{family}{_GENERATIONS[chip]}.large"
    machine = prices.price(region, "AmazonEC2", f"linux-ondemand:{kind}")
    found: tuple[Rate, ...] = ()
    at, reason = None, lacking(core, gigabyte, machine)
    if not (
        isinstance(core, NoPrice) or isinstance(gigabyte, NoPrice) or isinstance(machine, NoPrice)
    ):
        found = rates(core, gigabyte, machine)
        reason = "" if amount and size else cores.open_reason or "no task runs"
        if amount and size:
            tasks = amount * core.tiers[0].amount + size * gigabyte.tiers[0].amount
            full = max(amount / _CORES, size / _MEMORY[family]) * machine.tiers[0].amount
            at = full / tasks
    return BreakEven(
        *_named(cores.address, f"EC2, {kind}"),
        at,
        None,
        _FORMULA,
        found,
        lines([cores, memory]),
        reason,
        "Volumes, the agent's share and whoever runs the instances are not counted"
        + (f"; {kind} costs more however full it is" if at is not None and at > 1 else ""),
    )


def _family(ratio: Decimal) -> str:
    """The family with at least so many GiB for each vCPU.

    >>> _family(Decimal(2)), _family(Decimal(3)), _family(Decimal(9))
    ('c', 'm', 'r')
    """
    return next((name for name, gib in _MEMORY.items() if ratio * _CORES <= gib), "r")


def _named(address: str, machine: str) -> tuple[str, str, str, str, str]:
    return "Fargate or EC2", address, "share of the instances that tasks fill", "Fargate", machine
