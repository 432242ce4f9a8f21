"""Hosted zone: by the month, the first 25 of an account at one rate.

https://aws.amazon.com/route53/pricing/. Not prorated.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_route53_zone.main": {"name": "example.com"}})
Hosted zone (first 25 Zone-Mo)                1 Zone-Mo                $0.5      $0.50
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "Hosted zone"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    free="comment delegation_set_id force_destroy name vpc",
    costs={
        "enable_accelerated_recovery": "Accelerated recovery",
    },
)

QUERIES = queries(
    "AmazonRoute53", "DNS Zone", ("hosted-zone", "Zone-Mo", "HostedZone"), is_global=True
)


def charges(_zone: Resource) -> Iterator[Charge]:
    """One zone a month; its records and their queries are billed at aws_route53_record."""
    yield Charge(
        "AmazonRoute53",
        "hosted-zone",
        "Hosted zone",
        Quantity.of(1),
        formula="1 zone",
        region=GLOBAL,
        frequency="Recurring",
    )
