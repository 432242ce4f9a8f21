"""MSK: clusters, serverless clusters, connectors and replicators."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper, ways
from archbench.aws.values import number, text, whole
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_ICON = "analytics.ManagedStreamingForKafka"
_LOGS = "logging_info.broker_logs"

_COPIED = "log_delivery.replicator_log_delivery"

_FACTOR, _IN_SYNC = "default.replication.factor", "min.insync.replicas"


def _copies(item: Instance) -> LossBehavior:
    """Untold where a lost broker may leave a partition without a copy, or without enough to write.

    https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html
    """
    properties = item.get("server_properties")
    if isinstance(properties, Unknown):
        return "untold"
    said = dict(line.split("=", 1) for line in text(properties).splitlines() if "=" in line)
    told = {key.strip(): value.strip() for key, value in said.items()}
    factor, needed = (whole(told.get(key)) for key in (_FACTOR, _IN_SYNC))
    if not isinstance(factor, int):
        return "none"
    stopped = isinstance(needed, int) and needed >= factor
    return "untold" if factor == 1 or stopped else "none"


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
    helper("aws_msk_configuration", loss=_copies),
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
    helper("aws_msk_topic", "cluster_arn"),
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
