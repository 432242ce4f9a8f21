"""Connect, Lex and customer profiles: contact centers and bots."""

from archbench.aws.kind import Kind, Link, helper, support, ways

_LEX = "ml.Lex"

KINDS = (
    Kind(
        types=("aws_connect_instance",),
        title="Contact center",
        service="Connect",
        icon="engagement.Connect",
        role="entry",
        links=(Link("request", "", "directory_id", "signs in"),),
        loss="regional",
    ),
    helper(
        "aws_connect_lambda_function_association",
        "instance_id",
        links=(Link("request", "instance_id", "function_arn"),),
    ),
    helper(
        "aws_connect_bot_association",
        "instance_id",
        links=(Link("request", "instance_id", "lex_bot.name"),),
    ),
    helper(
        "aws_connect_instance_storage_config",
        "instance_id",
        links=ways(
            "data",
            "instance_id",
            "storage_config.kinesis_firehose_config.firehose_arn "
            "storage_config.kinesis_stream_config.stream_arn storage_config.s3_config.bucket_name",
            "{resource_type}",
        ),
    ),
    helper(
        "aws_connect_contact_flow aws_connect_contact_flow_module aws_connect_hours_of_operation "
        "aws_connect_queue aws_connect_quick_connect aws_connect_routing_profile "
        "aws_connect_security_profile aws_connect_user aws_connect_user_hierarchy_group "
        "aws_connect_user_hierarchy_structure aws_connect_vocabulary",
        "instance_id",
    ),
    helper("aws_connect_phone_number", "target_arn"),
    Kind(
        types=("aws_lex_bot", "aws_lexv2models_bot"),
        title="Bot",
        service="Lex",
        icon=_LEX,
        role="entry",
        loss="regional",
    ),
    helper("aws_lex_bot_alias", "bot_name"),
    helper(
        "aws_lex_intent",
        links=(
            Link("request", "", "fulfillment_activity.code_hook.uri"),
            Link("request", "", "dialog_code_hook.uri"),
        ),
    ),
    helper("aws_lex_slot_type"),
    helper(
        "aws_lexv2models_bot_locale aws_lexv2models_bot_version aws_lexv2models_intent "
        "aws_lexv2models_slot aws_lexv2models_slot_type",
        "bot_id",
    ),
    Kind(
        types=("aws_customerprofiles_domain",),
        title="Customer profiles",
        service="Connect Customer Profiles",
        icon="engagement.Connect",
        role="store",
        links=(Link("gives_up", "", "dead_letter_queue_url", "failed"),),
        loss="regional",
    ),
    helper("aws_customerprofiles_profile", "domain_name"),
    support(
        "aws_appintegrations_event_integration",
        "Event integration",
        "AppIntegrations",
        "integration.ApplicationIntegration",
        ways("event", "", "eventbridge_bus"),
    ),
    support(
        "aws_appintegrations_data_integration",
        "Data integration",
        "AppIntegrations",
        "integration.ApplicationIntegration",
    ),
    helper("aws_connect_phone_number_contact_flow_association", "instance_id"),
)
