"""Association of a Direct Connect gateway: with a transit gateway, an attachment and its data.

https://aws.amazon.com/transit-gateway/pricing/. With a virtual private gateway it is free.

>>> from archbench.cost.bill import print_bill, ref
>>> print_bill({"aws_dx_gateway_association.a":
...     {"associated_gateway_id": ref("aws_ec2_transit_gateway.hub")},
...     "aws_ec2_transit_gateway.hub": {}},
...     {"aws_dx_gateway_association.a": {"monthly_data_processed_gb": 100}})
Direct Connect attachment                   730 Hrs                   $0.05     $36.50
Transit gateway, data processed             100 GB                    $0.02      $2.00
aws_ec2_transit_gateway.hub: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, UndecidedError
from archbench.cost.selector import queries

NAME = "Direct Connect gateway association"
USAGE = {"monthly_data_processed_gb": "GB sent into the transit gateway in a month"}
ARGUMENTS = arguments(
    priced="associated_gateway_id vpn_gateway_id",
    free="allowed_prefixes associated_gateway_owner_account_id dx_gateway_id proposal_id",
)

_TRANSIT, _PRIVATE = "aws_ec2_transit_gateway", "aws_vpn_gateway"

QUERIES = queries(
    "AmazonVPC",
    "",
    (
        "transit-dx-attachment-hour",
        "Hrs",
        "TransitGateway-Hours",
        {"operation": "TransitGatewayDirectConnect"},
    ),
    ("transit-dx-gb", "GB", "TransitGateway-Bytes", {"operation": "TransitGatewayDirectConnect"}),
)


def charges(association: Resource) -> Iterator[Charge]:
    """Hours and data of a transit gateway; nothing with a private gateway."""
    kind = _kind(association)
    if kind == _PRIVATE:
        return
    if kind != _TRANSIT:
        raise UndecidedError("no price: which kind of gateway it associates is not known")
    item = "transit-dx-attachment-hour"
    yield association.hours("AmazonVPC", item, "Direct Connect attachment")
    label, key = "Transit gateway, data processed", "monthly_data_processed_gb"
    yield association.used("AmazonVPC", "transit-dx-gb", label, key)


def _kind(association: Resource) -> str:
    """The type of the gateway it associates, "" where that cannot be told."""
    given = association.instance.get("associated_gateway_id")
    if gateway := association.target("associated_gateway_id"):
        return gateway.type
    if given is None or association.instance.get("vpn_gateway_id") is not None:
        return _PRIVATE
    start = given.partition("-")[0] if isinstance(given, str) else ""
    return {"tgw": _TRANSIT, "vgw": _PRIVATE}.get(start, "")
