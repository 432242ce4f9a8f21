"""Transit gateway peering: by the hour on each side.

https://aws.amazon.com/transit-gateway/pricing/. Traffic between regions is data transfer

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ec2_transit_gateway_peering_attachment.a": {}})
Transit gateway peering attachment          730 Hrs                   $0.05     $36.50
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Transit gateway peering"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    free="options peer_account_id peer_region peer_transit_gateway_id transit_gateway_id",
)

QUERIES = queries(
    "AmazonVPC",
    "",
    (
        "transit-peering-attachment-hour",
        "Hrs",
        "TransitGateway-Hours",
        {"operation": "TransitGatewayPeering"},
    ),
)


def charges(attachment: Resource) -> Iterator[Charge]:
    """Hours."""
    yield attachment.hours(
        "AmazonVPC", "transit-peering-attachment-hour", "Transit gateway peering attachment"
    )
