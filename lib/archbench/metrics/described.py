"""What AWS says of what runs: its size, its alarms; asked with calls that only read.

Attributes bear the provider's names, so that they stand beside those of the configuration.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from archbench.hcl.values import Plain
from archbench.metrics.binding import Bound
from archbench.metrics.catalogue import Dimensions
from archbench.metrics.discovery import Clients
from archbench.metrics.refusals import failures


@dataclass(frozen=True, slots=True, order=True)
class SeenAlarm:
    """An alarm as it stands in a region.

    values  its settings under the provider's names: "threshold", "period", "statistic"
    state   "OK", "ALARM" or "INSUFFICIENT_DATA"
    since   when it came to that state; None where CloudWatch did not say
    rang    when it went to ALARM, as far back as CloudWatch keeps it; None where it did not say
    """

    name: str
    region: str
    values: Mapping[str, Plain] = field(compare=False)
    dimensions: Dimensions = ()
    state: str = ""
    since: datetime | None = None
    rang: tuple[datetime, ...] | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """What runs, beside what was designed.

    values   attributes by address
    alarms   those of the regions that answered, whoever made them
    regions  which answered
    refused  what AWS did not say, and why
    source   "AWS", "state"
    """

    values: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    alarms: tuple[SeenAlarm, ...] = ()
    regions: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    source: str = "AWS"


def describe(
    bound: Iterable[Bound], client: Clients, region: str, alarmed: Iterable[str] = ()
) -> Described:
    """What AWS says of live things and their regions' alarms.

    Args:
        bound: what to ask about.
        client: makes the clients.
        region: where a thing stands whose region nothing says.
        alarmed: regions whose alarms are asked for as well.
    """
    things = [item for item in bound if item.address]
    regions = sorted({*(item.region or region for item in things), *alarmed})
    values: dict[str, Mapping[str, Plain]] = {}
    refused: list[tuple[str, str]] = []
    alarms: list[SeenAlarm] = []
    told: list[str] = []
    for place in regions:
        here = [item for item in things if (item.region or region) == place]
        for what, ask in _ASKED.items():
            named = {_name(item): item.address for item in here if item.type == what}
            if not named:
                continue
            try:
                values |= {named[name]: said for name, said in ask(client, place, named)}
            except failures() as error:
                refused.append((f"{what} in {place}", f"AWS did not say: {error}"))
        try:
            here_too = list(alarms_of(client, place))
        except failures() as error:
            refused.append((f"alarms in {place}", f"AWS did not say: {error}"))
            continue
        told.append(place)
        alarms += here_too
        if any(item.rang is None for item in here_too):
            why = "AWS did not say; it takes cloudwatch:DescribeAlarmHistory"
            refused.append((f"history of alarms in {place}", why))
    return Described(values, tuple(sorted(alarms)), tuple(told), tuple(refused))


def _name(item: Bound) -> str:
    """What a service calls a thing: the value of its dimension, of an ECS service with cluster."""
    values = dict(item.dimensions)
    if item.type == "aws_ecs_service":
        return f"{values.get('ClusterName')}/{values.get('ServiceName')}"
    return next(iter(values.values()))


Said = Iterator[tuple[str, Mapping[str, Plain]]]


def _chunks(names: Iterable[str], size: int) -> Iterator[list[str]]:
    every = sorted(names)
    for first in range(0, len(every), size):
        yield every[first : first + size]


def _groups(client: Clients, region: str, named: Mapping[str, str]) -> Said:
    service = client("autoscaling", region)
    for names in _chunks(named, 50):
        answer = service.describe_auto_scaling_groups(AutoScalingGroupNames=names, MaxRecords=100)
        for item in answer["AutoScalingGroups"]:
            serving = [one for one in item["Instances"] if one["LifecycleState"] == "InService"]
            yield (
                item["AutoScalingGroupName"],
                {
                    "min_size": item["MinSize"],
                    "max_size": item["MaxSize"],
                    "desired_capacity": item["DesiredCapacity"],
                    "in_service": len(serving),
                    "enabled_metrics": tuple(
                        sorted(one["Metric"] for one in item.get("EnabledMetrics", ()))
                    ),
                },
            )


def _clusters(client: Clients, region: str, named: Mapping[str, str]) -> Said:
    for page in client("rds", region).get_paginator("describe_db_clusters").paginate():
        for item in page["DBClusters"]:
            if item["DBClusterIdentifier"] in named:
                yield item["DBClusterIdentifier"], {"engine_version": item["EngineVersion"]}


def _databases(client: Clients, region: str, named: Mapping[str, str]) -> Said:
    for page in client("rds", region).get_paginator("describe_db_instances").paginate():
        for item in page["DBInstances"]:
            if item["DBInstanceIdentifier"] in named:
                yield (
                    item["DBInstanceIdentifier"],
                    {
                        "instance_class": item["DBInstanceClass"],
                        "engine_version": item["EngineVersion"],
                        "multi_az": item["MultiAZ"],
                        "allocated_storage": item["AllocatedStorage"],
                    },
                )


def _services(client: Clients, region: str, named: Mapping[str, str]) -> Said:
    service = client("ecs", region)
    clusters: dict[str, list[str]] = {}
    for name in named:
        clusters.setdefault(name.partition("/")[0], []).append(name.partition("/")[2])
    for cluster, names in sorted(clusters.items()):
        for ten in _chunks(names, 10):
            for item in service.describe_services(cluster=cluster, services=ten)["services"]:
                counts: dict[str, Plain] = {
                    "desired_count": item["desiredCount"],
                    "running_count": item["runningCount"],
                }
                yield f"{cluster}/{item['serviceName']}", counts


def _instances(client: Clients, region: str, named: Mapping[str, str]) -> Said:
    pages = client("ec2", region).get_paginator("describe_instances")
    for page in pages.paginate(InstanceIds=sorted(named)):
        for reservation in page["Reservations"]:
            for item in reservation["Instances"]:
                yield item["InstanceId"], {"instance_type": item["InstanceType"]}


_ASKED: Mapping[str, Callable[[Clients, str, Mapping[str, str]], Said]] = {
    "aws_autoscaling_group": _groups,
    "aws_db_instance": _databases,
    "aws_ecs_service": _services,
    "aws_instance": _instances,
    "aws_rds_cluster": _clusters,
    "aws_rds_cluster_instance": _databases,
}
"""How each type is asked about: names and addresses in, names and attributes out."""

_SETTINGS = (
    ("namespace", "Namespace"),
    ("metric_name", "MetricName"),
    ("statistic", "Statistic"),
    ("extended_statistic", "ExtendedStatistic"),
    ("comparison_operator", "ComparisonOperator"),
    ("threshold", "Threshold"),
    ("period", "Period"),
    ("evaluation_periods", "EvaluationPeriods"),
    ("datapoints_to_alarm", "DatapointsToAlarm"),
    ("treat_missing_data", "TreatMissingData"),
    ("actions_enabled", "ActionsEnabled"),
)


def alarms_of(client: Clients, region: str) -> Iterator[SeenAlarm]:
    """Every metric alarm of a region, with how often it rang where CloudWatch says so."""
    service = client("cloudwatch", region)
    rang = _rang(service)
    for page in service.get_paginator("describe_alarms").paginate(AlarmTypes=["MetricAlarm"]):
        for item in page["MetricAlarms"]:
            dimensions = [(one["Name"], one["Value"]) for one in item.get("Dimensions", ())]
            yield SeenAlarm(
                item["AlarmName"],
                region,
                {name: _plain(item[key]) for name, key in _SETTINGS if item.get(key) is not None},
                tuple(sorted(dimensions)),
                item.get("StateValue", ""),
                item.get("StateTransitionedTimestamp") or item.get("StateUpdatedTimestamp"),
                None if rang is None else tuple(sorted(rang.get(item["AlarmName"], ()))),
            )


def _rang(service: Any) -> Mapping[str, Sequence[datetime]] | None:  # noqa: ANN401
    """By name of alarm, when it went to ALARM; None where the history is refused."""
    found: dict[str, list[datetime]] = {}
    pages = service.get_paginator("describe_alarm_history")
    try:
        for page in pages.paginate(HistoryItemType="StateUpdate"):
            for item in page["AlarmHistoryItems"]:
                if item.get("HistorySummary", "").endswith("to ALARM"):
                    found.setdefault(item["AlarmName"], []).append(item["Timestamp"])
    except failures():
        return None
    return found


def _plain(value: object) -> Plain:
    if isinstance(value, float):
        exact = Decimal(str(value))
        return int(exact) if exact == int(exact) else exact
    return value if isinstance(value, (bool, int, str)) else str(value)
