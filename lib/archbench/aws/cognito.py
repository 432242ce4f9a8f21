"""Cognito: user pools, identity pools, and what they call."""

from archbench.aws.kind import Kind, Link, helper, ways

_TRIGGERS = (
    "create_auth_challenge custom_message define_auth_challenge post_authentication "
    "post_confirmation pre_authentication pre_sign_up pre_token_generation user_migration "
    "verify_auth_challenge_response"
)

KINDS = (
    Kind(
        types=("aws_cognito_user_pool",),
        title="User pool",
        service="Cognito",
        icon="security.Cognito",
        role="guard",
        links=(
            *(Link("request", "", f"lambda_config.{name}") for name in _TRIGGERS.split()),
            *ways(
                "request",
                "",
                "lambda_config.custom_email_sender.lambda_arn "
                "lambda_config.custom_sms_sender.lambda_arn "
                "lambda_config.pre_token_generation_config.lambda_arn",
            ),
            Link("request", "", "email_configuration.source_arn"),
        ),
        loss="regional",
        levels=("cognito-level", ""),
    ),
    Kind(
        types=("aws_cognito_identity_pool",),
        title="Identity pool",
        service="Cognito",
        icon="security.Cognito",
        role="guard",
        links=(
            Link("request", "", "cognito_identity_providers.client_id"),
            Link("request", "", "cognito_identity_providers.provider_name"),
        ),
        loss="regional",
        levels=("cognito-level", ""),
    ),
    helper(
        "aws_cognito_user_pool_client aws_cognito_managed_user_pool_client "
        "aws_cognito_identity_provider aws_cognito_resource_server "
        "aws_cognito_risk_configuration aws_cognito_user aws_cognito_user_group "
        "aws_cognito_user_in_group aws_cognito_user_pool_domain "
        "aws_cognito_user_pool_ui_customization",
        "user_pool_id",
    ),
    helper(
        "aws_cognito_identity_pool_provider_principal_tag "
        "aws_cognito_identity_pool_roles_attachment",
        "identity_pool_id",
    ),
    Kind(
        types=("aws_verifiedpermissions_policy_store",),
        title="Policy store",
        service="Verified Permissions",
        icon="security.IdentityAndAccessManagementIamPermissions",
        role="guard",
        loss="regional",
    ),
    helper(
        "aws_verifiedpermissions_policy aws_verifiedpermissions_policy_template "
        "aws_verifiedpermissions_schema aws_verifiedpermissions_identity_source",
        "policy_store_id",
    ),
    helper("aws_cognito_managed_login_branding", "user_pool_id"),
    helper(
        "aws_cognito_log_delivery_configuration",
        "user_pool_id",
        links=ways(
            "event",
            "user_pool_id",
            "log_configurations.cloud_watch_logs_configuration.log_group_arn "
            "log_configurations.firehose_configuration.stream_arn "
            "log_configurations.s3_configuration.bucket_arn",
            "logs",
        ),
    ),
)
