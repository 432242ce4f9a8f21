"""Aurora Serverless v2 or a provisioned instance: capacity units on average against one class.

https://aws.amazon.com/rds/aurora/pricing/. A capacity unit is about 2 GiB of memory
(https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html).
"""

from collections.abc import Iterator

from archbench.architecture.model import Architecture
from archbench.cost.catalogue import Catalogue, NoPrice
from archbench.cost.model import Estimate
from archbench.whatif.break_evens.model import BreakEven, lacking, lines, rates


def answers(made: Estimate, architecture: Architecture, prices: Catalogue) -> Iterator[BreakEven]:
    """One for each kind of provisioned Aurora instance."""
    del architecture
    kinds = dict.fromkeys(
        (x.region_id, x.item)
        for x in made.line_items
        if x.item.startswith("aurora-") and "-instance" in x.item and "ri-" not in x.item
    )
    for region, item in kinds:
        own = [x for x in made.line_items if (x.region_id, x.item) == (region, item)]
        suffix = "-ioopt" if "-ioopt:" in item else ""
        hour = prices.price(region, "AmazonRDS", item)
        unit = prices.price(region, "AmazonRDS", f"aurora-serverless-v2{suffix}")
        known = not (isinstance(hour, NoPrice) or isinstance(unit, NoPrice))
        kind = item.rpartition(":")[2]
        yield BreakEven(
            "Serverless v2 or provisioned",
            ", ".join(dict.fromkeys(x.address for x in own)),
            "capacity units on average",
            "Serverless v2",
            kind,
            None
            if isinstance(hour, NoPrice) or isinstance(unit, NoPrice)
            else hour.tiers[0].amount / unit.tiers[0].amount,
            None,
            f"price of an hour of {kind} / price of a capacity-unit hour",
            rates(*(x for x in (hour, unit) if not isinstance(x, NoPrice))) if known else (),
            lines(own),
            lacking(hour, unit),
            "How many units the load takes is measured, not known from the class",
        )
