"""Databases with few arguments: Timestream, Keyspaces, QLDB, Aurora DSQL, SimpleDB."""

from archbench.aws.kind import Kind, Link, helper
from archbench.aws.values import by_word

_TIMESTREAM = "database.Timestream"

KINDS = (
    Kind(
        types=("aws_timestreamwrite_database",),
        title="Timestream database",
        service="Timestream",
        icon=_TIMESTREAM,
        role="store",
        loss="regional",
    ),
    helper("aws_timestreamwrite_table", "database_name"),
    helper(
        "aws_timestreamquery_scheduled_query",
        "target_configuration.timestream_configuration.database_name",
        links=(
            Link("event", "", "notification_configuration.sns_configuration.topic_arn", "{name}"),
        ),
    ),
    Kind(
        types=("aws_timestreaminfluxdb_db_instance",),
        title="InfluxDB instance",
        service="Timestream for InfluxDB",
        icon=_TIMESTREAM,
        role="store",
        loss=by_word(
            "deployment_type",
            "SINGLE_AZ",
            SINGLE_AZ="single",
            WITH_MULTIAZ_STANDBY="standby",
        ),
    ),
    Kind(
        types=("aws_keyspaces_keyspace",),
        title="Keyspace",
        service="Keyspaces",
        icon="database.KeyspacesManagedApacheCassandraService",
        role="store",
        loss="regional",
        levels=("keyspaces-level", ""),
    ),
    helper("aws_keyspaces_table", "keyspace_name"),
    Kind(
        types=("aws_qldb_ledger",),
        title="Ledger",
        service="QLDB",
        icon="database.QLDB",
        role="store",
        loss="regional",
    ),
    helper(
        "aws_qldb_stream",
        "ledger_name",
        links=(Link("event", "ledger_name", "kinesis_configuration.stream_arn", "changes"),),
    ),
    Kind(
        types=("aws_dsql_cluster",),
        title="Aurora DSQL cluster",
        service="Aurora DSQL",
        icon="database.Aurora",
        role="store",
        loss="regional",
    ),
    helper(
        "aws_dsql_cluster_peering",
        "identifier",
        links=(Link("replica", "identifier", "clusters", "copies"),),
    ),
    Kind(
        types=("aws_simpledb_domain",),
        title="SimpleDB domain",
        service="SimpleDB",
        icon="database.Database",
        role="store",
        loss="regional",
    ),
    helper("aws_dsql_cluster_policy", "identifier"),
    Kind(
        types=("aws_timestreaminfluxdb_db_cluster",),
        title="InfluxDB cluster",
        service="Timestream for InfluxDB",
        icon=_TIMESTREAM,
        role="store",
        loss=by_word("failover_mode", "", AUTOMATIC="standby"),
    ),
)
