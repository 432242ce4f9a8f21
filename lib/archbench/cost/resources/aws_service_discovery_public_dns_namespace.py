"""DNS namespace of Cloud Map: its hosted zone, by the month, and queries.

https://aws.amazon.com/cloud-map/pricing/. Queries are billed as those of any zone.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_service_discovery_public_dns_namespace.a": {}})
Hosted zone (first 25 Zone-Mo)                1 Zone-Mo                $0.5      $0.50
DNS queries, standard (first 1B queries)       open 1M queries             $0.4
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity

NAME = "DNS namespace"
USAGE = {"monthly_standard_queries": "queries in a month"}
ARGUMENTS = arguments(free="description name")


def charges(namespace: Resource) -> Iterator[Charge]:
    """Its zone and queries."""
    yield Charge(
        "AmazonRoute53",
        "hosted-zone",
        "Hosted zone",
        Quantity.of(1),
        formula="1 zone",
        region=GLOBAL,
        frequency="Recurring",
    )
    key = "monthly_standard_queries"
    number, basis = namespace.usage_of(key)
    yield Charge(
        "AmazonRoute53",
        "query-standard",
        "DNS queries, standard",
        number,
        basis,
        key,
        key,
        region=GLOBAL,
    )
