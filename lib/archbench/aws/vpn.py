"""VPN: gateways, connections to other sites, and clients."""

from archbench.aws.kind import Kind, Link, helper, ways

KINDS = (
    Kind(
        types=("aws_vpn_gateway",),
        title="VPN gateway",
        service="VPN gateway",
        icon="network.VpnGateway",
        role="network",
        links=ways("attachment", "", "vpc_id"),
        loss="regional",
    ),
    helper(
        "aws_vpn_gateway_attachment",
        "vpn_gateway_id",
        links=(Link("attachment", "vpn_gateway_id", "vpc_id"),),
    ),
    helper("aws_vpn_gateway_route_propagation", "vpn_gateway_id"),
    Kind(
        types=("aws_vpn_connection",),
        title="VPN connection",
        service="Site-to-Site VPN",
        icon="network.SiteToSiteVpn",
        role="network",
        links=ways("attachment", "", "customer_gateway_id vpn_gateway_id transit_gateway_id"),
        loss="regional",
    ),
    helper("aws_vpn_connection_route", "vpn_connection_id"),
    Kind(
        types=("aws_customer_gateway",),
        title="Customer gateway",
        service="Site-to-Site VPN",
        icon="network.VPCCustomerGateway",
        role="network",
        loss="none",  # it speaks for a device outside of AWS
    ),
    Kind(
        types=("aws_ec2_client_vpn_endpoint",),
        title="Client VPN endpoint",
        service="Client VPN",
        icon="network.ClientVpn",
        role="entry",
        links=(
            Link("uses", "", "server_certificate_arn", "certificate"),
            Link("event", "", "connection_log_options.cloudwatch_log_group", "logs"),
        ),
        loss="spread",  # it serves from the subnets that are associated with it
    ),
    helper(
        "aws_ec2_client_vpn_network_association",
        "client_vpn_endpoint_id",
        places=True,
    ),
    helper(
        "aws_ec2_client_vpn_authorization_rule aws_ec2_client_vpn_route", "client_vpn_endpoint_id"
    ),
    Kind(
        types=("aws_verifiedaccess_endpoint",),
        title="Verified Access endpoint",
        service="Verified Access",
        icon="network.Endpoint",
        role="entry",
        links=(
            *ways("request", "", "load_balancer_options.load_balancer_arn"),
            *ways("request", "", "network_interface_options.network_interface_id"),
        ),
        loss="spread",
    ),
    helper("aws_verifiedaccess_group", "verifiedaccess_instance_id"),
    helper(
        "aws_verifiedaccess_instance_logging_configuration "
        "aws_verifiedaccess_instance_trust_provider_attachment",
        "verifiedaccess_instance_id",
    ),
    helper("aws_verifiedaccess_instance aws_verifiedaccess_trust_provider"),
    Kind(
        types=("aws_vpn_concentrator",),
        title="VPN concentrator",
        service="Site-to-Site VPN",
        icon="network.SiteToSiteVpn",
        role="network",
        links=ways("attachment", "", "transit_gateway_id"),
        loss="untold",
    ),
)
