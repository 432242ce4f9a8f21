"""WAF Classic web ACL: by the month, by rule and rule group, by million requests.

https://aws.amazon.com/waf/pricing/

>>> from archbench.cost.bill import print_bill
>>> acl = {"rules": ({"type": "REGULAR"}, {"type": "GROUP"})}
>>> use = {"rule_group_rules": 3, "monthly_requests": 2000000}
>>> print_bill({"aws_waf_web_acl.a": acl}, {"aws_waf_web_acl.a": use})
Web ACL (Classic)                             1 ACL-Mo                   $5      $5.00
Web ACL rules (Classic)                       5 Rule-Mo                  $1      $5.00
Web ACL requests (Classic)                    2 1M requests            $0.6      $1.20
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import OTHER_PARTITIONS
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "Web ACL (WAF Classic)"
USAGE = {
    "rule_group_rules": "rules inside its rule groups, billed as rules",
    "monthly_requests": "requests it inspects in a month",
}
ARGUMENTS = arguments(priced="rules", free="default_action logging_configuration metric_name name")

QUERIES = queries(
    "awswaf",
    "Web Application Firewall",
    ("classic-web-acl-month", "ACL-Mo", "WebACL"),
    ("classic-rule-month", "Rule-Mo", "Rule"),
    ("requests-classic", "1M requests", "Request"),
)


def charges(acl: Resource) -> Iterator[Charge]:
    """The ACL, its rules and requests; it is global, and billed in us-east-1."""
    region = acl.region if acl.region.startswith(OTHER_PARTITIONS) else "us-east-1"
    yield from classic_charges(acl, "rules", region)


def classic_charges(acl: Resource, rules: str, region: str) -> Iterator[Charge]:
    """What an ACL of WAF Classic costs; rules is the block that holds them."""
    one, label = Quantity.of(1), "Web ACL (Classic)"
    yield Charge("awswaf", "classic-web-acl-month", label, one, formula="1 ACL", region=region)
    count = acl.size(rules)
    inner, _ = acl.usage_of("rule_group_rules")
    if isinstance(inner, Quantity):
        count = count + inner
    label = "Web ACL rules (Classic)"
    yield Charge("awswaf", "classic-rule-month", label, count, formula="rules", region=region)
    key, label = "monthly_requests", "Web ACL requests (Classic)"
    requests, basis = acl.usage_of(key)
    yield Charge("awswaf", "requests-classic", label, requests, basis, key, key, region)
