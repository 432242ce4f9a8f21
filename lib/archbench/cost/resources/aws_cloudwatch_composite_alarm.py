"""Composite alarm: by the month.

https://aws.amazon.com/cloudwatch/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_cloudwatch_composite_alarm.all": {}}, region="eu-west-1")
Composite alarm                               1 Alarm-Mo               $0.5      $0.50
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Quantity
from archbench.cost.selector import queries

NAME = "Composite alarm"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    free="""
        actions_enabled actions_suppressor alarm_actions alarm_description alarm_name
        alarm_rule insufficient_data_actions ok_actions
    """,
)

QUERIES = queries(
    "AmazonCloudWatch", "Alarm", ("alarm-composite", "Alarm-Mo", "CW:CompositeAlarmMonitorUsage")
)


def charges(_alarm: Resource) -> Iterator[Charge]:
    """One alarm."""
    yield Charge(
        "AmazonCloudWatch", "alarm-composite", "Composite alarm", Quantity.of(1), formula="1 alarm"
    )
