"""The stack's own file: archbench.yml beside a configuration, or above it in its repository.

    variables:                  # as --var NAME=VALUE gives them; a list or map as HCL takes it
      environment: production
    var_files: [prod.tfvars]
    data: data.yml              # answers for data sources
    usage: usage.yml            # what Terraform cannot know
    scenarios: scenarios.yml    # for the report
    checklists: [reliability, security]
    profile: production
    waivers: waivers.hcl
    beside: [../migration]      # what the report compares with
    outputs: outputs.json       # of `terraform output -json`, for live metrics
    levers:                     # what the workbench lets you turn, as `whatif --set` names it
      - title: Traffic
        sets: usage.load_profile.scale
        values: [0.5, 1, 2, 3]
    owner: Payments platform

Paths are relative to the file and stay inside the repository. What a command is given itself wins.
"""

import os
from pathlib import Path
from typing import Any

from archbench.frozen import frozen
from archbench.terraform.files import boundary_of

NAME = "archbench.yml"


@frozen
class StackLever:
    """Something the workbench lets people turn, as written; place is its "file:line"."""

    sets: tuple[str, ...]
    """The levers it turns together, as `whatif --set` names them."""
    values: tuple[Any, ...]
    title: str
    place: str


@frozen
class Stack:
    """What a stack says of itself; path is the file it says it in, None where there is none."""

    path: Path | None = None
    variables: tuple[tuple[str, str], ...] = ()
    """Pairs as `load` takes them: the files first, then single variables."""
    data: Path | None = None
    usage: Path | None = None
    scenarios: Path | None = None
    waivers: Path | None = None
    outputs: Path | None = None
    beside: tuple[Path, ...] = ()
    checklists: tuple[str, ...] = ()
    """Names of those that ship with archbench, or paths."""
    levers: tuple[StackLever, ...] = ()
    profile: str = ""
    owner: str = ""


def stack_of(path: str | Path, root: Path | None = None) -> Stack:
    """The stack file nearest to a configuration: in its directory, or above it in its repository.

    Raises:
        InputError: it cannot be read, has a key that nothing knows, or names what is not there.
    """
    place = Path(path).resolve()
    here = place if place.is_dir() else place.parent
    boundary = (root or boundary_of(here)).resolve()
    for directory in (here, *here.parents):
        if not directory.is_relative_to(boundary):
            break
        if (directory / NAME).is_file():
            from archbench.stack.reading import read_stack  # noqa: PLC0415 loads PyYAML

            return read_stack(near(directory / NAME), boundary)
    return Stack()


def near(path: Path) -> Path:
    """A path as seen from where the command runs, so that answers hold no place of one machine."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # on another drive
        return path
