"""The CloudWatch alarms that a target tracking scaling policy makes and keeps.

AWS's own examples show two for a policy, one above and one below its target; those of a DynamoDB
table or index are four, as its provisioned capacity is watched both ways too (so in what accounts
export). How many a table of Keyspaces has, or a policy that does not scale in, AWS does not say:
such lines wait between bounds. An alarm pays for every metric that it evaluates, and at the higher
rate where that is asked for more often than once a minute.
https://docs.aws.amazon.com/autoscaling/ec2/userguide/policy_creating.html,
https://docs.aws.amazon.com/cli/latest/reference/application-autoscaling/put-scaling-policy.html
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from archbench.cost.charge import Charge, Resource, blocks_of, first, is_true, known
from archbench.cost.quantity import Amount, Open, Quantity
from archbench.hcl.values import Plain

ALARMS = (2, 2)
"""How many a policy has at least and at most."""
ALARMS_OF_SERVICE = {"dynamodb": (4, 4), "cassandra": (2, 4)}
"""The same of what has capacity units, by the service namespace of Application Auto Scaling."""

_MINUTE = 60
_FAST = "HighResolution"
"""How the names of predefined metrics of less than a minute end."""


def tracking_alarms(policy: Resource, block: str, alarms: tuple[int, int]) -> Iterator[Charge]:
    """The alarms of a policy's target tracking block; nothing where it has none."""
    where = f"{policy.address} {block}"
    for tracked in policy.blocks(block):
        metrics = _metrics(tracked, where)
        least, most = alarms
        if is_true(tracked.get("disable_scale_in"), f"{where}.disable_scale_in"):
            least = 1
        each, is_fast = Decimal(len(metrics)), any(map(_is_fast, metrics))
        number: Amount = Quantity.of(most * each)
        if least != most:
            number = Open(
                f"AWS does not say which of {most} alarms it has", least * each, most * each
            )
        words = f"{most} alarms" + (f" x {each} metrics" if each > 1 else "")
        yield Charge(
            "AmazonCloudWatch",
            "alarm-highres" if is_fast else "alarm-standard",
            "Alarms of target tracking" + (", high resolution" if is_fast else ""),
            number,
            formula="" if isinstance(number, Open) else words,
        )


def _metrics(tracked: Mapping[str, Plain], where: str) -> list[Mapping[str, Plain]]:
    """Each metric that an alarm of the policy evaluates."""
    custom = first(tracked, "customized_metric_specification", where)
    stated = [first(part, "metric_stat", where) for part in blocks_of(custom, "metrics", where)]
    found = [one for one in stated if one]
    return found or [custom or first(tracked, "predefined_metric_specification", where)]


def _is_fast(metric: Mapping[str, Plain]) -> bool:
    period = known(metric.get("period"), "period of the metric")
    kind = str(known(metric.get("predefined_metric_type"), "predefined_metric_type"))
    return kind.endswith(_FAST) or (isinstance(period, int) and period < _MINUTE)
