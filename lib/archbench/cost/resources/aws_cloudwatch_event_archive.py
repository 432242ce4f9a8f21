"""Archive of an event bus: by the GB put in and the GB kept.

https://aws.amazon.com/eventbridge/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_cloudwatch_event_archive.a": {}},
...     {"aws_cloudwatch_event_archive.a": {"monthly_archive_processing_gb": 20}})
Archive, events put in                       20 GB                     $0.1      $2.00
Archive, events kept                       open GB-Mo                $0.023
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Event archive"
USAGE = {
    "monthly_archive_processing_gb": "GB put into the archive in a month",
    "archive_storage_gb": "GB kept in the archive",
}
ARGUMENTS = arguments(
    free="""
        description event_pattern event_source_arn kms_key_identifier name retention_days
    """
)

QUERIES = queries(
    "AWSEvents",
    "CloudWatch Events",
    ("archive-processing", "GB", "ArchivedEvents-Bytes"),
    ("archive-storage", "GB-Mo", "TimedStorage-ByteHrs"),
)


def charges(archive: Resource) -> Iterator[Charge]:
    """Events put in and kept."""
    key = "monthly_archive_processing_gb"
    yield archive.used("AWSEvents", "archive-processing", "Archive, events put in", key)
    yield archive.used("AWSEvents", "archive-storage", "Archive, events kept", "archive_storage_gb")
