"""A time is asked for in periods that are published, still kept, and not more than can be shown."""

from datetime import UTC, datetime, timedelta

import pytest

from archbench.errors import InputError
from archbench.metrics.window import POINTS_PER_SERIES, kept, span, window

NOW = datetime(2026, 3, 31, 12, 34, 56, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("interval", "age", "length", "period"),
    [
        (60, timedelta(hours=3), timedelta(hours=3), 60),
        (300, timedelta(hours=3), timedelta(hours=3), 300),
        (60, timedelta(days=7), timedelta(days=7), 900),
        (60, timedelta(days=14), timedelta(days=14), 900),
        (60, timedelta(days=14, hours=23, minutes=59), HOUR, 60),
        (60, timedelta(days=15), HOUR, 300),
        (60, timedelta(days=63), HOUR, 3600),
        (60, timedelta(days=400), timedelta(days=400), 21_600),
        (86_400, timedelta(days=30), timedelta(days=30), 86_400),
    ],
)
def test_the_period_has_points_at_that_age(
    interval: int, age: timedelta, length: timedelta, period: int
) -> None:
    """No shorter than the metric comes, the shortest still kept, at most 2,000 points."""
    found = window(interval, NOW - age, NOW - age + length, NOW)
    assert found.period == period
    assert found.length <= POINTS_PER_SERIES
    assert found.period % kept(NOW - found.start) == 0
    assert found.start.timestamp() % period == 0 == found.end.timestamp() % period


def test_a_period_that_is_not_over_is_left_out() -> None:
    """At 12:34 the last hour that counts is the one that ended at 12:00."""
    found = window(3600, NOW - timedelta(days=2), NOW, NOW)
    assert found.end == datetime(2026, 3, 31, 12, tzinfo=UTC)


def test_what_comes_once_a_day_is_found_in_a_window_of_hours() -> None:
    """Three days back at least, whole days only."""
    found = window(86_400, NOW - timedelta(hours=3), NOW, NOW)
    assert (found.start, found.length) == (datetime(2026, 3, 28, tzinfo=UTC), 3)


@pytest.mark.parametrize("days", [0, -3, float("nan"), float("inf"), 1e9, 456])
def test_days_that_are_none_are_refused(days: float) -> None:
    """With what may be given."""
    with pytest.raises(InputError, match="more than 0 and at most 455"):
        span(days, NOW)


def test_older_than_anything_kept_is_refused() -> None:
    """455 days back from now, wherever the window ends; the future is cut off."""
    with pytest.raises(InputError, match="455 days"):
        span(10, NOW, NOW - timedelta(days=450))
    assert span(400, NOW)[0] == NOW - timedelta(days=400)
    assert span(1, NOW, NOW + timedelta(days=2)) == (NOW - timedelta(days=1), NOW)
