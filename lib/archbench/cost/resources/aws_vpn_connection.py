"""Site-to-site VPN connection: by the hour; on a transit gateway, its attachment and data as well.

https://aws.amazon.com/vpn/pricing/

>>> from archbench.cost.bill import print_bill, ref
>>> print_bill({"aws_vpn_connection.a": {"transit_gateway_id": "tgw-1"}},
...     {"aws_vpn_connection.a": {"monthly_data_processed_gb": 100}})
VPN connection                              730 Hrs                   $0.05     $36.50
Transit gateway attachment                  730 Hrs                   $0.05     $36.50
Transit gateway, data processed             100 GB                    $0.02      $2.00
"""

from collections.abc import Iterator

from archbench.cost.charge import Charge, Resource

NAME = "VPN connection"
USAGE = {
    "monthly_data_processed_gb": "GB through the transit gateway it is attached to, in a month"
}


def charges(connection: Resource) -> Iterator[Charge]:
    """Hours, and what a transit gateway adds."""
    yield connection.hours("AmazonVPC", "vpn-connection-hour", "VPN connection")
    if connection.instance.get("transit_gateway_id") is not None:
        yield from attachment_charges(connection)


def attachment_charges(attachment: Resource) -> Iterator[Charge]:
    """An attachment to a transit gateway: hours, and data sent into it."""
    yield attachment.hours("AmazonVPC", "transit-attachment-hour", "Transit gateway attachment")
    yield attachment.used(
        "AmazonVPC", "transit-gb", "Transit gateway, data processed", "monthly_data_processed_gb"
    )
