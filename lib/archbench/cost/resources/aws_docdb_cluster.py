"""DocumentDB cluster: storage, I/O and backups; its instances are billed by themselves.

https://aws.amazon.com/documentdb/pricing/. I/O-Optimized storage costs more and I/O nothing.

>>> from archbench.cost.bill import print_bill
>>> use = {"data_storage_gb": 1000, "monthly_io_requests": 100000000}
>>> print_bill({"aws_docdb_cluster.a": {}}, {"aws_docdb_cluster.a": use})
DocumentDB storage                        1,000 GB-Mo                  $0.1    $100.00
DocumentDB I/O                              100 1M IOs                 $0.2     $20.00
DocumentDB backups                         open GB-Mo                $0.021
>>> print_bill({"aws_docdb_cluster.a": {"storage_type": "iopt1"}}, {"aws_docdb_cluster.a": use})
DocumentDB storage                        1,000 GB-Mo                  $0.3    $300.00
DocumentDB backups                         open GB-Mo                $0.021
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.databases import is_io_optimized
from archbench.cost.model import Unpriced
from archbench.cost.selector import queries

NAME = "DocumentDB cluster"
USAGE = {
    "data_storage_gb": "GB of data in the cluster",
    "monthly_io_requests": "I/O requests in a month",
    "backup_storage_gb": "GB of backups beyond the size of the cluster",
}
ARGUMENTS = arguments(
    priced="engine_version storage_type",
    free="""
        allow_major_version_upgrade apply_immediately availability_zones
        backup_retention_period cluster_identifier cluster_identifier_prefix cluster_members
        db_cluster_parameter_group_name db_subnet_group_name deletion_protection engine
        final_snapshot_identifier kms_key_id master_password master_password_wo
        master_password_wo_version master_username network_type port preferred_backup_window
        preferred_maintenance_window restore_to_point_in_time
        serverless_v2_scaling_configuration skip_final_snapshot snapshot_identifier
        storage_encrypted vpc_security_group_ids
    """,
    costs={
        "enabled_cloudwatch_logs_exports": "Logs taken in by CloudWatch",
        "global_cluster_identifier": "Writes replicated to other regions",
        "manage_master_user_password": "Secret of the master user",
    },
)

_PAST_SUPPORT = "3.6"

QUERIES = (
    *queries("AmazonDocDB", "Storage Snapshot", ("backup", "GB-Mo", "BackupUsage")),
    *queries(
        "AmazonDocDB",
        "Database Storage",
        ("storage", "GB-Mo", "StorageUsage"),
        ("storage:io-optimized", "GB-Mo", "IO-OptimizedStorageUsage"),
    ),
    *queries("AmazonDocDB", "System Operation", ("io", "1M IOs", "StorageIOUsage")),
)


def charges(cluster: Resource) -> Iterator[Charge | Unpriced]:
    """Storage, I/O unless it is included, backups, extended support."""
    optimized = is_io_optimized(cluster)
    item = "storage:io-optimized" if optimized else "storage"
    yield cluster.used("AmazonDocDB", item, "DocumentDB storage", "data_storage_gb")
    if not optimized:
        yield cluster.used("AmazonDocDB", "io", "DocumentDB I/O", "monthly_io_requests")
    yield cluster.used("AmazonDocDB", "backup", "DocumentDB backups", "backup_storage_gb")
    version = cluster.text("engine_version")
    if version.startswith(_PAST_SUPPORT):
        yield Unpriced(
            cluster.address, f"Extended support, version {version}: no price: no sourced figure"
        )
