"""redrives(queue): what hands over to this queue what it cannot handle: queues, functions, rules.

A queue with some is a dead-letter queue.
"""

from archbench.architecture.redriving import POLICY, QUEUE
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import (
    belonging,
    instance_of,
    read,
    uncounted,
    unsure,
)
from archbench.requirements.view import View


def call(view: View, queue: Value) -> Value:
    """A tuple of what hands over; unknown where something may."""
    item = instance_of(view, queue)
    if item is None:
        return computed(DYNAMIC, queue)
    known, untold = view.relations.dead_letters
    found = known.get(item.address, ())
    for one in found:
        of_policy = one.get("redrive_policy") is not None
        read(view, one.address, ("redrive_policy",) if of_policy else ("id",))
    maybe = [unsure(one.address, "to which queue it hands over is not known") for one in untold]
    return belonging(view, found, [*maybe, *uncounted(view, QUEUE, POLICY)])
