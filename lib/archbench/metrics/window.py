"""Which time is asked for, in which periods: what is published, and what CloudWatch still keeps.

Points of a period are kept for so long (API reference of GetMetricData):
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from archbench.errors import InputError

MOST_DAYS = 455
"""How long CloudWatch keeps anything."""
POINTS_PER_SERIES = 2_000
"""More than a page can show; a longer time is asked for in longer periods."""

_RETENTION = ((15, 60), (63, 300), (MOST_DAYS, 3600))
"""Days for which points of a period in seconds are kept."""
_PERIODS = (60, 300, 900, 1800, 3600, 10_800, 21_600, 86_400)
"""Periods that divide a day, in seconds."""
_LEAST = 3
"""Publishing intervals a window has at least, so that what comes once a day is found at all."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A time in whole periods, as CloudWatch aligns them: start inclusive, end exclusive."""

    start: datetime
    end: datetime
    period: int
    """Seconds."""

    @property
    def length(self) -> int:
        """How many periods it has."""
        return int((self.end - self.start).total_seconds()) // self.period


def span(days: float, now: datetime, end: datetime | None = None) -> tuple[datetime, datetime]:
    """The time that many days back from end, or from now.

    Raises:
        InputError: no such time can be asked for; the text says what can.
    """
    if not math.isfinite(days) or not 0 < days <= MOST_DAYS:
        raise InputError(
            f"CloudWatch cannot be asked for {days:g} days: give more than 0 and at most"
            f" {MOST_DAYS}, for which it keeps metrics."
        )
    stop = min(end or now, now)
    start = stop - timedelta(days=days)
    if now - start > timedelta(days=MOST_DAYS):
        raise InputError(
            f"CloudWatch keeps metrics for {MOST_DAYS} days; {start:%Y-%m-%d} is older."
        )
    return start, stop


def window(interval: int, start: datetime, end: datetime, now: datetime) -> Window:
    """Whole periods from start to end of a metric that is published every so many seconds.

    The period is the shortest that is no shorter than the interval, still kept for all of the
    window, and gives at most 2,000 points. A period that is not over yet is left out.

    >>> now = datetime(2026, 3, 31, tzinfo=UTC)
    >>> window(60, now - timedelta(hours=3), now, now).period
    60
    >>> window(60, now - timedelta(days=14), now, now).period
    900
    >>> window(300, now - timedelta(hours=3), now, now).period
    300
    >>> window(60, now - timedelta(days=30), now - timedelta(days=29), now).period
    300
    >>> window(86_400, now - timedelta(hours=3), now, now).length
    3
    """
    return next(
        found
        for found in _windows(interval, start, end)
        if found.length <= POINTS_PER_SERIES and found.period % kept(now - found.start) == 0
    )


def _windows(interval: int, start: datetime, end: datetime) -> Iterator[Window]:
    for period in _PERIODS:
        if period >= interval:
            stop = aligned(end, period)
            first = min(aligned(start, period), stop - timedelta(seconds=period))
            if interval == period:
                first = min(first, stop - timedelta(seconds=period * _LEAST))
            yield Window(first, stop, period)


def kept(age: timedelta) -> int:
    """Seconds of the shortest period that points of an age are still kept in.

    >>> [kept(timedelta(days=days)) for days in (1, 15, 62, 63, 400)]
    [60, 300, 300, 3600, 3600]
    """
    return next((step for days, step in _RETENTION if age < timedelta(days=days)), 3600)


def aligned(moment: datetime, period: int) -> datetime:
    """The start of the period a moment lies in, as CloudWatch aligns them."""
    seconds = math.floor(moment.timestamp())
    return datetime.fromtimestamp(seconds - seconds % period, UTC)
