"""SNS: topics and who subscribes to them."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, helper, ways
from archbench.terraform.configuration import Instance


def _topic(items: Sequence[Instance]) -> str:
    return "KMS encrypted" if items[0].get("kms_master_key_id") is not None else "not encrypted"


KINDS = (
    Kind(
        types=("aws_sns_topic",),
        title="SNS topic",
        service="SNS",
        icon="integration.SimpleNotificationServiceSns",
        role="channel",
        loss="regional",
        detail=_topic,
    ),
    helper(
        "aws_sns_topic_subscription",
        "topic_arn",
        links=(
            Link("event", "topic_arn", "endpoint", "{protocol}"),
            Link("gives_up", "topic_arn", "redrive_policy", "failed"),
        ),
    ),
    helper("aws_sns_topic_policy aws_sns_topic_data_protection_policy", "arn"),
    Kind(
        types=("aws_sns_platform_application",),
        title="Mobile push application",
        service="SNS",
        icon="integration.SimpleNotificationServiceSns",
        role="channel",
        links=ways(
            "event",
            "",
            "event_delivery_failure_topic_arn event_endpoint_created_topic_arn "
            "event_endpoint_deleted_topic_arn event_endpoint_updated_topic_arn",
        ),
        loss="regional",
    ),
    helper("aws_sns_sms_preferences"),
)
