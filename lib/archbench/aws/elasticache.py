"""ElastiCache: replication groups, single clusters, serverless caches, global datastores."""

from archbench.aws.kind import Kind, Link, LossBehavior, Units, helper
from archbench.aws.values import by_zones, first_at, found_at, number, text, truth, whole
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_GROUPS = "node_group_configuration"
_ICON = "database.ElastiCache"


def _is_secondary(item: Instance) -> bool:
    return first_at(item, "global_replication_group_id") is not None


def _replicas(item: Instance) -> tuple[int, ...] | Unknown | None:
    """The replicas of each shard that says, or of all alike; None when nothing says how many."""
    groups = item.get(_GROUPS)
    if groups not in (None, ()):
        each = [whole(count) for _, count in found_at(item, f"{_GROUPS}.replica_count")]
        known = tuple(count for count in each if isinstance(count, int))
        return known if isinstance(groups, tuple) and len(known) == len(groups) else None
    alike = whole(first_at(item, "replicas_per_node_group"))
    if alike is None:
        nodes = whole(first_at(item, "num_cache_clusters"))
        alike = nodes - 1 if isinstance(nodes, int) else nodes
    if alike is None and first_at(item, "num_node_groups") is None and not _is_secondary(item):
        alike = 0
    return (alike,) if isinstance(alike, int) else alike


def _group(item: Instance) -> LossBehavior:
    """A replica takes over when failover is automatic and one stands in another zone.

    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
    """
    replicas = _replicas(item)
    if first_at(item, "automatic_failover_enabled") is None and _is_secondary(item):
        return "untold"  # it has what its global datastore has
    failover = truth(first_at(item, "automatic_failover_enabled"), default=False)
    apart = truth(first_at(item, "multi_az_enabled"), default=False)
    if failover is False or (isinstance(replicas, tuple) and 0 in replicas):
        return "single"
    if not isinstance(replicas, tuple) or isinstance(failover, Unknown):
        return "untold"
    return "standby" if apart is True else by_zones(item, "preferred_cache_cluster_azs", "untold")


def _nodes(item: Instance) -> Units:
    replicas = _replicas(item)
    if not isinstance(replicas, tuple) or len(replicas) > 1:
        return sum(replicas) + len(replicas) if isinstance(replicas, tuple) else replicas
    shards = number("num_node_groups", default=1)(item)
    return shards * (1 + replicas[0]) if isinstance(shards, int) else shards


def _cluster(item: Instance) -> LossBehavior:
    """A node alone is lost with its zone; nodes of Memcached stand in one zone or in several.

    az_mode is single-az by default:
    https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheCluster.html
    """
    mode = first_at(item, "az_mode")
    if isinstance(mode, Unknown):
        return "untold"
    return "spread" if text(mode) == "cross-az" else "single"


KINDS = (
    Kind(
        types=("aws_elasticache_replication_group",),
        title="ElastiCache replication group",
        service="ElastiCache",
        icon=_ICON,
        role="store",
        links=(Link("replica", "global_replication_group_id", ""),),
        loss=_group,
        units=_nodes,
        levels=("elasticache-level-zones", "elasticache-level-one-zone"),
    ),
    Kind(
        types=("aws_elasticache_cluster",),
        title="ElastiCache cluster",
        service="ElastiCache",
        icon=_ICON,
        role="store",
        beside=("replication_group_id",),
        links=(Link("replica", "replication_group_id", ""),),
        loss=_cluster,
        units=number("num_cache_nodes", default=1),
        levels=("", "elasticache-level-one-zone"),
    ),
    Kind(
        types=("aws_elasticache_serverless_cache",),
        title="Serverless cache",
        service="ElastiCache",
        icon=_ICON,
        role="store",
        loss="spread",  # AWS runs it over zones, with a foot in each subnet
    ),
    Kind(
        types=("aws_elasticache_global_replication_group",),
        title="ElastiCache global datastore",
        service="ElastiCache",
        icon=_ICON,
        role="store",
        links=(Link("replica", "primary_replication_group_id", ""),),
        loss="global",
    ),
    helper(
        "aws_elasticache_parameter_group aws_elasticache_subnet_group aws_elasticache_user "
        "aws_elasticache_user_group aws_elasticache_reserved_cache_node"
    ),
    helper("aws_elasticache_user_group_association", "user_group_id"),
)
