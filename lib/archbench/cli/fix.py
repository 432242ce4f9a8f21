"""Propose the change of the HCL that makes a control pass, tried before it is shown.

Prints a unified diff; writes only with --write. Exits 0 when there is a safe fix, 1 when there is
none, 2 when the input cannot be used.
"""

import argparse
import os
import sys

from archbench.cli._configuration import add_configuration_arguments, complete
from archbench.cli.check import add_checklist_arguments

HELP = "change the HCL so that a control passes"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_configuration_arguments(parser)
    add_checklist_arguments(parser)
    parser.add_argument("--control", metavar="ID", required=True, help="the control to make pass")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--diff", action="store_true", help="print the diff alone, for a patch file")
    way.add_argument("--write", action="store_true", help="change the files")


def run(arguments: argparse.Namespace) -> int:
    """Print the change, or why there is no safe one."""
    from archbench.requirements.assess import DEFAULT
    from archbench.requirements.fix import propose, write
    from archbench.requirements.reading import read_checklist

    complete(arguments)
    fix = propose(
        arguments.path,
        arguments.control,
        [read_checklist(name) for name in arguments.requirements or (DEFAULT,)],
        variables=tuple(arguments.variables),
        data=arguments.data,
        environ=os.environ,
        root=arguments.root,
        profile=arguments.profile,
    )
    if fix.reason:
        sys.stderr.write(f"{fix.answer}\n")
        return 1
    if arguments.write:
        write(fix)
    if not arguments.diff:
        sys.stdout.write(f"{fix.answer}\n\n")
    sys.stdout.write(fix.diff if arguments.diff else fix.shown)
    if arguments.write:
        sys.stdout.write(f"\nWritten: {', '.join(sorted(fix.names.values()))}.\n")
    return 0
