"""scaled(instance): the Application Auto Scaling targets of a table, service, alias or cluster.

Found by the resource id of the target, whether it is written or refers to what it scales.
"""

from archbench.architecture.scaling import TARGET
from archbench.hcl.values import Value
from archbench.requirements.functions._related import about_scaled
from archbench.requirements.view import View


def call(view: View, instance: Value) -> Value:
    """A tuple of targets; unknown, or with an element that is, where one may scale it."""
    return about_scaled(view, instance, view.relations.scaling_targets, (TARGET,))
