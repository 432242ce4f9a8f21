"""Whether a name can mean what bears it, by where both stand."""

from dataclasses import replace

import pytest

from archbench.architecture.near import near
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Unknown
from tests.architecture.hand import resource

WAITS = Unknown(STRING, (Origin("variable", "var.region"),))
OTHER = Unknown(STRING, (Origin("variable", "var.other"),))


@pytest.mark.parametrize(
    ("bearer", "namer", "expected"),
    [
        ("us-east-1", "us-east-1", True),
        ("us-east-1", "eu-west-1", False),
        (WAITS, WAITS, True),
        (WAITS, OTHER, None),
        (WAITS, "us-east-1", None),
        ("us-east-1", WAITS, None),
    ],
)
@pytest.mark.parametrize("type_", ["aws_sqs_queue", "aws_nothing_known"])
def test_a_name_is_of_one_region(
    type_: str, bearer: str | Unknown, namer: str | Unknown, *, expected: bool | None
) -> None:
    """The same unknown is the same region; another may be."""
    one, other = resource(f"{type_}.q"), resource("aws_cloudwatch_metric_alarm.a")
    assert near(replace(one, region=bearer), replace(other, region=namer)) is expected


def test_what_stands_in_no_region_is_near_to_all() -> None:
    """A distribution is named from anywhere."""
    pages = resource("aws_cloudfront_distribution.d", region="eu-west-1")
    assert near(pages, resource("aws_cloudwatch_metric_alarm.a")) is True
