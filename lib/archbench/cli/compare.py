"""Compare configurations against requirement checklists, as a design review in Markdown.

Exits 0 when every configuration meets every group, 1 when not, 2 when the input cannot be used.
"""

import argparse
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli.check import add_checklist_arguments
from archbench.errors import InputError

if TYPE_CHECKING:
    from archbench.requirements.compare import Side

HELP = "compare configurations against requirement checklists"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="directories of *.tf files, or JSON files from `terraform show -json`; two at least",
    )
    add_checklist_arguments(parser)
    parser.add_argument(
        "--format", choices=("markdown", "json"), default="markdown", help="how to print it"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the write-up."""
    from archbench.requirements.compare import compare
    from archbench.requirements.output.data import comparison_document
    from archbench.requirements.output.review import as_review

    if len(arguments.paths) < 2:
        raise InputError(f"compare needs two paths at least: {arguments.paths[0]} and another one.")
    found = compare([_side(path, arguments) for path in arguments.paths])
    if arguments.format == "json":
        text = json.dumps(comparison_document(found), indent=2, ensure_ascii=False) + "\n"
        sys.stdout.write(text)
    else:
        sys.stdout.write(as_review(found))
    return 0 if all(side.assessment.met for side in found.sides) else 1


def _side(path: str, arguments: argparse.Namespace) -> "Side":
    from archbench.architecture import build
    from archbench.cost import estimate
    from archbench.requirements import check, read_checklist
    from archbench.requirements.assess import DEFAULT
    from archbench.requirements.compare import Side
    from archbench.terraform import load_again

    configuration, resolve = load_again(Path(path), environ=os.environ)
    architecture = build(configuration)
    made = estimate(configuration, architecture, as_of=datetime.now().astimezone().date())
    checklists = [read_checklist(name) for name in arguments.requirements or (DEFAULT,)]
    found = check(
        configuration,
        architecture,
        checklists,
        profile=arguments.profile,
        estimate=made,
        resolve=resolve,
    )
    return Side(configuration, found, made)
