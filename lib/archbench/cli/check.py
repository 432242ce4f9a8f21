"""Check a configuration against requirement checklists: a verdict with evidence for every control.

Exits 0 when every group is met or every failure waived; 1 when not (with --fail-on: when a control
of that severity or worse fails unwaived), when nothing could be judged, or when a list that was
named found nothing to judge; 2 when the input cannot be used. Without --requirements the checklists
are chosen by what they are written for.
"""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from archbench.cli._configuration import add_configuration_arguments, complete
from archbench.cli._terminal import is_terminal, show, width

HELP = "check a configuration against requirement checklists"
SEVERITIES = ("critical", "high", "medium", "low")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_configuration_arguments(parser)
    add_checklist_arguments(parser)
    parser.add_argument(
        "--format",
        choices=("table", "json", "markdown", "sarif", "sarif-full", "junit", "csv"),
        default="table",
        help="how to print the verdicts; a table when not given",
    )
    parser.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        metavar="SEVERITY",
        help="exit 1 only when a control of this severity or worse fails: critical, high, medium "
        "or low; any control that is not met when not given",
    )
    parser.add_argument(
        "--waivers", type=Path, metavar="FILE", help="accepted failures: who, why, until when"
    )
    parser.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="an earlier result (--format json): say which failures are new and which are fixed",
    )
    parser.add_argument(
        "--usage", type=Path, metavar="FILE", help="usage file (YAML), for controls on the cost"
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="every control with its evidence, also those that pass",
    )


def add_checklist_arguments(parser: argparse.ArgumentParser) -> None:
    """--requirements and --profile, for every command that checks."""
    parser.add_argument(
        "--requirements",
        nargs="+",
        action="extend",
        metavar="FILE",
        help="checklists: .hcl files, or names of those that ship with archbench; when not given, "
        "payments for a stack like it, else reliability, security, cost and operations "
        "(fix, compare: payments)",
    )
    parser.add_argument(
        "--profile", metavar="NAME", help="which controls with profiles apply (ci, production)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the verdicts; the answer first."""
    from archbench.requirements import assess
    from archbench.requirements.output import FORMATS
    from archbench.requirements.output.text import WIDTH, laid_out, on_a_screen

    complete(arguments)
    today = datetime.now().astimezone().date()
    found = assess(
        arguments.path,
        arguments.requirements,
        variables=tuple(arguments.variables),
        data=arguments.data,
        environ=os.environ,
        root=arguments.root,
        source=arguments.source,
        profile=arguments.profile,
        usage=arguments.usage,
        as_of=today,
    )
    if arguments.waivers:
        from archbench.requirements.waiving import read_waivers, waive

        waivers, problems = read_waivers(arguments.waivers)
        found = waive(found, waivers, today=today, problems=problems)
    change = None
    if arguments.baseline:
        from archbench.requirements.baseline import compare, read_baseline
        from archbench.requirements.output.data import document

        change = compare(read_baseline(arguments.baseline), document(found))
    if change is not None:
        # A result for programs stays what it is; people read the change beside it.
        beside = sys.stdout if arguments.format in ("table", "markdown") else sys.stderr
        beside.write(f"{change}\n\n")
    if arguments.format == "table":
        short = is_terminal() and not arguments.all
        shown = (
            on_a_screen(found, width(WIDTH))
            if short
            else laid_out(found, width(WIDTH), everything=arguments.all)
        )
        show(*shown, everything=arguments.all)
    else:
        sys.stdout.write(FORMATS[arguments.format](found, everything=arguments.all))
    if not found.judged or (arguments.requirements and found.idle):
        return 1
    if arguments.fail_on:
        return 1 if found.failures(arguments.fail_on) else 0
    return 0 if found.met or found.accepted else 1
