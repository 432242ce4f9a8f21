"""ECS: services, their clusters and task definitions."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, helper
from archbench.aws.values import first_at, number, text
from archbench.terraform.configuration import Instance


def _service(items: Sequence[Instance]) -> str:
    launched = text(first_at(items[0], "launch_type"))
    return {"FARGATE": "Fargate", "EXTERNAL": "external"}.get(launched, launched or "")


KINDS = (
    Kind(
        types=("aws_ecs_service",),
        title="ECS service",
        service="ECS",
        icon="compute.ElasticContainerService",
        role="workload",
        made_of=("task_definition",),
        links=(
            Link("request", "load_balancer.target_group_arn", "", "{load_balancer.container_port}"),
            Link("request", "load_balancer.elb_name", ""),
        ),
        loss="spread",
        units=number("desired_count", default=0),
        detail=_service,
    ),
    Kind(
        types=("aws_ecs_cluster",),
        title="ECS cluster",
        service="ECS cluster",
        icon="compute.ElasticContainerService",
        role="support",
        loss="none",  # it names where services run; they are drilled themselves
    ),
    helper("aws_ecs_task_definition"),
    helper("aws_ecs_capacity_provider", "auto_scaling_group_provider.auto_scaling_group_arn"),
    helper("aws_ecs_cluster_capacity_providers", "cluster_name"),
    helper("aws_ecs_task_set", "service"),
)
