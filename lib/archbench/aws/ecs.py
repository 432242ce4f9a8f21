"""ECS: services, their clusters and task definitions."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, Units, helper
from archbench.aws.values import first_at, number, text
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Unknown
from archbench.terraform.configuration import Instance


def _service(items: Sequence[Instance]) -> str:
    launched = text(first_at(items[0], "launch_type"))
    return {"FARGATE": "Fargate", "EXTERNAL": "external"}.get(launched, launched or "")


def _tasks(item: Instance) -> Units:
    strategy = first_at(item, "scheduling_strategy")
    if isinstance(strategy, Unknown):
        return strategy
    if text(strategy) == "DAEMON":
        return None  # one on each instance, whatever desired_count says
    wanted = number("desired_count")(item)
    return _set_elsewhere(item) if wanted is None else wanted


def _set_elsewhere(item: Instance) -> Unknown:
    """The count that is left out: 0 at first, until a deployment or a scaling policy sets it."""
    return Unknown(NUMBER, (Origin("resource", item.address, "desired_count", "it is left out"),))


KINDS = (
    Kind(
        types=("aws_ecs_service",),
        title="ECS service",
        service="ECS",
        icon="compute.ElasticContainerService",
        role="workload",
        made_of=("task_definition", "capacity_provider_strategy.capacity_provider"),
        beside=("capacity_provider_strategy.capacity_provider", "cluster"),
        links=(
            Link("request", "load_balancer.target_group_arn", "", "{load_balancer.container_port}"),
            Link("request", "load_balancer.advanced_configuration.alternate_target_group_arn", ""),
            Link("request", "load_balancer.elb_name", ""),
            Link("request", "service_registries.registry_arn", ""),
            Link("request", "service_connect_configuration.namespace", ""),
            Link("control", "cluster", "", "schedules"),
        ),
        loss="spread",
        units=_tasks,
        detail=_service,
        levels=("tasks-level-zones", ""),
    ),
    Kind(
        types=("aws_ecs_cluster",),
        title="ECS cluster",
        service="ECS cluster",
        icon="compute.ElasticContainerService",
        role="support",
        loss="none",  # it names where services run; they are drilled themselves
    ),
    helper(
        "aws_ecs_task_definition",
        links=(
            Link("data", "", "volume.efs_volume_configuration.file_system_id", "mounts"),
            Link("data", "", "volume.s3files_volume_configuration.file_system_arn", "mounts"),
            Link(
                "data",
                "",
                "volume.fsx_windows_file_server_volume_configuration.file_system_id",
                "mounts",
            ),
        ),
    ),
    helper("aws_ecs_capacity_provider", "auto_scaling_group_provider.auto_scaling_group_arn"),
    helper("aws_ecs_cluster_capacity_providers", "cluster_name", beside=("capacity_providers",)),
    helper(
        "aws_ecs_task_set",
        "service",
        places=True,
        links=(Link("request", "load_balancer.target_group_arn", "service"),),
    ),
    helper("aws_ecs_tag", "resource_arn"),
    helper("aws_ecs_account_setting_default"),
    Kind(
        types=("aws_ecs_express_gateway_service",),
        title="ECS Express service",
        service="ECS",
        icon="compute.ElasticContainerService",
        role="workload",
        links=(Link("control", "cluster", "", "schedules"),),
        loss="spread",
        units=number("scaling_target.min_task_count"),
    ),
    Kind(
        types=("aws_ecs_daemon",),
        title="ECS daemon",
        service="ECS",
        icon="compute.ElasticContainerService",
        role="support",
        made_of=("daemon_task_definition_arn",),
        links=(Link("control", "cluster_arn", "", "schedules"),),
        loss="none",  # one task on each instance of other services
    ),
    helper("aws_ecs_daemon_task_definition"),
)
