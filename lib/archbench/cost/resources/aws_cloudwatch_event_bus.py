"""Event bus: by the million events put on it; events of AWS services are free.

https://aws.amazon.com/eventbridge/pricing/. Each 64 KB of an event counts as one.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_custom_events": 3000000}
>>> print_bill({"aws_cloudwatch_event_bus.a": {}}, {"aws_cloudwatch_event_bus.a": use})
Custom events                                 3 1M events                $1      $3.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Open
from archbench.cost.selector import queries

NAME = "Event bus"
USAGE = {
    "monthly_custom_events": "custom events in a month, each 64 KB once",
    "monthly_third_party_events": "events of partners and other accounts in a month",
    "monthly_archive_processing_gb": "GB put into archives in a month",
    "archive_storage_gb": "GB kept in archives",
    "monthly_schema_discovery_events": "events read for schema discovery in a month",
}
ARGUMENTS = arguments(
    free="""
        dead_letter_config description event_source_name kms_key_identifier log_config name
    """,
    costs={
        "log_config.level!=off": "Logs of the bus",
    },
)

_OPTIONAL = {
    "monthly_third_party_events": ("partner-event", "Events of partners and other accounts"),
    "monthly_archive_processing_gb": ("archive-processing", "Archive, events put in"),
    "archive_storage_gb": ("archive-storage", "Archive, events kept"),
    "monthly_schema_discovery_events": ("schema-discovery", "Schema discovery"),
}

QUERIES = queries(
    "AWSEvents",
    "EventBridge",
    ("custom-event", "1M events", "Event-64K-Chunks", {"eventType": "Custom Event"}),
    ("partner-event", "1M events", "Event-64K-Chunks", {"eventType": "Partner Event"}),
    ("schema-discovery", "1M events", "Event-8K-Chunks", {"eventType": "Discovery Event"}),
)


def charges(bus: Resource) -> Iterator[Charge]:
    """Events, and what the usage names beside them."""
    yield bus.used("AWSEvents", "custom-event", "Custom events", "monthly_custom_events")
    for key, (item, label) in _OPTIONAL.items():
        if not isinstance(bus.usage_of(key)[0], Open):
            yield bus.used("AWSEvents", item, label, key)
