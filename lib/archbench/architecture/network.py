"""The network: VPCs, subnets and their tiers, route tables, ways out."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from archbench.architecture.joins import Reader, items, name_of, text, value_at
from archbench.architecture.model import NatGateway, Route, RouteTable, Subnet, SubnetTier
from archbench.architecture.question import OpenQuestion
from archbench.architecture.zones import ZoneKey, zone_key
from archbench.frozen import frozen, replace
from archbench.hcl.values import Plain, Unknown
from archbench.terraform.address import resource_of
from archbench.terraform.configuration import Instance

VPC_TYPES = ("aws_vpc", "aws_default_vpc")
SUBNET_TYPES = ("aws_subnet", "aws_default_subnet")
TABLE_TYPES = ("aws_route_table", "aws_default_route_table")
DEFAULT_DESTINATIONS = ("0.0.0.0/0", "::/0")

_TABLE_ASSOCIATION = "aws_vpc_endpoint_route_table_association"
TargetKind = Literal["internet", "nat", "endpoint", "local", "peering", "transit", "other"]
_TARGETS: Mapping[str, TargetKind] = {
    "gateway_id": "other",
    "nat_gateway_id": "nat",
    "vpc_endpoint_id": "endpoint",
    "vpc_peering_connection_id": "peering",
    "transit_gateway_id": "transit",
    "core_network_arn": "transit",
    "egress_only_gateway_id": "other",
    "network_interface_id": "other",
    "instance_id": "other",
    "carrier_gateway_id": "other",
    "local_gateway_id": "other",
}
_GATEWAYS: Mapping[str, TargetKind] = {
    "aws_internet_gateway": "internet",
    "aws_nat_gateway": "nat",
    "aws_vpc_endpoint": "endpoint",
    "aws_ec2_transit_gateway": "transit",
}
"""What a route leads to that calls any of them its gateway, as the API lets it."""
_DESTINATIONS = (
    "destination_cidr_block",
    "cidr_block",
    "destination_ipv6_cidr_block",
    "ipv6_cidr_block",
    "destination_prefix_list_id",
)


def implied_vpc(instance: Instance) -> str:
    """The address of the VPC that stands for those not in the configuration.

    One per region, since an element without a VPC of its own still runs somewhere.
    """
    return f"implied.{region_name(instance)}"


def region_name(instance: Instance) -> str:
    """The region of an instance's provider, or that provider in words when it is not known."""
    if isinstance(instance.region, str):
        return instance.region
    return f"unknown region ({instance.provider})"


@frozen
class Network:
    """Subnets, route tables and NATs of all VPCs, joined; zones are still keys."""

    subnets: tuple[Subnet, ...]
    tables: tuple[RouteTable, ...]
    nats: tuple[NatGateway, ...]
    zone_keys: Mapping[str, ZoneKey]
    """By address of subnet; an empty name when it is in no told zone."""

    @cached_property
    def home(self) -> Mapping[str, str]:
        """The VPC of each subnet."""
        return {subnet.address: subnet.vpc for subnet in self.subnets}

    def zone_of(self, subnets: tuple[str, ...]) -> tuple[ZoneKey, ...]:
        """The distinct zones of these subnets, in order; none when one of them is not told."""
        keys = {self.zone_keys[item] for item in subnets if item in self.zone_keys}
        return () if any(not key[1] for key in keys) else tuple(sorted(keys))


_DECIDING = (
    "aws_default_route_table",
    "aws_main_route_table_association",
    "aws_route_table_association",
)
"""What decides which table serves a subnet."""


def unexpanded(reader: Reader, type_: str) -> bool:
    """Whether some instances of a type cannot be counted."""
    return any(f".{type_}." in f".{item.address}" for item in reader.configuration.uncounted)


def subnets_of(reader: Reader) -> tuple[Instance, ...]:
    """Managed subnets, and looked-up ones."""
    return reader.of_type(*SUBNET_TYPES, data=True)


