"""Resolver endpoint: by the hour of each address, and by the million queries.

https://aws.amazon.com/route53/pricing/

>>> from archbench.cost.bill import print_bill
>>> endpoint = {"ip_address": ({"subnet_id": "subnet-1"}, {"subnet_id": "subnet-2"})}
>>> print_bill({"aws_route53_resolver_endpoint.a": endpoint},
...     {"aws_route53_resolver_endpoint.a": {"monthly_queries": 100000000}})
Resolver endpoint, addresses              1,460 Hrs                  $0.125    $182.50
Resolver queries (first 1B queries)         100 1M queries             $0.4     $40.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Resolver endpoint"
USAGE = {"monthly_queries": "DNS queries through the endpoint in a month"}
ARGUMENTS = arguments(
    priced="ip_address",
    free="direction name protocols resolver_endpoint_type security_group_ids",
    costs={
        "rni_enhanced_metrics_enabled": "Enhanced metrics",
        "target_name_server_metrics_enabled": "Enhanced metrics of name servers",
    },
)

QUERIES = queries(
    "AmazonRoute53",
    "DNS Query",
    ("resolver-endpoint-eni-hour", "Hrs", "ResolverNetworkInterface"),
    ("resolver-queries", "1M queries", "DNS-Queries"),
)


def charges(endpoint: Resource) -> Iterator[Charge]:
    """Hours of its addresses, and queries."""
    yield endpoint.hours(
        "AmazonRoute53",
        "resolver-endpoint-eni-hour",
        "Resolver endpoint, addresses",
        endpoint.size("ip_address"),
        "addresses",
    )
    yield endpoint.used("AmazonRoute53", "resolver-queries", "Resolver queries", "monthly_queries")
