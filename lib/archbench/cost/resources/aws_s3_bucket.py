"""S3 bucket: storage and requests, by storage class.

https://aws.amazon.com/s3/pricing/. What other classes than Standard hold follows from lifecycle
rules and clients, so that the usage names it. What is deleted before a class's least duration pays
for the rest of it at the rate of its storage.

>>> from archbench.cost.bill import print_bill
>>> use = {"standard.storage_gb": 1000, "standard.monthly_tier_1_requests": 50000,
...     "standard.monthly_tier_2_requests": 2000000,
...     "glacier_flexible_retrieval.storage_gb": 500}
>>> print_bill({"aws_s3_bucket.logs": {}}, {"aws_s3_bucket.logs": use})
S3 Standard storage (first 51,200 GB-Mo)      1,000 GB-Mo                $0.023     $23.00
S3 PUT, COPY, POST, LIST requests            50 1K requests          $0.005      $0.25
S3 GET, SELECT and other requests         2,000 1K requests         $0.0004      $0.80
S3 Glacier Flexible Retrieval, storage        500 GB-Mo               $0.0036      $1.80
"""

from collections.abc import Iterator, Mapping

from archbench.aws.values import given
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries
from archbench.hcl.values import Plain

NAME = "S3 bucket"

_REQUESTS = {
    "monthly_tier_1_requests": ("put-requests:{}", "PUT, COPY, POST, LIST requests"),
    "monthly_tier_2_requests": ("get-requests:{}", "GET, SELECT and other requests"),
    "monthly_lifecycle_transition_requests": ("lifecycle-transition:{}", "lifecycle transitions"),
}
_SELECT = {
    "monthly_select_data_scanned_gb": ("select-scanned:{}", "S3 Select, data scanned"),
    "monthly_select_data_returned_gb": ("select-returned:{}", "S3 Select, data returned"),
}
_RARE = {
    "storage_gb": ("{}-storage", "storage"),
    **_REQUESTS,
    "monthly_data_retrieval_gb": ("retrieval:{}", "data retrieved"),
    **_SELECT,
    "early_delete_gb": ("{}-storage", "deleted early"),
}

