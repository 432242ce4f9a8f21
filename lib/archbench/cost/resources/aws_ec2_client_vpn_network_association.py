"""Client VPN association: by the hour for each subnet.

https://aws.amazon.com/vpn/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ec2_client_vpn_network_association.a": {}})
Client VPN association                      730 Hrs                    $0.1     $73.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Client VPN association"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    free="client_vpn_endpoint_id subnet_id",
)

QUERIES = queries(
    "AmazonVPC", "", ("client-vpn-endpoint-association-hour", "Hrs", "ClientVPN-EndpointHours")
)


def charges(association: Resource) -> Iterator[Charge]:
    """Hours."""
    yield association.hours(
        "AmazonVPC", "client-vpn-endpoint-association-hour", "Client VPN association"
    )
