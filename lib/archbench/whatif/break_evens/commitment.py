"""On demand or a commitment, for what always runs: as cost.commitments works it out."""

from collections.abc import Iterator
from decimal import Decimal

from archbench.architecture.model import Architecture
from archbench.cost.catalogue import Catalogue
from archbench.cost.commitments import Commitment, commitments
from archbench.cost.model import Estimate
from archbench.terraform.address import every_instance
from archbench.whatif.break_evens.model import BreakEven, Rate


def answers(made: Estimate, architecture: Architecture, prices: Catalogue) -> Iterator[BreakEven]:
    """The cheapest way of each length for each kind of line, or that none has a price."""
    del architecture
    groups: dict[tuple[str, str, str], list[Commitment]] = {}
    for item in commitments(made, prices):
        length = item.option.rpartition(", ")[2] if "upfront" not in item.option else "3 years"
        key = (every_instance(item.address), item.charge_description, length)
        groups.setdefault(key, []).append(item)
    for (pattern, charge, length), found in groups.items():
        known = [(item.break_even, item) for item in found if item.break_even is not None]
        at, best = min(known, key=lambda pair: pair[0], default=(None, None))
        addresses = dict.fromkeys(item.address for item in found)
        yield BreakEven(
            "On demand or a commitment",
            pattern if len(addresses) > 1 else found[0].address,
            f"share of the month's hours on, {length}",
            "on demand",
            best.option if best else f"a commitment of {length}",
            at,
            Decimal(1),
            "price of a committed hour / price of an hour on demand",
            (_rate(best),) if best else (),
            tuple(f"{address}: {charge}" for address in addresses),
            "" if best else found[0].reason,
            "Only what always runs counts: the least the line may be",
        )


def _rate(item: Commitment) -> Rate:
    hours = item.instances * 730
    amount = (item.committed_monthly or Decimal(0)) / hours
    return Rate(item.option, amount, "Hrs", item.region_id, item.price_source, item.price_date)
