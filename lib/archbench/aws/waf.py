"""WAF, classic and new, and Shield: what filters requests, and what they are kept from."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, LossBehavior, helper, support
from archbench.aws.values import by_word, found_at, plural
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance


def _web_acl(item: Instance) -> LossBehavior:
    if item.type == "aws_wafv2_web_acl":
        return by_word("scope", "", CLOUDFRONT="global", REGIONAL="regional")(item)
    return "global" if item.type == "aws_waf_web_acl" else "regional"


def _rules(items: Sequence[Instance]) -> str:
    """How many rules it has, where that is told: "3 managed rules"."""
    rules = [value for _, value in found_at(items[0], "rule")]
    rules = [rule for given in rules for rule in (given if isinstance(given, tuple) else (given,))]
    if not rules or any(isinstance(rule, Unknown) for rule in rules):
        return ""
    managed = tuple(found_at(items[0], "rule.statement.managed_rule_group_statement.name"))
    return plural("managed rule" if len(managed) == len(rules) else "rule", len(rules))


KINDS = (
    Kind(
        types=("aws_wafv2_web_acl", "aws_waf_web_acl", "aws_wafregional_web_acl"),
        title="Web ACL",
        service="WAF",
        icon="security.WAF",
        role="guard",
        loss=_web_acl,
        detail=_rules,
    ),
    helper(
        "aws_wafv2_web_acl_association",
        "web_acl_arn",
        links=(Link("control", "web_acl_arn", "resource_arn", "filters"),),
    ),
    helper(
        "aws_wafregional_web_acl_association",
        "web_acl_id",
        links=(Link("control", "web_acl_id", "resource_arn", "filters"),),
    ),
    helper(
        "aws_wafv2_web_acl_logging_configuration",
        "resource_arn",
        links=(Link("event", "resource_arn", "log_destination_configs", "logs"),),
    ),
    helper("aws_wafv2_ip_set aws_wafv2_regex_pattern_set aws_wafv2_rule_group aws_wafv2_api_key"),
    helper(
        "aws_waf_byte_match_set aws_waf_geo_match_set aws_waf_regex_match_set "
        "aws_waf_regex_pattern_set aws_waf_size_constraint_set aws_waf_sql_injection_match_set "
        "aws_waf_rule aws_waf_rate_based_rule aws_waf_rule_group aws_waf_ipset "
        "aws_waf_xss_match_set aws_wafregional_byte_match_set aws_wafregional_geo_match_set "
        "aws_wafregional_regex_match_set aws_wafregional_regex_pattern_set "
        "aws_wafregional_size_constraint_set aws_wafregional_sql_injection_match_set "
        "aws_wafregional_rule aws_wafregional_rate_based_rule aws_wafregional_rule_group "
        "aws_wafregional_ipset aws_wafregional_xss_match_set"
    ),
    Kind(
        types=("aws_shield_protection",),
        title="Shield protection",
        service="Shield",
        icon="security.Shield",
        role="guard",
        links=(Link("control", "", "resource_arn", "protects"),),
        loss="global",
    ),
    helper("aws_shield_application_layer_automatic_response", "resource_arn"),
    helper("aws_shield_protection_group", "members"),
    helper("aws_shield_protection_health_check_association", "shield_protection_id"),
    support("aws_shield_subscription", "Shield subscription", "Shield", "security.Shield"),
    helper(
        "aws_shield_drt_access_role_arn_association aws_shield_drt_access_log_bucket_association "
        "aws_shield_proactive_engagement"
    ),
    helper("aws_wafv2_web_acl_rule aws_wafv2_web_acl_rule_group_association", "web_acl_arn"),
)
