"""Write archbench.yml beside a configuration, and the files it names, ready to fill in.

They are about this configuration: its variables without a value, the usage its charges wait for,
scenarios that change its cost, the answers its data sources need. Nothing that is there is changed.
"""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archbench.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

HELP = "begin a stack's own file, archbench.yml, and what it names"


def configure(parser: argparse.ArgumentParser) -> None:
    """The directory."""
    parser.add_argument("path", type=Path, metavar="PATH", help="directory of *.tf files")


def run(arguments: argparse.Namespace) -> int:
    """Write what is not there yet, and say what was written."""
    from archbench.architecture import build
    from archbench.cost import estimate
    from archbench.files import write_together
    from archbench.report import skeleton
    from archbench.stack import NAME
    from archbench.terraform import load_again
    from archbench.whatif.candidates import candidates

    path: Path = arguments.path
    if not path.is_dir():
        raise InputError(f"{path} is no directory: archbench.yml lies beside *.tf files.")
    today = datetime.now().astimezone().date()
    found, again = load_again(path, variables=[("unknown", "*")], environ=os.environ)
    if again is None:
        raise InputError(f"{path} cannot be read again with other variables.")
    names = (NAME, "usage.yml", "scenarios.yml", "data.yml")
    there = [name for name in names if (path / name).exists()]
    texts: dict[str, Callable[[], str]] = {
        NAME: lambda: skeleton.stack_text(found, skeleton.variable_files(path)),
        "usage.yml": lambda: skeleton.usage_text(estimate(found, build(found), as_of=today)),
        "scenarios.yml": lambda: skeleton.scenarios_text(candidates(found, again, today)),
        "data.yml": lambda: skeleton.data_text(found),
    }
    made = {name: text() for name, text in texts.items() if name not in there}
    write_together({path / name: text for name, text in made.items()})
    sys.stdout.writelines(f"{path / name}\n" for name in made)
    for name in there:
        sys.stderr.write(f"{path / name} is there and stays as it is.\n")
    return 0