def vpc_of(reader: Reader, instance: Instance, attribute: str = "vpc_id") -> str:
    """The VPC an instance names, or the implied one of its region."""
    return reader.one(instance, attribute, types=VPC_TYPES) or implied_vpc(instance)


def network(reader: Reader) -> Network:
    """Join subnets, tables, routes and NATs."""
    vpcs = {item.address: vpc_of(reader, item) for item in subnets_of(reader)}
    keys = {item.address: zone_key(reader, item) for item in subnets_of(reader)}
    for item in subnets_of(reader):
        if not keys[item.address][1] and item.mode == "managed":
            reader.ask(item, "its zone: AWS picks one", item.get("availability_zone"))
    tables = _tables(reader, vpcs)
    serves = {subnet: table for table in tables for subnet in table.subnets}
    told = _routes_told(reader)
    subnets = tuple(
        _subnet(reader, item, vpcs[item.address], serves.get(item.address), told=told)
        for item in subnets_of(reader)
    )
    leaving: dict[str | None, list[str]] = {}
    for subnet in subnets:
        leaving.setdefault(subnet.nat, []).append(subnet.address)
    nats = tuple(
        NatGateway(
            address=item.address,
            name=name_of(item),
            range=item.range,
            subnet=reader.one(item, "subnet_id", types=SUBNET_TYPES) or None,
            zone=None,
            elastic_ips=tuple(
                eip.address for eip in reader.many(item, "allocation_id", types=("aws_eip",))
            ),
            serves=tuple(leaving.get(item.address, ())),
            regional=text(item.get("availability_mode")) == "regional",
        )
        for item in reader.of_type("aws_nat_gateway")
    )
    _ask_of_idle(reader, nats, subnets)
    return Network(subnets, tables, nats, keys)


def _ask_of_idle(reader: Reader, nats: Iterable[NatGateway], subnets: Iterable[Subnet]) -> None:
    """Ask what leaves by a gateway that nothing is seen to leave by, where that may be unseen."""
    untold = {s.vpc for s in subnets if s.tier == "unknown" and not s.leaves_by}
    of_subnet = {subnet.address: subnet.vpc for subnet in subnets}
    for nat in nats:
        if not nat.serves and untold and of_subnet.get(nat.subnet or "") in (None, *untold):
            why = "the routes of some subnets cannot be told"
            reader.questions.append(OpenQuestion(nat.address, "what leaves by it", why))


def _subnet(
    reader: Reader, item: Instance, vpc: str, table: RouteTable | None, *, told: bool
) -> Subnet:
    routed = table is not None and item.mode == "managed"
    default = _default_route(table) if table else None
    tier = _tier(table) if routed and table else "unknown"
    if tier == "isolated" and not told:
        tier = "unknown"
    if tier == "unknown":
        reader.ask(item, "its tier: the routes of its table cannot be told", None)
    return Subnet(
        address=item.address,
        name=name_of(item),
        range=item.range,
        vpc=vpc,
        zone=None,
        cidr=_known_text(item.get("cidr_block")),
        tier=tier,
        role="public" if tier == "public" else "other",
        route_table=table.address if table else None,
        nat=default.target if default and default.target_kind == "nat" and default.target else None,
        leaves_by=default.target if default else "",
    )


def _routes_told(reader: Reader) -> bool:
    """Whether the table of every separate route can be told, and their number."""
    return not unexpanded(reader, "aws_route") and all(
        reader.is_told(item, "route_table_id") for item in reader.of_type("aws_route")
    )


