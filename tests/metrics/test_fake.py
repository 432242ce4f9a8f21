"""The stand-in refuses what CloudWatch refuses and forgets what CloudWatch forgets."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from archbench.metrics.fake import FakeCloudWatch

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def ask(
    start: datetime,
    *,
    period: int = 300,
    id_: str = "q0",
    stat: str = "Sum",
    **more: Any,  # noqa: ANN401
) -> Mapping[str, Any]:
    """One query of an hour from start."""
    query = {
        "Id": id_,
        "MetricStat": {
            "Metric": {
                "Namespace": "AWS/ApplicationELB",
                "MetricName": "RequestCount",
                "Dimensions": [{"Name": "LoadBalancer", "Value": "app/a/1"}],
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
    return FakeCloudWatch(NOW, throttled=more.pop("throttled", frozenset())).get_metric_data(
        **request | more
    )


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
    ("request_", "words"),
    [
        ({"id_": "Q0"}, "lower case"),
        ({"period": 90}, "Period"),
        ({"stat": "Median"}, "statistic"),
        ({"EndTime": NOW - timedelta(days=2)}, "StartTime"),
        ({"MaxDatapoints": 100_801}, "MaxDatapoints"),
        ({"MetricDataQueries": []}, "1 to 500"),
        ({"throttled": frozenset({1})}, "Rate exceeded"),
    ],
)
def test_what_cloudwatch_refuses_is_refused(request_: Mapping[str, Any], words: str) -> None:
    """With the error botocore raises."""
    with pytest.raises(ClientError, match=words):
        ask(NOW - timedelta(days=1), **request_)
