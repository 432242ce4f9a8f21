"""Asks CloudWatch for many series in as few calls as its limits allow, and loses none unsaid.

A call holds 500 queries and brings 100,800 points at most, so that one batch is one page. What is
throttled, dropped or too slow is asked again, a bounded number of times; paging goes on where it
stopped. What does not come stays a gap with its reason: a query that is refused costs that query,
a region that is refused that region.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import isfinite
from threading import Lock
from typing import Any, Protocol

from archbench.metrics.queries import Query
from archbench.metrics.refusals import blame, explain, failures, is_silent
from archbench.metrics.series import Series
from archbench.metrics.window import Window

QUERIES_PER_CALL = 500
POINTS_PER_CALL = 100_800
_ATTEMPTS = 8
"""How often a page is asked for."""
_AT_FIRST = 2
"""How often while nothing was ever heard from an endpoint: its name may be wrong."""
_ROUNDS = 3
"""How often what CloudWatch calls unfinished is asked for."""
_FAULTS = 3
"""How often when CloudWatch itself fails, which may be for one of the queries."""
_REFUSALS = 40
"""Refused calls after which it is not one of the queries that is at fault."""
_PAGES = 1000
_WORKERS = 4
_SECONDS, _MOST_SECONDS = 0.25, 5.0


class Client(Protocol):
    """The one method of a CloudWatch client that is used; boto3's and the fake's."""

    def get_metric_data(self, **request: Any) -> Mapping[str, Any]:  # noqa: ANN401
        """One page of GetMetricData."""


@dataclass(frozen=True, slots=True)
class RegionAnswer:
    """What one region said.

    series     one for each query, in order; one that failed has a remark that says why
    calls      how often it was asked
    requested  metrics in the calls that were answered, which is what is billed
    """

    series: tuple[Series, ...]
    calls: int
    requested: int


def fetch(
    client: Client,
    wanted: Sequence[tuple[Query, Window]],
    *,
    profile: str = "",
    wait: Callable[[float], object] = time.sleep,
) -> RegionAnswer:
    """The series of the queries, in their order; nothing that AWS does is raised.

    Args:
        client: of one region.
        wanted: each query with its time.
        profile: named in what is to be done about an expired sign-in.
        wait: seconds to wait before asking again.
    """
    parts = [_Part(query, window) for query, window in wanted]
    region = _Region(client, profile, wait)
    with ThreadPoolExecutor(_WORKERS) as pool:
        list(pool.map(region.ask, batches(parts)))
    return RegionAnswer(tuple(part.series() for part in parts), region.calls, region.requested)


@dataclass(slots=True)
class _Part:
    """One query and what was heard of it so far."""

    query: Query
    window: Window
    values: list[float | None] = field(default_factory=list)
    status: str = ""
    broken: bool = False
    failure: str = ""
    points: int = 0
    off: int = 0
    torn: int = 0
    messages: list[str] = field(default_factory=list)

    def forget(self) -> None:
        """As before anything was heard."""
        self.values = [None] * self.window.length
        self.status = self.failure = ""
        self.broken = False
        self.points = self.off = self.torn = 0
        self.messages = []

    def hear(self, result: Mapping[str, Any]) -> None:
        """Take in what one page says."""
        self.status = result.get("StatusCode", "Complete")
        self.broken = self.broken or self.status == "InternalError"
        for message in result.get("Messages", ()):
            self.messages.append(_words(message))
        times, found = result.get("Timestamps", ()), result.get("Values", ())
        if len(times) != len(found):
            self.torn += abs(len(times) - len(found))
            return
        start, period, values = self.window.start.timestamp(), self.window.period, self.values
        length = len(values)
        for moment, value in zip(times, found, strict=True):
            index, rest = divmod(moment.timestamp() - start, period)
            place = int(index)
            if rest or not 0 <= place < length or not isfinite(value):
                self.off += 1
            elif values[place] is None:
                values[place] = float(value)
                self.points += 1
            elif values[place] != value:
                self.torn += 1

    @property
    def finished(self) -> bool:
        """Whether all of it was heard, of every page."""
        return self.status == "Complete" and not self.broken

    def series(self) -> Series:
        """What became of it."""
        remarks = list(dict.fromkeys(self.messages))
        if self.off:
            remarks.append(f"{self.off} points lay off the grid of its periods and are left out")
        if self.torn:
            remarks.append("CloudWatch contradicted itself, so that nothing of it is taken")
        values = tuple(self.values) if not self.torn else (None,) * self.window.length
        if self.failure:
            remarks.append(self.failure)
        elif not self.finished:
            remarks.append(_UNFINISHED.get(self.status, "CloudWatch did not finish its answer."))
        return Series(
            self.query,
            self.window.start,
            self.window.period,
            values or (None,) * self.window.length,
            self.points if not self.torn else 0,
            self.finished and not self.failure and not self.torn,
            tuple(remarks),
        )


_UNFINISHED = {
    "Forbidden": "AWS refuses this metric to the role you use.",
    "": "CloudWatch left it out of its answer.",
}


def batches(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Parts that go into one call: of one time, within 500 queries and 100,800 points."""
    waiting: dict[tuple[object, object], list[_Part]] = {}
    for part in parts:
        key = part.window.start, part.window.end
        batch = waiting.setdefault(key, [])
        points = sum(other.window.length for other in batch) + part.window.length
        if batch and (len(batch) == QUERIES_PER_CALL or points > POINTS_PER_CALL):
            yield batch
            batch = waiting[key] = []
        batch.append(part)
    yield from waiting.values()


