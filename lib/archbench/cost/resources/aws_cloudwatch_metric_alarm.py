"""CloudWatch alarm: by the metrics it watches.

https://aws.amazon.com/cloudwatch/pricing/

A math alarm pays for each metric in its expression; a period below a minute is high resolution; an
anomaly alarm counts its metric and two bounds. The 10 free alarms of an account are not taken off.

>>> from archbench.cost.bill import print_bill
>>> print_bill({"aws_cloudwatch_metric_alarm.cpu": {"metric_name": "CPUUtilization", "period": 60}})
Alarm                                         1 Alarm-Mo               $0.1      $0.10
>>> rate = ({"id": "r", "expression": "a/b"}, {"id": "a", "metric": ({"period": 10},)},
...     {"id": "b", "metric": ({"period": 10},)})
>>> print_bill({"aws_cloudwatch_metric_alarm.rate": {"metric_query": rate}})
Alarm, high resolution                        2 Alarm-Mo               $0.3      $0.60
"""

from collections.abc import Iterator, Mapping

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource, blocks_of, known
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.cost.selector import queries
from archbench.hcl.values import Plain

NAME = "Alarm"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="metric_query period",
    free="""
        actions_enabled alarm_actions alarm_description alarm_name comparison_operator
        datapoints_to_alarm dimensions evaluate_low_sample_count_percentiles
        evaluation_interval evaluation_periods extended_statistic insufficient_data_actions
        metric_name namespace ok_actions statistic threshold threshold_metric_id
        treat_missing_data unit warm_up_configuration
    """,
    costs={
        "evaluation_criteria": "Query the alarm evaluates",
    },
)

SECONDS_OF_STANDARD_RESOLUTION = 60
METRICS_OF_ANOMALY_DETECTION = 3

QUERIES = queries(
    "AmazonCloudWatch",
    "Alarm",
    ("alarm-standard", "Alarm-Mo", "CW:AlarmMonitorUsage"),
    ("alarm-highres", "Alarm-Mo", "CW:HighResAlarmMonitorUsage"),
    ("alarm-metrics-insights", "Metric-Mo", "CW:MetricInsightAlarmUsage"),
)


def charges(alarm: Resource) -> Iterator[Charge]:
    """One alarm metric for each metric watched."""
    queries = alarm.blocks("metric_query")
    periods: list[Plain] = [alarm.instance.get("period")]
    metrics: list[Mapping[str, Plain]] = []
    number: Amount = Quantity.of(1)
    if queries:
        for query in queries:
            metrics += blocks_of(query, "metric", f"{alarm.address} metric_query")
        periods = [metric.get("period") for metric in metrics]
        number = Quantity.of(len(metrics))
        asked = (query.get("expression") for query in queries)
        expressions = [str(known(text, f"{alarm.address} expression")) for text in asked]
        if any("ANOMALY_DETECTION_BAND" in text for text in expressions):
            number = number * METRICS_OF_ANOMALY_DETECTION
        elif not metrics:
            number = Open("its query selects metrics at run time, and each one is billed")
    seconds = [known(period, f"{alarm.address}.period") for period in periods]
    is_fast = any(
        isinstance(period, int) and period < SECONDS_OF_STANDARD_RESOLUTION for period in seconds
    )
    plural = "" if number == Quantity.of(1) else "s"
    formula = f"{number.likely:f} metric{plural}" if isinstance(number, Quantity) else ""
    yield Charge(
        "AmazonCloudWatch",
        "alarm-highres" if is_fast else "alarm-standard",
        "Alarm, high resolution" if is_fast else "Alarm",
        number,
        formula=formula,
    )
