"""VPC attachment to a transit gateway: by the hour and by the GB.

https://aws.amazon.com/transit-gateway/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ec2_transit_gateway_vpc_attachment.a": {}})
Transit gateway attachment                  730 Hrs                   $0.05     $36.50
Transit gateway, data processed            open GB                    $0.02
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.resources.aws_vpn_connection import attachment_charges
from archbench.cost.selector import queries

NAME = "Transit gateway attachment"
USAGE = {"monthly_data_processed_gb": "GB sent into the transit gateway in a month"}
ARGUMENTS = arguments(
    free="""
        appliance_mode_support dns_support ipv6_support security_group_referencing_support
        subnet_ids transit_gateway_default_route_table_association
        transit_gateway_default_route_table_propagation transit_gateway_id vpc_id
    """,
)

QUERIES = queries(
    "AmazonVPC",
    "",
    ("transit-attachment-hour", "Hrs", "TransitGateway-Hours", {"operation": "TransitGatewayVPC"}),
    ("transit-gb", "GB", "TransitGateway-Bytes", {"operation": "TransitGatewayVPC"}),
)


def charges(attachment: Resource) -> Iterator[Charge]:
    """Hours and data."""
    yield from attachment_charges(attachment)
