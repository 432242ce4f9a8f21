"""Dedicated host: by the hour, by instance family; instances on it are free.

https://aws.amazon.com/ec2/dedicated-hosts/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ec2_host.a": {"instance_type": "c5.18xlarge"}})
Dedicated host, c5                          730 Hrs                  $3.366  $2,457.18
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, either, known
from archbench.cost.model import Unpriced

NAME = "Dedicated host"
USAGE = {
    "reserved_instance_term": "1_year or 3_year; on demand when not given",
    "reserved_instance_payment_option": "no_upfront, partial_upfront or all_upfront",
}
ARGUMENTS = arguments(
    priced="instance_family instance_type",
    free="asset_id auto_placement availability_zone host_recovery outpost_arn",
)


def charges(host: Resource) -> Iterator[Charge | Unpriced]:
    """Hours."""
    term = host.usage.text(host.address, host.instance.type, "reserved_instance_term")
    if term:
        words = f"reserved for {term.replace('_', ' ')}"
        yield Unpriced(host.address, f"Dedicated host, {words}: no price: no sourced figure")
        return
    given = either(host.instance.get("instance_family"), host.instance.get("instance_type"))
    family = str(known(given, f"{host.address} instance family")).split(".")[0]
    yield host.hours("AmazonEC2", f"dedicated-host:{family}", f"Dedicated host, {family}")
