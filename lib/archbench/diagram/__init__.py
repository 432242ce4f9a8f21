"""The drawing: scene, overlays, writers.

`draw` turns an architecture into a `Drawing`, which shows itself in a notebook and saves itself in
the format a file's ending names. `archbench.diagram.overlays` lays costs, verdicts, metrics, a lost
zone or the changes between two configurations over it.
"""

from collections.abc import Callable, Sequence

from archbench.architecture.model import Architecture
from archbench.diagram.drawing import Drawing, no_excerpt
from archbench.diagram.palette import palette
from archbench.diagram.perspectives import parse
from archbench.diagram.scene import Overlay, Scene

__all__ = ["Drawing", "Overlay", "draw"]


def draw(  # noqa: PLR0913 - one entry point, every argument optional
    architecture: Architecture,
    *,
    perspective: str = "full",
    overlays: Sequence[Overlay] = (),
    theme: str = "light",
    title: str = "",
    excerpt: Callable[[str], str] = no_excerpt,
) -> Drawing:
    """Draw an architecture.

    Args:
        architecture: what the resources mean.
        perspective: "full", "request", "egress", "security", one zone as "zone:a", or one module
            as "module:NAME".
        overlays: what to lay over it, in order.
        theme: "light" or "dark".
        title: the heading; one is made from the path, zones and regions when empty.
        excerpt: the lines of the block at file:line, for the HTML page (Configuration.excerpt).

    Raises:
        InputError: there is no such perspective, theme, zone or module.
    """
    from archbench.diagram.layout import compose  # noqa: PLC0415 - the font's tables take a while
    from archbench.diagram.legend import settled  # noqa: PLC0415
    from archbench.diagram.systems import SYSTEM, opened  # noqa: PLC0415

    palette(theme)

    def laid(scene: Scene) -> Scene:
        for overlay in overlays:
            scene = overlay(scene)
        return settled(scene)

    def inner() -> dict[str, Scene]:
        return {
            key: laid(compose(part, perspective=parse("full"), title=name))
            for key, name, part in opened(architecture)
        }

    scene = laid(compose(architecture, perspective=parse(perspective), title=title))
    if any(card.key.startswith(SYSTEM) for card in scene.cards):
        return Drawing(scene, theme, excerpt, inner)
    return Drawing(scene, theme, excerpt)
