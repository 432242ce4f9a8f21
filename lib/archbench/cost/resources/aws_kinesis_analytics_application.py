"""SQL application of Kinesis Data Analytics: by the hour of each processing unit.

https://aws.amazon.com/managed-service-apache-flink/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"kinesis_processing_units": 2}
>>> print_bill({"aws_kinesis_analytics_application.a": {}},
...     {"aws_kinesis_analytics_application.a": use})
Processing units                          1,460 KPU-Hrs               $0.11    $160.60
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "SQL application"
USAGE = {"kinesis_processing_units": "processing units on average over the month"}
ARGUMENTS = arguments(
    free="""
        cloudwatch_logging_options code description inputs name outputs
        reference_data_sources start_application
    """
)


def charges(application: Resource) -> Iterator[Charge]:
    """Processing units."""
    key = "kinesis_processing_units"
    yield application.used("AmazonKinesisAnalytics", "kpu-hour", "Processing units", key, HOURS)
