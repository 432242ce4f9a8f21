"""How many capacity units a web ACL has, which decide what a request costs beyond 1,500 of them.

https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html. A rule group
counts with the capacity it was made with, one of AWS's with that of its page
(https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html). A rule
of one's own counts by what it inspects
(https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-list.html), which AWS
may lessen where it combines rules: between one unit and that sum for each statement.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from archbench.cost.charge import Resource
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.hcl.values import Plain, Sensitive, Unknown
from archbench.terraform.configuration import Path

INCLUDED, STEP, MOST = 1500, 500, 5000
"""Units at the first price of a request, units of each further price, units of an ACL at most."""

_MANAGED = {
    "AWSManagedRulesCommonRuleSet": 700,
    "AWSManagedRulesAdminProtectionRuleSet": 100,
    "AWSManagedRulesKnownBadInputsRuleSet": 200,
    "AWSManagedRulesSQLiRuleSet": 200,
    "AWSManagedRulesLinuxRuleSet": 200,
    "AWSManagedRulesUnixRuleSet": 100,
    "AWSManagedRulesWindowsRuleSet": 200,
    "AWSManagedRulesPHPRuleSet": 100,
    "AWSManagedRulesWordPressRuleSet": 100,
    "AWSManagedRulesAmazonIpReputationList": 25,
    "AWSManagedRulesAnonymousIpList": 50,
    "AWSManagedRulesATPRuleSet": 50,
    "AWSManagedRulesACFPRuleSet": 50,
    "AWSManagedRulesBotControlRuleSet": 50,
    "AWSManagedRulesAntiDDoSRuleSet": 50,
}
_BASE = {
    "asn_match_statement": 1,
    "byte_match_statement": 10,
    "geo_match_statement": 1,
    "ip_set_reference_statement": 5,
    "label_match_statement": 1,
    "regex_match_statement": 3,
    "regex_pattern_set_reference_statement": 25,
    "size_constraint_statement": 1,
    "sqli_match_statement": 30,
    "xss_match_statement": 40,
}
"""Units of a statement in its dearest form, before what it inspects adds to them."""
_RATE, _RATE_KEY, _QUERY, _TRANSFORMATION = 2, 30, 10, 10
_COUNTING = ("field_to_match", "text_transformation")
"""Blocks that add to the units of a statement."""
_GROUPS = ("managed_rule_group_statement", "rule_group_reference_statement")
_JOINS = ("and_statement", "or_statement", "not_statement", "statement", "scope_down_statement")

Bounds = Iterator[tuple[int, int]]


def capacity(acl: Resource) -> Amount:
    """Units of an ACL: as its usage says, else exact or open between the least and the most."""
    given, _ = acl.usage_of("capacity_units")
    if isinstance(given, Quantity):
        return given
    found = list(_rules(acl, acl.instance.get("rule", ())))
    least, most = (min(MOST, sum(ends)) for ends in zip(*found, strict=True)) if found else (0, 0)
    if least == most:
        return Quantity.of(least)
    return Open("capacity_units", Decimal(least), Decimal(most))


def _rules(acl: Resource, rules: Plain) -> Bounds:
    for place, rule in _blocks(rules):
        if rule is None:
            yield 0, MOST
        else:
            yield from _statement(acl, rule.get("statement", ()), ("rule", place, "statement"))


def _statement(acl: Resource, found: Plain, path: Path) -> Bounds:
    for place, block in _blocks(found):
        if block is None:
            yield 0, MOST
            continue
        for name, inner in block.items():
            where = (*path, place, name)
            if inner is None or inner == ():
                continue
            if name in _GROUPS:
                yield from _group(acl, inner, where)
            elif name in _JOINS:
                yield from _statement(acl, inner, where)
            elif name == "rate_based_statement":
                yield from _rate(acl, inner, where)
            elif name in _BASE and _is_told(inner):
                yield 1, _units(_BASE[name], inner)
            else:
                yield 0, MOST


def _group(acl: Resource, found: Plain, path: Path) -> Bounds:
    for place, group in _blocks(found):
        if group is None:
            yield 0, MOST
            continue
        if path[-1] == _GROUPS[0]:
            is_aws = group.get("vendor_name") == "AWS"
            units: Plain = _MANAGED.get(str(group.get("name"))) if is_aws else None
        else:
            own = acl.follow(group.get("arn"), *path, place, "arn")
            units = own.get("capacity") if own else None
        yield (units, units) if isinstance(units, int) else (0, MOST)
        where = (*path, place, "scope_down_statement")
        yield from _statement(acl, group.get("scope_down_statement", ()), where)


def _rate(acl: Resource, found: Plain, path: Path) -> Bounds:
    for place, rate in _blocks(found):
        if rate is None:
            yield 0, MOST
            continue
        keys = rate.get("custom_key", ())
        yield 1, _RATE + _RATE_KEY * (len(keys) if isinstance(keys, tuple) else 5)
        where = (*path, place, "scope_down_statement")
        yield from _statement(acl, rate.get("scope_down_statement", ()), where)


def _is_told(value: Plain) -> bool:
    """Whether it is known which blocks stand inside; what an argument is does not count."""
    if isinstance(value, tuple):
        return all(map(_is_told, value))
    if isinstance(value, Mapping):
        return all(_is_told(inner) for name, inner in value.items() if name in _COUNTING)
    return not isinstance(value, Unknown | Sensitive)


def _units(base: int, found: Plain) -> int:
    """The most a statement counts: twice for JSON, more for a query and each transformation."""
    inside = list(_names(found))
    twice = 2 if "json_body" in inside else 1
    query = _QUERY if "all_query_arguments" in inside else 0
    return base * twice + query + _TRANSFORMATION * inside.count("text_transformation")


def _names(value: Plain) -> Iterator[str]:
    """The name of each block inside, once for each time it stands there."""
    if isinstance(value, tuple):
        for item in value:
            yield from _names(item)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if isinstance(inner, tuple):
                for item in inner:
                    yield name
                    yield from _names(item)
            elif inner is not None:
                yield name


def _blocks(found: Plain) -> Iterator[tuple[int, Mapping[str, Plain] | None]]:
    """Each block with its place; None where it is not known, nothing where there is none."""
    for place, block in enumerate(found if isinstance(found, tuple) else (found,)):
        if block is not None:
            yield place, block if isinstance(block, Mapping) else None
