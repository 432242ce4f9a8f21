"""Transit gateways, their attachments and route tables, and Cloud WAN."""

from archbench.aws.kind import Kind, Link, helper, support, ways

_ICON = "network.TransitGateway"

KINDS = (
    Kind(
        types=("aws_ec2_transit_gateway",),
        title="Transit gateway",
        service="Transit Gateway",
        icon=_ICON,
        role="network",
        loss="regional",
    ),
    helper(
        "aws_ec2_transit_gateway_vpc_attachment",
        "transit_gateway_id",
        foot=True,
        links=(Link("attachment", "vpc_id", "transit_gateway_id"),),
    ),
    helper(
        "aws_ec2_transit_gateway_peering_attachment",
        "transit_gateway_id",
        links=(Link("attachment", "transit_gateway_id", "peer_transit_gateway_id"),),
    ),
    helper(
        "aws_ec2_transit_gateway_peering_attachment_accepter "
        "aws_ec2_transit_gateway_vpc_attachment_accepter "
        "aws_ec2_transit_gateway_connect_peer",
        "transit_gateway_attachment_id",
    ),
    helper("aws_ec2_transit_gateway_connect", "transit_gateway_id"),
    helper(
        "aws_ec2_transit_gateway_route_table "
        "aws_ec2_transit_gateway_default_route_table_association "
        "aws_ec2_transit_gateway_default_route_table_propagation "
        "aws_ec2_transit_gateway_policy_table aws_ec2_transit_gateway_multicast_domain",
        "transit_gateway_id",
    ),
    helper(
        "aws_ec2_transit_gateway_route aws_ec2_transit_gateway_route_table_association "
        "aws_ec2_transit_gateway_route_table_propagation "
        "aws_ec2_transit_gateway_prefix_list_reference",
        "transit_gateway_route_table_id",
    ),
    helper("aws_ec2_transit_gateway_policy_table_association", "transit_gateway_policy_table_id"),
    helper(
        "aws_ec2_transit_gateway_multicast_domain_association "
        "aws_ec2_transit_gateway_multicast_group_member "
        "aws_ec2_transit_gateway_multicast_group_source",
        "transit_gateway_multicast_domain_id",
    ),
    Kind(
        types=("aws_networkmanager_core_network",),
        title="Core network",
        service="Cloud WAN",
        icon=_ICON,
        role="network",
        loss="untold",  # its policy, elsewhere, says in which regions it has edges
    ),
    helper("aws_networkmanager_core_network_policy_attachment", "core_network_id"),
    helper(
        "aws_networkmanager_vpc_attachment",
        "core_network_id",
        foot=True,
        links=ways("attachment", "core_network_id", "vpc_arn"),
    ),
    helper(
        "aws_networkmanager_site_to_site_vpn_attachment",
        "core_network_id",
        links=ways("attachment", "core_network_id", "vpn_connection_arn"),
    ),
    helper(
        "aws_networkmanager_dx_gateway_attachment",
        "core_network_id",
        links=ways("attachment", "core_network_id", "direct_connect_gateway_arn"),
    ),
    helper(
        "aws_networkmanager_transit_gateway_peering",
        "core_network_id",
        links=ways("attachment", "core_network_id", "transit_gateway_arn"),
    ),
    helper("aws_networkmanager_transit_gateway_route_table_attachment", "peering_id"),
    helper("aws_networkmanager_connect_attachment", "core_network_id"),
    helper("aws_networkmanager_connect_peer", "connect_attachment_id"),
    helper("aws_networkmanager_attachment_accepter", "attachment_id"),
    support("aws_networkmanager_global_network", "Global network", "Network Manager", _ICON),
    helper(
        "aws_networkmanager_connection aws_networkmanager_customer_gateway_association "
        "aws_networkmanager_device aws_networkmanager_link aws_networkmanager_link_association "
        "aws_networkmanager_site aws_networkmanager_transit_gateway_connect_peer_association "
        "aws_networkmanager_transit_gateway_registration",
        "global_network_id",
    ),
    helper("aws_ec2_transit_gateway_metering_policy", "transit_gateway_id"),
    helper("aws_ec2_transit_gateway_metering_policy_entry", "transit_gateway_metering_policy_id"),
    helper("aws_ec2_transit_gateway_policy_table_entry", "transit_gateway_policy_table_id"),
    helper(
        "aws_networkmanager_attachment_routing_policy_label "
        "aws_networkmanager_prefix_list_association",
        "core_network_id",
    ),
)
