"""Dashboard: by the month, in no region.

https://aws.amazon.com/cloudwatch/pricing/

The 3 free dashboards of an account are not taken off.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_cloudwatch_dashboard.main": {}})
Dashboard                                     1 Dashboard-Mo             $3      $3.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.catalogue import GLOBAL
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "Dashboard"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    free="dashboard_body dashboard_name",
)

QUERIES = queries(
    "AmazonCloudWatch",
    "Dashboard",
    ("dashboard", "Dashboard-Mo", "DashboardsUsageHour"),
    is_global=True,
)


def charges(_dashboard: Resource) -> Iterator[Charge]:
    """One dashboard."""
    yield Charge(
        "AmazonCloudWatch",
        "dashboard",
        "Dashboard",
        Quantity.of(1),
        formula="1 dashboard",
        region=GLOBAL,
    )
