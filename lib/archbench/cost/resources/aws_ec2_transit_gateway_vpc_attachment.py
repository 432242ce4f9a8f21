"""VPC attachment to a transit gateway: by the hour and by the GB.

https://aws.amazon.com/transit-gateway/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ec2_transit_gateway_vpc_attachment.a": {}})
Transit gateway attachment                  730 Hrs                   $0.05     $36.50
Transit gateway, data processed            open GB                    $0.02
"""

from collections.abc import Iterator

from archbench.cost.charge import Charge, Resource
from archbench.cost.resources.aws_vpn_connection import attachment_charges

NAME = "Transit gateway attachment"
USAGE = {"monthly_data_processed_gb": "GB sent into the transit gateway in a month"}


def charges(attachment: Resource) -> Iterator[Charge]:
    """Hours and data."""
    yield from attachment_charges(attachment)
