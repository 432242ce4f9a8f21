"""Review a change: what it does to cost, verdicts, and what the loss of a zone takes.

    archbench review main                      since main, in the files as they are
    archbench review main..feature PATH        from one revision to another
    archbench review main...feature PATH       from where they part, as a pull request shows it
    archbench review BEFORE AFTER              two directories or plans

Prints a comment in Markdown. Exits 0; 1 when a control newly fails, a lost zone takes more than
before, or the bill grows by more than --most; 2 when the input cannot be used.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli._configuration import add_before_arguments, add_variable_arguments, day
from archbench.cli.check import SEVERITIES, add_checklist_arguments
from archbench.errors import InputError
from archbench.frozen import replace

if TYPE_CHECKING:
    from archbench.diagram import Drawing
    from archbench.review import Reading, Review, ReviewInput

HELP = "say what a change does to cost, verdicts and resilience"
MOST_FIXES = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """What is compared, what each side is read with, what to print, and when to fail."""
    parser.add_argument(
        "what",
        metavar="BASE[..HEAD]",
        help="revisions: BASE..HEAD, BASE...HEAD, or BASE for the files as they are; "
        "or the first of two directories or plans",
    )
    parser.add_argument(
        "path",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="PATH",
        help="the configuration in the repository, here when not given; or the second of two",
    )
    add_variable_arguments(parser)
    add_before_arguments(parser, "what holds for the first side alone, after what holds for both")
    add_checklist_arguments(parser)
    for name, words in (("usage", "usage file (YAML)"), ("waivers", "accepted failures")):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"{words}, for both sides")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="day whose rates hold; today")
    parser.add_argument(
        "--format", choices=("markdown", "json", "sarif"), default="markdown", help="what to print"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it there instead")
    parser.add_argument("--drawing", type=Path, metavar="FILE", help="draw both sides in one")
    parser.add_argument(
        "--url",
        default="",
        metavar="URL",
        help="what the address of a file at the second commit starts with, for links "
        "(https://github.com/OWNER/NAME/blob/COMMIT)",
    )
    parser.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        default="low",
        metavar="SEVERITY",
        help="exit 1 when a control of this severity or worse newly fails; low when not given",
    )
    parser.add_argument(
        "--most", type=_amount, metavar="DOLLARS", help="exit 1 when it costs more by more a month"
    )
    parser.add_argument(
        "--least",
        type=_amount,
        metavar="DOLLARS",
        help="print nothing when no verdict, loss or question changes and the bill by less",
    )


def _amount(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0:
        raise argparse.ArgumentTypeError(f'"{text}" is no amount of dollars')
    return value


def run(arguments: argparse.Namespace) -> int:
    """Print the review, and say by the exit code whether the change may go in."""
    from archbench.diagram.drawing import ending_of
    from archbench.files import write_atomic
    from archbench.hcl.text import visible
    from archbench.review import review

    if arguments.drawing:
        ending_of(arguments.drawing)
    with ExitStack() as stack:
        found = review(*_sides(arguments, stack))
        text = _text(found, arguments)
        drawing = _drawing(found) if arguments.drawing else None
    if drawing is not None:
        drawing.save(arguments.drawing)
    quiet = arguments.least is not None and not found.is_worth_telling(arguments.least)
    if arguments.output:
        write_atomic(arguments.output, "" if quiet else visible(text))
    elif not quiet:
        sys.stdout.write(text)
    return 1 if found.fails(arguments.fail_on, arguments.most) else 0


def _text(found: "Review", arguments: argparse.Namespace) -> str:
    from archbench.review.comment import as_comment
    from archbench.review.document import as_code_scanning, as_json

    if arguments.format == "json":
        return as_json(found, as_of=arguments.as_of)
    if arguments.format == "sarif":
        return as_code_scanning(found)
    return as_comment(found, as_of=arguments.as_of, url=arguments.url, fixes=tuple(_fixes(found)))


def _sides(arguments: argparse.Namespace, stack: ExitStack) -> "tuple[Reading, Reading]":
    """Both sides, the second first: its lists are those of both."""
    from archbench.review import read
    from archbench.review.revision import (
        common,
        holds,
        repository_around,
        revision,
        written_out,
    )

    arguments.as_of = arguments.as_of or datetime.now().astimezone().date()
    now, then = _given(arguments, ()), _given(arguments, tuple(arguments.before_variables))
    first, path = Path(arguments.what), arguments.path
    if first.exists() and path != Path():
        after = read(path, str(path), now)
        return read(first, str(first), then, other=after), after
    top = repository_around(path if path.exists() else Path())
    inside = _inside(path, top)
    base, dots, head = _ends(arguments.what)
    old = revision(top, base or "HEAD")
    new = revision(top, head or "HEAD") if dots else None
    if dots == "...":
        old = replace(old, commit=common(top, base or "HEAD", head or "HEAD"))
    if not holds(old, path) and not (holds(new, path) if new else path.exists()):
        raise InputError(f"{path} is on neither side. Give a directory of .tf files.")
    there = stack.enter_context(written_out(new, path)) if new else path
    after = read(there, str(new or "now"), now, inside=inside)
    here = stack.enter_context(written_out(old, path))
    return read(here, str(old), then, inside=inside, other=after), after


def _inside(path: Path, top: Path) -> str:
    """A path as the repository names it."""
    try:
        return path.resolve().relative_to(top).as_posix()
    except ValueError as error:
        raise InputError(f"{path} lies outside of the repository {top.name}.") from error


def _ends(text: str) -> tuple[str, str, str]:
    """BASE, what stands between, and HEAD; "" where there is none.

    >>> _ends("main...feature"), _ends("v1..v1.2"), _ends("main")
    (('main', '...', 'feature'), ('v1', '..', 'v1.2'), ('main', '', ''))
    """
    dots = "..." if "..." in text else ".." if ".." in text else ""
    base, _, head = text.partition(dots) if dots else (text, "", "")
    return base, dots, head


def _given(arguments: argparse.Namespace, more: tuple[tuple[str, str], ...]) -> "ReviewInput":
    from archbench.review import ReviewInput

    return ReviewInput(
        as_of=arguments.as_of,
        variables=(*arguments.variables, *more),
        data=arguments.data,
        usage=arguments.usage,
        waivers=arguments.waivers,
        source=arguments.source,
        profile=arguments.profile,
        requirements=tuple(arguments.requirements or ()),
        environ=os.environ,
    )


def _fixes(found: "Review") -> Iterator[str]:
    """Changes of the files that mend what fails newly, each tried on the whole configuration."""
    from archbench.requirements.fix import propose

    after = found.after
    mendable = [item for item in found.new_failures if item.control.patches]
    for item in mendable[:MOST_FIXES] if after.place.is_dir() else ():
        fix = propose(
            after.place,
            item.control.id,
            after.assessment.checklists,
            variables=after.variables,
            environ=os.environ,
            profile=after.assessment.profile or None,
        )
        if not fix.reason:
            yield fix.shown


def _drawing(found: "Review") -> "Drawing":
    from archbench.diagram.comparison import draw_comparison
    from archbench.terraform.changes import altered_by_address

    before, after = found.before, found.after
    return draw_comparison(
        before.architecture,
        after.architecture,
        changed=altered_by_address(before.configuration, after.configuration),
        excerpt=after.configuration.excerpt,
    )
