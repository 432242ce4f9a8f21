"""Which metrics this kind of stack is asked for, and what a missing point of each means.

Names, dimensions, statistics and units are those of the guides below, read on 2026-11-23 in their
last public edition (April to June 2023). A metric that is reported only when there is something to
count is zero where it is absent; one that is always reported is unknown there.

- https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
- https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
- https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
- https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
- https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Cloudwatch.html
- https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html
- https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Absent = Literal["zero", "unknown"]


@dataclass(frozen=True, slots=True, order=True)
class Metric:
    """A metric, the statistics worth reading, the dimensions that name what it belongs to."""

    namespace: str
    name: str
    dimensions: tuple[str, ...]
    statistics: tuple[str, ...]
    unit: str
    title: str
    absent: Absent = "unknown"
    region: str = ""
    """Where it is published when not in the region of the resource."""


@dataclass(frozen=True, slots=True, order=True)
class Query:
    """One metric of one thing with one statistic."""

    metric: Metric
    statistic: str
    dimensions: tuple[tuple[str, str], ...]

    @property
    def subject(self) -> str:
        """What is measured, for people: the values of the dimensions."""
        return " ".join(value for name, value in self.dimensions if name != "LoadBalancer") or (
            " ".join(value for _, value in self.dimensions)
        )


_ELB, _EC2, _ASG = "AWS/ApplicationELB", "AWS/EC2", "AWS/AutoScaling"
_RDS, _NAT, _DNS = "AWS/RDS", "AWS/NATGateway", "AWS/Route53"
_BALANCER, _TARGETS = ("LoadBalancer",), ("LoadBalancer", "TargetGroup")
_GROUP, _CLUSTER, _ROLE = (
    ("AutoScalingGroupName",),
    ("DBClusterIdentifier",),
    ("DBClusterIdentifier", "Role"),
)
_GATEWAY, _CHECK = ("NatGatewayId",), ("HealthCheckId",)

METRICS: tuple[Metric, ...] = (
    Metric(_ELB, "RequestCount", _BALANCER, ("Sum",), "requests", "Requests"),
    Metric(
        _ELB, "TargetResponseTime", _BALANCER, ("p50", "p90", "p99"), "seconds", "Response time"
    ),
    Metric(
        _ELB, "HTTPCode_ELB_5XX_Count", _BALANCER, ("Sum",), "errors", "Balancer errors", "zero"
    ),
    Metric(
        _ELB, "HTTPCode_Target_5XX_Count", _BALANCER, ("Sum",), "errors", "Target errors", "zero"
    ),
    Metric(_ELB, "ConsumedLCUs", _BALANCER, ("Sum",), "LCU", "Capacity units"),
    Metric(_ELB, "ProcessedBytes", _BALANCER, ("Sum",), "bytes", "Bytes through balancer", "zero"),
    Metric(_ELB, "HealthyHostCount", _TARGETS, ("Minimum",), "targets", "Healthy targets"),
    Metric(_ELB, "UnHealthyHostCount", _TARGETS, ("Maximum",), "targets", "Unhealthy targets"),
    Metric(_EC2, "CPUUtilization", _GROUP, ("Average", "Maximum"), "%", "Instance CPU"),
    Metric(_EC2, "NetworkIn", _GROUP, ("Sum",), "bytes", "Bytes into instances"),
    Metric(_EC2, "NetworkOut", _GROUP, ("Sum",), "bytes", "Bytes out of instances"),
    Metric(_EC2, "StatusCheckFailed", _GROUP, ("Maximum",), "failed", "Failed status checks"),
    Metric(_EC2, "CPUCreditBalance", _GROUP, ("Minimum",), "credits", "CPU credits left"),
    Metric(
        _EC2, "CPUSurplusCreditsCharged", _GROUP, ("Sum",), "credits", "CPU credits charged", "zero"
    ),
    Metric(_ASG, "GroupInServiceInstances", _GROUP, ("Average",), "instances", "In service"),
    Metric(_ASG, "GroupDesiredCapacity", _GROUP, ("Average",), "instances", "Desired"),
    Metric(_RDS, "CPUUtilization", _ROLE, ("Average", "Maximum"), "%", "Database CPU"),
    Metric(_RDS, "DatabaseConnections", _ROLE, ("Maximum",), "connections", "Connections"),
    Metric(_RDS, "FreeableMemory", _ROLE, ("Minimum",), "bytes", "Free memory"),
    Metric(_RDS, "FreeLocalStorage", _ROLE, ("Minimum",), "bytes", "Free local storage"),
    Metric(_RDS, "AuroraReplicaLag", _ROLE, ("Maximum",), "milliseconds", "Replica lag"),
    Metric(_RDS, "CommitLatency", _ROLE, ("Average",), "milliseconds", "Commit latency"),
    Metric(_RDS, "Deadlocks", _ROLE, ("Average",), "a second", "Deadlocks"),
    Metric(_RDS, "DBLoad", _ROLE, ("Average",), "sessions", "Active sessions"),
    Metric(_RDS, "VolumeBytesUsed", _CLUSTER, ("Average",), "bytes", "Storage used"),
    Metric(_RDS, "VolumeReadIOPs", _CLUSTER, ("Sum",), "operations", "Read operations"),
    Metric(_RDS, "VolumeWriteIOPs", _CLUSTER, ("Sum",), "operations", "Write operations"),
    Metric(_NAT, "BytesOutToDestination", _GATEWAY, ("Sum",), "bytes", "Sent to the internet"),
    Metric(_NAT, "BytesInFromDestination", _GATEWAY, ("Sum",), "bytes", "From the internet"),
    Metric(_NAT, "BytesInFromSource", _GATEWAY, ("Sum",), "bytes", "From the VPC"),
    Metric(_NAT, "BytesOutToSource", _GATEWAY, ("Sum",), "bytes", "Sent to the VPC"),
    Metric(_NAT, "ActiveConnectionCount", _GATEWAY, ("Maximum",), "connections", "Connections"),
    Metric(_NAT, "ErrorPortAllocation", _GATEWAY, ("Sum",), "errors", "Ports refused", "zero"),
    Metric(_NAT, "PacketsDropCount", _GATEWAY, ("Sum",), "packets", "Packets dropped", "zero"),
    Metric(
        _DNS, "HealthCheckStatus", _CHECK, ("Minimum",), "1 is healthy", "Health check",
        region="us-east-1",
    ),
    Metric(
        _DNS, "HealthCheckPercentageHealthy", _CHECK, ("Average",), "%", "Checkers that agree",
        region="us-east-1",
    ),
)  # fmt: skip

Targets = tuple[tuple[tuple[str, str], ...], ...]
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


def queries(wanted: Targets, metrics: Iterable[Metric] = METRICS) -> tuple[Query, ...]:
    """Every query for these targets, sorted."""
    by_names: dict[tuple[str, ...], list[tuple[tuple[str, str], ...]]] = {}
    for target in wanted:
        by_names.setdefault(tuple(name for name, _ in target), []).append(target)
    return tuple(
        sorted(
            Query(metric, statistic, target)
            for metric in metrics
            for target in by_names.get(metric.dimensions, ())
            for statistic in metric.statistics
        )
    )
