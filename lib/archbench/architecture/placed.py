"""Every part of the graph: its place with zones by name, how it fails, how many of it run."""

from collections.abc import Iterator, Mapping

from archbench.architecture.fewest import fewest
from archbench.architecture.joins import Reader, name_of
from archbench.architecture.network import region_name
from archbench.architecture.part import Doubt, Part, Place, PlaceScope
from archbench.architecture.permission import SecurityGroup
from archbench.architecture.scaling import least_tasks
from archbench.architecture.standing import named, starting_from
from archbench.architecture.survey import Survey
from archbench.aws.catalogue import kind_of
from archbench.aws.kind import Kind, sure
from archbench.aws.values import found_at, text
from archbench.hcl.values import Unknown
from archbench.terraform.address import natural
from archbench.terraform.configuration import Instance


def placed_parts(
    reader: Reader,
    plan: Survey,
    parts: tuple[tuple[Instance, Kind], ...],
    groups: tuple[SecurityGroup, ...],
) -> Mapping[str, Part]:
    """Every part by address, in natural order."""
    worn: dict[str, list[str]] = {}
    for group in groups:
        for member in group.members:
            worn.setdefault(member, []).append(group.address)
    least, few, configured = least_tasks(reader), fewest(reader), _configuring(reader)
    found = {}
    for item, kind in sorted(parts, key=lambda part: natural(part[0].address)):
        address, units = item.address, kind.units(item)
        stating = tuple(starting_from(reader, [item]))
        place = _place(plan, item, stating)
        saying = (*stating, *configured.get(address, ()))
        found[address] = Part(
            address=address,
            name=name_of(item),
            range=item.range,
            kind=kind,
            place=place,
            loss=kind.loss_of(item),
            units=least.get(address, units) if isinstance(units, Unknown) else units,
            understood=kind_of(item.type) is not None,
            worn=tuple(worn.get(address, ())),
            member_of=_member_of(reader, item, kind),
            copies=tuple(text(region) for way in kind.copies for _, region in found_at(item, way)),
            doubts=tuple(_doubts(saying, len(place.zones))),
            fewest=few.get(address),
            private=kind.private(item),
            reaches=kind.reaches(item),
        )
    return found


def _place(plan: Survey, item: Instance, stating: tuple[Instance, ...]) -> Place:
    """The place of a part in the zones that it, and what it starts from, keep to."""
    address, spot = item.address, plan.spots[item.address]
    zones = plan.names_of(address, spot.keys) if address in plan.home else ()
    for one in stating:
        says = kind_of(one.type)
        zones = says.within(one, zones) if says else zones
    scope: PlaceScope = "zones" if zones else spot.scope
    return Place(
        scope=scope,
        region="" if scope == "global" else region_name(item),
        vpc=plan.home.get(address, ""),
        subnets=spot.subnets,
        zones=zones,
        told=scope != "zones" or (spot.told and (bool(zones) or not spot.keys)),
    )


def _configuring(reader: Reader) -> Mapping[str, list[Instance]]:
    """The helpers that belong to each instance, by its address."""
    found: dict[str, list[Instance]] = {}
    for item in reader.configuration.managed():
        says = kind_of(item.type)
        if says is not None and says.role == "helper" and says.doubt is not sure:
            for way in says.belongs_to:
                for owner in named(reader, item, way):
                    found.setdefault(owner.address, []).append(item)
    return found


def _doubts(saying: tuple[Instance, ...], zones: int) -> Iterator[Doubt]:
    """What these instances leave open about a part that stands in so many zones."""
    for one in saying:
        says = kind_of(one.type)
        why = says.doubt(one, zones) if says else ""
        if why:
            yield Doubt(one.address, name_of(one), one.range, why)


def _member_of(reader: Reader, item: Instance, kind: Kind) -> str:
    """The part that a part is a member of, "" for none."""
    owners = (owner for way in kind.belongs_to for owner in named(reader, item, way))
    return next((owner.address for owner in owners), "")
