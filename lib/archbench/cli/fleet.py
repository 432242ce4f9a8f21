"""Examine many configurations: each read, priced, checked and drilled, all on one page.

`archbench fleet stacks/* -o fleet` takes directories, plans, patterns (quoted, ** for any
directories) and lists (YAML: paths, revisions, names). Each is read with its own archbench.yml.
Writes index.html, totals.csv, totals.json, totals.parquet (extra: fleet) and a result for each; a
run that was killed goes on where it was, and what has not changed since is not examined again.
Exits 0 when every one could be examined, 1 when not.
"""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from archbench.cli._configuration import day
from archbench.cli._given import above_zero

HELP = "examine many configurations, all on one page"


def configure(parser: argparse.ArgumentParser) -> None:
    """Which configurations, where to write, and who works."""
    parser.add_argument(
        "names",
        nargs="+",
        metavar="FILE|GLOB",
        help="list of configurations (*.yml), directory, plan, or pattern of them",
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--jobs", type=above_zero, metavar="N", help="processes that work (default: one a core)"
    )
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="let the workers of this Dask cluster work, as in tcp://host:8786 (extra: fleet)",
    )
    parser.add_argument(
        "--history",
        type=Path,
        metavar="FILE",
        help="where every run is appended (default: history.db in DIR)",
    )
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="date of rates and waivers (default: today)"
    )
    parser.add_argument(
        "--anew", action="store_true", help="examine even what has not changed since"
    )


def run(arguments: argparse.Namespace) -> int:
    """Examine them, saying how far it is; then where the page is."""
    from archbench.fleet import history, run
    from archbench.fleet.member import read_fleet
    from archbench.fleet.page import cost, headline

    request = run.FleetRequest(
        fleet=read_fleet(arguments.names),
        target=arguments.output,
        history=arguments.history or arguments.output / history.NAME,
        as_of=arguments.as_of or date.today(),  # noqa: DTZ011  (the reader's day)
        jobs=int(arguments.jobs or os.cpu_count() or 1),
        scheduler=arguments.scheduler,
        anew=arguments.anew,
    )
    rows = run.run(request, lambda line: sys.stderr.write(f"{line}\n"))
    sys.stdout.write(f"{headline(rows)}\n{cost(rows)}\n{request.target / run.PAGE}\n")
    return 1 if run.failed(rows) else 0
