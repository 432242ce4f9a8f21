"""Network Firewall: by the hour of each endpoint, one for each subnet, and by the GB.

https://aws.amazon.com/network-firewall/pricing/

>>> from archbench.cost.bill import print_bill
>>> firewall = {"subnet_mapping": ({"subnet_id": "subnet-1"}, {"subnet_id": "subnet-2"})}
>>> print_bill({"aws_networkfirewall_firewall.a": firewall},
...     {"aws_networkfirewall_firewall.a": {"monthly_data_processed_gb": 100}})
Firewall endpoint                         1,460 Hrs                  $0.395    $576.70
Firewall, data processed                    100 GB                   $0.065      $6.50
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Network Firewall"
USAGE = {"monthly_data_processed_gb": "GB through the firewall in a month"}
ARGUMENTS = arguments(
    priced="availability_zone_mapping subnet_mapping",
    free="""
        availability_zone_change_protection delete_protection description
        enabled_analysis_types encryption_configuration firewall_policy_arn
        firewall_policy_change_protection name subnet_change_protection vpc_id
    """,
    costs={
        "transit_gateway_id": "Attachment to a transit gateway",
    },
)

QUERIES = queries(
    "AWSNetworkFirewall",
    "AWS Firewall",
    ("endpoint-hour", "Hrs", "Endpoint-Hour"),
    ("data-processed", "GB", "Traffic-GB-Processed"),
)


def charges(firewall: Resource) -> Iterator[Charge]:
    """Hours of its endpoints, and data."""
    yield firewall.hours(
        "AWSNetworkFirewall",
        "endpoint-hour",
        "Firewall endpoint",
        firewall.size("subnet_mapping") + firewall.size("availability_zone_mapping"),
        "endpoints",
    )
    yield firewall.used(
        "AWSNetworkFirewall",
        "data-processed",
        "Firewall, data processed",
        "monthly_data_processed_gb",
    )
