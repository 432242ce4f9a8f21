"""What stands outside the VPCs: clients, names and health checks above, services at the side."""

from collections.abc import Sequence

from archbench.architecture.model import Architecture
from archbench.diagram import words
from archbench.diagram.coverage import proofs
from archbench.diagram.flows import CLIENTS, Flow
from archbench.diagram.grid import FlowNode
from archbench.diagram.naming import many
from archbench.diagram.scene import Subject
from archbench.diagram.tiles import TIMES, Tile
from archbench.frozen import replace
from archbench.terraform.address import natural

MOST_RECORDS = 3
MOST_NAMES = 40
"""How many characters of names a card for several says; longer ones stand in its details."""


def top_tiles(
    architecture: Architecture, edge: Sequence[FlowNode], *, has_clients: bool
) -> dict[tuple[int, int], Tile]:
    """Tiles above the regions by (row, column): clients, the edge, records, health checks.

    A primary record stands beside the clients, its secondary below it; where something stands at
    the edge, clients ask it, and the records stand behind it.
    """
    tiles: dict[tuple[int, int], Tile] = {}
    doors = [node.tile for node in edge if node.role == "entry"]
    guards = [node.tile for node in edge if node.role != "entry"]
    if has_clients:
        tiles[0, 0] = Tile(CLIENTS, "clients", "Clients", "the internet", Subject("", "clients"))
    for column, group in enumerate((doors, guards), start=1):
        for row, tile in enumerate(group):
            tiles[row, column] = tile
    at = 1 + max((column for _, column in tiles if column), default=0)
    proving = set(proofs(architecture))
    records = sorted(
        (item for item in architecture.records if item not in proving),
        key=lambda item: (item.failover != "PRIMARY", natural(item.address)),
    )
    shown = [item for item in records if item.failover] or records[:1]
    shown = shown[:MOST_RECORDS]
    for row, record in enumerate(shown):
        detail = words.joined("Route 53", f"{record.policy} {record.failover}".strip())
        tiles[row, at] = Tile(
            record.address,
            "route53",
            record.fqdn or record.name,
            detail,
            words.subject(record, "DNS record", words.record_facts(record)),
            accent="dns",
        )
    for row, check in enumerate(architecture.health_checks[:MOST_RECORDS]):
        tiles[row, at + 1] = Tile(
            check.address,
            "health",
            "Health check",
            words.check_detail(check),
            words.subject(check, "health check", words.check_facts(check)),
            accent="dns",
        )
    rest = [*records, *architecture.health_checks[MOST_RECORDS:]]
    hidden = tuple(i.address for i in rest if i.address not in {x.address for x in shown})
    if hidden:
        tiles[0, at + 2 if architecture.health_checks else at + 1] = Tile(
            "records+",
            "route53",
            many(len(hidden), "more record"),
            "Route 53",
            Subject("", "DNS records", hidden),
            accent="dns",
        )
    return tiles


def top_flows(architecture: Architecture, tiles: dict[tuple[int, int], Tile]) -> list[Flow]:
    """Names asked, checks that gate records, and the failover from primary to secondary."""
    keys = {tile.key for tile in tiles.values()}
    flows = []
    beside = tiles.get((0, 1))
    names = {record.address for record in architecture.records}
    if beside is not None and beside.key in names and CLIENTS in keys:
        flows.append(Flow("request", CLIENTS, beside.key, "1 DNS", "asks for the name", "1"))
    flows.extend(
        Flow("control", record.address, target, record.leads)
        for record in architecture.records
        for target in record.targets
        if {record.address, target} <= keys
    )
    flows.extend(
        Flow("health", record.health_check, record.address, "gates")
        for record in architecture.records
        if record.health_check and {record.health_check, record.address} <= keys
    )
    primary = [item for item in architecture.records if item.failover == "PRIMARY"]
    for first in primary:
        flows += [
            Flow("failover", first.address, item.address, "on failure")
            for item in architecture.records
            if item.failover == "SECONDARY" and {item.address, first.address} <= keys
        ]
    return flows


def fitting(tiles: Sequence[Tile], region: str, *, most: int) -> tuple[Tile, ...]:
    """The tiles of a panel: beyond most those of a kind are one, and the last is for the rest."""
    if len(tiles) > most:
        tiles = _by_kind(tiles)
    if len(tiles) <= most:
        return tuple(tiles)
    kept, rest = tiles[: most - 1], tiles[most - 1 :]
    more = Tile(
        f"{region}+services",
        "general",
        f"{len(rest)} more services",
        ", ".join(sorted({tile.subject.kind for tile in rest})),
        Subject("", "services", _members(rest)),
        accent="regional",
    )
    return (*kept, more)


def _by_kind(tiles: Sequence[Tile]) -> list[Tile]:
    """One tile for all of a kind, in the order of the first of each."""
    groups: dict[tuple[str, str], list[Tile]] = {}
    for tile in tiles:
        groups.setdefault((tile.icon, tile.subject.kind), []).append(tile)
    return [_several(found) if len(found) > 1 else found[0] for found in groups.values()]


def _several(tiles: Sequence[Tile]) -> Tile:
    first = tiles[0]
    members = _members(tiles)
    names = ", ".join(sorted({dict(tile.subject.facts).get("name", "") for tile in tiles} - {""}))
    facts = (*(fact for fact in first.subject.facts if fact[0] == "service"), ("names", names))
    return replace(
        first,
        title=f"{first.subject.kind} {TIMES} {len(members)}",
        detail=names if len(names) <= MOST_NAMES else "",
        subject=replace(first.subject, members=members, facts=facts),
        brief="",
        tray=(),
        badges=(),
    )


def _members(tiles: Sequence[Tile]) -> tuple[str, ...]:
    return tuple(sorted({member for tile in tiles for member in tile.subject.members}))
