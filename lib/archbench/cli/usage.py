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
    from archbench.metrics.series import Pull
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
            f"{counted(len(strange), 'address')} of it in no file of {configuration.path}, and not"
            f" in the estimate: {', '.join(strange[:3])}"
        )
    arguments.notes.append(
        f"{counted(len(found.figures), 'figure')}, {len(found.left_out)} left out;"
        f" {_compared(configuration, pull, arguments.usage)}"
    )
    return 0


def _compared(configuration: "Configuration", pull: "Pull", assumed: Path | None) -> str:
    """The estimate as assumed so far beside the one with what was measured in its place."""
    from archbench.architecture import build
    from archbench.cost.statement import figure
    from archbench.report.calibrated import calibrated

    day = datetime.now().astimezone().date()
    found = calibrated(pull, configuration, build(configuration), usage=assumed, as_of=day)
    told, rest = (f"with {assumed}", "as assumed") if assumed else ("without usage", "open")
    return (
        f"a month is {figure(found.assumed)} {told} and {figure(found.measured)} as measured,"
        f" {rest} where nothing was measured"
    )
