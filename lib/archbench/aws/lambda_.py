"""Lambda: functions, what starts them, and what belongs to them."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, LossBehavior, helper
from archbench.aws.values import first_at, inside, names_a_resource, said
from archbench.terraform.configuration import Instance

_CAPACITY = (
    "capacity_provider_config.lambda_managed_instances_capacity_provider_config"
    ".capacity_provider_arn"
)


def _function(items: Sequence[Instance]) -> str:
    memory = said(first_at(items[0], "memory_size"), "128")
    timeout = said(first_at(items[0], "timeout"), "3")
    return f"{memory} MB, {timeout} s"


def _loss(item: Instance) -> LossBehavior:
    """In a VPC it runs in the subnets that are left, outside of one AWS keeps it over zones.

    On capacity of one's own it runs where that stands.
    """
    own = first_at(item, _CAPACITY)
    if own is None:
        return inside("vpc_config.subnet_ids")(item)
    return "spread" if names_a_resource(own) else "untold"


KINDS = (
    Kind(
        types=("aws_lambda_function",),
        title="Lambda function",
        service="Lambda",
        icon="compute.Lambda",
        role="workload",
        links=(
            Link("gives_up", "", "dead_letter_config.target_arn", "failed"),
            Link("data", "", "file_system_config.arn", "mounts"),
        ),
        beside=(_CAPACITY,),
        loss=_loss,
        detail=_function,
        levels=("lambda-level", ""),
    ),
    helper(
        "aws_lambda_event_source_mapping",
        "function_name",
        links=(
            Link("event", "event_source_arn", "function_name", "by {batch_size}"),
            Link(
                "event", "self_managed_event_source.endpoints", "function_name", "by {batch_size}"
            ),
            Link("gives_up", "function_name", "destination_config.on_failure.destination_arn"),
        ),
    ),
    helper(
        "aws_lambda_function_event_invoke_config",
        "function_name",
        links=(
            Link("gives_up", "function_name", "destination_config.on_failure.destination"),
            Link("event", "function_name", "destination_config.on_success.destination"),
        ),
    ),
    helper(
        "aws_lambda_permission",
        "function_name",
        links=(Link("event", "source_arn", "function_name", "invokes"),),
    ),
    helper(
        "aws_lambda_alias aws_lambda_function_url aws_lambda_provisioned_concurrency_config "
        "aws_lambda_function_recursion_config aws_lambda_runtime_management_config "
        "aws_lambda_invocation",
        "function_name",
    ),
    helper("aws_lambda_layer_version aws_lambda_code_signing_config"),
    helper("aws_lambda_layer_version_permission", "layer_name"),
    Kind(
        types=("aws_lambda_capacity_provider",),
        title="Lambda capacity provider",
        service="Lambda",
        icon="compute.EC2Instances",
        role="support",
        loss="spread",
    ),
    helper("aws_lambda_function_scaling_config", "function_name"),
    helper("aws_lambda_resource_policy", "resource_arn"),
    Kind(
        types=("aws_lambdacore_network_connector",),
        title="Network connector",
        service="Lambda",
        icon="network.Endpoint",
        role="network",
        loss="spread",
    ),
    helper("aws_lambdamicrovms_image"),
    Kind(
        types=("aws_lambdamicrovms_microvm",),
        title="MicroVM",
        service="Lambda",
        icon="compute.Lambda",
        role="workload",
        loss="untold",
    ),
)
