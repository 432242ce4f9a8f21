"""MSK: clusters, serverless clusters, connectors and replicators."""

from archbench.aws.kind import Kind, Link, helper, ways
from archbench.aws.values import number, text, whole
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_ICON = "analytics.ManagedStreamingForKafka"
_LOGS = "logging_info.broker_logs"

_COPIED = "log_delivery.replicator_log_delivery"

_FACTOR, _IN_SYNC = "default.replication.factor", "min.insync.replicas"


def _copies(item: Instance, zones: int) -> str:
    """The doubt where a lost broker may leave a partition without a copy, or too few to write.

    Where no factor is set, a cluster over three zones keeps three copies, over two zones two.
    https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html
    """
    properties = item.get("server_properties")
    if isinstance(properties, Unknown):
        return "keeping as many copies as a configuration says that cannot be told"
    said = dict(line.split("=", 1) for line in text(properties).splitlines() if "=" in line)
    told = {key.strip(): value.strip() for key, value in said.items()}
    factor, needed = (whole(told.get(key)) for key in (_FACTOR, _IN_SYNC))
    copies = factor if isinstance(factor, int) else zones
    if factor == 1:
        return "keeping one copy of what is written"
    if isinstance(needed, int) and copies and needed >= copies:
        return f"writing only while {needed} of {copies} copies are in step"
    return ""


def _topic(item: Instance, _: int) -> str:
    factor = whole(item.get("replication_factor"))
    if isinstance(factor, Unknown):
        return "keeping as many copies of a topic as cannot be told"
    return "keeping one copy of a topic" if factor == 1 else ""


KINDS = (
    Kind(
        types=("aws_msk_cluster",),
        title="MSK cluster",
        service="MSK",
        icon=_ICON,
        role="channel",
        made_of=("configuration_info.arn",),
        links=ways(
            "event",
            "",
            f"{_LOGS}.cloudwatch_logs.log_group {_LOGS}.firehose.delivery_stream {_LOGS}.s3.bucket",
            "logs",
        ),
        loss="spread",
        units=number("number_of_broker_nodes"),
    ),
    Kind(
        types=("aws_msk_serverless_cluster",),
        title="MSK Serverless cluster",
        service="MSK",
        icon=_ICON,
        role="channel",
        loss="spread",
    ),
    helper("aws_msk_configuration", doubt=_copies),
    helper(
        "aws_msk_cluster_policy aws_msk_scram_secret_association "
        "aws_msk_single_scram_secret_association",
        "cluster_arn",
    ),
    Kind(
        types=("aws_msk_vpc_connection",),
        title="MSK VPC connection",
        service="MSK",
        icon="network.Endpoint",
        role="network",
        links=(Link("request", "", "target_cluster_arn"),),
        loss="spread",
    ),
    Kind(
        types=("aws_msk_replicator",),
        title="MSK replicator",
        service="MSK Replicator",
        icon=_ICON,
        role="channel",
        links=(
            Link("replica", "replication_info_list.source_kafka_cluster_arn", "", "copies"),
            Link("replica", "", "replication_info_list.target_kafka_cluster_arn", "copies"),
            *ways(
                "event",
                "",
                f"{_COPIED}.cloudwatch_logs.log_group {_COPIED}.firehose.delivery_stream "
                f"{_COPIED}.s3.bucket",
                "logs",
            ),
        ),
        loss="spread",
    ),
    Kind(
        types=("aws_mskconnect_connector",),
        title="MSK connector",
        service="MSK Connect",
        icon=_ICON,
        role="workload",
        links=(Link("data", "", "kafka_cluster.apache_kafka_cluster.bootstrap_servers"),),
        loss="spread",
        units=number("capacity.provisioned_capacity.worker_count"),
    ),
    helper("aws_mskconnect_custom_plugin aws_mskconnect_worker_configuration"),
    helper("aws_msk_topic", "cluster_arn", doubt=_topic),
    Kind(
        types=("aws_msk_channel",),
        title="MSK channel",
        service="MSK",
        icon=_ICON,
        role="channel",
        links=(Link("event", "cluster_arn", ""),),
        loss="untold",
    ),
)
