"""S3 storage class analysis: by the million objects it watches.

https://aws.amazon.com/s3/pricing/, management and insights

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_s3_bucket_analytics_configuration.a": {}},
...     {"aws_s3_bucket_analytics_configuration.a": {"monthly_monitored_objects": 3000000}})
S3 analytics, objects watched                 3 1M objects             $0.1      $0.30
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "S3 storage class analysis"
USAGE = {"monthly_monitored_objects": "objects watched in a month"}
ARGUMENTS = arguments(free="bucket filter name storage_class_analysis")

QUERIES = queries("AmazonS3", "", ("analytics-objects", "1M objects", "StorageAnalytics-ObjCount"))


def charges(analysis: Resource) -> Iterator[Charge]:
    """Objects watched."""
    label, key = "S3 analytics, objects watched", "monthly_monitored_objects"
    yield analysis.used("AmazonS3", "analytics-objects", label, key)
