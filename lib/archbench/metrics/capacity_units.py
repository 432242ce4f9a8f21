"""Capacity units of a load balancer, hour by hour, by the dimension that is most in the hour.

https://aws.amazon.com/elasticloadbalancing/pricing/. Some rules of each request are free, and
the metric does not say how many it counts, so that a balancer's units are a range: without any
evaluation of rules, and with all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archbench.aws.elb import CAPACITY_UNIT
from archbench.frozen import replace
from archbench.metrics.days import Days, levels
from archbench.metrics.series import Series
from archbench.metrics.window import aligned

_HOUR = 3600
_BYTES = "ProcessedBytes"


@dataclass(frozen=True, slots=True)
class _Dimension:
    """A metric that counts a dimension, and how many an hour one unit carries of its Sum."""

    metric: str
    key: str
    statistic: str = "Sum"
    per_hour: int = 1


_ACTIVE = "active_connections"
_KINDS: Mapping[str, tuple[str, tuple[_Dimension, ...]]] = {
    "AWS/ApplicationELB": (
        "application",
        (
            _Dimension("NewConnectionCount", "new_connections", per_hour=_HOUR),
            _Dimension("ActiveConnectionCount", _ACTIVE, per_hour=60),
            _Dimension("RuleEvaluations", "rule_evaluations", per_hour=_HOUR),
        ),
    ),
    "AWS/GatewayELB": (
        "gateway",
        (
            _Dimension("NewFlowCount", "new_connections", per_hour=_HOUR),
            _Dimension("ActiveFlowCount", _ACTIVE, "Average"),
        ),
    ),
}
"""By namespace: the kind of balancer, and its dimensions beside the bytes it processes."""


def capacity_units(series: Sequence[Series]) -> tuple[Days, Days] | None:
    """Units an hour, day by day, at least and at most; None where not every dimension was asked.

    An hour in which a dimension is not known has no units; so has one of longer periods.
    """
    namespace = series[0].query.metric.namespace
    if namespace not in _KINDS:
        return None
    kind, dimensions = _KINDS[namespace]
    found = {(item.query.metric.name, item.query.statistic): item for item in series}
    processed = found.get((_BYTES, "Sum"))
    wanted = [found.get((each.metric, each.statistic)) for each in dimensions]
    known = [item for item in wanted if item is not None]
    if processed is None or len(known) < len(dimensions):
        return None
    all_units = [_hours(processed, 1024**3)]
    without_rules = list(all_units)
    for each, item in zip(dimensions, known, strict=True):
        units = _hours(item, CAPACITY_UNIT[kind][each.key] * each.per_hour)
        all_units.append(units)
        if each.key != "rule_evaluations":
            without_rules.append(units)
    return _most(processed, without_rules, all_units), _most(processed, all_units, all_units)


def _hours(item: Series, unit: float) -> Mapping[datetime, float]:
    """The whole hours of a series in units: of a Sum added up, of an Average their mean."""
    per_hour = _HOUR // item.period
    grouped: dict[datetime, list[float]] = {}
    for index, value in enumerate(item.values):
        if value is not None and per_hour:
            grouped.setdefault(aligned(item.at(index), _HOUR), []).append(value)
    divisor = unit * (per_hour if item.query.statistic == "Average" else 1)
    return {
        hour: sum(values) / divisor for hour, values in grouped.items() if len(values) == per_hour
    }


def _most(
    item: Series,
    dimensions: Sequence[Mapping[datetime, float]],
    needed: Sequence[Mapping[datetime, float]],
) -> Days:
    """Units of the dimension that is most, hour by hour, where all that are needed are known."""
    start, end = aligned(item.start, _HOUR), item.at(len(item.values))
    hourly = replace(item, start=start, period=_HOUR, values=())
    hours = [hourly.at(index) for index in range(int((end - start).total_seconds()) // _HOUR)]
    values = tuple(
        max(units[hour] for units in dimensions) if all(hour in units for units in needed) else None
        for hour in hours
    )
    return levels((replace(hourly, values=values),))
