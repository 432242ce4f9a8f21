"""Metric stream: by the metric update sent.

https://aws.amazon.com/cloudwatch/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_metric_updates": 1000000}
>>> print_bill({"aws_cloudwatch_metric_stream.a": {}}, {"aws_cloudwatch_metric_stream.a": use})
Metric updates                            1,000 1K updates           $0.003      $3.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Metric stream"
USAGE = {
    "monthly_metric_updates": "metric updates sent in a month",
}
ARGUMENTS = arguments(
    free="""
        exclude_filter firehose_arn include_filter include_linked_accounts_metrics name
        name_prefix output_format role_arn
    """,
    costs={
        "statistics_configuration": "Additional statistics, counted as updates",
    },
)

QUERIES = queries(
    "AmazonCloudWatch",
    "Metric Streams",
    ("metric-stream-updates", "1K updates", "CW:MetricStreamUsage"),
)


def charges(stream: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield stream.used(
        "AmazonCloudWatch", "metric-stream-updates", "Metric updates", "monthly_metric_updates"
    )
