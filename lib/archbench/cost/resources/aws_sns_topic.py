"""SNS topic: by request, and by delivery where the protocol costs.

https://aws.amazon.com/sns/pricing/

A request counts once for every 64 KB, a delivery once for every message. Deliveries to SQS and
Lambda are free. Of a FIFO topic messages and deliveries are counted, and the GB both carry. The
free allowances of an account are not taken off.

>>> from archbench.cost.bill import print_bill, ref
>>> mail = {"topic_arn": ref("aws_sns_topic.a", "arn"), "protocol": "email"}
>>> print_bill({"aws_sns_topic.a": {}, "aws_sns_topic_subscription.ops": mail},
...     {"aws_sns_topic.a": {"monthly_requests": 5000}})
SNS requests                              0.005 1M requests            $0.5      $0.00
SNS email notifications                    0.05 100K notifications           $2      $0.10
aws_sns_topic_subscription.ops: free
>>> queue = {"topic_arn": ref("aws_sns_topic.a", "arn"), "protocol": "sqs"}
>>> print_bill({"aws_sns_topic.a": {"fifo_topic": True}, "aws_sns_topic_subscription.q": queue},
...     {"aws_sns_topic.a": {"monthly_requests": 8388608, "request_size_kb": 16}})
FIFO messages published                8.388608 1M requests            $0.3      $2.52
FIFO messages published, data               128 GB                   $0.017      $2.18
FIFO messages delivered                8.388608 1M messages           $0.01      $0.08
FIFO messages delivered, data               128 GB                   $0.001      $0.13
aws_sns_topic_subscription.q: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.machines import chunks
from archbench.cost.model import Unpriced
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import queries

NAME = "SNS topic"
USAGE = {
    "monthly_requests": "messages published in a month",
    "request_size_kb": "average size of a message in KB, 64 or less when not given",
    "email_subscriptions": "e-mail subscriptions, in place of those in the configuration",
    "http_subscriptions": "HTTP and HTTPS subscriptions, in place of those in the configuration",
    "kinesis_subscriptions": "Firehose subscriptions, in place of those in the configuration",
    "mobile_push_subscriptions": "mobile endpoints a message reaches",
    "macos_subscriptions": "macOS endpoints a message reaches",
    "sms_subscriptions": "telephone numbers a message reaches",
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
"""How much of a message is one request (https://aws.amazon.com/sns/faqs/, of published data)."""
PROTOCOLS = {
    "email": "email",
    "email-json": "email",
    "http": "http",
    "https": "http",
    "firehose": "firehose",
    "application": "mobile push",
}
"""What AWS bills a delivery as, by the protocol of its subscription."""
FREE_PROTOCOLS = ("sqs", "lambda")

ITEMS = {
    "email": "email-notification",
    "http": "http-notification",
    "firehose": "firehose-notification",
    "mobile push": "mobile-push",
    "macOS push": "macos-push",
}
_KEYS = {
    "email": "email_subscriptions",
    "http": "http_subscriptions",
    "firehose": "kinesis_subscriptions",
    "mobile push": "mobile_push_subscriptions",
    "macOS push": "macos_subscriptions",
}
_KB_IN_GB = 1024 * 1024
_SERVICE = "AmazonSNS"

QUERIES = queries(
    "AmazonSNS",
    "",
    ("publish-request", "1M requests", "Requests-Tier1"),
    ("email-notification", "100K notifications", "DeliveryAttempts-SMTP"),
    ("http-notification", "100K notifications", "DeliveryAttempts-HTTP"),
    ("firehose-notification", "1M notifications", "DeliveryAttempts-FIREHOSE"),
    ("mobile-push", "1M notifications", "DeliveryAttempts-APNS"),
    ("macos-push", "1M notifications", "DeliveryAttempts-MACOS"),
    ("fifo-publish-request", "1M requests", "F-Request-Tier1"),
    ("fifo-publish-gb", "GB", "F-Ingress-Tier1"),
    ("fifo-delivery", "1M messages", "F-DA-SQS"),
    ("fifo-delivery-gb", "GB", "F-Egress-SQS"),
)


def charges(topic: Resource) -> Iterator[Charge | Unpriced]:
    """Publish requests, and deliveries by protocol."""
    if topic.flag("fifo_topic"):
        yield from _ordered(topic)
        return
    key = "monthly_requests"
    requests, basis = topic.usage_of(key)
    published = requests * chunks(topic, "request_size_kb", _CHUNK_KB)
    yield Charge(_SERVICE, "publish-request", "SNS requests", published, basis, key, key)
    counts, others = _subscriptions(topic)
    for kind, item in ITEMS.items():
        given, _ = topic.usage_of(_KEYS[kind])
        number = Quantity.of(counts.get(kind, 0)) if isinstance(given, Open) else given
        plural = "" if number == Quantity.of(1) else "s"
        if number.high > 0:
            yield Charge(
                _SERVICE,
                item,
                f"SNS {kind} notifications",
                requests * number,
                basis,
                f"monthly_requests x {number.likely:f} subscription{plural}",
                key,
            )
    numbers, _ = topic.usage_of("sms_subscriptions")
    if isinstance(numbers, Quantity) and numbers.high > 0:
        others.append("sms")
    for protocol in dict.fromkeys(others):
        yield Unpriced(topic.address, no_rate(protocol))


def no_rate(protocol: str) -> str:
    """Why deliveries by a protocol have no price."""
    why = "each country has its own rate" if protocol == "sms" else "no sourced figure"
    return f"SNS {protocol} notifications: no price: {why}"


def _ordered(topic: Resource) -> Iterator[Charge]:
    """What a FIFO topic takes in and hands on: by message, and by GB of it."""
    key, label = "monthly_requests", "FIFO messages published"
    messages, basis = topic.usage_of(key)
    size, _ = topic.usage_of("request_size_kb")
    data: Amount = messages * size / _KB_IN_GB
    words = "monthly_requests x request_size_kb"
    yield Charge(_SERVICE, "fifo-publish-request", label, messages, basis, key, key)
    yield Charge(_SERVICE, "fifo-publish-gb", f"{label}, data", data, basis, words, key)
    number = Quantity.of(len(topic.named_by("aws_sns_topic_subscription", "topic_arn")))
    if number.high == 0:
        return
    label, each = "FIFO messages delivered", f"{number.likely:f} subscriptions"
    if number == Quantity.of(1):
        each = "1 subscription"
    out, sent = messages * number, data * number
    yield Charge(_SERVICE, "fifo-delivery", label, out, basis, f"{key} x {each}", key)
    yield Charge(_SERVICE, "fifo-delivery-gb", f"{label}, data", sent, basis, f"{words} x {each}")


def _subscriptions(topic: Resource) -> tuple[dict[str, int], list[str]]:
    counts: dict[str, int] = {}
    others: set[str] = set()
    for subscription in topic.named_by("aws_sns_topic_subscription", "topic_arn"):
        protocol = subscription.text("protocol")
        if kind := PROTOCOLS.get(protocol):
            counts[kind] = counts.get(kind, 0) + 1
        elif protocol not in FREE_PROTOCOLS:
            others.add(protocol)
    return counts, sorted(others)
