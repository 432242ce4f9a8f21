"""Scaling policy of what Application Auto Scaling scales: with target tracking, its alarms.

https://aws.amazon.com/cloudwatch/pricing/

Alarms that set off a policy of steps are resources of their own, and predictions cost nothing.

>>> from archbench.cost.bill import print_bill
>>> metric = {"predefined_metric_type": "DynamoDBReadCapacityUtilization"}
>>> tracked = {"target_value": 70, "predefined_metric_specification": (metric,)}
>>> values = {"target_tracking_scaling_policy_configuration": (tracked,)}
>>> print_bill({"aws_appautoscaling_policy.a": {**values, "service_namespace": "dynamodb"}})
Alarms of target tracking                     4 Alarm-Mo               $0.1      $0.40
>>> print_bill({"aws_appautoscaling_policy.a": {**values, "service_namespace": "ecs"}})
Alarms of target tracking                     2 Alarm-Mo               $0.1      $0.20
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.tracking import ALARMS, ALARMS_OF_SERVICE, tracking_alarms

NAME = "Scaling policy"
USAGE: dict[str, str] = {}
ARGUMENTS = arguments(
    priced="service_namespace target_tracking_scaling_policy_configuration",
    free="""
        name policy_type predictive_scaling_policy_configuration resource_id
        scalable_dimension step_scaling_policy_configuration
    """,
)


def charges(policy: Resource) -> Iterator[Charge]:
    """The alarms of target tracking."""
    block = "target_tracking_scaling_policy_configuration"
    if policy.blocks(block):
        service = policy.text("service_namespace")
        yield from tracking_alarms(policy, block, ALARMS_OF_SERVICE.get(service, ALARMS))
