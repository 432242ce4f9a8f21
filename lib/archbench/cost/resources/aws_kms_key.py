"""KMS key: by the month, and by request.

https://aws.amazon.com/kms/pricing/

Keys AWS manages cost nothing. Each of a key's first two rotations adds a dollar a month.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_kms_key.data": {}}, {"aws_kms_key.data": {"monthly_requests": 1000000}})
KMS key                                       1 Key-Mo                   $1      $1.00
KMS requests                                100 10K requests          $0.03      $3.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "KMS key"
USAGE = {"monthly_requests": "requests to KMS with this key in a month"}
ARGUMENTS = arguments(
    priced="customer_master_key_spec enable_key_rotation rotation_period_in_days",
    free="""
        bypass_policy_lockout_safety_check custom_key_store_id deletion_window_in_days
        description is_enabled key_usage multi_region policy xks_key_id
    """,
)

_SYMMETRIC = ("SYMMETRIC_DEFAULT", "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "RSA_2048")
"""Key specs whose requests have the common rate; other asymmetric ones cost more."""

QUERIES = (
    *queries("awskms", "Encryption Key", ("cmk-month", "Key-Mo", "KMS-Keys")),
    *queries(
        "awskms",
        "",
        ("requests-symmetric", "10K requests", "KMS-Requests"),
        ("requests-asymmetric", "10K requests", "KMS-Requests-Asymmetric"),
    ),
)


def charges(key: Resource) -> Iterator[Charge]:
    """One key a month, and its requests."""
    spec = key.text("customer_master_key_spec", "SYMMETRIC_DEFAULT")
    formula = "1 key; each of its first two rotations adds 1"
    rotates = key.flag("enable_key_rotation")
    yield Charge(
        "awskms", "cmk-month", "KMS key", Quantity.of(1), formula=formula if rotates else "1 key"
    )
    rate = "requests-symmetric" if spec in _SYMMETRIC else "requests-asymmetric"
    yield key.used("awskms", rate, "KMS requests", "monthly_requests")
