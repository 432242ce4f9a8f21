"""KMS key whose material comes from outside: priced as any other.

https://aws.amazon.com/kms/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_kms_external_key.a": {}}, {"aws_kms_external_key.a": {"monthly_requests": 0}})
KMS key                                       1 Key-Mo                   $1      $1.00
KMS requests                                  0 10K requests          $0.03      $0.00
"""

from archbench.cost.arguments import arguments
from archbench.cost.resources.aws_kms_key import NAME, USAGE, charges

__all__ = ["ARGUMENTS", "NAME", "USAGE", "charges"]

ARGUMENTS = arguments(
    free="""
        bypass_policy_lockout_safety_check deletion_window_in_days description enabled
        key_material_base64 key_usage multi_region policy valid_to
    """,
    costs={
        "key_spec!=symmetric_default": "Requests at the rate of another kind of key",
    },
)
