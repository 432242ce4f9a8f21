"""Whole days of what was measured: how much was used on each, and what a month of them comes to.

A day is a UTC day in whose every period all that is added up is known; a day with a gap is no day.
A month is 730 hours of five weekdays to two days of a weekend, as the estimate counts.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import fmean

from archbench.frozen import replace
from archbench.metrics.series import Series

DAY = timedelta(days=1)
ENOUGH = Decimal("0.75")
"""Share of the days asked for that a mean takes: one weekday in five is no average of a week."""
_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Days:
    """A figure for each whole day that is known, among the days that were asked for.

    values  by day: a mean over the day
    asked   whole days within the window
    """

    values: Mapping[date, Decimal]
    asked: int

    @property
    def enough(self) -> bool:
        """Whether what is known may stand for all of them."""
        return bool(self.values) and len(self.values) >= ENOUGH * self.asked

    @property
    def low(self) -> Decimal:
        """The least of a day."""
        return min(self.values.values())

    @property
    def high(self) -> Decimal:
        """The most of a day."""
        return max(self.values.values())

    @property
    def likely(self) -> Decimal:
        """The mean of a week: of five weekdays and a weekend, where both are known."""
        weekdays = [value for day, value in self.values.items() if day.weekday() < _WEEKEND]
        weekend = [value for day, value in self.values.items() if day.weekday() >= _WEEKEND]
        if weekdays and weekend:
            return (_mean(weekdays) * 5 + _mean(weekend) * 2) / 7
        return _mean(weekdays or weekend)

    @property
    def told(self) -> str:
        """Which days they are: "7 of 7 days from 2026-03-02"."""
        first = min(self.values, default=None)
        since = f" from {first:%Y-%m-%d}" if first else ""
        lacks = "" if self.has_both or not self.values else f", no {self._other}"
        return f"{len(self.values)} of {self.asked} whole days (UTC){since}{lacks}"

    @property
    def has_both(self) -> bool:
        """Whether there is a weekday and a day of a weekend among them."""
        return len({day.weekday() >= _WEEKEND for day in self.values}) == 2

    @property
    def _other(self) -> str:
        return "weekend" if next(iter(self.values)).weekday() < _WEEKEND else "weekday"


def rates(series: Sequence[Series]) -> Days:
    """How much a second all of these were together, day by day; each is a Sum of its periods."""
    return _days(series, lambda item: Decimal(1) / item.period)


def levels(series: Sequence[Series]) -> Days:
    """How high all of these were together, day by day; each is an Average of its periods."""
    return _days(series, lambda _: Decimal(1))


def stocks(series: Sequence[Series]) -> Days:
    """How much all of these kept together, day by day; what is known of a day stands for it."""
    filled = [replace(item, values=_carried(item)) for item in series]
    return levels(filled)


def mean_of(weighed: Series, weight: Series) -> Days:
    """The mean of one series weighed by another, day by day: a duration by its invocations.

    A day without any weight has no mean and is not asked for.
    """
    products = tuple(
        0.0 if count == 0 else None if value is None or count is None else value * count
        for value, count in zip(weighed.values, weight.values, strict=True)
    )
    above = rates((replace(weighed, values=products),)).values
    below = rates((weight,))
    idle = [day for day, total in below.values.items() if not total]
    return Days(
        {day: above[day] / total for day, total in below.values.items() if total and day in above},
        below.asked - len(idle),
    )


def whole_days(item: Series) -> list[date]:
    """The UTC days that lie in a window from end to end."""
    end = item.at(len(item.values))
    first = datetime.combine(item.start.date(), datetime.min.time(), UTC)
    if first < item.start:
        first += DAY
    return [(first + DAY * index).date() for index in range(max(0, (end - first) // DAY))]


def _carried(item: Series) -> tuple[float | None, ...]:
    """The values with the mean of what is known of their day in its gaps."""
    by_day: dict[date, list[float]] = {}
    days = [item.at(index).date() for index in range(len(item.values))]
    for day, value in zip(days, item.values, strict=True):
        if value is not None:
            by_day.setdefault(day, []).append(value)
    means = {day: fmean(values) for day, values in by_day.items()}
    return tuple(
        means.get(day) if value is None else value
        for day, value in zip(days, item.values, strict=True)
    )


def _days(series: Sequence[Series], factor: Callable[[Series], Decimal]) -> Days:
    if not series:
        return Days({}, 0)
    asked = sorted(set.intersection(*(set(whole_days(item)) for item in series)))
    totals: dict[date, Decimal] = dict.fromkeys(asked, Decimal(0))
    counts: Counter[date] = Counter()
    for item in series:
        per_day = 86_400 // item.period
        known: Counter[date] = Counter()
        sums: dict[date, Decimal] = {}
        for index, value in enumerate(item.values):
            day = item.at(index).date()
            if value is not None and day in totals:
                known[day] += 1
                sums[day] = sums.get(day, Decimal(0)) + Decimal(repr(value))
        for day, total in sums.items():
            if known[day] == per_day:
                counts[day] += 1
                totals[day] += total / per_day * factor(item)
    return Days({day: totals[day] for day in asked if counts[day] == len(series)}, len(asked))


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)
