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

from pathlib import Path

from archbench.stack.model import Stack, StackLever
from archbench.terraform.files import boundary_of

__all__ = ["NAME", "Stack", "StackLever", "stack_of"]

NAME = "archbench.yml"


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

            return read_stack(directory / NAME, boundary)
    return Stack()
