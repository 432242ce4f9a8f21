"""Elastic IP: a public IPv4 address, billed by the hour, attached or idle.

Since 2024-02-01 every public IPv4 address costs the same. https://aws.amazon.com/vpc/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_eip.nat": {"domain": "vpc"}})
Public IPv4 address                         730 Hrs                  $0.005      $3.65
>>> print_bill({"aws_eip.own": {"public_ipv4_pool": "ipv4pool-ec2-012345"}})
aws_eip.own: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Elastic IP"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="public_ipv4_pool",
    free="""
        address associate_with_private_ip domain instance network_border_group
        network_interface vpc
    """,
    costs={
        "customer_owned_ipv4_pool": "Address of an Outpost",
        "ipam_pool_id": "Address from an IPAM pool",
    },
)

QUERIES = queries(
    "AmazonVPC",
    "",
    ("public-ipv4-hour", "Hrs", "PublicIPv4:InUseAddress", {"group": "VPCPublicIPv4Address"}),
    ("public-ipv4-idle-hour", "Hrs", "PublicIPv4:IdleAddress", {"group": "VPCPublicIPv4Address"}),
)


def charges(address: Resource) -> Iterator[Charge]:
    """Hours, unless the address comes from the owner's own pool."""
    if address.text("public_ipv4_pool", "amazon") == "amazon":
        yield address.hours("AmazonVPC", "public-ipv4-hour", "Public IPv4 address")
