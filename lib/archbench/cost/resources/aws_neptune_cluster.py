"""Neptune cluster: storage, I/O and backups; its instances are billed by themselves.

https://aws.amazon.com/neptune/pricing/. I/O-Optimized storage costs more and I/O nothing.

>>> from archbench.cost.bill import print_bill
>>> use = {"storage_gb": 100, "monthly_io_requests": 10000000, "backup_storage_gb": 50}
>>> print_bill({"aws_neptune_cluster.a": {}}, {"aws_neptune_cluster.a": use})
Neptune storage                             100 GB-Mo                  $0.1     $10.00
Neptune I/O                                  10 1M IOs                 $0.2      $2.00
Neptune backups                              50 GB-Mo                $0.021      $1.05
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.databases import is_io_optimized
from archbench.cost.selector import queries

NAME = "Neptune cluster"
USAGE = {
    "storage_gb": "GB of data in the cluster",
    "monthly_io_requests": "I/O requests in a month",
    "backup_storage_gb": "GB of backups beyond the size of the cluster",
}
ARGUMENTS = arguments(
    priced="serverless_v2_scaling_configuration storage_type",
    free="""
        allow_major_version_upgrade apply_immediately availability_zones
        backup_retention_period cluster_identifier cluster_identifier_prefix
        copy_tags_to_snapshot deletion_protection engine engine_version
        final_snapshot_identifier iam_database_authentication_enabled iam_roles kms_key_arn
        neptune_cluster_parameter_group_name neptune_instance_parameter_group_name
        neptune_subnet_group_name port preferred_backup_window preferred_maintenance_window
        replication_source_identifier skip_final_snapshot snapshot_identifier
        storage_encrypted vpc_security_group_ids
    """,
    costs={
        "enable_cloudwatch_logs_exports": "Logs taken in by CloudWatch",
        "global_cluster_identifier": "Writes replicated to other regions",
    },
)

QUERIES = queries(
    "AmazonNeptune",
    "",
    ("storage", "GB-Mo", "StorageUsage"),
    ("storage:io-optimized", "GB-Mo", "IO-OptimizedStorageUsage"),
    ("io", "1M IOs", "StorageIOUsage"),
    ("backup", "GB-Mo", "BackupUsage"),
)


def charges(cluster: Resource) -> Iterator[Charge]:
    """Storage, I/O unless it is included, backups."""
    optimized = is_io_optimized(cluster)
    item = "storage:io-optimized" if optimized else "storage"
    yield cluster.used("AmazonNeptune", item, "Neptune storage", "storage_gb")
    if not optimized:
        yield cluster.used("AmazonNeptune", "io", "Neptune I/O", "monthly_io_requests")
    yield cluster.used("AmazonNeptune", "backup", "Neptune backups", "backup_storage_gb")
