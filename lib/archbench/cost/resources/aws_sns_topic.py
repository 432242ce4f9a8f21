"""SNS topic: by request, and by delivery where the protocol costs.

https://aws.amazon.com/sns/pricing/

A request counts once for every 64 KB. Deliveries to SQS and Lambda are free. The free million of
an account is not taken off.

>>> from archbench.cost.bill import print_bill, ref
>>> mail = {"topic_arn": ref("aws_sns_topic.a", "arn"), "protocol": "email"}
>>> print_bill({"aws_sns_topic.a": {}, "aws_sns_topic_subscription.ops": mail},
...     {"aws_sns_topic.a": {"monthly_requests": 5000}})
SNS requests                              0.005 1M requests            $0.5      $0.00
SNS email notifications                    0.05 100K notifications           $2      $0.10
aws_sns_topic_subscription.ops: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.machines import chunks
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Open, Quantity

NAME = "SNS topic"
USAGE = {
    "monthly_requests": "messages published in a month",
    "request_size_kb": "average size of a message in KB, 64 or less when not given",
    "email_subscriptions": "e-mail subscriptions, in place of those in the configuration",
    "http_subscriptions": "HTTP and HTTPS subscriptions, in place of those in the configuration",
}
ARGUMENTS = arguments(
    priced="fifo_topic",
    free="""
        application_failure_feedback_role_arn application_success_feedback_role_arn
        application_success_feedback_sample_rate content_based_deduplication delivery_policy
        display_name fifo_throughput_scope firehose_failure_feedback_role_arn
        firehose_success_feedback_role_arn firehose_success_feedback_sample_rate
        http_failure_feedback_role_arn http_success_feedback_role_arn
        http_success_feedback_sample_rate kms_master_key_id lambda_failure_feedback_role_arn
        lambda_success_feedback_role_arn lambda_success_feedback_sample_rate name name_prefix
        policy signature_version sqs_failure_feedback_role_arn sqs_success_feedback_role_arn
        sqs_success_feedback_sample_rate
    """,
    costs={
        "archive_policy": "Message archive",
        "tracing_config!=passthrough": "X-Ray traces",
    },
)

_CHUNK_KB = 64
_PROTOCOLS = {
    "email": "email",
    "email-json": "email",
    "http": "http",
    "https": "http",
    "firehose": "firehose",
    "application": "mobile push",
}
_ITEMS = {
    "email": "email-notification",
    "http": "http-notification",
    "firehose": "firehose-notification",
    "mobile push": "mobile-push",
}
_FREE_PROTOCOLS = ("sqs", "lambda")


def charges(topic: Resource) -> Iterator[Charge | Unpriced]:
    """Publish requests, and deliveries by protocol."""
    service = "AmazonSNS"
    requests, basis = topic.usage_of("monthly_requests")
    if topic.flag("fifo_topic"):
        yield Unpriced(
            topic.address, "SNS FIFO requests: no price: no sourced figure in the catalogue"
        )
        return
    yield Charge(
        service,
        "publish-request",
        "SNS requests",
        requests * chunks(topic, "request_size_kb", _CHUNK_KB),
        basis,
        "monthly_requests",
        "monthly_requests",
    )
    counts, others = _subscriptions(topic)
    for kind, item in _ITEMS.items():
        given, _ = topic.usage_of(f"{kind}_subscriptions")
        number = Quantity.of(counts.get(kind, 0)) if isinstance(given, Open) else given
        plural = "" if number == Quantity.of(1) else "s"
        if number.high > 0:
            yield Charge(
                service,
                item,
                f"SNS {kind} notifications",
                requests * number,
                basis,
                f"monthly_requests x {number.likely:f} subscription{plural}",
                "monthly_requests",
            )
    for protocol in others:
        yield Unpriced(topic.address, f"SNS {protocol} notifications: no price: no sourced figure")


def _subscriptions(topic: Resource) -> tuple[dict[str, int], list[str]]:
    counts: dict[str, int] = {}
    others: set[str] = set()
    for subscription in topic.named_by("aws_sns_topic_subscription", "topic_arn"):
        protocol = subscription.text("protocol")
        if kind := _PROTOCOLS.get(protocol):
            counts[kind] = counts.get(kind, 0) + 1
        elif protocol not in _FREE_PROTOCOLS:
            others.add(protocol)
    return counts, sorted(others)
