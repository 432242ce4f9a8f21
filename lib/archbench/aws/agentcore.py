"""Bedrock AgentCore: runtimes of agents, their tools, gateways and memory."""

from archbench.aws.kind import Kind, Link, helper, support
from archbench.aws.values import inside

_ICON = "ml.Bedrock"
_SERVICE = "Bedrock AgentCore"

KINDS = (
    Kind(
        types=("aws_bedrockagentcore_agent_runtime",),
        title="Agent runtime",
        service=_SERVICE,
        icon=_ICON,
        role="workload",
        links=(
            Link(
                "data", "", "filesystem_configuration.efs_access_point.access_point_arn", "mounts"
            ),
        ),
        loss=inside("network_configuration.network_mode_config.subnets"),
    ),
    helper("aws_bedrockagentcore_agent_runtime_endpoint", "agent_runtime_id"),
    Kind(
        types=("aws_bedrockagentcore_browser", "aws_bedrockagentcore_code_interpreter"),
        title="Agent tool",
        service=_SERVICE,
        icon=_ICON,
        role="workload",
        loss=inside("network_configuration.vpc_config.subnets"),
    ),
    Kind(
        types=("aws_bedrockagentcore_gateway",),
        title="Agent gateway",
        service=_SERVICE,
        icon=_ICON,
        role="entry",
        loss="regional",
    ),
    # a private endpoint of a target stands in the subnets it names
    helper("aws_bedrockagentcore_gateway_target", "gateway_identifier", foot=True),
    helper("aws_bedrockagentcore_gateway_rule", "gateway_identifier"),
    Kind(
        types=("aws_bedrockagentcore_memory",),
        title="Agent memory",
        service=_SERVICE,
        icon=_ICON,
        role="store",
        links=(Link("event", "", "stream_delivery_resources.resource.kinesis.data_stream_arn"),),
        loss="regional",
    ),
    helper("aws_bedrockagentcore_memory_strategy", "memory_id"),
    Kind(
        types=("aws_bedrockagentcore_harness",),
        title="Agent harness",
        service=_SERVICE,
        icon=_ICON,
        role="workload",
        loss="untold",
    ),
    support("aws_bedrockagentcore_evaluator", "Evaluator", _SERVICE, _ICON),
    support("aws_bedrockagentcore_policy_engine", "Policy engine", _SERVICE, _ICON),
    helper("aws_bedrockagentcore_policy", "policy_engine_id"),
    support(
        "aws_bedrockagentcore_registry aws_agentregistry_registry",
        "Agent registry",
        _SERVICE,
        _ICON,
    ),
    helper("aws_bedrockagentcore_resource_policy", "resource_arn"),
    helper("aws_bedrockagentcore_token_vault_cmk", "token_vault_id"),
    helper(
        "aws_bedrockagentcore_api_key_credential_provider aws_bedrockagentcore_browser_profile "
        "aws_bedrockagentcore_oauth2_credential_provider "
        "aws_bedrockagentcore_online_evaluation_config aws_bedrockagentcore_workload_identity"
    ),
)
