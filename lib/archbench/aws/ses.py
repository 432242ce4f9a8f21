"""SES, Pinpoint and Chime: mail, messages and calls."""

from archbench.aws.kind import Kind, Link, helper, ways

_SES = "engagement.SimpleEmailServiceSes"
_PINPOINT = "engagement.Pinpoint"
_TO = "event_destination"

KINDS = (
    Kind(
        types=("aws_ses_domain_identity", "aws_ses_email_identity", "aws_sesv2_email_identity"),
        title="Mail identity",
        service="SES",
        icon=_SES,
        role="channel",
        loss="regional",
    ),
    helper(
        "aws_ses_domain_dkim aws_ses_domain_identity_verification aws_ses_domain_mail_from",
        "domain",
    ),
    helper("aws_ses_identity_policy", "identity"),
    helper(
        "aws_ses_identity_notification_topic",
        "identity",
        links=(Link("event", "identity", "topic_arn", "{notification_type}"),),
    ),
    helper(
        "aws_sesv2_email_identity_feedback_attributes "
        "aws_sesv2_email_identity_mail_from_attributes aws_sesv2_email_identity_policy",
        "email_identity",
    ),
    helper("aws_ses_configuration_set aws_sesv2_configuration_set"),
    helper(
        "aws_ses_event_destination",
        "configuration_set_name",
        links=ways(
            "event",
            "configuration_set_name",
            "sns_destination.topic_arn kinesis_destination.stream_arn",
            "mail events",
        ),
    ),
    helper(
        "aws_sesv2_configuration_set_event_destination",
        "configuration_set_name",
        links=ways(
            "event",
            "configuration_set_name",
            f"{_TO}.sns_destination.topic_arn "
            f"{_TO}.kinesis_firehose_destination.delivery_stream_arn "
            f"{_TO}.event_bridge_destination.event_bus_arn",
            "mail events",
        ),
    ),
    Kind(
        types=("aws_ses_receipt_rule_set",),
        title="Received mail",
        service="SES",
        icon=_SES,
        role="entry",
        loss="regional",
    ),
    helper("aws_ses_active_receipt_rule_set", "rule_set_name"),
    helper(
        "aws_ses_receipt_rule",
        "rule_set_name",
        links=(
            *ways("event", "rule_set_name", "lambda_action.function_arn", "{name}"),
            *ways(
                "event",
                "rule_set_name",
                "sns_action.topic_arn s3_action.topic_arn bounce_action.topic_arn",
                "{name}",
            ),
            Link("data", "rule_set_name", "s3_action.bucket_name", "{name}"),
        ),
    ),
    helper(
        "aws_ses_receipt_filter aws_ses_template aws_sesv2_account_suppression_attributes "
        "aws_sesv2_account_vdm_attributes aws_sesv2_contact_list "
        "aws_sesv2_dedicated_ip_pool aws_sesv2_dedicated_ip_assignment"
    ),
    Kind(
        types=("aws_pinpoint_app",),
        title="Pinpoint application",
        service="Pinpoint",
        icon=_PINPOINT,
        role="channel",
        links=(Link("request", "", "campaign_hook.lambda_function_name"),),
        loss="regional",
    ),
    helper(
        "aws_pinpoint_adm_channel aws_pinpoint_apns_channel aws_pinpoint_apns_sandbox_channel "
        "aws_pinpoint_apns_voip_channel aws_pinpoint_apns_voip_sandbox_channel "
        "aws_pinpoint_baidu_channel aws_pinpoint_email_channel aws_pinpoint_gcm_channel "
        "aws_pinpoint_sms_channel",
        "application_id",
    ),
    helper(
        "aws_pinpoint_event_stream",
        "application_id",
        links=(Link("event", "application_id", "destination_stream_arn", "events"),),
    ),
    helper("aws_pinpoint_email_template"),
    Kind(
        types=("aws_pinpointsmsvoicev2_phone_number",),
        title="Phone number",
        service="End User Messaging",
        icon=_PINPOINT,
        role="channel",
        links=(Link("event", "", "two_way_channel_arn"),),
        loss="regional",
    ),
    helper("aws_pinpointsmsvoicev2_configuration_set aws_pinpointsmsvoicev2_opt_out_list"),
    Kind(
        types=("aws_chime_voice_connector",),
        title="Voice connector",
        service="Chime Voice Connector",
        icon="business.Chime",
        role="entry",
        loss="untold",
    ),
    helper(
        "aws_chime_voice_connector_logging aws_chime_voice_connector_origination "
        "aws_chime_voice_connector_streaming aws_chime_voice_connector_termination "
        "aws_chime_voice_connector_termination_credentials",
        "voice_connector_id",
    ),
    helper("aws_chime_voice_connector_group", "connector.voice_connector_id"),
    Kind(
        types=("aws_chimesdkvoice_sip_media_application",),
        title="SIP application",
        service="Chime SDK",
        icon="business.Chime",
        role="entry",
        links=(Link("request", "", "endpoints.lambda_arn"),),
        loss="regional",
    ),
    helper("aws_chimesdkvoice_sip_rule", "target_applications.sip_media_application_id"),
    helper(
        "aws_chimesdkvoice_global_settings aws_chimesdkvoice_voice_profile_domain "
        "aws_chimesdkmediapipelines_media_insights_pipeline_configuration"
    ),
    Kind(
        types=("aws_mailmanager_ingress_point",),
        title="Mail ingress",
        service="SES Mail Manager",
        icon=_SES,
        role="entry",
        links=(Link("event", "", "rule_set_id"),),
        loss="regional",
    ),
    Kind(
        types=("aws_mailmanager_rule_set",),
        title="Mail rules",
        service="SES Mail Manager",
        icon=_SES,
        role="channel",
        loss="regional",
    ),
    Kind(
        types=("aws_mailmanager_archive",),
        title="Mail archive",
        service="SES Mail Manager",
        icon=_SES,
        role="store",
        loss="regional",
    ),
    helper("aws_mailmanager_relay aws_mailmanager_traffic_policy"),
    helper("aws_sesv2_multi_region_endpoint aws_sesv2_tenant"),
    helper("aws_sesv2_tenant_resource_association", "tenant_name"),
    helper(
        "aws_pinpointsmsvoicev2_event_destination",
        "configuration_set_name",
        links=ways(
            "event",
            "configuration_set_name",
            "sns_destination.topic_arn kinesis_firehose_destination.delivery_stream_arn "
            "cloudwatch_logs_destination.log_group_arn",
        ),
    ),
    helper("aws_pinpointsmsvoicev2_keyword", "origination_identity_arn"),
    helper("aws_pinpointsmsvoicev2_resource_policy", "resource_arn"),
    helper("aws_pinpointsmsvoicev2_pool aws_pinpointsmsvoicev2_sender_id"),
    Kind(
        types=("aws_workmail_organization",),
        title="Mail organization",
        service="WorkMail",
        icon="business.Workmail",
        role="entry",
        links=(Link("request", "", "directory_id", "signs in"),),
        loss="regional",
    ),
    helper(
        "aws_workmail_default_domain aws_workmail_domain aws_workmail_group aws_workmail_user",
        "organization_id",
    ),
)
