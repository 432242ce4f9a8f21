"""Direct Connect: lines to other sites, the gateways behind them, and who may use them."""

from archbench.aws.kind import Kind, helper, ways

_ICON = "network.DirectConnect"
_SERVICE = "Direct Connect"

KINDS = (
    Kind(
        types=("aws_dx_gateway",),
        title="Direct Connect gateway",
        service=_SERVICE,
        icon=_ICON,
        role="network",
        loss="global",
    ),
    Kind(
        types=("aws_dx_connection", "aws_dx_hosted_connection"),
        title="Direct Connect line",
        service=_SERVICE,
        icon=_ICON,
        role="network",
        loss="none",  # it ends in a location that is no zone
    ),
    Kind(
        types=("aws_dx_lag",),
        title="Link aggregation group",
        service=_SERVICE,
        icon=_ICON,
        role="network",
        loss="none",  # as its lines
    ),
    helper("aws_dx_connection_association", "lag_id", "connection_id"),
    helper("aws_dx_connection_confirmation aws_dx_macsec_key_association", "connection_id"),
    helper(
        "aws_dx_gateway_association",
        "dx_gateway_id",
        links=ways("attachment", "dx_gateway_id", "associated_gateway_id"),
    ),
    helper("aws_dx_gateway_association_proposal", "dx_gateway_id"),
    helper(
        "aws_dx_private_virtual_interface",
        "connection_id",
        links=ways("attachment", "connection_id", "dx_gateway_id vpn_gateway_id"),
    ),
    helper(
        "aws_dx_transit_virtual_interface",
        "connection_id",
        links=ways("attachment", "connection_id", "dx_gateway_id"),
    ),
    helper(
        "aws_dx_public_virtual_interface aws_dx_hosted_private_virtual_interface "
        "aws_dx_hosted_public_virtual_interface aws_dx_hosted_transit_virtual_interface",
        "connection_id",
    ),
    helper(
        "aws_dx_hosted_private_virtual_interface_accepter "
        "aws_dx_hosted_public_virtual_interface_accepter "
        "aws_dx_hosted_transit_virtual_interface_accepter aws_dx_bgp_peer",
        "virtual_interface_id",
    ),
)
