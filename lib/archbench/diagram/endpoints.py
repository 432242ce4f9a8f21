"""What a VPC reaches through its interface endpoints: a panel of its own beside the zones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archbench.architecture.model import Architecture
from archbench.aws.catalogue import kinds
from archbench.diagram.scene import EdgeLine, Rect, Subject
from archbench.diagram.tiles import Tile

TITLE = "Through interface endpoints"
TRACKS = 2
"""How many tracks beside the panels its line takes."""
ARROW = 14.0
"""From the line's track to the panel."""


@dataclass(frozen=True, slots=True)
class EndpointReach:
    """The services that the endpoints of a region lead to, and the keys of their bands."""

    services: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()

    def holds(self, tile: Tile) -> bool:
        """Whether a tile of the panel is of such a service."""
        return dict(tile.subject.facts).get("service", "") in self.services

    def tiles(self, panel: Sequence[Tile], region: str) -> list[Tile]:
        """The tiles of these services, and one for each of which nothing is configured."""
        held = [tile for tile in panel if self.holds(tile)]
        there = {dict(tile.subject.facts)["service"] for tile in held}
        bare = [name for name in self.services if name not in there]
        return [*held, *(_bare(name, region) for name in bare)]


NOTHING_REACHED = EndpointReach()
"""No endpoints, or none of a service known here."""


def reached(architecture: Architecture, region: str, home: Mapping[str, str]) -> EndpointReach:
    """What the interface endpoints of a region lead to; home gives the band each stands in."""
    found = [
        part
        for part in architecture.graph.parts.values()
        if part.reaches and part.place.scope == "zones" and part.place.region == region
    ]
    services = sorted({part.reaches for part in found})
    bands = dict.fromkeys(home[part.address] for part in found if part.address in home)
    return EndpointReach(tuple(services), tuple(bands))


def _bare(service: str, region: str) -> Tile:
    icon = next((kind.icon for kind in kinds() if kind.service == service), "general")
    facts = (("service", service),)
    subject = Subject("", "service", (), "", facts)
    return Tile(f"reached:{region}:{service}", icon, service, "", subject, accent="regional")


def lines(bands: Mapping[str, Rect], key: str, panel: Rect) -> list[EdgeLine]:
    """From the right end of each band of endpoints to the heading of the panel of this key."""
    track, end = panel.x - ARROW, panel.y + ARROW
    return [
        EdgeLine(
            f"{band}->{key}",
            "egress",
            band,
            key,
            ((rect.right, y := rect.middle[1]), (track, y), (track, end), (panel.x, end)),
            None,
            "interface endpoints",
        )
        for band, rect in bands.items()
    ]
