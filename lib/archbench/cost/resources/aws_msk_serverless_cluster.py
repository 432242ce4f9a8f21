"""MSK Serverless cluster: by the hour, by partition, by the GB written, read and kept.

https://aws.amazon.com/msk/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"partitions": 100, "monthly_data_in_gb": 500}
>>> print_bill({"aws_msk_serverless_cluster.a": {}}, {"aws_msk_serverless_cluster.a": use})
MSK Serverless cluster                      730 Hrs                   $0.75    $547.50
Partitions                               73,000 Hrs                 $0.0015    $109.50
Data written                                500 GB                     $0.1     $50.00
Data read                                  open GB                    $0.05
Data kept                                  open GB-Mo                  $0.1
"""

from collections.abc import Iterator

from archbench.aws.month import HOURS
from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "MSK Serverless cluster"
USAGE = {
    "partitions": "partitions, the leaders, on average",
    "monthly_data_in_gb": "GB written in a month",
    "monthly_data_out_gb": "GB read in a month",
    "storage_gb": "GB kept",
}
ARGUMENTS = arguments(free="client_authentication cluster_name vpc_config")

QUERIES = queries(
    "AmazonMSK",
    "",
    ("serverless-cluster-hour", "Hrs", "KafkaServerless-ClusterHours"),
    ("serverless-partition-hour", "Hrs", "KafkaServerless-PartitionHours"),
    ("serverless-data-in", "GB", "KafkaServerless-In-Bytes"),
)


def charges(cluster: Resource) -> Iterator[Charge]:
    """Hours of the cluster and its partitions, data in and out, storage."""
    yield cluster.hours("AmazonMSK", "serverless-cluster-hour", "MSK Serverless cluster")
    item = "serverless-partition-hour"
    yield cluster.used("AmazonMSK", item, "Partitions", "partitions", HOURS)
    yield cluster.used("AmazonMSK", "serverless-data-in", "Data written", "monthly_data_in_gb")
    yield cluster.used("AmazonMSK", "serverless-data-out", "Data read", "monthly_data_out_gb")
    yield cluster.used("AmazonMSK", "serverless-storage", "Data kept", "storage_gb")
