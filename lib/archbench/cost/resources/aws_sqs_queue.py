"""SQS queue: by request, each 64 KB counting once.

https://aws.amazon.com/sqs/pricing/. The free million of an account is not taken off.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_requests": 1000000, "request_size_kb": 100}
>>> print_bill({"aws_sqs_queue.jobs": {}}, {"aws_sqs_queue.jobs": use})
SQS requests (first 100B requests)            2 1M requests            $0.4      $0.80
>>> print_bill({"aws_sqs_queue.orders": {"fifo_queue": True}})
SQS requests, FIFO (first 100B requests)       open 1M requests            $0.5
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.machines import chunks
from archbench.cost.selector import queries

NAME = "SQS queue"
USAGE = {
    "monthly_requests": "requests to the queue in a month: send, receive, delete",
    "request_size_kb": "average size of a request in KB, 64 or less when not given",
}
ARGUMENTS = arguments(
    priced="fifo_queue",
    free="""
        content_based_deduplication deduplication_scope delay_seconds fifo_throughput_limit
        kms_data_key_reuse_period_seconds kms_master_key_id max_message_size
        message_retention_seconds name name_prefix policy receive_wait_time_seconds
        redrive_allow_policy redrive_policy sqs_managed_sse_enabled visibility_timeout_seconds
    """,
)

QUERIES = queries(
    "AWSQueueService",
    "",
    ("requests-standard", "1M requests", r"Requests-(?:RBP|Tier1)"),
    ("requests-fifo", "1M requests", r"Requests-FIFO-(?:RBP|Tier1)"),
)


def charges(queue: Resource) -> Iterator[Charge]:
    """Requests."""
    is_fifo = queue.flag("fifo_queue")
    requests, basis = queue.usage_of("monthly_requests")
    yield Charge(
        "AWSQueueService",
        "requests-fifo" if is_fifo else "requests-standard",
        "SQS requests, FIFO" if is_fifo else "SQS requests",
        requests * chunks(queue, "request_size_kb", 64),
        basis,
        "monthly_requests, each 64 KB once",
        "monthly_requests",
    )
