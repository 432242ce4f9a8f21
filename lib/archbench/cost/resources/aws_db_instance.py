"""RDS instance: hours by engine and class, storage, IOPS, backups; twice for Multi-AZ.

https://aws.amazon.com/rds/pricing/. gp3 includes 3,000 IOPS, from 400 GB on 12,000. Backups are
free up to the size of the storage.

>>> from archbench.cost.bill import print_bill
>>> pg = {"engine": "postgres", "instance_class": "db.m6g.large", "storage_type": "gp3",
...     "allocated_storage": 100, "multi_az": True}
>>> use = {"additional_backup_storage_gb": 20}
>>> print_bill({"aws_db_instance.a": pg}, {"aws_db_instance.a": use})
RDS postgres, Multi-AZ, db.m6g.large        730 Hrs                  $0.318    $232.14
RDS storage, Multi-AZ, gp3                  100 GB-Mo                $0.230     $23.00
RDS backup beyond the free part              20 GB-Mo                $0.095      $1.90
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, UndecidedError
from archbench.cost.databases import insights_charges, monitoring_charges, secret_charges
from archbench.cost.machines import vcpus
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.support import support_charges

NAME = "RDS instance"
USAGE = {
    "additional_backup_storage_gb": "GB of backups beyond the size of the storage",
    "monthly_standard_io_requests": "I/O requests of magnetic storage in a month",
    "monthly_additional_performance_insights_requests": "Performance Insights API requests beyond "
    "the free million",
    "monthly_enhanced_monitoring_gb": "GB of metrics enhanced monitoring sends to CloudWatch Logs",
}
ARGUMENTS = arguments(
    priced="""
        allocated_storage backup_retention_period database_insights_mode dedicated_log_volume
        enabled_cloudwatch_logs_exports engine engine_lifecycle_support engine_version
        instance_class iops license_model manage_master_user_password max_allocated_storage
        monitoring_interval multi_az performance_insights_enabled
        performance_insights_retention_period publicly_accessible replicate_source_db
        restore_to_point_in_time snapshot_identifier storage_throughput storage_type
    """,
    free="""
        allow_major_version_upgrade apply_immediately auto_minor_version_upgrade
        availability_zone backup_window blue_green_update ca_cert_identifier
        character_set_name copy_tags_to_snapshot custom_iam_instance_profile db_name
        db_subnet_group_name delete_automated_backups deletion_protection domain
        domain_auth_secret_arn domain_dns_ips domain_fqdn domain_iam_role_name domain_ou
        final_snapshot_identifier iam_database_authentication_enabled identifier
        identifier_prefix kms_key_id maintenance_window master_user_secret_kms_key_id
        monitoring_role_arn nchar_character_set_name network_type option_group_name
        parameter_group_name password password_wo password_wo_version
        performance_insights_kms_key_id port replica_mode s3_import skip_final_snapshot
        storage_encrypted timezone upgrade_storage_config username vpc_security_group_ids
    """,
    costs={
        "backup_target!=region": "Backups on an Outpost",
        "customer_owned_ip_enabled": "Database on an Outpost",
        "blue_green_update.enabled": "A second instance while it is changed",
    },
)

_GP3_LARGE_GB = 400


def charges(database: Resource) -> Iterator[Charge | Unpriced]:
    """Hours, storage, IOPS, backup, extended support, insights, monitoring."""
    engine, kind = database.text("engine"), database.text("instance_class")
    if engine.startswith("aurora"):
        raise UndecidedError("no price: an Aurora instance is an aws_rds_cluster_instance")
    if not engine:
        raise UndecidedError("no price: its engine comes from what it restores or replicates")
    is_double = database.flag("multi_az")
    az, label = ("multi-az", "Multi-AZ") if is_double else ("single-az", "Single-AZ")
    yield database.hours(
        "AmazonRDS", f"rds-instance:{engine}:{az}:{kind}", f"RDS {engine}, {label}, {kind}"
    )
    yield from _storage(database, az, label)
    yield database.used(
        "AmazonRDS", "rds-backup", "RDS backup beyond the free part", "additional_backup_storage_gb"
    )
    cores = vcpus(kind)
    lifecycle = database.text("engine_lifecycle_support")
    version = database.text("engine_version")
    yield from support_charges(database, engine, version, lifecycle, cores)
    yield from insights_charges(database, kind, cores)
    yield from monitoring_charges(database)
    yield from secret_charges(database)


def _storage(database: Resource, az: str, label: str) -> Iterator[Charge | Unpriced]:
    iops = database.number("iops", 0)
    has_iops = isinstance(iops, Open) or iops.likely > 0
    kind = database.text("storage_type", "io1" if has_iops else "gp2")
    size = _size(database)
    where = f"RDS storage, {label}, {kind}"
    yield Charge("AmazonRDS", f"rds-storage:{kind}:{az}", where, size, formula="allocated_storage")
    if kind in ("io1", "io2"):
        yield Charge("AmazonRDS", f"rds-iops:{kind}:{az}", f"{where}, IOPS", iops, formula="iops")
    elif kind == "gp3" and has_iops:
        extra = _beyond_included(iops, size)
        if isinstance(extra, Open) or extra.high > 0:
            text = f"{where}, IOPS beyond the included"
            yield Charge("AmazonRDS", f"rds-iops:gp3:{az}", text, extra, formula="iops - included")
    elif kind == "standard":
        key = "monthly_standard_io_requests"
        yield database.used("AmazonRDS", "rds-io:standard", f"{where}, I/O requests", key)


def _size(database: Resource) -> Amount:
    """What is allocated, up to what storage autoscaling may allocate."""
    size, most = database.number("allocated_storage"), database.number("max_allocated_storage", 0)
    if isinstance(size, Open) or isinstance(most, Open):
        return size if isinstance(size, Open) else most
    return Quantity(size.low, size.likely, max(size.high, most.high))


def _beyond_included(iops: Amount, size: Amount) -> Amount:
    if isinstance(iops, Open) or isinstance(size, Open):
        return iops if isinstance(iops, Open) else size
    return iops.beyond(12_000 if size.likely >= _GP3_LARGE_GB else 3_000)
