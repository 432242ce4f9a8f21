"""Try scenarios on a stack: what each costs, mends and breaks, beside the stack as it stands.

Scenarios come from a YAML file (--scenarios, or the stack's own), from --set, or from --sweep,
which tries every combination, or with --sample some of them. docs/guides/what-if.md shows levers.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli._configuration import add_configuration_arguments, complete, day
from archbench.cli._given import above_zero
from archbench.cli._terminal import add_all_argument, show, width
from archbench.errors import InputError

if TYPE_CHECKING:
    from archbench.whatif.bench import Bench
    from archbench.whatif.row import ScenarioRow
    from archbench.whatif.scenario import Scenario
    from archbench.whatif.text import Tried

HELP = "try scenarios: what each costs, mends and breaks"


def configure(parser: argparse.ArgumentParser) -> None:
    """PATH, scenarios, levers, what is judged, and how to print it."""
    add_configuration_arguments(parser)
    parser.add_argument(
        "--scenarios", type=Path, metavar="FILE", help="named scenarios (YAML), each with its why"
    )
    parser.add_argument(
        "--set",
        dest="changes",
        action="append",
        default=[],
        metavar="LEVER=VALUE",
        help="var.NAME, ADDRESS.ARGUMENT (* for any part), usage.KEY, region, purchase, price_book "
        "or patch (a file); several make one scenario",
    )
    parser.add_argument(
        "--sweep",
        action="append",
        default=[],
        metavar="LEVER=VALUES",
        help="a,b,c or LOW..HIGH or LOW..HIGH/NUMBER; several make every combination",
    )
    parser.add_argument(
        "--sample", type=above_zero, metavar="NUMBER", help="draw so many from the sweep instead"
    )
    parser.add_argument(
        "--sampling",
        choices=("latin", "random"),
        default="latin",
        help="spread the draws of each lever evenly (latin), or draw each freely",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="NUMBER", help="of the draws")
    parser.add_argument("--usage", type=Path, metavar="FILE", help="usage file (YAML)")
    parser.add_argument(
        "--requirements",
        nargs="+",
        action="extend",
        metavar="FILE",
        help="checklists, as for check; their critical groups count",
    )
    parser.add_argument("--profile", metavar="NAME", help="which controls with profiles apply")
    parser.add_argument(
        "--every-group", action="store_true", help="judge every group, not the critical ones alone"
    )
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="day whose rates hold; today when not given"
    )
    parser.add_argument(
        "--jobs", type=above_zero, metavar="NUMBER", help="processes; one for each processor if not"
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FILE",
        help="keep each row here as it is found: a run that is stopped goes on from there",
    )
    shape = parser.add_mutually_exclusive_group()
    for name in ("json", "csv", "markdown"):
        shape.add_argument(
            f"--{name}", dest="shape", action="store_const", const=name, help=f"print {name}"
        )
    parser.set_defaults(shape="text")
    add_all_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what becomes of the scenarios."""
    from archbench.stack import stack_of
    from archbench.whatif import export, text
    from archbench.whatif.base import Base
    from archbench.whatif.bench import Bench

    stack = stack_of(arguments.path, arguments.root)
    complete(arguments)
    scenarios = _scenarios(arguments, arguments.scenarios or stack.scenarios)
    lists = arguments.requirements
    bench = Bench(
        Base(
            arguments.path,
            tuple(arguments.variables),
            arguments.data,
            arguments.usage,
            arguments.as_of or datetime.now().astimezone().date(),
            os.environ,
            checklists=None if lists is None else tuple(lists),
            profile=arguments.profile,
            whole=arguments.every_group,
            root=arguments.root,
            source=arguments.source,
        )
    )
    tried = _tried(bench, scenarios, arguments)
    _note(bench, arguments)
    if arguments.shape == "text":
        show(*text.laid_out(tried, width(text.WIDTH)), everything=arguments.all)
        return 0
    shapes: dict[str, Callable[[Tried], str]] = {
        "json": export.as_json,
        "csv": export.as_csv,
        "markdown": export.as_markdown,
    }
    sys.stdout.write(shapes[arguments.shape](tried))
    return 0


def _scenarios(arguments: argparse.Namespace, file: Path | None) -> "list[Scenario]":
    """What is tried: the sweep, or what is set, or else the named ones; those named by hand too."""
    from archbench.whatif.given import axis_of, change_of
    from archbench.whatif.reading import read_scenarios
    from archbench.whatif.scenario import Scenario
    from archbench.whatif.sweep import grid, sample

    changes = tuple(change_of(text) for text in arguments.changes)
    axes = [axis_of(text) for text in arguments.sweep]
    if arguments.sample and not axes:
        raise InputError("--sample draws from a sweep: give --sweep LEVER=VALUES.")
    found: list[Scenario] = []
    if arguments.scenarios or not (changes or axes):
        if file is None:
            raise InputError(
                f"There is nothing to try on {arguments.path}: give --set LEVER=VALUE, --sweep "
                "LEVER=VALUES or --scenarios FILE, or let `archbench new "
                f"{arguments.path}` begin a file."
            )
        found += read_scenarios(file)
    if axes and arguments.sample:
        drawn = sample(
            axes,
            int(arguments.sample),
            arguments.seed,
            sampling=arguments.sampling,
            fixed=changes,
        )
        found += drawn
    elif axes:
        found += grid(axes, changes)
    elif changes:
        name = ", ".join(map(str, changes))
        found.append(Scenario(name, "", changes, changes[0].place))
    return found


def _tried(bench: "Bench", scenarios: "list[Scenario]", arguments: argparse.Namespace) -> "Tried":
    from archbench.whatif.kept_rows import KeptRows
    from archbench.whatif.row import row_of
    from archbench.whatif.running import rows
    from archbench.whatif.text import Tried

    kept = KeptRows(arguments.keep, bench, scenarios) if arguments.keep else None
    known = kept.known if kept else {}
    progress = _Progress(len(scenarios) - len(known))

    def done(place: int, row: "ScenarioRow") -> None:
        if kept:
            kept.add(place, row)
        progress.step()

    found = rows(
        bench,
        scenarios,
        jobs=int(arguments.jobs) if arguments.jobs else None,
        known=known,
        done=done,
    )
    progress.end()
    baseline = row_of(bench.baseline, bench.baseline)
    return Tried(arguments.path.as_posix(), baseline, found, judged=bool(bench.checklists))


class _Progress:
    """How many are done and what is left, on a line of its own that goes away; on a terminal."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._done = 0
        self._start = time.monotonic()
        self._shown = 0.0
        self._out = sys.__stderr__ if sys.__stderr__ and sys.__stderr__.isatty() else None

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        now = time.monotonic()
        if self._out and now - self._shown > _EACH:
            self._shown = now
            left = (now - self._start) / self._done * (self._number - self._done)
            self._out.write(
                f"\r\x1b[K{self._done:,} of {self._number:,} scenarios, {left:,.0f} s left"
            )
            self._out.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._out and self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()


_EACH = 0.2
"""Seconds between two of its lines."""


def _note(bench: "Bench", arguments: argparse.Namespace) -> None:
    """What an answer about the configuration must not be read without."""
    from archbench.cli._configuration import caveats

    configuration = bench.baseline.configuration
    if configuration is not None:
        arguments.notes += [line for line in caveats(configuration) if line not in arguments.notes]
        arguments.notes.append(f"{configuration.path} is read as {configuration.read_as}")
