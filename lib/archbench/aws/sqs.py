"""SQS: queues, and where they give up what failed."""

from collections.abc import Mapping, Sequence

from archbench.aws.kind import Kind, Link, helper
from archbench.aws.values import text, truth, value_at, whole
from archbench.hcl.partly import NotReadError, partial_json
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance, Path

_DAY = 86_400
_KEPT = 4 * _DAY
"""Seconds that a message is kept where nothing else is said: https://docs.aws.amazon.com/
AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html."""


def _queue(items: Sequence[Instance]) -> str:
    """How long it keeps messages, and the key it has: "FIFO, kept 4 d, KMS"."""
    item = items[0]
    seconds = whole(item.get("message_retention_seconds", _KEPT))
    kept = ""
    if isinstance(seconds, int):
        days, rest = divmod(seconds, _DAY)
        kept = f"kept {days} d" if days and not rest else f"kept {seconds:,} s"
    key = item.get("kms_master_key_id")
    sealed = isinstance(key, Unknown) or bool(text(key))
    first = "FIFO" if truth(item.get("fifo_queue"), default=False) is True else ""
    return ", ".join(part for part in (first, kept, "KMS" if sealed else "") if part)


def _tries(item: Instance, at: Path) -> str:
    """After how many tries a message is given up: "after 5 tries"; "failed" where it is untold."""
    try:
        policy = partial_json(value_at(item, at))
    except NotReadError:
        return "failed"
    tries = whole(policy.get("maxReceiveCount")) if isinstance(policy, Mapping) else None
    if not isinstance(tries, int):
        return "failed"
    return f"after {tries} tries" if tries > 1 else "after one try"


KINDS = (
    Kind(
        types=("aws_sqs_queue",),
        title="SQS queue",
        service="SQS",
        icon="integration.SimpleQueueServiceSqs",
        role="channel",
        links=(Link("gives_up", "", "redrive_policy", _tries),),
        loss="regional",
        detail=_queue,
    ),
    helper("aws_sqs_queue_policy aws_sqs_queue_redrive_allow_policy", "queue_url"),
    helper(
        "aws_sqs_queue_redrive_policy",
        "queue_url",
        links=(Link("gives_up", "queue_url", "redrive_policy", _tries),),
    ),
)
