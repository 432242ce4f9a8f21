"""Metric filter: free itself; the metric it writes is a custom metric.

https://aws.amazon.com/cloudwatch/pricing/. With dimensions each combination of their values is a
metric, and how many appear is known only from the logs.

>>> from archbench.cost.bill import print_bill
>>> errors = {"name": "Errors", "namespace": "App", "value": "1"}
>>> print_bill({"aws_cloudwatch_log_metric_filter.errors": {"metric_transformation": (errors,)}})
Custom metric (first 10,000 Metric-Mo)          1 Metric-Mo              $0.3      $0.30
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Open, Quantity
from archbench.cost.selector import queries

NAME = "Metric filter"
USAGE = {"custom_metrics": "metrics it writes, one for each combination of dimension values"}
ARGUMENTS = arguments(
    priced="metric_transformation",
    free="apply_on_transformed_logs log_group_name name pattern",
)

QUERIES = queries(
    "AmazonCloudWatch", "Metric", ("custom-metric", "Metric-Mo", "CW:MetricMonitorUsage")
)


def charges(metric_filter: Resource) -> Iterator[Charge]:
    """One metric, or as many as the usage says."""
    key = "custom_metrics"
    given, basis = metric_filter.usage_of(key)
    has_dimensions = metric_filter.block("metric_transformation").get("dimensions") is not None
    if isinstance(given, Open) and not has_dimensions:
        given, basis = Quantity.of(1), "configuration"
    yield Charge("AmazonCloudWatch", "custom-metric", "Custom metric", given, basis, "metrics", key)
