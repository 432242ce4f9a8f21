"""A stand-in for CloudWatch that keeps its real rules, for tests and for the recorded sample.

Limits, paging, periods and retention are CloudWatch's (API reference of GetMetricData). Values
follow a payment day: quiet nights, a noon and an evening peak, weekends lower. They come from the
seed and the time alone.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from botocore.exceptions import ClientError

_GIB = 1024.0**3


@dataclass(slots=True)
class FakeCloudWatch:
    """A CloudWatch client without a network.

    now        the time it believes it is; decides what retention has removed
    throttled  calls, by number from 1, that are refused with Throttling
    """

    now: datetime
    seed: str = "archbench"
    throttled: frozenset[int] = frozenset()
    calls: int = field(default=0, init=False)

    def get_metric_data(self, **request: Any) -> Mapping[str, Any]:  # noqa: ANN401
        """One page, as CloudWatch would give it; the arguments are boto3's.

        Raises:
            ClientError: ValidationError for what CloudWatch refuses, Throttling where asked for.
        """
        self.calls += 1
        if self.calls in self.throttled:
            raise _error("Throttling", "Rate exceeded")
        wanted, start, end = (
            request[name] for name in ("MetricDataQueries", "StartTime", "EndTime")
        )
        most = request.get("MaxDatapoints", 100_800)
        _validate(wanted, start, end, most)
        skip, left = int(request.get("NextToken", 0)), most
        results, position, more = [], 0, False
        for query in wanted:
            points = self._points(query["MetricStat"], start, end)
            if request.get("ScanBy") != "TimestampAscending":
                points.reverse()
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
            page["NextToken"] = str(skip + most - left)
        return page

    def _points(
        self, stat: Mapping[str, Any], start: datetime, end: datetime
    ) -> list[tuple[datetime, float]]:
        period = int(stat["Period"])
        shape = _SHAPES.get(stat["Metric"]["MetricName"])
        if shape is None:
            return []
        dimensions = {item["Name"]: item["Value"] for item in stat["Metric"]["Dimensions"]}
        key = f"{self.seed}/{stat['Metric']['MetricName']}/{sorted(dimensions.items())}"
        moment = datetime.fromtimestamp(-(-start.timestamp() // period) * period, UTC)
        points = []
        while moment < end:
            if self._kept(moment, period):
                value = shape(_Instant(moment, period, stat["Stat"], dimensions, key))
                if value is not None:
                    points.append((moment, value))
            moment += timedelta(seconds=period)
        return points

    def _kept(self, moment: datetime, period: int) -> bool:
        age = self.now - moment
        if age > timedelta(days=455):
            return False
        if age > timedelta(days=63):
            return period % 3600 == 0
        if age > timedelta(days=15):
            return period % 300 == 0
        return True


def _validate(
    wanted: Sequence[Mapping[str, Any]], start: datetime, end: datetime, points: int
) -> None:
    if not 1 <= len(wanted) <= 500:
        raise _error("ValidationError", "MetricDataQueries must have 1 to 500 members")
    if not 1 <= points <= 100_800:
        raise _error("ValidationError", "MaxDatapoints must be at most 100800")
    if start >= end:
        raise _error("ValidationError", "StartTime must be less than EndTime")
    ids = [query["Id"] for query in wanted]
    if len(set(ids)) < len(ids):
        raise _error("ValidationError", "The ids of the queries must be unique")
    for query in wanted:
        if not re.fullmatch(r"[a-z][A-Za-z0-9_]*", query["Id"]):
            raise _error("ValidationError", f"The id {query['Id']} must start with a lower case")
        period = query["MetricStat"]["Period"]
        if period not in (1, 5, 10, 20, 30) and (period < 60 or period % 60):
            raise _error("ValidationError", "Period must be 1, 5, 10, 20, 30 or a multiple of 60")
        statistic = query["MetricStat"]["Stat"]
        if not re.fullmatch(r"Sum|Average|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d+)?", statistic):
            raise _error("ValidationError", f"The statistic {statistic} is not supported")


def _error(code: str, message: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "GetMetricData")


@dataclass(frozen=True, slots=True)
class _Instant:
    """One period of one metric: what a shape needs to know to answer."""

    moment: datetime
    period: int
    statistic: str
    dimensions: Mapping[str, str]
    key: str

    @property
    def noise(self) -> float:
        """A number from 0 to 1 that belongs to this period of this metric."""
        text = f"{self.key}/{self.moment.timestamp():.0f}".encode()
        return int.from_bytes(blake2b(text, digest_size=4).digest(), "big") / 2**32

    @property
    def load(self) -> float:
        """Requests a second at this time: 20 at night, up to 180 at noon and in the evening."""
        hour = self.moment.hour + self.moment.minute / 60
        noon = math.exp(-((hour - 16.5) ** 2) / 8)  # noon in New York, in UTC
        evening = 0.8 * math.exp(-(((hour - 0.5 + 12) % 24 - 12) ** 2) / 10)
        week = 0.6 if self.moment.weekday() >= 5 else 1.0
        return 20 + 160 * week * max(noon, evening)

    @property
    def wiggle(self) -> float:
        """The noise as a factor around one."""
        return 0.94 + 0.12 * self.noise

    @property
    def peak(self) -> float:
        """How far the statistic lies above the mean."""
        return {"Maximum": 1.3, "p90": 1.6, "p99": 3.2, "p50": 0.9, "Minimum": 0.8}.get(
            self.statistic, 1.0
        )

    @property
    def instances(self) -> float:
        """Instances in service at this load: 20 requests a second each, from 6 to 18."""
        if "green" in self.key:
            return 0.0
        return float(min(18, max(6, math.ceil(self.load / 20))))


def _cpu(at: _Instant) -> float | None:
    if "green" in at.key:
        return None  # no instances, no metric
    if at.dimensions.get("Role") == "READER":
        return min(100.0, (6 + 0.12 * at.load) * at.wiggle * at.peak)
    if "DBClusterIdentifier" in at.dimensions:
        return min(100.0, (8 + 0.24 * at.load) * at.wiggle * at.peak)
    return min(100.0, (5 + 55 * at.load / (at.instances * 20)) * at.wiggle * at.peak)


def _bytes(per_request: float) -> Callable[[_Instant], float | None]:
    def shape(at: _Instant) -> float | None:
        return None if "green" in at.key else at.load * per_request * at.period * at.wiggle

    return shape


def _live_color(value: Callable[[_Instant], float]) -> Callable[[_Instant], float | None]:
    return lambda at: None if "green" in at.key else value(at)


def _rarely(share: float, most: float) -> Callable[[_Instant], float | None]:
    return lambda at: math.ceil(most * at.noise) if at.noise > 1 - share else None


_SHAPES: Mapping[str, Callable[[_Instant], float | None]] = {
    "RequestCount": lambda at: float(round(at.load * at.period * at.wiggle)),
    "TargetResponseTime": lambda at: (0.055 + 0.0004 * at.load) * at.wiggle * at.peak,
    "HTTPCode_ELB_5XX_Count": _rarely(0.03, 9),
    "HTTPCode_Target_5XX_Count": _rarely(0.10, 24),
    "ConsumedLCUs": lambda at: at.load / 25 * at.period / 3600 * at.wiggle,
    "ProcessedBytes": _bytes(6_000),
    "HealthyHostCount": lambda at: at.instances,
    "UnHealthyHostCount": lambda at: 1.0 if at.noise > 0.985 and at.instances else 0.0,
    "CPUUtilization": _cpu,
    "NetworkIn": _bytes(4_200),
    "NetworkOut": _bytes(5_100),
    "StatusCheckFailed": _live_color(lambda _: 0.0),
    "CPUCreditBalance": lambda at: (
        None if "green" in at.key or at.noise > 0.96 else max(20.0, 520 - 1.6 * at.load)
    ),
    "CPUSurplusCreditsCharged": lambda _: None,
    "GroupInServiceInstances": lambda at: at.instances,
    "GroupDesiredCapacity": lambda at: at.instances,
    "DatabaseConnections": lambda at: float(round((90 + 1.1 * at.load) * at.wiggle)),
    "FreeableMemory": lambda at: (5.6 - 0.006 * at.load) * _GIB * at.wiggle,
    "FreeLocalStorage": lambda at: (29.5 - 0.01 * at.load) * _GIB,
    "AuroraReplicaLag": lambda at: (
        (14 + 0.05 * at.load) * at.wiggle if at.dimensions.get("Role") == "READER" else None
    ),
    "CommitLatency": lambda at: (
        (2.4 + 0.01 * at.load) * at.wiggle if at.dimensions.get("Role") == "WRITER" else None
    ),
    "Deadlocks": lambda at: 0.002 if at.noise > 0.99 else 0.0,
    "DBLoad": lambda at: (0.2 + 0.006 * at.load) * at.wiggle,
    "VolumeBytesUsed": lambda at: (180 + 0.012 * at.moment.toordinal() % 40) * _GIB,
    "VolumeReadIOPs": lambda at: float(round(0.8 * at.load * at.period * at.wiggle)),
    "VolumeWriteIOPs": lambda at: float(round(2.6 * at.load * at.period * at.wiggle)),
    "BytesOutToDestination": _bytes(700),
    "BytesInFromDestination": _bytes(950),
    "BytesInFromSource": _bytes(700),
    "BytesOutToSource": _bytes(950),
    "ActiveConnectionCount": lambda at: float(round((12 + 0.9 * at.load) * at.wiggle)),
    "ErrorPortAllocation": lambda _: None,
    "PacketsDropCount": _rarely(0.02, 4),
    "HealthCheckStatus": lambda _: 1.0,
    "HealthCheckPercentageHealthy": lambda at: 100.0 if at.noise < 0.97 else 93.75,
}
"""How each metric moves with the load; None where the real one publishes nothing."""
