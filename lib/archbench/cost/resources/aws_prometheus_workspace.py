"""Prometheus workspace: by samples taken in, kept and queried.

https://aws.amazon.com/prometheus/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"storage_gb": 10, "monthly_samples": 30000000}
>>> print_bill({"aws_prometheus_workspace.a": {}},
...     {"aws_prometheus_workspace.a": use}, region="ap-northeast-1")  # doctest: +ELLIPSIS
Prometheus samples                            3 10M samples            $0.9      $2.70
Prometheus storage                           10 GB-Mo                 $0.03      $0.30
aws_prometheus_workspace.a: Prometheus queries: no price: no sourced figure for AmazonPrometheus ...
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Prometheus workspace"
USAGE = {
    "monthly_samples": "samples taken in a month",
    "storage_gb": "GB of metrics kept",
    "monthly_query_samples": "samples queries process in a month",
}
ARGUMENTS = arguments(
    free="alias kms_key_arn logging_configuration",
)

QUERIES = queries(
    "AmazonPrometheus",
    "",
    ("samples-ingested", "10M samples", "AMP:MetricSampleCount"),
    ("storage", "GB-Mo", "AMP:MetricStorageByteHrs"),
    ("query-samples", "1B samples", "AMP:QuerySamplesProcessed"),
)


def charges(workspace: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield workspace.used(
        "AmazonPrometheus", "samples-ingested", "Prometheus samples", "monthly_samples"
    )
    yield workspace.used("AmazonPrometheus", "storage", "Prometheus storage", "storage_gb")
    yield workspace.used(
        "AmazonPrometheus", "query-samples", "Prometheus queries", "monthly_query_samples"
    )
