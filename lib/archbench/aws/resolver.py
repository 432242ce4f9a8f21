"""Route 53 Resolver: endpoints, forwarding rules, query logs and the DNS firewall."""

from archbench.aws.kind import Kind, Link, helper, support, ways

_ICON = "network.Route53"
_SERVICE = "Route 53 Resolver"

KINDS = (
    Kind(
        types=("aws_route53_resolver_endpoint",),
        title="Resolver endpoint",
        service=_SERVICE,
        icon=_ICON,
        role="network",
        loss="spread",
    ),
    helper(
        "aws_route53_resolver_rule",
        "resolver_endpoint_id",
    ),
    helper(
        "aws_route53_resolver_rule_association",
        "resolver_rule_id",
        links=(Link("request", "vpc_id", "resolver_rule_id", "names"),),
    ),
    helper("aws_route53_resolver_config aws_route53_resolver_dnssec_config", "resource_id"),
    Kind(
        types=("aws_route53_resolver_firewall_rule_group",),
        title="DNS firewall rule group",
        service=_SERVICE,
        icon="network.NetworkFirewall",
        role="guard",
        loss="regional",
    ),
    helper("aws_route53_resolver_firewall_rule", "firewall_rule_group_id"),
    helper(
        "aws_route53_resolver_firewall_rule_group_association",
        "firewall_rule_group_id",
        links=ways("control", "firewall_rule_group_id", "vpc_id", "filters names"),
    ),
    helper("aws_route53_resolver_firewall_config", "resource_id"),
    helper("aws_route53_resolver_firewall_domain_list"),
    support(
        "aws_route53_resolver_query_log_config",
        "Query log",
        _SERVICE,
        _ICON,
        ways("event", "", "destination_arn", "query log"),
    ),
    helper("aws_route53_resolver_query_log_config_association", "resolver_query_log_config_id"),
)
