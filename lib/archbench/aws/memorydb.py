"""MemoryDB: clusters and their access lists."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper
from archbench.aws.values import number
from archbench.terraform.configuration import Instance


def _loss(item: Instance) -> LossBehavior:
    """A replica takes over; without one, a shard is lost with its zone. One is the default.

    https://docs.aws.amazon.com/memorydb/latest/APIReference/API_CreateCluster.html
    """
    replicas = number("num_replicas_per_shard", default=1)(item)
    return "untold" if not isinstance(replicas, int) else "standby" if replicas else "single"


KINDS = (
    Kind(
        types=("aws_memorydb_cluster",),
        title="MemoryDB cluster",
        service="MemoryDB",
        icon="database.ElastiCache",
        role="store",
        links=(Link("replica", "multi_region_cluster_name", ""),),
        loss=_loss,
        levels=("memorydb-level-zones", "memorydb-level-one-zone"),
    ),
    Kind(
        types=("aws_memorydb_multi_region_cluster",),
        title="MemoryDB Multi-Region cluster",
        service="MemoryDB",
        icon="database.ElastiCache",
        role="store",
        loss="global",
    ),
    helper("aws_memorydb_snapshot", "cluster_name"),
    helper(
        "aws_memorydb_acl aws_memorydb_parameter_group aws_memorydb_subnet_group aws_memorydb_user"
    ),
)
