"""What CloudWatch alarms watch, when they ring, and whom they reach.

An alarm watches a resource when its namespace, metric and dimensions are those CloudWatch has for
it; a dimension that names something else, or a set of dimensions under which no metric is
published, makes an alarm that never rings.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from archbench.architecture.joins import Reader, text, truth, value_at, whole
from archbench.architecture.near import near
from archbench.architecture.publishing import takes_alarms
from archbench.aws.dimensions import DIMENSIONS, Identity
from archbench.aws.values import given
from archbench.frozen import frozen
from archbench.hcl.values import Plain, Unknown, bare
from archbench.terraform.configuration import Instance, Path

ALARM = "aws_cloudwatch_metric_alarm"
COMPOSITE = "aws_cloudwatch_composite_alarm"

AlarmDirection = Literal["above", "below", "outside", ""]
_OPERATORS: Mapping[str, tuple[AlarmDirection, bool]] = {
    "GreaterThanThreshold": ("above", False),
    "GreaterThanOrEqualToThreshold": ("above", True),
    "LessThanThreshold": ("below", False),
    "LessThanOrEqualToThreshold": ("below", True),
}
"""Which way an alarm rings, and whether at the threshold itself."""

_CACHES = ("aws_elasticache_cluster",)
_CACHE_GROUP = "aws_elasticache_replication_group"
_NEEDS: Mapping[str, str] = {"ServiceName": "ClusterName", "TargetGroup": "LoadBalancer"}
"""Dimensions under which a metric is published only together with another."""
_PART = frozenset({"Role"})
"""Dimensions that leave a part of the resource unwatched: readers, or the writer."""
_BESIDE = frozenset(
    {"AvailabilityZone", "ApiId", "ClientId", "Method", "Operation", "Region", "Resource"}
    | {"Stage", "StorageType", "FilterId", "GlobalSecondaryIndexName", "NodeId", "CacheNodeId"}
    | {"Consumer Group", "Topic", "Broker ID", "ExecutedVersion", "InstanceId", "InstanceType"}
    | {"StorageClass", "TaskDefinitionFamily", "TunnelIpAddress"}
)
"""Dimensions that only narrow a metric of the same resource."""


@frozen
class Watch:
    """One metric that an alarm compares with a threshold.

    address, path  the alarm, and where its metric stands: () or ("metric_query", 0, "metric", 0)
    statistic      "Maximum", "p95", ...
    direction      "" when the comparison is with a band; unknown while that is
    inclusive      whether it rings at the threshold itself
    period         seconds of one period
    seconds        how long it takes to ring at least: period x periods that must be out of bounds
    targets        addresses of what the dimensions name; untold why that is not known
    transformed    whether an expression changes the metric, so that threshold and value differ
    """

    address: str
    path: Path
    namespace: Plain
    metric: Plain
    statistic: Plain
    direction: Plain
    inclusive: Plain
    threshold: Plain
    period: Plain
    seconds: Plain
    targets: tuple[str, ...]
    untold: str = ""
    transformed: bool = False
    region: Plain = None
    narrowed: bool = False
    """Whether what it watches is known, and a part of that alone."""


def watches(reader: Reader) -> tuple[Watch, ...]:
    """Every metric of every metric alarm."""
    return tuple(watch for item in reader.of_type(ALARM) for watch in watches_of(reader, item))


def watches_of(reader: Reader, item: Instance) -> Iterator[Watch]:
    """Every metric of one alarm."""
    queries = given(item.values.get("metric_query"))
    if queries is None:
        yield _watch(reader, item, (), given(item.get("statistic"), item.get("extended_statistic")))
        return
    if not isinstance(queries, tuple):
        yield _unread(item, str(queries))
        return
    returned = _returned(queries)
    for index, query in enumerate(queries):
        if not isinstance(query, Mapping):
            yield _unread(item, str(query))
            continue
        metrics = query.get("metric")
        if isinstance(metrics, tuple) and metrics:
            path: Path = ("metric_query", index, "metric", 0)
            changed = query.get("id") != returned
            statistic = value_at(item, (*path, "stat"))
            yield _watch(reader, item, path, statistic, transformed=changed)
        elif re.search(r"\b(SEARCH|SELECT)\b", text(query.get("expression"))):
            yield _unread(item, "what its expression finds is known to CloudWatch only")


def _returned(queries: tuple[Plain, ...]) -> Plain:
    """The id of the metric that is compared, an expression that changes nothing followed."""
    by_id = {text(query.get("id")): query for query in queries if isinstance(query, Mapping)}
    told = [name for name, query in by_id.items() if truth(query.get("return_data"), default=False)]
    name = told[0] if len(told) == 1 else next(iter(by_id)) if len(by_id) == 1 else ""
    for _ in by_id:
        expression = text(by_id[name].get("expression")) if name in by_id else ""
        same = re.fullmatch(r"\s*(?:FILL\(\s*(\w+)\s*,[^,()]*\)|(\w+))\s*", expression)
        if same is None:
            break
        name = same[1] or same[2]
    return name


def _watch(
    reader: Reader, item: Instance, path: Path, statistic: Plain, *, transformed: bool = False
) -> Watch:
    found = value_at(item, path) if path else item.values
    values = found if isinstance(found, Mapping) else {}
    operator = item.get("comparison_operator")
    direction, inclusive = (
        (operator, operator)
        if isinstance(operator, Unknown)
        else _OPERATORS.get(text(operator), ("", False))
    )
    namespace = values.get("namespace")
    targets, untold = _targets(reader, item, (*path, "dimensions"), namespace)
    part = "" if untold else _part(item, (*path, "dimensions"))
    return Watch(
        item.address,
        path,
        namespace,
        values.get("metric_name"),
        statistic,
        direction,
        inclusive,
        item.get("threshold"),
        whole(values.get("period")),
        _seconds(item, values.get("period")),
        targets,
        untold or part,
        transformed,
        item.region,
        bool(part),
    )


def _unread(item: Instance, reason: str) -> Watch:
    return Watch(item.address, (), "", "", "", "", False, None, None, None, (), reason)  # noqa: FBT003


def _seconds(item: Instance, period: Plain) -> Plain:
    points = whole(given(item.get("datapoints_to_alarm"), item.get("evaluation_periods")))
    each = whole(period)
    for value in (points, each):
        if not isinstance(value, int):
            return value
    assert isinstance(points, int) and isinstance(each, int)  # noqa: S101, PT018 as just seen
    return points * each


def _targets(  # noqa: PLR0911
    reader: Reader, item: Instance, path: Path, namespace: Plain
) -> tuple[tuple[str, ...], str]:
    """What the dimensions name; nothing when one of them fits no metric of the namespace."""
    if isinstance(namespace, Unknown):
        return (), str(namespace)
    known = DIMENSIONS.get(text(namespace))
    dimensions = value_at(item, path)
    if isinstance(dimensions, Unknown):
        return (), str(dimensions)
    if known is None or not isinstance(dimensions, Mapping) or not dimensions:
        return (), ""
    found: list[str] = []
    untold = ""
    if any(name in dimensions and other not in dimensions for name, other in _NEEDS.items()):
        return (), ""
    for name, value in dimensions.items():
        if name in known:
            named, why = _named(reader, item, (*path, name), value, known[name])
            untold = untold or why
            if not named and not why:
                return (), ""
            found.extend(named)
        elif name not in _BESIDE | _PART:
            return (), ""
    return tuple(dict.fromkeys(found)), untold


def _part(item: Instance, path: Path) -> str:
    """Why an alarm leaves a part of what it watches out."""
    dimensions = value_at(item, path)
    names = dimensions.keys() & _PART if isinstance(dimensions, Mapping) else ()
    return next((f"it watches one {name.lower()} only" for name in sorted(names)), "")


def _named(
    reader: Reader, item: Instance, path: Path, value: Plain, identity: Identity
) -> tuple[tuple[str, ...], str]:
    """The resources a dimension's value names, by reference or by the name they are given."""
    types, attributes = identity
    value = bare(value)
    group = _group_of(reader, item, path, value) if types == _CACHES else None
    if group is not None:
        return (group,), ""
    if isinstance(value, str):
        return _called(reader, item, value, identity)
    if isinstance(value, Unknown) and value.exact:
        origin = value.origins[0]
        target = reader.configuration.by_address.get(origin.subject)
        if target is not None and target.mode == "managed":
            right = target.type in types and origin.path in attributes
            return ((target.address,) if right else ()), ""
    alike = reader.made_of(value, *types)
    if alike is not None and alike.region == item.region:
        return (alike.address,), ""
    found = reader.many(item, *path, types=types) if reader.is_told(item, *path) else ()
    if isinstance(value, Unknown) and not found:
        return (), str(value)
    return tuple(other.address for other in found), ""


