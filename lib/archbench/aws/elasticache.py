"""ElastiCache: replication groups, single clusters, serverless caches, global datastores."""

from archbench.aws.kind import Kind, Link, Loss, Units, helper
from archbench.aws.values import first_at, number, text, truth, whole
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_ICON = "database.ElastiCache"


def _is_secondary(item: Instance) -> bool:
    return first_at(item, "global_replication_group_id") is not None


def _replicas(item: Instance) -> Units:
    """How many replicas a primary has; unknown or None when the arguments do not say."""
    each = whole(first_at(item, "replicas_per_node_group"))
    if each is not None:
        return each
    nodes = whole(first_at(item, "num_cache_clusters"))
    if isinstance(nodes, int):
        return nodes - 1
    if nodes is None and first_at(item, "num_node_groups") is None:
        return None if _is_secondary(item) else 0
    return nodes


def _group(item: Instance) -> Loss:
    """A replica takes over when failover is automatic and one stands in another zone.

    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
    """
    replicas = _replicas(item)
    if first_at(item, "automatic_failover_enabled") is None and _is_secondary(item):
        return "untold"  # it has what its global datastore has
    failover = truth(first_at(item, "automatic_failover_enabled"), default=False)
    apart = truth(first_at(item, "multi_az_enabled"), default=False)
    if replicas == 0 or failover is False:
        return "single"
    if not isinstance(replicas, int) or isinstance(failover, Unknown):
        return "untold"
    zones = first_at(item, "preferred_cache_cluster_azs")
    named = {text(zone) for zone in zones} if isinstance(zones, tuple) else set()
    return "standby" if apart is True or ("" not in named and len(named) > 1) else "untold"


def _nodes(item: Instance) -> Units:
    replicas = _replicas(item)
    shards = number("num_node_groups", default=1)(item)
    if isinstance(replicas, int) and isinstance(shards, int):
        return shards * (1 + replicas)
    return next((found for found in (replicas, shards) if isinstance(found, Unknown)), None)


def _cluster(item: Instance) -> Loss:
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
