"""Route 53: zones and their records, health checks, and the recovery controls."""

from archbench.aws.kind import Kind, Link, always, helper, passage, support, ways
from archbench.aws.values import says
from archbench.terraform.configuration import Instance

_ICON = "network.Route53"


def _is_http(item: Instance) -> bool:
    return item.type == "aws_service_discovery_http_namespace"


KINDS = (
    Kind(
        types=("aws_route53_zone",),
        title="Hosted zone",
        service="Route 53",
        icon="network.Route53HostedZone",
        role="entry",
        loss="global",
        levels=("route53-level", ""),
        private=says("vpc"),
    ),
    passage(
        "aws_route53_record",
        "zone_id",
        links=(
            Link("request", "zone_id", "", "{name}"),
            Link("request", "", "alias.name"),
            Link("request", "", "records", open=True),
            Link("control", "health_check_id", "zone_id", "{name}"),
        ),
    ),
    helper(
        "aws_route53_records_exclusive",
        "zone_id",
        links=(
            Link("request", "zone_id", "resource_record_set.alias_target.dns_name"),
            Link("request", "zone_id", "resource_record_set.resource_records.value"),
        ),
    ),
    Kind(
        types=("aws_route53_health_check",),
        title="Health check",
        service="Route 53",
        icon=_ICON,
        role="support",
        links=ways("watches", "", "fqdn ip_address cloudwatch_alarm_name child_healthchecks"),
        loss="global",
    ),
    helper("aws_route53_hosted_zone_dnssec aws_route53_key_signing_key", "hosted_zone_id"),
    helper("aws_route53_zone_association aws_route53_vpc_association_authorization", "zone_id"),
    helper(
        "aws_route53_query_log",
        "zone_id",
        links=(Link("event", "zone_id", "cloudwatch_log_group_arn", "query log"),),
    ),
    helper("aws_route53_traffic_policy"),
    helper("aws_route53_traffic_policy_instance", "hosted_zone_id"),
    helper("aws_route53_delegation_set aws_route53_cidr_collection"),
    helper("aws_route53_cidr_location", "cidr_collection_id"),
    support(
        "aws_route53domains_registered_domain aws_route53domains_domain",
        "Domain",
        "Route 53",
        _ICON,
    ),
    helper("aws_route53domains_delegation_signer_record", "domain_name"),
    support("aws_route53profiles_profile", "Route 53 profile", "Route 53", _ICON),
    helper(
        "aws_route53profiles_association aws_route53profiles_resource_association", "profile_id"
    ),
    Kind(
        types=("aws_route53recoverycontrolconfig_cluster",),
        title="Recovery control cluster",
        service="Application Recovery Controller",
        icon=_ICON,
        role="support",
        loss="global",
    ),
    helper("aws_route53recoverycontrolconfig_control_panel", "cluster_arn"),
    helper("aws_route53recoverycontrolconfig_routing_control", "cluster_arn"),
    helper("aws_route53recoverycontrolconfig_safety_rule", "control_panel_arn"),
    support(
        "aws_route53recoveryreadiness_recovery_group",
        "Recovery group",
        "Application Recovery Controller",
        _ICON,
    ),
    helper("aws_route53recoveryreadiness_cell aws_route53recoveryreadiness_resource_set"),
    helper("aws_route53recoveryreadiness_readiness_check", "resource_set_name"),
    Kind(
        types=("aws_service_discovery_private_dns_namespace",),
        title="Private namespace",
        service="Cloud Map",
        icon="network.CloudMap",
        role="entry",
        links=(Link("attachment", "", "vpc"),),
        loss="regional",
        private=always,
    ),
    Kind(
        types=(
            "aws_service_discovery_public_dns_namespace",
            "aws_service_discovery_http_namespace",
        ),
        title="Namespace",
        service="Cloud Map",
        icon="network.CloudMap",
        role="entry",
        loss="regional",
        private=_is_http,
    ),
    helper("aws_service_discovery_service", "namespace_id", "dns_config.namespace_id"),
    helper("aws_service_discovery_instance", "service_id"),
    support(
        "aws_arcregionswitch_plan", "Region switch plan", "Application Recovery Controller", _ICON
    ),
    helper("aws_arczonalshift_zonal_autoshift_configuration", "resource_arn"),
    helper("aws_arczonalshift_autoshift_observer_notification_status"),
)
