"""Redshift: clusters and serverless workgroups."""

from archbench.aws.kind import Kind, Link, helper, ways
from archbench.aws.values import number, when

_ICON = "analytics.Redshift"

KINDS = (
    Kind(
        types=("aws_redshift_cluster",),
        title="Redshift cluster",
        service="Redshift",
        icon=_ICON,
        role="store",
        # without Multi-AZ all nodes stand in one zone, with it compute of two zones works
        loss=when("multi_az", "spread", "single"),
        units=number("number_of_nodes", default=1),
        levels=("redshift-level-zones", ""),
    ),
    helper(
        "aws_redshift_cluster_iam_roles aws_redshift_cluster_snapshot "
        "aws_redshift_endpoint_authorization aws_redshift_partner aws_redshift_snapshot_copy "
        "aws_redshift_snapshot_schedule_association aws_redshift_usage_limit",
        "cluster_identifier",
    ),
    helper(
        "aws_redshift_logging",
        "cluster_identifier",
        links=ways("event", "cluster_identifier", "bucket_name", "logs"),
    ),
    Kind(
        types=("aws_redshift_endpoint_access",),
        title="Redshift endpoint",
        service="Redshift",
        icon="network.Endpoint",
        role="network",
        links=(Link("data", "", "cluster_identifier"),),
        loss="spread",
    ),
    helper("aws_redshift_data_share_authorization", "data_share_arn"),
    helper("aws_redshift_data_share_consumer_association", "consumer_arn", "data_share_arn"),
    helper(
        "aws_redshift_integration",
        "target_arn",
        links=(Link("replica", "source_arn", "target_arn", "copies"),),
    ),
    helper("aws_redshift_resource_policy", "resource_arn"),
    helper(
        "aws_redshift_scheduled_action",
        "target_action.pause_cluster.cluster_identifier",
        "target_action.resize_cluster.cluster_identifier",
        "target_action.resume_cluster.cluster_identifier",
    ),
    helper(
        "aws_redshift_event_subscription",
        "source_ids",
        links=ways("event", "source_ids", "sns_topic_arn", "events"),
    ),
    helper(
        "aws_redshift_authentication_profile aws_redshift_hsm_client_certificate "
        "aws_redshift_hsm_configuration aws_redshift_parameter_group "
        "aws_redshift_snapshot_copy_grant aws_redshift_snapshot_schedule "
        "aws_redshift_subnet_group"
    ),
    Kind(
        types=("aws_redshiftserverless_workgroup",),
        title="Redshift Serverless workgroup",
        service="Redshift Serverless",
        icon=_ICON,
        role="store",
        links=(Link("data", "", "namespace_name"),),
        loss="untold",  # it has no argument for where it computes
        levels=("redshift-serverless-level", ""),
    ),
    Kind(
        types=("aws_redshiftserverless_namespace",),
        title="Redshift Serverless namespace",
        service="Redshift Serverless",
        icon=_ICON,
        role="store",
        loss="regional",
    ),
    Kind(
        types=("aws_redshiftserverless_endpoint_access",),
        title="Redshift Serverless endpoint",
        service="Redshift Serverless",
        icon="network.Endpoint",
        role="network",
        links=(Link("data", "", "workgroup_name"),),
        loss="spread",
    ),
    helper("aws_redshiftserverless_custom_domain_association", "workgroup_name"),
    helper(
        "aws_redshiftserverless_resource_policy aws_redshiftserverless_usage_limit", "resource_arn"
    ),
    helper("aws_redshiftserverless_snapshot", "namespace_name"),
    helper("aws_redshiftdata_statement", "cluster_identifier", "workgroup_name"),
    helper("aws_redshift_idc_application"),
    helper(
        "aws_redshift_namespace_registration",
        "provisioned_cluster_identifier",
        "serverless_namespace_identifier",
    ),
)
