"""FSx for Lustre: storage by deployment and throughput class, and backups.

https://aws.amazon.com/fsx/lustre/pricing/

>>> from archbench.cost.bill import print_bill
>>> system = {"deployment_type": "PERSISTENT_2", "storage_capacity": 1200,
...     "per_unit_storage_throughput": 250}
>>> print_bill({"aws_fsx_lustre_file_system.a": system})
FSx for Lustre storage, persistent2-ssd-250      1,200 GB-Mo                 $0.21    $252.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, known
from archbench.cost.quantity import Open
from archbench.cost.selector import queries

NAME = "FSx for Lustre file system"
USAGE = {"backup_storage_gb": "GB of backups kept"}
ARGUMENTS = arguments(
    priced="""
        automatic_backup_retention_days deployment_type per_unit_storage_throughput
        storage_capacity storage_type
    """,
    free="""
        auto_import_policy backup_id copy_tags_to_backups daily_automatic_backup_start_time
        data_compression_type efa_enabled export_path file_system_type_version
        final_backup_tags import_path imported_file_chunk_size kms_key_id log_configuration
        metadata_configuration root_squash_configuration security_group_ids
        skip_final_backup subnet_ids weekly_maintenance_start_time
    """,
    costs={
        "data_read_cache_configuration": "SSD read cache",
        "drive_cache_type!=none": "SSD cache of HDD storage",
        "metadata_configuration.iops": "Metadata IOPS that are provisioned",
        "throughput_capacity": "Throughput capacity of Intelligent-Tiering",
    },
)

QUERIES = queries(
    "AmazonFSx",
    "Storage",
    (
        "lustre-persistent1-ssd-{speed}",
        "GB-Mo",
        r"Storage\.SSD\.(?P<speed>50|100|200)",
        {"fileSystemType": "Lustre", "storageType": "SSD"},
    ),
    (
        "lustre-persistent2-ssd-{speed}",
        "GB-Mo",
        r"Storage\.SSD\.(?P<speed>125|250|500|1000)",
        {"fileSystemType": "Lustre", "storageType": "SSD"},
    ),
    ("lustre-backup", "GB-Mo", "BackupUsage", {"fileSystemType": "Lustre"}),
)


def charges(system: Resource) -> Iterator[Charge]:
    """Storage and backups."""
    deployment = system.text("deployment_type", "SCRATCH_1")
    disk = system.text("storage_type", "SSD").lower()
    kind = deployment.lower().replace("_", "")
    if deployment.startswith("PERSISTENT"):
        where = f"{system.address}.per_unit_storage_throughput"
        speed = known(system.instance.get("per_unit_storage_throughput"), where)
        kind = f"{kind}-{disk}-{speed}"
    yield Charge(
        "AmazonFSx",
        f"lustre-{kind}",
        f"FSx for Lustre storage, {kind}",
        system.number("storage_capacity"),
        formula="storage_capacity",
    )
    days = system.number("automatic_backup_retention_days", 0)
    if isinstance(days, Open) or days.high > 0:
        yield system.used("AmazonFSx", "lustre-backup", "FSx backups", "backup_storage_gb")
