"""MSK cluster: hours of its brokers, their storage, and what is provisioned beyond it.

https://aws.amazon.com/msk/pricing/. A broker's storage has 250 MiB/s; more is billed. With a
scaling target storage is a range up to its max_capacity; it never shrinks.

>>> from archbench.cost.bill import print_bill
>>> broker = {"instance_type": "kafka.m7g.large", "storage_info": ({"ebs_storage_info":
...     ({"volume_size": 1000},)},)}
>>> print_bill({"aws_msk_cluster.a": {"number_of_broker_nodes": 3,
...     "broker_node_group_info": (broker,)}})
Kafka broker, kafka.m7g.large             2,190 Hrs                  $0.204    $446.76
Broker storage                            3,000 GB-Mo                  $0.1    $300.00
"""

from collections.abc import Iterator, Mapping

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, amount, first, is_true, known
from archbench.cost.quantity import Amount, Quantity
from archbench.cost.scaling import scaled
from archbench.cost.selector import queries
from archbench.hcl.values import Plain

NAME = "MSK cluster"
USAGE = {
    "storage_gb": "GB kept in a cluster of Express brokers",
    "monthly_data_in_gb": "GB written in a month to a cluster of Express brokers",
    "tiered_storage_gb": "GB kept in tiered storage",
    "monthly_tiered_retrieval_gb": "GB read from tiered storage in a month",
    "monthly_private_connectivity_gb": "GB through private connectivity in a month",
}
ARGUMENTS = arguments(
    priced="broker_node_group_info number_of_broker_nodes storage_mode",
    free="""
        client_authentication cluster_name configuration_info encryption_info kafka_version
        logging_info open_monitoring rebalancing
    """,
    costs={
        "broker_node_group_info.connectivity_info.public_access.type!=disabled": (
            "Public IPv4 addresses of the brokers"
        ),
        "enhanced_monitoring!=default": "CloudWatch metrics of enhanced monitoring",
    },
)

INCLUDED_MIB = 250

QUERIES = queries(
    "AmazonMSK",
    "",
    ("broker:kafka.{kind}", "Hrs", r"Kafka\.(?P<kind>[a-z]\w*\.\w+)"),
    ("broker-express:express.{kind}", "Hrs", r"Express\.(?P<kind>[a-z]\w*\.\w+)"),
    ("storage:standard", "GB-Mo", r"Kafka\.Storage\.GP2"),
    ("storage:tiered", "GB-Mo", r"Kafka\.Storage\.Tiered"),
    ("storage:express", "GB-Mo", r"Express\.Storage"),
    ("tiered-retrieval", "GB", r"Kafka\.DataRetrieval\.Tiered"),
    ("private-connectivity-hour", "Hrs", r"Kafka\.PrivateConnectivityHours"),
)


def charges(cluster: Resource) -> Iterator[Charge]:
    """Brokers, storage, throughput, tiered storage, private connectivity."""
    group, count = cluster.block("broker_node_group_info"), cluster.number("number_of_broker_nodes")
    where = f"{cluster.address} broker_node_group_info"
    kind = str(known(group.get("instance_type"), f"{where}.instance_type"))
    if kind.startswith("express."):
        yield cluster.hours(
            "AmazonMSK", f"broker-express:{kind}", f"Express broker, {kind}", count, "brokers"
        )
        yield cluster.used("AmazonMSK", "storage:express", "Express storage", "storage_gb")
        yield cluster.used("AmazonMSK", "express-ingress", "Data written", "monthly_data_in_gb")
    else:
        yield cluster.hours(
            "AmazonMSK", f"broker:{kind}", f"Kafka broker, {kind}", count, "brokers"
        )
        yield from _storage(cluster, group, count)
    if cluster.text("storage_mode", "LOCAL") == "TIERED":
        yield cluster.used("AmazonMSK", "storage:tiered", "Tiered storage", "tiered_storage_gb")
        key = "monthly_tiered_retrieval_gb"
        yield cluster.used("AmazonMSK", "tiered-retrieval", "Tiered storage, data read", key)
    access = first(group, "connectivity_info", where)
    if first(access, "vpc_connectivity", where):
        yield cluster.hours("AmazonMSK", "private-connectivity-hour", "Private connectivity")
        key = "monthly_private_connectivity_gb"
        yield cluster.used(
            "AmazonMSK", "private-connectivity-gb", "Private connectivity, data", key
        )


def _storage(cluster: Resource, group: Mapping[str, Plain], count: Amount) -> Iterator[Charge]:
    where = f"{cluster.address} storage_info"
    disk = first(first(group, "storage_info", where), "ebs_storage_info", where)
    size = amount(disk.get("volume_size"), f"{where}.volume_size")
    if isinstance(size, Quantity):
        least = size.likely  # a disk of a broker never shrinks
        grown = scaled(cluster, "kafka:broker-storage:VolumeSize", size)
        size = grown.map(lambda end: max(least, end))
    yield Charge(
        "AmazonMSK",
        "storage:standard",
        "Broker storage",
        size * count,
        formula="volume_size x brokers",
    )
    extra = first(disk, "provisioned_throughput", where)
    if is_true(extra.get("enabled"), f"{where} provisioned_throughput"):
        said = amount(extra.get("volume_throughput"), "volume_throughput")
        yield Charge(
            "AmazonMSK",
            "storage-throughput",
            f"Broker storage, MiB/s beyond {INCLUDED_MIB}",
            (said.beyond(INCLUDED_MIB) if isinstance(said, Quantity) else said) * count,
            formula=f"(volume_throughput - {INCLUDED_MIB}) x brokers",
        )
