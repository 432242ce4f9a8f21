"""The architecture section: the drawing for either theme, and what it covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archbench.architecture.model import Architecture
from archbench.diagram import Drawing, draw
from archbench.diagram.drawing import no_excerpt
from archbench.diagram.html import details
from archbench.diagram.naming import many
from archbench.diagram.text import clean
from archbench.report.summary import KeyFigure, Summary
from archbench.terraform.configuration import Configuration

if TYPE_CHECKING:
    from pandas import DataFrame

    from archbench.diagram import Overlay

SHAPES = "application/vnd.archbench.shapes+json"
"""The type under which lies what a page tells of each shape of a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing for pages of either theme, and the interactive page for notebooks.

    name is what it shows of the stack, in a word or two: the switch of the page says it.
    """

    drawing: Drawing
    name: str

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        """The interactive page where a notebook runs; SVG and what it shows for the report."""
        del include, exclude
        shapes = {
            clean(shape.key): details(shape, no_excerpt) for shape in self.drawing.scene.shapes()
        }
        return {
            **self.drawing._repr_mimebundle_(),
            "image/svg+xml": self.drawing.following_svg(),
            SHAPES: {"name": self.name, "shapes": shapes},
        }


def picture(
    architecture: Architecture,
    configuration: Configuration,
    *,
    name: str = "As it stands",
    perspective: str = "full",
    overlays: "Sequence[Overlay]" = (),
) -> Picture:
    """The architecture drawn for pages of either theme.

    Args:
        architecture: what the resources mean.
        configuration: whose files the interactive page quotes.
        name: what the picture shows, in a word or two.
        perspective: as draw takes it.
        overlays: as draw takes them.
    """
    drawing = draw(
        architecture,
        perspective=perspective,
        overlays=overlays,
        excerpt=configuration.excerpt,
    )
    return Picture(drawing, name)


def summary(architecture: Architecture, drawn: Picture) -> Summary:
    """Where the stack stands, and how much of it the drawing holds."""
    vpcs = [vpc for region in architecture.regions for vpc in region.vpcs]
    zones = {zone.name for vpc in vpcs for zone in vpc.zones}
    regions = [region.name for region in architecture.regions]
    return Summary(
        "architecture",
        _where(len(vpcs), len(zones), f" in {' and '.join(regions)}" if regions else ""),
        facts=(
            *_counted("Subnets", sum(len(vpc.subnets) for vpc in vpcs), _tiers(architecture)),
            KeyFigure(
                "Not drawn", str(len(drawn.drawing.coverage.missing)), drawn.drawing.coverage.short
            ),
            *_counted(
                "Open questions",
                len(architecture.open_questions),
                "what the Terraform does not tell before apply",
            ),
        ),
    )


def _counted(label: str, count: int, note: str) -> tuple[KeyFigure, ...]:
    """How many there are; nothing where there is none."""
    return (KeyFigure(label, str(count), note),) if count else ()


def _where(vpcs: int, zones: int, place: str) -> str:
    if not vpcs:
        return f"No VPC{place}, as far as was read."
    over = many(zones, "Availability Zone") if zones else "Availability Zones not told"
    return f"{many(vpcs, 'VPC')} over {over}{place}."


def _tiers(architecture: Architecture) -> str:
    tiers = [s.tier for r in architecture.regions for vpc in r.vpcs for s in vpc.subnets]
    return ", ".join(f"{tiers.count(tier)} {tier}" for tier in dict.fromkeys(tiers))


def questions(architecture: Architecture) -> "DataFrame":
    """What could not be told about the architecture, each with its reason."""
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(
        [(item.address, item.question, item.reason) for item in architecture.open_questions],
        columns=["address", "question", "reason"],
    )