@dataclass(slots=True)
class _Region:
    """Asks one region, counts what it asked, and stops where that is of no use."""

    client: Client
    profile: str
    wait: Callable[[float], object]
    calls: int = 0
    requested: int = 0
    refused: str = ""
    refusals: int = 0
    lock: Lock = field(default_factory=Lock)

    def ask(self, batch: list[_Part]) -> None:
        """Everything a batch asks for; what is left unfinished once more."""
        todo = batch
        for _ in range(_ROUNDS):
            self.pages(todo)
            todo = [
                part
                for part in todo
                if not part.failure and not part.finished and part.status != "Forbidden"
            ]
            if not todo:
                return

    def pages(self, parts: list[_Part]) -> None:
        """All pages of one request."""
        for part in parts:
            part.forget()
        request = _request(parts)
        for _ in range(_PAGES):
            if self.refused:
                return self.give_up(parts, self.refused)
            try:
                answer = self.call(request, len(parts))
            except failures() as error:
                return self.fail(parts, request, error)
            by_id = {f"q{index}": part for index, part in enumerate(parts)}
            for result in answer.get("MetricDataResults", ()):
                if result.get("Id") in by_id:
                    by_id[result["Id"]].hear(result)
            for part in parts:
                part.messages += [_words(message) for message in answer.get("Messages", ())]
            token = answer.get("NextToken")
            if not token or token == request.get("NextToken"):
                return None
            request["NextToken"] = token
        return self.give_up(parts, "CloudWatch did not come to an end of its pages.")

    def fail(self, parts: list[_Part], request: Mapping[str, Any], error: Exception) -> None:
        """Halves what holds a bad query; else gives these up, and the region if it is at fault."""
        kind, reason = blame(error), explain(error, self.profile)
        if kind == "token" and "NextToken" in request:
            for part in parts:
                part.status = "PartialData"
            return
        if kind in ("query", "server"):
            with self.lock:
                self.refusals += 1
            if self.refusals <= _REFUSALS:
                if len(parts) > 1:
                    middle = len(parts) // 2
                    self.pages(parts[:middle])
                    self.pages(parts[middle:])
                    return
                self.give_up(parts, reason)
                return
        self.refused = self.refused or reason
        self.give_up(parts, reason)

    def give_up(self, parts: list[_Part], reason: str) -> None:
        """What has not come will not."""
        for part in parts:
            if not part.finished:
                part.failure = reason

    def call(self, request: Mapping[str, Any], metrics: int) -> Mapping[str, Any]:
        """One page, asked for again when the moment was bad."""
        for attempt in range(1, _ATTEMPTS + 1):
            with self.lock:
                self.calls += 1
            try:
                answer = self.client.get_metric_data(**request)
            except failures() as error:
                if attempt >= self.patience(error):
                    raise
                self.wait(min(_MOST_SECONDS, _SECONDS * 2 ** (attempt - 1)))
            else:
                with self.lock:
                    self.requested += metrics
                return answer
        raise AssertionError  # the last attempt returns or raises

    def patience(self, error: Exception) -> int:
        """How often a page is asked for that fails so."""
        kind = blame(error)
        if kind == "moment":
            return _AT_FIRST if not self.requested and is_silent(error) else _ATTEMPTS
        return _FAULTS if kind == "server" and not self.refusals else 1


def _request(parts: Sequence[_Part]) -> dict[str, Any]:
    return {
        "MetricDataQueries": [
            {
                "Id": f"q{index}",
                "MetricStat": {
                    "Metric": {
                        "Namespace": part.query.metric.namespace,
                        "MetricName": part.query.metric.name,
                        "Dimensions": [{"Name": n, "Value": v} for n, v in part.query.dimensions],
                    },
                    "Period": part.window.period,
                    "Stat": part.query.statistic,
                },
                "ReturnData": True,
            }
            for index, part in enumerate(parts)
        ],
        "StartTime": parts[0].window.start,
        "EndTime": parts[0].window.end,
        "ScanBy": "TimestampAscending",
        "MaxDatapoints": POINTS_PER_CALL,
    }


def _words(message: Mapping[str, Any]) -> str:
    said = ": ".join(str(message[name]) for name in ("Code", "Value") if message.get(name))
    return f"CloudWatch says: {said}"
