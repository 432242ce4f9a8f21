"""IoT Core: rules and what they send to, things, and who they are."""

from archbench.aws.kind import Kind, Link, helper, support, ways

_ICON = "iot.IotCore"
_SENDS = (
    "lambda.function_arn sqs.queue_url sns.target_arn kinesis.stream_name "
    "firehose.delivery_stream_name s3.bucket_name dynamodb.table_name "
    "dynamodbv2.put_item.table_name elasticsearch.endpoint "
    "step_functions.state_machine_name cloudwatch_logs.log_group_name kafka.destination_arn "
    "timestream.database_name http.url republish.topic"
)

KINDS = (
    Kind(
        types=("aws_iot_topic_rule",),
        title="IoT rule",
        service="IoT Core",
        icon="iot.IotRule",
        role="channel",
        links=(
            *ways("event", "", _SENDS),
            *ways(
                "gives_up",
                "",
                "error_action.sqs.queue_url error_action.sns.target_arn "
                "error_action.s3.bucket_name error_action.lambda.function_arn",
                "failed",
            ),
        ),
        loss="regional",
    ),
    Kind(
        types=("aws_iot_topic_rule_destination",),
        title="IoT rule destination",
        service="IoT Core",
        icon="iot.IotRule",
        role="network",
        loss="spread",
    ),
    support("aws_iot_thing", "Thing", "IoT Core", _ICON),
    support("aws_iot_thing_group", "Thing group", "IoT Core", _ICON),
    helper("aws_iot_thing_group_membership", "thing_group_name"),
    helper("aws_iot_thing_principal_attachment", "thing"),
    helper("aws_iot_policy_attachment", "policy"),
    helper(
        "aws_iot_policy aws_iot_certificate aws_iot_thing_type aws_iot_billing_group "
        "aws_iot_ca_certificate aws_iot_event_configurations aws_iot_indexing_configuration "
        "aws_iot_logging_options aws_iot_role_alias"
    ),
    Kind(
        types=("aws_iot_domain_configuration",),
        title="IoT domain",
        service="IoT Core",
        icon=_ICON,
        role="entry",
        loss="regional",
    ),
    Kind(
        types=("aws_iot_authorizer",),
        title="IoT authorizer",
        service="IoT Core",
        icon="iot.IotPolicy",
        role="guard",
        links=(Link("request", "", "authorizer_function_arn"),),
        loss="regional",
    ),
    Kind(
        types=("aws_iot_provisioning_template",),
        title="IoT provisioning",
        service="IoT Core",
        icon=_ICON,
        role="entry",
        links=(Link("request", "", "pre_provisioning_hook.target_arn"),),
        loss="regional",
    ),
)
