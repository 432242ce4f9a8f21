"""DocumentDB: clusters, their instances, global and elastic clusters."""

from archbench.aws.kind import Kind, Link, helper, ways
from archbench.aws.values import number

_ICON = "database.DocumentdbMongodbCompatibility"

KINDS = (
    Kind(
        types=("aws_docdb_cluster",),
        title="DocumentDB cluster",
        service="DocumentDB",
        icon=_ICON,
        role="store",
        links=(Link("replica", "global_cluster_identifier", ""),),
        loss="standby",  # its instances are its units: their number and zones decide
        recovers="documentdb-failover",
        restores="documentdb-restorable",
        levels=("documentdb-level-zones", "documentdb-level-one-zone"),
    ),
    Kind(
        types=("aws_docdb_cluster_instance",),
        title="DocumentDB instance",
        service="DocumentDB",
        icon=_ICON,
        role="store",
        belongs_to=("cluster_identifier",),
        beside=("cluster_identifier",),
        loss="untold",
    ),
    Kind(
        types=("aws_docdb_global_cluster",),
        title="DocumentDB global cluster",
        service="DocumentDB",
        icon=_ICON,
        role="store",
        links=(Link("replica", "source_db_cluster_identifier", ""),),
        loss="global",
    ),
    Kind(
        types=("aws_docdbelastic_cluster",),
        title="DocumentDB elastic cluster",
        service="DocumentDB",
        icon=_ICON,
        role="store",
        loss="untold",  # how many instances a shard has is no argument of this provider
        units=number("shard_count"),
    ),
    helper("aws_docdb_cluster_snapshot", "db_cluster_identifier"),
    helper(
        "aws_docdb_event_subscription",
        "source_ids",
        links=ways("event", "source_ids", "sns_topic_arn", "events"),
    ),
    helper("aws_docdb_cluster_parameter_group aws_docdb_subnet_group"),
)
