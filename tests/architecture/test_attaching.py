"""What ties a whole VPC to something is in the graph, with what states it."""

from tests.diagram.stacks import built


def test_attachments_and_peerings_name_their_vpcs() -> None:
    """Each attachment of the gateway, and both ends of the peering; via is what states it."""
    hub = built("hub").graph.attachments
    gateway = {item.source: item.via[0] for item in hub if item.target.endswith("gateway.core")}
    block = "aws_ec2_transit_gateway_vpc_attachment.n"
    names = ("alpha", "beta", "gamma")
    assert gateway == {f'aws_vpc.n["{name}"]': f'{block}["{name}"]' for name in names}
    peering = [item.target for item in hub if item.source == "aws_vpc_peering_connection.bg"]
    assert peering == ['aws_vpc.n["beta"]', 'aws_vpc.n["gamma"]']
    assert all(item.kind == "attachment" and item.range for item in hub)


def test_what_ties_two_parts_is_a_relation() -> None:
    """The VPN ends at the gateway and at the office: no VPC is an end of it."""
    graph = built("hub").graph
    ends = {item.target for item in graph.relations if item.source == "aws_vpn_connection.office"}
    assert ends == {"aws_customer_gateway.office", "aws_ec2_transit_gateway.core"}
    assert not any("vpn" in item.source for item in graph.attachments)
