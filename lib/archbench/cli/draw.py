"""Draw the architecture of a configuration: zones, tiers, request path, regional services."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli._configuration import (
    add_before_arguments,
    add_configuration_arguments,
    before,
    day,
    load,
)
from archbench.cli._terminal import width
from archbench.errors import InputError

if TYPE_CHECKING:
    from archbench.diagram import Drawing

HELP = "draw the architecture"
COMPARE = "compare="


def configure(parser: argparse.ArgumentParser) -> None:
    """PATH, where to write, and what to show."""
    add_configuration_arguments(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help="where to write; the ending picks the format: svg, png, html, pdf, drawio, mmd, txt",
    )
    parser.add_argument(
        "--perspective",
        default="full",
        metavar="P",
        help="full, request, egress, security, one zone (zone:a), or one module (module:NAME)",
    )
    parser.add_argument(
        "--overlay",
        dest="overlays",
        action="append",
        default=[],
        metavar="NAME[=ARG]",
        help="cost[=USAGE], verdicts[=CHECKLIST], zone-loss=ZONE, metrics[=SAMPLE], or "
        "compare=PATH for the changes since PATH; may be repeated",
    )
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="day whose rates hold for cost and verdicts; without one, what depends on it is open",
    )
    add_before_arguments(parser, "compare=PATH: what holds for it alone, after what holds for both")
    parser.add_argument("--theme", default="light", metavar="T", help="light or dark")


def run(arguments: argparse.Namespace) -> int:
    """Draw, write, and say what is on the drawing."""
    from archbench.columns import folded
    from archbench.diagram.drawing import ending_of
    from archbench.diagram.palette import palette
    from archbench.diagram.perspectives import parse
    from archbench.terraform.gathering import listing

    ending_of(arguments.output)
    palette(arguments.theme)
    parse(arguments.perspective)
    drawing = _drawing(arguments)
    drawing.save(arguments.output)
    line = f"{arguments.output}: {drawing.coverage.line}"
    sys.stdout.write("\n".join(folded(line, width(10_000), "", "  ")) + "\n")
    if drawing.coverage.missing:
        told = ((address, "not drawn") for address in drawing.coverage.missing)
        sys.stdout.write(
            "\n".join(listing(told, width(100), most=len(drawing.coverage.missing))) + "\n"
        )
    return 0


def _drawing(arguments: argparse.Namespace) -> "Drawing":
    from archbench.architecture import build
    from archbench.cli._overlays import make
    from archbench.diagram import draw
    from archbench.diagram.comparison import draw_comparison
    from archbench.terraform.changes import altered_by_address

    compared = [text for text in arguments.overlays if text.startswith(COMPARE)]
    if len(compared) > 1 or (compared and len(arguments.overlays) > 1):
        raise InputError("compare=PATH stands alone: it says what differs, not what costs or fails")
    if arguments.before_variables and not compared:
        raise InputError("--before-var is of the first of two sides: give --overlay compare=PATH")
    configuration = load(arguments)
    architecture = build(configuration)
    if compared:
        first = before(arguments)
        first.path = Path(compared[0].removeprefix(COMPARE))
        old = load(first)
        return draw_comparison(
            build(old),
            architecture,
            changed=altered_by_address(old, configuration),
            perspective=arguments.perspective,
            theme=arguments.theme,
            excerpt=configuration.excerpt,
        )
    return draw(
        architecture,
        perspective=arguments.perspective,
        overlays=[
            make(text, arguments, configuration, architecture) for text in arguments.overlays
        ],
        theme=arguments.theme,
        excerpt=configuration.excerpt,
    )
