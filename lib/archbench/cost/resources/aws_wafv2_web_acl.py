"""WAF web ACL: by the month, by rule, by million requests.

https://aws.amazon.com/waf/pricing/. A rule that uses a rule group counts once; Bot
Control and Fraud Control cost a month and by request beside it, other vendors by their own rates.
A request of which more than 16 KB of body are inspected costs extra by each 16 KB more, where the
limit is set higher
(https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html).

>>> from archbench.cost.bill import print_bill
>>> acl = {"scope": "REGIONAL", "rule": ({"name": "limit"}, {"name": "common"})}
>>> use = {"monthly_requests": 3000000}
>>> print_bill({"aws_wafv2_web_acl.api": acl}, {"aws_wafv2_web_acl.api": use})
Web ACL                                       1 ACL-Mo                   $5      $5.00
Web ACL rules                                 2 Rule-Mo                  $1      $2.00
Web ACL requests                              3 1M requests            $0.6      $1.80
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Basis, Unpriced
from archbench.cost.quantity import Amount, Quantity
from archbench.cost.selector import queries
from archbench.hcl.values import Plain, Sensitive, Unknown

NAME = "Web ACL"
_BODIES = (32, 48, 64)
"""Kilobytes of a body that may be inspected, beside the 16 that cost nothing extra."""
USAGE = {
    "monthly_requests": "requests it inspects in a month",
    "rule_group_rules": "rules inside its own rule groups, billed as rules",
    "monthly_captcha_requests": "CAPTCHA puzzles answered in a month",
    "monthly_challenge_requests": "silent challenges served in a month",
    "monthly_login_attempts": "log-ins and sign-ups Fraud Control inspects in a month",
    **{
        f"monthly_requests_{most}kb_body": f"requests with over {most - 16} to {most} KB of body "
        "inspected, in a month"
        for most in _BODIES
    },
}
ARGUMENTS = arguments(
    priced="association_config rule scope",
    free="""
        captcha_config challenge_config custom_response_body
        data_protection_config default_action description name name_prefix token_domains
        visibility_config
    """,
    costs={"rule_json": "Rules written as JSON"},
)


_BOT_CONTROL = "AWSManagedRulesBotControlRuleSet"
_FRAUD_CONTROL = ("AWSManagedRulesATPRuleSet", "AWSManagedRulesACFPRuleSet")

QUERIES = queries(
    "awswaf",
    "",
    ("webacl-month", "ACL-Mo", "WebACLV2"),
    ("rule-month", "Rule-Mo", "RuleV2"),
    ("requests", "1M requests", "RequestV2-Tier1"),
    ("bot-control-month", "Mo", "AMR-BotControl"),
    ("bot-control-requests", "1M requests", "AMR-BotControl-Request"),
    ("bot-control-targeted-requests", "1M requests", "AMR-BotControl-Targeted-Request"),
    ("fraud-control-month", "Mo", "AMR-ATP"),
)


def charges(acl: Resource) -> Iterator[Charge | Unpriced]:
    """The ACL, its rules, requests, and what managed rule groups and challenges add."""
    region = "us-east-1" if acl.text("scope") == "CLOUDFRONT" else ""
    for found in _charges(acl):
        yield replace(found, region=region) if isinstance(found, Charge) else found


def _charges(acl: Resource) -> Iterator[Charge | Unpriced]:
    one = Quantity.of(1)
    yield Charge("awswaf", "webacl-month", "Web ACL", one, formula="1 ACL")
    rules = acl.size("rule")
    inner, _ = acl.usage_of("rule_group_rules")
    if isinstance(inner, Quantity):
        rules = rules + inner
    yield Charge("awswaf", "rule-month", "Web ACL rules", rules, formula="rules")
    key = "monthly_requests"
    requests, basis = acl.usage_of(key)
    yield Charge("awswaf", "requests", "Web ACL requests", requests, basis, key, key)
    yield from _bodies(acl)
    rule = acl.instance.get("rule", ())
    if isinstance(rule, Unknown):
        yield Unpriced(acl.address, f"Managed rule groups: no price: rule is {rule}")
        return
    for group in _inside(rule, "managed_rule_group_statement"):
        yield from _managed(acl, group, requests, basis)
    for action, item, label in (
        ("captcha", "captcha-attempts", "CAPTCHA attempts"),
        ("challenge", "challenge-served", "Challenges served"),
    ):
        if any(True for _ in _inside(rule, action)):
            yield acl.used("awswaf", item, label, f"monthly_{action}_requests")


def _bodies(acl: Resource) -> Iterator[Charge | Unpriced]:
    """What bodies beyond 16 KB add, up to the largest that may be inspected."""
    limits = list(_leaves(acl.instance.get("association_config")))
    undecided = next((it for it in limits if isinstance(it, Unknown | Sensitive)), None)
    if undecided is not None:
        what = undecided if isinstance(undecided, Unknown) else "sensitive and is not read"
        reason = f"no price: the limit is {what}"
        yield Unpriced(acl.address, f"Request bodies beyond 16 KB: {reason}")
        return
    told = {str(limit).removeprefix("KB_") for limit in limits}
    largest = max((int(size) for size in told if size.isdecimal()), default=0)
    for most in _BODIES:
        if most <= largest:
            label = f"Requests with a body of {most - 16} to {most} KB"
            item = f"requests-{most}kb-body"
            yield acl.used("awswaf", item, label, f"monthly_requests_{most}kb_body")


def _managed(
    acl: Resource, group: Mapping[str, Plain], requests: Amount, basis: Basis
) -> Iterator[Charge | Unpriced]:
    """What a managed rule group costs beside its rule."""
    name, vendor = group.get("name"), group.get("vendor_name")
    if isinstance(name, Unknown) or isinstance(vendor, Unknown):
        yield Unpriced(acl.address, "Managed rule group: no price: which it is is not known yet")
    elif vendor != "AWS":
        label = f"Managed rule group {name} of {vendor}"
        yield Unpriced(acl.address, f"{label}: no price: sold in the AWS Marketplace")
    elif name == _BOT_CONTROL:
        one, key = Quantity.of(1), "monthly_requests"
        yield Charge("awswaf", "bot-control-month", "Bot Control", one, formula="1 rule group")
        levels = {str(level) for level in _values(group, "inspection_level")} or {"COMMON"}
        item = "bot-control-requests" if levels == {"COMMON"} else "bot-control-targeted-requests"
        label = f"Bot Control requests, {min(levels).lower()}"
        yield Charge("awswaf", item, label, requests, basis, key, key)
    elif name in _FRAUD_CONTROL:
        one = Quantity.of(1)
        yield Charge("awswaf", "fraud-control-month", "Fraud Control", one, formula="1 rule group")
        yield acl.used(
            "awswaf", "fraud-control-attempts", "Fraud Control attempts", "monthly_login_attempts"
        )


def _inside(value: Plain, name: str) -> Iterator[Mapping[str, Plain]]:
    """Every block of a name, however deep it lies."""
    for found in _values(value, name):
        for block in found if isinstance(found, tuple) else (found,):
            if isinstance(block, Mapping):
                yield block


def _values(value: Plain, name: str) -> Iterator[Plain]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == name and inner is not None:
                yield inner
            yield from _values(inner, name)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _values(inner, name)


def _leaves(value: Plain) -> Iterator[Plain]:
    """Every value that is set within blocks."""
    if isinstance(value, Mapping | tuple):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(inner)
    elif value is not None:
        yield value
