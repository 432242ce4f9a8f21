"""FSx for OpenZFS: storage, throughput capacity, IOPS beyond 3 a GB, and backups.

https://aws.amazon.com/fsx/openzfs/pricing/

>>> from archbench.cost.bill import print_bill
>>> system = {"deployment_type": "SINGLE_AZ_1", "storage_capacity": 300, "throughput_capacity": 64,
...     "disk_iops_configuration": ({"mode": "USER_PROVISIONED", "iops": 1000},)}
>>> print_bill({"aws_fsx_openzfs_file_system.a": system})
FSx for OpenZFS storage, SSD                300 GB-Mo                 $0.09     $27.00
FSx for OpenZFS throughput                   64 MBps-Mo               $0.26     $16.64
FSx IOPS beyond 3 a GB                      100 IOPS-Mo              $0.006      $0.60
FSx backups                                open GB-Mo                 $0.05
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.resources.aws_fsx_windows_file_system import iops_charges
from archbench.cost.selector import Selector, queries

NAME = "FSx for OpenZFS file system"
USAGE = {"backup_storage_gb": "GB of backups kept"}
ARGUMENTS = arguments(
    priced="""
        deployment_type disk_iops_configuration storage_capacity storage_type throughput_capacity
    """,
    free="""
        automatic_backup_retention_days backup_id copy_tags_to_backups copy_tags_to_volumes
        daily_automatic_backup_start_time delete_options endpoint_ip_address_range
        final_backup_tags kms_key_id network_type preferred_subnet_id
        root_volume_configuration route_table_ids security_group_ids skip_final_backup
        subnet_ids weekly_maintenance_start_time
    """,
    costs={
        "read_cache_configuration": "Read cache",
    },
)

QUERIES = (
    *tuple(
        Selector(
            "AmazonFSx",
            f"openzfs-{item}:single-az",
            unit,
            ".+",
            family,
            {"fileSystemType": "OpenZFS", "deploymentOption": "Single-AZ", **more},
        )
        for item, unit, family, more in (
            ("ssd-storage", "GB-Mo", "Storage", {"storageType": "SSD"}),
            ("throughput", "MBps-Mo", "Provisioned Throughput", {}),
            ("iops", "IOPS-Mo", "Provisioned IOPS", {}),
        )
    ),
    *queries(
        "AmazonFSx",
        "Storage",
        ("openzfs-backup", "GB-Mo", r"BackupUsage(?:\.\w+)?", {"fileSystemType": "OpenZFS"}),
    ),
)


def charges(system: Resource) -> Iterator[Charge]:
    """Storage, throughput, IOPS, backups."""
    deployment = system.text("deployment_type")
    place = {"SINGLE_AZ_1": "single-az"}.get(deployment, deployment.lower().replace("_", "-"))
    disk = system.text("storage_type", "SSD").lower()
    size = system.number("storage_capacity")
    yield Charge(
        "AmazonFSx",
        f"openzfs-{disk}-storage:{place}",
        f"FSx for OpenZFS storage, {disk.upper()}",
        size,
        formula="storage_capacity",
    )
    yield Charge(
        "AmazonFSx",
        f"openzfs-throughput:{place}",
        "FSx for OpenZFS throughput",
        system.number("throughput_capacity"),
        formula="throughput_capacity",
    )
    yield from iops_charges(system, f"openzfs-iops:{place}", size)
    yield system.used("AmazonFSx", "openzfs-backup", "FSx backups", "backup_storage_gb")
