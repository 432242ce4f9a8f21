"""Write a usage file from what was measured: by address, low, likely and high.

`archbench metrics PATH --save FILE` keeps what CloudWatch said; this makes of it the usage that
`archbench cost --usage` reads. What was not measured well enough is left out, with its reason.
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli._configuration import add_configuration_arguments, load
from archbench.columns import counted

if TYPE_CHECKING:
    from archbench.terraform.configuration import Configuration

HELP = "write a usage file from saved metrics"


def configure(parser: argparse.ArgumentParser) -> None:
    """The configuration, the saved metrics, where to write."""
    add_configuration_arguments(parser)
    parser.add_argument(
        "--from-metrics",
        type=Path,
        metavar="FILE",
        required=True,
        help="saved by `archbench metrics --save FILE`",
    )
    parser.add_argument(
        "--usage", type=Path, metavar="FILE", help="usage as assumed so far, to compare with"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="in place of printing it")


def run(arguments: argparse.Namespace) -> int:
    """Print the usage file; what it changes in the estimate stands after it."""
    from archbench.files import write_atomic
    from archbench.metrics import saved
    from archbench.metrics.usage_from_metrics import measured

    pull = saved.read(arguments.from_metrics)
    configuration = load(arguments)
    found = measured(pull)
    text = f"# from {pull.source}, {pull.start:%Y-%m-%d %H:%M} to {pull.end:%Y-%m-%d %H:%M} UTC\n"
    text += found.text()
    if arguments.output:
        write_atomic(arguments.output, text)
    else:
        sys.stdout.write(text)
    strange = sorted({item.address for item in found.figures} - configuration.by_address.keys())
    if strange:
        arguments.notes.append(
            f"{counted(len(strange), 'address')} of it stand in no file of {configuration.path}:"
            f" {', '.join(strange[:3])}"
        )
    arguments.notes.append(
        f"{counted(len(found.figures), 'figure')}, {len(found.left_out)} left out;"
        f" {_compared(configuration, arguments.usage, text)}"
    )
    return 0


def _compared(configuration: "Configuration", assumed: Path | None, text: str) -> str:
    """The estimate as assumed so far beside the one with what was measured."""
    from archbench.architecture import place
    from archbench.cost import estimate
    from archbench.cost.usage_file import parse_usage

    architecture, day = place(configuration), datetime.now().astimezone().date()
    measured = parse_usage(text, "what was measured")
    before = estimate(configuration, architecture, usage=assumed, as_of=day).total.likely
    after = estimate(configuration, architecture, usage=measured, as_of=day).total.likely
    told = f"with {assumed}" if assumed else "without usage"
    return f"a month is ${before:,.2f} {told} and ${after:,.2f} with what was measured"
