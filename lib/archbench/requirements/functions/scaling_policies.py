"""scaling_policies(instance): what changes a table, service, alias or cluster by itself.

The policies and scheduled actions of Application Auto Scaling: a target alone only sets bounds.
"""

from archbench.architecture.scaling import STEPS
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
    """A tuple of policies and actions; unknown, or with an element that is, where one may be."""
    item = instance_of(view, instance)
    if item is None:
        return computed(DYNAMIC, instance)
    named, untold = view.relations.scaling_steps
    found = named.get(item.address, ())
    for one in found:
        read(view, one.address, ("resource_id",))
    maybe = [unsure(one.address, "what it scales is not known") for one in untold]
    return belonging(view, item.address, found, [*maybe, *uncounted(view, *STEPS)])
