"""Route tables of transit gateways: who uses them, and where each way leads."""

import pytest

from archbench.architecture.joins import Reader
from archbench.architecture.transit import transit_tables
from archbench.architecture.transit_table import TransitRoute, TransitTable
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Plain, Unknown
from archbench.terraform.configuration import Instance
from tests.architecture.hand import configuration, ref, resource

WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
TYPE = "aws_ec2_transit_gateway_route_table"
IN_TABLE: dict[str, Plain] = {"transit_gateway_route_table_id": ref(f"{TYPE}.t")}
ATTACHMENT = "aws_ec2_transit_gateway_vpc_attachment.v"
TO: dict[str, Plain] = {"transit_gateway_attachment_id": ref(ATTACHMENT)}


def table(*others: Instance) -> TransitTable:
    """The table that stands beside another, with an attachment and a connection."""
    found = transit_tables(
        Reader(
            configuration(
                resource("aws_ec2_transit_gateway.g"),
                resource(f"{TYPE}.t", transit_gateway_id=ref("aws_ec2_transit_gateway.g")),
                resource(f"{TYPE}.u", transit_gateway_id=ref("aws_ec2_transit_gateway.g")),
                resource(ATTACHMENT),
                resource("aws_vpn_connection.c"),
                *others,
            )
        )
    )
    first, second = found
    assert (second.address, second.associated, second.routes) == (f"{TYPE}.u", (), ())
    return first


def route(name: str = "r", /, **values: Plain) -> Instance:
    """A route of the table, for everything unless it says otherwise."""
    usual: dict[str, Plain] = {**IN_TABLE, **TO, "destination_cidr_block": "0.0.0.0/0"}
    return resource(f"aws_ec2_transit_gateway_route.{name}", **{**usual, **values})


def test_a_table_is_used_by_what_is_associated() -> None:
    """And knows the routes that are written and those that are learnt."""
    found = table(
        resource(f"{TYPE}_association.a", **IN_TABLE, **TO),
        resource(f"{TYPE}_propagation.p", **IN_TABLE, **TO),
        route(),
    )
    assert (found.name, found.gateway) == ("t", "aws_ec2_transit_gateway.g")
    assert found.associated == (ATTACHMENT,)
    assert found.routes == (
        TransitRoute("0.0.0.0/0", ATTACHMENT, propagated=False),
        TransitRoute("", ATTACHMENT, propagated=True),
    )
    assert found.leads_to(ATTACHMENT)
    assert not found.leads_to("aws_vpn_connection.c")
    other: dict[str, Plain] = {"transit_gateway_attachment_id": ref("aws_vpn_connection.c")}
    both = table(route(), route("s", destination_cidr_block="10.0.0.0/8", **other))
    assert both.leads_to(ATTACHMENT)
    assert both.leads_to("aws_vpn_connection.c")
    assert found.default == ATTACHMENT


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"blackhole": True}, TransitRoute("0.0.0.0/0", ATTACHMENT, False, True)),  # noqa: FBT003
        ({"blackhole": False}, TransitRoute("0.0.0.0/0", ATTACHMENT, False)),  # noqa: FBT003
        ({"destination_cidr_block": WAITS}, TransitRoute("", ATTACHMENT, False)),  # noqa: FBT003
        ({"transit_gateway_attachment_id": WAITS}, TransitRoute("0.0.0.0/0", "", False)),  # noqa: FBT003
        ({"transit_gateway_attachment_id": None}, TransitRoute("0.0.0.0/0", "", False)),  # noqa: FBT003
    ],
)
def test_a_route_leads_where_it_says(values: dict[str, Plain], expected: TransitRoute) -> None:
    """Nowhere, where that is not known or traffic is thrown away."""
    assert table(route(**values)).routes == (expected,)


def test_a_route_of_a_table_that_is_not_known_is_of_none() -> None:
    """And asks nothing."""
    assert table(route(transit_gateway_route_table_id=WAITS)).routes == ()


def test_an_attachment_that_is_looked_up_is_what_it_was_looked_up_by() -> None:
    """A VPN connection makes its own attachment."""
    data = resource(
        "data.aws_ec2_transit_gateway_vpn_attachment.d",
        vpn_connection_id=ref("aws_vpn_connection.c"),
    )
    found = table(data, route(transit_gateway_attachment_id=ref(data.address)))
    assert [item.target for item in found.routes] == ["aws_vpn_connection.c"]


@pytest.mark.parametrize(
    ("destinations", "default"),
    [
        (("10.0.0.0/8",), ""),
        (("10.0.0.0/8", "0.0.0.0/0"), ATTACHMENT),
        (("::/0",), ATTACHMENT),
        ((WAITS,), ""),
    ],
)
def test_the_default_route_is_for_everything(destinations: tuple[Plain, ...], default: str) -> None:
    """Of either kind of address."""
    routes = [route(f"r{n}", destination_cidr_block=to) for n, to in enumerate(destinations)]
    assert table(*routes).default == default
    nowhere = [
        route(f"r{n}", destination_cidr_block=to, transit_gateway_attachment_id=None)
        for n, to in enumerate(destinations)
    ]
    assert table(*nowhere).default == ""
