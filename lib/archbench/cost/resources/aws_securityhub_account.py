"""Security Hub: by the check.

https://aws.amazon.com/security-hub/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_checks": 20000}
>>> print_bill({"aws_securityhub_account.a": {}},
...     {"aws_securityhub_account.a": use}, region="ap-northeast-1")
Security checks                          20,000 Check                $0.001     $20.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Security Hub"
USAGE = {
    "monthly_checks": "security checks in a month",
}
ARGUMENTS = arguments(
    free="auto_enable_controls control_finding_generator enable_default_standards",
)

QUERIES = queries("AWSSecurityHub", "", ("compliance-check", "Check", "PaidComplianceCheck"))


def charges(account: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield account.used("AWSSecurityHub", "compliance-check", "Security checks", "monthly_checks")
