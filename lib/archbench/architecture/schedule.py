"""Backup schedules as AWS writes them: cron(...) and rate(...), and the longest gap they leave.

Format: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_UNITS = {"minute": 1, "hour": 60, "day": 1440}
_START, _END = date(2023, 1, 1), date(2028, 12, 31)
"""Six whole years: the longest pattern without years, 29 February, repeats within them."""


@lru_cache(maxsize=256)
def longest_gap(*schedules: str) -> timedelta | None:
    """The longest time between two runs of any of these; None when one cannot be read.

    A schedule limited to some years ends, so it has no longest gap; nor has one that never runs.
    Runs of a rate begin when it is made: beside others only its own pace counts.

    >>> longest_gap("cron(0 0/6 * * ? *)")
    datetime.timedelta(seconds=21600)
    >>> longest_gap("cron(30 3 ? * MON-FRI *)").days
    3
    >>> longest_gap("rate(12 hours)")
    datetime.timedelta(seconds=43200)
    >>> longest_gap("cron(0 0 * * ? *)", "cron(0 8 * * ? *)", "cron(0 16 * * ? *)")
    datetime.timedelta(seconds=28800)
    """
    rates = [rate for rate in map(_rate, schedules) if rate is not None]
    crons = [text for text in schedules if _rate(text) is None]
    runs = [_runs(text) for text in crons]
    if any(not found for found in runs) or not schedules:
        return None
    together: dict[date, set[int]] = {}
    for found in runs:
        for day, times in (found or {}).items():
            together.setdefault(day, set()).update(times)
    gaps = [*rates, *([_gap(together)] if together else [])]
    return min(gaps) if gaps and all(gaps) else None


def _rate(schedule: str) -> timedelta | None:
    """The pace of a rate(...); None for what is none."""
    rate = re.fullmatch(r"\s*rate\((\d+)\s+(minute|hour|day)s?\)\s*", schedule)
    return timedelta(minutes=int(rate[1]) * _UNITS[rate[2]]) if rate else None


def _runs(schedule: str) -> Mapping[date, frozenset[int]] | None:
    """The days a cron(...) runs on within the years looked at, with the minutes of the day."""
    cron = re.fullmatch(r"\s*cron\(([^)]*)\)\s*", schedule)
    fields = cron[1].upper().split() if cron else []
    if len(fields) != 6 or fields[5] != "*":
        return None
    minutes = cron_values(fields[0], 0, 59)
    hours = cron_values(fields[1], 0, 23)
    months = cron_values(fields[3], 1, 12, _MONTHS)
    if not minutes or not hours or not months:
        return None
    times = frozenset(60 * hour + minute for hour in hours for minute in minutes)
    return dict.fromkeys(_days(fields[2], fields[4], months), times)


def _gap(runs: Mapping[date, set[int]]) -> timedelta:
    """The longest gap between runs at these minutes of these days."""
    days = sorted(runs)
    times = {day: sorted(runs[day]) for day in days}
    within = max((late - early for day in days for early, late in pairwise(times[day])), default=0)
    overnight = max(
        (
            (late - early).days * 1440 - times[early][-1] + times[late][0]
            for early, late in pairwise(days)
        ),
        default=0,
    )
    return timedelta(minutes=max(within, overnight))


def _days(of_month: str, of_week: str, months: frozenset[int]) -> list[date]:
    """The days a schedule runs on; empty when its day fields cannot be read."""
    if "?" not in (of_month, of_week) and "*" not in (of_month, of_week):
        return []
    last = of_month == "L"
    by_month = frozenset(range(1, 32)) if last else cron_values(of_month, 1, 31)
    by_week = cron_values(of_week, 1, 7, _DAYS)
    if not by_month or not by_week:
        return []
    every = (_START + timedelta(days=n) for n in range((_END - _START).days + 1))
    return [
        day
        for day in every
        if day.month in months
        and day.day in by_month
        and day.isoweekday() % 7 + 1 in by_week
        and (not last or (day + timedelta(days=1)).day == 1)
    ]


def cron_values(field: str, low: int, high: int, names: tuple[str, ...] = ()) -> frozenset[int]:
    """The numbers a cron field stands for; empty when it cannot be read.

    >>> sorted(cron_values("MON-FRI", 1, 7, ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")))
    [2, 3, 4, 5, 6]
    """
    for index, name in enumerate(names):
        field = re.sub(rf"\b{name}\b", str(index + 1), field)
    found: set[int] = set()
    for part in field.split(","):
        shape = re.fullmatch(r"(\*|\?|\d+)(?:-(\d+))?(?:/(\d+))?", part)
        if shape is None:
            return frozenset()
        first, last, step = shape[1], shape[2], int(shape[3] or 1)
        anything = first in ("*", "?")
        start = low if anything else int(first)
        end = int(last) if last else high if anything or shape[3] else start
        if step < 1 or start < low or end > high or start > end:
            return frozenset()
        found |= set(range(start, end + 1, step))
    return frozenset(found)
