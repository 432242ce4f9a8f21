"""DAX cluster: by the hour of each node.

https://aws.amazon.com/dynamodb/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_dax_cluster.a": {"node_type": "dax.r5.large", "replication_factor": 3}})
DAX node, dax.r5.large                    2,190 Hrs                  $0.255    $558.45
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "DAX cluster"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="node_type replication_factor",
    free="""
        availability_zones cluster_endpoint_encryption_type cluster_name description
        iam_role_arn maintenance_window notification_topic_arn parameter_group_name
        security_group_ids server_side_encryption subnet_group_name
    """,
)

QUERIES = queries("AmazonDAX", "", ("node:{kind}", "Hrs", r"NodeUsage:(?P<kind>dax\..+)"))


def charges(cluster: Resource) -> Iterator[Charge]:
    """Hours of its nodes."""
    kind = cluster.text("node_type")
    count = cluster.number("replication_factor")
    yield cluster.hours("AmazonDAX", f"node:{kind}", f"DAX node, {kind}", count, "nodes")
