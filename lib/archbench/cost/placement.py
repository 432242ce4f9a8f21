"""Where a charge belongs: the tier and the zones of what it is for, as the architecture says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archbench.architecture.model import Architecture, Located, Subnet, Vpc
from archbench.architecture.part import Part
from archbench.aws.kind import Units
from archbench.cost.charge import Resource
from archbench.terraform.configuration import Configuration, Instance

_REGIONAL = "regional"
_PAIR = 2
"""In how many zones a primary and its standby are."""


@dataclass(frozen=True, slots=True)
class TierPlace:
    """A tier (public, app, database, regional) and the zones with their whole-number weights."""

    tier: str = _REGIONAL
    zones: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Placement:
    """The place of every element of an architecture, by address."""

    places: Mapping[str, TierPlace] = field(default_factory=dict)

    @classmethod
    def of(
        cls, configuration: Configuration, architecture: Architecture | Located | None
    ) -> "Placement":
        """Places from the architecture; an elastic IP stands where what it serves stands."""
        if architecture is None:
            return cls()
        places = {
            address: place
            for region in architecture.regions
            for vpc in region.vpcs
            for address, place in _vpc(vpc)
        }
        roles = {
            subnet.address: subnet
            for region in architecture.regions
            for vpc in region.vpcs
            for subnet in vpc.subnets
        }
        for part in architecture.parts.values():
            if part.address not in places and part.place.scope == "zones":
                places[part.address] = _of_part(part, roles)
        for instance in configuration.of_type("aws_nat_gateway"):
            address = Resource(instance, configuration).target("allocation_id")
            if address and instance.address in places:
                places[address.address] = places[instance.address]
        return cls(places)

    def place(self, instance: Instance) -> TierPlace:
        """Where an instance's charges belong: its element's place, else the zone it names."""
        if found := self.places.get(instance.address):
            return found
        zone = instance.get("availability_zone")
        return TierPlace(zones=((zone, 1),)) if isinstance(zone, str) else TierPlace()


def _vpc(vpc: Vpc) -> Iterator[tuple[str, TierPlace]]:
    subnets = {subnet.address: subnet for subnet in vpc.subnets}
    for nat in vpc.nat_gateways:
        yield nat.address, TierPlace(_tier(subnets, (nat.subnet,), "public"), _even((nat.zone,)))
    for group in vpc.scaling_groups:
        counted = tuple(
            (zone, count)
            for zone, count in group.per_zone.items()
            if isinstance(count, int) and count
        )
        yield group.address, TierPlace(_tier(subnets, group.subnets), counted or _even(group.zones))
    for machine in vpc.compute:
        yield machine.address, TierPlace(_tier(subnets, (machine.subnet,)), _even((machine.zone,)))
    for cluster in vpc.clusters:
        yield cluster.address, TierPlace("database", _even(cluster.zones))
        for instance in cluster.instances:
            yield instance.address, TierPlace("database", _even((instance.zone,)))


def _of_part(part: Part, subnets: Mapping[str, Subnet]) -> TierPlace:
    """Where a part of the graph belongs: the zones it surely has a share in, each as large."""
    tier = "database" if part.kind.role == "store" else _tier(subnets, part.place.subnets)
    zones = part.place.zones
    everywhere = part.loss == "spread" and (part.units is None or _fills(part.units, zones))
    in_both = part.loss == "standby" and (len(zones) == _PAIR or _fills(part.units, zones))
    surely = part.place.told and (len(zones) == 1 or everywhere or in_both)
    return TierPlace(tier, _even(zones) if surely else ())


def _fills(units: Units, zones: tuple[str, ...]) -> bool:
    return isinstance(units, int) and units >= len(zones)


def _even(zones: tuple[str | None, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((zone, 1) for zone in zones if zone)


def _tier(
    subnets: Mapping[str, Subnet], addresses: tuple[str | None, ...], default: str = _REGIONAL
) -> str:
    roles = {subnets[address].role for address in addresses if address and address in subnets}
    return roles.pop() if len(roles) == 1 else default
