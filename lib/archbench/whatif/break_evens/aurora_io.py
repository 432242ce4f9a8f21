"""Aurora I/O-Optimized or Standard: dearer instances and storage against a charge for each I/O.

https://aws.amazon.com/rds/aurora/pricing/
"""

from collections.abc import Iterator

from archbench.architecture.model import Architecture
from archbench.cost.catalogue import Catalogue, Price
from archbench.cost.commitments import optimized, storage_modes
from archbench.cost.model import Estimate
from archbench.whatif.break_evens.model import BreakEven, lacking, lines, rates, without_price

_IO = "aurora-io"
_FORMULA = "(instances and storage in I/O-Optimized - the same in Standard) / price of one I/O"


def answers(made: Estimate, architecture: Architecture, prices: Catalogue) -> Iterator[BreakEven]:
    """One for each cluster that pays for its I/O."""
    del architecture
    for address, reason in without_price(made, "Aurora storage, Standard"):
        yield BreakEven(*_named(address), None, None, _FORMULA, reason=reason)
    modes = {item.address: item for item in storage_modes(made, prices)}
    for storage in made.line_items:
        if storage.item != "aurora-storage-standard":
            continue
        own = [x for x in made.line_items if x.part_of == storage.address and optimized(x.item)]
        region = storage.region_id
        needed = [prices.price(region, "AmazonRDS", _IO)]
        for line in (storage, *own):
            needed.append(prices.price(region, "AmazonRDS", line.item))
            needed.append(prices.price(region, "AmazonRDS", optimized(line.item)))
        io = [x for x in made.line_items if x.address == storage.address and x.item == _IO]
        now = io[0].pricing_quantity if io else None
        found = modes.get(storage.address)
        waiting = [x.open_reason for x in (storage, *own) if x.is_open]
        scale = next((price.scale for price in needed if isinstance(price, Price)), 1)
        yield BreakEven(
            *_named(storage.address),
            found.break_even_io if found else None,
            None if now is None else now * scale,
            _FORMULA,
            rates(*dict.fromkeys(price for price in needed if isinstance(price, Price))),
            lines([storage, *own]),
            lacking(*needed) or "; ".join(dict.fromkeys(waiting)),
        )


def _named(address: str) -> tuple[str, str, str, str, str]:
    return "Aurora I/O-Optimized or Standard", address, "I/O a month", "Standard", "I/O-Optimized"
