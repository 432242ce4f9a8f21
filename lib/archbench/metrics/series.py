"""What a pull of metrics brought: series with their gaps, and what could not be measured."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from archbench.frozen import replace
from archbench.metrics.catalogue import Dimensions, Metric
from archbench.metrics.queries import Query
from archbench.metrics.window import Window

Thing = tuple[str, str, Dimensions]
"""What publishes: its region, and its address or, without one, the dimensions that name it."""


@dataclass(frozen=True, slots=True)
class Series:
    """One metric of one thing over time.

    values    one entry per period from start on: the number, or None where nothing is known
    points    how many of them CloudWatch gave; the other known ones are zero by absence
    complete  False where CloudWatch did not finish its answer
    remarks   what else has to be told of it: messages, points that were left out
    """

    query: Query
    start: datetime
    period: int
    values: tuple[float | None, ...]
    points: int
    complete: bool = True
    remarks: tuple[str, ...] = ()

    @property
    def window(self) -> Window:
        """The time it covers, in its periods."""
        return Window(self.start, self.at(len(self.values)), self.period)

    @property
    def times(self) -> tuple[datetime, ...]:
        """The start of each period."""
        return tuple(self.at(index) for index in range(len(self.values)))

    @property
    def known(self) -> tuple[float, ...]:
        """The values that are known."""
        return tuple(value for value in self.values if value is not None)

    @property
    def newest(self) -> datetime | None:
        """The end of the last period that is known."""
        for index in reversed(range(len(self.values))):
            if self.values[index] is not None:
                return self.at(index + 1)
        return None

    @property
    def oldest(self) -> datetime | None:
        """The start of the first period that is known."""
        return next((self.at(i) for i, value in enumerate(self.values) if value is not None), None)

    def at(self, index: int) -> datetime:
        """The start of a period."""
        return self.start + timedelta(seconds=self.period * index)


@dataclass(frozen=True, slots=True)
class Pull:
    """Everything one pull brought.

    source        where it came from, for people: "CloudWatch in us-east-1", "recorded sample"
    live          False for the recorded sample
    start, end    the time that was asked for; each series has its own window within its periods
    series        those something is known of
    price         USD the pull costs at most, at the published price of a metric requested
    not_measured  what was not asked or not answered, each with its reason
    calls         how often CloudWatch was asked
    asked         how many series were asked for
    """

    source: str
    live: bool
    start: datetime
    end: datetime
    series: tuple[Series, ...]
    price: Decimal = Decimal(0)
    not_measured: tuple[tuple[str, str], ...] = ()
    calls: int = 0

    def get(self, name: str, statistic: str, **dimensions: str) -> tuple[Series, ...]:
        """The series of a metric whose dimensions include these."""
        return tuple(
            item
            for item in self.series
            if item.query.metric.name == name
            and item.query.statistic == statistic
            and _includes(item.query.dimensions, dimensions)
        )


def thing(query: Query) -> Thing:
    """What a query is about, in whatever parts it publishes: a cluster, not its writer."""
    if query.address:
        return query.region, query.address, ()
    named = tuple(pair for pair in query.dimensions if pair[0] not in parts(query.metric))
    return query.region, "", named


def parts(metric: Metric) -> frozenset[str]:
    """The dimensions that name a part or a kind of a thing, not the thing: Role, StorageType."""
    return frozenset(
        name for name, allowed in metric.fixed if not any("*" in value for value in allowed)
    )


def seen(series: Iterable[Series]) -> Mapping[Thing, tuple[datetime, datetime]]:
    """From when to when each thing published anything; a thing that never did is not there."""
    found: dict[Thing, tuple[datetime, datetime]] = {}
    for item in series:
        oldest, newest = item.oldest, item.newest
        if item.points and oldest and newest:
            key = thing(item.query)
            first, last = found.get(key, (oldest, newest))
            found[key] = min(first, oldest), max(last, newest)
    return found


def with_zeros(series: Iterable[Series]) -> tuple[Series, ...]:
    """The series with what absence means: zero, where the metric says so and its thing was there.

    A count that is published only when there is something to count is zero in the periods between
    the first and the last thing its owner published. Before and after, and where CloudWatch did
    not finish, it is as unknown as the rest.
    """
    found = tuple(series)
    alive = seen(found)
    return tuple(
        _zeros(item, *alive[thing(item.query)])
        if item.complete and item.query.metric.absent == "zero" and thing(item.query) in alive
        else item
        for item in found
    )


def _zeros(item: Series, first: datetime, last: datetime) -> Series:
    step = timedelta(seconds=item.period)
    begin = max(0, -(-(first - item.start) // step))
    stop = (last - item.start) // step
    values = tuple(
        0.0 if value is None and begin <= index < stop else value
        for index, value in enumerate(item.values)
    )
    return replace(item, values=values)


def _includes(found: Dimensions, wanted: Mapping[str, str]) -> bool:
    return dict(found) | dict(wanted) == dict(found)
