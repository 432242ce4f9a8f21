"""ECS: services, their clusters and task definitions."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, Units, helper
from archbench.aws.values import first_at, found_at, number, text
from archbench.hcl.types import NUMBER
from archbench.hcl.values import Origin, Unknown
from archbench.patterns import regex
from archbench.terraform.configuration import Instance

_STRATEGY = "capacity_provider_strategy"


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


_FARGATE = ("FARGATE", "FARGATE_SPOT")
_ZONE = "ecs.availability-zone"
_RULE = regex(r"\s*(?:attribute:)?ecs\.availability-zone\s*(==|!=|in|not_in)\s*\[?([^\]]*)\]?\s*")


def _hosted(item: Instance) -> bool:
    """Whether its tasks run on instances, wherever its subnets are."""
    providers = [text(name) for _, name in found_at(item, f"{_STRATEGY}.capacity_provider")]
    if providers:
        return not set(providers) & set(_FARGATE)
    return text(first_at(item, "launch_type")) == "EC2"


def _within(item: Instance, zones: tuple[str, ...]) -> tuple[str, ...]:
    """The zones that the placement constraints of a service or task definition leave.

    None where one speaks of zones in a way that is not read here.
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
    """
    for _, expression in found_at(item, "placement_constraints.expression"):
        if isinstance(expression, Unknown):
            return ()
        rule = _RULE.fullmatch(text(expression))
        if rule is None:
            zones = () if _ZONE in text(expression) else zones
            continue
        named = {name.strip() for name in rule[2].split(",")}
        if not named <= set(zones):
            return ()  # a pattern, a zone it has not, or zones whose names are not known
        wanted = rule[1] in ("==", "in")
        zones = tuple(zone for zone in zones if (zone in named) == wanted)
    return zones


def _doubt(item: Instance, zones: int) -> str:
    """The doubt about tasks that a placement strategy puts wherever, whatever the zone.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html
    """
    field = first_at(item, "ordered_placement_strategy.field")
    kind = first_at(item, "ordered_placement_strategy.type")
    if kind is None or zones < 2 or text(field) == f"attribute:{_ZONE}":
        return ""
    return "placed by a strategy that does not begin with zones"


KINDS = (
    Kind(
        types=("aws_ecs_service",),
        title="ECS service",
        service="ECS",
        icon="compute.ElasticContainerService",
        role="workload",
        made_of=("task_definition", f"{_STRATEGY}.capacity_provider"),
        beside=(f"{_STRATEGY}.capacity_provider", "cluster"),
        hosted=_hosted,
        within=_within,
        doubt=_doubt,
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
        within=_within,
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
