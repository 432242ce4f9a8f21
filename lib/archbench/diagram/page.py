"""A canvas as a page: its title, its notes, and what it covers."""

from math import ceil
from pathlib import Path

from archbench.architecture.model import Architecture
from archbench.diagram.canvas import Canvas
from archbench.diagram.columns import LEFT
from archbench.diagram.coverage import adopt
from archbench.diagram.hub import hub_of
from archbench.diagram.legend import MARGIN, SIZES, TextRole
from archbench.diagram.naming import many
from archbench.diagram.scene import Box, Coverage, Scene
from archbench.diagram.text import width
from archbench.diagram.trays import MAY

MOST_WIDE = 1100.0
"""How wide a page may get for its heading alone."""


def as_scene(
    canvas: Canvas, architecture: Architecture, words_: tuple[str, str], bottom: float
) -> Scene:
    """The canvas as a scene with its title and subtitle, and what it covers."""
    right = max((shape.rect.right for shape in canvas.shapes()), default=600.0)
    scene = Scene(
        (max(right + LEFT, 640.0, min(_heading_width(*words_), MOST_WIDE)), bottom),
        *words_,
        tuple(_in_order(canvas.boxes)),
        tuple(canvas.bands),
        tuple(canvas.cards),
        tuple(canvas.edges),
        Coverage((), (), ()),
    )
    return adopt(scene, architecture)


def _heading_width(title: str, subtitle: str) -> float:
    """How wide a page must be for its title and subtitle, in whole pixels."""
    texts: tuple[tuple[TextRole, str], ...] = (("title", title), ("subtitle", subtitle))
    return (
        max(ceil(width(text, SIZES[role][0], bold=SIZES[role][1])) for role, text in texts)
        + 2 * MARGIN
    )


def heading_of(architecture: Architecture) -> str:
    """What a drawing is called: its folder, then its hub, or its zones and regions."""
    name = Path(architecture.path).resolve().name
    hubs = [(region, hub_of(architecture, region)) for region in architecture.regions]
    told = [
        f"{hub.part.kind.service} {hub.part.name}, {many(len(region.vpcs), 'VPC')} in {region.name}"
        for region, hub in hubs
        if hub is not None
    ]
    if told:
        return f"{name}: {'; '.join(told)}"
    zones = max(
        (len(vpc.zones) for region in architecture.regions for vpc in region.vpcs), default=0
    )
    where = many(zones, "Availability Zone") if zones else "no Availability Zone"
    somewhere = any(part.place.scope == "zones" for part in architecture.graph.parts.values())
    subnets = any(vpc.subnets for region in architecture.regions for vpc in region.vpcs)
    if zones == 0 and (somewhere or subnets):
        where = "Availability Zones not known"
    return titled(f"{name}: {where} in", architecture) if architecture.regions else name


def titled(start: str, architecture: Architecture) -> str:
    """A title that ends with the regions; with their number, where their names are too many."""
    title = f"{start} {', '.join(region.name for region in architecture.regions)}"
    size, bold = SIZES["title"]
    if width(title, size, bold=bold) + 2 * MARGIN <= MOST_WIDE:
        return title
    return f"{start} {many(len(architecture.regions), 'region')}"  # their boxes have the names


def _in_order(boxes: list[Box]) -> list[Box]:
    order = {"region": 0, "vpc": 1, "services": 1, "hub": 1, "zone": 2}
    return sorted(boxes, key=lambda box: order.get(box.kind, 3))


def notes_of(scene: Scene, architecture: Architecture, hidden: int) -> tuple[str, ...]:
    """What has to be said below a drawing; hidden lines have no way."""
    said = []
    if scene.bands:
        said.append(
            "A box across the zones is one resource, or one block of instances; the cards in it "
            "are its part in each zone."
        )
    if any(card.tray[:1] == (MAY,) for card in scene.cards):
        said.append(
            '"It may" is what the policies of its role allow on what is drawn; a word like '
            "GetItem on a line is such an action."
        )
    assumed = sum(
        1
        for region in architecture.regions
        for vpc in region.vpcs
        for item in (*(i for c in vpc.clusters for i in c.instances), *vpc.databases)
        if item.zone_is_assumed and item.zone
    )
    if assumed:
        said.append(
            f"The zone of {assumed} database instance{'s' if assumed > 1 else ''} is not set: "
            "drawn in the order of the subnet group, AWS decides."
        )
    if hidden:
        said.append(
            f"{many(hidden, 'line')} not drawn for want of a free way: the details of each service "
            "and health check say what it serves or probes."
        )
    if scene.coverage.missing:
        said.append(f"Not drawn: {', '.join(scene.coverage.missing)}")
    if scene.coverage.uncounted:
        said.append(f"Of unknown number, or not read: {', '.join(scene.coverage.uncounted)}")
    return tuple(said)
