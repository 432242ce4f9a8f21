"""Put the parts together: regions, their VPCs, and everything inside them, by kind."""

from collections.abc import Iterator, Mapping

from archbench.architecture import foreign
from archbench.architecture.alarms import alarms
from archbench.architecture.anchors import Anchors
from archbench.architecture.api_routes import api_routes, routes_of
from archbench.architecture.asking import inner, outlets, unasked
from archbench.architecture.attaching import attachments
from archbench.architecture.compute import spread
from archbench.architecture.database import with_zones
from archbench.architecture.dns import health_checks, records
from archbench.architecture.joins import Reader, name_of
from archbench.architecture.keys import keys
from archbench.architecture.leaving import leaving
from archbench.architecture.model import (
    Architecture,
    Compute,
    DatabaseCluster,
    DatabaseInstance,
    LoadBalancer,
    Located,
    Region,
    RegionalService,
    ScalingGroup,
    Vpc,
)
from archbench.architecture.part import Foot, Graph
from archbench.architecture.placed import placed_parts
from archbench.architecture.question import HOW_MANY, OpenQuestion
from archbench.architecture.relating import relations
from archbench.architecture.security import NOT_WORN, security_groups, wears
from archbench.architecture.services import ownership, services, users
from archbench.architecture.standing import feet, parts_of, subnets_of
from archbench.architecture.survey import Survey, survey
from archbench.architecture.transit import transit_tables
from archbench.aws.kind import Kind
from archbench.frozen import replace
from archbench.hcl.values import Unknown
from archbench.terraform.address import natural
from archbench.terraform.configuration import Configuration, Instance

_DNS_ZONE = "aws_route53_zone"
"""Where there are records, a hosted zone is drawn as these."""


def build(configuration: Configuration) -> Architecture:
    """What the resources of a configuration mean together.

    Every instance is an element, a member of a service, or in `supporting`. What cannot be told
    stands in `open_questions`; nothing is guessed without being marked as assumed.
    """
    reader = Reader(configuration)
    for item in configuration.uncounted:
        reader.questions.append(OpenQuestion(item.address, HOW_MANY, item.reason))
    reader.questions.extend(foreign.asked(configuration))
    parts = parts_of(reader)
    plan = survey(reader, parts)
    standing = _placed(reader, plan, parts)
    bare = Architecture(
        path=configuration.path,
        regions=standing.regions,
        records=records(reader),
        health_checks=health_checks(reader),
        security_groups=standing.security_groups,
        keys=keys(reader),
        alarms=alarms(reader),
        transit_tables=transit_tables(reader),
    )
    links = users(reader)
    elements = {element.address for element in bare.elements()}
    named_zones = {item.address for item, _ in parts if bare.records and item.type == _DNS_ZONE}
    elements |= {item.address for item, _ in parts} - named_zones
    owners = ownership(reader, elements, links)
    beside = services(
        parts,
        bare.shaped() | named_zones | {check.address for check in bare.health_checks},
        links,
        owners,
    )
    anchors = Anchors(Reader(reader.configuration), standing.parts, owners)
    reader.questions.extend(leaving(anchors))
    whole = replace(
        bare,
        regions=_with_services(bare.regions, beside),
        graph=Graph(
            standing.parts,
            relations(anchors, bare.security_groups),
            attachments(anchors),
            tuple(_feet(Reader(reader.configuration), plan, parts)),
            routes_of(api_routes(reader)),
        ),
        open_questions=tuple(
            sorted(
                set(reader.questions),
                key=lambda item: (natural(item.address), item.question, item.reason),
            )
        ),
        supporting=owners,
    )
    whole = replace(whole, outlets=outlets(whole))
    whole = replace(whole, unasked=unasked(whole))
    return replace(whole, inner=inner(whole))


def place(configuration: Configuration) -> Located:
    """Where everything of a configuration stands, as `build` says it: all that a bill asks."""
    reader = Reader(configuration)
    parts = parts_of(reader)
    return _placed(reader, survey(reader, parts), parts)


def _placed(reader: Reader, plan: Survey, parts: tuple[tuple[Instance, Kind], ...]) -> Located:
    vpcs = tuple(_vpc(reader, part, address) for address, part in plan.by_vpc())
    groups = security_groups(reader, _members(reader, plan))
    return Located(
        regions=tuple(
            Region(name, tuple(vpc for vpc in vpcs if plan.vpcs[vpc.address] == name), ())
            for name in sorted(set(plan.vpcs.values()))
        ),
        parts=placed_parts(Reader(reader.configuration), plan, parts, groups),
        security_groups=groups,
    )


def _feet(reader: Reader, plan: Survey, parts: tuple[tuple[Instance, Kind], ...]) -> Iterator[Foot]:
    """Where each VPC reaches what AWS keeps over a region, by owner and VPC.

    A foot of which nobody can tell where it stands may stand in any of these VPCs.
    """
    for owner, helpers in feet(reader, parts).items():
        within: dict[str, list[Instance]] = {}
        for helper in helpers:
            subnets, _ = subnets_of(reader, [helper])
            vpc = plan.home[subnets[0]] if subnets else ""
            within.setdefault(vpc, []).append(helper)
        nowhere = within.pop("", []) if len(within) > 1 else []
        for vpc, here in within.items():
            subnets, told = subnets_of(reader, [*here, *nowhere])
            zones = {zone for subnet in subnets if (zone := plan.name(subnet))}
            told = told and bool(vpc) and all(plan.name(subnet) for subnet in subnets)
            yield Foot(owner, vpc, subnets, tuple(sorted(zones)), told)


def _vpc(reader: Reader, plan: Survey, address: str) -> Vpc:
    """One VPC with the parts that stand in it, their zones by name."""
    item = reader.configuration.by_address.get(address)
    region = plan.vpcs[address]
    keys = {key for found in plan.keys.values() for key in found}
    used = sorted(keys & set(plan.zones[region]))
    cidr = item.get("cidr_block") if item else None
    compute = tuple(
        replace(
            machine,
            zone=plan.name(machine.address),
            subnet=machine.subnet or next(iter(plan.spots[machine.address].subnets), None),
        )
        for machine in plan.compute
    )
    groups = tuple(_spread(plan, group) for group in plan.groups)
    found_clusters = tuple(
        with_zones(
            cluster,
            {member.address: plan.name(member.address) for member in cluster.instances},
            plan.names(cluster.address),
        )
        for cluster in plan.clusters
    )
    found_databases = tuple(
        replace(database, zone=plan.name(database.address)) for database in plan.databases
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
        internet_gateway=plan.gateways.get(address),
        subnets=tuple(
            replace(subnet, zone=plan.name(subnet.address)) for subnet in plan.network.subnets
        ),
        route_tables=plan.network.tables,
        nat_gateways=tuple(replace(nat, zone=plan.name(nat.address)) for nat in plan.network.nats),
        load_balancers=tuple(
            replace(balancer, zones=plan.names(balancer.address))
            for balancer in plan.balancing.balancers
        ),
        scaling_groups=groups,
        compute=compute,
        clusters=found_clusters,
        databases=found_databases,
        spare_target_groups=plan.balancing.spare,
        implied=item is None,
    )


def _spread(plan: Survey, group: ScalingGroup) -> ScalingGroup:
    names = plan.names(group.address)
    return replace(group, zones=names, per_zone=spread(group.desired, names))


def _members(reader: Reader, plan: Survey) -> Mapping[str, tuple[str, ...]]:
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
