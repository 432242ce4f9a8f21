"""CloudWatch alarms: what they watch, when they ring, whom they tell."""

from collections.abc import Iterator, Mapping

from archbench.architecture.joins import Reader, items, name_of, text
from archbench.architecture.model import Alarm
from archbench.aws.values import given
from archbench.hcl.values import Plain
from archbench.terraform.configuration import Instance, Path

_OPERATORS = {
    "GreaterThanThreshold": ">",
    "GreaterThanOrEqualToThreshold": ">=",
    "LessThanThreshold": "<",
    "LessThanOrEqualToThreshold": "<=",
    "GreaterThanUpperThreshold": "above the band of",
    "LessThanLowerThreshold": "below the band of",
    "LessThanLowerOrGreaterThanUpperThreshold": "outside the band of",
}
ALARM_TYPES = ("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm")


def alarms(reader: Reader) -> tuple[Alarm, ...]:
    """Every metric alarm and composite alarm."""
    return tuple(_alarm(reader, item) for item in reader.of_type(*ALARM_TYPES))


def _alarm(reader: Reader, item: Instance) -> Alarm:
    watched = [
        found.address for path in _dimensions(item) for found in reader.many(item, *path)
    ] or [found.address for found in reader.referenced(item, ("alarm_rule",))]
    return Alarm(
        address=item.address,
        name=name_of(item),
        range=item.range,
        metric=_metric(item),
        condition=_condition(item),
        watches=tuple(dict.fromkeys(watched)),
        notifies=tuple(target.address for target in reader.many(item, "alarm_actions")),
    )


def _dimensions(item: Instance) -> Iterator[Path]:
    """Where an alarm names what it watches, but for names that are only text."""
    yield ("dimensions",)
    for index, query in enumerate(items(item, "metric_query")):
        metrics = query.get("metric") if isinstance(query, Mapping) else None
        if isinstance(metrics, tuple) and metrics:
            yield ("metric_query", index, "metric", 0, "dimensions")


def _metric(item: Instance) -> str:
    name = text(item.get("metric_name"))
    if name:
        return name
    queries = item.blocks("metric_query")
    told = [query for query in queries if query.get("return_data") is True] or list(queries)
    for query in told:
        named = (query.get("label"), query.get("expression"), _measured(query).get("metric_name"))
        shown = text(given(*named))
        if shown:
            return shown
    return text(item.get("alarm_rule")) or "composite"


def _condition(item: Instance) -> str:
    """The rule in words: "> 80 for 3 of 3 periods of 60 s"."""
    operator = _OPERATORS.get(text(item.get("comparison_operator")), "")
    if not operator:
        return text(item.get("alarm_rule"))
    threshold = item.get("threshold", item.get("threshold_metric_id"))
    periods = item.get("evaluation_periods")
    points = item.get("datapoints_to_alarm", periods)
    return f"{operator} {threshold} for {points} of {periods} periods of {_period(item)} s"


def _measured(query: Mapping[str, Plain]) -> Mapping[str, Plain]:
    """The metric of a query, empty for an expression."""
    metrics = query.get("metric")
    first = metrics[0] if isinstance(metrics, tuple) and metrics else None
    return first if isinstance(first, Mapping) else {}


def _period(item: Instance) -> Plain:
    measured = filter(None, map(_measured, item.blocks("metric_query")))
    return next(measured, item.values).get("period")
