"""Graviton or x86 of the same size: how much of the x86's work the cheaper machine must do.

Sizes of one name have the same vCPUs and memory in both families
(https://aws.amazon.com/ec2/instance-types/). That software runs on ARM is not known from here.
"""

from collections.abc import Iterator, Mapping

from archbench.architecture.model import Architecture
from archbench.cost.catalogue import Catalogue, NoPrice
from archbench.cost.model import Estimate
from archbench.patterns import regex
from archbench.whatif.break_evens.model import BreakEven, lacking, lines, rates

FAMILIES: Mapping[str, str] = {
    "t3": "t4g",
    "t3a": "t4g",
    "m5": "m6g",
    "m5a": "m6g",
    "m6i": "m6g",
    "m6a": "m6g",
    "m7i": "m7g",
    "m7a": "m7g",
    "c5": "c6g",
    "c5a": "c6g",
    "c6i": "c6g",
    "c6a": "c6g",
    "c7i": "c7g",
    "c7a": "c7g",
    "r5": "r6g",
    "r5a": "r6g",
    "r6i": "r6g",
    "r6a": "r6g",
    "r7i": "r7g",
    "r7a": "r7g",
}
"""The Graviton family of the same shape, of the generation an x86 family stands beside."""

_TIMED = ("linux-ondemand:", "rds-instance", "aurora-", "node:", "instance:")
_FAMILY = regex(r"(?<=[:.])([a-z]\d[a-z]?)(?=\.)")


def answers(made: Estimate, architecture: Architecture, prices: Catalogue) -> Iterator[BreakEven]:
    """One for each x86 type that is bought by the hour, and Fargate on x86."""
    del architecture
    bought = dict.fromkeys(
        (x.region_id, x.service_code, x.item)
        for x in made.line_items
        if x.item.startswith(_TIMED) or x.item == _CORE
    )
    for region, service, item in bought:
        other = _other(item)
        if not other:
            continue
        own = [x for x in made.line_items if (x.region_id, x.item) == (region, item)]
        x86, arm = prices.price(region, service, item), prices.price(region, service, other)
        priced = None
        if not (isinstance(x86, NoPrice) or isinstance(arm, NoPrice)):
            priced = arm.tiers[0].amount / x86.tiers[0].amount
        yield BreakEven(
            "Graviton or x86",
            ", ".join(dict.fromkeys(x.address for x in own)),
            "share of the x86's work that one does",
            f"x86, {_short(item)}",
            f"Graviton, {_short(other)}",
            priced,
            None,
            "price of a Graviton hour / price of an x86 hour",
            rates(*(x for x in (x86, arm) if not isinstance(x, NoPrice))),
            lines(own),
            lacking(x86, arm),
            "Whether the software runs on ARM, and how fast, is not known",
        )


_CORE = "fargate-vcpu-hour:x86_64:linux"


def _other(item: str) -> str:
    """The same on Graviton, "" where that is no question.

    >>> _other("linux-ondemand:t3.medium"), _other("aurora-pg-instance:db.r6g.large")
    ('linux-ondemand:t4g.medium', '')
    """
    if item == _CORE:
        return item.replace("x86_64", "arm64")
    found = _FAMILY.search(item)
    family = FAMILIES.get(found[1], "") if found else ""
    return _FAMILY.sub(family, item) if family else ""


def _short(item: str) -> str:
    return "Fargate" if item.startswith("fargate") else item.rpartition(":")[2]
