"""DNS record: by the million queries; an alias to an AWS resource is answered free of charge.

https://aws.amazon.com/route53/pricing/. The routing policy decides the rate.

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

_POLICIES = {
    "latency_routing_policy": ("query-latency", "latency", "monthly_latency_based_queries"),
    "geolocation_routing_policy": ("query-geo", "geo", "monthly_geo_queries"),
    "geoproximity_routing_policy": ("query-geo", "geo", "monthly_geo_queries"),
}


def charges(record: Resource) -> Iterator[Charge]:
    """Queries, unless the record is an alias."""
    if record.block("alias"):
        return
    policy = next((name for name in _POLICIES if record.block(name)), "")
    standard = ("query-standard", "standard", "monthly_standard_queries")
    item, label, key = _POLICIES.get(policy, standard)
    quantity, basis = record.usage_of(key)
    yield Charge(
        "AmazonRoute53", item, f"DNS queries, {label}", quantity, basis, key, key, region=GLOBAL
    )