def _called(
    reader: Reader, item: Instance, name: str, identity: Identity
) -> tuple[tuple[str, ...], str]:
    """What bears a name in the region of an alarm, and why it cannot be told."""
    types, attributes = identity
    others = [(other, near(other, item)) for other in reader.of_type(*types)]
    others = [(other, here) for other, here in others if here is not False]
    same = [
        (other.address, here)
        for other, here in others
        if any(other.values.get(attribute) == name for attribute in attributes)
    ]
    if found := tuple(address for address, here in same if here):
        return found, ""
    if same:
        return (), "the region of what it may watch is not known"
    unnamed = any(
        isinstance(other.values.get(attribute), Unknown)
        for other, _ in others
        for attribute in attributes
    )
    return (), "the name of what it may watch is not known" if unnamed else ""


def _group_of(reader: Reader, item: Instance, path: Path, value: Plain) -> str | None:
    """The replication group whose member an identifier names, <group>-001 or <group>-0001-001.

    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.html
    """
    if isinstance(value, str):
        named = re.fullmatch(r"(.+?)(?:-\d{4})?-\d{3}", value)
        same = (
            group.address
            for group in reader.of_type(_CACHE_GROUP)
            if named and group.values.get("replication_group_id") == named[1]
            if near(group, item)
        )
        return next(same, None)
    if not isinstance(value, Unknown) or (value.exact and value.origins[0].path in ("id", "arn")):
        return None  # the name of a group alone is that of no node
    found = reader.many(item, *path, types=(_CACHE_GROUP,))
    return found[0].address if len(found) == 1 else None


