"""Elastic IP: a public IPv4 address, billed by the hour, attached or idle.

Since 2024-02-01 every public IPv4 address costs the same. https://aws.amazon.com/vpc/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_eip.nat": {"domain": "vpc"}})
Public IPv4 address                         730 Hrs                  $0.005      $3.65
>>> print_bill({"aws_eip.own": {"public_ipv4_pool": "ipv4pool-ec2-012345"}})
aws_eip.own: free
"""

from collections.abc import Iterator

from archbench.cost.charge import Charge, Resource

NAME = "Elastic IP"
USAGE: dict[str, str] = {}


def charges(address: Resource) -> Iterator[Charge]:
    """Hours, unless the address comes from the owner's own pool."""
    if address.text("public_ipv4_pool", "amazon") == "amazon":
        yield address.hours("AmazonVPC", "public-ipv4-hour", "Public IPv4 address")
