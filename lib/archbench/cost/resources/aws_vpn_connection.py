"""Site-to-site VPN connection: by the hour; on a transit gateway, its attachment and data as well.

https://aws.amazon.com/vpn/pricing/. Each of its two tunnels ends on a public IPv4 address, unless
they are private or IPv6
(https://aws.amazon.com/blogs/networking-and-content-delivery/identify-and-optimize-public-ipv4-address-usage-on-aws/).

>>> from archbench.cost.bill import print_bill, ref
>>> print_bill({"aws_vpn_connection.a": {"transit_gateway_id": "tgw-1"}},
...     {"aws_vpn_connection.a": {"monthly_data_processed_gb": 100}})
VPN connection                              730 Hrs                   $0.05     $36.50
Public IPv4 addresses                     1,460 Hrs                  $0.005      $7.30
Transit gateway attachment                  730 Hrs                   $0.05     $36.50
Transit gateway, data processed             100 GB                    $0.02      $2.00
"""

from collections.abc import Iterator

from archbench.cost.arguments import arguments
from archbench.cost.charge import Charge, Resource
from archbench.cost.selector import queries

NAME = "VPN connection"
_TUNNELS = 2
USAGE = {
    "monthly_data_processed_gb": "GB through the transit gateway it is attached to, in a month"
}
ARGUMENTS = arguments(
    priced="outside_ip_address_type transit_gateway_id",
    free="""
        customer_gateway_id local_ipv4_network_cidr local_ipv6_network_cidr
        remote_ipv4_network_cidr remote_ipv6_network_cidr
        static_routes_only transport_transit_gateway_attachment_id tunnel1_dpd_timeout_action
        tunnel1_dpd_timeout_seconds tunnel1_enable_tunnel_lifecycle_control
        tunnel1_ike_versions tunnel1_inside_cidr tunnel1_inside_ipv6_cidr tunnel1_log_options
        tunnel1_phase1_dh_group_numbers tunnel1_phase1_encryption_algorithms
        tunnel1_phase1_integrity_algorithms tunnel1_phase1_lifetime_seconds
        tunnel1_phase2_dh_group_numbers tunnel1_phase2_encryption_algorithms
        tunnel1_phase2_integrity_algorithms tunnel1_phase2_lifetime_seconds
        tunnel1_preshared_key tunnel1_rekey_fuzz_percentage tunnel1_rekey_margin_time_seconds
        tunnel1_replay_window_size tunnel1_startup_action tunnel2_dpd_timeout_action
        tunnel2_dpd_timeout_seconds tunnel2_enable_tunnel_lifecycle_control
        tunnel2_ike_versions tunnel2_inside_cidr tunnel2_inside_ipv6_cidr tunnel2_log_options
        tunnel2_phase1_dh_group_numbers tunnel2_phase1_encryption_algorithms
        tunnel2_phase1_integrity_algorithms tunnel2_phase1_lifetime_seconds
        tunnel2_phase2_dh_group_numbers tunnel2_phase2_encryption_algorithms
        tunnel2_phase2_integrity_algorithms tunnel2_phase2_lifetime_seconds
        tunnel2_preshared_key tunnel2_rekey_fuzz_percentage tunnel2_rekey_margin_time_seconds
        tunnel2_replay_window_size tunnel2_startup_action tunnel_inside_ip_version type
        vpn_gateway_id
    """,
    costs={
        "tunnel_bandwidth!=standard": "Large tunnels",
        "vpn_concentrator_id": "Concentrator the connection ends on",
        "enable_acceleration": "Accelerated VPN",
        "preshared_key_storage!=standard": "Secrets that hold its keys",
    },
)

QUERIES = queries(
    "AmazonVPC", "Cloud Connectivity", ("vpn-connection-hour", "Hrs", r"VPN-Usage-Hours:ipsec\.1")
)


def charges(connection: Resource) -> Iterator[Charge]:
    """Hours, the addresses of its tunnels, and what a transit gateway adds."""
    yield connection.hours("AmazonVPC", "vpn-connection-hour", "VPN connection")
    if connection.text("outside_ip_address_type", "PublicIpv4") == "PublicIpv4":
        label = "Public IPv4 addresses"
        yield connection.hours("AmazonVPC", "public-ipv4-hour", label, _TUNNELS, "tunnels")
    if connection.instance.get("transit_gateway_id") is not None:
        yield from attachment_charges(connection)


def attachment_charges(attachment: Resource) -> Iterator[Charge]:
    """An attachment to a transit gateway: hours, and data sent into it."""
    yield attachment.hours("AmazonVPC", "transit-attachment-hour", "Transit gateway attachment")
    yield attachment.used(
        "AmazonVPC", "transit-gb", "Transit gateway, data processed", "monthly_data_processed_gb"
    )
