"""Bands of the parts that stand in a VPC's zones beside balancers, instances and databases."""

from collections.abc import Mapping, Sequence

from archbench.architecture.compute import spread
from archbench.architecture.model import Architecture, RegionalService, Vpc
from archbench.architecture.part import Part
from archbench.diagram import words
from archbench.diagram.columns import LANE_CARD
from archbench.diagram.naming import many
from archbench.diagram.nodes import accent_of
from archbench.diagram.scene import ICON
from archbench.diagram.tiles import NOWHERE, TIMES, BandPlan, Tile, unknown_zones
from archbench.diagram.titling import called, plain_kind
from archbench.hcl.values import Unknown
from archbench.terraform.address import resource_of

DISK = "EBS"
"""The service whose volumes are one band for each block of machines that they belong to."""
CELL = 118.0
"""The least room for a text on a card in a zone."""
ROWS = {"entry": "public", "store": "database"}
"""The row of a part whose subnets are not known; what works stands among the applications."""


def inside(architecture: Architecture) -> frozenset[str]:
    """The addresses of services that stand in zones of a VPC."""
    parts = architecture.graph.parts
    return frozenset(
        service.address
        for region in architecture.regions
        for service in region.services
        if service.address in parts and parts[service.address].place.scope == "zones"
    )


def followed(architecture: Architecture) -> Mapping[str, str]:
    """The band each replica and each volume stands under: its source's, its instance's."""
    parts = architecture.graph.parts
    machines = {
        item.address: f"block:{resource_of(item.address)}"
        for region in architecture.regions
        for vpc in region.vpcs
        for item in vpc.compute
    }
    return {
        item.target: machines.get(item.source, item.source)
        for item in architecture.graph.relations
        if item.kind == "replica"
        or (
            item.kind == "data"
            and item.source in machines
            and parts[item.target].loss == "single"
            and not parts[item.target].worn
        )
    }


def depths(architecture: Architecture) -> Mapping[str, int]:
    """After how many others each part is asked at most, of what works; ways out come after all.

    A circle is cut where it closes.
    """
    parts = architecture.graph.parts
    asks: dict[str, list[str]] = {}
    for item in architecture.graph.relations:
        roles = {parts[end].kind.role for end in (item.source, item.target)}
        if item.kind == "request" and roles == {"workload"}:
            asks.setdefault(item.source, []).append(item.target)
    order = _callers_first(asks)
    place = {address: number for number, address in enumerate(order)}
    found = dict.fromkeys(order, 0)
    for address in order:
        for target in asks.get(address, ()):
            if place[target] > place[address]:
                found[target] = max(found[target], found[address] + 1)
    return found | {key: len(parts) for key, part in parts.items() if part.kind.role == "network"}


def _callers_first(asks: Mapping[str, Sequence[str]]) -> list[str]:
    """Everything that asks or is asked, who asks before who is asked."""
    done: list[str] = []
    seen: set[str] = set()
    for start in asks:
        stack = [(start, False)]
        while stack:
            address, left = stack.pop()
            if left:
                done.append(address)
            elif address not in seen:
                seen.add(address)
                stack.append((address, True))
                stack += [(target, False) for target in asks.get(address, ())]
    return done[::-1]


def part_bands(architecture: Architecture, vpc: Vpc) -> tuple[BandPlan, ...]:
    """A band for each block of parts that stand in this VPC's zones."""
    blocks: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[RegionalService]] = {}
    disks = {
        item.target: item.source for item in architecture.graph.relations if item.kind == "data"
    }
    for region in architecture.regions:
        for service in region.services:
            part = architecture.graph.parts.get(service.address)
            if part is None or part.place.scope != "zones" or part.place.vpc != vpc.address:
                continue
            block = resource_of(part.address)
            if part.kind.role == "network":
                block = service.service
            elif part.address in disks and part.kind.service == DISK:
                block = f"{DISK} of {resource_of(disks[part.address])}"
            key = (block, part.place.subnets, part.place.zones)
            blocks.setdefault(key, []).append(service)
    return tuple(_band(found, architecture.graph.parts) for found in blocks.values())


def _band(members: Sequence[RegionalService], parts: Mapping[str, Part]) -> BandPlan:
    first, part = members[0], parts[members[0].address]
    count = len(members)
    several = f" {TIMES} {count}" if count > 1 else ""
    blocks = {resource_of(item.address) for item in members}
    several_blocks = len(blocks) > 1 and part.kind.role != "network"
    name = first.name if count == 1 else resource_of(first.address).rpartition(".")[2]
    name = "" if several_blocks else name
    same = first.detail if len({item.detail for item in members}) == 1 else ""
    title, detail = called(first.service, name, several, same, LANE_CARD - ICON - 22)
    everything = tuple(address for item in members for address in item.members)
    facts = (("service", first.service), ("detail", first.detail), ("units", _told(part)))
    tile = Tile(
        first.address,
        part.kind.icon,
        title,
        detail or _spread(part) or plain_kind(part.kind, LANE_CARD - ICON - 22),
        words.subject(first, part.kind.title, facts, everything),
        accent=accent_of(part.kind.icon),
        badges=unknown_zones(part.place.zones) if not part.place.told else (),
    )
    zones = part.place.zones or (NOWHERE,)
    cells = {
        zone: (_cell(zone, zones, first, part, count, name or first.service),) for zone in zones
    }
    units = part.units if isinstance(part.units, int) else 1
    return BandPlan(
        tile,
        cells,
        ROWS.get(part.kind.role, "app"),
        part.place.subnets,
        max(1, units) * count,
        count,
    )


def _spread(part: Part) -> str:
    """How many units run over how many zones: "3 in 2 zones"."""
    if part.units is None or not part.place.zones:
        return ""
    if not part.place.told:
        return f"{words.say(part.units, '?')} in zones not all known"
    return f"{words.say(part.units, '?')} in {many(len(part.place.zones), 'zone')}"


def _told(part: Part) -> str:
    return "" if part.units is None else words.say(part.units)


def _cell(  # noqa: PLR0913, PLR0917 - what the card of one zone says
    zone: str, zones: Sequence[str], first: RegionalService, part: Part, count: int, name: str
) -> Tile:
    """The part in one zone: how many units run there, where that is a question."""
    facts = (("service", first.service), ("detail", first.detail))
    units = part.units
    title, detail, idle = name, plain_kind(part.kind, CELL), False
    if part.kind.stands_for:
        title = part.kind.stands_for.capitalize()
    elif count > 1:
        title = f"{name} {TIMES} {count}"
    elif isinstance(units, Unknown) or (units is not None and zone and not part.place.told):
        title = f"{name} {TIMES} ?"
    elif units is not None and len(zones) > 1:
        here = spread(units, zones)[zone]
        title, detail = f"{name} {TIMES} {words.say(here)}", f"{words.say(here)} of {units}"
        idle = here == 0
    elif units is not None:
        title = f"{name} {TIMES} {units}"
    return Tile(
        f"{first.address}@{zone}",
        part.kind.icon,
        title,
        detail,
        words.subject(first, part.kind.title, facts, (), zone),
        "idle" if idle else "plain",
        accent_of(part.kind.icon),
        brief=title.removeprefix(name).strip() and f"{first.service} {title.removeprefix(name)}",
    )
