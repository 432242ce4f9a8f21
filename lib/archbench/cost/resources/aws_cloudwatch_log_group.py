"""Log group: by the GB that comes in, that is kept, and that queries read.

https://aws.amazon.com/cloudwatch/pricing/. Stored logs are compressed by AWS: storage_gb counts
them compressed.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_data_ingested_gb": 100, "storage_gb": 20, "monthly_data_scanned_gb": 0}
>>> print_bill({"aws_cloudwatch_log_group.app": {}}, {"aws_cloudwatch_log_group.app": use})
Log data ingested                           100 GB                     $0.5     $50.00
Log data stored                              20 GB-Mo                 $0.03      $0.60
Log data scanned by queries                   0 GB                   $0.005      $0.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Log group"
USAGE = {
    "monthly_data_ingested_gb": "GB written to the group in a month",
    "storage_gb": "GB kept, compressed",
    "monthly_data_scanned_gb": "GB Logs Insights queries read in a month",
}
ARGUMENTS = arguments(
    priced="log_group_class",
    free="""
        deletion_protection_enabled kms_key_id name name_prefix retention_in_days
        skip_destroy
    """,
)


_CLASSES = {
    "STANDARD": ("standard", ""),
    "INFREQUENT_ACCESS": ("infrequent", ", infrequent access"),
}

QUERIES = (
    *queries(
        "AmazonCloudWatch",
        "Data Payload",
        ("logs-ingest-standard", "GB", "DataProcessing-Bytes"),
        ("logs-ingest-infrequent", "GB", "DataProcessingIA-Bytes"),
        ("logs-insights-scan", "GB", "DataScanned-Bytes"),
    ),
    *queries(
        "AmazonCloudWatch", "Storage Snapshot", ("logs-storage", "GB-Mo", "TimedStorage-ByteHrs")
    ),
)


def charges(group: Resource) -> Iterator[Charge]:
    """Ingestion, storage and queries."""
    class_ = group.text("log_group_class", "STANDARD")
    kind, words = _CLASSES.get(class_, (class_.lower(), f", {class_.lower()}"))
    label = f"Log data ingested{words}"
    service = "AmazonCloudWatch"
    yield group.used(service, f"logs-ingest-{kind}", label, "monthly_data_ingested_gb")
    yield group.used(service, "logs-storage", "Log data stored", "storage_gb")
    yield group.used(
        service, "logs-insights-scan", "Log data scanned by queries", "monthly_data_scanned_gb"
    )
