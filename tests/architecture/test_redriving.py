"""Which queue keeps what others cannot handle, by every spelling of the policy."""

import json

import pytest

from archbench.architecture import build
from archbench.architecture.joins import Reader
from archbench.architecture.redriving import dead_letters
from archbench.architecture.relations import Relations
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.hand import configuration, ref, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
LOST, JOBS = "aws_sqs_queue.lost", "aws_sqs_queue.jobs"
ARN = "arn:aws:sqs:us-east-1:111122223333"


def policy(arn: str) -> str:
    """A policy that names a queue by its ARN."""
    return json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3})


def queues(value: Plain, *others: Instance) -> tuple[dict[str, list[str]], list[str]]:
    """By queue, who hands over to it; and who hands over to no one knows whom."""
    found, untold = dead_letters(
        Reader(
            configuration(
                resource(LOST, name="lost"),
                resource("aws_sqs_queue.late", name=WAITS),
                resource(JOBS, name="jobs", redrive_policy=value),
                *others,
            )
        )
    )
    told = {address: [item.address for item in items] for address, items in found.items()}
    return told, [item.address for item in untold]


@pytest.mark.parametrize(
    ("value", "kept", "untold"),
    [
        (None, {}, []),
        ("", {}, []),
        (policy(f"{ARN}:lost"), {LOST: [JOBS]}, []),
        (policy(f"{ARN}:other"), {}, []),
        (policy("arn:aws:sqs:eu-west-1:111122223333:lost"), {}, []),
        (policy("lost"), {}, []),
        (ref(LOST, "arn"), {LOST: [JOBS]}, []),
        (WAITS, {}, [JOBS]),
        ("{", {}, []),
        ("[]", {}, []),
        ("{}", {}, []),
        (json.dumps({"deadLetterTargetArn": 5}), {}, []),
    ],
)
def test_a_policy_names_the_queue_that_keeps(
    value: Plain, kept: dict[str, list[str]], untold: list[str]
) -> None:
    """By reference, or by the name that ends its ARN, of a queue in the ARN's region."""
    assert queues(value) == (kept, untold)


def test_a_policy_beside_a_queue_counts_as_well() -> None:
    """Several may hand over to one; none hands over to itself."""
    beside = resource("aws_sqs_queue_redrive_policy.p", redrive_policy=ref(LOST, "arn"))
    assert queues(policy(f"{ARN}:lost"), beside) == ({LOST: [JOBS, beside.address]}, [])
    assert queues(ref(JOBS, "arn")) == ({}, [JOBS])


def test_a_function_gives_up_to_a_queue_too() -> None:
    """What the graph tells of it stands beside what queues say."""
    function = resource(
        "aws_lambda_function.f",
        function_name="f",
        dead_letter_config=({"target_arn": ref(LOST, "arn")},),
    )
    whole = configuration(
        resource(LOST, name="lost"),
        resource(JOBS, name="jobs", redrive_policy=ref(LOST, "arn")),
        function,
    )
    found, untold = Relations(whole, build(whole)).dead_letters
    assert {address: {item.address for item in items} for address, items in found.items()} == {
        LOST: {JOBS, function.address}
    }
    assert untold == ()


def test_things_are_found_by_the_text_they_are_called() -> None:
    """A name that waits is none of these texts; what has none is not called anything."""
    whole = configuration(
        resource("aws_sqs_queue.a", name="jobs"),
        resource("aws_sqs_queue.b", name="jobs"),
        resource("aws_sqs_queue.c", name=WAITS),
        resource("aws_sqs_queue.d"),
    )
    called, untold = Relations(whole, build(whole)).called("aws_sqs_queue", "name")
    assert [item.address for item in called["jobs"]] == ["aws_sqs_queue.a", "aws_sqs_queue.b"]
    assert [item.address for item in untold] == ["aws_sqs_queue.c"]


def test_watches_and_grants_are_found_by_whom_they_are_about() -> None:
    """One that cannot be told is about nobody, and is told as such."""
    watched: dict[str, Plain] = {
        "namespace": "AWS/SQS",
        "metric_name": "ApproximateAgeOfOldestMessage",
        "dimensions": {"QueueName": ref(JOBS, "name")},
    }
    whole = configuration(
        resource(JOBS, name="jobs"),
        resource("aws_cloudwatch_metric_alarm.a", **watched),
        resource("aws_cloudwatch_metric_alarm.b", **{**watched, "dimensions": WAITS}),
        resource("aws_iam_role.r"),
        resource("aws_iam_role_policy.r", role=ref("aws_iam_role.r"), policy="{}"),
        resource("aws_iam_role_policy.s", role=WAITS, policy="{}"),
    )
    facts = Relations(whole, build(whole))
    assert [item.address for item in facts.watches_on(JOBS)] == ["aws_cloudwatch_metric_alarm.a"]
    assert facts.watches_on(LOST) == ()
    assert [item.address for item in facts.untold_watches] == ["aws_cloudwatch_metric_alarm.b"]
    assert [item.address for item in facts.grants_of("aws_iam_role.r")] == ["aws_iam_role_policy.r"]
    assert facts.grants_of("aws_iam_role.other") == ()
    assert [item.address for item in facts.untold_grants] == ["aws_iam_role_policy.s"]
