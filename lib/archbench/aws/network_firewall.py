"""Network Firewall: firewalls, their policies and rules."""

from archbench.aws.kind import Kind, Link, helper

KINDS = (
    Kind(
        types=("aws_networkfirewall_firewall",),
        title="Firewall",
        service="Network Firewall",
        icon="network.NetworkFirewall",
        role="guard",
        links=(Link("control", "", "vpc_id", "filters"),),
        loss="spread",  # one endpoint in each of its subnets
    ),
    helper("aws_networkfirewall_firewall_policy aws_networkfirewall_rule_group"),
    helper("aws_networkfirewall_tls_inspection_configuration"),
    helper(
        "aws_networkfirewall_logging_configuration",
        "firewall_arn",
        links=(
            Link(
                "event",
                "firewall_arn",
                "logging_configuration.log_destination_config.log_destination",
                "logs",
            ),
        ),
    ),
    helper("aws_networkfirewall_resource_policy", "resource_arn"),
    Kind(
        types=("aws_networkfirewall_vpc_endpoint_association",),
        title="Firewall endpoint",
        service="Network Firewall",
        icon="network.NetworkFirewall",
        role="guard",
        links=(
            Link("request", "", "firewall_arn"),
            Link("control", "", "vpc_id", "filters"),
        ),
        loss="single",
    ),
    helper("aws_networkfirewall_container_association"),
    helper(
        "aws_networkfirewall_firewall_transit_gateway_attachment_accepter",
        "transit_gateway_attachment_id",
    ),
)
