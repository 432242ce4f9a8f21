"""Data protection policy of an SNS topic: by the GB of messages it scans.

https://aws.amazon.com/sns/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_sns_topic_data_protection_policy.a": {}})
aws_sns_topic_data_protection_policy.a: SNS message data scanned: no price: no sourced figure for \
AmazonSNS data-protection-scan in us-east-1
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "SNS data protection policy"
USAGE = {"monthly_scanned_gb": "GB of messages the policy scans in a month"}
ARGUMENTS = arguments(free="arn policy")


def charges(policy: Resource) -> Iterator[Charge]:
    """Messages scanned."""
    yield policy.used(
        "AmazonSNS", "data-protection-scan", "SNS message data scanned", "monthly_scanned_gb"
    )
