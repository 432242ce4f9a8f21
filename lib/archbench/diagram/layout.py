"""From an architecture to a scene: columns, then rows, then the ways of the lines."""

from pathlib import Path

from archbench.architecture.model import Architecture
from archbench.diagram.canvas import Canvas
from archbench.diagram.flow_scene import place_all
from archbench.diagram.legend import HEADING, settled
from archbench.diagram.naming import many
from archbench.diagram.page import as_scene, notes_of, titled
from archbench.diagram.perspectives import Perspective, focus
from archbench.diagram.scene import (
    Scene,
)
from archbench.diagram.systems import is_large, only, place_systems, systems
from archbench.diagram.zone_form import compose_zones
from archbench.errors import InputError
from archbench.frozen import replace

TALL_SERVICES = 11
ROOT_NAME = "root"
"""What the root module is called where a module is asked for by name."""
FLOW_WORDS = " as a flow: no VPC, so there are no zones to draw"


def compose(
    architecture: Architecture, *, perspective: Perspective, title: str = "", subtitle: str = ""
) -> Scene:
    """The scene of an architecture in one perspective.

    Raises:
        InputError: there is no such zone or module here.
    """
    if perspective.module:
        architecture = _module(architecture, perspective.module)
    elif perspective.name == "full" and not perspective.zone and is_large(architecture):
        return _as_systems(architecture, title, subtitle or perspective.words + architecture.path)
    if not any(region.vpcs for region in architecture.regions):
        return _as_flow(architecture, perspective, title, subtitle)
    return compose_zones(architecture, perspective, title, subtitle)


def _module(architecture: Architecture, name: str) -> Architecture:
    known = [system.name or ROOT_NAME for system in systems(architecture)]
    if name not in known:
        raise InputError(f'no module "{name}" here: {", ".join(known)}')
    return only(architecture, "" if name == ROOT_NAME else name)


def _as_systems(architecture: Architecture, title: str, subtitle: str) -> Scene:
    """A large configuration: a card for each module."""
    canvas = Canvas()
    bottom, said = place_systems(canvas, architecture, HEADING + 14)
    name = Path(architecture.path).resolve().name
    words_ = title or f"{name}: {many(len(systems(architecture)), 'system')}", subtitle
    scene = as_scene(canvas, architecture, words_, bottom)
    return settled(replace(scene, notes=(*said, *notes_of(scene, architecture, 0))))


def _as_flow(
    architecture: Architecture, perspective: Perspective, title: str, subtitle: str
) -> Scene:
    """A stack without a VPC: columns by who works after whom."""
    if perspective.zone:
        raise InputError(f"no zone {perspective.zone} here: none is known")
    canvas = Canvas()
    bottom, lost = place_all(canvas, architecture, HEADING + 14)
    name = Path(architecture.path).resolve().name
    where = titled(f"{name}: no zones,", architecture) if architecture.regions else name
    words_ = (
        title or where,
        subtitle or perspective.words + architecture.path + FLOW_WORDS,
    )
    scene = focus(as_scene(canvas, architecture, words_, bottom), architecture, perspective)
    return settled(replace(scene, notes=notes_of(scene, architecture, len(lost))))
