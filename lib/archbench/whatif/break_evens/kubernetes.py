"""EKS or ECS: a control plane by the hour against none.

https://aws.amazon.com/eks/pricing/, https://aws.amazon.com/ecs/pricing/: ECS has no charge of its
own.
"""

from collections.abc import Iterator

from archbench.architecture.model import Architecture
from archbench.aws.month import HOURS
from archbench.cost.catalogue import Catalogue, NoPrice
from archbench.cost.model import Estimate
from archbench.whatif.break_evens.model import BreakEven, lacking, lines, rates

_CLUSTER = "cluster-hour"


def answers(made: Estimate, architecture: Architecture, prices: Catalogue) -> Iterator[BreakEven]:
    """One for each EKS cluster, and for each region with services of ECS."""
    del architecture
    clusters = [x for x in made.line_items if (x.service_code, x.item) == ("AmazonEKS", _CLUSTER)]
    tasks: dict[str, list[str]] = {}
    for line in made.line_items:
        if line.service_code == "AmazonECS":
            tasks.setdefault(line.region_id, []).append(line.address)
    subjects = [(x.address, x.region_id, lines([x])) for x in clusters]
    subjects += [(", ".join(dict.fromkeys(names)), region, ()) for region, names in tasks.items()]
    for subject, region, counted in subjects:
        hour = prices.price(region, "AmazonEKS", _CLUSTER)
        yield BreakEven(
            "EKS or ECS",
            subject,
            "US dollars a month that Kubernetes saves elsewhere",
            "ECS",
            "EKS",
            None if isinstance(hour, NoPrice) else HOURS * hour.tiers[0].amount,
            None,
            f"{HOURS} h x price of a cluster-hour, while ECS has no charge of its own",
            () if isinstance(hour, NoPrice) else rates(hour),
            counted,
            lacking(hour),
            "Support of an old version, and what runs inside, are not counted",
        )
