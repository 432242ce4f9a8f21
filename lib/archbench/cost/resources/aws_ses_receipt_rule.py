"""Receipt rule of SES: by thousand messages that arrive.

https://aws.amazon.com/ses/pricing/. Data beyond 256 KB of a message has a rate of its own.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ses_receipt_rule.a": {}},
...     {"aws_ses_receipt_rule.a": {"monthly_messages_received": 40000}})
Messages received                            40 1K emails              $0.1      $4.00
aws_ses_receipt_rule.a: Chunks of messages received: no price: no sourced figure
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced

NAME = "SES receipt rule"
USAGE = {"monthly_messages_received": "messages that arrive in a month"}
ARGUMENTS = arguments(
    free="""
        add_header_action after bounce_action enabled lambda_action name recipients
        rule_set_name s3_action scan_enabled sns_action stop_action tls_policy
    """,
    costs={"workmail_action": "Mailboxes of WorkMail"},
)


def charges(rule: Resource) -> Iterator[Charge | Unpriced]:
    """Messages, and the data in them."""
    label, key = "Messages received", "monthly_messages_received"
    yield rule.used("AmazonSES", "inbound-email", label, key)
    reason = "no price: no sourced figure"
    yield Unpriced(rule.address, f"Chunks of messages received: {reason}")
