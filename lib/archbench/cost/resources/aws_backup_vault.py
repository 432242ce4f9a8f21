"""Backup vault: by the GB kept, at the rate of what was backed up.

https://aws.amazon.com/backup/pricing/. Snapshots of Aurora are full copies, billed as Aurora
backup storage.

>>> from archbench.cost import estimate
>>> from archbench.cost.bill import configuration, print_bill
>>> use = {"monthly_aurora_snapshot_gb": 1400}
>>> print_bill({"aws_backup_vault.a": {}}, {"aws_backup_vault.a": use})
Aurora snapshots kept                     1,400 GB-Mo                $0.021     $29.40
>>> print_bill({"aws_backup_vault.a": {}})
Aurora snapshots kept                      open GB-Mo                $0.021
>>> stack = ("aws_db_instance.a", "aws_ebs_volume.a", "aws_rds_cluster.a", "aws_backup_vault.a")
>>> made = estimate(configuration({address: {} for address in stack}))
>>> [x.charge_description for x in made.line_items if x.address == "aws_backup_vault.a"]
['Aurora snapshots kept', 'RDS snapshots kept', 'EBS snapshots kept']
>>> stack = ("aws_efs_file_system.a", "aws_fsx_lustre_file_system.a", "aws_backup_vault.a")
>>> made = estimate(configuration({address: {} for address in stack}))
>>> [x.reason.partition(":")[0] for x in made.unpriced if x.address == "aws_backup_vault.a"]
['EFS backups kept, warm', 'Backups of FSx for Lustre kept']
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "Backup vault"
USAGE = {
    "monthly_aurora_snapshot_gb": "GB of Aurora snapshots kept, each a full copy",
    "monthly_rds_snapshot_gb": "GB of RDS snapshots kept",
    "monthly_ebs_snapshot_gb": "GB of EBS snapshots kept",
    "monthly_dynamodb_backup_gb": "GB of DynamoDB backups kept",
    "monthly_dynamodb_restore_gb": "GB of DynamoDB restored in a month",
    "monthly_efs_warm_backup_gb": "GB of EFS backups kept warm",
    "monthly_efs_cold_backup_gb": "GB of EFS backups kept cold",
    "monthly_efs_warm_restore_gb": "GB of EFS restored from warm backups in a month",
    "monthly_efs_cold_restore_gb": "GB of EFS restored from cold backups in a month",
    "monthly_efs_item_restore_requests": "restores of single EFS items in a month",
    "monthly_fsx_windows_backup_gb": "GB of backups of FSx for Windows kept",
    "monthly_fsx_lustre_backup_gb": "GB of backups of FSx for Lustre kept",
    "monthly_s3_backup_gb": "GB of S3 backups kept",
}
ARGUMENTS = arguments(
    free="force_destroy kms_key_arn name",
)

_ITEMS = {
    "monthly_aurora_snapshot_gb": ("AWSBackup", "aurora-snapshot", "Aurora snapshots kept"),
    "monthly_rds_snapshot_gb": ("AmazonRDS", "rds-backup", "RDS snapshots kept"),
    "monthly_ebs_snapshot_gb": ("AmazonEC2", "ebs-snapshot", "EBS snapshots kept"),
    "monthly_dynamodb_backup_gb": ("AmazonDynamoDB", "backup", "DynamoDB backups kept"),
    "monthly_dynamodb_restore_gb": ("AWSBackup", "dynamodb-restore", "DynamoDB restored"),
    "monthly_efs_warm_backup_gb": ("AWSBackup", "efs-warm", "EFS backups kept, warm"),
    "monthly_efs_cold_backup_gb": ("AWSBackup", "efs-cold", "EFS backups kept, cold"),
    "monthly_efs_warm_restore_gb": ("AWSBackup", "efs-restore-warm", "EFS restored, warm"),
    "monthly_efs_cold_restore_gb": ("AWSBackup", "efs-restore-cold", "EFS restored, cold"),
    "monthly_efs_item_restore_requests": ("AWSBackup", "efs-restore-item", "EFS items restored"),
    "monthly_fsx_windows_backup_gb": (
        "AWSBackup",
        "fsx-windows-backup",
        "Backups of FSx for Windows kept",
    ),
    "monthly_fsx_lustre_backup_gb": (
        "AWSBackup",
        "fsx-lustre-backup",
        "Backups of FSx for Lustre kept",
    ),
    "monthly_s3_backup_gb": ("AWSBackup", "s3-warm-storage", "S3 backups kept"),
}

QUERIES = (
    *queries(
        "AWSBackup",
        "AWS Backup Storage",
        ("efs-warm", "GB-Mo", "WarmStorage-ByteHrs-EFS"),
        ("efs-cold", "GB-Mo", "ColdStorage-ByteHrs-EFS"),
        ("efs-restore-warm", "GB", "PartialRestore-Warm-EFS"),
        ("efs-restore-cold", "GB", "PartialRestore-Cold-EFS"),
        ("efs-restore-item", "Requests", "PartialRestore-Jobs-EFS"),
        ("s3-warm-storage", "GB-Mo", "WarmStorage-ByteHrs-S3"),
    ),
    *queries(
        "AWSBackup",
        "Storage Snapshot",
        ("ebs-snapshot", "GB-Mo", "EBS:SnapshotUsage"),
        code="AmazonEC2",
    ),
    *queries(
        "AWSBackup",
        "Storage Snapshot",
        ("rds-snapshot", "GB-Mo", "RDS:ChargedBackupUsage"),
        ("aurora-snapshot", "GB-Mo", "Aurora:BackupUsage", {"databaseEngine": "Aurora PostgreSQL"}),
        code="AmazonRDS",
    ),
    *queries(
        "AWSBackup",
        "Amazon DynamoDB On-Demand Backup Storage",
        ("dynamodb-backup", "GB-Mo", "TimedBackupStorage-ByteHrs"),
        code="AmazonDynamoDB",
    ),
    *queries(
        "AWSBackup",
        "Amazon DynamoDB Restore Data Size",
        ("dynamodb-restore", "GB", "RestoreDataSize-Bytes"),
        code="AmazonDynamoDB",
    ),
    *queries(
        "AWSBackup",
        "Storage",
        ("fsx-windows-backup", "GB-Mo", r"BackupUsage(?:\.\w+)?", {"fileSystemType": "Windows"}),
        ("fsx-lustre-backup", "GB-Mo", "BackupUsage", {"fileSystemType": "Lustre"}),
        code="AmazonFSx",
    ),
)


def charges(vault: Resource) -> Iterator[Charge]:
    """Each kind of backup the usage names; without any, the kinds the configuration holds."""
    given = [key for key in _ITEMS if isinstance(vault.usage_of(key)[0], Quantity)]
    for key in given or _held(vault):
        service, item, label = _ITEMS[key]
        yield vault.used(service, item, label, key)


def _held(vault: Resource) -> list[str]:
    kinds = {
        "monthly_rds_snapshot_gb": ("aws_db_instance",),
        "monthly_dynamodb_backup_gb": ("aws_dynamodb_table",),
        "monthly_ebs_snapshot_gb": ("aws_ebs_volume",),
        "monthly_efs_warm_backup_gb": ("aws_efs_file_system",),
        "monthly_fsx_windows_backup_gb": ("aws_fsx_windows_file_system",),
        "monthly_fsx_lustre_backup_gb": ("aws_fsx_lustre_file_system",),
    }
    found = [key for key, types in kinds.items() if vault.configuration.of_type(*types)]
    if vault.configuration.of_type("aws_rds_cluster") or not found:
        found.insert(0, "monthly_aurora_snapshot_gb")
    return found
