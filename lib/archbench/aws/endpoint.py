"""VPC endpoints, and the services offered through them."""

from collections.abc import Sequence

from archbench.aws.kind import Kind, Link, always, helper
from archbench.aws.values import by_word, text
from archbench.terraform.configuration import Instance


def _endpoint(items: Sequence[Instance]) -> str:
    service = text(items[0].get("service_name")).rsplit(".", 1)[-1]
    kind = text(items[0].get("vpc_endpoint_type", "Gateway")).lower()
    return f"{service} {kind} endpoint".strip()


KINDS = (
    Kind(
        types=("aws_vpc_endpoint",),
        title="VPC endpoint",
        service="VPC endpoint",
        icon="network.Endpoint",
        role="network",
        links=(Link("request", "", "service_name"),),
        # an interface stands in each subnet it is given; a gateway is a route of the VPC
        loss=by_word(
            "vpc_endpoint_type",
            "GATEWAY",
            GATEWAY="regional",
            INTERFACE="spread",
            GATEWAYLOADBALANCER="spread",
            RESOURCE="spread",
            SERVICENETWORK="spread",
        ),
        detail=_endpoint,
    ),
    helper(
        "aws_vpc_endpoint_policy aws_vpc_endpoint_private_dns "
        "aws_vpc_endpoint_route_table_association aws_vpc_endpoint_security_group_association",
        "vpc_endpoint_id",
    ),
    helper("aws_vpc_endpoint_subnet_association", "vpc_endpoint_id", places=True),
    helper("aws_vpc_endpoint_connection_accepter", "vpc_endpoint_id"),
    helper(
        "aws_vpc_endpoint_connection_notification",
        "vpc_endpoint_id",
        "vpc_endpoint_service_id",
    ),
    Kind(
        types=("aws_vpc_endpoint_service",),
        title="Endpoint service",
        service="PrivateLink",
        icon="network.Privatelink",
        role="entry",
        links=(
            Link("request", "", "network_load_balancer_arns"),
            Link("request", "", "gateway_load_balancer_arns"),
        ),
        loss="regional",  # it is where its balancers are, which are drilled themselves
        private=always,
    ),
    helper("aws_vpc_endpoint_service_allowed_principal", "vpc_endpoint_service_id"),
    helper("aws_vpc_endpoint_service_private_dns_verification", "service_id"),
)
