"""SQS: queues, and where they give up what failed."""

from archbench.aws.kind import Kind, Link, helper

KINDS = (
    Kind(
        types=("aws_sqs_queue",),
        title="SQS queue",
        service="SQS",
        icon="integration.SimpleQueueServiceSqs",
        role="channel",
        links=(Link("gives_up", "", "redrive_policy", "failed"),),
        loss="regional",
    ),
    helper("aws_sqs_queue_policy aws_sqs_queue_redrive_allow_policy", "queue_url"),
    helper(
        "aws_sqs_queue_redrive_policy",
        "queue_url",
        links=(Link("gives_up", "queue_url", "redrive_policy", "failed"),),
    ),
)
