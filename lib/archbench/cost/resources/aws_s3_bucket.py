"""S3 bucket: storage and requests of the Standard class.

https://aws.amazon.com/s3/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"standard.storage_gb": 1000, "standard.monthly_tier_1_requests": 50000,
...     "standard.monthly_tier_2_requests": 2000000}
>>> print_bill({"aws_s3_bucket.logs": {}}, {"aws_s3_bucket.logs": use})
S3 Standard storage (first 51,200 GB-Mo)      1,000 GB-Mo                $0.023     $23.00
S3 PUT, COPY, POST, LIST requests            50 1K requests          $0.005      $0.25
S3 GET, SELECT and other requests         2,000 1K requests         $0.0004      $0.80
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced

NAME = "S3 bucket"
USAGE = {
    "standard.storage_gb": "GB stored in the Standard class",
    "standard.monthly_tier_1_requests": "PUT, COPY, POST and LIST requests in a month",
    "standard.monthly_tier_2_requests": "GET, SELECT and other requests in a month",
}
ARGUMENTS = arguments(
    free="""
        acl bucket bucket_namespace bucket_prefix cors_rule force_destroy grant
        lifecycle_rule logging object_lock_configuration object_lock_enabled policy
        request_payer server_side_encryption_configuration versioning website
    """,
    costs={
        "acceleration_status!=suspended": "S3 Transfer Acceleration",
        "lifecycle_rule.transition": "Storage in other classes, and moving there",
        "lifecycle_rule.noncurrent_version_transition": "Old versions in other classes",
        "replication_configuration": "Replication, its requests and transfer",
    },
)

_OTHER_CLASSES = (
    "intelligent_tiering",
    "standard_infrequent_access",
    "one_zone_infrequent_access",
    "glacier_flexible_retrieval",
    "glacier_deep_archive",
)


def charges(bucket: Resource) -> Iterator[Charge | Unpriced]:
    """Storage and requests; other storage classes are listed when the usage names them."""
    yield bucket.used("AmazonS3", "standard-storage", "S3 Standard storage", "standard.storage_gb")
    yield bucket.used(
        "AmazonS3",
        "put-requests",
        "S3 PUT, COPY, POST, LIST requests",
        "standard.monthly_tier_1_requests",
    )
    yield bucket.used(
        "AmazonS3",
        "get-requests",
        "S3 GET, SELECT and other requests",
        "standard.monthly_tier_2_requests",
    )
    for name in _OTHER_CLASSES:
        if bucket.usage.mentions(bucket.address, name):
            yield Unpriced(bucket.address, f"S3 {name}: no price: no sourced figure by class")
