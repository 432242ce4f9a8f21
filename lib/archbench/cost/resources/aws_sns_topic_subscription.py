"""SNS subscription: billed at its topic, or here where the topic is not in the configuration.

https://aws.amazon.com/sns/pricing/. Deliveries to SQS and Lambda are free.

>>> from archbench.cost.bill import print_bill
>>> hook = {"topic_arn": "arn:aws:sns:us-east-1:111122223333:jobs", "protocol": "https"}
>>> print_bill({"aws_sns_topic_subscription.a": hook},
...     {"aws_sns_topic_subscription.a": {"monthly_requests": 500000, "request_size_kb": 70}})
SNS http notifications                        5 100K notifications        $0.06      $0.30
>>> print_bill({"aws_sns_topic_subscription.a": hook | {"protocol": "sqs"}})
aws_sns_topic_subscription.a: free
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, known
from archbench.cost.model import Unpriced
from archbench.cost.resources.aws_sns_topic import (
    FREE_PROTOCOLS,
    ITEMS,
    PROTOCOLS,
    no_rate,
)

NAME = "SNS subscription"
USAGE = {
    "monthly_requests": "messages it receives in a month",
    "request_size_kb": "average size of a message in KB; a delivery counts once whatever its size",
}
ARGUMENTS = arguments(
    priced="protocol topic_arn",
    free="""
        confirmation_timeout_in_minutes delivery_policy endpoint endpoint_auto_confirms
        filter_policy filter_policy_scope raw_message_delivery redrive_policy replay_policy
        subscription_role_arn
    """,
)


def charges(subscription: Resource) -> Iterator[Charge | Unpriced]:
    """Deliveries of a topic that is somewhere else."""
    if subscription.target("topic_arn") is not None:
        return
    protocol = subscription.text("protocol")
    if protocol in FREE_PROTOCOLS:
        # A FIFO topic that nobody knows yet would bill what it delivers.
        known(subscription.instance.get("topic_arn"), f"{subscription.address}.topic_arn")
        return
    kind = PROTOCOLS.get(protocol)
    if kind is None:
        yield Unpriced(subscription.address, no_rate(protocol))
        return
    label = f"SNS {kind} notifications"
    yield subscription.used("AmazonSNS", ITEMS[kind], label, "monthly_requests")
