"""watched(target): whether an alarm that can ring watches a resource or a part of it.

Its metric is one CloudWatch has for the resource; a member of a cluster counts for the cluster.
"""

from archbench.architecture.watching import ALARM
from archbench.hcl.refine import computed
from archbench.hcl.types import BOOL
from archbench.hcl.values import FALSE, TRUE, Origin, Value, unknown
from archbench.requirements.functions._related import instance_of, read, uncounted_origin
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
        if watch.direction or watch.threshold is None or watch.transformed:
            view.reads.append(Read(watch.address, (*watch.path, "dimensions")))
            return TRUE
    read(view, item.address, ("arn",))
    near = {*parts}
    unsure = (
        watch
        for watch in relations.untold_watches
        if not watch.narrowed or near.intersection(watch.targets)
    )
    maybe = (Origin("resource", watch.address, reason=watch.untold) for watch in unsure)
    why = next(maybe, None) or uncounted_origin(view, ALARM)
    return unknown(BOOL, why) if why else FALSE
