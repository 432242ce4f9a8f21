"""scaled(instance): the Application Auto Scaling targets of a table, service, alias or cluster.

Found by the resource id of the target, whether it is written or refers to what it scales.
"""

from archbench.architecture.scaling import TARGET
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


def call(view: View, instance: Value) -> Value:
    """A tuple of targets; unknown, or with an element that is, where one may scale it."""
    item = instance_of(view, instance)
    if item is None:
        return computed(DYNAMIC, instance)
    named, untold = view.relations.scaling_targets
    found = named.get(item.address, ())
    for one in found:
        read(view, one.address, ("resource_id",))
    maybe = [unsure(one.address, "what it scales is not known") for one in untold]
    return belonging(view, item.address, found, [*maybe, *uncounted(view, TARGET)])
