"""EBS: volumes, snapshots and what keeps them."""

from archbench.aws.kind import Kind, Link, helper, support

KINDS = (
    Kind(
        types=("aws_ebs_volume",),
        title="Volume",
        service="EBS",
        icon="storage.ElasticBlockStoreEBSVolume",
        role="store",
        loss="single",
        levels=("", "volume-level"),
    ),
    helper(
        "aws_volume_attachment",
        "volume_id",
        beside=("instance_id",),
        places=True,
        links=(Link("data", "instance_id", "volume_id", "{device_name}"),),
    ),
    helper("aws_ebs_snapshot", "volume_id"),
    helper("aws_ebs_snapshot_copy", "source_snapshot_id"),
    helper("aws_ebs_fast_snapshot_restore aws_snapshot_create_volume_permission", "snapshot_id"),
    helper(
        "aws_ebs_snapshot_import aws_ebs_snapshot_block_public_access aws_ebs_default_kms_key "
        "aws_ebs_encryption_by_default aws_rbin_rule"
    ),
    support(
        "aws_dlm_lifecycle_policy",
        "Lifecycle policy",
        "Data Lifecycle Manager",
        "storage.ElasticBlockStoreEBSSnapshot",
    ),
    Kind(
        types=("aws_ebs_volume_copy",),
        title="Volume",
        service="EBS",
        icon="storage.ElasticBlockStoreEBSVolume",
        role="store",
        beside=("source_volume_id",),
        loss="single",
        levels=("", "volume-level"),
    ),
)
