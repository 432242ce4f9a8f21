"""FSx for Windows: storage and throughput capacity by deployment, IOPS beyond 3 a GB, backups.

https://aws.amazon.com/fsx/windows/pricing/

>>> from archbench.cost.bill import print_bill
>>> system = {"deployment_type": "MULTI_AZ_1", "storage_capacity": 300, "throughput_capacity": 32}
>>> print_bill({"aws_fsx_windows_file_system.a": system},
...     {"aws_fsx_windows_file_system.a": {"backup_storage_gb": 100}})
FSx for Windows storage, SSD                300 GB-Mo                 $0.23     $69.00
FSx for Windows throughput                   32 MBps-Mo                $4.5    $144.00
FSx backups                                 100 GB-Mo                 $0.05      $5.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, amount, known
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import Selector, queries

NAME = "FSx for Windows file system"
USAGE = {"backup_storage_gb": "GB of backups kept"}
ARGUMENTS = arguments(
    priced="""
        automatic_backup_retention_days deployment_type disk_iops_configuration storage_capacity
        storage_type throughput_capacity
    """,
    free="""
        active_directory_id aliases audit_log_configuration backup_id copy_tags_to_backups
        daily_automatic_backup_start_time final_backup_tags kms_key_id network_type
        preferred_subnet_id security_group_ids self_managed_active_directory
        skip_final_backup subnet_ids weekly_maintenance_start_time
    """,
    costs={"audit_log_configuration.audit_log_destination": "Audit logs where they are sent"},
)

IOPS_OF_A_GB = 3

QUERIES = (
    *tuple(
        Selector(
            "AmazonFSx",
            f"windows-{item}:{place.lower()}",
            unit,
            ".+",
            family,
            {"fileSystemType": "Windows", "deploymentOption": place, **more},
        )
        for place in ("Single-AZ", "Multi-AZ")
        for item, unit, family, more in (
            ("ssd-storage", "GB-Mo", "Storage", {"storageType": "SSD"}),
            ("hdd-storage", "GB-Mo", "Storage", {"storageType": "HDD"}),
            ("throughput", "MBps-Mo", "Provisioned Throughput", {}),
            ("iops", "IOPS-Mo", "Provisioned IOPS", {}),
        )
    ),
    *queries(
        "AmazonFSx",
        "Storage",
        ("windows-backup", "GB-Mo", r"BackupUsage(?:\.\w+)?", {"fileSystemType": "Windows"}),
    ),
)


def charges(system: Resource) -> Iterator[Charge]:
    """Storage, throughput, IOPS, backups."""
    place = "multi-az" if system.text("deployment_type").startswith("MULTI") else "single-az"
    disk = system.text("storage_type", "SSD").lower()
    size = system.number("storage_capacity")
    yield Charge(
        "AmazonFSx",
        f"windows-{disk}-storage:{place}",
        f"FSx for Windows storage, {disk.upper()}",
        size,
        formula="storage_capacity",
    )
    yield Charge(
        "AmazonFSx",
        f"windows-throughput:{place}",
        "FSx for Windows throughput",
        system.number("throughput_capacity"),
        formula="throughput_capacity",
    )
    yield from iops_charges(system, f"windows-iops:{place}", size)
    yield system.used("AmazonFSx", "windows-backup", "FSx backups", "backup_storage_gb")


def iops_charges(system: Resource, item: str, size: Amount) -> Iterator[Charge]:
    """IOPS a user provisions beyond the three that come with each GB."""
    block = system.block("disk_iops_configuration")
    if known(block.get("mode"), f"{system.address} mode") != "USER_PROVISIONED":
        return
    said = amount(block.get("iops"), f"{system.address} iops")
    number: Amount = said
    if isinstance(said, Quantity) and isinstance(size, Quantity):
        number = said.beyond(size.likely * IOPS_OF_A_GB)
    elif isinstance(said, Quantity) and isinstance(size, Open):
        number = Open(size.reason, high=said.high)
    if isinstance(number, Open) or number.high > 0:
        yield Charge(
            "AmazonFSx",
            item,
            "FSx IOPS beyond 3 a GB",
            number,
            formula=f"iops - {IOPS_OF_A_GB} x storage_capacity",
        )
