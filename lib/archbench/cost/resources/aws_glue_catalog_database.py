"""Glue catalogue database: by the objects kept and the requests.

https://aws.amazon.com/glue/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_objects": 500000, "monthly_requests": 2000000}
>>> print_bill({"aws_glue_catalog_database.a": {}}, {"aws_glue_catalog_database.a": use})
Objects in the catalogue                      5 100K objects-Mo           $1      $5.00
Requests to the catalogue                     2 1M requests              $1      $2.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Glue catalogue database"
USAGE = {
    "monthly_objects": "objects kept beyond the account's free million",
    "monthly_requests": "requests in a month beyond the account's free million",
}
ARGUMENTS = arguments(
    free="""
        catalog_id create_table_default_permission description federated_database
        location_uri name parameters target_database
    """,
)

QUERIES = queries(
    "AWSGlue",
    "AWS Glue",
    ("catalog-storage", "100K objects-Mo", "Catalog-Storage"),
    ("catalog-requests", "1M requests", "Catalog-Request"),
)


def charges(database: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield database.used("AWSGlue", "catalog-storage", "Objects in the catalogue", "monthly_objects")
    yield database.used(
        "AWSGlue", "catalog-requests", "Requests to the catalogue", "monthly_requests"
    )
