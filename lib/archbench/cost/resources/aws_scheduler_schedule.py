"""Schedule: by the million invocations; a fixed rate says how many.

https://aws.amazon.com/eventbridge/pricing/. The free 14 million of an account are not taken off.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_scheduler_schedule.a": {"schedule_expression": "rate(5 minutes)"}},
...     region="eu-west-2")
Scheduled invocations                   0.00876 1M invocations        $1.15      $0.01
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import HOURS, Quantity

NAME = "EventBridge schedule"
USAGE = {"monthly_invocations": "invocations in a month, where the schedule is no fixed rate"}
ARGUMENTS = arguments(
    priced="schedule_expression state",
    free="""
        description end_date flexible_time_window group_name kms_key_arn name name_prefix
        schedule_expression_timezone start_date target
    """,
)

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_HOURS = {"minute": Decimal(1) / 60, "hour": Decimal(1), "day": Decimal(24)}


def charges(schedule: Resource) -> Iterator[Charge]:
    """Invocations."""
    if schedule.text("state", "ENABLED") == "DISABLED":
        return
    key = "monthly_invocations"
    rate = _RATE.fullmatch(schedule.text("schedule_expression"))
    if rate:
        every = int(rate[1]) * _HOURS[rate[2]]
        yield Charge(
            "AWSEvents",
            "scheduler-invocation",
            "Scheduled invocations",
            Quantity.of(HOURS / every),
            formula=f"{HOURS} h, {rate[0]}",
        )
    else:
        yield schedule.used("AWSEvents", "scheduler-invocation", "Scheduled invocations", key)
