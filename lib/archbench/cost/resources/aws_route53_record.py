"""DNS record: by the million queries; an alias to an AWS resource is answered free of charge.

https://aws.amazon.com/route53/pricing/. The routing policy decides the rate; queries the usage
names under another policy are billed at that one's, as a name has records of several.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_route53_record.api": {"type": "A", "alias": ({"name": "lb"},)}})
aws_route53_record.api: free
>>> print_bill({"aws_route53_record.www": {"type": "CNAME"}},
...     {"aws_route53_record.www": {"monthly_standard_queries": 3000000}})
DNS queries, standard (first 1B queries)          3 1M queries             $0.4      $1.20
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "DNS record"
USAGE = {
    "monthly_standard_queries": "queries in a month, simple, weighted and failover routing",
    "monthly_latency_based_queries": "queries in a month, latency routing",
    "monthly_geo_queries": "queries in a month, geolocation and geoproximity routing",
}
ARGUMENTS = arguments(
    priced="alias geolocation_routing_policy geoproximity_routing_policy latency_routing_policy",
    free="""
        allow_overwrite failover_routing_policy health_check_id
        multivalue_answer_routing_policy name records set_identifier ttl type
        weighted_routing_policy zone_id
    """,
    costs={
        "cidr_routing_policy": "DNS queries, IP-based routing",
    },
)

_KINDS = {
    "monthly_standard_queries": ("query-standard", "standard", ()),
    "monthly_latency_based_queries": ("query-latency", "latency", ("latency_routing_policy",)),
    "monthly_geo_queries": (
        "query-geo",
        "geo",
        ("geolocation_routing_policy", "geoproximity_routing_policy"),
    ),
}
"""Item, words and routing policies by usage key; standard is what has none of these policies."""

QUERIES = queries(
    "AmazonRoute53",
    "DNS Query",
    ("query-standard", "1M queries", "DNS-Queries"),
    ("query-latency", "1M queries", "LBR-Queries"),
    ("query-geo", "1M queries", "Geo-Queries"),
    is_global=True,
)


def charges(record: Resource) -> Iterator[Charge]:
    """Queries by policy, unless the record is an alias."""
    if record.block("alias"):
        return
    own = "monthly_standard_queries"
    for key, (_, _, policies) in _KINDS.items():
        if any(record.block(policy) for policy in policies):
            own = key
    for key, (item, label, _) in _KINDS.items():
        quantity, basis = record.usage_of(key)
        if key == own or isinstance(quantity, Quantity):
            yield Charge(
                "AmazonRoute53", item, f"DNS queries, {label}", quantity, basis, key, key, GLOBAL
            )
