"""S3 Intelligent-Tiering: what it watches and archives is billed at the bucket by the usage.

https://aws.amazon.com/s3/pricing/

>>> from archbench.cost.bill import print_bill, ref
>>> tiers = {"bucket": ref("aws_s3_bucket.a"), "name": "all"}
>>> use = {"standard.storage_gb": 0, "standard.monthly_tier_1_requests": 0,
...     "standard.monthly_tier_2_requests": 0, "intelligent_tiering.monitored_objects": 2000000,
...     "intelligent_tiering.deep_archive_access_storage_gb": 5000}
>>> print_bill({"aws_s3_bucket.a": {}, "aws_s3_bucket_intelligent_tiering_configuration.a": tiers},
...     {"aws_s3_bucket.a": use})
S3 Standard storage (first 51,200 GB-Mo)          0 GB-Mo                $0.023      $0.00
S3 PUT, COPY, POST, LIST requests             0 1K requests          $0.005      $0.00
S3 GET, SELECT and other requests             0 1K requests         $0.0004      $0.00
S3 Intelligent-Tiering, deep archive access      5,000 GB-Mo              $0.00099      $4.95
S3 Intelligent-Tiering, objects monitored      2,000 1K objects          $0.0025      $5.00
aws_s3_bucket_intelligent_tiering_configuration.a: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Resource
from archbench.cost.model import Unpriced

NAME = "S3 Intelligent-Tiering"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(priced="bucket", free="filter name status tiering")
_SECTION = "intelligent_tiering"


def charges(tiers: Resource) -> Iterator[Unpriced]:
    """Nothing of its own; what it watches while nobody says how much."""
    bucket = tiers.target("bucket")
    owner = bucket.address if bucket else "its bucket"
    if not tiers.usage.mentions(owner, _SECTION):
        yield Unpriced(
            tiers.address,
            "Objects watched, storage by access: no price: give monitored_objects and the storage "
            f"of each tier under {_SECTION} for {owner} in a usage file",
        )
