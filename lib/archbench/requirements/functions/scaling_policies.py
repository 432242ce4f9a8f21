"""scaling_policies(instance): what changes a table, service, alias or cluster by itself.

The policies and scheduled actions of Application Auto Scaling: a target alone only sets bounds.
"""

from archbench.architecture.scaling import STEPS
from archbench.hcl.values import Value
from archbench.requirements.functions._related import about_scaled
from archbench.requirements.view import View


def call(view: View, instance: Value) -> Value:
    """A tuple of policies and actions; unknown, or with an element that is, where one may be."""
    return about_scaled(view, instance, view.relations.scaling_steps, STEPS)
