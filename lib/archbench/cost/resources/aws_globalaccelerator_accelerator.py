"""Global Accelerator: a fixed fee by the hour, and a premium on the data of its stronger direction.

https://aws.amazon.com/global-accelerator/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_globalaccelerator_accelerator.a": {}})  # doctest: +ELLIPSIS
Accelerator                                 730 Hrs                  $0.025     $18.25
aws_globalaccelerator_accelerator.a: Data transfer premium: no price: ...

The premium is billed at the endpoint groups.
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "Global Accelerator"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(free="attributes enabled ip_address_type ip_addresses name")

QUERIES = queries(
    "AWSGlobalAccelerator",
    "",
    ("fixed-fee-hour", "Hrs", "Global-Accelerator-fixed-fee"),
    is_global=True,
)


def charges(accelerator: Resource) -> Iterator[Charge | Unpriced]:
    """Hours; the premium stands at the endpoint groups, where there are any."""
    yield Charge(
        "AWSGlobalAccelerator",
        "fixed-fee-hour",
        "Accelerator",
        Quantity.of(HOURS),
        formula=f"{HOURS} h",
        region=GLOBAL,
    )
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
