"""DNS namespace of Cloud Map: its hosted zone, by the month, and queries.

https://aws.amazon.com/cloud-map/pricing/. Queries from within a VPC are free.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_service_discovery_private_dns_namespace.a": {}})
Hosted zone (first 25 Zone-Mo)                1 Zone-Mo                $0.5      $0.50
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity

NAME = "DNS namespace"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(free="description name vpc")


def charges(_namespace: Resource) -> Iterator[Charge]:
    """Its zone."""
    yield Charge(
        "AmazonRoute53",
        "hosted-zone",
        "Hosted zone",
        Quantity.of(1),
        formula="1 zone",
        region=GLOBAL,
        frequency="Recurring",
    )
