"""Arguments every command shares that reads a configuration: path, variables, data."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli._given import above_zero, region
from archbench.terraform import REGION_OF_A_PLAN

if TYPE_CHECKING:
    from archbench.terraform.configuration import Configuration


def add_configuration_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH, --var, --var-file and --data, as Terraform names them."""
    parser.add_argument(
        "path",
        type=Path,
        metavar="PATH",
        help="directory of *.tf files, or a JSON file from `terraform show -json`",
    )
    add_variable_arguments(parser)


def add_variable_arguments(parser: argparse.ArgumentParser) -> None:
    """--var, --var-file and --unknown, in the order given because later ones win, and the rest."""
    parser.set_defaults(variables=[])
    parser.add_argument(
        "--var",
        dest="variables",
        metavar="NAME=VALUE",
        action="append",
        type=lambda text: ("var", text),
        help="set an input variable; may be repeated, later ones win",
    )
    parser.add_argument(
        "--var-file",
        dest="variables",
        metavar="FILE",
        action="append",
        type=lambda text: ("file", text),
        help="read input variables from a .tfvars file; may be repeated",
    )
    parser.add_argument(
        "--unknown",
        dest="variables",
        metavar="NAME",
        action="append",
        type=lambda text: ("unknown", text),
        help="leave an input variable unknown, as before a plan; '*' all that have no value",
    )
    parser.add_argument(
        "--data", type=Path, metavar="FILE", help="answers for data sources (zones, account, AMIs)"
    )
    parser.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="read nothing outside of this directory (default: the repository around PATH)",
    )
    parser.add_argument(
        "--source",
        type=Path,
        metavar="DIR",
        help="for a plan, the directory it was made from: gives lines, and what a plan leaves out "
        "(default: the directory it lies in, where that says what the plan says)",
    )
    parser.add_argument(
        "--region",
        dest="ambient_region",
        metavar="REGION",
        type=region,
        help="where the AWS provider works when its block names no region, in place of AWS_REGION; "
        "of a plan or state, where it does not say",
    )
    parser.add_argument(
        "--most-instances",
        metavar="NUMBER",
        type=above_zero,
        help="make at most this many instances of resources and modules (default: 20000)",
    )


def add_before_arguments(parser: argparse.ArgumentParser, heading: str) -> argparse._ArgumentGroup:
    """--before-var, --before-var-file and --before-unknown: of the first of two sides alone."""
    before = parser.add_argument_group(heading)
    before.set_defaults(before_variables=[])
    for option, kind, metavar in (
        ("var", "var", "NAME=VALUE"),
        ("var-file", "file", "FILE"),
        ("unknown", "unknown", "NAME"),
    ):
        before.add_argument(
            f"--before-{option}",
            dest="before_variables",
            metavar=metavar,
            action="append",
            type=lambda text, kind=kind: (kind, text),  # type: ignore[misc]
            help=f"as --{option}",
        )
    return before


def before(arguments: argparse.Namespace) -> argparse.Namespace:
    """The arguments of the first of two sides: what holds for both, then what is its own."""
    own = argparse.Namespace(**vars(arguments))
    own.variables = [*arguments.variables, *arguments.before_variables]
    return own


def day(text: str) -> date:
    """A day as a person writes it: 2026-11-23."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date; write it as 2026-11-23') from None


@contextmanager
def settled(arguments: argparse.Namespace) -> Iterator[None]:
    """--region and --most-instances where every reader of the environment finds them, for a while.

    A plan or state was made elsewhere: of the environment here it takes no region but --region.
    """
    region = getattr(arguments, "ambient_region", None)
    chosen = {
        "AWS_REGION": region,
        REGION_OF_A_PLAN: region,
        "ARCHBENCH_MOST_INSTANCES": getattr(arguments, "most_instances", None),
    }
    before = {name: os.environ.get(name) for name in chosen}
    os.environ.update({name: value for name, value in chosen.items() if value is not None})
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


NOTE_WIDTH = 100
"""Where a note is folded when it goes to no terminal."""


def complete(arguments: argparse.Namespace) -> None:
    """Put in what the stack's own file says, where the command line says nothing.

    Its variables come before those given, which win; a plan has its own.
    """
    from archbench.stack import stack_of

    stack = stack_of(arguments.path, arguments.root)
    if stack.path is None:
        return
    if Path(arguments.path).is_dir():
        arguments.variables = [*stack.variables, *arguments.variables]
    for name, said in (
        ("data", stack.data),
        ("profile", stack.profile or None),
        ("requirements", list(stack.checklists) or None),
        ("usage", stack.usage),
        ("waivers", stack.waivers),
    ):
        if getattr(arguments, name, said) is None:
            setattr(arguments, name, said)
    _note(arguments, f"{stack.path} says what is not given here")


def load(arguments: argparse.Namespace) -> "Configuration":
    """The resolved configuration these arguments name; problems go to the caller as InputError."""
    from archbench.terraform import load as load_configuration

    complete(arguments)
    configuration = load_configuration(
        arguments.path,
        variables=tuple(arguments.variables),
        data=arguments.data,
        environ=os.environ,
        root=arguments.root,
        source=arguments.source,
    )
    if arguments.command != "resolve":  # which says all of it itself
        for line in caveats(configuration):
            _note(arguments, line)
        _note(arguments, f"{configuration.path} is read as {configuration.read_as}")
    return configuration


def _note(arguments: argparse.Namespace, text: str) -> None:
    if text not in arguments.notes:
        arguments.notes.append(text)


def caveats(configuration: "Configuration") -> list[str]:
    """What an answer about this configuration must not be read without, a line for each kind."""
    from archbench.terraform.caveats import not_read, refused, warned

    path = configuration.path
    return [
        *(f"{path} has {text}" for text in (refused(configuration), warned(configuration)) if text),
        *(f"{path}: {text}" for text in not_read(configuration)),
    ]


def write_notes(arguments: argparse.Namespace) -> None:
    """What a reader may want to know once the answer is read."""
    from archbench.cli._terminal import width
    from archbench.columns import folded

    sys.stdout.flush()
    for note in arguments.notes:
        lines = folded(note, width(NOTE_WIDTH), "", "  ")
        sys.stderr.writelines(f"{line}\n" for line in lines)
