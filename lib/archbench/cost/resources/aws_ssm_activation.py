"""Systems Manager activation: servers of the advanced tier by the hour, of the standard one free.

https://aws.amazon.com/systems-manager/pricing/. The tier is a setting of the account: beyond 1,000
registered servers of a region it has to be the advanced one.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ssm_activation.a": {}},
...     {"aws_ssm_activation.a": {"instance_tier": "advanced", "instances": 20}})
Managed servers, advanced tier           14,600 Hrs                $0.00695    $101.47
>>> print_bill({"aws_ssm_activation.a": {}}, {"aws_ssm_activation.a":
...     {"instance_tier": "standard"}})
aws_ssm_activation.a: free
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Systems Manager activation"
USAGE = {
    "instance_tier": "standard or advanced",
    "instances": "servers registered with it, of the advanced tier",
}
ARGUMENTS = arguments(free="description expiration_date iam_role name registration_limit")

QUERIES = queries(
    "AWSSystemsManager",
    "AWS Systems Manager",
    ("managed-instance-advanced", "Hrs", "MI-AdvInstances-Hrs"),
)


def charges(activation: Resource) -> Iterator[Charge]:
    """Hours of its servers, unless the usage says that they are of the standard tier."""
    tier = activation.usage.text(activation.address, activation.instance.type, "instance_tier")
    if tier != "standard":
        label = "Managed servers, advanced tier"
        item = "managed-instance-advanced"
        yield activation.used("AWSSystemsManager", item, label, "instances", HOURS)
