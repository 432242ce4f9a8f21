"""Direct Connect connection: a dedicated port by the hour; data out by the GB.

https://aws.amazon.com/directconnect/pricing/. What goes out of a region to a location has a rate by
both; what comes in is free.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_dx_connection.a": {"bandwidth": "1Gbps", "location": "EqDC2"}},
...     {"aws_dx_connection.a":
...         {"monthly_outbound_from_region_to_dx_connection_location.eu_west_1": 500}})
Direct Connect port, 1G                     730 Hrs                    $0.3    $219.00
Data out of eu-west-1 to EqDC2              500 GB                  $0.0282     $14.10
>>> print_bill({"aws_dx_connection.a": {"bandwidth": "1Gbps"}})  # doctest: +ELLIPSIS
Direct Connect port, 1G                     730 Hrs                    $0.3    $219.00
aws_dx_connection.a: Data out: no price: give monthly_outbound_from_region_to_dx_connection...
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import REGIONS
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries
from archbench.frozen import replace

NAME = "Direct Connect connection"
_OUT, _OWN = (
    "monthly_outbound_from_region_to_dx_connection_location",
    "monthly_outbound_region_to_dx_location_gb",
)
USAGE = {
    _OWN: "GB out of the connection's own region in a month, where no region is named",
    **{
        f"{_OUT}.{region.replace('-', '_')}": f"GB out of {region} through it in a month"
        for region in REGIONS
    },
}
ARGUMENTS = arguments(
    priced="bandwidth location",
    free="encryption_mode name provider_name request_macsec skip_destroy",
)

QUERIES = queries(
    "AWSDirectConnect",
    "",
    ("dedicated-port:{portSpeed}", "Hrs", r"\w+-PortUsage:\d+G"),
    ("data-out:{location}", "GB", r"(?P<location>\w+)-DataXfer-Out"),
)


def charges(connection: Resource) -> Iterator[Charge | Unpriced]:
    """Hours of the port, and data by the region it leaves."""
    size = connection.text("bandwidth").lower().removesuffix("bps")
    item = f"dedicated-port:{size}"
    yield connection.hours("AWSDirectConnect", item, f"Direct Connect port, {size.upper()}")
    keys = {region: f"{_OUT}.{region.replace('-', '_')}" for region in REGIONS}
    named = {region: key for region, key in keys.items() if _is_given(connection, key)}
    if not named and _is_given(connection, _OWN):
        named = {connection.region: _OWN}
    for region, key in named.items():
        place = connection.text("location")
        label = f"Data out of {region} to {place}"
        found = connection.used("AWSDirectConnect", f"data-out:{place.lower()}", label, key)
        yield replace(found, region=region)
    if not named:
        yield Unpriced(
            connection.address,
            f"Data out: no price: give {_OUT} by region for {connection.address} in a usage file",
        )


def _is_given(connection: Resource, key: str) -> bool:
    return isinstance(connection.usage_of(key)[0], Quantity)
