"""What of a VPC stands in which row, band and zone: the drawing before it has coordinates.

A row is a tier with one subnet per zone. A band is a resource over several zones: a tile in the
lane on the left, and a tile per zone. Everything else stands in the zone it is in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType

from archbench.architecture.model import Subnet, Vpc, Zone
from archbench.diagram import words
from archbench.diagram.naming import many
from archbench.diagram.scene import Subject
from archbench.diagram.tiles import NOWHERE, TIMES, BandPlan, Tile, bands, nat_tile
from archbench.frozen import replace
from archbench.terraform.address import natural

ROLES = ("public", "app", "database", "other")
MOST_BANDS = 8
MOST_EMPTY_ROWS = 1
RANKS = {"alb": 4, "nlb": 4, "elb": 4, "asg": 3, "ec2": 1, "storage.ElasticBlockStoreEBSVolume": 0}
USUAL = 2
"""Which bands stay when a row has too many: what one comes in by, groups, instances, volumes."""


@dataclass(frozen=True, slots=True)
class SubnetPlan:
    """A subnet's box, or several that hold nothing as one."""

    title: str
    detail: str
    subject: Subject
    empty_title: str = ""
    """What it is called while nothing stands in its row."""


@dataclass(frozen=True, slots=True)
class TierRow:
    """A tier: subnets, bands and what else stands in each zone."""

    role: str
    subnets: Mapping[str, SubnetPlan]
    addresses: frozenset[str]
    bands: tuple[BandPlan, ...] = ()
    single: Mapping[str, tuple[Tile, ...]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether only subnets stand here."""
        return not self.bands and not any(self.single.values())


@dataclass(frozen=True, slots=True)
class VpcPlan:
    """A VPC's zones and rows."""

    vpc: Vpc
    zones: tuple[Zone, ...]
    rows: tuple[TierRow, ...]

    def bands(self) -> Iterator[BandPlan]:
        """Every band, top to bottom."""
        return (band for row in self.rows for band in row.bands)


def plan(
    vpc: Vpc,
    only: str = "",
    more: Sequence[BandPlan] = (),
    copies: Mapping[str, str] = MappingProxyType({}),
    depth: Mapping[str, int] = MappingProxyType({}),
) -> VpcPlan:
    """Sort everything in a VPC into rows; only names the single zone to show, if any.

    more are bands of what stands in its zones beside balancers, instances and databases; copies
    leads from each replica and volume to the band it follows, in whose subnets it stands when it
    names none. depth is after how many others each address is asked.
    """
    every = _beside(_by_role([*bands(vpc), *more], depth), copies)
    zones = _zones(vpc, every, only)
    shown = {zone.name for zone in zones}
    rows = _joined_rows(_subnet_rows(vpc, shown), every)
    home = {address: number for number, row in enumerate(rows) for address in row.addresses}
    placed: dict[int, list[BandPlan]] = {}
    for band in every:
        number = min((home[item] for item in band.subnets if item in home), default=-1)
        if number < 0:
            number = _row_of_role(rows, band.role)
        cells = {zone: tiles for zone, tiles in band.cells.items() if zone in shown}
        placed.setdefault(number, []).append(replace(band, cells=cells))
    single: dict[int, dict[str, tuple[Tile, ...]]] = {}
    for nat in sorted(vpc.nat_gateways, key=lambda item: natural(item.address)):
        number = home.get(nat.subnet or "", -1)
        if number < 0:
            number = _first_of_role(rows, "public")
        for zone in (z.name for z in zones) if nat.regional else (nat.zone or NOWHERE,):
            if zone in shown:
                cell = single.setdefault(number, {})
                cell[zone] = (*cell.get(zone, ()), nat_tile(nat, zone if nat.regional else ""))
    filled = [
        TierRow(
            role := _role(row, placed.get(number, [])),
            _retitled(row, role),
            row.addresses,
            _condense(placed.get(number, [])),
            single.get(number, {}),
        )
        for number, row in enumerate(rows)
    ]
    return VpcPlan(vpc, zones, tuple(_merge_empty([_named_empty(row) for row in filled])))


def _by_role(every: Sequence[BandPlan], depth: Mapping[str, int]) -> tuple[BandPlan, ...]:
    """Bands in the order requests pass them: entries, what works, then what keeps data."""

    def rank(band: BandPlan) -> tuple[int, int]:
        asked = (depth.get(member, 0) for member in (band.tile.key, *band.tile.subject.members))
        return ROLES.index(band.role), max(asked)

    return tuple(sorted(every, key=rank))


def _beside(every: tuple[BandPlan, ...], copies: Mapping[str, str]) -> tuple[BandPlan, ...]:
    """What follows another right after it, with its subnets and engine where it names none."""
    by_key = {band.tile.key: band for band in every}

    def beside(band: BandPlan) -> BandPlan:
        source = by_key.get(copies.get(band.tile.key, ""))
        if source is None:
            return band
        named = band.tile.title != words.engine_name("")
        tile = band.tile if named else replace(band.tile, title=source.tile.title)
        return replace(band, tile=tile, subnets=band.subnets or source.subnets)

    led = {key: source for key, source in copies.items() if key in by_key and source in by_key}
    ordered: list[BandPlan] = []
    for band in every:
        if band.tile.key not in led:
            ordered.append(band)
            ordered += [beside(by_key[key]) for key in led if led[key] == band.tile.key]
    placed = {band.tile.key for band in ordered}
    return (*ordered, *(beside(band) for band in every if band.tile.key not in placed))


def _role(row: TierRow, placed: Sequence[BandPlan]) -> str:
    """A row where something works is no database row, whatever is kept in it."""
    works = any(band.role == "app" for band in placed)
    return "app" if works and row.role == "database" else row.role


def _retitled(row: TierRow, role: str) -> Mapping[str, SubnetPlan]:
    """A row's subnets; none is called by a database where something works."""
    if role != "app":
        return row.subnets
    old, new = words.SUBNETS["database"], words.SUBNETS[role]
    return {
        zone: replace(subnet, title=subnet.title.replace(old, new))
        for zone, subnet in row.subnets.items()
    }


def _named_empty(row: TierRow) -> TierRow:
    """A row in which nothing stands, its subnets called by their routes alone."""
    if not row.is_empty:
        return row
    subnets = {
        zone: replace(subnet, title=subnet.empty_title or subnet.title)
        for zone, subnet in row.subnets.items()
    }
    return replace(row, subnets=subnets)


def _zones(vpc: Vpc, every: tuple[BandPlan, ...], only: str) -> tuple[Zone, ...]:
    zones = sorted(vpc.zones, key=lambda zone: zone.index)
    if only:
        return tuple(zone for zone in zones if only in (zone.name, zone.letter))
    unplaced = (
        any(subnet.zone is None for subnet in vpc.subnets)
        or any(nat.zone is None and not nat.regional for nat in vpc.nat_gateways)
        or any(NOWHERE in band.cells for band in every)
    )
    return (*zones, Zone(NOWHERE, "?", len(zones))) if unplaced else tuple(zones)


def _subnet_rows(vpc: Vpc, shown: set[str]) -> list[TierRow]:
    rows = []
    for role in ROLES:
        stacks: dict[str, list[Subnet]] = {}
        for subnet in sorted(vpc.subnets, key=lambda item: natural(item.address)):
            if subnet.role == role and (subnet.zone or NOWHERE) in shown:
                stacks.setdefault(subnet.zone or NOWHERE, []).append(subnet)
        for level in range(max(map(len, stacks.values()), default=0)):
            here = {zone: stack[level] for zone, stack in stacks.items() if level < len(stack)}
            rows.append(
                TierRow(
                    role,
                    {zone: subnet_plan(subnet) for zone, subnet in here.items()},
                    frozenset(subnet.address for subnet in here.values()),
                )
            )
    return rows


def _joined_rows(rows: list[TierRow], every: tuple[BandPlan, ...]) -> list[TierRow]:
    """Rows of a role that one band stands in become one: its cards are in all their subnets."""
    for band in every:
        mine = [row for row in rows if row.addresses & set(band.subnets)]
        alike = [row for row in mine if row.role == mine[0].role or _fits(mine[0], row)]
        if len(alike) > 1:
            joined = TierRow(
                alike[0].role,
                _merged_subnets(alike, "{title} {times} {count}"),
                frozenset().union(*(row.addresses for row in alike)),
            )
            at = rows.index(alike[0])
            rows = [row for row in rows if row not in alike]
            rows.insert(at, joined)
    return rows


def _fits(one: TierRow, other: TierRow) -> bool:
    """Whether two rows have no zone in common, so that their subnets can stand in one."""
    return "public" not in (one.role, other.role) and not set(one.subnets) & set(other.subnets)


def subnet_plan(subnet: Subnet) -> SubnetPlan:
    """The box of one subnet."""
    return SubnetPlan(
        words.SUBNETS.get(subnet.role, words.TIERS[subnet.tier]),
        words.say(subnet.cidr),
        words.subject(subnet, "subnet", words.subnet_facts(subnet), zone=subnet.zone or ""),
        words.TIERS[subnet.tier] if subnet.role == "app" else "",
    )


def _row_of_role(rows: list[TierRow], role: str) -> int:
    """The first row of a role that has no subnet to name; made when there is none."""
    for number, row in enumerate(rows):
        if row.role == role and not row.addresses:
            return number
    rows.append(TierRow(role, {}, frozenset()))
    return len(rows) - 1


def _first_of_role(rows: list[TierRow], role: str) -> int:
    """The first row of a role, with subnets or without; made when there is none."""
    found = (number for number, row in enumerate(rows) if row.role == role)
    return next(found, -1) if any(row.role == role for row in rows) else _row_of_role(rows, role)


def _condense(placed: list[BandPlan]) -> tuple[BandPlan, ...]:
    """At most MOST_BANDS bands: the largest stay, the others of a kind become one."""
    if len(placed) <= MOST_BANDS:
        return tuple(placed)
    ranked = sorted(
        placed, key=lambda band: (RANKS.get(band.tile.icon, USUAL), band.weight), reverse=True
    )
    kept = {band.tile.key for band in ranked[: MOST_BANDS - 1]}
    rest = [band for band in placed if band.tile.key not in kept]
    return (*(band for band in placed if band.tile.key in kept), _together(rest))


def _together(rest: list[BandPlan]) -> BandPlan:
    """One band for several, with a card in each zone for what of them is there."""
    key = f"{rest[0].tile.key}+"
    cells: dict[str, tuple[Tile, ...]] = {}
    for zone in sorted({zone for band in rest for zone in band.cells}):
        here = [
            replace(band, count=len(_members(tiles)) if band.tile.icon == "ec2" else band.count)
            for band in rest
            if (tiles := band.cells.get(zone, ()))
        ]
        inside = [tile for band in here for tile in band.cells[zone]]
        cells[zone] = (_one_for(here, inside, f"{key}@{zone}", zone),) if here else ()
    everything = [
        *(band.tile for band in rest),
        *(tile for cell in cells.values() for tile in cell),
    ]
    tile = _one_for(rest, everything, key)
    together = (("together", ", ".join(band.tile.title for band in rest)),)
    common = [badge for badge in rest[0].tile.badges if all(badge in b.tile.badges for b in rest)]
    return BandPlan(
        replace(tile, subject=replace(tile.subject, facts=together), badges=tuple(common)),
        cells,
        rest[0].role,
        weight=sum(band.weight for band in rest),
        count=sum(band.count for band in rest),
    )


def _one_for(several: Sequence[BandPlan], tiles: Sequence[Tile], key: str, zone: str = "") -> Tile:
    """A card for several bands that lists what tiles do: of which kinds they are, how many each."""
    kinds: dict[str, int] = {}
    for band in several:
        kind = band.tile.subject.kind.replace("instances", "instance")
        kinds[kind] = kinds.get(kind, 0) + band.count
    icons, accents = {band.tile.icon for band in several}, {band.tile.accent for band in several}
    return Tile(
        key,
        icons.pop() if len(icons) == 1 else "general",
        f"{len(several)} more",
        ", ".join(many(number, kind) for kind, number in kinds.items()),
        Subject("", "group", tuple(sorted(_members(tiles))), zone=zone),
        accent=accents.pop() if len(accents) == 1 else "",
    )


def _members(tiles: Sequence[Tile]) -> set[str]:
    return {address for tile in tiles for address in tile.subject.members}


def _merge_empty(rows: list[TierRow]) -> Iterator[TierRow]:
    """Rows with subnets only, beyond the first few of a role, become one row."""
    for role, group in groupby(
        sorted(rows, key=lambda row: ROLES.index(row.role)), key=lambda row: row.role
    ):
        several = list(group)
        empty = [row for row in several if row.is_empty]
        yield from (row for row in several if not row.is_empty)
        yield from empty[:MOST_EMPTY_ROWS]
        rest = empty[MOST_EMPTY_ROWS:]
        if rest:
            addresses = frozenset().union(*(row.addresses for row in rest))
            yield TierRow(role, _merged_subnets(rest, "{count} more"), addresses)


def _merged_subnets(rows: list[TierRow], title: str) -> dict[str, SubnetPlan]:
    merged = {}
    for zone in sorted({zone for row in rows for zone in row.subnets}):
        here = [row.subnets[zone] for row in rows if zone in row.subnets]
        if len(here) == 1:
            merged[zone] = here[0]
            continue
        members = tuple(sorted(a for item in here for a in item.subject.members))
        merged[zone] = SubnetPlan(
            title.format(title=here[0].title, times=TIMES, count=len(members)),
            ", ".join(item.detail for item in here if item.detail),
            Subject("", "subnets", members, zone=zone),
        )
    return merged
