"""WAF web ACL: by the month, by rule, by million requests.

https://aws.amazon.com/waf/pricing/. A rule that uses a rule group counts once, and each rule inside
a group of one's own beside it; Bot Control and Fraud Control cost a month and by request more,
other vendors by their own rates. A request costs more by each 500 capacity units beyond 1,500.
A request of which more than 16 KB of body are inspected costs extra by each 16 KB more, where the
limit is set higher
(https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html).

>>> from archbench.cost.bill import print_bill, ref
>>> acl = {"scope": "REGIONAL", "rule": ({"name": "limit"}, {"name": "common"})}
>>> use = {"monthly_requests": 3000000}
>>> print_bill({"aws_wafv2_web_acl.api": acl}, {"aws_wafv2_web_acl.api": use})
Web ACL                                       1 ACL-Mo                   $5      $5.00
Web ACL rules                                 2 Rule-Mo                  $1      $2.00
Web ACL requests                              3 1M requests            $0.6      $1.80
>>> group = {"capacity": 1800, "rule": ({"name": "one"}, {"name": "two"})}
>>> arn = ref("aws_wafv2_rule_group.own", "arn")
>>> statement = ({"rule_group_reference_statement": ({"arn": arn},)},)
>>> acl = {"scope": "REGIONAL", "rule": ({"name": "own", "statement": statement},)}
>>> print_bill({"aws_wafv2_web_acl.api": acl, "aws_wafv2_rule_group.own": group},
...     {"aws_wafv2_web_acl.api": use})
Web ACL                                       1 ACL-Mo                   $5      $5.00
Web ACL rules                                 3 Rule-Mo                  $1      $3.00
Web ACL requests, up to 2,000 units           3 1M requests            $0.8      $2.40
aws_wafv2_rule_group.own: free
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice

from archbench.cost.arguments import arguments
from archbench.cost.charge import (
    Alternatives,
    Charge,
    Resource,
    blocks_of,
    known,
    separately,
)
from archbench.cost.model import Basis, Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import queries
from archbench.cost.waf_capacity import INCLUDED, MOST, STEP, capacity
from archbench.frozen import replace
from archbench.hcl.values import Plain, Sensitive, Unknown

NAME = "Web ACL"
_BODIES = (32, 48, 64)
"""Kilobytes of a body that may be inspected, beside the 16 that cost nothing extra."""
USAGE = {
    "monthly_requests": "requests it inspects in a month",
    "rule_group_rules": "rules inside its own rule groups, in place of those in the configuration",
    "capacity_units": "its web ACL capacity units, as the console shows them",
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
    *(
        (f"requests-{units}wcu", "1M requests", f"RequestV2-Tier{tier}")
        for tier, units in enumerate(range(INCLUDED + STEP, MOST + 1, STEP), start=2)
    ),
    ("bot-control-month", "Mo", "AMR-BotControl"),
    ("bot-control-requests", "1M requests", "AMR-BotControl-Request"),
    ("bot-control-targeted-requests", "1M requests", "AMR-BotControl-Targeted-Request"),
    ("fraud-control-month", "Mo", "AMR-ATP"),
)


def charges(acl: Resource) -> Iterator[Charge | Alternatives | Unpriced]:
    """The ACL, its rules, requests, and what managed rule groups and challenges add."""
    region = "us-east-1" if acl.text("scope") == "CLOUDFRONT" else ""
    for found in _charges(acl):
        if isinstance(found, Charge):
            yield replace(found, region=region)
        elif isinstance(found, Alternatives):
            yield replace(found, charges=tuple(replace(it, region=region) for it in found.charges))
        else:
            yield found


def _charges(acl: Resource) -> Iterator[Charge | Alternatives | Unpriced]:
    one = Quantity.of(1)
    yield Charge("awswaf", "webacl-month", "Web ACL", one, formula="1 ACL")
    rules = acl.size("rule")
    inner, _ = acl.usage_of("rule_group_rules")
    own = list(_own_groups(acl))
    if isinstance(inner, Open):
        inner = Quantity.of(sum(len(rule) for rule in own if isinstance(rule, tuple)))
        later = next((rule for rule in own if isinstance(rule, Unknown)), None)
        if later is not None:
            inner = Open(f"what is in its rule group is {later}", inner.low)
        elif any(not isinstance(rule, tuple) for rule in own):
            reason = "no price: the group is not in this configuration; give rule_group_rules"
            yield Unpriced(acl.address, f"Rules inside a rule group: {reason}")
    yield Charge("awswaf", "rule-month", "Web ACL rules", rules + inner, formula="rules")
    requests, basis = acl.usage_of("monthly_requests")
    yield _requests(acl, requests, basis)
    yield from _bodies(acl)
    rule = acl.instance.get("rule", ())
    if isinstance(rule, Unknown):
        yield Unpriced(acl.address, f"Managed rule groups: no price: rule is {rule}")
        return
    for group in _inside(rule, "managed_rule_group_statement"):
        yield from separately(acl, lambda group=group: _managed(acl, group, requests, basis))  # type: ignore[misc]
    for unsaid in islice(_unsaid(rule, _ACTING), 1):
        label = "CAPTCHA attempts and challenges served"
        yield Unpriced(acl.address, f"{label}: no price: what a rule does is {_why(unsaid)}")
    for action, item, label in (
        ("captcha", "captcha-attempts", "CAPTCHA attempts"),
        ("challenge", "challenge-served", "Challenges served"),
    ):
        if any(True for _ in _inside(rule, action)):
            yield acl.used("awswaf", item, label, f"monthly_{action}_requests")


def _requests(acl: Resource, requests: Amount, basis: Basis) -> Charge | Alternatives:
    """Requests at the price of its capacity, or at one of the prices its capacity may have."""
    key, units = "monthly_requests", capacity(acl)
    low, high = (_step(end) for end in (units.low, units.high or units.low))
    found = []
    for step in dict.fromkeys((low, high)):
        label, item = "Web ACL requests", "requests"
        if step > INCLUDED:
            label = f"{label}, up to {step:,} units"
            item = f"requests-{step}wcu"
        found.append(Charge("awswaf", item, label, requests, basis, key, key))
    if low == high:
        return found[0]
    reason = f"between {units.low:,} and {units.high:,} capacity units; give capacity_units"
    return Alternatives("Web ACL requests", tuple(found), reason)


def _step(units: Decimal) -> int:
    """The capacity up to which a request costs the same."""
    return next(top for top in range(INCLUDED, MOST + STEP, STEP) if units <= top or top >= MOST)


def _own_groups(acl: Resource) -> Iterator[Plain]:
    """The rules of each rule group of one's own it uses; None for a group that is not here."""
    rules = acl.instance.get("rule", ())
    for place, rule in enumerate(rules if isinstance(rules, tuple) else ()):
        yield from _unsaid(rule, ("statement", "rule_group_reference_statement"))
        for group in _inside(rule, "rule_group_reference_statement"):
            arn = group.get("arn")
            found = acl.follow(arn, "rule", place)
            yield found.get("rule", ()) if found else arn if isinstance(arn, Unknown) else None


