"""CloudWatch: alarms, dashboards, logs, canaries and what they send on."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, helper, support, ways
from archbench.aws.values import inside, plural
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_CLOUDWATCH = "management.Cloudwatch"
_LOGS = "management.CloudwatchLogs"


def _alarms(items: Sequence[Instance]) -> str:
    dashboards = sum(item.type == "aws_cloudwatch_dashboard" for item in items)
    parts = [plural("alarm", len(items) - dashboards)] if len(items) > dashboards else []
    parts += [plural("dashboard", dashboards)] if dashboards else []
    return ", ".join(parts)


def _log_groups(items: Sequence[Instance]) -> str:
    kept = {_retention(item) for item in items}
    shared = f", {kept.pop()}" if len(kept) == 1 else ""
    sealed = all(item.values.get("kms_key_id") is not None for item in items)
    return f"{plural('log group', len(items))}{shared}{', KMS' if sealed else ''}"


def _retention(item: Instance) -> str:
    days = item.get("retention_in_days", 0)
    if isinstance(days, Unknown):
        return "retention unknown"
    return f"kept {plural('day', days)}" if isinstance(days, int) and days else "kept for ever"


KINDS = (
    Kind(
        types=(
            "aws_cloudwatch_metric_alarm",
            "aws_cloudwatch_composite_alarm",
            "aws_cloudwatch_dashboard",
        ),
        title="CloudWatch alarm or dashboard",
        service="CloudWatch",
        icon=_CLOUDWATCH,
        role="support",
        links=ways("event", "", "alarm_actions ok_actions insufficient_data_actions", "alarm"),
        loss="none",
        detail=_alarms,
        together=True,
    ),
    Kind(
        types=("aws_cloudwatch_log_group",),
        title="Log group",
        service="CloudWatch Logs",
        icon=_LOGS,
        role="support",
        loss="none",
        detail=_log_groups,
        together=True,
    ),
    helper(
        "aws_cloudwatch_log_metric_filter aws_cloudwatch_log_stream "
        "aws_cloudwatch_log_data_protection_policy aws_cloudwatch_log_index_policy",
        "log_group_name",
    ),
    helper(
        "aws_cloudwatch_log_subscription_filter",
        "log_group_name",
        links=(Link("event", "log_group_name", "destination_arn", "log lines"),),
    ),
    helper("aws_cloudwatch_log_anomaly_detector", "log_group_arn_list"),
    helper("aws_cloudwatch_query_definition", "log_group_names"),
    helper(
        "aws_cloudwatch_log_resource_policy aws_cloudwatch_log_account_policy "
        "aws_cloudwatch_contributor_insight_rule"
    ),
    helper("aws_cloudwatch_contributor_managed_insight_rule", "resource_arn"),
    support(
        "aws_cloudwatch_log_destination",
        "Log destination",
        "CloudWatch Logs",
        _LOGS,
        (Link("event", "", "target_arn", "log lines"),),
    ),
    helper("aws_cloudwatch_log_destination_policy", "destination_name"),
    helper(
        "aws_cloudwatch_log_delivery_source",
        "resource_arn",
    ),
    helper(
        "aws_cloudwatch_log_delivery_destination",
        "delivery_destination_configuration.destination_resource_arn",
    ),
    helper(
        "aws_cloudwatch_log_delivery",
        "delivery_source_name",
        links=(Link("event", "delivery_source_name", "delivery_destination_arn", "logs"),),
    ),
    helper("aws_cloudwatch_log_delivery_destination_policy", "delivery_destination_name"),
    support(
        "aws_cloudwatch_metric_stream",
        "Metric stream",
        "CloudWatch",
        _CLOUDWATCH,
        (Link("event", "", "firehose_arn", "metrics"),),
    ),
    Kind(
        types=("aws_synthetics_canary",),
        title="Canary",
        service="CloudWatch Synthetics",
        icon=_CLOUDWATCH,
        role="support",
        links=ways("event", "", "artifact_s3_location", "results"),
        loss=inside("vpc_config.subnet_ids"),
    ),
    helper("aws_synthetics_group"),
    helper("aws_synthetics_group_association", "canary_arn"),
    support("aws_rum_app_monitor", "RUM app monitor", "CloudWatch RUM", _CLOUDWATCH),
    helper("aws_rum_metrics_destination", "app_monitor_name"),
    support("aws_oam_sink", "Observability sink", "CloudWatch", _CLOUDWATCH),
    helper("aws_oam_link aws_oam_sink_policy", "sink_identifier"),
    support("aws_internetmonitor_monitor", "Internet monitor", "CloudWatch", _CLOUDWATCH),
    support("aws_networkmonitor_monitor", "Network monitor", "CloudWatch", _CLOUDWATCH),
    helper("aws_networkmonitor_probe", "monitor_name"),
    support("aws_applicationinsights_application", "Insights", "CloudWatch", _CLOUDWATCH),
    support("aws_evidently_project", "Evidently project", "CloudWatch Evidently", _CLOUDWATCH),
    helper("aws_evidently_feature aws_evidently_launch", "project"),
    helper("aws_evidently_segment"),
    helper("aws_cloudwatch_alarm_mute_rule", "mute_targets.alarm_names"),
    helper("aws_cloudwatch_log_transformer", "log_group_arn"),
    helper(
        "aws_cloudwatch_log_s3_table_integration_source aws_cloudwatch_log_storage_tier_policy "
        "aws_cloudwatch_otel_enrichment"
    ),
    support("aws_networkflowmonitor_monitor", "Flow monitor", "CloudWatch", _CLOUDWATCH),
    helper("aws_networkflowmonitor_scope"),
    helper(
        "aws_observabilityadmin_centralization_rule_for_organization "
        "aws_observabilityadmin_s3_table_integration aws_observabilityadmin_telemetry_enrichment "
        "aws_observabilityadmin_telemetry_evaluation "
        "aws_observabilityadmin_telemetry_evaluation_for_organization "
        "aws_observabilityadmin_telemetry_pipeline aws_observabilityadmin_telemetry_rule "
        "aws_observabilityadmin_telemetry_rule_for_organization"
    ),
)
