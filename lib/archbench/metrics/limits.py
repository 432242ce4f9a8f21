"""What the configuration sets bounds to: thresholds of alarms, least and most of what scales."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from archbench.architecture.joins import Reader
from archbench.architecture.scaling import scaling_targets
from archbench.architecture.watching import watches
from archbench.hcl.values import Plain
from archbench.metrics.signals import Curve, unit_of
from archbench.terraform.configuration import Configuration

_WORDS = {"above": (">", ">="), "below": ("<", "<=")}
"""How an alarm compares: beyond its threshold alone, and at it too."""
_SCALED: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "aws_autoscaling_group": (
        ("GroupInServiceInstances", "min_size", "min"),
        ("GroupInServiceInstances", "max_size", "max"),
    ),
    "aws_ecs_service": (("RunningTaskCount", "desired_count", "desired"),),
    "aws_lambda_function": (
        ("ConcurrentExecutions", "reserved_concurrent_executions", "reserved"),
    ),
}
"""By type: the metric of what is in service, the attribute that bounds it, and its word."""
_TARGETS = {"aws_ecs_service": "RunningTaskCount"}


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound of one metric of one address.

    statistic  of the alarm's metric; "" for a bound that holds for any
    period     seconds a Sum is compared over; 0 for a level
    word       for people, to stand before the value: "alarm >", "max"
    source     address of what sets it
    """

    address: str
    metric: str
    statistic: str
    value: float
    period: int
    word: str
    source: str

    def on(self, line: Curve) -> float | None:
        """Where it stands beside a line, in the line's unit; None when it is not about that."""
        query = line.series.query
        if (query.address, query.metric.name) != (self.address, self.metric):
            return None
        if self.statistic not in ("", query.statistic):
            return None
        _, factor, by_time = unit_of(query.metric, query.statistic, query.metric.tells)
        if by_time:
            return self.value * factor / self.period if self.period else None
        return self.value * factor


def limits(configuration: Configuration) -> tuple[Limit, ...]:
    """Every bound that is known: of alarms that compare one metric, and of what scales."""
    reader = Reader(configuration)
    return (*_alarms(reader), *_scaled(reader))


def _alarms(reader: Reader) -> Iterator[Limit]:
    for watch in watches(reader):
        value = _number(watch.threshold)
        direction, metric, statistic = watch.direction, watch.metric, watch.statistic
        if value is None or watch.transformed or not isinstance(direction, str):
            continue
        words = _WORDS.get(direction)
        if words and isinstance(metric, str) and isinstance(statistic, str):
            period = watch.period if isinstance(watch.period, int) else 0
            word = f"alarm {words[watch.inclusive is True]}"
            for address in watch.targets:
                yield Limit(address, metric, statistic, value, period, word, watch.address)


def _scaled(reader: Reader) -> Iterator[Limit]:
    for type_, bounds in _SCALED.items():
        for item in reader.of_type(type_):
            for metric, attribute, word in bounds:
                value = _number(item.get(attribute))
                if value is not None and value > 0:
                    yield _bound(item.address, metric, value, word, item.address)
    for address, targets in scaling_targets(reader)[0].items():
        metric = _TARGETS.get(reader.configuration.by_address[address].type, "")
        for target in targets if metric else ():
            for attribute, word in (("min_capacity", "min"), ("max_capacity", "max")):
                value = _number(target.get(attribute))
                if value is not None:
                    yield _bound(address, metric, value, word, target.address)


def _bound(address: str, metric: str, value: float, word: str, source: str) -> Limit:
    return Limit(address, metric, "", value, 0, word, source)


def _number(value: Plain) -> float | None:
    is_number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    return float(value) if is_number else None  # type: ignore[arg-type]
