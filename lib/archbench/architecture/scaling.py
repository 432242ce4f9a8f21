"""What Application Auto Scaling scales: a table, a service, an alias, by a target's resource id.

The id ends in a name ("table/orders", "service/shop/api", "function:pay:live"); a reference in it
says whose name that is.
https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
"""

import re
from collections.abc import Iterator, Mapping

from archbench.architecture.joins import Reader
from archbench.terraform.configuration import Instance

TARGET = "aws_appautoscaling_target"
_TASKS = "ecs:service:DesiredCount"
_KINDS: Mapping[str, tuple[str, ...]] = {
    "dynamodb": ("aws_dynamodb_table",),
    "ecs": ("aws_ecs_service",),
    "elasticache": ("aws_elasticache_replication_group",),
    "kafka": ("aws_msk_cluster",),
    "lambda": ("aws_lambda_alias", "aws_lambda_function"),
    "neptune": ("aws_neptune_cluster",),
    "rds": ("aws_rds_cluster",),
    "sagemaker": ("aws_sagemaker_endpoint",),
}
_NAMES = (
    "name",
    "function_name",
    "cluster_identifier",
    "replication_group_id",
    "cluster_name",
    "arn",
)


def scaling_targets(
    reader: Reader,
) -> tuple[Mapping[str, tuple[Instance, ...]], tuple[Instance, ...]]:
    """The targets by the address of what they scale, and those of which that is not known."""
    found: dict[str, list[Instance]] = {}
    untold = []
    for target in reader.of_type(TARGET):
        scaled = list(_scaled(reader, target))
        for item in scaled:
            found.setdefault(item.address, []).append(target)
        if not scaled and not isinstance(target.get("resource_id"), str):
            untold.append(target)
    return {address: tuple(targets) for address, targets in found.items()}, tuple(untold)


def least_tasks(reader: Reader) -> Mapping[str, int]:
    """How many tasks scaling leaves of each ECS service at least, by address, where it is known."""
    found: dict[str, int] = {}
    for address, targets in scaling_targets(reader)[0].items():
        for target in targets:
            least = target.get("min_capacity")
            if target.get("scalable_dimension") == _TASKS and isinstance(least, int):
                found[address] = least
    return found


def _scaled(reader: Reader, target: Instance) -> Iterator[Instance]:
    kinds = _KINDS.get(str(target.get("service_namespace")), ())
    referred = [item for item in reader.referenced(target, ("resource_id",)) if item.type in kinds]
    text = target.get("resource_id")
    if isinstance(text, str):
        parts = set(re.split("[/:]", text)[1:]) | {text}
        named = [item for item in referred or reader.of_type(*kinds) if _is_called(item, parts)]
        yield from named or referred
    elif len(referred) == 1:
        yield referred[0]


def _is_called(item: Instance, parts: set[str]) -> bool:
    return any(item.values.get(name) in parts for name in _NAMES if _is_text(item, name))


def _is_text(item: Instance, name: str) -> bool:
    return isinstance(item.values.get(name), str)