def _bodies(acl: Resource) -> Iterator[Charge | Unpriced]:
    """What bodies beyond 16 KB add, up to the largest that may be inspected."""
    limits = list(_leaves(acl.instance.get("association_config")))
    undecided = next((it for it in limits if isinstance(it, Unknown | Sensitive)), None)
    if undecided is not None:
        reason = f"no price: the limit is {_why(undecided)}"
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
        is_common = set(_bot_control_levels(acl, group)) <= {"COMMON"}
        item = "bot-control-requests" if is_common else "bot-control-targeted-requests"
        label = f"Bot Control requests, {'common' if is_common else 'targeted'}"
        yield Charge("awswaf", item, label, requests, basis, key, key)
    elif name in _FRAUD_CONTROL:
        one = Quantity.of(1)
        yield Charge("awswaf", "fraud-control-month", "Fraud Control", one, formula="1 rule group")
        yield acl.used(
            "awswaf", "fraud-control-attempts", "Fraud Control attempts", "monthly_login_attempts"
        )


def _why(value: Unknown | Sensitive) -> str:
    return str(value) if isinstance(value, Unknown) else "sensitive and is not read"


def _bot_control_levels(acl: Resource, group: Mapping[str, Plain]) -> Iterator[str]:
    """The levels at which Bot Control inspects, where its rule group says them."""
    for config in blocks_of(group, "managed_rule_group_configs", acl.address):
        for rules in blocks_of(config, "aws_managed_rules_bot_control_rule_set", acl.address):
            yield str(known(rules.get("inspection_level"), f"{acl.address} inspection_level"))


_ACTING = (
    *("action", "action_to_use", "captcha", "challenge"),
    *("managed_rule_group_statement", "rule_action_override", "statement"),
)
"""Blocks of a rule in which a CAPTCHA or a challenge may stand."""


def _unsaid(
    value: Plain, names: tuple[str, ...], *, is_of: bool = True
) -> Iterator[Unknown | Sensitive]:
    """What is not known of a value and of the blocks of these names in it."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _unsaid(inner, names, is_of=name in names)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _unsaid(inner, names, is_of=is_of)
    elif is_of and isinstance(value, Unknown | Sensitive):
        yield value


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
