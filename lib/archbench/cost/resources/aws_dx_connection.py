"""Direct Connect connection: a dedicated port by the hour; data out by the GB.

https://aws.amazon.com/directconnect/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_dx_connection.a": {"bandwidth": "1Gbps"}})
Direct Connect port, 1G                     730 Hrs                    $0.3    $219.00
aws_dx_connection.a: Data out: no price: it follows the region and the location
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced

NAME = "Direct Connect connection"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="bandwidth",
    free="encryption_mode location name provider_name request_macsec skip_destroy",
)


def charges(connection: Resource) -> Iterator[Charge | Unpriced]:
    """Hours of the port; data has no figure."""
    size = connection.text("bandwidth").lower().removesuffix("bps")
    item = f"dedicated-port:{size}"
    yield connection.hours("AWSDirectConnect", item, f"Direct Connect port, {size.upper()}")
    yield Unpriced(connection.address, "Data out: no price: it follows the region and the location")
