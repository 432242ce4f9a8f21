"""Regional services as cards beside the VPC, and who owns every remaining instance.

A helper belongs to what its Kind's arguments lead to, else to what uses it, else to what it uses;
data sources and resources of other providers to what uses them, else to what they use.
"""

from collections.abc import Container, Iterable, Mapping

from archbench.architecture.joins import Reader, name_of
from archbench.architecture.model import RegionalService
from archbench.architecture.network import region_name
from archbench.architecture.standing import named
from archbench.aws.catalogue import kind_of
from archbench.aws.kind import Kind
from archbench.frozen import frozen
from archbench.terraform.address import natural
from archbench.terraform.configuration import Instance


@frozen
class Users:
    """Who refers to whom, both ways, by address."""

    forward: Mapping[str, tuple[str, ...]]
    backward: Mapping[str, tuple[str, ...]]


def users(reader: Reader) -> Users:
    """The references of every instance, in natural order."""
    by_resource: dict[str, list[str]] = {}
    for item in reader.configuration.instances:
        by_resource.setdefault(item.resource, []).append(item.address)
    known = reader.configuration.by_address
    forward: dict[str, tuple[str, ...]] = {}
    backward: dict[str, dict[str, None]] = {}
    for item in reader.configuration.instances:
        named = sorted(
            {
                address
                for references in item.references.values()
                for reference in references
                for address in (
                    [reference] if reference in known else by_resource.get(reference, ())
                )
            },
            key=natural,
        )
        forward[item.address] = tuple(named)
        for address in named:
            backward.setdefault(address, {})[item.address] = None
    return Users(forward, {address: tuple(found) for address, found in backward.items()})


def ownership(reader: Reader, elements: set[str], links: Users) -> Mapping[str, str]:
    """The owner of every instance that is no element itself, "" for none, in order of address."""
    quiet = Reader(reader.configuration)
    found: dict[str, str] = {}
    for item in reader.configuration.instances:
        if item.address in elements or item.address in found:
            continue
        owner, seen = _owner(item.address, quiet, elements, links)
        # nothing that was looked at on the way to no owner has one either
        found.update({item.address: owner} if owner else dict.fromkeys(seen, ""))
    ordered = (item.address for item in reader.configuration.instances)
    return {address: found[address] for address in ordered if address not in elements}


def _owner(
    start: str, quiet: Reader, elements: set[str], links: Users
) -> tuple[str, Iterable[str]]:
    """The first element that following the links in their order leads to, and what was seen."""
    known = quiet.configuration.by_address
    seen: dict[str, None] = {}
    stack = [start]
    while stack:
        address = stack.pop()
        if address in elements:
            return address, seen
        item = known[address]
        if address in seen:
            continue
        seen[address] = None
        kind = kind_of(item.type) if item.mode == "managed" else None
        if item.mode == "managed" and item.type.startswith("aws_") and kind is None:
            continue
        named_by = kind.belongs_to if kind else ()
        # what was looked up is used by many: it leads to an owner only where nothing else does
        owners = [
            target.address
            for way in named_by
            for target in named(quiet, item, way)
            if target.mode == "managed"
        ]
        near = (*links.backward.get(address, ()), *links.forward.get(address, ()))
        stack.extend(reversed((*owners, *near)))
    return "", seen


def grouped(
    parts: Iterable[tuple[Instance, Kind]], apart: Container[str]
) -> tuple[tuple[Kind, tuple[Instance, ...]], ...]:
    """The instances behind each card, together or one by one; apart have a shape in their VPC."""
    found: dict[tuple[str, str, str], tuple[Kind, list[Instance]]] = {}
    for item, kind in sorted(parts, key=lambda part: natural(part[0].address)):
        if item.address not in apart:
            region = "" if kind.loss_of(item) == "global" else region_name(item)
            key = (kind.service, region, "" if kind.together else item.address)
            found.setdefault(key, (kind, []))[1].append(item)
    return tuple((kind, tuple(items)) for kind, items in found.values())


def services(
    parts: Iterable[tuple[Instance, Kind]],
    apart: Container[str],
    links: Users,
    owners: Mapping[str, str],
) -> Mapping[str, tuple[RegionalService, ...]]:
    """Cards by region and service; attached to what refers to them or they refer to."""
    groups = sorted(grouped(parts, apart), key=lambda group: group[0].service)
    card_of = {item.address: items[0].address for _, items in groups for item in items}
    owned: dict[str, list[str]] = {}
    for address, owner in owners.items():
        owned.setdefault(owner, []).append(address)
    found: dict[str, list[RegionalService]] = {}
    for kind, items in groups:
        members = tuple(item.address for item in items)
        helpers = [address for member in members for address in owned.get(member, ())]
        near = {
            owners.get(other, other)
            for address in (*members, *helpers)
            for other in (*links.forward.get(address, ()), *links.backward.get(address, ()))
        }
        attached = {card_of.get(address, address) for address in near if address}
        found.setdefault(region_name(items[0]), []).append(
            RegionalService(
                address=items[0].address,
                name=kind.service if kind.together else name_of(items[0]),
                range=items[0].range,
                service=kind.service,
                detail=kind.detail(items),
                attaches_to=tuple(sorted(attached - set(members), key=natural)),
                members=members,
            )
        )
    return {region: tuple(cards) for region, cards in found.items()}
