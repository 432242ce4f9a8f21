"""VPC Lattice: service networks, services, and the targets behind them."""

from archbench.aws.kind import Kind, Link, always, helper, passage, ways

_SERVICE = "VPC Lattice"
_GROUP = "forward.target_groups.target_group_identifier"

KINDS = (
    Kind(
        types=("aws_vpclattice_service_network",),
        title="Service network",
        service=_SERVICE,
        icon="network.VPC",
        role="network",
        loss="regional",
    ),
    Kind(
        types=("aws_vpclattice_service",),
        title="Lattice service",
        service=_SERVICE,
        icon="network.ElasticLoadBalancing",
        role="entry",
        links=(Link("uses", "", "certificate_arn", "certificate"),),
        loss="regional",
        private=always,
    ),
    helper(
        "aws_vpclattice_listener",
        "service_identifier",
        "service_arn",
        links=(
            Link("request", "service_identifier", f"default_action.{_GROUP}", "{protocol} {port}"),
            Link("request", "service_arn", f"default_action.{_GROUP}", "{protocol} {port}"),
        ),
    ),
    helper(
        "aws_vpclattice_listener_rule",
        "service_identifier",
        links=(Link("request", "service_identifier", f"action.{_GROUP}"),),
    ),
    passage("aws_vpclattice_target_group"),
    helper(
        "aws_vpclattice_target_group_attachment",
        "target_group_identifier",
        links=(Link("request", "target_group_identifier", "target.id"),),
    ),
    helper(
        "aws_vpclattice_service_network_service_association",
        "service_network_identifier",
        links=ways("request", "service_network_identifier", "service_identifier"),
    ),
    helper(
        "aws_vpclattice_service_network_vpc_association",
        "service_network_identifier",
        links=ways("attachment", "vpc_identifier", "service_network_identifier"),
    ),
    helper(
        "aws_vpclattice_service_network_resource_association",
        "service_network_identifier",
        links=ways("request", "service_network_identifier", "resource_configuration_identifier"),
    ),
    passage(
        "aws_vpclattice_resource_configuration",
        links=(
            Link("request", "", "resource_gateway_identifier"),
            Link("data", "", "resource_configuration_definition.arn_resource.arn"),
            Link("data", "", "resource_configuration_definition.dns_resource.domain_name"),
        ),
    ),
    Kind(
        types=("aws_vpclattice_resource_gateway",),
        title="Resource gateway",
        service=_SERVICE,
        icon="network.Endpoint",
        role="network",
        loss="spread",
    ),
    helper(
        "aws_vpclattice_access_log_subscription",
        "resource_identifier",
        links=ways("event", "resource_identifier", "destination_arn", "access logs"),
    ),
    helper("aws_vpclattice_auth_policy", "resource_identifier"),
    helper("aws_vpclattice_resource_policy", "resource_arn"),
    Kind(
        types=("aws_appmesh_mesh",),
        title="Mesh",
        service="App Mesh",
        icon="network.AppMesh",
        role="support",
        loss="none",  # its proxies run beside the workloads, which are drilled themselves
    ),
    helper(
        "aws_appmesh_gateway_route aws_appmesh_route aws_appmesh_virtual_gateway "
        "aws_appmesh_virtual_node aws_appmesh_virtual_router aws_appmesh_virtual_service",
        "mesh_name",
    ),
    helper("aws_vpclattice_domain_verification"),
)
