"""Managed Prometheus and Grafana."""

from archbench.aws.kind import Kind, Link, helper, support

KINDS = (
    support(
        "aws_prometheus_workspace",
        "Prometheus workspace",
        "Managed Service for Prometheus",
        "management.AmazonManagedPrometheus",
    ),
    helper(
        "aws_prometheus_alert_manager_definition aws_prometheus_rule_group_namespace "
        "aws_prometheus_workspace_configuration",
        "workspace_id",
    ),
    Kind(
        types=("aws_prometheus_scraper",),
        title="Prometheus scraper",
        service="Managed Service for Prometheus",
        icon="management.AmazonManagedPrometheus",
        role="support",
        links=(
            Link("watches", "", "source.eks.cluster_arn"),
            Link("event", "", "destination.amp.workspace_arn", "metrics"),
        ),
        loss="spread",
    ),
    Kind(
        types=("aws_grafana_workspace",),
        title="Grafana workspace",
        service="Managed Grafana",
        icon="management.AmazonManagedGrafana",
        role="support",
        loss="regional",  # its subnets are its way out; AWS runs it over zones
    ),
    helper(
        "aws_grafana_license_association aws_grafana_role_association "
        "aws_grafana_workspace_api_key aws_grafana_workspace_saml_configuration "
        "aws_grafana_workspace_service_account aws_grafana_workspace_service_account_token",
        "workspace_id",
    ),
    helper(
        "aws_prometheus_anomaly_detector aws_prometheus_query_logging_configuration "
        "aws_prometheus_resource_policy",
        "workspace_id",
    ),
    helper("aws_prometheus_scraper_logging_configuration", "scraper_id"),
)
