"""Aurora global database: what it replicates is billed at its clusters.

https://aws.amazon.com/rds/aurora/pricing/, Global Database.

>>> from archbench.cost.bill import print_bill, ref
>>> print_bill({"aws_rds_global_cluster.g": {"engine": "aurora-mysql"}})
aws_rds_global_cluster.g: Replicated writes: no price: none of its clusters is in this configuration
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Resource
from archbench.cost.model import Unpriced

NAME = "Aurora global database"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="source_db_cluster_identifier",
    free="""
        database_name deletion_protection engine engine_lifecycle_support engine_version
        force_destroy global_cluster_identifier storage_encrypted
    """,
)


def charges(database: Resource) -> Iterator[Unpriced]:
    """Nothing of its own; a line where none of its clusters is here to have one."""
    first = database.target("source_db_cluster_identifier")
    if not first and not database.named_by("aws_rds_cluster", "global_cluster_identifier"):
        reason = "no price: none of its clusters is in this configuration"
        yield Unpriced(database.address, f"Replicated writes: {reason}")
