"""CloudFormation stack: calls of handlers that are not AWS's own; its resources are not read.

https://aws.amazon.com/cloudformation/pricing/. Handlers of AWS::, Alexa:: and Custom:: are free.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_cloudformation_stack.a": {}},
...     {"aws_cloudformation_stack.a": {"monthly_handler_operations": 2000}})
Handler operations                        2,000 Operation           $0.0009      $1.80
Handler time beyond 30 seconds             open s                  $0.00008
aws_cloudformation_stack.a: Resources of its template: no price: no rule reads templates
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.selector import queries

NAME = "CloudFormation stack"
USAGE = {
    "monthly_handler_operations": "calls in a month of handlers that are not AWS's own",
    "monthly_duration_secs": "seconds in a month those calls take beyond 30 each",
}
ARGUMENTS = arguments(
    priced="template_body template_url",
    free="""
        capabilities disable_rollback iam_role_arn name notification_arns on_failure parameters
        policy_body policy_url timeout_in_minutes
    """,
)

QUERIES = queries(
    "AWSCloudFormation",
    "",
    ("handler-operation", "Operation", "Resource-Invocation-Count"),
    ("handler-second", "s", "Resource-Processing-Time"),
)


def charges(stack: Resource) -> Iterator[Charge | Unpriced]:
    """Handlers, and the resources of the template as not read."""
    service = "AWSCloudFormation"
    yield stack.used(
        service, "handler-operation", "Handler operations", "monthly_handler_operations"
    )
    yield stack.used(
        service, "handler-second", "Handler time beyond 30 seconds", "monthly_duration_secs"
    )
    yield Unpriced(stack.address, "Resources of its template: no price: no rule reads templates")
