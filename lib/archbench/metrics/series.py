"""What a pull of metrics brought: series with their gaps, and what could not be measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from archbench.metrics.queries import Query


@dataclass(frozen=True, slots=True)
class Series:
    """One metric of one thing over time.

    values has one entry per period from start on: the number, or None where CloudWatch has no
    point and the metric's absence means nothing is known. points counts what CloudWatch gave.
    """

    query: Query
    start: datetime
    period: int
    values: tuple[float | None, ...]
    points: int
    complete: bool = True

    @property
    def times(self) -> tuple[datetime, ...]:
        """The start of each period."""
        return tuple(
            self.start + timedelta(seconds=self.period * index) for index in range(len(self.values))
        )

    @property
    def known(self) -> tuple[float, ...]:
        """The values that are known."""
        return tuple(value for value in self.values if value is not None)


@dataclass(frozen=True, slots=True)
class Pull:
    """Everything one pull brought.

    source        where it came from, for people: "CloudWatch in us-east-1", "recorded sample"
    live          False for the recorded sample
    price         USD the pull costs at the published $0.01 per 1,000 metrics requested
    not_measured  what was not asked or not answered, each with its reason
    """

    source: str
    live: bool
    start: datetime
    end: datetime
    period: int
    series: tuple[Series, ...]
    price: Decimal = Decimal(0)
    not_measured: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, statistic: str, **dimensions: str) -> tuple[Series, ...]:
        """The series of a metric whose dimensions include these."""
        return tuple(
            item
            for item in self.series
            if item.query.metric.name == name
            and item.query.statistic == statistic
            and _includes(item.query.dimensions, dimensions)
        )


def _includes(found: tuple[tuple[str, str], ...], wanted: Mapping[str, str]) -> bool:
    return dict(found) | dict(wanted) == dict(found)
