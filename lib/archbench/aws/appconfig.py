"""AppConfig and Amplify: what configures and hosts applications."""

from archbench.aws.kind import Kind, Link, helper

_ICON = "management.SystemsManagerAppConfig"

KINDS = (
    Kind(
        types=("aws_appconfig_application",),
        title="AppConfig application",
        service="AppConfig",
        icon=_ICON,
        role="support",
        loss="regional",
    ),
    helper(
        "aws_appconfig_configuration_profile aws_appconfig_deployment aws_appconfig_environment "
        "aws_appconfig_hosted_configuration_version",
        "application_id",
    ),
    helper("aws_appconfig_deployment_strategy aws_appconfig_extension"),
    helper("aws_appconfig_extension_association", "resource_arn"),
    Kind(
        types=("aws_amplify_app",),
        title="Amplify app",
        service="Amplify",
        icon="mobile.Amplify",
        role="entry",
        links=(Link("data", "", "repository", "source"),),
        loss="regional",
        levels=("amplify-level", ""),
    ),
    helper(
        "aws_amplify_backend_environment aws_amplify_branch aws_amplify_domain_association "
        "aws_amplify_webhook",
        "app_id",
    ),
)
