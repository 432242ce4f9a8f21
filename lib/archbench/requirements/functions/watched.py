"""watched(target): whether an alarm that can ring watches a resource or a part of it.

Its metric is one CloudWatch has for the resource; a member of a cluster counts for the cluster.
"""

from archbench.architecture.watching import Watch
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Value, unknown
from archbench.requirements.functions._more import origin_of
from archbench.requirements.functions._related import instance_of, read
from archbench.requirements.functions.alarms_on import uncounted_alarms
from archbench.requirements.record import Read
from archbench.requirements.view import View


def call(view: View, target: Value) -> Value:
    """True or false; unknown while what an alarm watches is."""
    item = instance_of(view, target)
    if item is None:
        return computed(BOOL, target)
    relations = view.relations
    parts = (item.address, *sorted(relations.members(item)))
    for watch in [watch for part in parts for watch in relations.watches_on(part)]:
        if _can_ring(watch):
            view.reads.append(Read(watch.address, (*watch.path, "dimensions")))
            return TRUE
    read(view, item.address, ("arn",))
    near = {*parts}

    def counts(watch: Watch) -> bool:
        if watch.untold and not watch.narrowed:
            return True
        return not near.isdisjoint(watch.targets) and (bool(watch.untold) or _can_ring(watch))

    maybe = (
        Origin("resource", watch.address, reason=watch.untold)
        for watch in relations.untold_watches
        if counts(watch)
    )
    why = next(maybe, None) or next(map(origin_of, uncounted_alarms(view, counts)), None)
    return unknown(BOOL, why) if why else FALSE


def _can_ring(watch: Watch) -> bool:
    return watch.direction != "" or watch.threshold is None or watch.transformed
