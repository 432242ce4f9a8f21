"""Global Accelerator: a fixed fee by the hour, and a premium on the data of its stronger direction.

https://aws.amazon.com/global-accelerator/pricing/. It holds two public IPv4 addresses, billed as
any other, but for those that are brought along
(https://aws.amazon.com/blogs/networking-and-content-delivery/identify-and-optimize-public-ipv4-address-usage-on-aws/).

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_globalaccelerator_accelerator.a": {}})  # doctest: +ELLIPSIS
Accelerator                                 730 Hrs                  $0.025     $18.25
Public IPv4 addresses                     1,460 Hrs                  $0.005      $7.30
aws_globalaccelerator_accelerator.a: Data transfer premium: no price: ...

The premium is billed at the endpoint groups.
"""

from collections.abc import Iterator
from decimal import Decimal

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import queries
from archbench.frozen import replace

NAME = "Global Accelerator"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(priced="ip_addresses", free="attributes enabled ip_address_type name")
_ADDRESSES, _HOME = 2, "us-west-2"
"""IPv4 addresses of an accelerator, and the region that serves the interface of all of them."""

QUERIES = queries(
    "AWSGlobalAccelerator",
    "",
    ("fixed-fee-hour", "Hrs", "Global-Accelerator-fixed-fee"),
    is_global=True,
)


def charges(accelerator: Resource) -> Iterator[Charge | Unpriced]:
    """Hours and addresses; the premium stands at the endpoint groups, where there are any."""
    yield Charge(
        "AWSGlobalAccelerator",
        "fixed-fee-hour",
        "Accelerator",
        Quantity.of(HOURS),
        formula=f"{HOURS} h",
        region=GLOBAL,
    )
    brought = accelerator.size("ip_addresses")
    own: Amount = Open("how many addresses are brought along", high=Decimal(_ADDRESSES))
    if isinstance(brought, Quantity):
        own = Quantity.of(max(0, _ADDRESSES - int(brought.likely)))
    if own.high:
        label = "Public IPv4 addresses"
        held = accelerator.hours("AmazonVPC", "public-ipv4-hour", label, own, "addresses")
        yield replace(held, region=_HOME)
    if not _groups(accelerator):
        yield Unpriced(
            accelerator.address,
            "Data transfer premium: no price: none of its endpoint groups is in this "
            "configuration, and their regions decide the rate",
        )


def _groups(accelerator: Resource) -> tuple[Resource, ...]:
    listeners = accelerator.named_by("aws_globalaccelerator_listener", "accelerator_arn")
    return tuple(
        group
        for listener in listeners
        for group in listener.named_by("aws_globalaccelerator_endpoint_group", "listener_arn")
    )
