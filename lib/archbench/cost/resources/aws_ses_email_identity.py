"""Address that sends e-mail by SES: by thousand messages, as a domain does.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_ses_email_identity.a": {}},
...     {"aws_ses_email_identity.a": {"monthly_messages_sent": 1000, "monthly_data_sent_gb": 0}})
Messages sent                                 1 1K emails              $0.1      $0.10
Data in messages sent                         0 GB                    $0.12      $0.00
"""

from archbench.cost.arguments import arguments
from archbench.cost.resources.aws_ses_domain_identity import USAGE, charges

__all__ = ["ARGUMENTS", "NAME", "USAGE", "charges"]

NAME = "SES address"
ARGUMENTS = arguments(free="email")
