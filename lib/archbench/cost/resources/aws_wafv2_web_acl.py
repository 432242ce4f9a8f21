"""WAF web ACL: by the month, by rule, by million requests.

https://aws.amazon.com/waf/pricing/. A rule that uses a rule group counts once.

>>> from archbench.cost.bill import print_bill
>>> acl = {"scope": "REGIONAL", "rule": ({"name": "limit"}, {"name": "common"})}
>>> use = {"monthly_requests": 3000000}
>>> print_bill({"aws_wafv2_web_acl.api": acl}, {"aws_wafv2_web_acl.api": use})
Web ACL                                       1 ACL-Mo                   $5      $5.00
Web ACL rules                                 2 Rule-Mo                  $1      $2.00
Web ACL requests                              3 1M requests            $0.6      $1.80
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity

NAME = "Web ACL"
USAGE = {
    "monthly_requests": "requests it inspects in a month",
    "rule_group_rules": "rules inside its own rule groups, billed as rules",
}
ARGUMENTS = arguments(
    priced="association_config rule rule_json scope",
    free="""
        captcha_config challenge_config custom_response_body data_protection_config
        default_action description name name_prefix token_domains visibility_config
    """,
)


def charges(acl: Resource) -> Iterator[Charge]:
    """The ACL, its rules, and requests."""
    region = "us-east-1" if acl.text("scope") == "CLOUDFRONT" else ""
    one = Quantity.of(1)
    yield Charge("awswaf", "webacl-month", "Web ACL", one, formula="1 ACL", region=region)
    rules = acl.size("rule")
    inner, _ = acl.usage_of("rule_group_rules")
    if isinstance(inner, Quantity):
        rules = rules + inner
    yield Charge("awswaf", "rule-month", "Web ACL rules", rules, formula="rules", region=region)
    requests, basis = acl.usage_of("monthly_requests")
    key = "monthly_requests"
    yield Charge("awswaf", "requests", "Web ACL requests", requests, basis, key, key, region=region)
