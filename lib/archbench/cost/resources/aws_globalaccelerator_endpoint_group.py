"""Endpoint group of Global Accelerator: the premium on the data of its stronger direction.

https://aws.amazon.com/global-accelerator/pricing/. The rate follows where the endpoints stand and
where the clients are; of what comes in and what goes out only the larger is billed.

>>> from archbench.cost.bill import print_bill
>>> group = {"endpoint_group_region": "eu-central-1"}
>>> use = {"monthly_inbound_data_transfer_gb.europe": 300,
...     "monthly_outbound_data_transfer_gb.europe": 900}
>>> print_bill({"aws_globalaccelerator_endpoint_group.a": group},
...     {"aws_globalaccelerator_endpoint_group.a": use})
Premium on data out, clients in Europe        900 GB                   $0.015     $13.50
>>> print_bill({"aws_globalaccelerator_endpoint_group.a": group})  # doctest: +ELLIPSIS
aws_globalaccelerator_endpoint_group.a: Data transfer premium: no price: give monthly_...
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Quantity

NAME = "Global Accelerator endpoint group"
AREAS = {
    "us": "the United States, Mexico, Canada",
    "europe": "Europe",
    "south_africa": "South Africa, Kenya",
    "south_america": "South America",
    "south_korea": "South Korea",
    "middle_east": "the Middle East",
    "australia": "Australia, New Zealand",
    "asia_pacific": "Asia Pacific",
    "india": "India, Indonesia, Philippines, Thailand",
}
"""Where clients and endpoints are, as the price page divides the world."""
_WAYS = {
    "in": "monthly_inbound_data_transfer_gb",
    "out": "monthly_outbound_data_transfer_gb",
}
USAGE = {
    f"{key}.{area}": f"GB {'from' if way == 'in' else 'to'} clients in {name} in a month"
    for area, name in AREAS.items()
    for way, key in _WAYS.items()
}
ARGUMENTS = arguments(
    priced="endpoint_group_region",
    free="""
        endpoint_configuration health_check_interval_seconds health_check_path health_check_port
        health_check_protocol listener_arn port_override threshold_count traffic_dial_percentage
    """,
)

_AREA_OF = {
    "us-": "us",
    "ca-": "us",
    "mx-": "us",
    "eu-": "europe",
    "af-": "south_africa",
    "sa-": "south_america",
    "ap-northeast-2": "south_korea",
    "me-": "middle_east",
    "il-": "middle_east",
    "ap-southeast-2": "australia",
    "ap-southeast-4": "australia",
    "ap-southeast-6": "australia",
    "ap-south-": "india",
    "ap-southeast-3": "india",
    "ap-southeast-7": "india",
    "ap-": "asia_pacific",
}
"""The area of a region by how its name begins; the first that fits."""


def charges(group: Resource) -> Iterator[Charge | Unpriced]:
    """The premium for each area of clients the usage names."""
    region = group.text("endpoint_group_region") or group.region
    area = next((name for start, name in _AREA_OF.items() if region.startswith(start)), region)
    totals = {
        way: sum(had.likely for had in _data(group, key).values()) for way, key in _WAYS.items()
    }
    way = max(_WAYS, key=lambda name: totals[name])
    found = [
        Charge(
            "AWSGlobalAccelerator",
            f"premium-gb:{area}:{client}",
            f"Premium on data {way}, clients in {AREAS[client]}",
            amount,
            "usage",
            f"{_WAYS[way]}.{client}: more goes {way}",
            f"{_WAYS[way]}.{client}",
            region=GLOBAL,
        )
        for client, amount in _data(group, _WAYS[way]).items()
    ]
    yield from found
    if not found:
        keys = f"{' and '.join(_WAYS.values())} by area of the clients"
        yield Unpriced(
            group.address,
            f"Data transfer premium: no price: give {keys} for {group.address} in a usage file",
        )


def _data(group: Resource, key: str) -> dict[str, Quantity]:
    """GB by area of the clients, of those the usage names."""
    said = {area: group.usage_of(f"{key}.{area}")[0] for area in AREAS}
    return {area: amount for area, amount in said.items() if isinstance(amount, Quantity)}
