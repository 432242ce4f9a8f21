"""EventBridge pipe: by the million requests that pass its filter.

https://aws.amazon.com/eventbridge/pricing/. Each 64 KB counts as one request.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_pipes_pipe.a": {}})  # doctest: +ELLIPSIS
aws_pipes_pipe.a: Pipe requests: no price: no sourced figure for AWSEvents ...
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource

NAME = "EventBridge pipe"
USAGE = {"monthly_requests": "requests that pass the filter in a month, each 64 KB once"}
ARGUMENTS = arguments(
    free="""
        description desired_state enrichment enrichment_parameters kms_key_identifier
        log_configuration name name_prefix role_arn source source_parameters target
        target_parameters
    """
)


def charges(pipe: Resource) -> Iterator[Charge]:
    """Requests."""
    yield pipe.used("AWSEvents", "pipe-requests", "Pipe requests", "monthly_requests")