def with_roles(
    subnets: tuple[Subnet, ...], databases: frozenset[str], compute: set[str]
) -> tuple[Subnet, ...]:
    """Give each subnet the row it is drawn in: by its tier first, then by what stands in it.

    What stands in one subnet gives its sisters, of the same block and tier, its row: an instance in
    zone a only does not make the subnets of zones b and c something else.
    """
    used = {
        (resource_of(subnet.address), subnet.tier)
        for subnet in subnets
        if subnet.address in compute
    }

    def role(subnet: Subnet) -> Literal["public", "app", "database", "other"]:
        if subnet.tier == "public":
            return "public"
        if subnet.address in databases and subnet.address not in compute:
            return "database"
        if subnet.tier == "private" or (resource_of(subnet.address), subnet.tier) in used:
            return "app"
        return "other"

    return tuple(replace(subnet, role=role(subnet)) for subnet in subnets)


def _known_text(value: Plain) -> str | Unknown | None:
    return value if isinstance(value, str | Unknown) else None


def _tier(table: RouteTable) -> SubnetTier:
    default = _default_route(table)
    if any(not route.destination for route in table.routes) and default is None:
        return "unknown"
    if default is None:
        return "isolated"
    if default.target_kind == "internet":
        return "public"
    return "unknown" if not default.target and default.target_kind == "other" else "private"


def _default_route(table: RouteTable) -> Route | None:
    """The route to everywhere, IPv4 before IPv6."""
    defaults = (
        route
        for destination in DEFAULT_DESTINATIONS
        for route in table.routes
        if route.destination == destination
    )
    return next(defaults, None)


def _tables(reader: Reader, vpcs: Mapping[str, str]) -> tuple[RouteTable, ...]:
    """Route tables with their routes and subnets; the main one AWS makes only where it serves."""
    owner = {
        item.address: vpc_of(reader, item)
        if item.type == "aws_route_table"
        else reader.one(item, "default_route_table_id", types=VPC_TYPES) or implied_vpc(item)
        for item in reader.of_type(*TABLE_TYPES)
    }
    main = {owner[item.address]: item.address for item in reader.of_type("aws_default_route_table")}
    for item in reader.of_type("aws_main_route_table_association"):
        table = reader.one(item, "route_table_id", types=TABLE_TYPES)
        if table:
            main[vpc_of(reader, item)] = table
    explicit, complete = _associations(reader, main)
    routes = _routes(reader, main)
    serving: dict[str, list[str]] = {}
    for subnet, vpc in vpcs.items():
        if subnet in explicit:
            serving.setdefault(explicit[subnet], []).append(subnet)
        elif complete:
            serving.setdefault(main.get(vpc, main_table(vpc)), []).append(subnet)
    tables = [
        RouteTable(
            item.address,
            name_of(item),
            item.range,
            owner[item.address],
            (*_inline(reader, item), *routes.get(item.address, ())),
            tuple(serving.get(item.address, ())),
        )
        for item in reader.of_type(*TABLE_TYPES)
    ]
    for vpc in sorted({vpc for vpc in vpcs.values() if vpc not in main}):
        address = main_table(vpc)
        served = tuple(serving.get(address, ()))
        managed = vpc in reader.configuration.by_address
        if managed and (served or address in routes):
            at = reader.configuration.by_address[vpc].range
            tables.append(RouteTable(address, "main", at, vpc, routes.get(address, ()), served))
    return tuple(tables)


def main_table(vpc: str) -> str:
    """How Terraform names the main route table AWS makes with a VPC."""
    return f"{vpc}.main_route_table_id"


def _table(found: Instance | None, main: Mapping[str, str]) -> str:
    """The address of a route table, where a VPC stands for its main one; "" for none."""
    if found is None or found.type not in VPC_TYPES:
        return found.address if found else ""
    return main.get(found.address, main_table(found.address))


