"""What was said of a configuration run after run: its cost, score and verdicts, and what changed.

Reads what `archbench fleet` appended: history.db in the directory it wrote to.
"""

import argparse
import json
import sys
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.cli._terminal import add_all_argument, show, width
from archbench.columns import counted
from archbench.errors import InputError

if TYPE_CHECKING:
    from archbench.fleet.history import PastRun

HELP = "say what was said of a configuration before, and what changed"
WIDTH = 120


def configure(parser: argparse.ArgumentParser) -> None:
    """Which configuration, and where its history is."""
    parser.add_argument("path", type=Path, metavar="PATH", help="a configuration")
    parser.add_argument(
        "--history",
        type=Path,
        default=Path("fleet/history.db"),
        metavar="FILE",
        help="where its runs were appended (default: fleet/history.db)",
    )
    parser.add_argument("--json", action="store_true", help="every run as JSON")
    add_all_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the runs, the newest first."""
    from archbench.fleet.history import runs_of, subjects
    from archbench.fleet.member import Member
    from archbench.fleet.rows import changed
    from archbench.hcl.diagnostics import did_you_mean
    from archbench.sections import section

    subject = Member("", arguments.path).subject
    runs = runs_of(arguments.history, subject)
    if not runs:
        known = set(subjects(arguments.history))
        raise InputError(
            f"{arguments.history} tells of no run of {subject}.{did_you_mean(subject, known)}"
        )
    if arguments.json:
        data = [_data(item) for item in runs]
        sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
        return 0
    told = {
        run.number: changed(before, run)
        for revision in {run.revision for run in runs}
        for before, run in pairwise(run for run in runs if run.revision == revision)
    }
    rows = [
        (
            item.as_of,
            _at(item),
            item.score or "none",
            item.cost,
            item.zone,
            str(len(item.failing)),
            str(item.open),
            told.get(item.number, "the first"),
        )
        for item in reversed(runs)
    ]
    heads = ("as of", "at", "score", "cost a month", "loss of a zone", "fail", "open", "since")
    last = runs[-1]
    answer = [
        f"{subject}: {last.sentence}",
        f"{counted(len(runs), 'run')}, the last as of {last.as_of}",
    ]
    show(answer, [section("Runs", rows, width(WIDTH), heads, first=12)], everything=arguments.all)
    return 0


def _at(item: "PastRun") -> str:
    """Which files: a revision, a commit, and whether they differ from it."""
    changes = " with changes" if item.commit and item.dirty and not item.revision else ""
    return f"{item.revision or item.commit or item.digest[:12]}{changes}"


def _data(item: "PastRun") -> dict[str, object]:
    told = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in asdict(item).items()
    }
    return {**told, "open": item.open}
