"""Client VPN endpoint: by the hour of each connection; its associations are billed by themselves.

https://aws.amazon.com/vpn/pricing/

>>> from archbench.cost.bill import print_bill
>>> use = {"monthly_connection_hours": 2000}
>>> print_bill({"aws_ec2_client_vpn_endpoint.a": {}}, {"aws_ec2_client_vpn_endpoint.a": use})
Client VPN connections                    2,000 Hrs                   $0.05    $100.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "Client VPN endpoint"
USAGE = {
    "monthly_connection_hours": "hours clients are connected in a month, all together",
}
ARGUMENTS = arguments(
    free="""
        authentication_options client_cidr_block client_connect_options
        client_login_banner_options client_route_enforcement_options connection_log_options
        description disconnect_on_session_timeout dns_servers endpoint_ip_address_type
        security_group_ids self_service_portal server_certificate_arn session_timeout_hours
        split_tunnel traffic_ip_address_type transport_protocol vpc_id vpn_port
    """,
    costs={
        "transit_gateway_configuration": "Attachment to a transit gateway",
    },
)

QUERIES = queries(
    "AmazonVPC", "", ("client-vpn-connection-hour", "Hrs", "ClientVPN-ConnectionHours")
)


def charges(endpoint: Resource) -> Iterator[Charge]:
    """What it bills."""
    yield endpoint.used(
        "AmazonVPC",
        "client-vpn-connection-hour",
        "Client VPN connections",
        "monthly_connection_hours",
    )
