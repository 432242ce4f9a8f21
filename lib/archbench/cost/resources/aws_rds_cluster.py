"""Aurora cluster: storage, I/O, backups.

https://aws.amazon.com/rds/aurora/pricing/

Standard bills each I/O; I/O-Optimized has no I/O charge and dearer storage. Backups are free up to
the size of the cluster. Instances are billed at aws_rds_cluster_instance.

>>> from archbench.cost.bill import print_bill
>>> use = {"storage_gb": 200, "write_requests_per_sec": 10, "read_requests_per_sec": 40}
>>> pg = {"engine": "aurora-postgresql", "backup_retention_period": 7}
>>> print_bill({"aws_rds_cluster.a": pg}, {"aws_rds_cluster.a": use})
Aurora storage, Standard                    200 GB-Mo                 $0.10     $20.00
Aurora I/O                                131.4 1M IOs                $0.20     $26.28
Aurora backup beyond the free part         open GB-Mo                $0.021
Snapshot export to S3                      open GB                    $0.01
>>> print_bill({"aws_rds_cluster.a": pg | {"storage_type": "aurora-iopt1"}},
...     {"aws_rds_cluster.a": use | {"backup_snapshot_size_gb": 50, "snapshot_export_size_gb": 0}})
Aurora storage, I/O-Optimized               200 GB-Mo                $0.225     $45.00
Aurora backup beyond the free part          150 GB-Mo                $0.021      $3.15
Snapshot export to S3                         0 GB                    $0.01      $0.00
"""

from collections.abc import Iterator
from decimal import Decimal

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, UndecidedError
from archbench.cost.databases import advanced_insights, log_charges, secret_charges
from archbench.cost.model import Basis, Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import Selector

NAME = "Aurora cluster"
USAGE = {
    "storage_gb": "GB the cluster's volume holds",
    "write_requests_per_sec": "write I/O operations a second, on average over the month",
    "read_requests_per_sec": "read I/O operations a second, on average over the month",
    "monthly_io_requests": "I/O operations in a month, in place of the two rates",
    "backup_snapshot_size_gb": "GB one day's backup adds; times the days of retention",
    "average_statements_per_hr": "statements an hour that change data, for Backtrack",
    "change_records_per_statement": "change records each of them writes",
    "backtrack_window_hrs": "hours Backtrack keeps, in place of backtrack_window",
    "snapshot_export_size_gb": "GB of snapshots exported to S3 in a month",
    "monthly_exported_logs_gb": "GB of database logs exported to CloudWatch in a month",
    "monthly_replicated_writes": "write I/O operations replicated to or from another region of its "
    "global database in a month, as its region bills them",
    "monthly_client_data_gb": "GB between the cluster and its clients in a month, both ways",
}
ARGUMENTS = arguments(
    priced="""
        allocated_storage backtrack_window backup_retention_period database_insights_mode
        db_cluster_instance_class enabled_cloudwatch_logs_exports engine
        engine_lifecycle_support engine_mode engine_version global_cluster_identifier iops
        manage_master_user_password
        monitoring_interval performance_insights_enabled performance_insights_retention_period
        scaling_configuration serverlessv2_scaling_configuration storage_type
    """,
    free="""
        allow_major_version_upgrade apply_immediately auto_minor_version_upgrade
        availability_zones ca_certificate_identifier cluster_identifier
        cluster_identifier_prefix cluster_members copy_tags_to_snapshot database_name
        db_cluster_parameter_group_name db_instance_parameter_group_name
        db_subnet_group_name db_system_id delete_automated_backups deletion_protection
        domain domain_iam_role_name enable_global_write_forwarding
        enable_local_write_forwarding final_snapshot_identifier
        iam_database_authentication_enabled iam_roles kms_key_id master_password
        master_password_wo master_password_wo_version master_user_secret_kms_key_id
        master_username monitoring_role_arn network_type performance_insights_kms_key_id
        port preferred_backup_window preferred_maintenance_window
        replication_source_identifier restore_to_point_in_time s3_import skip_final_snapshot
        snapshot_identifier storage_encrypted vpc_security_group_ids
        warning_event_categories
    """,
    costs={
        "cluster_scalability_type!=standard": "Aurora Limitless",
        "enable_http_endpoint": "Data API requests",
        "source_region": "Replication from another region",
    },
)

_SECONDS = HOURS * 3600

QUERIES = tuple(
    Selector(
        "AmazonRDS",
        item,
        unit,
        f"Aurora:{usagetype}",
        family,
        any_of={"databaseEngine": ("Aurora PostgreSQL", "Aurora MySQL", "Any")},
    )
    for item, unit, usagetype, family in (
        ("aurora-storage-standard", "GB-Mo", "StorageUsage", "Database Storage"),
        ("aurora-storage-ioopt", "GB-Mo", "IO-OptimizedStorageUsage", "Database Storage"),
        ("aurora-io", "1M IOs", "StorageIOUsage", "System Operation"),
        ("aurora-backup", "GB-Mo", "BackupUsage", "Storage Snapshot"),
        ("aurora-snapshot-export", "GB", "SnapshotExportToS3", "System Operation"),
        ("aurora-backtrack", "1M change records", "BacktrackUsage", "System Operation"),
        ("aurora-replicated-write", "1M IOs", "ReplicatedWriteIO", "Aurora Global Database"),
    )
)


