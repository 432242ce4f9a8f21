"""FSx for ONTAP: SSD storage, throughput capacity, IOPS beyond 3 a GB, capacity pool and backups.

https://aws.amazon.com/fsx/netapp-ontap/pricing/

>>> from archbench.cost.bill import print_bill
>>> system = {"deployment_type": "SINGLE_AZ_1", "storage_capacity": 1024,
...     "throughput_capacity": 128}
>>> print_bill({"aws_fsx_ontap_file_system.a": system})  # doctest: +ELLIPSIS
FSx for ONTAP storage                     1,024 GB-Mo                $0.125    $128.00
aws_fsx_ontap_file_system.a: FSx for ONTAP throughput: no price: no sourced figure for AmazonFSx ...
aws_fsx_ontap_file_system.a: Capacity pool: no price: no sourced figure for AmazonFSx ...
aws_fsx_ontap_file_system.a: FSx backups: no price: no sourced figure for AmazonFSx ...
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Open
from archbench.cost.resources.aws_fsx_windows_file_system import iops_charges
from archbench.cost.selector import Selector, queries

NAME = "FSx for ONTAP file system"
USAGE = {
    "backup_storage_gb": "GB of backups kept",
    "capacity_pool_gb": "GB kept in the capacity pool",
}
ARGUMENTS = arguments(
    priced="""
        deployment_type disk_iops_configuration ha_pairs storage_capacity storage_type
        throughput_capacity throughput_capacity_per_ha_pair
    """,
    free="""
        automatic_backup_retention_days daily_automatic_backup_start_time
        endpoint_ip_address_range fsx_admin_password kms_key_id network_type
        preferred_subnet_id route_table_ids security_group_ids subnet_ids
        weekly_maintenance_start_time
    """,
)

QUERIES = (
    *tuple(
        Selector(
            "AmazonFSx",
            f"ontap-{item}:{place.lower()}",
            unit,
            ".+",
            family,
            {"fileSystemType": "ONTAP", "deploymentOption": place, **more},
        )
        for place in ("Single-AZ", "Multi-AZ")
        for item, unit, family, more in (
            ("ssd-storage", "GB-Mo", "Storage", {"storageType": "SSD"}),
            ("throughput", "MBps-Mo", "Provisioned Throughput", {}),
        )
    ),
    *queries(
        "AmazonFSx",
        "Storage",
        ("ontap-backup", "GB-Mo", r"BackupUsage(?:\.\w+)?", {"fileSystemType": "ONTAP"}),
    ),
)


def charges(system: Resource) -> Iterator[Charge]:
    """Storage, throughput, IOPS, capacity pool, backups."""
    deployment = system.text("deployment_type")
    place = deployment.lower().removesuffix("_1").replace("_", "-")
    size = system.number("storage_capacity")
    yield Charge(
        "AmazonFSx",
        f"ontap-{system.text('storage_type', 'SSD').lower()}-storage:{place}",
        "FSx for ONTAP storage",
        size,
        formula="storage_capacity",
    )
    pairs = system.number("ha_pairs", 1)
    speed = system.number("throughput_capacity")
    if isinstance(speed, Open):
        speed = system.number("throughput_capacity_per_ha_pair") * pairs
    yield Charge(
        "AmazonFSx",
        f"ontap-throughput:{place}",
        "FSx for ONTAP throughput",
        speed,
        formula="throughput_capacity",
    )
    yield from iops_charges(system, f"ontap-iops:{place}", size)
    yield system.used("AmazonFSx", "ontap-capacity-pool", "Capacity pool", "capacity_pool_gb")
    yield system.used("AmazonFSx", "ontap-backup", "FSx backups", "backup_storage_gb")
