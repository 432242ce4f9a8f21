"""Dedicated host: by the hour, by instance family; instances on it are free.

https://aws.amazon.com/ec2/dedicated-hosts/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ec2_host.a": {"instance_type": "c5.18xlarge"}})
Dedicated host, c5                          730 Hrs                  $3.366  $2,457.18
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, either, known
from archbench.cost.purchase import RESERVED_USAGE, reserved_term
from archbench.cost.selector import Selector

NAME = "Dedicated host"
USAGE = RESERVED_USAGE
ARGUMENTS = arguments(
    priced="instance_family instance_type",
    free="asset_id auto_placement availability_zone host_recovery outpost_arn",
)

QUERIES = (
    Selector(
        "AmazonEC2",
        "dedicated-host:{family}",
        "Hrs",
        r"HostUsage:(?P<family>[\w-]+)",
        "Dedicated Host",
        reserved="dedicated-host-ri-{term}:{family}",
    ),
)


def charges(host: Resource) -> Iterator[Charge]:
    """Hours, on demand or of a reserved term."""
    given = either(host.instance.get("instance_family"), host.instance.get("instance_type"))
    family = str(known(given, f"{host.address} instance family")).split(".")[0]
    item, label = "dedicated-host", f"Dedicated host, {family}"
    if term := reserved_term(host):
        item, label = f"dedicated-host-{term.item}", f"{label}, {term.words}"
    yield host.hours("AmazonEC2", f"{item}:{family}", label)
