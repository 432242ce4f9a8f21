"""MQ broker: hours by deployment, and storage by the GB.

https://aws.amazon.com/amazon-mq/pricing/. The price of an active/standby pair and of a RabbitMQ
cluster is that of all its instances; storage is billed for each.

>>> from archbench.cost.bill import print_bill
>>> broker = {"engine_type": "RabbitMQ", "host_instance_type": "mq.m5.large",
...     "deployment_mode": "CLUSTER_MULTI_AZ"}
>>> print_bill({"aws_mq_broker.a": broker}, {"aws_mq_broker.a": {"storage_size_gb": 10}})
RabbitMQ broker, cluster, mq.m5.large        730 Hrs                  $0.864    $630.72
RabbitMQ storage, EBS                        30 GB-Mo                  $0.1      $3.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import Selector, queries

NAME = "MQ broker"
USAGE = {"storage_size_gb": "GB of messages kept, on each instance"}
ARGUMENTS = arguments(
    priced="deployment_mode engine_type host_instance_type storage_type",
    free="""
        apply_immediately authentication_strategy auto_minor_version_upgrade broker_name
        configuration data_replication_primary_broker_arn encryption_options engine_version
        ldap_server_metadata logs maintenance_window_start_time resource_share_arns
        security_groups subnet_ids user
    """,
    costs={
        "data_replication_mode!=none": "Replication of data to another region",
        "publicly_accessible": "Public IPv4 addresses of the broker",
    },
)

_MODES = {
    "SINGLE_INSTANCE": ("single", 1),
    "ACTIVE_STANDBY_MULTI_AZ": ("active-standby", 1),
    "CLUSTER_MULTI_AZ": ("cluster", 3),
}
"""Names of a deployment in the price list, and how many times its storage is billed."""

QUERIES = (
    *tuple(
        Selector(
            "AmazonMQ",
            f"broker:{engine.lower()}:{mode}:{{kind}}",
            "Hrs",
            r".*(?P<kind>mq\.\w+\.\w+).*",
            "Broker Instances",
            {"brokerEngine": engine, "deploymentOption": place},
        )
        for engine, mode, place in (
            ("ActiveMQ", "single", "Single-AZ"),
            ("ActiveMQ", "active-standby", "Multi-AZ"),
            ("RabbitMQ", "single", "Single-AZ"),
            ("RabbitMQ", "cluster", "Multi-AZ"),
        )
    ),
    *queries(
        "AmazonMQ",
        "Broker Storage",
        ("storage:efs:activemq", "GB-Mo", "TimedStorage-ByteHrs"),
        ("storage:ebs:rabbitmq", "GB-Mo", "TimedStorage-RabbitMQ-ByteHrs"),
        ("storage:ebs:single-az", "GB-Mo", "TimedStorage-EBS-ByteHrs"),
    ),
)


def charges(broker: Resource) -> Iterator[Charge]:
    """Hours and storage."""
    name = broker.text("engine_type")
    engine, kind = name.lower(), broker.text("host_instance_type")
    given = broker.text("deployment_mode", "SINGLE_INSTANCE").upper()
    mode, copies = _MODES.get(given, (given.lower(), 1))
    yield broker.hours(
        "AmazonMQ", f"broker:{engine}:{mode}:{kind}", f"{name} broker, {mode}, {kind}"
    )
    default = "ebs" if engine == "rabbitmq" else "efs"
    disk = broker.text("storage_type", default).lower()
    item = {
        ("rabbitmq", "ebs"): "storage:ebs:rabbitmq",
        ("activemq", "ebs"): "storage:ebs:single-az",
    }.get((engine, disk), f"storage:{disk}:{engine}")
    yield broker.used(
        "AmazonMQ", item, f"{name} storage, {disk.upper()}", "storage_size_gb", copies
    )
