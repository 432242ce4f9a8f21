"""Flink application: by the hour of each processing unit and one to orchestrate, and by storage.

https://aws.amazon.com/managed-service-apache-flink/pricing/. Each unit has 50 GB of storage.

>>> from archbench.cost.bill import print_bill
>>> flink = {"aws_kinesisanalyticsv2_application.a": {"runtime_environment": "FLINK-1_18"}}
>>> use = {"aws_kinesisanalyticsv2_application.a": {"kinesis_processing_units": 4}}
>>> print_bill(flink, use, region="eu-west-2")  # doctest: +ELLIPSIS
Processing units                          2,920 KPU-Hrs              $0.127    $370.84
Orchestration unit                          730 KPU-Hrs              $0.127     $92.71
Running storage                             200 GB-Mo                $0.116     $23.20
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Open
from archbench.cost.selector import queries

NAME = "Flink application"
USAGE = {
    "kinesis_processing_units": "processing units on average over the month",
    "durable_application_backup_gb": "GB of durable backups kept",
}
ARGUMENTS = arguments(
    priced="runtime_environment",
    free="""
        application_configuration application_mode cloudwatch_logging_options description
        force_stop name service_execution_role start_application
    """,
)

STORAGE_OF_UNIT_GB = 50

QUERIES = queries(
    "AmazonKinesisAnalytics",
    "Kinesis Analytics",
    ("kpu-hour", "KPU-Hrs", "KPU-Hour-Java"),
    ("running-storage", "GB-Mo", "RunningApplicationStorage"),
    ("durable-backup", "GB-Mo", "DurableApplicationBackups"),
)


def charges(application: Resource) -> Iterator[Charge]:
    """Processing units, storage, backups where the usage names them."""
    service, key = "AmazonKinesisAnalytics", "kinesis_processing_units"
    flink = application.text("runtime_environment", "FLINK").startswith(("FLINK", "ZEPPELIN"))
    yield application.used(service, "kpu-hour", "Processing units", key, HOURS)
    if flink:
        yield application.hours(service, "kpu-hour", "Orchestration unit")
        yield application.used(
            service, "running-storage", "Running storage", key, STORAGE_OF_UNIT_GB
        )
    key = "durable_application_backup_gb"
    if not isinstance(application.usage_of(key)[0], Open):
        yield application.used(service, "durable-backup", "Durable backups", key)
