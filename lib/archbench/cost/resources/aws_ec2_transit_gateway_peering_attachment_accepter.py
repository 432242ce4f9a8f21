"""The other side of a transit gateway peering: by the hour, as the side that asked for it.

https://aws.amazon.com/transit-gateway/pricing/. The owner of each of the two gateways pays for the
attachment to the other.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ec2_transit_gateway_peering_attachment_accepter.a": {}})
Transit gateway peering attachment          730 Hrs                   $0.05     $36.50
"""

from archbench.cost.arguments import arguments
from archbench.cost.resources.aws_ec2_transit_gateway_peering_attachment import USAGE, charges

__all__ = ["ARGUMENTS", "NAME", "USAGE", "charges"]

NAME = "Transit gateway peering, accepted"
ARGUMENTS = arguments(free="transit_gateway_attachment_id")