def charges(cluster: Resource) -> Iterator[Charge | Unpriced]:
    """Storage, I/O unless I/O-Optimized, backup beyond the free part, export."""
    engine = cluster.text("engine")
    if not engine.startswith("aurora"):
        raise UndecidedError(
            f"no price: a Multi-AZ cluster of {engine} is priced by instances of its own kind"
        )
    if cluster.text("engine_mode", "provisioned") == "serverless":
        yield Unpriced(cluster.address, "Aurora Serverless v1: no price: AWS no longer offers it")
    optimized = is_optimized(cluster)
    yield cluster.used(
        "AmazonRDS",
        "aurora-storage-ioopt" if optimized else "aurora-storage-standard",
        f"Aurora storage, {'I/O-Optimized' if optimized else 'Standard'}",
        "storage_gb",
    )
    if not optimized:
        number, basis, formula, key = _io(cluster)
        yield Charge("AmazonRDS", "aurora-io", "Aurora I/O", number, basis, formula, key)
    yield _backup(cluster)
    yield cluster.used(
        "AmazonRDS", "aurora-snapshot-export", "Snapshot export to S3", "snapshot_export_size_gb"
    )
    yield from secret_charges(cluster)
    yield from log_charges(cluster)
    yield from _backtrack(cluster)
    yield from _replicated(cluster)
    yield from advanced_insights(cluster)


def _replicated(cluster: Resource) -> Iterator[Charge]:
    """What a member of a global database writes to its other regions, or they to it."""
    is_first = cluster.named_by("aws_rds_global_cluster", "source_db_cluster_identifier")
    if cluster.instance.get("global_cluster_identifier") not in (None, "") or is_first:
        yield cluster.used(
            "AmazonRDS",
            "aurora-replicated-write",
            "Replicated writes of a global database",
            "monthly_replicated_writes",
        )


def _backtrack(cluster: Resource) -> Iterator[Charge]:
    """Change records kept: what each statement changes, for as many hours as the window has.

    A record is billed for every hour it is kept
    (https://aws.amazon.com/rds/aurora/pricing/, Backtrack).
    """
    window = cluster.number("backtrack_window", 0) / 3600
    said, basis = cluster.usage_of("backtrack_window_hrs")
    if isinstance(said, Quantity):
        window = said
    if isinstance(window, Quantity) and window.high == 0:
        return
    statements, basis = cluster.usage_of("average_statements_per_hr")
    changes, _ = cluster.usage_of("change_records_per_statement")
    records = statements * changes * window * HOURS
    words = "statements an hour x change records each x hours of the window x 730 h"
    key = "average_statements_per_hr"
    yield Charge("AmazonRDS", "aurora-backtrack", "Aurora backtrack", records, basis, words, key)


def is_optimized(cluster: Resource) -> bool:
    """True for a cluster whose storage type is I/O-Optimized."""
    return cluster.text("storage_type") == "aurora-iopt1"


def _io(cluster: Resource) -> tuple[Amount, Basis, str, str]:
    monthly, basis = cluster.usage_of("monthly_io_requests")
    if isinstance(monthly, Quantity):
        return monthly, basis, "monthly_io_requests", "monthly_io_requests"
    writes, basis = cluster.usage_of("write_requests_per_sec")
    reads, read_basis = cluster.usage_of("read_requests_per_sec")
    if isinstance(writes, Open) and isinstance(reads, Open):
        return (
            Open(
                "give read_requests_per_sec and write_requests_per_sec for "
                f"{cluster.address} in a usage file"
            ),
            "open",
            "",
            "write_requests_per_sec",
        )
    if isinstance(writes, Open):
        writes, basis = Quantity.of(0), read_basis
    if isinstance(reads, Open):
        reads = Quantity.of(0)
    words = f"{writes.likely + reads.likely:f} I/O a second x {_SECONDS:,f} s"
    return (writes + reads) * _SECONDS, basis, words, "write_requests_per_sec"


def _backup(cluster: Resource) -> Charge:
    """Daily backups over the retention, less the free part: 100 % of the cluster's size."""
    days = cluster.number("backup_retention_period", 1)
    daily, basis = cluster.usage_of("backup_snapshot_size_gb")
    size, _ = cluster.usage_of("storage_gb")
    number: Amount = daily * days
    words = ""
    match days, daily, size:
        case Quantity(), Quantity(), Quantity():
            free = Quantity(-size.high, -size.likely, -size.low)
            number = (daily * days + free).map(lambda value: max(Decimal(0), value))
            words = f"{daily.likely:f} GB x {days.likely:f} days - {size.likely:f} GB free"
        case Quantity(), Quantity(), Open():
            number = Open(f"give storage_gb for {cluster.address}: that much backup is free")
    return Charge(
        "AmazonRDS",
        "aurora-backup",
        "Aurora backup beyond the free part",
        number,
        basis,
        words,
        "backup_snapshot_size_gb",
    )
