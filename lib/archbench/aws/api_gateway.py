"""API Gateway: REST, HTTP and WebSocket APIs, and the ways through them."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, helper, passage
from archbench.aws.values import says, text
from archbench.terraform.configuration import Instance

_ICON = "network.APIGateway"


def _protocol(items: Sequence[Instance]) -> str:
    """What it speaks: "HTTP API"."""
    words = {"HTTP": "HTTP API", "WEBSOCKET": "WebSocket API"}
    return words.get(text(items[0].get("protocol_type")).upper(), "")


KINDS = (
    Kind(
        types=("aws_api_gateway_rest_api",),
        title="REST API",
        service="API Gateway",
        icon=_ICON,
        role="entry",
        links=(Link("request", "endpoint_configuration.vpc_endpoint_ids", ""),),
        loss="regional",
        private=says("endpoint_configuration.types", "PRIVATE"),
        levels=("api-gateway-level", ""),
    ),
    helper(
        "aws_api_gateway_integration",
        "rest_api_id",
        links=(
            Link("request", "rest_api_id", "uri", "{http_method}", open=True),
            Link("request", "rest_api_id", "connection_id", "{http_method}"),
            Link("request", "rest_api_id", "integration_target", "{http_method}"),
        ),
    ),
    passage("aws_api_gateway_vpc_link", links=(Link("request", "", "target_arns"),)),
    helper(
        "aws_api_gateway_authorizer",
        "rest_api_id",
        links=(
            Link("control", "authorizer_uri", "rest_api_id", "authorizes"),
            Link("control", "provider_arns", "rest_api_id", "authorizes"),
        ),
    ),
    helper(
        "aws_api_gateway_resource aws_api_gateway_method aws_api_gateway_method_response "
        "aws_api_gateway_integration_response aws_api_gateway_method_settings "
        "aws_api_gateway_deployment aws_api_gateway_model aws_api_gateway_request_validator "
        "aws_api_gateway_gateway_response aws_api_gateway_documentation_part "
        "aws_api_gateway_documentation_version aws_api_gateway_rest_api_policy "
        "aws_api_gateway_rest_api_put",
        "rest_api_id",
    ),
    helper(
        "aws_api_gateway_stage",
        "rest_api_id",
        links=(Link("event", "rest_api_id", "access_log_settings.destination_arn", "access logs"),),
    ),
    passage(
        "aws_api_gateway_domain_name",
        links=(
            Link("uses", "", "certificate_arn", "certificate"),
            Link("uses", "", "regional_certificate_arn", "certificate"),
        ),
    ),
    helper(
        "aws_api_gateway_base_path_mapping",
        "domain_name",
        links=(Link("request", "domain_name", "api_id", "{base_path}"),),
    ),
    helper("aws_api_gateway_domain_name_access_association", "domain_name_arn"),
    helper("aws_api_gateway_usage_plan", "api_stages.api_id"),
    helper("aws_api_gateway_usage_plan_key", "usage_plan_id"),
    helper("aws_api_gateway_account aws_api_gateway_api_key aws_api_gateway_client_certificate"),
    Kind(
        types=("aws_apigatewayv2_api",),
        title="HTTP or WebSocket API",
        service="API Gateway",
        icon=_ICON,
        role="entry",
        links=(Link("request", "", "target"),),
        loss="regional",
        detail=_protocol,
        levels=("api-gateway-level", ""),
    ),
    helper(
        "aws_apigatewayv2_route",
        "api_id",
        links=(Link("request", "api_id", "target", "{route_key}"),),
    ),
    passage(
        "aws_apigatewayv2_integration",
        links=(
            Link("request", "", "integration_uri", open=True),
            Link("request", "", "connection_id", "VPC link"),
            Link("request", "", "request_parameters"),
        ),
    ),
    Kind(
        types=("aws_apigatewayv2_vpc_link",),
        title="VPC link",
        service="API Gateway",
        icon="network.APIGatewayEndpoint",
        role="network",
        loss="spread",
    ),
    helper(
        "aws_apigatewayv2_authorizer",
        "api_id",
        links=(
            Link("control", "authorizer_uri", "api_id", "authorizes"),
            Link("control", "jwt_configuration.issuer", "api_id", "authorizes"),
        ),
    ),
    helper(
        "aws_apigatewayv2_stage",
        "api_id",
        links=(Link("event", "api_id", "access_log_settings.destination_arn", "access logs"),),
    ),
    helper(
        "aws_apigatewayv2_deployment aws_apigatewayv2_model aws_apigatewayv2_route_response "
        "aws_apigatewayv2_integration_response",
        "api_id",
    ),
    passage(
        "aws_apigatewayv2_domain_name",
        links=(Link("uses", "", "domain_name_configuration.certificate_arn", "certificate"),),
    ),
    helper(
        "aws_apigatewayv2_api_mapping",
        "domain_name",
        links=(Link("request", "domain_name", "api_id", "{api_mapping_key}"),),
    ),
    helper(
        "aws_apigatewayv2_routing_rule",
        "domain_name",
        links=(Link("request", "domain_name", "action.invoke_api.api_id"),),
    ),
)
