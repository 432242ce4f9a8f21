"""Which series are read together: the golden signals of each kind of thing, in readable units.

A panel asks one question (latency, traffic, errors, saturation, capacity; of what has no traffic,
what is billed) of one resource type in one unit. Types stand in the order of a request: where it
comes in, what works on it, what keeps data, what carries events, the network, what guards it. No
name of a thing matters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archbench.aws.catalogue import kind_of
from archbench.aws.kind import Kind
from archbench.metrics.catalogue import Metric, Tells, catalogue
from archbench.metrics.coverage import label
from archbench.metrics.series import Pull, Series

_ROLES = ("entry", "workload", "store", "channel", "network", "guard")
_QUESTIONS: tuple[Tells, ...] = ("latency", "traffic", "errors", "saturation", "capacity")
_READ: Mapping[Tells, tuple[str, ...]] = {
    "traffic": ("Sum", "SampleCount", "Average", "Maximum", "Minimum"),
    "errors": ("Sum", "SampleCount", "Maximum", "Minimum", "Average"),
    "saturation": ("Maximum", "Minimum", "Sum", "Average"),
    "capacity": ("Average", "Minimum", "Maximum", "Sum"),
    "cost": ("Sum", "SampleCount", "Average", "Maximum", "Minimum"),
}
"""The one statistic that is read of a metric: the first of these that it is asked for in."""
_PERCENTILES = ("p50", "p99")
_COUNTS = ("Sum", "SampleCount")
_STATISTICS = {"p50": "median", "Average": "mean", "Maximum": "highest", "Minimum": "lowest"}
_GIB, _MIB = 1024.0**3, 1024.0**2
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Curve:
    """One series in the unit of its panel: its label, and what its values are multiplied by."""

    label: str
    series: Series
    factor: float

    @property
    def peak(self) -> tuple[float, datetime] | None:
        """The most of it, or the least of what is read as a minimum, and when; None of nothing."""
        found = [
            (value, index) for index, value in enumerate(self.series.values) if value is not None
        ]
        if not found:
            return None
        least = self.series.query.statistic == "Minimum"
        value, index = min(found) if least else max(found, key=lambda pair: (pair[0], -pair[1]))
        return value * self.factor, self.series.at(index)


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines that answer one question of one resource type, in one unit.

    first  whether it is the first of its question: the rest is read after it
    """

    type: str
    tells: Tells
    title: str
    unit: str
    lines: tuple[Curve, ...]
    first: bool


def panels(pull: Pull) -> tuple[Panel, ...]:
    """The panels of a pull; a series of which nothing is known is in none."""
    by_type: dict[str, list[Series]] = {}
    for item in pull.series:
        if item.known:
            by_type.setdefault(item.query.metric.type, []).append(item)
    order = {metric: place for place, metric in enumerate(catalogue())}
    return tuple(
        panel
        for type_ in sorted(by_type, key=_place)
        for panel in _of_type(type_, by_type[type_], order)
    )


def unit_of(metric: Metric, statistic: str, tells: Tells) -> tuple[str, float, bool]:
    """The unit a value is read in, what it is multiplied by, and whether that is by time.

    >>> from archbench.metrics.catalogue import metrics_of
    >>> balancer = (("LoadBalancer", "app/a/1"),)
    >>> requests = next(metrics_of("aws_lb", balancer))
    >>> unit_of(requests, "Sum", "traffic")
    ('requests a second', 1.0, True)
    """
    if statistic not in _COUNTS:
        return ("GiB", 1 / _GIB, False) if metric.unit == "bytes" else (metric.unit, 1.0, False)
    if metric.unit == "bytes":
        return "MiB a second", 1 / _MIB, True
    if tells == "saturation":  # so many at a time, counted each minute
        return metric.unit, float(_MINUTE), True
    if tells == "errors":
        return f"{metric.unit} a minute", float(_MINUTE), True
    return f"{metric.unit} a second", 1.0, True


def _place(type_: str) -> tuple[int, str]:
    kind, _ = _known(type_)
    return (_ROLES.index(kind.role) if kind else len(_ROLES)), type_


def _known(type_: str) -> tuple[Kind | None, str]:
    """The kind of a type, or of what its name begins with, and the rest of the name in words."""
    name = type_
    while name:
        kind = kind_of(name)
        if kind and kind.role in _ROLES:
            return kind, type_.removeprefix(name).replace("_", " ")
        name = name.rpartition("_")[0]
    return None, type_


def _of_type(type_: str, series: Sequence[Series], order: Mapping[Metric, int]) -> Iterator[Panel]:
    found = {
        tells: [item for item in series if item.query.metric.tells == tells and _is_read(item)]
        for tells in (*_QUESTIONS, "cost")
    }
    asked = (*_QUESTIONS,) if found["traffic"] else ("latency", "cost", *_QUESTIONS[2:])
    for tells in asked:
        units: dict[str, list[Series]] = {}
        for item in sorted(
            found[tells], key=lambda one: (order.get(one.query.metric, 0), one.query)
        ):
            unit, _, _ = unit_of(item.query.metric, item.query.statistic, item.query.metric.tells)
            units.setdefault(unit, []).append(item)
        for unit, group in units.items():
            yield _panel(type_, tells, unit, group, first=unit == next(iter(units)))


def _is_read(item: Series) -> bool:
    """Whether it is the statistic that is read of its metric."""
    metric, statistic = item.query.metric, item.query.statistic
    if metric.tells == "latency":
        chosen = [each for each in _PERCENTILES if each in metric.statistics]
        return statistic in (chosen or metric.statistics)
    return statistic == next(each for each in _READ[metric.tells] if each in metric.statistics)


def _panel(type_: str, tells: Tells, unit: str, series: Sequence[Series], *, first: bool) -> Panel:
    titles = list(dict.fromkeys(item.query.metric.title for item in series))
    kind, rest = _known(type_)
    what: str = "what is billed" if tells == "cost" else tells
    if len(titles) == 1:
        what = in_a_sentence(titles[0])
    said = unit if unit.startswith(what) else f"{what}, {unit}"
    title = f"{kind.title if kind else ''}{rest}: {said}"
    return Panel(type_, tells, title, unit, tuple(_lines(series, titles)), first)


def _lines(series: Sequence[Series], titles: Sequence[str]) -> Iterator[Curve]:
    subjects = {label(item.query) for item in series}
    statistics = {item.query.statistic for item in series}
    for item in series:
        query = item.query
        words = [
            *([_short(label(query), query.metric.type)] if len(subjects) > 1 else []),
            *([in_a_sentence(query.metric.title)] if len(titles) > 1 else []),
            *([_STATISTICS.get(query.statistic, query.statistic)] if len(statistics) > 1 else []),
        ]
        _, factor, by_time = unit_of(query.metric, query.statistic, query.metric.tells)
        yield Curve(
            " ".join(words) or _short(label(query), query.metric.type),
            item,
            factor / item.period if by_time else factor,
        )


def in_a_sentence(title: str) -> str:
    """A title within a sentence: a small letter, but for an abbreviation.

    >>> in_a_sentence("Response time"), in_a_sentence("CPU credits left")
    ('response time', 'CPU credits left')
    """
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def _short(name: str, type_: str) -> str:
    """An address without its type, which the title says."""
    return name.replace(f"{type_}.", "")
