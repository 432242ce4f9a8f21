"""Between how many capacity units a web ACL is, from its statements.

What each counts: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements.html
"""

from collections.abc import Mapping

import pytest

from archbench.cost.bill import configuration, ref
from archbench.cost.charge import Resource
from archbench.cost.quantity import Quantity
from archbench.cost.waf_capacity import capacity
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Unknown

LATER = Unknown(STRING, (Origin("variable", "var.later"),))
FULL: Mapping[str, Plain] = {"vendor_name": "AWS", "name": "AWSManagedRulesCommonRuleSet"}
COMMON: Plain = (FULL,)
OTHER: Plain = ({"vendor_name": "Other", "name": "Rules"},)
JSON: Plain = ({"json_body": ({},)},)
QUERY: Plain = ({"all_query_arguments": ({},)},)
TURNED: tuple[Mapping[str, Plain], ...] = (
    {"priority": 0, "type": "LOWERCASE"},
    {"priority": 1, "type": "URL_DECODE"},
)
WITHIN: tuple[Mapping[str, Plain], ...] = ({"geo_match_statement": ({},)},)
GROUP = ref("aws_wafv2_rule_group.own", "arn")


def _units(*statements: Mapping[str, Plain]) -> tuple[int, int]:
    """The least and the most of an ACL with a rule for each statement."""
    rules: Plain = tuple({"statement": (one,)} for one in statements)
    found = configuration({"aws_wafv2_web_acl.a": {"scope": "REGIONAL", "rule": rules}})
    units = capacity(Resource(found.by_address["aws_wafv2_web_acl.a"], found))
    assert units.high is not None
    return int(units.low), int(units.high)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("asn_match_statement", 1),
        ("byte_match_statement", 10),
        ("geo_match_statement", 1),
        ("ip_set_reference_statement", 5),
        ("label_match_statement", 1),
        ("regex_match_statement", 3),
        ("regex_pattern_set_reference_statement", 25),
        ("size_constraint_statement", 1),
        ("sqli_match_statement", 30),
        ("xss_match_statement", 40),
    ],
)
def test_a_statement_counts_at_most_what_its_dearest_form_does(name: str, most: int) -> None:
    """One unit at least; what it looks for need not be known."""
    assert _units({name: ({"search_string": LATER},)}) == (1, most)
    assert _units({"not_statement": ({"statement": ({name: ({},)},)},)}) == (1, most)


def test_what_a_statement_inspects_adds_to_it() -> None:
    """Twice for JSON, 10 for all arguments of a query, 10 for each transformation."""
    assert _units({"xss_match_statement": ({"field_to_match": JSON},)}) == (1, 80)
    turned: Plain = ({"field_to_match": QUERY, "text_transformation": TURNED},)
    assert _units({"xss_match_statement": turned}) == (1, 40 + 10 + 2 * 10)


def test_what_is_null_is_not_inspected() -> None:
    """A plan writes every block a statement may have, those it has not as null or none."""
    none: Plain = ({"all_query_arguments": None, "json_body": None, "body": ({},)},)
    assert _units({"xss_match_statement": ({"field_to_match": none},)}) == (1, 40)
    assert _units({"xss_match_statement": None, "geo_match_statement": ({},)}) == (1, 1)
    assert _units({"a_statement_of_next_year": (), "geo_match_statement": ({},)}) == (1, 1)


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("AWSManagedRulesCommonRuleSet", 700),
        ("AWSManagedRulesAdminProtectionRuleSet", 100),
        ("AWSManagedRulesKnownBadInputsRuleSet", 200),
        ("AWSManagedRulesSQLiRuleSet", 200),
        ("AWSManagedRulesLinuxRuleSet", 200),
        ("AWSManagedRulesUnixRuleSet", 100),
        ("AWSManagedRulesWindowsRuleSet", 200),
        ("AWSManagedRulesPHPRuleSet", 100),
        ("AWSManagedRulesWordPressRuleSet", 100),
        ("AWSManagedRulesAmazonIpReputationList", 25),
        ("AWSManagedRulesAnonymousIpList", 50),
        ("AWSManagedRulesATPRuleSet", 50),
        ("AWSManagedRulesACFPRuleSet", 50),
        ("AWSManagedRulesBotControlRuleSet", 50),
        ("AWSManagedRulesAntiDDoSRuleSet", 50),
    ],
)
def test_a_group_of_aws_counts_what_its_page_says(name: str, units: int) -> None:
    """https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html."""
    group = {"vendor_name": "AWS", "name": name}
    assert _units({"managed_rule_group_statement": (group,)}) == (units, units)
    other = {**group, "vendor_name": "Other"}
    assert _units({"managed_rule_group_statement": (other,)}) == (0, 5000)


