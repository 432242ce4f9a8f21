"""Schedule: by the million invocations; a fixed rate says how many.

https://aws.amazon.com/eventbridge/pricing/. The free 14 million of an account are not taken off.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_scheduler_schedule.a": {"schedule_expression": "rate(5 minutes)"}},
...     region="eu-west-2")
Scheduled invocations                   0.00876 1M invocations        $1.15      $0.01
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.machines import runs_of_rate
from archbench.cost.selector import queries

NAME = "EventBridge schedule"
USAGE = {"monthly_invocations": "invocations in a month, where the schedule is no fixed rate"}
ARGUMENTS = arguments(
    priced="schedule_expression state",
    free="""
        action_after_completion description end_date flexible_time_window group_name
        kms_key_arn name name_prefix schedule_expression_timezone start_date target
    """,
)

QUERIES = queries(
    "AWSEvents", "", ("scheduler-invocation", "1M invocations", "ScheduledInvocation")
)


def charges(schedule: Resource) -> Iterator[Charge]:
    """Invocations."""
    if schedule.text("state", "ENABLED") == "DISABLED":
        return
    key = "monthly_invocations"
    expression = schedule.text("schedule_expression")
    runs = runs_of_rate(expression)
    if runs is None:
        yield schedule.used("AWSEvents", "scheduler-invocation", "Scheduled invocations", key)
    else:
        yield Charge(
            "AWSEvents",
            "scheduler-invocation",
            "Scheduled invocations",
            runs,
            formula=expression,
        )
