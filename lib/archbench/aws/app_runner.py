"""App Runner: services and their ways into a VPC."""

from archbench.aws.kind import Kind, Link, helper

KINDS = (
    Kind(
        types=("aws_apprunner_service",),
        title="App Runner service",
        service="App Runner",
        icon="compute.AppRunner",
        role="workload",
        links=(
            Link(
                "egress", "", "network_configuration.egress_configuration.vpc_connector_arn", "VPC"
            ),
        ),
        loss="regional",
    ),
    Kind(
        types=("aws_apprunner_vpc_connector",),
        title="VPC connector",
        service="App Runner",
        icon="compute.AppRunner",
        role="network",
        loss="spread",
    ),
    helper(
        "aws_apprunner_vpc_ingress_connection",
        "service_arn",
        links=(Link("request", "ingress_vpc_configuration.vpc_endpoint_id", "service_arn"),),
    ),
    helper("aws_apprunner_custom_domain_association aws_apprunner_deployment", "service_arn"),
    helper(
        "aws_apprunner_auto_scaling_configuration_version aws_apprunner_connection "
        "aws_apprunner_default_auto_scaling_configuration_version "
        "aws_apprunner_observability_configuration"
    ),
)
