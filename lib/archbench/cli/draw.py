"""Draw the architecture of a configuration: zones, tiers, request path, regional services."""

import argparse
import sys
from pathlib import Path

from archbench.cli._configuration import add_configuration_arguments, load

HELP = "draw the architecture"


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
        help="full, request, egress, security, or one zone (zone:a)",
    )
    parser.add_argument("--theme", default="light", metavar="T", help="light or dark")


def run(arguments: argparse.Namespace) -> int:
    """Draw, write, and say what is on the drawing."""
    from archbench.architecture import build
    from archbench.diagram import draw

    configuration = load(arguments)
    drawing = draw(
        build(configuration),
        perspective=arguments.perspective,
        theme=arguments.theme,
        sources=configuration.sources,
    )
    drawing.save(arguments.output)
    sys.stdout.write(f"{arguments.output}: {drawing.coverage.line}\n")
    return 0
