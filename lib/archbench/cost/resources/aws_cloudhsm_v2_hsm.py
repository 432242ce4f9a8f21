"""CloudHSM module: by the hour.

https://aws.amazon.com/cloudhsm/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_cloudhsm_v2_hsm.a": {}})
CloudHSM module                             730 Hrs                    $1.6  $1,168.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Open
from archbench.cost.selector import queries

NAME = "CloudHSM module"
USAGE = {"monthly_hrs": "hours the module runs in a month, 730 when not given"}
ARGUMENTS = arguments(
    free="availability_zone cluster_id ip_address subnet_id",
)

QUERIES = queries(
    "CloudHSM",
    "Dedicated-Host",
    ("hsm-hour", "Hrs", "CloudHSMv2Usage", {"instanceFamily": "CloudHSM-v2"}),
)


def charges(hsm: Resource) -> Iterator[Charge]:
    """Hours."""
    key = "monthly_hrs"
    if isinstance(hsm.usage_of(key)[0], Open):
        yield hsm.hours("CloudHSM", "hsm-hour", "CloudHSM module")
    else:
        yield hsm.used("CloudHSM", "hsm-hour", "CloudHSM module", key)