QUERIES = (
    *queries(
        "AmazonS3",
        "",
        ("standard-storage", "GB-Mo", "TimedStorage-ByteHrs", {"volumeType": "Standard"}),
        ("put-requests", "1K requests", "Requests-Tier1"),
        ("get-requests", "1K requests", "Requests-Tier2"),
        ("standard-ia-storage", "GB-Mo", "TimedStorage-SIA-ByteHrs"),
        ("one-zone-ia-storage", "GB-Mo", "TimedStorage-ZIA-ByteHrs"),
        ("glacier-instant-storage", "GB-Mo", "TimedStorage-GIR-ByteHrs"),
        ("intelligent-tiering-frequent-storage", "GB-Mo", "TimedStorage-INT-FA-ByteHrs"),
        ("intelligent-tiering-infrequent-storage", "GB-Mo", "TimedStorage-INT-IA-ByteHrs"),
        ("intelligent-tiering-archive-instant-storage", "GB-Mo", "TimedStorage-INT-AIA-ByteHrs"),
        ("intelligent-tiering-archive-storage", "GB-Mo", "TimedStorage-INT-AA-ByteHrs"),
        ("intelligent-tiering-deep-archive-storage", "GB-Mo", "TimedStorage-INT-DAA-ByteHrs"),
        ("put-requests:standard-ia", "1K requests", "Requests-SIA-Tier1"),
        ("get-requests:standard-ia", "1K requests", "Requests-SIA-Tier2"),
        ("put-requests:one-zone-ia", "1K requests", "Requests-ZIA-Tier1"),
        ("get-requests:one-zone-ia", "1K requests", "Requests-ZIA-Tier2"),
        ("put-requests:intelligent-tiering", "1K requests", "Requests-INT-Tier1"),
        ("get-requests:intelligent-tiering", "1K requests", "Requests-INT-Tier2"),
        (
            "put-requests:glacier-flexible",
            "1K requests",
            "Requests-GLACIER-Tier1",
            {"operation": "PostObject"},
        ),
        ("get-requests:glacier-flexible", "1K requests", "Requests-GLACIER-Tier2"),
        ("get-requests:glacier-deep-archive", "1K requests", "Requests-GDA-Tier2"),
        ("lifecycle-transition:standard-ia", "1K requests", "Requests-Tier4"),
        ("lifecycle-transition:one-zone-ia", "1K requests", "Requests-Tier4"),
        ("lifecycle-transition:intelligent-tiering", "1K requests", "Requests-Tier4"),
        (
            "lifecycle-transition:glacier-flexible",
            "1K requests",
            "Requests-Tier3",
            {"operation": "S3-GlacierTransition"},
        ),
        (
            "lifecycle-transition:glacier-deep-archive",
            "1K requests",
            "Requests-Tier3",
            {"operation": "S3-GDATransition"},
        ),
        ("retrieval:standard-ia", "GB", "Retrieval-SIA"),
        ("retrieval:one-zone-ia", "GB", "Retrieval-ZIA"),
        (
            "select-scanned:standard",
            "GB",
            "Select-Scanned-Bytes",
            {"group": "S3-API-Select-Scanned"},
        ),
        (
            "select-returned:standard",
            "GB",
            "Select-Returned-Bytes",
            {"group": "S3-API-Select-Returned"},
        ),
        ("select-scanned:standard-ia", "GB", "Select-Scanned-SIA-Bytes"),
        ("select-returned:standard-ia", "GB", "Select-Returned-SIA-Bytes"),
        ("select-scanned:one-zone-ia", "GB", "Select-Scanned-ZIA-Bytes"),
        ("select-returned:one-zone-ia", "GB", "Select-Returned-ZIA-Bytes"),
        ("select-scanned:intelligent-tiering", "GB", "Select-Scanned-INT-Bytes"),
        ("select-returned:intelligent-tiering", "GB", "Select-Returned-INT-Bytes"),
        ("intelligent-tiering-monitoring", "1K objects", "Monitoring-Automation-INT"),
        ("tags", "10K tags-Mo", "TagStorage-TagHrs"),
    ),
    *queries(
        "AmazonS3",
        "",
        ("glacier-flexible-storage", "GB-Mo", "TimedStorage-ByteHrs"),
        ("retrieval-requests:glacier-flexible-standard", "1K requests", "Requests-Tier1"),
        ("retrieval:glacier-flexible-standard", "GB", "Standard-Retrieval-Bytes"),
        ("retrieval-requests:glacier-flexible-expedited", "1K requests", "Requests-Tier3"),
        ("retrieval:glacier-flexible-expedited", "GB", "Expedited-Retrieval-Bytes"),
        ("select-scanned:glacier-flexible-standard", "GB", "Std-Select-Scanned-Bytes"),
        ("select-returned:glacier-flexible-standard", "GB", "Std-Select-Returned-Bytes"),
        ("select-scanned:glacier-flexible-expedited", "GB", "Exp-Select-Scanned-Bytes"),
        ("select-returned:glacier-flexible-expedited", "GB", "Exp-Select-Returned-Bytes"),
        ("select-scanned:glacier-flexible-bulk", "GB", "Bulk-Select-Scanned-Bytes"),
        ("select-returned:glacier-flexible-bulk", "GB", "Bulk-Select-Returned-Bytes"),
        code="AmazonGlacier",
    ),
    *queries(
        "AmazonS3",
        "",
        ("glacier-deep-archive-storage", "GB-Mo", "TimedStorage-GDA-ByteHrs"),
        (
            "put-requests:glacier-deep-archive",
            "1K requests",
            "Requests-GDA-Tier1",
            {"operation": "PostObject"},
        ),
        ("retrieval-requests:deep-archive-standard", "1K requests", "Requests-GDA-Tier3"),
        ("retrieval:deep-archive-standard", "GB", "Standard-Retrieval-Bytes"),
        ("retrieval-requests:deep-archive-bulk", "1K requests", "Requests-GDA-Tier5"),
        ("retrieval:deep-archive-bulk", "GB", "Bulk-Retrieval-Bytes"),
        code="AmazonS3GlacierDeepArchive",
    ),
)


def _archive(item: str, *speeds: str) -> dict[str, tuple[str, str]]:
    """What is bought to get data out of an archive class, by how fast it is wanted."""
    found: dict[str, tuple[str, str]] = {}
    for speed in speeds:
        found |= {
            f"monthly_{speed}_data_retrieval_requests": (
                f"retrieval-requests:{item}-{speed}",
                f"{speed} retrieval requests",
            ),
            f"monthly_{speed}_data_retrieval_gb": (
                f"retrieval:{item}-{speed}",
                f"{speed} retrieval, data",
            ),
            f"monthly_{speed}_select_data_scanned_gb": (
                f"select-scanned:{item}-{speed}",
                f"S3 Select, {speed}, data scanned",
            ),
            f"monthly_{speed}_select_data_returned_gb": (
                f"select-returned:{item}-{speed}",
                f"S3 Select, {speed}, data returned",
            ),
        }
    return found


