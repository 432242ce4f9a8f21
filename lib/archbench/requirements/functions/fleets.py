"""fleets(): every Auto Scaling group, with what stands before it and what changes its size.

Each has address, minimum, maximum, desired, most (the greatest size its limits and schedules
allow), types, launch_template, target_groups, subnets, security_groups, tracking, adapts, metrics.
"""

from archbench.architecture.serving import Fleet
from archbench.frozen import field_names
from archbench.hcl import construct
from archbench.hcl.types import BOOL
from archbench.hcl.values import Origin, Plain, Value, unknown
from archbench.requirements.functions._related import related, uncounted
from archbench.requirements.record import Read
from archbench.requirements.view import View

_ATTRIBUTES = (
    "min_size",
    "max_size",
    "desired_capacity",
    "enabled_metrics",
    "vpc_zone_identifier",
    "target_group_arns",
)

OF = "aws_autoscaling_group"
"""What is missing where it lists nothing."""


def call(view: View) -> Value:
    """A tuple of groups."""
    found = [_fleet(view, fleet) for fleet in view.relations.fleets]
    return construct.tuple_value([*found, *uncounted(view, "aws_autoscaling_group")])


def _fleet(view: View, fleet: Fleet) -> Value:
    parts: dict[str, Value] = {}
    for name in field_names(fleet):
        value: Plain = getattr(fleet, name)
        if value is None and name in ("tracking", "adapts"):
            reason = "whose some scaling policies or schedules are cannot be told"
            parts[name] = unknown(BOOL, Origin("resource", fleet.address, name, reason))
        else:
            parts[name] = view.value(value)
    given = view.configuration.by_address[fleet.address].values
    proof = [Read(fleet.address, (name,)) for name in _ATTRIBUTES if name in given]
    return related(view, fleet.address, parts, proof)
