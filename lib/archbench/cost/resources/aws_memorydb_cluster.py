"""MemoryDB cluster: node hours, data written, and snapshots kept beyond the free day.

https://aws.amazon.com/memorydb/pricing/

>>> from archbench.cost.bill import print_bill
>>> cluster = {"node_type": "db.r6g.large", "engine": "valkey", "num_shards": 2}
>>> print_bill({"aws_memorydb_cluster.a": cluster})  # doctest: +ELLIPSIS
Valkey node, db.r6g.large                 2,920 Hrs                 $0.2163    $631.60
aws_memorydb_cluster.a: Data written: no price: no sourced figure for AmazonMemoryDB ...
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "MemoryDB cluster"
USAGE = {
    "monthly_data_written_gb": "GB written in a month",
    "snapshot_storage_size_gb": "GB of snapshots kept beyond the free one",
}
ARGUMENTS = arguments(
    priced="engine node_type num_replicas_per_shard num_shards snapshot_retention_limit",
    free="""
        acl_name auto_minor_version_upgrade data_tiering description engine_version
        final_snapshot_name ip_discovery kms_key_arn maintenance_window name name_prefix
        network_type parameter_group_name port security_group_ids snapshot_arns
        snapshot_name snapshot_window sns_topic_arn subnet_group_name tls_enabled
    """,
    costs={"multi_region_cluster_name": "Writes replicated to other regions"},
)

QUERIES = queries(
    "AmazonMemoryDB",
    "",
    ("node:redis:{kind}", "Hrs", r"NodeUsage:(?P<kind>db\..+)", {"cacheEngine": "Redis"}),
    ("node:valkey:{kind}", "Hrs", r"NodeUsage:(?P<kind>db\..+)", {"cacheEngine": "Valkey"}),
)


def charges(cluster: Resource) -> Iterator[Charge]:
    """Hours of every node, data written, snapshots."""
    engine, kind = cluster.text("engine", "redis"), cluster.text("node_type")
    replicas = cluster.number("num_replicas_per_shard", 1)
    yield cluster.hours(
        "AmazonMemoryDB",
        f"node:{engine}:{kind}",
        f"{engine.capitalize()} node, {kind}",
        cluster.number("num_shards", 1) * (replicas + 1),
        "nodes",
    )
    yield cluster.used(
        "AmazonMemoryDB", f"data-written:{engine}", "Data written", "monthly_data_written_gb"
    )
    days = cluster.number("snapshot_retention_limit", 0)
    if not isinstance(days, Quantity) or days.likely > 1:
        yield cluster.used(
            "AmazonMemoryDB", "backup", "MemoryDB snapshots", "snapshot_storage_size_gb"
        )
