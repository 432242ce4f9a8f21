"""S3 lifecycle rules: what they move is billed at the bucket, once the usage says how much.

https://aws.amazon.com/s3/pricing/

>>> from archbench.cost.bill import print_bill, ref
>>> rule = {"transition": ({"days": 30, "storage_class": "GLACIER"},)}
>>> rules = {"bucket": ref("aws_s3_bucket.a"), "rule": (rule,)}
>>> use = {"standard.storage_gb": 0, "standard.monthly_tier_1_requests": 0,
...     "standard.monthly_tier_2_requests": 0, "glacier_flexible_retrieval.storage_gb": 1000}
>>> print_bill({"aws_s3_bucket.a": {}, "aws_s3_bucket_lifecycle_configuration.a": rules},
...     {"aws_s3_bucket.a": use})
S3 Standard storage (first 51,200 GB-Mo)          0 GB-Mo                $0.023      $0.00
S3 PUT, COPY, POST, LIST requests             0 1K requests          $0.005      $0.00
S3 GET, SELECT and other requests             0 1K requests         $0.0004      $0.00
S3 Glacier Flexible Retrieval, storage      1,000 GB-Mo               $0.0036      $3.60
aws_s3_bucket_lifecycle_configuration.a: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Resource
from archbench.cost.model import Unpriced
from archbench.cost.resources.aws_s3_bucket import moved_storage

NAME = "S3 lifecycle rules"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="bucket rule.transition rule.noncurrent_version_transition",
    free="expected_bucket_owner rule transition_default_minimum_object_size",
)


def charges(rules: Resource) -> Iterator[Unpriced]:
    """Nothing of its own; what moves to other classes while nobody says how much."""
    bucket = rules.target("bucket")
    owner = bucket.address if bucket else "its bucket"
    yield from moved_storage(rules, owner, rules.blocks("rule"))
