"""Fetch the modules a configuration calls into .terraform/modules, as `terraform get` does.

This is the one command that asks registries and git servers, and it executes nothing it gets. The
installed terraform or tofu does it, or archbench itself. What is installed and still fits stays.
All is fetched aside and put in place at the end; when one module fails, nothing is changed.
Checksums go to archbench.modules.json, to be committed: a tag that moved is told. Exit code 0, or
2 when something cannot be fetched.
"""

import argparse
import os
import sys
from pathlib import Path

from archbench.cli._terminal import width

HELP = "fetch the modules a configuration calls (asks the network)"
WIDTH = 140


def configure(parser: argparse.ArgumentParser) -> None:
    """The directory, and who fetches."""
    parser.add_argument("path", type=Path, metavar="PATH", help="directory of *.tf files")
    parser.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="read nothing outside of this directory (default: the repository around PATH)",
    )
    parser.add_argument(
        "--by",
        choices=("terraform", "tofu", "archbench"),
        help="who fetches (default: terraform or tofu where it is installed, else archbench)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Fetch, and say what was fetched."""
    from archbench.columns import fitted
    from archbench.modules.checksums import NAME
    from archbench.modules.fetching import fetch_modules

    path: Path = arguments.path
    found = fetch_modules(path, environ=os.environ, root=arguments.root, by=arguments.by)
    new = sum(module.new for module in found.modules)
    kept = len(found.modules) - new
    counts = f"{_count(new)} fetched, {kept} kept as installed, {found.local} local"
    sys.stdout.write(f"{path.as_posix()}: {counts} (by {found.program})\n")
    rows = [
        (item.key, item.revision[:12] or "-", item.place, item.source) for item in found.modules
    ]
    if rows:
        table = [("MODULE", "VERSION", "AT", "SOURCE"), *rows]
        lines = (line for lines in fitted(table, width(WIDTH), headed=True) for line in lines)
        sys.stdout.writelines(f"{line}\n" for line in ("", *lines))
        sys.stderr.write(f"Checksums are in {(path / NAME).as_posix()}: commit it.\n")
    return 0


def _count(number: int) -> str:
    return f"{number} module" if number == 1 else f"{number} modules"
