"""Amazon MQ: brokers."""

from archbench.aws.kind import Kind, Link, helper
from archbench.aws.values import by_word

KINDS = (
    Kind(
        types=("aws_mq_broker",),
        title="Message broker",
        service="MQ",
        icon="integration.MQ",
        role="channel",
        links=(Link("replica", "data_replication_primary_broker_arn", "", "copies"),),
        loss=by_word(
            "deployment_mode",
            "SINGLE_INSTANCE",
            SINGLE_INSTANCE="single",
            ACTIVE_STANDBY_MULTI_AZ="standby",
            CLUSTER_MULTI_AZ="spread",
        ),
    ),
    helper("aws_mq_configuration"),
)
