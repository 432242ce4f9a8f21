"""NAT gateway: by the hour and by the GB it processes.

https://aws.amazon.com/vpc/pricing/

Its public IPv4 address is billed at the elastic IP that holds it.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_nat_gateway.a": {}}, {"aws_nat_gateway.a": {"monthly_data_processed_gb": 100}})
NAT gateway                                 730 Hrs                  $0.045     $32.85
NAT gateway, data processed                 100 GB                   $0.045      $4.50
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "NAT gateway"
USAGE = {"monthly_data_processed_gb": "GB the gateway carries in a month, both ways"}
ARGUMENTS = arguments(
    free="""
        allocation_id availability_zone_address connectivity_type private_ip
        secondary_allocation_ids secondary_private_ip_address_count
        secondary_private_ip_addresses subnet_id vpc_id
    """,
    costs={
        "availability_mode!=zonal": "Regional gateway, by each zone it serves",
    },
)

QUERIES = queries(
    "AmazonEC2",
    "NAT Gateway",
    ("nat-gateway-hour", "Hrs", "NatGateway-Hours", {"group": "NGW:NatGateway"}),
    ("nat-gateway-gb", "GB", "NatGateway-Bytes", {"group": "NGW:NatGateway"}),
)


def charges(nat: Resource) -> Iterator[Charge]:
    """Hours, and GB processed."""
    yield nat.hours("AmazonEC2", "nat-gateway-hour", "NAT gateway")
    yield nat.used(
        "AmazonEC2", "nat-gateway-gb", "NAT gateway, data processed", "monthly_data_processed_gb"
    )
