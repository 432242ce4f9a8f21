"""Backup schedules as AWS writes them: cron(...) and rate(...), and the longest gap they leave.

Format: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_UNITS = {"minute": 1, "hour": 60, "day": 1440}
_START, _END = date(2023, 1, 1), date(2028, 12, 31)
"""Six whole years: the longest pattern without years, 29 February, repeats within them."""


def longest_gap(schedule: str) -> timedelta | None:
    """The longest time between two runs; None when the schedule cannot be read.

    A schedule limited to some years ends, so it has no longest gap; nor has one that never runs.

    >>> longest_gap("cron(0 0/6 * * ? *)")
    datetime.timedelta(seconds=21600)
    >>> longest_gap("cron(30 3 ? * MON-FRI *)").days
    3
    >>> longest_gap("rate(12 hours)")
    datetime.timedelta(seconds=43200)
    """
    rate = re.fullmatch(r"\s*rate\((\d+)\s+(minute|hour|day)s?\)\s*", schedule)
    if rate:
        return timedelta(minutes=int(rate[1]) * _UNITS[rate[2]]) if int(rate[1]) else None
    cron = re.fullmatch(r"\s*cron\(([^)]*)\)\s*", schedule)
    fields = cron[1].upper().split() if cron else []
    if len(fields) != 6 or fields[5] != "*":
        return None
    minutes = cron_values(fields[0], 0, 59)
    hours = cron_values(fields[1], 0, 23)
    months = cron_values(fields[3], 1, 12, _MONTHS)
    if not minutes or not hours or not months:
        return None
    days = _days(fields[2], fields[4], months)
    if not days:
        return None
    return _gap(days, sorted(60 * hour + minute for hour in hours for minute in minutes))


def _gap(days: list[date], times: list[int]) -> timedelta:
    """The longest gap between runs at these minutes of these days."""
    within = max((late - early for early, late in pairwise(times)), default=0)
    overnight = max(
        ((late - early).days * 1440 - times[-1] + times[0] for early, late in pairwise(days)),
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
        and (not last or day.day == monthrange(day.year, day.month)[1])
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