@frozen
class Reached:
    """What happens when an alarm rings.

    topics   the topics it tells: addresses, or the ARN of one that is elsewhere
    people   topics among them that someone is subscribed to
    other    actions that are no topic: a scaling policy, a function, an incident
    outside  why it is not known whom it tells: a topic that is elsewhere
    """

    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    outside: str = ""


_PERSON = frozenset({"email", "email-json", "sms", "http", "https", "lambda", "application"})
"""Protocols that end at a person, or at a tool that calls one; a queue or a stream only waits."""


def reached(reader: Reader, alarm: str) -> Reached:
    """What an alarm does when it rings, by itself or through a composite alarm it is part of."""
    item = reader.configuration.by_address[alarm]
    found = _actions(reader, item)
    for other in reader.of_type(COMPOSITE):
        if _is_part(reader, item, other):
            more = _actions(reader, other)
            found = Reached(
                tuple(dict.fromkeys((*found.topics, *more.topics))),
                tuple(dict.fromkeys((*found.people, *more.people))),
                (*found.other, *more.other),
                found.outside or more.outside,
            )
    return found


def _is_part(reader: Reader, alarm: Instance, composite: Instance) -> bool:
    rule = composite.get("alarm_rule")
    named = reader.referenced(composite, ("alarm_rule",))
    if any(other.address == alarm.address for other in named):
        return True
    name = text(alarm.get("alarm_name"))
    call = rf'ALARM\(\s*"?{re.escape(name)}"?\s*\)'
    written = bool(name) and re.search(call, text(rule)) is not None
    return written and near(alarm, composite) is True


def _actions(reader: Reader, item: Instance) -> Reached:
    enabled = truth(item.get("actions_enabled"), default=True)
    if enabled is False:
        return Reached()
    if isinstance(enabled, Unknown):
        return Reached(outside=f"whether its actions are enabled is {enabled}")
    value = item.values.get("alarm_actions")
    actions = value if isinstance(value, tuple) else () if value is None else (value,)
    topics: list[str] = []
    people: list[str] = []
    other: list[str] = []
    outside = ""
    for index, action in enumerate(actions):
        path: Path = ("alarm_actions", index) if isinstance(value, tuple) else ("alarm_actions",)
        named = reader.many(item, *path) if reader.is_told(item, *path) else ()
        for target in named:
            if target.type != "aws_sns_topic":
                other.append(target.address)
                continue
            topics.append(target.address)
            if target.mode == "data":
                outside = outside or f"only AWS knows who is subscribed to {target.address}"
                continue
            who, why = subscribed(reader, target)
            takes = takes_alarms(reader, target)
            if who and not takes:
                refuses = f"whether {target.address} takes alarms is not known"
                who, why = False, "" if takes is False else refuses
            people.extend([target.address] if who else [])
            outside = outside or ("" if who else why)
        if not named and isinstance(action, str):
            (topics if ":sns:" in action else other).append(action)
        if not named and (not isinstance(action, str) or ":sns:" in action):
            outside = outside or _elsewhere(action)
    return Reached(tuple(topics), tuple(people), tuple(other), outside)


def _elsewhere(action: Plain) -> str:
    """Why it is not known who is told by an action that names no topic of the configuration."""
    if isinstance(action, str):
        return f"who is subscribed to {action} is not known: it is not in this configuration"
    return f"whom it tells is {action}"


def subscribed(reader: Reader, topic: Instance) -> tuple[bool, str]:
    """Whether someone is subscribed to a topic; else why there may be."""
    why = ""
    for item in reader.of_type("aws_sns_topic_subscription"):
        arn = item.get("topic_arn")
        if isinstance(arn, str) and not _is_arn_of(reader, arn, topic):
            continue
        if not isinstance(arn, str) and not reader.is_told(item, "topic_arn"):
            why = why or f"the topic of {item.address} is not known"
        elif isinstance(arn, str) or reader.one(item, "topic_arn") == topic.address:
            protocol = item.get("protocol")
            if isinstance(protocol, Unknown) or item.get("filter_policy") is not None:
                why = why or f"what {item.address} passes on is not known"
            elif text(protocol) in _PERSON and item.get("endpoint") != "":
                return True, ""
    return False, why


def _is_arn_of(reader: Reader, arn: str, topic: Instance) -> bool:
    """Whether a written ARN is the topic's, by its own ARN or by its region and name."""
    return arn == topic.values.get("arn") or topic in reader.configuration.written(arn)
