"""Flow log: by the GB delivered, but for what a log group of the configuration takes in.

https://aws.amazon.com/cloudwatch/pricing/

>>> from archbench.cost.bill import print_bill, ref
>>> group = {"log_destination": ref("aws_cloudwatch_log_group.flow", "arn")}
>>> print_bill({"aws_flow_log.vpc": group, "aws_cloudwatch_log_group.flow": {}},
...     {"aws_cloudwatch_log_group.flow": {"monthly_data_ingested_gb": 100}})
Log data ingested                           100 GB                     $0.5     $50.00
Log data stored                            open GB-Mo                 $0.03
Log data scanned by queries                open GB                   $0.005
aws_flow_log.vpc: free
>>> print_bill({"aws_flow_log.vpc": {"log_group_name": "elsewhere"}})
Flow logs delivered to CloudWatch Logs (first 10,240 GB)       open GB                     $0.5
>>> print_bill({"aws_flow_log.vpc": {"log_destination_type": "s3"}},
...     {"aws_flow_log.vpc": {"monthly_data_ingested_gb": 12000}})
Flow logs delivered to S3 (first 10,240 GB)     10,240 GB                    $0.25  $2,560.00
Flow logs delivered to S3 (next 20,480 GB)      1,760 GB                    $0.15    $264.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Flow log"
USAGE = {
    "monthly_data_ingested_gb": "GB of flow logs delivered in a month, where not at their log group"
}
ARGUMENTS = arguments(
    priced="log_destination log_destination_type log_group_name",
    free="""
        deliver_cross_account_role destination_options eni_id iam_role_arn log_format
        max_aggregation_interval regional_nat_gateway_id subnet_id
        tag_field_specification traffic_type transit_gateway_attachment_id
        transit_gateway_id vpc_id
    """,
    costs={"destination_options.file_format!=plain-text": "Conversion to Parquet"},
)

QUERIES = queries(
    "AmazonCloudWatch",
    "Data Payload",
    ("logs-ingest-vended", "GB", "VendedLog-Bytes"),
    ("logs-vended-to-s3", "GB", "S3-Egress-Bytes"),
    ("logs-vended-to-firehose", "GB", "FH-Egress-Bytes"),
)


_DELIVERED = {
    "cloud-watch-logs": ("logs-ingest-vended", "CloudWatch Logs"),
    "s3": ("logs-vended-to-s3", "S3"),
    "kinesis-data-firehose": ("logs-vended-to-firehose", "Firehose"),
}


def charges(log: Resource) -> Iterator[Charge]:
    """Nothing of its own where the log group is here; else what is delivered."""
    kind = log.text("log_destination_type", "cloud-watch-logs")
    if kind == "cloud-watch-logs" and any(map(log.target, ("log_destination", "log_group_name"))):
        return
    if kind in _DELIVERED:
        item, where = _DELIVERED[kind]
        words = f"Flow logs delivered to {where}"
        yield log.used("AmazonCloudWatch", item, words, "monthly_data_ingested_gb")
