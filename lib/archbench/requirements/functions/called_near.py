"""called_near(target, type, attribute, value): those called so in the region of a target.

As `called` has it; what stands in another region means nothing to it, whatever it is called.
"""

from archbench.architecture.near import near
from archbench.hcl.refine import computed
from archbench.hcl.types import DYNAMIC
from archbench.hcl.values import Value
from archbench.requirements.functions._related import instance_of
from archbench.requirements.functions.called import among
from archbench.requirements.view import View


def call(
    view: View,
    target: Value,
    type: Value,  # noqa: A002
    attribute: Value,
    value: Value,
) -> Value:
    """A tuple of instances; unknown where one may be called so, and stand there."""
    item = instance_of(view, target)
    if item is None:
        return computed(DYNAMIC, target)
    return among(view, type, attribute, value, lambda one: near(one, item))
