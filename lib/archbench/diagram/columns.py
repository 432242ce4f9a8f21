"""Where everything stands from left to right."""

from dataclasses import dataclass

LEFT = 26.0
"""The page's left side."""
PAD = 16.0
TRACK = 8.0
LANE_CARD = 194.0
SUBNET_PAD = 12.0
ZONE_PAD = 11.0
ZONE_GAP = 14.0
SERVICE_CARD = 200.0
PANEL_PAD = 18.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Left sides and widths; zones holds the left side of each zone column."""

    vpc: float
    lane: float
    right_channel: float
    zones: tuple[float, ...]
    zone_width: float
    card: float
    vpc_right: float
    services: float
    services_columns: int
    region_right: float
    region: float = LEFT
    """The region's left side."""

    @property
    def zones_right(self) -> float:
        """The right side of the last zone."""
        return self.zones[-1] + self.zone_width if self.zones else self.right_channel


def columns(  # noqa: PLR0913 - counts, by name
    zones: int,
    *,
    left: int,
    right: int,
    control: int,
    services: int,
    entries: int,
    hub: float = 0.0,
    outside: float = 0.0,
) -> Columns:
    """Lay out the columns.

    zones is the number of zone columns; left, right, control the lines beside the lane and beside
    the services; services the number of service columns; entries the lines that pass the first VPC;
    hub the room of what stands left of the VPCs; outside that of what stands left of the region.
    """
    card = {0: 194.0, 1: 194.0, 2: 194.0, 3: 194.0, 4: 178.0}.get(zones, 164.0)
    region = LEFT + outside
    vpc = region + PAD + TRACK * entries + hub
    lane = vpc + 27 + TRACK * max(1, left) + 6
    channel = lane + LANE_CARD + 6
    first = channel + 14 + TRACK * max(1, right)
    zone_width = card + 2 * (SUBNET_PAD + ZONE_PAD)
    lefts = tuple(first + (zone_width + ZONE_GAP) * number for number in range(zones))
    inner_right = lefts[-1] + zone_width if lefts else channel + 240
    vpc_right = inner_right + 14
    panel = vpc_right + 22 + TRACK * max(1, control)
    panel_width = services * (SERVICE_CARD + PANEL_PAD) + PANEL_PAD
    region_right = panel + panel_width + PAD if services else vpc_right + PAD
    return Columns(
        vpc,
        lane,
        channel,
        lefts,
        zone_width,
        card,
        vpc_right,
        panel,
        services,
        region_right,
        region,
    )
