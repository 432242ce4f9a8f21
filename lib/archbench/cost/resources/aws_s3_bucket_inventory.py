"""S3 Inventory: by the million objects it lists.

https://aws.amazon.com/s3/pricing/, management and insights. Each report lists them once.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_s3_bucket_inventory.a": {}},
...     {"aws_s3_bucket_inventory.a": {"monthly_listed_objects": 40000000}})
S3 Inventory, objects listed                 40 1M objects          $0.0025      $0.10
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "S3 Inventory"
USAGE = {"monthly_listed_objects": "objects listed in a month, in all its reports"}
ARGUMENTS = arguments(
    priced="enabled",
    free="bucket destination filter included_object_versions name optional_fields schedule",
)

QUERIES = queries("AmazonS3", "", ("inventory-objects", "1M objects", "Inventory-ObjectsListed"))


def charges(inventory: Resource) -> Iterator[Charge]:
    """Objects listed, while it is enabled."""
    if inventory.flag("enabled", default=True):
        label = "S3 Inventory, objects listed"
        yield inventory.used("AmazonS3", "inventory-objects", label, "monthly_listed_objects")
