"""What Application Auto Scaling makes of a capacity: a range, and what is expected within it.

https://docs.aws.amazon.com/autoscaling/application/userguide/what-is-application-auto-scaling.html.
A capacity below the least is raised to it at once, one above the most is lowered. What runs on
average only usage tells: `capacity` of the aws_appautoscaling_target, the key Infracost uses.
"""

from archbench.cost.charge import Resource
from archbench.cost.quantity import Amount, Open, Quantity


def scaled(resource: Resource, dimension: str, configured: Amount) -> Amount:
    """A capacity as its target scales it; as configured where nothing scales it.

    dimension is the target's scalable_dimension, "ecs:service:DesiredCount".
    """
    target = resource.scaled_by(dimension)
    if target is None:
        return configured
    given, _ = target.usage_of("capacity")
    if isinstance(given, Quantity):
        return given
    low, high = target.number("min_capacity"), target.number("max_capacity")
    if isinstance(low, Open) or isinstance(high, Open):
        return low if isinstance(low, Open) else high
    if isinstance(configured, Open):
        return Open(configured.reason, low.low, high.high)
    likely = min(max(configured.likely, low.likely), high.likely)
    return Quantity(low.low, likely, high.high)
