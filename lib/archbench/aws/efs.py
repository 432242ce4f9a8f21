"""EFS: file systems and where they are mounted."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper
from archbench.aws.values import first_at
from archbench.hcl.values import Unknown, bare
from archbench.terraform.configuration import Instance


def _loss(item: Instance) -> LossBehavior:
    zone = bare(first_at(item, "availability_zone_name"))
    return "untold" if isinstance(zone, Unknown) else "single" if zone else "regional"


KINDS = (
    Kind(
        types=("aws_efs_file_system",),
        title="EFS file system",
        service="EFS",
        icon="storage.ElasticFileSystemEFS",
        role="store",
        loss=_loss,
        levels=("efs-level-zones", "efs-level-one-zone"),
    ),
    helper(
        "aws_efs_access_point aws_efs_backup_policy aws_efs_file_system_policy",
        "file_system_id",
    ),
    helper("aws_efs_mount_target", "file_system_id", places=True, foot=True),
    helper(
        "aws_efs_replication_configuration",
        "source_file_system_id",
        links=(Link("replica", "source_file_system_id", "destination.file_system_id", "copies"),),
    ),
)
