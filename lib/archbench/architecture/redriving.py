"""Which queue keeps what others cannot handle: dead-letter queues by the policies that name them.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
"""

from collections.abc import Iterator, Mapping

from archbench.architecture.joins import Reader
from archbench.hcl.partly import NotReadError, partial_json
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.configuration import Instance

QUEUE = "aws_sqs_queue"
POLICY = "aws_sqs_queue_redrive_policy"


def dead_letters(reader: Reader) -> tuple[Mapping[str, tuple[Instance, ...]], tuple[Instance, ...]]:
    """By the address of a queue what hands over to it, and what hands over to no one knows whom."""
    found: dict[str, list[Instance]] = {}
    untold = []
    for item in reader.of_type(QUEUE, POLICY):
        value = item.values.get("redrive_policy")
        if not isinstance(value, Unknown) and value in (None, ""):
            continue
        named = list(_named(reader, item, value))
        for queue in named:
            found.setdefault(queue.address, []).append(item)
        if not named and isinstance(value, Unknown):
            untold.append(item)
    return {address: tuple(items) for address, items in found.items()}, tuple(untold)


def _named(reader: Reader, item: Instance, value: Plain) -> Iterator[Instance]:
    """The queues a policy names: by the references in it, else by its ARN."""
    referred = [one for one in reader.referenced(item, ("redrive_policy",)) if one.type == QUEUE]
    if referred:
        yield from (one for one in referred if one is not item)
        return
    try:
        policy = partial_json(value)
    except NotReadError:
        return
    arn = policy.get("deadLetterTargetArn") if isinstance(policy, Mapping) else None
    if isinstance(arn, str):
        yield from (one for one in reader.configuration.written(arn) if one.type == QUEUE)
