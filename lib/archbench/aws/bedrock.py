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
            Link("data", "", f"{_STORAGE}.neptune_analytics_configuration.graph_arn"),
            Link("data", "", f"{_STORAGE}.opensearch_managed_cluster_configuration.domain_arn"),
            Link("data", "", f"{_STORAGE}.s3_vectors_configuration.vector_bucket_arn"),
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
    Kind(
        types=("aws_bedrockagent_flow",),
        title="Bedrock flow",
        service="Bedrock",
        icon=_ICON,
        role="workload",
        links=(
            Link("request", "", "definition.node.configuration.agent.agent_alias_arn"),
            Link("data", "", "definition.node.configuration.knowledge_base.knowledge_base_id"),
        ),
        loss="regional",
    ),
    support("aws_bedrock_evaluation_job", "Evaluation job", "Bedrock", _ICON),
    support("aws_bedrock_model_invocation_job", "Batch inference job", "Bedrock", _ICON),
    helper("aws_bedrock_foundation_model_agreement aws_bedrock_use_case_for_model_access"),
)
