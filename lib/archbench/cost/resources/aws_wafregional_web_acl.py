"""WAF Classic web ACL of a region: as the global one.

https://aws.amazon.com/waf/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_wafregional_web_acl.a": {"rule": ({"type": "REGULAR"},)}})
Web ACL (Classic)                             1 ACL-Mo                   $5      $5.00
Web ACL rules (Classic)                       1 Rule-Mo                  $1      $1.00
Web ACL requests (Classic)                 open 1M requests            $0.6
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.resources.aws_waf_web_acl import USAGE, classic_charges

__all__ = ["ARGUMENTS", "NAME", "USAGE", "charges"]

NAME = "Regional web ACL (WAF Classic)"
ARGUMENTS = arguments(priced="rule", free="default_action logging_configuration metric_name name")


def charges(acl: Resource) -> Iterator[Charge]:
    """The ACL, its rules and requests."""
    yield from classic_charges(acl, "rule", acl.region)
