"""alarms_on(target, namespace, metric): the alarms on a metric of a resource, as CloudWatch has it.

Each has address, statistic, direction ("above" or "below"), threshold, period, seconds (how long
it takes to ring) and region; see rings_at. An alarm that may watch it is an element not known.
"""

from collections.abc import Callable, Iterator

from archbench.architecture.database import CLUSTER_TYPES
from archbench.architecture.watching import ALARM, Watch, watches_of
from archbench.hcl import construct
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Unknown, Value
from archbench.requirements.functions._more import more_naming
from archbench.requirements.functions._related import instance_of, related, unsure
from archbench.requirements.record import Read
from archbench.requirements.view import View
from archbench.terraform.configuration import Instance, Unexpanded

_READ = ("namespace", "metric_name", "dimensions", "threshold", "comparison_operator", "period")


def call(view: View, target: Value, namespace: Value, metric: Value) -> Value:
    """A tuple of alarms."""
    item = instance_of(view, target)
    name, space = metric.raw, namespace.raw
    if item is None or not isinstance(name, str) or not isinstance(space, str):
        return computed(DYNAMIC, target, namespace, metric)
    found = []
    relations = view.relations
    for watch in (*relations.watches_on(item.address), *relations.untold_watches):
        about = _is_about(view, watch, item.address)
        if about is False or not (_may_be(watch.metric, name) and _may_be(watch.namespace, space)):
            continue
        if about is None or _unclear(watch.metric) or watch.metric == "":
            found.append(unsure(watch.address, watch.untold or str(watch.metric)))
        else:
            found.append(_alarm(view, watch))
    found.extend(_of_every_member(view, item, space, name))
    parts = (item.address, *relations.members(item))

    def counts(watch: Watch) -> bool:
        named = _may_be(watch.metric, name) and _may_be(watch.namespace, space)
        return named and any(_is_about(view, watch, part) is not False for part in parts)

    more = uncounted_alarms(view, counts)
    return construct.tuple_value([*found, *(unsure(one.address, one.reason) for one in more)])


def uncounted_alarms(view: View, counts: Callable[[Watch], bool]) -> list[Unexpanded]:
    """What cannot be counted and may hold an alarm that counts."""
    reader = view.relations.more or view.relations.reader
    return [
        block
        for block in view.more_of(ALARM)
        if block.like is None or any(map(counts, watches_of(reader, block.like)))
    ]


def _of_every_member(view: View, cluster: Instance, space: str, metric: str) -> Iterator[Value]:
    """Alarms alike on each member of a cluster watch the cluster: the first stands for them."""
    members = view.relations.members(cluster)
    alike: dict[tuple[object, ...], list[Watch]] = {}
    for watch in [
        watch for member in sorted(members) for watch in view.relations.watches_on(member)
    ]:
        here = watch.targets[-1] in members
        if here and (watch.namespace, watch.metric) == (space, metric):
            terms = (watch.statistic, watch.direction, watch.inclusive, watch.threshold)
            alike.setdefault((*terms, watch.seconds), []).append(watch)
    more = [
        block
        for kind, member in CLUSTER_TYPES.items()
        if kind == cluster.type and alike
        for block in more_naming(view, member, "cluster_identifier", cluster)
    ]
    for group in alike.values():
        if {watch.targets[-1] for watch in group} == members:
            yield unsure(more[0].address, more[0].reason) if more else _alarm(view, group[0])


def _may_be(value: object, name: str) -> bool:
    """Whether a text is this one, or may be: it is not known or could not be read."""
    return value in (name, "") or _unclear(value)


def _unclear(value: object) -> bool:
    return isinstance(value, Unknown)


def _is_about(view: View, watch: Watch, address: str) -> bool | None:
    """Whether a watch is on a resource itself: the last its dimensions name."""
    if watch.untold:
        return None if not watch.narrowed or address in watch.targets else False
    if not watch.targets or watch.targets[-1] != address:
        return False
    group = view.relations.target_group(address)
    balancer = view.relations.balancer(watch.targets[0])
    if group is None or balancer is None:
        return True
    return any(item.address == address for item in balancer.target_groups)


def _alarm(view: View, watch: Watch) -> Value:
    fields = {
        "statistic": view.value(watch.statistic),
        "direction": view.value(watch.direction),
        "inclusive": view.value(watch.inclusive),
        "threshold": view.value(watch.threshold),
        "transformed": construct.boolean(watch.transformed),
        "period": view.value(watch.period),
        "seconds": view.value(watch.seconds),
        "region": view.value(watch.region),
    }
    whole = ("threshold", "comparison_operator")
    proof = [
        Read(watch.address, (name,) if name in whole else (*watch.path, name)) for name in _READ
    ]
    return related(view, watch.address, fields, proof)
