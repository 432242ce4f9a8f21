"""Put the parts together: regions, their VPCs, and everything inside them, by kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from archbench.architecture.alarms import alarms
from archbench.architecture.balancing import Balancing, balancing
from archbench.architecture.compute import instances, scaling_groups, spread
from archbench.architecture.database import STORE_GROUP_TYPES, clusters, databases, with_zones
from archbench.architecture.dns import health_checks, records
from archbench.architecture.joins import Reader, name_of
from archbench.architecture.keys import keys
from archbench.architecture.model import (
    HOW_MANY,
    Architecture,
    Compute,
    DatabaseCluster,
    DatabaseInstance,
    LoadBalancer,
    NatGateway,
    OpenQuestion,
    Region,
    RegionalService,
    ScalingGroup,
    Subnet,
    TargetGroup,
    Vpc,
    Zone,
)
from archbench.architecture.network import (
    SUBNET_TYPES,
    VPC_TYPES,
    Network,
    implied_vpc,
    network,
    region_name,
    with_roles,
)
from archbench.architecture.security import GROUP_TYPES, NOT_WORN, security_groups, wears
from archbench.architecture.services import grouped, ownership, services, users
from archbench.architecture.zones import UNTOLD, ZoneKey, zone_key, zones
from archbench.hcl.values import Unknown
from archbench.terraform.address import natural
from archbench.terraform.configuration import Configuration, Instance

Part = NatGateway | LoadBalancer | ScalingGroup | Compute | DatabaseCluster | DatabaseInstance


def build(configuration: Configuration) -> Architecture:
    """What the resources of a configuration mean together.

    Every instance is an element, a member of a service, or in `supporting`. What cannot be told
    stands in `open_questions`; nothing is guessed without being marked as assumed.
    """
    reader = Reader(configuration)
    for item in configuration.unexpanded:
        reader.questions.append(OpenQuestion(item.address, HOW_MANY, item.reason))
    plan = _survey(reader)
    vpcs = tuple(_vpc(reader, plan, address) for address in plan.vpcs)
    bare = Architecture(
        path=configuration.path,
        regions=tuple(
            Region(name, tuple(vpc for vpc in vpcs if plan.vpcs[vpc.address] == name), ())
            for name in sorted(set(plan.vpcs.values()))
        ),
        records=records(reader),
        health_checks=health_checks(reader),
        security_groups=security_groups(reader, _members(reader, plan)),
        keys=keys(reader),
        alarms=alarms(reader),
    )
    links = users(reader)
    cards = {item.address for _, items in grouped(reader) for item in items}
    elements = {element.address for element in bare.elements()} | cards
    owners = ownership(reader, elements, links)
    beside = services(reader, links, owners)
    return replace(
        bare,
        regions=_with_services(bare.regions, beside),
        open_questions=tuple(
            sorted(set(reader.questions), key=lambda item: (natural(item.address), item.question))
        ),
        supporting=owners,
    )


@dataclass(frozen=True)
class _Survey:
    """All parts before they are put into their VPCs: zones as keys, VPCs by address to region."""

    network: Network
    balancing: Balancing
    groups: tuple[ScalingGroup, ...]
    compute: tuple[Compute, ...]
    clusters: tuple[DatabaseCluster, ...]
    databases: tuple[DatabaseInstance, ...]
    keys: Mapping[str, tuple[ZoneKey, ...]]
    """The zones of every part by its address."""
    home: Mapping[str, str]
    """The VPC of every part by its address."""
    vpcs: Mapping[str, str]
    zones: Mapping[str, Mapping[ZoneKey, Zone]]
    """The zones of each region by key."""
    stores: frozenset[str]
    """Subnets any subnet group of a data store names."""

    def names(self, address: str) -> tuple[str, ...]:
        """The names of the zones a part stands in, in order; none when one is not told."""
        known = self.zones[self.vpcs[self.home[address]]]
        names = [known[key].name for key in self.keys[address] if key in known]
        return tuple(names) if len(names) == len(self.keys[address]) else ()

    def name(self, address: str) -> str | None:
        """The name of the one zone a part stands in."""
        return next(iter(self.names(address)), None)


def _survey(reader: Reader) -> _Survey:
    """Read every kind of part, and settle which VPC and which zones each stands in."""
    net = network(reader)
    balance = balancing(reader)
    groups = scaling_groups(reader, balance)
    compute = instances(reader, balance)
    found_clusters = clusters(reader, net)
    found_databases = databases(reader, net)
    known = reader.configuration.by_address

    keys: dict[str, tuple[ZoneKey, ...]] = {
        address: (key,) for address, key in net.zone_keys.items()
    }
    for nat in net.nats:
        keys[nat.address] = (keys[nat.subnet] if nat.subnet else ()) or (UNTOLD,)
    for balancer in balance.balancers:
        told = all(
            reader.is_told(known[balancer.address], name) for name in ("subnets", "subnet_mapping")
        )
        keys[balancer.address] = net.zone_of(balancer.subnets) if told else (UNTOLD,)
    for group in groups:
        item = known[group.address]
        told = reader.is_told(item, "vpc_zone_identifier")
        found = net.zone_of(group.subnets) or _named_zones(item)
        keys[group.address] = found if told else (UNTOLD,)
    for machine in compute:
        own = net.zone_keys.get(machine.subnet or "")
        keys[machine.address] = (own or zone_key(reader, known[machine.address]),)
    for cluster, members in found_clusters:
        keys[cluster.address] = net.zone_of(cluster.subnets) or tuple(
            sorted({key for key in members.values() if key[1]})
        )
        keys |= {address: (key,) for address, key in members.items()}
    for database, key in found_databases:
        keys[database.address] = (key,)

    all_clusters = tuple(cluster for cluster, _ in found_clusters)
    all_databases = tuple(database for database, _ in found_databases)
    home = _homes(
        reader,
        net,
        balance.spare,
        (*net.nats, *balance.balancers, *groups, *compute, *all_clusters, *all_databases),
    )
    vpcs = {
        item.address: region_name(item)
        for item in reader.of_type(*VPC_TYPES, data=True)
        if item.mode == "managed" or item.address in home.values()
    }
    for part, vpc in home.items():
        vpcs.setdefault(vpc, region_name(known[part]))
    in_region: dict[str, set[ZoneKey]] = {region: set() for region in vpcs.values()}
    for part, vpc in home.items():
        in_region[vpcs[vpc]].update(keys.get(part, ()))
    settled = {region: zones(used) for region, used in in_region.items()}
    _ask_for_zones(reader, keys, {part: settled[vpcs[vpc]] for part, vpc in home.items()})
    return _Survey(
        net,
        balance,
        groups,
        compute,
        all_clusters,
        all_databases,
        keys,
        home,
        vpcs,
        settled,
        frozenset(
            subnet.address
            for group in reader.of_type(*STORE_GROUP_TYPES)
            for subnet in reader.many(group, "subnet_ids", types=SUBNET_TYPES)
        ),
    )


def _ask_for_zones(
    reader: Reader,
    keys: Mapping[str, tuple[ZoneKey, ...]],
    zones_at: Mapping[str, Mapping[ZoneKey, Zone]],
) -> None:
    """Ask for every zone that is set, but to a value that may be any of the others."""
    for part, found in keys.items():
        if any(key[1] and key not in zones_at[part] for key in found):
            item = reader.configuration.by_address[part]
            reader.ask(item, "its zone: it may be any of the others", item.get("availability_zone"))


def _named_zones(item: Instance) -> tuple[ZoneKey, ...]:
    names = item.get("availability_zones", ())
    if not isinstance(names, tuple):
        return ()
    return tuple(sorted((0, name, 0) for name in names if isinstance(name, str)))


def _homes(
    reader: Reader, net: Network, spare: Iterable[TargetGroup], parts: Iterable[Part]
) -> Mapping[str, str]:
    """The VPC of every part: of its subnets, else of its security groups, else the implied one."""
    known = reader.configuration.by_address
    home = {subnet.address: subnet.vpc for subnet in net.subnets}
    home |= {table.address: table.vpc for table in net.tables if table.address in known}
    home |= {group.address: group.vpc for group in spare}
    worn = {
        item.address: vpc
        for item in reader.of_type(*GROUP_TYPES)
        if (vpc := reader.one(item, "vpc_id", types=VPC_TYPES))
    }
    for part in parts:
        places = [home[item] for item in _stands_in(part) if item in home]
        if not isinstance(part, NatGateway):
            places += [worn[item] for item in part.security_groups if item in worn]
        home[part.address] = places[0] if places else implied_vpc(known[part.address])
        if isinstance(part, DatabaseCluster):
            home |= {item.address: home[part.address] for item in part.instances}
    return home


def _stands_in(part: Part) -> tuple[str, ...]:
    """The subnets a part stands in."""
    if isinstance(part, NatGateway | Compute):
        return (part.subnet,) if part.subnet else ()
    return part.subnets


def _vpc(reader: Reader, plan: _Survey, address: str) -> Vpc:
    """One VPC with the parts that stand in it, their zones by name."""
    item = reader.configuration.by_address.get(address)
    region = plan.vpcs[address]
    here = {part for part, vpc in plan.home.items() if vpc == address}
    keys = {key for part in here for key in plan.keys.get(part, ())}
    used = sorted(keys & set(plan.zones[region]))
    cidr = item.get("cidr_block") if item else None
    compute = tuple(
        replace(machine, zone=plan.name(machine.address))
        for machine in plan.compute
        if machine.address in here
    )
    groups = tuple(_spread(plan, group) for group in plan.groups if group.address in here)
    found_clusters = tuple(
        with_zones(
            cluster,
            {member.address: plan.name(member.address) for member in cluster.instances},
            plan.names(cluster.address),
        )
        for cluster in plan.clusters
        if cluster.address in here
    )
    found_databases = tuple(
        replace(database, zone=plan.name(database.address))
        for database in plan.databases
        if database.address in here
    )
    return Vpc(
        address=address,
        name=name_of(item) if item else "VPC not in this configuration",
        range=item.range if item else None,
        region=item.region if item else region,
        cidr=cidr if isinstance(cidr, str | Unknown) else None,
        zones=tuple(
            replace(plan.zones[region][key], index=index) for index, key in enumerate(used)
        ),
        internet_gateway=_internet_gateway(reader, address),
        subnets=_subnets(plan, here),
        route_tables=tuple(table for table in plan.network.tables if table.vpc == address),
        nat_gateways=tuple(
            replace(nat, zone=plan.name(nat.address))
            for nat in plan.network.nats
            if nat.address in here
        ),
        load_balancers=tuple(
            replace(balancer, zones=plan.names(balancer.address))
            for balancer in plan.balancing.balancers
            if balancer.address in here
        ),
        scaling_groups=groups,
        compute=compute,
        clusters=found_clusters,
        databases=found_databases,
        spare_target_groups=tuple(group for group in plan.balancing.spare if group.address in here),
        implied=item is None,
    )


def _subnets(plan: _Survey, here: set[str]) -> tuple[Subnet, ...]:
    """The VPC's subnets by zone, with their rows."""
    runs = {subnet for group in plan.groups for subnet in group.subnets}
    runs |= {machine.subnet for machine in plan.compute if machine.subnet}
    return tuple(
        replace(subnet, zone=plan.name(subnet.address))
        for subnet in with_roles(plan.network.subnets, plan.stores, runs)
        if subnet.address in here
    )


