"""Neptune snapshot: by the GB.

https://aws.amazon.com/neptune/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"backup_storage_gb": 1000}
>>> print_bill({"aws_neptune_cluster_snapshot.a": {}}, {"aws_neptune_cluster_snapshot.a": use})
Neptune backups                           1,000 GB-Mo                $0.021     $21.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "Neptune snapshot"
USAGE = {
    "backup_storage_gb": "GB of snapshots kept",
}
ARGUMENTS = arguments(
    free="db_cluster_identifier db_cluster_snapshot_identifier",
)


def charges(snapshot: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield snapshot.used("AmazonNeptune", "backup", "Neptune backups", "backup_storage_gb")
