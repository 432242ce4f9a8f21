"""What CloudWatch is asked: one metric of one live thing with one statistic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archbench.metrics.binding import Bound
from archbench.metrics.catalogue import Dimensions, Metric, catalogue, metrics_of


@dataclass(frozen=True, slots=True, order=True)
class Query:
    """One metric of one thing with one statistic.

    address, region  of what is measured; "" where nothing says
    """

    metric: Metric
    statistic: str
    dimensions: Dimensions
    address: str = ""
    region: str = ""

    @property
    def subject(self) -> str:
        """What is measured, for people: the values of the dimensions."""
        return " ".join(value for name, value in self.dimensions if name != "LoadBalancer") or (
            " ".join(value for _, value in self.dimensions)
        )


Targets = tuple[Dimensions, ...]
"""What to measure: sets of dimensions, each a sorted tuple of (name, value)."""

OUTPUTS: Mapping[str, str] = {
    "alb_arn_suffix": "the load balancer",
    "target_group_arn_suffixes": "the target groups",
    "blue_asg_name": "the blue Auto Scaling group",
    "green_asg_name": "the green Auto Scaling group",
    "aurora_cluster_identifier": "the Aurora cluster",
    "nat_gateway_ids": "the NAT gateways",
    "health_check_id": "the Route 53 health check",
}
"""The Terraform outputs that name what is measured, and what each stands for."""


def targets(outputs: Mapping[str, object]) -> tuple[Targets, tuple[tuple[str, str], ...]]:
    """What the outputs of a stack name, and what cannot be measured for want of an output.

    Args:
        outputs: name to value, or to {"value": ..} as `terraform output -json` prints.
    """
    found: list[dict[str, str]] = []
    missing: list[tuple[str, str]] = []
    values = {name: _values(outputs.get(name)) for name in OUTPUTS}
    balancers = values["alb_arn_suffix"]
    for name, subject in OUTPUTS.items():
        if not values[name]:
            missing.append((subject, f'no output "{name}" with a value'))
    found += [{"LoadBalancer": item} for item in balancers]
    found += [
        {"LoadBalancer": balancer, "TargetGroup": group}
        for balancer in balancers
        for group in values["target_group_arn_suffixes"]
    ]
    found += [
        {"AutoScalingGroupName": item}
        for item in values["blue_asg_name"] + values["green_asg_name"]
    ]
    for item in values["aurora_cluster_identifier"]:
        found.append({"DBClusterIdentifier": item})
        found += [{"DBClusterIdentifier": item, "Role": role} for role in ("READER", "WRITER")]
    found += [{"NatGatewayId": item} for item in values["nat_gateway_ids"]]
    found += [{"HealthCheckId": item} for item in values["health_check_id"]]
    return tuple(tuple(sorted(item.items())) for item in found), tuple(missing)


def _values(output: object) -> list[str]:
    """The strings in an output, in order; a masked or missing one has none."""
    if isinstance(output, Mapping) and "value" in output:
        return [] if output.get("sensitive") else _values(output["value"])
    if isinstance(output, Mapping):
        return [str(output[name]) for name in sorted(output)]
    if isinstance(output, (list, tuple)):
        return [str(item) for item in output]
    return [output] if isinstance(output, str) and output else []


def queries(wanted: Targets) -> tuple[Query, ...]:
    """Every query for these targets, sorted."""
    return tuple(
        sorted(
            Query(metric, statistic, target)
            for target in wanted
            for metric in catalogue()
            if metric.takes(target)
            for statistic in metric.statistics
        )
    )


def queries_of(bound: Iterable[Bound]) -> tuple[Query, ...]:
    """Every query about live things, each once, sorted."""
    found = {
        Query(metric, statistic, item.dimensions, item.address, metric.region or item.region)
        for item in bound
        for metric in metrics_of(item.type, item.dimensions)
        for statistic in metric.statistics
    }
    return tuple(sorted(found))
