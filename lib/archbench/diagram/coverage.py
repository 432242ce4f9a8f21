"""Which instances have a shape of their own, which are listed with one, which are neither."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from archbench.architecture.dns_record import DnsRecord
from archbench.architecture.model import Architecture, Compute, ScalingGroup, Vpc
from archbench.diagram.hub import ties
from archbench.diagram.scene import Box, Card, Coverage, Scene
from archbench.frozen import replace
from archbench.terraform.address import split

Shape = TypeVar("Shape", Card, Box)


def owners(architecture: Architecture) -> Mapping[str, str]:
    """For each instance that may have no shape, the address of what it belongs to ("" for none)."""
    owned = dict(architecture.supporting)
    for region in architecture.regions:
        for service in region.services:
            owned |= dict.fromkeys(service.members, service.address)
        for vpc in region.vpcs:
            owned |= dict(_in_vpc(vpc))
    owned |= {part: vpcs[0] for part, vpcs in ties(architecture).items()}
    for record in proofs(architecture):
        owned.setdefault(record.address, record.targets[0])
    for group in architecture.security_groups:
        owned.setdefault(group.address, group.members[0] if group.members else group.vpc)
    for key in architecture.keys:
        owned.setdefault(key.address, key.protects[0] if key.protects else "")
    for alarm in architecture.alarms:
        owned.setdefault(alarm.address, alarm.watches[0] if alarm.watches else "")
    return owned


def proofs(architecture: Architecture) -> tuple[DnsRecord, ...]:
    """The DNS records that only prove a name: they belong to what they name, a certificate."""
    parts = architecture.graph.parts
    return tuple(
        record
        for record in architecture.records
        if record.targets
        and all(
            target in parts and parts[target].kind.role in ("guard", "support")
            for target in record.targets
        )
    )


def _in_vpc(vpc: Vpc) -> Iterator[tuple[str, str]]:
    if vpc.internet_gateway:
        yield vpc.internet_gateway, vpc.address
    for subnet in vpc.subnets:
        yield subnet.address, vpc.address
    for table in vpc.route_tables:
        yield table.address, table.subnets[0] if table.subnets else vpc.address
    for nat in vpc.nat_gateways:
        yield nat.address, nat.subnet or vpc.address
        yield from ((address, nat.address) for address in nat.elastic_ips)
    for balancer in vpc.load_balancers:
        for part in (*balancer.listeners, *balancer.target_groups):
            yield part.address, balancer.address
    servers: tuple[ScalingGroup | Compute, ...] = (*vpc.scaling_groups, *vpc.compute)
    for spare in vpc.spare_target_groups:
        holders = [item.address for item in servers if spare.address in item.target_groups]
        yield spare.address, holders[0] if holders else vpc.address
    for cluster in vpc.clusters:
        yield from ((item.address, cluster.address) for item in cluster.instances)


def instances(architecture: Architecture) -> frozenset[str]:
    """Every instance of the configuration, from what the architecture accounts for."""
    implied = {vpc.address for region in architecture.regions for vpc in region.vpcs if vpc.implied}
    gateways = {vpc.internet_gateway for region in architecture.regions for vpc in region.vpcs} - {
        None,
        "",
    }
    members = {
        member
        for region in architecture.regions
        for service in region.services
        for member in service.members
    }
    elements = {element.address for element in architecture.elements()}
    everything = elements | members | set(architecture.supporting) | gateways
    return frozenset(item for item in everything - implied if item and _is_managed(item))


def _is_managed(address: str) -> bool:
    """Whether the address is of a managed instance: no data source, no part of something else."""
    names = [part for part in split(address) if isinstance(part, str)]
    while names[:1] == ["module"]:
        names = names[2:]
    return len(names) == 2


def adopt(scene: Scene, architecture: Architecture) -> Scene:
    """List every instance without a shape with the shape it belongs to, and count."""
    owned = owners(architecture)
    everything = instances(architecture)
    shape_of: dict[str, str] = {}
    for shape in scene.shapes():
        for member in shape.subject.members:
            shape_of.setdefault(member, shape.key)
    for shape in scene.shapes():
        if shape.key == shape.subject.address:
            shape_of[shape.key] = shape.key
    listed: dict[str, set[str]] = {}
    missing = []
    drawn = {shape.subject.address for shape in scene.shapes()} & everything
    for address in sorted(everything - drawn):
        home = address
        for _ in range(len(owned)):
            if home in shape_of or not owned.get(home):
                break
            home = owned[home]
        if home in shape_of:
            listed.setdefault(shape_of[home], set()).add(address)
        else:
            missing.append(address)
    coverage = Coverage(
        tuple(sorted(drawn)),
        tuple(sorted(item for group in listed.values() for item in group)),
        tuple(missing),
        tuple(sorted(item.address for item in architecture.uncounted)),
    )
    return replace(
        scene,
        cards=tuple(_adopted(card, listed) for card in scene.cards),
        boxes=tuple(_adopted(box, listed) for box in scene.boxes),
        coverage=coverage,
    )


def _adopted(shape: Shape, listed: Mapping[str, set[str]]) -> Shape:
    more: set[str] = listed.get(shape.key, set())
    if not more:
        return shape
    members = tuple(sorted({*shape.subject.members, *more}))
    return replace(shape, subject=replace(shape.subject, members=members))
