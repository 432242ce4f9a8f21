"""ElastiCache cluster: node hours, unless it belongs to a replication group.

https://aws.amazon.com/elasticache/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_elasticache_cluster.a": {"node_type": "cache.t4g.small", "engine": "redis",
...     "num_cache_nodes": 1}}, region="ap-northeast-1")
Redis node, cache.t4g.small                 730 Hrs                  $0.049     $35.77
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.purchase import RESERVED_USAGE
from archbench.cost.resources.aws_elasticache_replication_group import (
    node_charges,
    snapshot_charges,
)

NAME = "ElastiCache cluster"
USAGE = {
    "snapshot_storage_size_gb": "GB of snapshots kept beyond the free one",
    **RESERVED_USAGE,
}
ARGUMENTS = arguments(
    priced="""
        engine engine_version node_type num_cache_nodes replication_group_id
        snapshot_retention_limit
    """,
    free="""
        apply_immediately auto_minor_version_upgrade availability_zone az_mode cluster_id
        final_snapshot_identifier ip_discovery log_delivery_configuration maintenance_window
        network_type notification_topic_arn parameter_group_name port
        preferred_availability_zones security_group_ids snapshot_arns snapshot_name
        snapshot_window subnet_group_name transit_encryption_enabled
    """,
    costs={
        "outpost_mode": "Nodes on an Outpost",
        "preferred_outpost_arn": "Nodes on an Outpost",
    },
)


def charges(cluster: Resource) -> Iterator[Charge | Unpriced]:
    """Hours of its nodes, and snapshots; nothing when a replication group bills them."""
    if cluster.instance.get("replication_group_id") is not None:
        return
    yield from node_charges(cluster, cluster.number("num_cache_nodes", 1))
    yield from snapshot_charges(cluster)
