"""Trail: data events and insights by the event; the first trail's management events are free.

https://aws.amazon.com/cloudtrail/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_cloudtrail.a": {}})
aws_cloudtrail.a: free
>>> data = {"data_resource": ({"type": "AWS::S3::Object"},)}
>>> print_bill({"aws_cloudtrail.a": {"event_selector": (data,)}},
...     {"aws_cloudtrail.a": {"monthly_data_events": 20000000}})
Data events                                  20 1M events                $1     $20.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, blocks_of
from archbench.cost.quantity import Open

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


def charges(trail: Resource) -> Iterator[Charge]:
    """What the configuration switches on, or the usage names."""
    others = [item for item in trail.others("aws_cloudtrail") if item.address < trail.address]
    asked = {
        "monthly_additional_management_events": bool(others),
        "monthly_data_events": _records_data(trail),
        "monthly_insight_events": bool(trail.blocks("insight_selector")),
    }
    for key, (item, label) in _ITEMS.items():
        if asked[key] or not isinstance(trail.usage_of(key)[0], Open):
            yield trail.used("AWSCloudTrail", item, label, key)


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
