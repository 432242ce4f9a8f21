"""Lightsail instance: its plan, by the hour up to a month's price.

https://aws.amazon.com/lightsail/pricing/. The plan includes its volume and some data transfer.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_lightsail_instance.a": {"bundle_id": "xlarge_2_0"}})
Lightsail plan, xlarge_2_0                  730 Hrs                 $0.1129     $82.42
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "Lightsail instance"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="bundle_id",
    free="availability_zone blueprint_id ip_address_type key_pair_name name user_data",
    costs={"add_on": "Automatic snapshots"},
)


def charges(instance: Resource) -> Iterator[Charge]:
    """Hours of its plan."""
    plan = instance.text("bundle_id")
    yield instance.hours("AmazonLightsail", f"instance:{plan}", f"Lightsail plan, {plan}")