def _spread(plan: _Survey, group: ScalingGroup) -> ScalingGroup:
    names = plan.names(group.address)
    return replace(group, zones=names, per_zone=spread(group.desired, names))


def _internet_gateway(reader: Reader, vpc: str) -> str | None:
    attached = {
        reader.one(item, "internet_gateway_id"): reader.one(item, "vpc_id")
        for item in reader.of_type("aws_internet_gateway_attachment")
    }
    return next(
        (
            item.address
            for item in reader.of_type("aws_internet_gateway")
            if (reader.one(item, "vpc_id") or attached.get(item.address)) == vpc
        ),
        None,
    )


def _members(reader: Reader, plan: _Survey) -> Mapping[str, tuple[str, ...]]:
    """What wears each security group, by the group's address."""
    worn: dict[str, dict[str, None]] = {}
    wearing: tuple[LoadBalancer | ScalingGroup | Compute | DatabaseCluster | DatabaseInstance, ...]
    wearing = (
        *plan.balancing.balancers,
        *plan.groups,
        *plan.compute,
        *plan.clusters,
        *plan.databases,
    )
    parts = tuple((part.address, part.security_groups) for part in wearing)
    elements = {address for address, _ in parts}
    others = tuple(
        (
            item.address,
            tuple(group.address for path in wears(item) for group in reader.many(item, *path)),
        )
        for item in reader.configuration.managed()
        if item.address not in elements and item.type not in NOT_WORN
    )
    for address, groups in (*parts, *others):
        for group in groups:
            worn.setdefault(group, {})[address] = None
    return {group: tuple(sorted(found, key=natural)) for group, found in worn.items()}


def _with_services(
    regions: tuple[Region, ...], beside: Mapping[str, tuple[RegionalService, ...]]
) -> tuple[Region, ...]:
    """Regions with their cards; a region may hold services alone."""
    here = {region.name: region.vpcs for region in regions}
    return tuple(
        Region(name, here.get(name, ()), beside.get(name, ())) for name in sorted({*here, *beside})
    )
