"""QuickSight: data sources, data sets, and what people look at."""

from archbench.aws.kind import Kind, Link, helper, support, ways

_ICON = "analytics.Quicksight"
_HOSTS = (
    "parameters.aurora.host parameters.aurora_postgresql.host parameters.mysql.host "
    "parameters.postgresql.host parameters.rds.instance_id parameters.redshift.cluster_id "
    "parameters.athena.work_group parameters.s3.manifest_file_location.bucket"
)

KINDS = (
    Kind(
        types=("aws_quicksight_data_source",),
        title="Data source",
        service="QuickSight",
        icon=_ICON,
        role="workload",
        links=(
            *ways("data", "", _HOSTS),
            Link("egress", "", "vpc_connection_properties.vpc_connection_arn", "VPC"),
        ),
        loss="regional",
    ),
    Kind(
        types=("aws_quicksight_vpc_connection",),
        title="VPC connection",
        service="QuickSight",
        icon=_ICON,
        role="network",
        loss="spread",
    ),
    support(
        "aws_quicksight_data_set",
        "Data set",
        "QuickSight",
        _ICON,
        (
            Link("data", "", "physical_table_map.relational_table.data_source_arn"),
            Link("data", "", "physical_table_map.custom_sql.data_source_arn"),
            Link("data", "", "physical_table_map.s3_source.data_source_arn"),
        ),
    ),
    helper("aws_quicksight_ingestion aws_quicksight_refresh_schedule", "data_set_id"),
    support("aws_quicksight_dashboard", "Dashboard", "QuickSight", _ICON),
    support("aws_quicksight_analysis", "Analysis", "QuickSight", _ICON),
    helper("aws_quicksight_template"),
    helper("aws_quicksight_template_alias", "template_id"),
    helper("aws_quicksight_theme"),
    helper("aws_quicksight_folder"),
    helper("aws_quicksight_folder_membership", "folder_id"),
    helper("aws_quicksight_group aws_quicksight_user aws_quicksight_namespace"),
    helper("aws_quicksight_group_membership", "group_name"),
    helper("aws_quicksight_iam_policy_assignment aws_quicksight_role_membership"),
    helper("aws_quicksight_account_settings aws_quicksight_account_subscription"),
    helper(
        "aws_quicksight_custom_permissions aws_quicksight_ip_restriction "
        "aws_quicksight_key_registration aws_quicksight_role_custom_permission "
        "aws_quicksight_user_custom_permission"
    ),
)
