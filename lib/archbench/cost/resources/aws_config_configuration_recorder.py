"""Config recorder: by the configuration item recorded.

https://aws.amazon.com/config/pricing/. Daily recording has a price of its own.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_config_items": 10000}
>>> print_bill({"aws_config_configuration_recorder.a": {}},
...     {"aws_config_configuration_recorder.a": use})
Configuration items                      10,000 Items                $0.003     $30.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, known
from archbench.cost.quantity import Open
from archbench.cost.selector import queries

NAME = "Config recorder"
USAGE = {
    "monthly_config_items": "configuration items recorded in a month",
    "monthly_custom_config_items": "items of custom resources recorded in a month",
}
ARGUMENTS = arguments(
    priced="recording_mode",
    free="name recording_group role_arn",
    costs={"recording_mode.recording_mode_override": "Types recorded at another frequency"},
)

QUERIES = queries(
    "AWSConfig",
    "",
    ("configuration-item", "Items", "ConfigurationItemRecorded"),
    ("configuration-item-daily", "Items", "ConfigurationItemRecordedDaily"),
    ("configuration-item-custom", "Items", "CustomConfigItemRecorded"),
)


def charges(recorder: Resource) -> Iterator[Charge]:
    """Configuration items."""
    mode = recorder.block("recording_mode").get("recording_frequency")
    daily = known(mode, f"{recorder.address} recording_frequency") == "DAILY"
    item = "configuration-item-daily" if daily else "configuration-item"
    label = "Configuration items, daily" if daily else "Configuration items"
    yield recorder.used("AWSConfig", item, label, "monthly_config_items")
    key = "monthly_custom_config_items"
    if not isinstance(recorder.usage_of(key)[0], Open):
        yield recorder.used("AWSConfig", "configuration-item-custom", "Custom items", key)