_STORED = {
    "storage_gb": ("{}-storage", "storage"),
    **_REQUESTS,
    "early_delete_gb": ("{}-storage", "deleted early"),
}
_CLASSES: Mapping[str, tuple[str, str, Mapping[str, tuple[str, str]]]] = {
    "intelligent_tiering": (
        "intelligent-tiering",
        "Intelligent-Tiering",
        {
            "frequent_access_storage_gb": ("{}-frequent-storage", "frequent access"),
            "infrequent_access_storage_gb": ("{}-infrequent-storage", "infrequent access"),
            "archive_instant_access_storage_gb": ("{}-archive-instant-storage", "instant archive"),
            "archive_access_storage_gb": ("{}-archive-storage", "archive access"),
            "deep_archive_access_storage_gb": ("{}-deep-archive-storage", "deep archive access"),
            "monitored_objects": ("{}-monitoring", "objects monitored"),
            **_REQUESTS,
            **_SELECT,
        },
    ),
    "standard_infrequent_access": ("standard-ia", "Standard-IA", _RARE),
    "one_zone_infrequent_access": ("one-zone-ia", "One Zone-IA", _RARE),
    "glacier_instant_retrieval": ("glacier-instant", "Glacier Instant Retrieval", _RARE),
    "glacier_flexible_retrieval": (
        "glacier-flexible",
        "Glacier Flexible Retrieval",
        _STORED | _archive("glacier-flexible", "standard", "expedited", "bulk"),
    ),
    "glacier_deep_archive": (
        "glacier-deep-archive",
        "Glacier Deep Archive",
        _STORED | _archive("deep-archive", "standard", "bulk"),
    ),
}
"""The catalogue's word, the name, and what is bought by usage key, of each class but Standard."""

USAGE = {
    "standard.storage_gb": "GB stored in the Standard class",
    "standard.monthly_tier_1_requests": "PUT, COPY, POST and LIST requests in a month",
    "standard.monthly_tier_2_requests": "GET, SELECT and other requests in a month",
    "standard.monthly_select_data_scanned_gb": "GB S3 Select scans in a month",
    "standard.monthly_select_data_returned_gb": "GB S3 Select returns in a month",
    "object_tags": "tags of objects, on average over the month",
    **{
        f"{section}.{key}": f"{name}: {words}"
        for section, (_, name, bought) in _CLASSES.items()
        for key, (_, words) in bought.items()
    },
}
ARGUMENTS = arguments(
    priced="lifecycle_rule.transition lifecycle_rule.noncurrent_version_transition",
    free="""
        acl bucket bucket_namespace bucket_prefix cors_rule force_destroy grant
        lifecycle_rule logging object_lock_configuration object_lock_enabled policy
        request_payer server_side_encryption_configuration versioning website
    """,
    costs={
        "acceleration_status!=suspended": "S3 Transfer Acceleration",
        "replication_configuration": "Replication, its requests and transfer",
    },
)

_STANDARD = {
    "storage_gb": ("standard-storage", "S3 Standard storage"),
    "monthly_tier_1_requests": ("put-requests", "S3 PUT, COPY, POST, LIST requests"),
    "monthly_tier_2_requests": ("get-requests", "S3 GET, SELECT and other requests"),
}


def charges(bucket: Resource) -> Iterator[Charge | Unpriced]:
    """Storage and requests of Standard, and of other classes what the usage names."""
    service = "AmazonS3"
    for key, (item, label) in _STANDARD.items():
        yield bucket.used(service, item, label, f"standard.{key}")
    for key, (item, label) in _SELECT.items():
        yield from _given(bucket, item.format("standard"), label, f"standard.{key}")
    yield from _given(bucket, "tags", "S3 object tags", "object_tags")
    for section, (word, name, bought) in _CLASSES.items():
        for key, (item, label) in bought.items():
            text = f"S3 {name}, {label}"
            yield from _given(bucket, item.format(word), text, f"{section}.{key}")
    yield from moved_storage(bucket, bucket.address, bucket.blocks("lifecycle_rule"))


def moved_storage(
    resource: Resource, bucket: str, rules: tuple[Mapping[str, Plain], ...]
) -> Iterator[Unpriced]:
    """What rules move to other classes, while the usage says of none of these what it holds."""
    if any(resource.usage.mentions(bucket, section) for section in _CLASSES):
        return
    moves = [given(x.get("transition"), x.get("noncurrent_version_transition")) for x in rules]
    if any(one is not None for one in moves):
        yield Unpriced(
            resource.address,
            "Storage in other classes, and moving there: no price: give storage_gb under "
            f"{', '.join(_CLASSES)} for {bucket} in a usage file",
        )


def _given(bucket: Resource, item: str, label: str, key: str) -> Iterator[Charge]:
    if isinstance(bucket.usage_of(key)[0], Quantity):
        yield bucket.used("AmazonS3", item, label, key)
