"""Connect attachment of a transit gateway: by the hour.

https://aws.amazon.com/transit-gateway/pricing/. Its data is billed with the attachment that carries
it.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ec2_transit_gateway_connect.a": {}})
Transit gateway Connect attachment          730 Hrs                   $0.05     $36.50
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Transit gateway Connect attachment"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    free="""
        protocol transit_gateway_default_route_table_association
        transit_gateway_default_route_table_propagation transit_gateway_id
        transport_attachment_id
    """
)

QUERIES = queries(
    "AmazonVPC",
    "",
    (
        "transit-connect-attachment-hour",
        "Hrs",
        "TransitGateway-Hours",
        {"operation": "TransitGatewayConnect"},
    ),
)


def charges(attachment: Resource) -> Iterator[Charge]:
    """Hours."""
    item = "transit-connect-attachment-hour"
    yield attachment.hours("AmazonVPC", item, "Transit gateway Connect attachment")
