"""DocumentDB snapshot: by the GB beyond the size of its cluster.

https://aws.amazon.com/documentdb/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"backup_storage_gb": 1000}
>>> print_bill({"aws_docdb_cluster_snapshot.a": {}}, {"aws_docdb_cluster_snapshot.a": use})
DocumentDB backups                        1,000 GB-Mo                $0.021     $21.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "DocumentDB snapshot"
USAGE = {
    "backup_storage_gb": "GB of backups beyond the size of the cluster",
}
ARGUMENTS = arguments(
    free="db_cluster_identifier db_cluster_snapshot_identifier",
)


def charges(snapshot: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield snapshot.used("AmazonDocDB", "backup", "DocumentDB backups", "backup_storage_gb")
