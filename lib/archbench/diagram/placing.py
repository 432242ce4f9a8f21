"""Where the rows, bands and cards of one VPC stand, given the columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from archbench.diagram.columns import LANE_CARD, SUBNET_PAD, TRACK, ZONE_PAD, Columns
from archbench.diagram.rows import TierRow, VpcPlan
from archbench.diagram.scene import CARD_HEIGHT, Band, Box, BoxKind, Card, Rect, Subject
from archbench.diagram.tiles import NOWHERE, BandPlan, Tile

ZONE_TOP = 44.0
ZONE_HEAD = 27.0
ROW_HEAD = 36.0
ROW_FOOT = 13.0
ROW_GAP = 14.0
CELL_GAP = 16.0
BAND_EDGE = 7.0
WIDE_CARD = 178.0
KINDS: Mapping[str, BoxKind] = {"public": "public", "app": "app", "database": "database"}
BAND_GAP = 24.0
LABEL_GAP = 14.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A VPC in place: shapes, its lane from top to bottom, and room for lines.

    corridors gives, for each NAT gateway that is reached from elsewhere, the height of its line.
    """

    frame: Rect
    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]
    cards: tuple[Card, ...]
    lane: tuple[str, ...]
    rows: tuple[Rect, ...]
    corridors: Mapping[str, float]

    def shapes(self) -> tuple[Box | Card, ...]:
        """Boxes, then cards."""
        return (*self.boxes, *self.cards)


def card(tile: Tile, x: float, y: float, wide: float) -> Card:
    """A tile in its place."""
    return Card(
        tile.key,
        Rect(x, y, wide, tile.height),
        tile.icon,
        tile.title,
        tile.detail,
        tile.subject,
        tile.look,
        tile.accent,
        tile.badges,
        tile.brief,
        tray=tile.tray,
        opens=tile.opens,
    )


def place_vpc(  # noqa: PLR0913, PLR0917 - one call, from the layout
    plan: VpcPlan,
    columns: Columns,
    column_of: Mapping[str, int],
    top: float,
    gateway: Tile | None,
    labelled: Mapping[str, int],
    reached: frozenset[str],
) -> Placed:
    """Stack a VPC's rows under top.

    labelled says how many labels need room above a card of the lane; reached the NAT gateways that
    need a corridor under their row.
    """
    boxes: list[Box] = []
    bands: list[Band] = []
    cards: list[Card] = []
    if gateway is not None:
        cards.append(card(gateway, columns.lane, top - CARD_HEIGHT / 2, LANE_CARD))
    zone_top = top + ZONE_TOP
    y = zone_top + ZONE_HEAD
    rows, corridors = [], {}
    for row in plan.rows:
        bottom = _place_row(row, columns, column_of, y, labelled, (boxes, bands, cards))
        rows.append(Rect(columns.lane, y, columns.zones_right - columns.lane, bottom - y))
        y = bottom
        nats = [tile.key for cell in row.single.values() for tile in cell]
        y += TRACK if nats and not reached & set(nats) else 0  # the same with and without
        for nat in sorted(reached & set(nats)):
            y += TRACK
            corridors[nat] = y
        y += ROW_GAP
    bottom = y - ROW_GAP + ZONE_PAD if plan.rows else zone_top + 60
    zones = [
        _zone_box(plan, zone.name, columns, column_of, Rect(0, zone_top, 0, bottom - zone_top))
        for zone in plan.zones
    ]
    frame = Rect(columns.vpc, top, columns.vpc_right - columns.vpc, bottom + 12 - top)
    lane = [gateway.key] if gateway else []
    lane += [band.tile.key for row in plan.rows for band in row.bands]
    return Placed(
        frame, (*zones, *boxes), tuple(bands), tuple(cards), tuple(lane), tuple(rows), corridors
    )


def _zone_box(
    plan: VpcPlan, zone: str, columns: Columns, column_of: Mapping[str, int], span: Rect
) -> Box:
    rect = Rect(columns.zones[column_of[zone]], span.y, columns.zone_width, span.h)
    key = f"{plan.vpc.address}@{zone or '?'}"
    if zone == NOWHERE:
        subject = Subject("", "zone", facts=(("zone", "known after apply"),))
        return Box(key, rect, "zone", "Zone not known yet", "", subject)
    return Box(
        key,
        rect,
        "zone",
        f"Availability Zone {zone}" if columns.card >= WIDE_CARD else f"Zone {zone}",
        "",
        Subject("", "Availability Zone", zone=zone),
    )


def _place_row(  # noqa: PLR0913, PLR0917 - the row, its frame, and where to put what is placed
    row: TierRow,
    columns: Columns,
    column_of: Mapping[str, int],
    top: float,
    labelled: Mapping[str, int],
    out: tuple[list[Box], list[Band], list[Card]],
) -> float:
    boxes, bands, cards = out
    y = top + (ROW_HEAD if row.subnets or row.is_empty else BAND_EDGE)
    for number, band in enumerate(row.bands):
        if number:
            y += BAND_GAP + LABEL_GAP * labelled.get(band.tile.key, 0)
        y = _place_band(band, columns, column_of, y, (bands, cards))
    depth = max(map(len, row.single.values()), default=0)
    if depth and row.bands:
        y += CELL_GAP + BAND_EDGE
    for zone, cell in row.single.items():
        left = columns.zones[column_of[zone]] + ZONE_PAD + SUBNET_PAD
        for level, tile in enumerate(cell):
            cards.append(card(tile, left, y + level * (CARD_HEIGHT + CELL_GAP), columns.card))
    y += depth * CARD_HEIGHT + max(0, depth - 1) * CELL_GAP
    bottom = y + (ROW_FOOT if not row.is_empty else 0)
    for zone, subnet in row.subnets.items():
        left = columns.zones[column_of[zone]] + ZONE_PAD
        rect = Rect(left, top, columns.card + 2 * SUBNET_PAD, bottom - top)
        kind = KINDS.get(row.role, "other")
        key = subnet.subject.address or f"{subnet.subject.members[0]}+"
        boxes.append(
            Box(
                key,
                rect,
                kind,
                subnet.title,
                subnet.detail,
                subnet.subject,
                "public-subnet" if kind == "public" else "private-subnet",
            )
        )
    return bottom


def _place_band(
    band: BandPlan,
    columns: Columns,
    column_of: Mapping[str, int],
    top: float,
    out: tuple[list[Band], list[Card]],
) -> float:
    bands, cards = out
    depth = max(1, max(map(len, band.cells.values()), default=1))
    height = depth * CARD_HEIGHT + (depth - 1) * CELL_GAP
    lane = card(band.tile, columns.lane, top + (height - CARD_HEIGHT) / 2, LANE_CARD)
    cards.append(lane)
    right = lane.rect.right
    for zone, tiles in band.cells.items():
        left = columns.zones[column_of[zone]] + ZONE_PAD + SUBNET_PAD
        right = max(right, left + columns.card)
        cards += [
            card(tile, left, top + level * (CARD_HEIGHT + CELL_GAP), columns.card)
            for level, tile in enumerate(tiles)
        ]
    if band.cells:
        edge = Rect(
            columns.lane - BAND_EDGE,
            top - BAND_EDGE,
            right - columns.lane + 2 * BAND_EDGE,
            height + 2 * BAND_EDGE,
        )
        bands.append(Band(band.tile.key, edge, band.tile.accent, band.tile.look))
    return top + height
