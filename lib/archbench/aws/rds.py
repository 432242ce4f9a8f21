"""RDS and Aurora: instances, clusters, what belongs to them, proxies, and copies elsewhere."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper
from archbench.aws.values import first_at, number, text, when
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance


def _cluster(item: Instance) -> LossBehavior:
    """An Aurora cluster or a Multi-AZ DB cluster fails over to a member in another zone.

    Those of Aurora are instances of their own, whose number and zones decide.
    """
    engine = first_at(item, "engine")
    return "untold" if isinstance(engine, Unknown) else "standby" if text(engine) else "untold"


KINDS = (
    Kind(
        types=("aws_db_instance",),
        title="RDS instance",
        service="RDS",
        icon="database.RDS",
        role="store",
        beside=("replicate_source_db",),
        links=(Link("replica", "replicate_source_db", "", "copies"),),
        loss=when("multi_az", "standby", "single"),
        recovers="rds-failover",
        restores="rds-restorable",
        levels=("rds-level-standby", "rds-level-one"),
    ),
    Kind(
        types=("aws_rds_cluster",),
        title="RDS or Aurora cluster",
        service="Aurora",
        icon="database.Aurora",
        role="store",
        links=(
            Link("replica", "global_cluster_identifier", ""),
            Link("replica", "replication_source_identifier", "", "copies"),
        ),
        loss=_cluster,
        recovers="aurora-failover",
        restores="aurora-restorable",
        levels=("aurora-level-zones", "aurora-level-one-zone"),
    ),
    # a member: its zone's loss takes it alone, the cluster's Kind says what then happens
    Kind(
        types=("aws_rds_cluster_instance",),
        title="Aurora instance",
        service="Aurora",
        icon="database.AuroraInstance",
        role="store",
        belongs_to=("cluster_identifier",),
        beside=("cluster_identifier",),
        loss="untold",
        recovers="aurora-new-instance",
    ),
    Kind(
        types=("aws_rds_shard_group",),
        title="Aurora shard group",
        service="Aurora Limitless",
        icon="database.Aurora",
        role="store",
        belongs_to=("db_cluster_identifier",),
        beside=("db_cluster_identifier",),
        loss="untold",  # compute_redundancy says how many standbys; where they stand AWS decides
        units=number("compute_redundancy"),
    ),
    Kind(
        types=("aws_rds_global_cluster",),
        title="Aurora global database",
        service="Aurora Global Database",
        icon="database.Aurora",
        role="store",
        links=(Link("replica", "source_db_cluster_identifier", ""),),
        loss="global",
    ),
    Kind(
        types=("aws_db_proxy",),
        title="RDS proxy",
        service="RDS Proxy",
        icon="database.RDS",
        role="workload",
        links=(Link("uses", "", "auth.secret_arn"),),
        loss="spread",
    ),
    Kind(
        types=("aws_db_proxy_endpoint",),
        title="RDS proxy endpoint",
        service="RDS Proxy",
        icon="database.RDS",
        role="workload",
        links=(Link("request", "", "db_proxy_name"),),
        loss="spread",
    ),
    helper("aws_db_proxy_default_target_group", "db_proxy_name"),
    helper(
        "aws_db_proxy_target",
        "db_proxy_name",
        links=(
            Link("data", "db_proxy_name", "db_cluster_identifier"),
            Link("data", "db_proxy_name", "db_instance_identifier"),
        ),
    ),
    helper("aws_db_instance_role_association", "db_instance_identifier"),
    helper("aws_db_instance_automated_backups_replication", "source_db_instance_arn"),
    helper("aws_db_snapshot", "db_instance_identifier"),
    helper("aws_db_snapshot_copy", "source_db_snapshot_identifier"),
    helper("aws_db_cluster_snapshot", "db_cluster_identifier"),
    helper("aws_rds_cluster_snapshot_copy", "source_db_cluster_snapshot_identifier"),
    helper("aws_rds_cluster_endpoint", "cluster_identifier"),
    helper("aws_rds_cluster_role_association", "db_cluster_identifier"),
    helper(
        "aws_rds_cluster_activity_stream",
        "resource_arn",
    ),
    helper("aws_rds_instance_state", "identifier"),
    helper(
        "aws_rds_export_task", "source_arn", links=(Link("event", "source_arn", "s3_bucket_name"),)
    ),
    helper(
        "aws_rds_integration", "source_arn", links=(Link("replica", "source_arn", "target_arn"),)
    ),
    helper(
        "aws_db_event_subscription",
        "source_ids",
        links=(Link("event", "source_ids", "sns_topic", "events"),),
    ),
    helper(
        "aws_db_option_group aws_db_parameter_group aws_db_subnet_group "
        "aws_rds_cluster_parameter_group aws_rds_custom_db_engine_version aws_rds_certificate "
        "aws_rds_reserved_instance"
    ),
)
