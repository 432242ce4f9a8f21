"""A stand-in for CloudWatch that keeps its real rules and knows nothing of any stack.

It serves what was published to it: for each metric observations, from which it forms statistics
over the periods asked for. Limits, paging, scan order, periods, retention and rounding are those of
the API reference of GetMetricData; faults come where a test wants them.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import Any, Literal

from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError

from archbench.metrics.catalogue import Dimensions
from archbench.metrics.window import aligned, kept

MetricIdentity = tuple[str, str, Dimensions]
"""Namespace, metric name and dimensions, sorted by name."""
Observed = float | tuple[float, ...] | None
"""What is published at once: one observation, several, or nothing at all."""
Fault = Literal["", "throttled", "dropped", "slow", "partial", "torn"]
"""What becomes of a call: an answer, an error, a page that ends early, or an answer that is left
unfinished for good."""


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """Observations of one metric, one entry every interval seconds from start on."""

    start: datetime
    interval: int
    observed: Sequence[Observed]


@dataclass(slots=True)
class FakeCloudWatch:
    """A CloudWatch client without a network.

    now        the time it believes it is; decides what retention has removed
    published  what there is, by identity
    fault      of a call by its number, from 1
    denied     whether it refuses these credentials
    calls      how often it was asked; points, how many it gave
    """

    now: datetime
    published: Mapping[MetricIdentity, Published] = field(default_factory=dict)
    fault: Callable[[int], Fault] = lambda _: ""
    denied: bool = False
    calls: int = field(default=0, init=False)
    points: int = field(default=0, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def get_metric_data(self, **request: Any) -> Mapping[str, Any]:  # noqa: ANN401
        """One page, as CloudWatch would give it; the arguments are boto3's.

        Raises:
            ClientError: ValidationError for what CloudWatch refuses, AccessDenied, Throttling and
                InvalidNextToken where they are due.
            ConnectionClosedError, ReadTimeoutError: where a fault says so.
        """
        with self._lock:
            self.calls += 1
            fault = self.fault(self.calls)
        if self.denied:
            raise _error("AccessDenied", "User is not authorized: cloudwatch:GetMetricData")
        _fail(fault)
        most = request.get("MaxDatapoints", 100_800)
        _validate(request, most)
        page = self._page(request, most // 3 or 1 if fault == "partial" else most)
        if fault == "torn":
            page["MetricDataResults"][0]["StatusCode"] = "InternalError"
            page["MetricDataResults"][0] |= {"Timestamps": [], "Values": []}
        with self._lock:
            self.points += sum(len(result["Values"]) for result in page["MetricDataResults"])
        return page

    def _page(self, request: Mapping[str, Any], most: int) -> dict[str, Any]:
        skip, left = _skipped(request), most
        results, position, more = [], 0, False
        for query in request["MetricDataQueries"]:
            points = self._points(query["MetricStat"], request["StartTime"], request["EndTime"])
            if request.get("ScanBy") != "TimestampAscending":
                points = points[::-1]
            first = min(len(points), max(0, skip - position))
            taken = points[first : first + left]
            position += len(points)
            left -= len(taken)
            unfinished = first + len(taken) < len(points)
            more = more or unfinished
            results.append(
                {
                    "Id": query["Id"],
                    "Label": query["MetricStat"]["Metric"]["MetricName"],
                    "Timestamps": [moment for moment, _ in taken],
                    "Values": [value for _, value in taken],
                    "StatusCode": "PartialData" if unfinished else "Complete",
                }
            )
        page: dict[str, Any] = {"MetricDataResults": results, "Messages": []}
        if more:
            page["NextToken"] = f"{_digest(request)}.{skip + most - left}"
        return page

    def _points(
        self, stat: Mapping[str, Any], start: datetime, end: datetime
    ) -> Sequence[tuple[datetime, float]]:
        """What is kept of a metric within a time: the start rounded down, the end exclusive."""
        metric, period = stat["Metric"], int(stat["Period"])
        dimensions = tuple(sorted((item["Name"], item["Value"]) for item in metric["Dimensions"]))
        found = self.published.get((metric["Namespace"], metric["MetricName"], dimensions))
        if found is None:
            return []
        first = aligned(start, kept(self.now - start))
        oldest = self.now - timedelta(days=455)
        points = statistics(found, stat["Stat"], period)
        if first >= self.now - timedelta(days=15):
            return [point for point in points if first <= point[0] < end]
        return [
            (moment, value)
            for moment, value in points
            if max(first, oldest) <= moment < end and period % kept(self.now - moment) == 0
        ]


@lru_cache(maxsize=256)
def statistics(
    published: Published, statistic: str, period: int
) -> Sequence[tuple[datetime, float]]:
    """The statistic of every period that has observations, oldest first."""
    grouped: dict[int, list[float]] = {}
    start = int(published.start.timestamp())
    for index, entry in enumerate(published.observed):
        if entry is not None:
            second = start + index * published.interval
            found = grouped.setdefault(second - second % period, [])
            found.extend(entry if isinstance(entry, tuple) else (entry,))
    form = _STATISTICS.get(statistic) or _percentile(float(statistic[1:]))
    return [(datetime.fromtimestamp(second, UTC), form(found)) for second, found in grouped.items()]


def _percentile(share: float) -> Callable[[list[float]], float]:
    return lambda found: sorted(found)[max(0, math.ceil(share / 100 * len(found)) - 1)]


_STATISTICS: Mapping[str, Callable[[list[float]], float]] = {
    "Sum": math.fsum,
    "Average": lambda found: math.fsum(found) / len(found),
    "Minimum": min,
    "Maximum": max,
    "SampleCount": lambda found: float(len(found)),
}


_PERCENTILE = r"p(100|\d{1,2}(\.\d{1,10})?)"


def _fail(fault: Fault) -> None:
    url = "https://monitoring.example/"
    if fault == "throttled":
        raise _error("Throttling", "Rate exceeded")
    if fault == "dropped":
        raise ConnectionClosedError(endpoint_url=url)
    if fault == "slow":
        raise ReadTimeoutError(endpoint_url=url)


def _skipped(request: Mapping[str, Any]) -> int:
    token = request.get("NextToken")
    if token is None:
        return 0
    digest, _, skip = str(token).partition(".")
    if digest != _digest(request) or not skip.isdigit():
        raise _error("InvalidNextToken", "The next token is not of this request")
    return int(skip)


def _digest(request: Mapping[str, Any]) -> str:
    """What a token belongs to: the same request with another page."""
    same = {name: value for name, value in sorted(request.items()) if name != "NextToken"}
    return blake2b(repr(same).encode(), digest_size=8).hexdigest()


def _validate(request: Mapping[str, Any], points: int) -> None:
    wanted: Sequence[Mapping[str, Any]] = request["MetricDataQueries"]
    if not 1 <= len(wanted) <= 500:
        raise _error("ValidationError", "MetricDataQueries must have 1 to 500 members")
    if not 1 <= points <= 100_800:
        raise _error("ValidationError", "MaxDatapoints must be at most 100800")
    if request["StartTime"] >= request["EndTime"]:
        raise _error("ValidationError", "StartTime must be less than EndTime")
    if len({query["Id"] for query in wanted}) < len(wanted):
        raise _error("ValidationError", "The ids of the queries must be unique")
    for query in wanted:
        _validate_query(query["Id"], query["MetricStat"])


def _validate_query(name: str, stat: Mapping[str, Any]) -> None:
    if not re.fullmatch(r"[a-z][A-Za-z0-9_]*", name):
        raise _error("ValidationError", f"The id {name} must start with a lower case")
    period, statistic = stat["Period"], stat["Stat"]
    if period not in (1, 5, 10, 20, 30) and (period < 60 or period % 60):
        raise _error("ValidationError", "Period must be 1, 5, 10, 20, 30 or a multiple of 60")
    if statistic not in _STATISTICS and not re.fullmatch(_PERCENTILE, statistic):
        raise _error("ValidationError", f"The statistic {statistic} is not supported")
    for item in stat["Metric"]["Dimensions"]:
        if not item["Value"].strip() or not item["Value"].isascii():
            raise _error("ValidationError", f"The value of {item['Name']} is not valid")


def _error(code: str, message: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "GetMetricData")
