"""The network in a region: VPCs, subnets, routes, gateways, and what lets packets through."""

from archbench.aws.kind import Kind, Link, LossBehavior, helper, support
from archbench.aws.values import first_at, text
from archbench.hcl.values import Unknown
from archbench.terraform.configuration import Instance


def _nat(item: Instance) -> LossBehavior:
    mode = first_at(item, "availability_mode")
    if isinstance(mode, Unknown):
        return "untold"
    return "regional" if text(mode).lower() == "regional" else "single"


KINDS = (
    # a VPC and a subnet carry nothing by themselves: what stands in them is drilled
    Kind(
        types=("aws_vpc", "aws_default_vpc"),
        title="VPC",
        service="VPC",
        icon="network.VPC",
        role="network",
        loss="none",
    ),
    Kind(
        types=("aws_subnet", "aws_default_subnet"),
        title="Subnet",
        service="VPC",
        icon="network.PrivateSubnet",
        role="network",
        loss="none",
    ),
    Kind(
        types=("aws_nat_gateway",),
        title="NAT gateway",
        service="NAT gateway",
        icon="network.NATGateway",
        role="network",
        loss=_nat,
        recovers="nat-zone",
    ),
    Kind(
        types=("aws_internet_gateway",),
        title="Internet gateway",
        service="Internet gateway",
        icon="network.InternetGateway",
        role="network",
        links=(Link("attachment", "", "vpc_id"),),
        loss="regional",
    ),
    helper(
        "aws_internet_gateway_attachment",
        "internet_gateway_id",
        "vpc_id",
        links=(Link("attachment", "internet_gateway_id", "vpc_id"),),
    ),
    Kind(
        types=("aws_egress_only_internet_gateway",),
        title="Egress-only internet gateway",
        service="Internet gateway",
        icon="network.InternetGateway",
        role="network",
        links=(Link("attachment", "", "vpc_id"),),
        loss="regional",
    ),
    Kind(
        types=("aws_ec2_carrier_gateway",),
        title="Carrier gateway",
        service="Carrier gateway",
        icon="network.InternetGateway",
        role="network",
        links=(Link("attachment", "", "vpc_id"),),
        loss="untold",
    ),
    Kind(
        types=("aws_vpc_peering_connection",),
        title="Peering connection",
        service="VPC peering",
        icon="network.VPCPeering",
        role="network",
        links=(
            Link("attachment", "", "vpc_id"),
            Link("attachment", "", "peer_vpc_id"),
        ),
        loss="regional",
    ),
    helper(
        "aws_vpc_peering_connection_accepter aws_vpc_peering_connection_options",
        "vpc_peering_connection_id",
    ),
    helper("aws_route_table aws_default_route_table", "vpc_id"),
    helper("aws_route", "route_table_id"),
    helper("aws_route_table_association", "route_table_id", "subnet_id", "gateway_id"),
    helper("aws_main_route_table_association", "route_table_id", "vpc_id"),
    helper("aws_network_acl", "vpc_id"),
    helper("aws_default_network_acl", "default_network_acl_id"),
    helper("aws_network_acl_association aws_network_acl_rule", "network_acl_id"),
    helper("aws_security_group aws_default_security_group", "vpc_id"),
    helper(
        "aws_security_group_rule aws_vpc_security_group_egress_rule "
        "aws_vpc_security_group_ingress_rule aws_vpc_security_group_vpc_association",
        "security_group_id",
    ),
    helper("aws_vpc_dhcp_options aws_default_vpc_dhcp_options"),
    helper("aws_vpc_dhcp_options_association", "vpc_id"),
    helper("aws_vpc_ipv4_cidr_block_association aws_vpc_ipv6_cidr_block_association", "vpc_id"),
    helper("aws_vpc_block_public_access_options"),
    helper("aws_vpc_block_public_access_exclusion", "vpc_id", "subnet_id"),
    helper("aws_ec2_subnet_cidr_reservation", "subnet_id"),
    helper("aws_ec2_managed_prefix_list"),
    helper("aws_ec2_managed_prefix_list_entry", "prefix_list_id"),
    helper(
        "aws_flow_log",
        "vpc_id",
        "subnet_id",
        "eni_id",
        "transit_gateway_id",
        "transit_gateway_attachment_id",
        links=(
            Link("event", "vpc_id", "log_destination", "flow logs"),
            Link("event", "subnet_id", "log_destination", "flow logs"),
            Link("event", "transit_gateway_id", "log_destination", "flow logs"),
        ),
    ),
    Kind(
        types=("aws_vpc_route_server",),
        title="Route server",
        service="VPC Route Server",
        icon="network.VPCRouter",
        role="network",
        loss="untold",
    ),
    Kind(
        types=("aws_vpc_route_server_endpoint",),
        title="Route server endpoint",
        service="VPC Route Server",
        icon="network.VPCRouter",
        role="network",
        links=(Link("attachment", "", "route_server_id"),),
        loss="single",
    ),
    helper("aws_vpc_route_server_peer", "route_server_endpoint_id"),
    helper(
        "aws_vpc_route_server_propagation aws_vpc_route_server_vpc_association", "route_server_id"
    ),
    support("aws_vpc_ipam", "IPAM", "VPC IP Address Manager", "network.VPC"),
    helper("aws_vpc_ipam_scope", "ipam_id"),
    helper("aws_vpc_ipam_pool", "ipam_scope_id"),
    helper(
        "aws_vpc_ipam_pool_cidr aws_vpc_ipam_pool_cidr_allocation aws_vpc_ipam_preview_next_cidr",
        "ipam_pool_id",
    ),
    helper("aws_vpc_ipam_resource_discovery aws_vpc_ipam_organization_admin_account"),
    helper("aws_vpc_ipam_resource_discovery_association", "ipam_id"),
    helper("aws_vpc_network_performance_metric_subscription"),
    support(
        "aws_ec2_network_insights_path", "Reachability path", "Reachability Analyzer", "network.VPC"
    ),
    helper("aws_ec2_network_insights_analysis", "network_insights_path_id"),
    helper("aws_ec2_traffic_mirror_filter"),
    helper("aws_ec2_traffic_mirror_filter_rule", "traffic_mirror_filter_id"),
    helper("aws_ec2_traffic_mirror_target", "network_interface_id", "network_load_balancer_arn"),
    helper("aws_ec2_traffic_mirror_session", "network_interface_id"),
    helper(
        "aws_ec2_local_gateway_route aws_ec2_local_gateway_route_table_vpc_association",
        "local_gateway_route_table_id",
    ),
    helper("aws_nat_gateway_eip_association", "nat_gateway_id"),
    helper("aws_vpc_encryption_control", "vpc_id"),
    helper("aws_vpc_security_group_rules_exclusive", "security_group_id"),
    helper("aws_ec2_local_gateway_route_table aws_outposts_capacity_task"),
    helper(
        "aws_ec2_local_gateway_route_table_virtual_interface_group_association",
        "local_gateway_route_table_id",
    ),
    helper("aws_ec2_network_insights_access_scope"),
)
