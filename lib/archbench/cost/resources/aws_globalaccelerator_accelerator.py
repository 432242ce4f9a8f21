"""Global Accelerator: a fixed fee by the hour, and a premium on the data of its stronger direction.

https://aws.amazon.com/global-accelerator/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_globalaccelerator_accelerator.a": {}})  # doctest: +ELLIPSIS
Accelerator                                 730 Hrs                  $0.025     $18.25
aws_globalaccelerator_accelerator.a: Data transfer premium: no price: ...
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Quantity

NAME = "Global Accelerator"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(free="attributes enabled ip_address_type ip_addresses name")


def charges(accelerator: Resource) -> Iterator[Charge | Unpriced]:
    """Hours; the premium has no figure."""
    yield Charge(
        "AWSGlobalAccelerator",
        "fixed-fee-hour",
        "Accelerator",
        Quantity.of(HOURS),
        formula=f"{HOURS} h",
        region=GLOBAL,
    )
    yield Unpriced(
        accelerator.address,
        "Data transfer premium: no price: it follows both regions and the stronger direction",
    )
