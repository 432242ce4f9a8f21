"""Classic load balancer: by the hour and by the GB.

https://aws.amazon.com/elasticloadbalancing/pricing/. Internet-facing, it has a public IPv4 address
in each of its zones.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_data_processed_gb": 10000}
>>> print_bill({"aws_elb.web": {"internal": True}}, {"aws_elb.web": use})
Classic load balancer                       730 Hrs                  $0.025     $18.25
Load balancer, data processed            10,000 GB                   $0.008     $80.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "Classic load balancer"
USAGE = {"monthly_data_processed_gb": "GB it processes in a month"}
ARGUMENTS = arguments(
    priced="availability_zones internal subnets",
    free="""
        access_logs connection_draining connection_draining_timeout cross_zone_load_balancing
        desync_mitigation_mode health_check idle_timeout instances listener name name_prefix
        security_groups source_security_group
    """,
)

QUERIES = queries(
    "AWSELB",
    "Load Balancer",
    ("clb-hour", "Hrs", "LoadBalancerUsage", {"locationType": "AWS Region"}),
    ("clb-gb", "GB", "DataProcessing-Bytes"),
)


def charges(balancer: Resource) -> Iterator[Charge]:
    """Hours, data and public addresses."""
    yield balancer.hours("AWSELB", "clb-hour", "Classic load balancer")
    yield balancer.used(
        "AWSELB", "clb-gb", "Load balancer, data processed", "monthly_data_processed_gb"
    )
    if not balancer.flag("internal"):
        zones = balancer.size("subnets")
        if isinstance(zones, Quantity) and zones.likely == 0:
            zones = balancer.size("availability_zones")
        yield balancer.hours(
            "AmazonVPC", "public-ipv4-hour", "Public IPv4 addresses", zones, "zones"
        )
