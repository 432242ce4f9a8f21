"""Compare configurations against requirement checklists, side by side or as a design review.

What is given with a number and a colon before it is for that path alone: `--var 2:name=value`.
Exits 0 when every configuration meets every group, or every failure is waived, 1 when not, 2 when
the input cannot be used.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli._terminal import add_all_argument, show, width
from archbench.cli.check import add_checklist_arguments
from archbench.errors import InputError
from archbench.frozen import replace

if TYPE_CHECKING:
    from archbench.requirements.compare import Side

HELP = "compare configurations against requirement checklists"

_VARIABLES = {"var": "NAME=VALUE", "var-file": "FILE", "unknown": "NAME"}
_FILES = {
    "data": "answers for data sources (zones, account, AMIs)",
    "usage": "usage file (YAML), for controls on the cost",
    "waivers": "accepted failures: who, why, until when",
    "source": "for a plan, the directory it was made from",
}


@dataclass(frozen=True, slots=True)
class _Given:
    """One option: the number of the path it is for, None for all, with its name and its text."""

    side: int | None
    name: str
    text: str


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="directories of *.tf files, or JSON files from `terraform show -json`; two at least",
    )
    parser.set_defaults(given=[])
    for name, shown in _VARIABLES.items():
        _add(parser, name, shown, f"as for check; [N:]{shown} for the Nth path alone")
    for name, words in _FILES.items():
        _add(parser, name, "FILE" if name != "source" else "DIR", f"{words}; with N: for one path")
    add_checklist_arguments(parser)
    parser.add_argument(
        "--format",
        choices=("table", "markdown", "json"),
        default="table",
        help="how to print it; a table when not given",
    )
    parser.add_argument(
        "--markdown",
        dest="format",
        action="store_const",
        const="markdown",
        help="print the design review, as --format markdown does",
    )
    add_all_argument(parser)


def _add(parser: argparse.ArgumentParser, name: str, shown: str, words: str) -> None:
    def given(text: str) -> _Given:
        numbered = re.match(r"(\d+):", text)
        side = int(numbered[1]) if numbered else None
        return _Given(side, name, text[numbered.end() :] if numbered else text)

    parser.add_argument(
        f"--{name}", dest="given", action="append", type=given, metavar=f"[N:]{shown}", help=words
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the write-up."""
    from archbench.requirements.compare import compare
    from archbench.requirements.output.data import comparison_document
    from archbench.requirements.output.review import as_review
    from archbench.requirements.output.side_by_side import laid_out
    from archbench.requirements.output.text import WIDTH

    if len(arguments.paths) < 2:
        raise InputError(f"compare needs two paths at least: {arguments.paths[0]} and another one.")
    last = len(arguments.paths)
    for item in arguments.given:
        if item.side is not None and not 0 < item.side <= last:
            raise InputError(
                f"--{item.name} {item.side}:{item.text} is for path {item.side}: there are {last}."
            )
    sides = [
        _side(path, [g for g in arguments.given if g.side in (None, number)], arguments)
        for number, path in enumerate(arguments.paths, start=1)
    ]
    found = compare(_told_apart(sides, arguments))
    if arguments.format == "json":
        text = json.dumps(comparison_document(found), indent=2, ensure_ascii=False) + "\n"
        sys.stdout.write(text)
    elif arguments.format == "markdown":
        sys.stdout.write(as_review(found))
    else:
        show(*laid_out(found, width(WIDTH)), everything=arguments.all)
    return 0 if all(s.assessment.met or s.assessment.accepted for s in found.sides) else 1


def _told_apart(sides: Sequence["Side"], arguments: argparse.Namespace) -> list["Side"]:
    """The sides; readings of one path with what each was read with, or its number."""
    paths = [side.configuration.path for side in sides]
    named = []
    for number, side in enumerate(sides, start=1):
        own = [f"{g.name} {g.text}" for g in arguments.given if g.side == number]
        words = f"{number}: {', '.join(own) or 'as it is'}"
        named.append(replace(side, given=words) if paths.count(paths[number - 1]) > 1 else side)
    return named


def _side(path: str, given: Sequence[_Given], arguments: argparse.Namespace) -> "Side":
    from archbench.architecture import build
    from archbench.cost import estimate
    from archbench.requirements import check, read_checklist
    from archbench.requirements.assess import DEFAULT
    from archbench.requirements.compare import Side
    from archbench.requirements.waiving import read_waivers, waive
    from archbench.stack import stack_of
    from archbench.terraform import load_again

    stack = stack_of(path)
    own = {"data": stack.data, "usage": stack.usage, "waivers": stack.waivers}
    files = {name: said for name, said in own.items() if said is not None}
    files |= {item.name: Path(item.text) for item in given if item.name in _FILES}
    today = datetime.now().astimezone().date()
    configuration, resolve = load_again(
        Path(path),
        variables=[
            *(stack.variables if Path(path).is_dir() else ()),
            *((_KIND[item.name], item.text) for item in given if item.name in _KIND),
        ],
        data=files.get("data"),
        environ=os.environ,
        source=files.get("source"),
    )
    architecture = build(configuration)
    made = estimate(configuration, architecture, usage=files.get("usage"), as_of=today)
    found = check(
        configuration,
        architecture,
        [read_checklist(name) for name in arguments.requirements or (DEFAULT,)],
        profile=arguments.profile,
        estimate=made,
        resolve=resolve,
    )
    if "waivers" in files:
        waivers, problems = read_waivers(files["waivers"])
        found = waive(found, waivers, today=today, problems=problems)
    return Side(configuration, found, made)


_KIND = {"var": "var", "var-file": "file", "unknown": "unknown"}
