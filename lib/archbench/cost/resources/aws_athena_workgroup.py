"""Athena workgroup: by the TB its queries scan.

https://aws.amazon.com/athena/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_data_scanned_tb": 3}
>>> print_bill({"aws_athena_workgroup.a": {}}, {"aws_athena_workgroup.a": use})
Data scanned by queries                       3 TB                       $5     $15.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Athena workgroup"
USAGE = {
    "monthly_data_scanned_tb": "TB its queries scan in a month",
}
ARGUMENTS = arguments(
    free="configuration description force_destroy name state",
    costs={
        "configuration.engine_version.selected_engine_version"
        "!=auto|athena engine version 2|athena engine version 3": "Apache Spark, by the DPU-hour",
    },
)

QUERIES = queries("AmazonAthena", "", ("data-scanned", "TB", "DataScannedInTB"))


def charges(workgroup: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield workgroup.used(
        "AmazonAthena", "data-scanned", "Data scanned by queries", "monthly_data_scanned_tb"
    )
