"""Auto Scaling: groups of instances, and what scales them and others."""

from archbench.aws.kind import Kind, Link, Units, helper, ways
from archbench.aws.values import first_at, number, text
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance

_MIXED = "mixed_instances_policy.launch_template.launch_template_specification"
_BEFORE = "target_group_arns load_balancers traffic_source.identifier"


NOT_REPLACING = ("Launch", "Terminate", "HealthCheck", "ReplaceUnhealthy")
"""Processes of a group without any of which no lost instance is replaced.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
"""
_EVEN = "AZRebalance"
_STRATEGY = "availability_zone_distribution.capacity_distribution_strategy"
_STRICT = "balanced-only"
"""The strategy by which a group goes on trying in a zone that starts nothing, and in no other.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html
"""


def suspended(item: Instance) -> tuple[str, ...] | Unknown:
    """The processes that a group does not run, or the unknown that hides some."""
    found = item.get("suspended_processes")
    if isinstance(found, Unknown):
        return found
    names = found if isinstance(found, tuple) else ()
    untold = next((name for name in names if isinstance(name, Unknown)), None)
    return tuple(text(name) for name in names) if untold is None else untold


def holding_back(item: Instance) -> str:
    """What keeps a group from replacing lost instances in other zones, in words; "" for nothing."""
    off = suspended(item)
    stopped = [name for name in NOT_REPLACING if isinstance(off, tuple) and name in off]
    if stopped:
        return f"{stopped[0]} is suspended"
    strict = text(first_at(item, _STRATEGY)) == _STRICT
    return f"its distribution over zones is {_STRICT}" if strict else ""


def _doubt(item: Instance, zones: int) -> str:
    """The doubt about what is left of a group whose zones nothing keeps even."""
    off = suspended(item)
    if isinstance(first_at(item, _STRATEGY), Unknown):
        return "distributed over its zones in a way that cannot be told"
    if isinstance(off, Unknown):
        return "suspending processes that cannot be told"
    uneven = _EVEN in off and zones > 1
    return f"not kept even over its zones, for {_EVEN} is suspended" if uneven else ""


def _units(item: Instance) -> Units:
    wanted = number("desired_capacity")(item)
    return number("min_size")(item) if wanted is None else wanted


KINDS = (
    Kind(
        types=("aws_autoscaling_group",),
        title="Auto Scaling group",
        service="EC2 Auto Scaling",
        icon="compute.EC2AutoScaling",
        role="workload",
        made_of=(
            "launch_template.id",
            "launch_template.name",
            f"{_MIXED}.launch_template_id",
            f"{_MIXED}.launch_template_name",
            "launch_configuration",
            "placement_group",
        ),
        links=(
            *(Link("request", path, "") for path in _BEFORE.split()),
            Link("event", "", "initial_lifecycle_hook.notification_target_arn", "life cycle"),
        ),
        loss="spread",
        doubt=_doubt,
        units=_units,
        recovers="autoscaling-grace",
        levels=("instances-level-zones", ""),
    ),
    helper(
        "aws_autoscaling_attachment",
        "autoscaling_group_name",
        links=(
            Link("request", "lb_target_group_arn", "autoscaling_group_name"),
            Link("request", "elb", "autoscaling_group_name"),
        ),
    ),
    helper(
        "aws_autoscaling_traffic_source_attachment",
        "autoscaling_group_name",
        links=(Link("request", "traffic_source.identifier", "autoscaling_group_name"),),
    ),
    helper(
        "aws_autoscaling_lifecycle_hook",
        "autoscaling_group_name",
        links=ways("event", "autoscaling_group_name", "notification_target_arn", "life cycle"),
    ),
    helper(
        "aws_autoscaling_notification",
        "group_names",
        links=(Link("event", "group_names", "topic_arn", "life cycle"),),
    ),
    helper(
        "aws_autoscaling_policy aws_autoscaling_schedule aws_autoscaling_group_tag",
        "autoscaling_group_name",
    ),
    helper(
        "aws_appautoscaling_target aws_appautoscaling_policy aws_appautoscaling_scheduled_action",
        "resource_id",
    ),
    helper("aws_autoscalingplans_scaling_plan", "scaling_instruction.resource_id"),
)