def _associations(reader: Reader, main: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """Route table by subnet, and whether every association, the main ones too, can be told.

    A table that is an attribute of its VPC is the main one unless another is made that.
    """
    found: dict[str, str] = {}
    complete = True
    moved = reader.of_type("aws_main_route_table_association")
    types = TABLE_TYPES if moved else (*TABLE_TYPES, *VPC_TYPES)
    for item in reader.of_type("aws_route_table_association"):
        subnet = reader.one(item, "subnet_id", types=SUBNET_TYPES)
        if subnet:
            found[subnet] = _table(reader.instance(item, "route_table_id", types=types), main)
        elif isinstance(item.get("subnet_id"), Unknown):
            complete = False
    for item in reader.of_type("aws_default_route_table"):
        complete &= reader.is_told(item, "default_route_table_id")
    for item in reader.of_type("aws_main_route_table_association"):
        complete &= reader.is_told(item, "vpc_id") and reader.is_told(item, "route_table_id")
    return found, complete and not any(unexpanded(reader, type_) for type_ in _DECIDING)


def _routes(reader: Reader, main: Mapping[str, str]) -> dict[str, tuple[Route, ...]]:
    """Separate routes, and gateway endpoints, by the table that holds them."""
    found: dict[str, list[Route]] = {}
    for item in reader.of_type("aws_route"):
        table = reader.instance(item, "route_table_id", types=(*TABLE_TYPES, *VPC_TYPES))
        if table is None:
            continue
        found.setdefault(_table(table, main), []).append(_route(reader, item, ()))
    for endpoint in reader.of_type("aws_vpc_endpoint"):
        service = text(endpoint.get("service_name"))
        attached = reader.many(endpoint, "route_table_ids", types=TABLE_TYPES)
        attached += tuple(
            table
            for item in reader.naming(endpoint.address, _TABLE_ASSOCIATION, "vpc_endpoint_id")
            for table in reader.many(item, "route_table_id", types=TABLE_TYPES)
        )
        for table in attached:
            route = Route(
                f"prefix list of {service or 'an AWS service'}",
                endpoint.address,
                "endpoint",
                endpoint.address,
                endpoint.range,
            )
            found.setdefault(table.address, []).append(route)
    return {table: tuple(routes) for table, routes in found.items()}


def _inline(reader: Reader, table: Instance) -> Iterator[Route]:
    blocks = table.values.get("route")
    if isinstance(blocks, Unknown):
        reader.ask(table, "its routes", blocks)
        yield Route("", "", "other", table.address, table.at("route"))
        return
    for index, block in enumerate(items(table, "route")):
        if isinstance(block, Mapping):
            yield _route(reader, table, ("route", index))
        else:
            reader.ask(table, "its routes", block)
            yield Route("", "", "other", table.address, table.at("route", index))


def _route(reader: Reader, item: Instance, path: tuple[str | int, ...]) -> Route:
    found = value_at(item, path)
    values = found if isinstance(found, Mapping) else {}
    destinations = [values[name] for name in _DESTINATIONS if values.get(name) not in (None, "")]
    destination = destinations.pop() if len(destinations) == 1 else None
    for attribute, kind in _TARGETS.items():
        value = values.get(attribute)
        if value is None or value == "":
            continue
        target = reader.instance(item, *path, attribute)
        if target is None and attribute == "vpc_endpoint_id":
            target = _holder(reader, item, (*path, attribute))
        address = target.address if target else ""
        leads_to = _gateway_kind(value, target) if attribute == "gateway_id" else kind
        return Route(text(destination), address, leads_to, item.address, item.at(*path))
    return Route(text(destination), "", "other", item.address, item.at(*path))


def _holder(reader: Reader, item: Instance, path: tuple[str | int, ...]) -> Instance | None:
    """The one firewall or the like whose endpoint a route leads to, found in what it says of it."""
    named = {
        one.address: one
        for one in reader.referenced(item, path)
        if one.type not in (*SUBNET_TYPES, *VPC_TYPES) and one.mode == "managed"
    }
    return next(iter(named.values())) if len(named) == 1 else None


def _gateway_kind(value: Plain, target: Instance | None) -> TargetKind:
    if value == "local":
        return "local"
    if target is not None:
        return _GATEWAYS.get(target.type, "other")
    return "internet" if text(value).startswith("igw-") else "other"
