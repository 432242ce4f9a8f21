"""DataSync task: by the GB copied.

https://aws.amazon.com/datasync/pricing/. Basic mode; enhanced mode has a price of its own.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_datasync_task.a": {}},
...     {"aws_datasync_task.a": {"monthly_data_copied_gb": 1000}})
DataSync, data copied                     1,000 GB                  $0.0125     $12.50
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "DataSync task"
USAGE = {"monthly_data_copied_gb": "GB copied in a month"}
ARGUMENTS = arguments(
    priced="task_mode",
    free="""
        cloudwatch_log_group_arn destination_location_arn excludes includes name options
        schedule source_location_arn task_report_config
    """,
)

QUERIES = queries("AWSDataSync", "", ("data-transferred", "GB", "Transferred-Bytes"))


def charges(task: Resource) -> Iterator[Charge]:
    """Data copied."""
    enhanced = task.text("task_mode", "BASIC") == "ENHANCED"
    item = "data-transferred-enhanced" if enhanced else "data-transferred"
    yield task.used("AWSDataSync", item, "DataSync, data copied", "monthly_data_copied_gb")
