"""Trail: data events and insights by the event; the first copy of management events is free.

https://aws.amazon.com/cloudtrail/pricing/. Whether the account has another trail in the region
cannot be told, so that the further copies wait for usage.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_cloudtrail.a": {}})
Management events, further copies          open 100K events              $2
>>> data = {"data_resource": ({"type": "AWS::S3::Object"},)}
>>> print_bill({"aws_cloudtrail.a": {"event_selector": (data,)}},
...     {"aws_cloudtrail.a": {"monthly_data_events": 20000000,
...         "monthly_additional_management_events": 0}})
Management events, further copies             0 100K events              $2      $0.00
Data events                                  20 1M events                $1     $20.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, blocks_of, is_true
from archbench.cost.quantity import Open
from archbench.cost.selector import queries

NAME = "Trail"
USAGE = {
    "monthly_additional_management_events": "management events of a further trail in a month",
    "monthly_data_events": "data events recorded in a month",
    "monthly_insight_events": "events analysed for insights in a month",
}
ARGUMENTS = arguments(
    priced="advanced_event_selector event_selector insight_selector",
    free="""
        cloud_watch_logs_group_arn cloud_watch_logs_role_arn enable_log_file_validation
        enable_logging include_global_service_events is_multi_region_trail
        is_organization_trail kms_key_id name s3_bucket_name s3_key_prefix sns_topic_name
    """,
)

_ITEMS = {
    "monthly_additional_management_events": (
        "management-events-additional-copies",
        "Management events, further copies",
    ),
    "monthly_data_events": ("data-events", "Data events"),
    "monthly_insight_events": ("insights-events", "Events analysed for insights"),
}

QUERIES = (
    *queries(
        "AWSCloudTrail",
        "Management Tools - AWS CloudTrail Paid Events Recorded",
        ("management-events-additional-copies", "100K events", "PaidEventsRecorded"),
    ),
    *queries(
        "AWSCloudTrail",
        "Management Tools - AWS CloudTrail Data Events Recorded",
        ("data-events", "1M events", "DataEventsRecorded"),
    ),
    *queries(
        "AWSCloudTrail",
        "Management Tools - AWS CloudTrail Insights Events",
        ("insights-events", "100K events", "InsightsEvents"),
    ),
)


def charges(trail: Resource) -> Iterator[Charge]:
    """What the configuration switches on, or the usage names."""
    asked = {
        "monthly_additional_management_events": _records_management(trail),
        "monthly_data_events": _records_data(trail),
        "monthly_insight_events": bool(trail.blocks("insight_selector")),
    }
    for key, (item, label) in _ITEMS.items():
        if asked[key] or not isinstance(trail.usage_of(key)[0], Open):
            yield trail.used("AWSCloudTrail", item, label, key)


def _records_management(trail: Resource) -> bool:
    """True unless every selector leaves management events out."""
    basic, advanced = trail.blocks("event_selector"), trail.blocks("advanced_event_selector")
    if basic:
        names = f"{trail.address} include_management_events"
        return any(is_true(x.get("include_management_events", True), names) for x in basic)
    categories = [
        field.get("equals")
        for selector in advanced
        for field in blocks_of(selector, "field_selector", trail.address)
        if field.get("field") == "eventCategory"
    ]
    return not advanced or categories != [("Data",)] * len(categories)


def _records_data(trail: Resource) -> bool:
    if any(blocks_of(x, "data_resource", trail.address) for x in trail.blocks("event_selector")):
        return True
    fields = (
        field
        for selector in trail.blocks("advanced_event_selector")
        for field in blocks_of(selector, "field_selector", trail.address)
    )
    return any(
        field.get("field") == "eventCategory" and field.get("equals") != ("Management",)
        for field in fields
    )
