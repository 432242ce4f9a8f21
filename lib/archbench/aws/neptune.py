"""Neptune: clusters, their instances, global clusters and graphs for analytics."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper, ways
from archbench.aws.values import number
from archbench.terraform.configuration import Instance

_ICON = "database.Neptune"


def _graph(item: Instance) -> LossBehavior:
    """A replica of a graph stands in another zone and takes over; one is the default.

    https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CreateGraph.html
    """
    replicas = number("replica_count", default=1)(item)
    return "untold" if not isinstance(replicas, int) else "standby" if replicas else "single"


KINDS = (
    Kind(
        types=("aws_neptune_cluster",),
        title="Neptune cluster",
        service="Neptune",
        icon=_ICON,
        role="store",
        links=(
            Link("replica", "global_cluster_identifier", ""),
            Link("replica", "replication_source_identifier", "", "copies"),
        ),
        loss="standby",  # its instances are its units: their number and zones decide
        recovers="neptune-failover",
        restores="neptune-restorable",
        levels=("neptune-level-zones", "neptune-level-one-zone"),
    ),
    Kind(
        types=("aws_neptune_cluster_instance",),
        title="Neptune instance",
        service="Neptune",
        icon=_ICON,
        role="store",
        belongs_to=("cluster_identifier",),
        beside=("cluster_identifier",),
        loss="untold",
        recovers="neptune-new-instance",
    ),
    Kind(
        types=("aws_neptune_global_cluster",),
        title="Neptune global database",
        service="Neptune",
        icon=_ICON,
        role="store",
        links=(Link("replica", "source_db_cluster_identifier", ""),),
        loss="global",
    ),
    Kind(
        types=("aws_neptunegraph_graph",),
        title="Neptune graph",
        service="Neptune Analytics",
        icon=_ICON,
        role="store",
        loss=_graph,
        levels=("neptune-level-zones", "neptune-level-one-zone"),
    ),
    helper("aws_neptune_cluster_endpoint", "cluster_identifier"),
    helper("aws_neptune_cluster_snapshot", "db_cluster_identifier"),
    helper(
        "aws_neptune_event_subscription",
        "source_ids",
        links=ways("event", "source_ids", "sns_topic_arn", "events"),
    ),
    helper(
        "aws_neptune_cluster_parameter_group aws_neptune_parameter_group aws_neptune_subnet_group"
    ),
    Kind(
        types=("aws_neptunegraph_private_graph_endpoint",),
        title="Graph endpoint",
        service="Neptune Analytics",
        icon="network.Endpoint",
        role="network",
        links=(Link("data", "", "graph_identifier"),),
        loss="spread",
    ),
)
