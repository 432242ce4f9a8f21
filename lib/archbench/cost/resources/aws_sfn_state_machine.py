"""State machine: standard by the transition, express by request and by memory over time.

https://aws.amazon.com/step-functions/pricing/. Memory counts in steps of 64 MB, duration of 100 ms,
and at least one of each.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_sfn_state_machine.a": {}},
...     {"aws_sfn_state_machine.a": {"monthly_transitions": 500000}})
State transitions                           500 1K transitions       $0.025     $12.50
>>> use = {"monthly_requests": 1000000, "memory_mb": 100, "workflow_duration_ms": 250}
>>> print_bill({"aws_sfn_state_machine.a": {"type": "EXPRESS"}}, {"aws_sfn_state_machine.a": use})
Express executions                            1 1M requests              $1      $1.00
Express duration (first 3.6M GB-s)       37,500 GB-s            $0.00001667      $0.63
"""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.quantity import Amount
from archbench.cost.selector import queries

NAME = "State machine"
USAGE = {
    "monthly_transitions": "state transitions of a standard machine in a month",
    "monthly_requests": "executions of an express machine in a month",
    "memory_mb": "average MB of memory an execution takes",
    "workflow_duration_ms": "average duration of an execution in milliseconds",
}
ARGUMENTS = arguments(
    priced="type",
    free="""
        definition encryption_configuration logging_configuration name name_prefix publish
        role_arn tracing_configuration
    """,
    costs={"tracing_configuration.enabled": "X-Ray traces"},
)

MEMORY_STEP_MB = 64
DURATION_STEP_MS = 100

QUERIES = queries(
    "AmazonStates",
    "",
    ("state-transition", "1K transitions", "StateTransition"),
    ("express-requests", "1M requests", "StepFunctions-Request"),
    ("express-duration", "GB-s", "StepFunctions-GB-Second"),
)


def charges(machine: Resource) -> Iterator[Charge]:
    """Transitions, or executions and their duration."""
    if machine.text("type", "STANDARD") != "EXPRESS":
        key = "monthly_transitions"
        yield machine.used("AmazonStates", "state-transition", "State transitions", key)
        return
    yield machine.used("AmazonStates", "express-requests", "Express executions", "monthly_requests")
    requests, basis = machine.usage_of("monthly_requests")
    memory = _stepped(machine.usage_of("memory_mb")[0], MEMORY_STEP_MB)
    duration = _stepped(machine.usage_of("workflow_duration_ms")[0], DURATION_STEP_MS)
    yield Charge(
        "AmazonStates",
        "express-duration",
        "Express duration",
        requests * memory * duration / (1024 * 1000),
        basis,
        "monthly_requests x memory_mb x workflow_duration_ms",
        "workflow_duration_ms",
    )


def _stepped(number: Amount, step: int) -> Amount:
    """In whole steps, and at least one: an execution takes some memory and time."""

    def up(value: Decimal) -> Decimal:
        return max((value / step).to_integral_value(ROUND_CEILING), Decimal(1)) * step

    return number.map(up)
