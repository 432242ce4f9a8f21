"""Run the notebooks on configurations and write one document: HTML, JSON, the notebooks beside it.

`archbench report PATH` writes the review: page one decides, a few pages of evidence, the rest as an
appendix; `whatif PATH` the scenarios; `audit PATH` every control with its evidence. The first PATH
is the subject; --var and --var-file are its variables. The others stand beside it in the comparison
of requirements. A section that lacks an input, or fails, is a gap that the document names; where
one failed the exit code is 3, or 4 or 5 for a kernel that died or ran out of time.
"""

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli._configuration import add_variable_arguments, day

if TYPE_CHECKING:
    from archbench.report.parameters import ParameterValue
    from archbench.stack import Stack

HELP = "write a review, a what-if or an audit as one HTML file"


def configure(parser: argparse.ArgumentParser) -> None:
    """Paths, where to write, and what to set in the notebooks."""
    parser.usage = "archbench report [options] [review | whatif | audit] PATH [PATH ...]"
    parser.add_argument(
        "paths",
        type=Path,
        nargs="+",
        metavar="PATH",
        help="directory of *.tf files, or a JSON file from `terraform show -json`; before the"
        " first, which document: review (when not given), whatif or audit",
    )
    parser.add_argument("-o", "--output", type=Path, default=Path("out"), metavar="DIR")
    add_variable_arguments(parser)
    parser.add_argument(
        "-p",
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set a parameter of the notebooks, such as usage=FILE or outputs=FILE",
    )
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="date of the report and of rates that change with time (default: today)",
    )
    parser.add_argument(
        "--anew", action="store_true", help="write it even where nothing it depends on has changed"
    )
    parser.add_argument("--pdf", action="store_true", help="write report.pdf too (extra: pdf)")


def stack_parameters(stack: "Stack") -> "dict[str, ParameterValue]":
    """What the stack's own file says of the notebooks' parameters."""
    found: dict[str, ParameterValue] = {
        name: str(path)
        for name, path in (
            ("usage", stack.usage),
            ("scenarios", stack.scenarios),
            ("outputs", stack.outputs),
            ("waivers", stack.waivers),
        )
        if path is not None
    }
    if stack.checklists:
        found["checklists"] = list(stack.checklists)
    if stack.profile:
        found["profile"] = stack.profile
    return found


def _must_be_understood(parameters: "Mapping[str, ParameterValue]") -> None:
    """Refuse a checklist there is not and a day that is none, before a kernel starts.

    Raises:
        InputError: one of them is wrong.
    """
    from archbench.report.inputs import day as day_of
    from archbench.requirements.reading import find_checklist

    day_of(str(parameters.get("as_of") or ""))
    names = parameters.get("checklists")
    if isinstance(names, str) and names.startswith("["):
        names = [item.strip(" \"'") for item in names.strip("[] ").split(",")]
    for name in names if isinstance(names, list) else ():
        if name:
            find_checklist(str(name))


def run(arguments: argparse.Namespace) -> int:
    """Run the notebooks and say where the report is."""
    from archbench.errors import InputError
    from archbench.report.documents import DOCUMENTS, REVIEW, WHATIF
    from archbench.report.request import Request, already
    from archbench.stack import stack_of

    document = DOCUMENTS.get(str(arguments.paths[0])) if arguments.paths[1:] else None
    if document:
        del arguments.paths[0]
    stack = stack_of(arguments.paths[0], arguments.root)
    parameters: dict[str, ParameterValue] = dict(stack_parameters(stack))
    for text in arguments.parameter:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(f'"{text}" is not NAME=VALUE.')
        parameters[name] = value
    if document is WHATIF and not parameters.get("scenarios"):
        raise InputError(
            f"There are no scenarios of {arguments.paths[0]}: name a YAML file of them,"
            f" -p scenarios=FILE, or let `archbench new {arguments.paths[0]}` begin one."
        )
    _must_be_understood(parameters)
    request = Request(
        paths=(*arguments.paths, *(() if arguments.paths[1:] else stack.beside)),
        variables=(*(stack.variables if arguments.paths[0].is_dir() else ()), *arguments.variables),
        data=arguments.data or stack.data,
        parameters=parameters,
        date=(arguments.as_of or date.today()).isoformat(),  # noqa: DTZ011  (the reader's day)
        pdf=arguments.pdf,
        document=document or REVIEW,
        anew=arguments.anew,
    )

    def say(line: str) -> None:
        sys.stderr.write(f"{line}\n")

    page = arguments.output / f"{request.document.stem}.html"
    kept = already(request, arguments.output)
    if kept:
        told, exit_code = kept.told, 0
    else:
        from archbench.report.build import build

        report = build(request, arguments.output, say)
        told, exit_code = report.told, report.exit_code
    for text in told:
        say(text)
    if kept:
        say("Nothing it depends on has changed: it lay there already (--anew writes it again).")
    sys.stdout.write(f"{page}\n")
    return exit_code
