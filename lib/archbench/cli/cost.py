"""Estimate what a configuration costs a month at list price, every figure with source and date.

`archbench cost PATH` estimates one configuration; `archbench cost diff A B` says what changes from
A to B. A usage file (--usage) says what Terraform cannot know, in the layout Infracost uses.
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli._configuration import (
    add_before_arguments,
    add_variable_arguments,
    before,
    day,
    load,
)
from archbench.cli._terminal import add_all_argument, show, width
from archbench.columns import counted, verb
from archbench.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from archbench.cost import Estimate

HELP = "estimate the monthly cost, or the difference between two configurations"


def configure(parser: argparse.ArgumentParser) -> None:
    """PATH or diff A B, variables, usage, the day, and how to print it."""
    parser.usage = "archbench cost [options] PATH | archbench cost [options] diff A B"
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="directory of *.tf files or JSON from `terraform show -json`; "
        'or "diff" and two of them',
    )
    add_variable_arguments(parser)
    parser.add_argument("--usage", type=Path, metavar="FILE", help="usage file (YAML)")
    before = add_before_arguments(parser, "diff: what holds for A alone, after what holds for both")
    before.add_argument("--before-usage", type=Path, metavar="FILE", help="in place of --usage")
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="day whose rates hold, where a rate depends on it; today when not given",
    )
    parser.add_argument(
        "--allowances",
        action="store_true",
        help="take off what an account may use for free each month",
    )
    parser.add_argument(
        "--price-book",
        type=Path,
        metavar="FILE",
        help="discounts and rates agreed with AWS (CSV), as credits beside the list price",
    )
    shape = parser.add_mutually_exclusive_group()
    for name in ("json", "csv", "focus", "markdown"):
        shape.add_argument(
            f"--{name}", dest="shape", action="store_const", const=name, help=f"print {name}"
        )
    parser.set_defaults(shape="text")
    add_all_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the estimate or the difference."""
    from archbench.cost import export, focus, statement

    if arguments.paths[0] == "diff" and len(arguments.paths) > 1:
        return _diff(arguments)
    if len(arguments.paths) > 1:
        raise InputError(
            f"give one PATH, or diff and two: archbench cost diff {' '.join(arguments.paths[:2])}"
        )
    made = _estimate(arguments, arguments.paths[0])
    if arguments.shape == "text":
        show(*statement.statement(made, width(statement.WIDTH)), everything=arguments.all)
        return 0
    shapes: dict[str, Callable[[Estimate], str]] = {
        "json": export.as_json,
        "csv": export.as_csv,
        "focus": focus.as_focus,
        "markdown": statement.as_markdown,
    }
    sys.stdout.write(shapes[arguments.shape](made))
    if arguments.shape == "focus" and any(focus.left_out(made)):
        waiting, unpriced = focus.left_out(made)
        sys.stderr.write(
            f"{counted(waiting, 'charge')} {verb(waiting, waiting, 'waits', 'wait')} for usage and"
            f" {unpriced} {verb(unpriced, unpriced, 'has', 'have')} no price: they are no rows\n"
        )
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    from archbench.cost import difference, export
    from archbench.cost.statement import WIDTH

    _, *sides = arguments.paths
    if len(sides) != 2:
        raise InputError(f"diff compares two paths, and {len(sides)} are given.")
    if arguments.shape in ("csv", "focus"):
        raise InputError(
            f"a difference is printed as text, --json or --markdown, not --{arguments.shape}."
        )
    old, new = sides
    first = before(arguments)
    first.usage = arguments.before_usage or arguments.usage
    found = difference.difference(_estimate(first, old), _estimate(arguments, new))
    if arguments.shape == "text":
        show(*difference.laid_out(found, width(WIDTH)), everything=arguments.all)
        return 0
    shapes: dict[str, Callable[[difference.Difference], str]] = {
        "json": lambda made: export.json_text(difference.document(made)) + "\n",
        "markdown": difference.as_markdown,
    }
    sys.stdout.write(shapes[arguments.shape](found))
    return 0


def _estimate(arguments: argparse.Namespace, path: str) -> "Estimate":
    from archbench.architecture import place
    from archbench.cost import estimate
    from archbench.cost.allowances import with_allowances
    from archbench.cost.price_book import read_price_book, with_price_book

    arguments = argparse.Namespace(**{**vars(arguments), "path": Path(path)})
    configuration = load(arguments)
    made = estimate(
        configuration,
        place(configuration),
        usage=arguments.usage,
        as_of=arguments.as_of or datetime.now().astimezone().date(),
    )
    if arguments.price_book:
        book = read_price_book(arguments.price_book)
        made = with_price_book(made, book, str(arguments.price_book))
    return with_allowances(made) if arguments.allowances else made
