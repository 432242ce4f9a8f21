"""DMS and DataSync: what moves databases and files, from where and to where."""

from archbench.aws.kind import Kind, Link, helper, passage, support, ways
from archbench.aws.values import when

_DMS = "database.DatabaseMigrationService"
_DATASYNC = "migration.Datasync"


def _between(mover: str) -> tuple[Link, ...]:
    return (
        Link("data", mover, "source_endpoint_arn", "reads"),
        Link("data", mover, "target_endpoint_arn", "writes"),
    )


KINDS = (
    Kind(
        types=("aws_dms_replication_instance",),
        title="Replication instance",
        service="DMS",
        icon=_DMS,
        role="workload",
        loss=when("multi_az", "standby", "single"),
    ),
    Kind(
        types=("aws_dms_replication_config",),
        title="Serverless replication",
        service="DMS",
        icon=_DMS,
        role="workload",
        links=_between(""),
        loss=when("compute_config.multi_az", "standby", "single"),
    ),
    helper(
        "aws_dms_replication_task",
        "replication_instance_arn",
        links=_between("replication_instance_arn"),
    ),
    passage(
        "aws_dms_endpoint",
        links=ways(
            "data",
            "",
            "server_name secrets_manager_arn elasticsearch_settings.endpoint_uri "
            "kafka_settings.broker kinesis_settings.stream_arn redis_settings.server_name "
            "redshift_settings.bucket_name s3_settings.bucket_name",
        ),
    ),
    passage("aws_dms_s3_endpoint", links=(Link("data", "", "bucket_name"),)),
    helper("aws_dms_certificate aws_dms_replication_subnet_group"),
    helper(
        "aws_dms_event_subscription",
        "source_ids",
        links=(Link("event", "source_ids", "sns_topic_arn", "events"),),
    ),
    Kind(
        types=("aws_datasync_task",),
        title="DataSync task",
        service="DataSync",
        icon=_DATASYNC,
        role="workload",
        links=(
            Link("data", "", "source_location_arn", "reads"),
            Link("data", "", "destination_location_arn", "writes"),
            Link("event", "", "cloudwatch_log_group_arn", "logs"),
        ),
        loss="regional",
    ),
    Kind(
        types=("aws_datasync_agent",),
        title="DataSync agent",
        service="DataSync",
        icon="migration.DatasyncAgent",
        role="workload",
        loss="untold",  # a machine that other resources, or another site, hold
    ),
    passage("aws_datasync_location_s3", links=(Link("data", "", "s3_bucket_arn"),)),
    passage("aws_datasync_location_efs", links=(Link("data", "", "efs_file_system_arn"),)),
    passage(
        "aws_datasync_location_fsx_lustre_file_system "
        "aws_datasync_location_fsx_openzfs_file_system "
        "aws_datasync_location_fsx_windows_file_system",
        links=(Link("data", "", "fsx_filesystem_arn"),),
    ),
    passage(
        "aws_datasync_location_fsx_ontap_file_system",
        links=(Link("data", "", "storage_virtual_machine_arn"),),
    ),
    passage(
        "aws_datasync_location_azure_blob aws_datasync_location_hdfs "
        "aws_datasync_location_object_storage aws_datasync_location_smb",
        links=(Link("data", "", "agent_arns"),),
    ),
    passage("aws_datasync_location_nfs", links=(Link("data", "", "on_prem_config.agent_arns"),)),
    support(
        "aws_drs_replication_configuration_template",
        "Replication template",
        "Elastic Disaster Recovery",
        "storage.CloudendureDisasterRecovery",
    ),
    passage("aws_dms_data_provider"),
    helper("aws_dms_instance_profile"),
    support("aws_dms_migration_project", "Migration project", "DMS", _DMS),
)
