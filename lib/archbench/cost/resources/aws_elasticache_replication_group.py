"""ElastiCache replication group: node hours, and backups kept beyond the free one.

https://aws.amazon.com/elasticache/pricing/

>>> from archbench.cost.bill import print_bill
>>> group = {"node_type": "cache.r6g.xlarge", "engine": "valkey", "num_node_groups": 2,
...     "replicas_per_node_group": 1}
>>> print_bill({"aws_elasticache_replication_group.a": group})
Valkey node, cache.r6g.xlarge             2,920 Hrs                 $0.3288    $960.10
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, UndecidedError, amount, either
from archbench.cost.model import Unpriced
from archbench.cost.purchase import RESERVED_USAGE, reserved_term
from archbench.cost.quantity import Amount, Quantity
from archbench.cost.scaling import scaled
from archbench.cost.selector import Selector, queries

NAME = "ElastiCache replication group"
USAGE = {
    "snapshot_storage_size_gb": "GB of snapshots kept beyond the free one",
    **RESERVED_USAGE,
}
ARGUMENTS = arguments(
    priced="""
        cluster_mode data_tiering_enabled engine engine_version node_type num_cache_clusters
        num_node_groups replicas_per_node_group snapshot_retention_limit
    """,
    free="""
        apply_immediately at_rest_encryption_enabled auth_token auth_token_update_strategy
        auth_token_wo auth_token_wo_version auto_minor_version_upgrade
        automatic_failover_enabled description final_snapshot_identifier ip_discovery
        kms_key_id log_delivery_configuration maintenance_window multi_az_enabled
        network_type notification_topic_arn parameter_group_name port
        preferred_cache_cluster_azs replication_group_id security_group_ids
        security_group_names snapshot_arns snapshot_name snapshot_window subnet_group_name
        transit_encryption_enabled transit_encryption_mode user_group_ids
    """,
    costs={
        "durability": "Durability of writes",
        "node_group_configuration": "Shards with replicas of their own number",
        "global_replication_group_id": "Replication between regions",
    },
)


_OLD_REDIS = ("2", "3", "4", "5")
"""Major versions of Redis OSS past their standard support, which ended 2026-01-31 for 4 and 5
(https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html)."""

QUERIES = (
    Selector(
        "AmazonElastiCache",
        "node:{cacheEngine}:{instanceType}",
        "Hrs",
        r"NodeUsage:cache\..+",
        "Cache Instance",
        {"locationType": "AWS Region"},
        reserved="node-ri-{term}:{cacheEngine}:{instanceType}",
    ),
    *queries(
        "AmazonElastiCache",
        "Storage Snapshot",
        ("backup", "GB-Mo", r"(?:ElastiCache:)?BackupUsage"),
    ),
)


def charges(group: Resource) -> Iterator[Charge | Unpriced]:
    """Hours of every primary and replica node, and snapshots."""
    yield from node_charges(group, _nodes(group))
    yield from snapshot_charges(group)


def node_charges(group: Resource, nodes: Amount) -> Iterator[Charge | Unpriced]:
    """Hours of so many nodes, and what an engine in extended support adds to them."""
    engine, kind = group.text("engine", "redis"), group.text("node_type")
    if not kind:
        raise UndecidedError("no price: node_type is not set: its global datastore decides it")
    label = f"{engine.capitalize()} node, {kind}"
    item, term = "node", reserved_term(group)
    if term:
        item, label = f"node-{term.item}", f"{label}, {term.words}"
    yield group.hours("AmazonElastiCache", f"{item}:{engine}:{kind}", label, nodes, "nodes")
    version = group.text("engine_version")
    if engine == "redis" and version.split(".")[0] in _OLD_REDIS:
        yield Unpriced(
            group.address,
            f"Extended support, Redis OSS {version}: no price: no sourced figure by node",
        )


def snapshot_charges(group: Resource) -> Iterator[Charge]:
    """Snapshots, when more than one day of them is kept: one is free."""
    days = group.number("snapshot_retention_limit", 0)
    if not isinstance(days, Quantity) or days.likely > 1:
        yield group.used(
            "AmazonElastiCache", "backup", "ElastiCache snapshots", "snapshot_storage_size_gb"
        )


def _nodes(group: Resource) -> Amount:
    for name in ("num_cache_clusters", "number_cache_clusters"):
        if group.instance.get(name) is not None:
            return group.number(name)
    mode = group.block("cluster_mode") or group.instance.values
    shards = amount(either(mode.get("num_node_groups"), 1), "num_node_groups")
    replicas = amount(either(mode.get("replicas_per_node_group"), 0), "replicas_per_node_group")
    shards = scaled(group, "elasticache:replication-group:NodeGroups", shards)
    replicas = scaled(group, "elasticache:replication-group:Replicas", replicas)
    return shards * (replicas + 1)
