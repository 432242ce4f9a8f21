"""Scaling policy of a group: with target tracking, the alarms that it makes.

https://aws.amazon.com/autoscaling/pricing/, https://aws.amazon.com/cloudwatch/pricing/

Alarms that set off a policy of steps are resources of their own, and predictions cost nothing.

>>> from archbench.cost.bill import print_bill
>>> metric = {"predefined_metric_type": "ASGAverageCPUUtilization"}
>>> tracked = {"target_value": 50, "predefined_metric_specification": (metric,)}
>>> print_bill({"aws_autoscaling_policy.cpu": {"target_tracking_configuration": (tracked,)}})
Alarms of target tracking                     2 Alarm-Mo               $0.1      $0.20
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.tracking import ALARMS, tracking_alarms

NAME = "Scaling policy"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="target_tracking_configuration",
    free="""
        adjustment_type autoscaling_group_name cooldown enabled estimated_instance_warmup
        metric_aggregation_type min_adjustment_magnitude name policy_type
        predictive_scaling_configuration scaling_adjustment step_adjustment
    """,
)


def charges(policy: Resource) -> Iterator[Charge]:
    """The alarms of target tracking."""
    yield from tracking_alarms(policy, "target_tracking_configuration", ALARMS)
