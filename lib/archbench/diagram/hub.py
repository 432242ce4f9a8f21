"""A hub: what several VPCs are attached to stands left of them, each attachment at its VPC."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archbench.architecture.model import Architecture, Region
from archbench.architecture.part import Part, Relation
from archbench.diagram import words
from archbench.diagram.canvas import Canvas
from archbench.diagram.flows import Flow
from archbench.diagram.naming import many
from archbench.diagram.nodes import accent_of
from archbench.diagram.placing import card
from archbench.diagram.scene import CARD_HEIGHT, Box, EdgeLine, Rect, Subject
from archbench.diagram.tiles import Tile
from archbench.terraform.address import natural

LEAST = 2
"""From how many attached VPCs on something is a hub."""
CARD = 176.0
PAD = 16.0
HEAD = 40.0
GAP = 40.0
WIDTH = CARD + 2 * PAD
"""How wide the panel of a hub is."""


@dataclass(frozen=True, slots=True)
class Hub:
    """The hub of a region: its part, the VPCs attached to it, and what else is."""

    part: Part
    attached: tuple[Relation, ...]
    """One for each VPC of the region, whose address is an end."""
    others: tuple[tuple[Tile, str], ...]
    """Cards of connections and gateways that are attached too, with their addresses."""

    def vpc_of(self, relation: Relation) -> str:
        """The VPC at the other end of an attachment."""
        return relation.target if relation.source == self.part.address else relation.source


def hub_of(architecture: Architecture, region: Region) -> Hub | None:
    """What most VPCs of a region are attached to, None where that is no more than one of them."""
    graph = architecture.graph
    here = {vpc.address for vpc in region.vpcs}
    found: dict[str, dict[str, Relation]] = {}
    for relation in graph.attachments:
        for part, vpc in ((relation.source, relation.target), (relation.target, relation.source)):
            if part in graph.parts and vpc in here and not graph.parts[part].place.vpc:
                found.setdefault(part, {}).setdefault(vpc, relation)
    best = max(sorted(found, key=natural), key=lambda part: len(found[part]), default="")
    if not best or len(found[best]) < LEAST:
        return None
    others = [
        other
        for relation in graph.relations
        if relation.kind == "attachment" and best in (relation.source, relation.target)
        for other in (relation.source, relation.target)
        if other != best
    ]
    return Hub(
        graph.parts[best],
        tuple(found[best][vpc] for vpc in sorted(found[best], key=natural)),
        tuple((_tile(graph.parts[other]), other) for other in dict.fromkeys(others)),
    )


def _tile(part: Part) -> Tile:
    kind = part.kind
    return Tile(
        part.address,
        kind.icon,
        kind.service,
        part.name,
        words.subject(part, kind.title, (("service", kind.service),)),
        accent=accent_of(kind.icon),
    )


def place_hub(
    canvas: Canvas,
    hub: Hub,
    left: float,
    frames: Mapping[str, Rect],
    names: Mapping[str, str],
) -> float:
    """The panel beside the frames of its VPCs, given their names; returns where it ends."""
    top = min(rect.y for rect in frames.values())
    y = top + HEAD + 20
    x = left + PAD
    for tile, _ in hub.others:
        canvas.cards.append(card(tile, x, y, CARD))
        y += CARD_HEIGHT + 16
    for relation in hub.attached:
        vpc = hub.vpc_of(relation)
        if vpc in frames:
            y = max(y, frames[vpc].y + 20)
            room = Rect(x, y, CARD, CARD_HEIGHT)
            _attach(canvas, hub, relation, room, frames[vpc], names.get(vpc, vpc))
            y += CARD_HEIGHT + 16
    bottom = max(y, *(rect.bottom for rect in frames.values()))
    part = hub.part
    title = f"{part.kind.service} {part.name}"
    detail = many(len(hub.attached) + len(hub.others), "attachment")
    subject = words.subject(part, part.kind.title, (("attached", detail),))
    rect = Rect(left, top, WIDTH, bottom - top)
    canvas.boxes.append(Box(part.address, rect, "hub", title, "", subject, part.kind.icon, 14.0))
    return bottom


def _attach(  # noqa: PLR0913, PLR0917 - what is attached, and both ends of its line
    canvas: Canvas, hub: Hub, relation: Relation, rect: Rect, frame: Rect, name: str
) -> None:
    """An attachment's card, and its straight line to the VPC beside it."""
    address = relation.via[0]
    place = str(relation.range) if relation.range else ""
    subject = Subject(address, "attachment", (address,), place, (("of", hub.part.name),))
    tile = Tile(address, "network.TransitGatewayAttachment", name, "attachment", subject)
    canvas.cards.append(card(tile, rect.x, rect.y, rect.w))
    y = max(rect.y + 12, min(rect.middle[1], frame.bottom - 12))
    canvas.edges.append(
        EdgeLine(
            f"{address}->{hub.vpc_of(relation)}",
            "attachment",
            address,
            hub.vpc_of(relation),
            ((rect.right, y), (frame.x, y)),
            None,
            place,
        )
    )


def tied(architecture: Architecture, hubs: Sequence[Hub | None]) -> list[Flow]:
    """The lines between VPCs and what else ties them together."""
    graph = architecture.graph
    drawn = {(relation.source, relation.target) for hub in hubs if hub for relation in hub.attached}
    gates = {vpc.internet_gateway for region in architecture.regions for vpc in region.vpcs}
    return [
        Flow("attachment", relation.source, relation.target, relation.label, str(relation.range))
        for relation in graph.attachments
        if (relation.source, relation.target) not in drawn
        and not {relation.source, relation.target} & gates
    ]
