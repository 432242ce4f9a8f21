"""The stand-in refuses what CloudWatch refuses, forgets what it forgets, and adds up as it does."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from archbench.metrics.fake import FakeCloudWatch, Fault, Observed, Published

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
IDENTITY = ("AWS/ApplicationELB", "RequestCount", (("LoadBalancer", "app/a/1"),))


def ask(
    start: datetime,
    *,
    period: int = 300,
    id_: str = "q0",
    stat: str = "Sum",
    published: Published | None = None,
    value: str = "app/a/1",
    fault: Fault = "",
    **more: Any,  # noqa: ANN401
) -> Mapping[str, Any]:
    """One query of an hour from start."""
    query = {
        "Id": id_,
        "MetricStat": {
            "Metric": {
                "Namespace": "AWS/ApplicationELB",
                "MetricName": "RequestCount",
                "Dimensions": [{"Name": "LoadBalancer", "Value": value}],
            },
            "Period": period,
            "Stat": stat,
        },
    }
    request = {
        "MetricDataQueries": [query],
        "StartTime": start,
        "EndTime": start + timedelta(hours=1),
    }
    minutes = Published(start - timedelta(hours=1), 60, [1.0] * 180)
    fake = FakeCloudWatch(NOW, {IDENTITY: published or minutes}, lambda _: fault)
    return fake.get_metric_data(**request | more)


@pytest.mark.parametrize(
    ("age", "period", "points"),
    [
        (timedelta(days=1), 60, 60),
        (timedelta(days=16), 60, 0),
        (timedelta(days=16), 300, 12),
        (timedelta(days=64), 300, 0),
        (timedelta(days=64), 3600, 1),
        (timedelta(days=456), 3600, 0),
    ],
)
def test_old_points_exist_at_long_periods_only(age: timedelta, period: int, points: int) -> None:
    """60 s for 15 days, 300 s for 63, 3,600 s for 455; the end is exclusive."""
    (result,) = ask(NOW - age, period=period)["MetricDataResults"]
    assert len(result["Values"]) == points


def test_newest_first_unless_told() -> None:
    """As CloudWatch does by default."""
    (down,) = ask(NOW - timedelta(days=1))["MetricDataResults"]
    (up,) = ask(NOW - timedelta(days=1), ScanBy="TimestampAscending")["MetricDataResults"]
    assert down["Timestamps"] == up["Timestamps"][::-1]
    assert up["Timestamps"][0] == NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("stat", "value"),
    [
        ("Sum", 14.0),
        ("Average", 2.8),
        ("Minimum", 0.0),
        ("Maximum", 9.0),
        ("SampleCount", 5.0),
        ("p50", 2.0),
        ("p90", 9.0),
    ],
)
def test_statistics_are_of_what_was_observed(stat: str, value: float) -> None:
    """Five observations in a period, one of them alone; nothing where nothing was published."""
    observed: list[Observed] = [(1.0, 2.0, 9.0), None, 2.0, 0.0]
    (result,) = ask(NOW - timedelta(hours=1), stat=stat, published=Published(
        NOW - timedelta(hours=1), 60, observed))["MetricDataResults"]  # fmt: skip
    assert result["Values"] == [value]


def test_a_page_is_cut_at_the_most_points_and_resumed_by_its_token() -> None:
    """PartialData and a token that belongs to this request alone."""
    start = NOW - timedelta(hours=1)
    first = ask(start, MaxDatapoints=5, ScanBy="TimestampAscending")
    assert first["MetricDataResults"][0]["StatusCode"] == "PartialData"
    rest = ask(start, MaxDatapoints=5, ScanBy="TimestampAscending", NextToken=first["NextToken"])
    assert rest["MetricDataResults"][0]["Timestamps"][0] == start + timedelta(minutes=25)
    with pytest.raises(ClientError, match="not of this request"):
        ask(start, MaxDatapoints=6, NextToken=first["NextToken"])


def test_what_nobody_published_is_complete_and_empty() -> None:
    """Which tells nothing of whether it exists."""
    (result,) = ask(NOW - timedelta(hours=1), value="app/b/2")["MetricDataResults"]
    assert (result["Values"], result["StatusCode"]) == ([], "Complete")


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"id_": "Q0"}, "lower case"),
        ({"period": 90}, "Period"),
        ({"stat": "Median"}, "statistic"),
        ({"EndTime": NOW - timedelta(days=2)}, "StartTime"),
        ({"MaxDatapoints": 100_801}, "MaxDatapoints"),
        ({"MetricDataQueries": []}, "1 to 500"),
        ({"value": " "}, "LoadBalancer is not valid"),
        ({"fault": "throttled"}, "Rate exceeded"),
    ],
)
def test_what_cloudwatch_refuses_is_refused(request_: Mapping[str, Any], words: str) -> None:
    """With the error botocore raises."""
    with pytest.raises(ClientError, match=words):
        ask(NOW - timedelta(days=1), **request_)
