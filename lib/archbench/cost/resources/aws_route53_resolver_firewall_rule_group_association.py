"""DNS firewall of a VPC: by the million queries it looks at; domain lists are billed apart.

https://aws.amazon.com/route53/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_queries": 200000000}
>>> print_bill({"aws_route53_resolver_firewall_rule_group_association.a": {}},
...     {"aws_route53_resolver_firewall_rule_group_association.a": use})
DNS firewall queries (first 1B queries)        200 1M queries             $0.6    $120.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "DNS firewall association"
USAGE = {
    "monthly_queries": "DNS queries of the VPC in a month",
}
ARGUMENTS = arguments(
    free="firewall_rule_group_id mutation_protection name priority vpc_id",
)

QUERIES = queries(
    "AmazonRoute53", "", ("dns-firewall-queries", "1M queries", "DNS-FirewallQueries")
)


def charges(association: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield association.used(
        "AmazonRoute53", "dns-firewall-queries", "DNS firewall queries", "monthly_queries"
    )
