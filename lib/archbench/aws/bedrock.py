"""Bedrock: agents, what they may call, what they know, and models of one's own."""

from archbench.aws.kind import Kind, Link, helper, support

_ICON = "ml.Bedrock"
_STORAGE = "storage_configuration"

KINDS = (
    Kind(
        types=("aws_bedrockagent_agent",),
        title="Bedrock agent",
        service="Bedrock",
        icon=_ICON,
        role="workload",
        links=(
            Link("control", "guardrail_configuration.guardrail_identifier", "", "filters"),
            Link("request", "", "prompt_override_configuration.override_lambda"),
        ),
        loss="regional",
    ),
    helper(
        "aws_bedrockagent_agent_action_group",
        "agent_id",
        links=(Link("request", "agent_id", "action_group_executor.lambda", "{action_group_name}"),),
    ),
    helper(
        "aws_bedrockagent_agent_knowledge_base_association",
        "agent_id",
        links=(Link("data", "agent_id", "knowledge_base_id"),),
    ),
    helper(
        "aws_bedrockagent_agent_collaborator",
        "agent_id",
        links=(Link("request", "agent_id", "agent_descriptor.alias_arn", "{collaborator_name}"),),
    ),
    helper("aws_bedrockagent_agent_alias", "agent_id"),
    Kind(
        types=("aws_bedrockagent_knowledge_base",),
        title="Knowledge base",
        service="Bedrock",
        icon=_ICON,
        role="store",
        links=(
            Link("data", "", f"{_STORAGE}.opensearch_serverless_configuration.collection_arn"),
            Link("data", "", f"{_STORAGE}.rds_configuration.resource_arn"),
        ),
        loss="regional",
    ),
    helper(
        "aws_bedrockagent_data_source",
        "knowledge_base_id",
        links=(
            Link(
                "data",
                "knowledge_base_id",
                "data_source_configuration.s3_configuration.bucket_arn",
                "reads",
            ),
        ),
    ),
    helper("aws_bedrockagent_prompt"),
    Kind(
        types=("aws_bedrock_guardrail",),
        title="Guardrail",
        service="Bedrock",
        icon=_ICON,
        role="guard",
        loss="regional",
    ),
    helper("aws_bedrock_guardrail_version", "guardrail_arn"),
    Kind(
        types=("aws_bedrock_inference_profile", "aws_bedrock_provisioned_model_throughput"),
        title="Bedrock model",
        service="Bedrock",
        icon=_ICON,
        role="workload",
        loss="regional",
    ),
    support("aws_bedrock_custom_model", "Custom model", "Bedrock", _ICON),
    helper("aws_bedrock_model_invocation_logging_configuration"),
)
