"""Identity that sends e-mail by SES: by thousand messages, and by the GB of what they attach.

https://aws.amazon.com/ses/pricing/. A message to several people counts once for each of them.

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_messages_sent": 250000, "monthly_data_sent_gb": 10}
>>> print_bill({"aws_ses_domain_identity.a": {}}, {"aws_ses_domain_identity.a": use})
Messages sent                               250 1K emails              $0.1     $25.00
Data in messages sent                        10 GB                    $0.12      $1.20
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "SES identity"
USAGE = {
    "monthly_messages_sent": "messages sent in a month, one for each of those who get it",
    "monthly_data_sent_gb": "GB of what is attached to them",
}
ARGUMENTS = arguments(free="domain")

QUERIES = queries(
    "AmazonSES",
    "",
    ("outbound-email", "1K emails", "Recipients"),
    ("attachments", "GB", "AttachmentsSize-Bytes"),
)


def charges(identity: Resource) -> Iterator[Charge]:
    """Messages, and the data in them."""
    yield identity.used("AmazonSES", "outbound-email", "Messages sent", "monthly_messages_sent")
    label, key = "Data in messages sent", "monthly_data_sent_gb"
    yield identity.used("AmazonSES", "attachments", label, key)
