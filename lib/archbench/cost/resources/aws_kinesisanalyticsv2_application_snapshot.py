"""Snapshot of a Flink application: by the GB of durable backups.

https://aws.amazon.com/managed-service-apache-flink/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"durable_application_backup_gb": 100}
>>> print_bill({"aws_kinesisanalyticsv2_application_snapshot.a": {}},
...     {"aws_kinesisanalyticsv2_application_snapshot.a": use}, region="eu-west-2")
Durable backups                             100 GB-Mo                $0.024      $2.40
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "Snapshot of a Flink application"
USAGE = {"durable_application_backup_gb": "GB of durable backups kept"}
ARGUMENTS = arguments(free="application_name snapshot_name")


def charges(snapshot: Resource) -> Iterator[Charge]:
    """Durable backups."""
    key = "durable_application_backup_gb"
    yield snapshot.used("AmazonKinesisAnalytics", "durable-backup", "Durable backups", key)
