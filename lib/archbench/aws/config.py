"""AWS Config: recorders, rules and where they deliver."""

from archbench.aws.kind import helper, support, ways

_ICON = "management.Config"

KINDS = (
    support("aws_config_configuration_recorder", "Configuration recorder", "Config", _ICON),
    helper("aws_config_configuration_recorder_status", "name"),
    helper(
        "aws_config_delivery_channel",
        links=ways("event", "", "s3_bucket_name sns_topic_arn", "changes"),
    ),
    support("aws_config_config_rule", "Config rule", "Config", _ICON),
    helper("aws_config_remediation_configuration", "config_rule_name"),
    support("aws_config_configuration_aggregator", "Configuration aggregator", "Config", _ICON),
    support(
        "aws_config_conformance_pack aws_config_organization_conformance_pack",
        "Conformance pack",
        "Config",
        _ICON,
    ),
    support(
        "aws_config_organization_managed_rule aws_config_organization_custom_rule "
        "aws_config_organization_custom_policy_rule",
        "Organization rule",
        "Config",
        _ICON,
    ),
    helper("aws_config_aggregate_authorization aws_config_retention_configuration"),
)
