"""Flow log: into CloudWatch Logs it is billed at its log group; elsewhere its delivery costs.

https://aws.amazon.com/cloudwatch/pricing/

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_flow_log.vpc": {"log_destination_type": "cloud-watch-logs"}})
aws_flow_log.vpc: free
>>> print_bill({"aws_flow_log.vpc": {"log_destination_type": "s3"}})
aws_flow_log.vpc: Flow logs delivered to s3: no price: no sourced figure
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.model import Unpriced
from archbench.cost.selector import queries

NAME = "Flow log"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="destination_options log_destination_type",
    free="""
        deliver_cross_account_role eni_id iam_role_arn log_destination log_format
        log_group_name max_aggregation_interval regional_nat_gateway_id subnet_id
        tag_field_specification traffic_type transit_gateway_attachment_id
        transit_gateway_id vpc_id
    """,
)

QUERIES = queries(
    "AmazonCloudWatch",
    "Data Payload",
    ("logs-ingest-vended", "GB", "VendedLog-Bytes"),
    ("logs-vended-to-s3", "GB", "S3-Egress-Bytes"),
    ("logs-vended-to-firehose", "GB", "FH-Egress-Bytes"),
)


def charges(log: Resource) -> Iterator[Charge | Unpriced]:
    """Nothing of its own for CloudWatch Logs, the default."""
    kind = log.text("log_destination_type", "cloud-watch-logs")
    if kind != "cloud-watch-logs":
        yield Unpriced(log.address, f"Flow logs delivered to {kind}: no price: no sourced figure")
