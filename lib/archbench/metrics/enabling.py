"""Metrics that the design does not switch on: what nobody will find when it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archbench.architecture.joins import Reader, truth
from archbench.hcl.source import SourceRange
from archbench.hcl.values import Unknown
from archbench.metrics.binding import faces
from archbench.metrics.catalogue import catalogue
from archbench.terraform.configuration import Configuration, Instance


@dataclass(frozen=True, slots=True)
class NotEnabled:
    """Metrics of a resource that are not published as it is designed.

    needs    as the catalogue says it: "group metrics"
    metrics  their titles
    remedy   what switches them on; where the account or the cluster may, it says so
    """

    address: str
    needs: str
    metrics: tuple[str, ...]
    remedy: str
    range: SourceRange | None = None

    @property
    def certain(self) -> bool:
        """Whether nothing else may switch them on."""
        return ", unless " not in self.remedy


Switch = Callable[[Reader, Instance], str]
"""What switches metrics on; "" where they are on, or nothing tells that they are not."""


def not_enabled(configuration: Configuration) -> tuple[NotEnabled, ...]:
    """Every need of the catalogue that a resource of the configuration does not meet."""
    reader = Reader(configuration)
    return tuple(
        NotEnabled(item.address, need, tuple(titles), remedy, item.range)
        for item in configuration.managed()
        if faces(item.type)
        for need, titles in _needs(item.type).items()
        if (check := CHECKS.get((item.type, need))) and (remedy := check(reader, item))
    )


def _needs(type_: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for metric in catalogue():
        if metric.type == type_ and metric.needs:
            titles = found.setdefault(metric.needs, [])
            if metric.title not in titles:
                titles.append(metric.title)
    return found


def _group(_: Reader, item: Instance) -> str:
    enabled = item.values.get("enabled_metrics")
    wanted = [metric.name for metric in catalogue() if metric.needs == "group metrics"]
    if isinstance(enabled, Unknown):
        return ""
    names = enabled if isinstance(enabled, tuple) else ()
    if any(isinstance(name, Unknown) for name in names):
        return ""
    missing = [name for name in wanted if name not in names]
    return f"enabled_metrics with {', '.join(missing)}" if missing else ""


def _insights(reader: Reader, item: Instance) -> str:
    cluster = item if item.type == "aws_ecs_cluster" else reader.instance(item, "cluster")
    if cluster is None:
        return ""
    if isinstance(cluster.values.get("setting"), Unknown):
        return ""
    for block in cluster.blocks("setting"):
        if block.get("name") == "containerInsights":
            off = block.get("value") == "disabled"
            return f"containerInsights of {cluster.address}" if off else ""
    return f"setting containerInsights of {cluster.address}, unless the account's default is on"


def _cluster_agent(reader: Reader, item: Instance) -> str:
    for addon in reader.naming(item.address, "aws_eks_addon", "cluster_name"):
        if addon.get("addon_name") == "amazon-cloudwatch-observability":
            return ""
    return "the add-on amazon-cloudwatch-observability, unless the cluster runs an agent of its own"


def _performance(reader: Reader, item: Instance) -> str:
    members = reader.naming(item.address, "aws_rds_cluster_instance", "cluster_identifier")
    off = [
        one.address
        for one in members
        if truth(one.get("performance_insights_enabled"), default=False) is False
    ]
    return f"performance_insights_enabled of {', '.join(off)}" if off else ""


def _serverless(_: Reader, item: Instance) -> str:
    there = item.values.get("serverlessv2_scaling_configuration") or (
        item.get("engine_mode") == "serverless"
    )
    return "" if there else "a serverlessv2_scaling_configuration; the cluster has none"


def _subscription(reader: Reader, item: Instance) -> str:
    found = reader.naming(item.address, "aws_cloudfront_monitoring_subscription", "distribution_id")
    return "" if found else "an aws_cloudfront_monitoring_subscription"


CHECKS: Mapping[tuple[str, str], Switch] = {
    ("aws_autoscaling_group", "group metrics"): _group,
    ("aws_cloudfront_distribution", "additional metrics"): _subscription,
    ("aws_ecs_cluster", "Container Insights"): _insights,
    ("aws_ecs_service", "Container Insights"): _insights,
    ("aws_eks_cluster", "Container Insights"): _cluster_agent,
    ("aws_rds_cluster", "Performance Insights"): _performance,
    ("aws_rds_cluster", "serverless capacity"): _serverless,
}
"""By type and need of the catalogue, how to tell whether it is met."""
