"""Replica of a multi-Region KMS key: priced as a key of its own.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_kms_replica_key.b": {}}, {"aws_kms_replica_key.b": {"monthly_requests": 0}})
KMS key                                       1 Key-Mo                   $1      $1.00
KMS requests                                  0 10K requests          $0.03      $0.00
"""

from archbench.cost.arguments import arguments
from archbench.cost.resources.aws_kms_key import NAME, USAGE, charges

__all__ = ["ARGUMENTS", "NAME", "USAGE", "charges"]

ARGUMENTS = arguments(
    free="""
        bypass_policy_lockout_safety_check deletion_window_in_days description enabled policy
        primary_key_arn
    """,
)
