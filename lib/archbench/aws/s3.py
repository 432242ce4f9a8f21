"""S3: buckets, what configures them, what they tell of changes, and where they are copied to."""

from collections.abc import Callable

from archbench.aws.kind import Kind, Link, helper, passage, support
from archbench.aws.values import found_at, text
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_BUCKET = "storage.SimpleStorageServiceS3Bucket"
_ONE_ZONE = "ONEZONE_IA"
"""The class whose objects are lost with their zone.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
"""


_MOVED = ("transition.storage_class", "noncurrent_version_transition.storage_class")


def _apart(*classes: str) -> Callable[[Instance, int], str]:
    """The doubt where an argument puts, or may put, objects into the class of one zone."""

    def doubt(item: Instance, _: int) -> str:
        found = [word for way in classes for _, word in found_at(item, way)]
        if any(text(word) == _ONE_ZONE for word in found):
            return f"keeping objects in one zone, of class {_ONE_ZONE}"
        if any(isinstance(word, Unknown) for word in found):
            return "keeping objects in a class that cannot be told"
        return ""

    return doubt


KINDS = (
    Kind(
        types=("aws_s3_bucket",),
        title="S3 bucket",
        service="S3",
        icon=_BUCKET,
        role="store",
        links=(
            Link("replica", "", "replication_configuration.rules.destination.bucket", "copies"),
            Link("event", "", "logging.target_bucket", "access logs"),
        ),
        loss="regional",
        doubt=_apart(*(f"lifecycle_rule.{way}" for way in _MOVED)),
        levels=("s3-level", ""),
    ),
    Kind(
        types=("aws_s3_directory_bucket",),
        title="Directory bucket",
        service="S3 Express One Zone",
        icon=_BUCKET,
        role="store",
        loss="single",  # keeps its objects in one zone, which gives the class its name
        levels=("", "s3-level"),
    ),
    helper(
        "aws_s3_bucket_notification",
        "bucket",
        links=(
            Link("event", "bucket", "lambda_function.lambda_function_arn", "objects"),
            Link("event", "bucket", "queue.queue_arn", "objects"),
            Link("event", "bucket", "topic.topic_arn", "objects"),
        ),
    ),
    helper(
        "aws_s3_bucket_replication_configuration",
        "bucket",
        links=(Link("replica", "bucket", "rule.destination.bucket", "copies"),),
    ),
    helper(
        "aws_s3_bucket_logging",
        "bucket",
        links=(Link("event", "bucket", "target_bucket", "access logs"),),
    ),
    helper(
        "aws_s3_bucket_inventory",
        "bucket",
        links=(Link("event", "bucket", "destination.bucket.bucket_arn", "inventory"),),
    ),
    helper(
        "aws_s3_bucket_accelerate_configuration aws_s3_bucket_acl "
        "aws_s3_bucket_analytics_configuration aws_s3_bucket_cors_configuration "
        "aws_s3_bucket_intelligent_tiering_configuration "
        "aws_s3_bucket_metric aws_s3_bucket_object_lock_configuration "
        "aws_s3_bucket_ownership_controls aws_s3_bucket_policy "
        "aws_s3_bucket_public_access_block aws_s3_bucket_request_payment_configuration "
        "aws_s3_bucket_server_side_encryption_configuration aws_s3_bucket_versioning "
        "aws_s3_bucket_website_configuration",
        "bucket",
    ),
    helper(
        "aws_s3_bucket_lifecycle_configuration",
        "bucket",
        doubt=_apart(*(f"rule.{way}" for way in _MOVED)),
    ),
    helper(
        "aws_s3_object aws_s3_bucket_object aws_s3_object_copy",
        "bucket",
        doubt=_apart("storage_class"),
    ),
    helper("aws_s3_account_public_access_block"),
    passage("aws_s3_access_point", "bucket", links=(Link("data", "", "bucket"),)),
    helper("aws_s3control_access_point_policy", "access_point_arn"),
    Kind(
        types=("aws_s3control_multi_region_access_point",),
        title="Multi-Region access point",
        service="S3",
        icon="storage.S3AccessPoints",
        role="entry",
        links=(Link("data", "", "details.region.bucket"),),
        loss="global",
    ),
    helper("aws_s3control_multi_region_access_point_policy", "details.name"),
    passage(
        "aws_s3control_object_lambda_access_point",
        links=(
            Link("data", "", "configuration.supporting_access_point"),
            Link(
                "request",
                "",
                "configuration.transformation_configuration.content_transformation"
                ".aws_lambda.function_arn",
            ),
        ),
    ),
    helper("aws_s3control_object_lambda_access_point_policy", "name"),
    helper("aws_s3control_directory_bucket_access_point_scope", "name"),
    helper("aws_s3control_access_grants_instance aws_s3control_storage_lens_configuration"),
    helper("aws_s3control_access_grants_location", "location_scope"),
    helper("aws_s3control_access_grant", "access_grants_location_id"),
    helper("aws_s3control_access_grants_instance_resource_policy"),
    Kind(
        types=("aws_s3control_bucket",),
        title="Outposts bucket",
        service="S3 on Outposts",
        icon=_BUCKET,
        role="store",
        loss="untold",  # stands on an Outpost, whose zone the arguments do not name
    ),
    helper("aws_s3control_bucket_lifecycle_configuration aws_s3control_bucket_policy", "bucket"),
    Kind(
        types=("aws_s3outposts_endpoint",),
        title="Outposts endpoint",
        service="S3 on Outposts",
        icon="storage.S3AccessPoints",
        role="network",
        loss="single",
    ),
    Kind(
        types=("aws_s3tables_table_bucket",),
        title="Table bucket",
        service="S3 Tables",
        icon=_BUCKET,
        role="store",
        loss="regional",
    ),
    helper(
        "aws_s3tables_namespace aws_s3tables_table aws_s3tables_table_bucket_policy "
        "aws_s3tables_table_policy",
        "table_bucket_arn",
    ),
    support("aws_glacier_vault", "Glacier vault", "S3 Glacier", "storage.S3GlacierVault"),
    helper("aws_glacier_vault_lock", "vault_name"),
    helper("aws_s3_bucket_abac aws_s3_bucket_metadata_configuration", "bucket"),
    helper("aws_s3control_multi_region_access_point_routes", "mrap"),
    helper(
        "aws_s3tables_table_bucket_replication",
        "table_bucket_arn",
        links=(
            Link(
                "replica",
                "table_bucket_arn",
                "rule.destination.destination_table_bucket_arn",
                "copies",
            ),
        ),
    ),
    helper("aws_s3tables_table_replication", "table_arn"),
    Kind(
        types=("aws_s3files_file_system",),
        title="S3 file system",
        service="S3 Files",
        icon="storage.SimpleStorageServiceS3",
        role="store",
        links=(Link("data", "", "bucket"),),
        loss="regional",
    ),
    helper(
        "aws_s3files_access_point aws_s3files_file_system_policy "
        "aws_s3files_synchronization_configuration",
        "file_system_id",
    ),
    helper("aws_s3files_mount_target", "file_system_id", places=True),
    Kind(
        types=("aws_s3vectors_vector_bucket",),
        title="Vector bucket",
        service="S3 Vectors",
        icon=_BUCKET,
        role="store",
        loss="regional",
    ),
    helper("aws_s3vectors_index", "vector_bucket_name"),
    helper("aws_s3vectors_vector_bucket_policy", "vector_bucket_arn"),
)