def test_a_group_of_ones_own_counts_what_it_was_made_with() -> None:
    """Whatever its rules are: AWS takes the capacity that its author set."""
    rule: Plain = ({"statement": ({"rule_group_reference_statement": ({"arn": GROUP},)},)},)
    found = configuration(
        {
            "aws_wafv2_web_acl.a": {"scope": "REGIONAL", "rule": rule},
            "aws_wafv2_rule_group.own": {"scope": "REGIONAL", "capacity": 60},
        }
    )
    units = capacity(Resource(found.by_address["aws_wafv2_web_acl.a"], found))
    assert units == Quantity.of(60)


def test_groups_and_rates_count_with_what_narrows_them() -> None:
    """700 of a managed group, 2 of a rate and 30 of each key; what is within adds its own."""
    group: Plain = ({**FULL, "scope_down_statement": WITHIN},)
    assert _units({"managed_rule_group_statement": COMMON}) == (700, 700)
    assert _units({"managed_rule_group_statement": group}) == (701, 701)
    assert _units({"rate_based_statement": ({},)}) == (1, 2)
    keys: Plain = ({"custom_key": ({}, {}), "scope_down_statement": WITHIN},)
    assert _units({"rate_based_statement": keys}) == (2, 2 + 2 * 30 + 1)
    assert _units({"rate_based_statement": ({"custom_key": LATER},)}) == (1, 2 + 5 * 30)


def test_an_acl_has_five_thousand_units_at_most() -> None:
    """Without rules it has none; of eight groups of 700 no more than fit."""
    assert _units() == (0, 0)
    eight = [{"managed_rule_group_statement": COMMON}] * 8
    assert _units(*eight) == (5000, 5000)


def test_what_is_not_known_hides_nothing_beside_it() -> None:
    """700 of the managed group and one of the country count whatever stands before them."""
    later: Plain = (LATER, FULL)
    assert _units({"managed_rule_group_statement": later}) == (700, 5000)
    assert _units({"rate_based_statement": (LATER, {})}) == (1, 5000)
    within: Plain = (LATER, *WITHIN)
    assert _units({"and_statement": ({"statement": within},)}) == (1, 5000)
    narrowed: Plain = ({**FULL, "name": LATER, "scope_down_statement": WITHIN},)
    assert _units({"managed_rule_group_statement": narrowed}) == (1, 5000)


@pytest.mark.parametrize(
    "statement",
    [
        {"xss_match_statement": LATER},
        {"xss_match_statement": ({"text_transformation": LATER},)},
        {"xss_match_statement": ({"field_to_match": (LATER,)},)},
        {"xss_match_statement": ({"text_transformation": (*TURNED, LATER)},)},
        {"rate_based_statement": LATER},
        {"managed_rule_group_statement": LATER},
        {"managed_rule_group_statement": OTHER},
        {"rule_group_reference_statement": ({"arn": LATER},)},
        {"and_statement": ({"statement": LATER},)},
        {"a_statement_of_next_year": ({},)},
    ],
)
def test_what_is_not_known_may_fill_an_acl(statement: Mapping[str, Plain]) -> None:
    """Nothing at least, and all that an ACL takes at most."""
    assert _units(statement) == (0, 5000)
