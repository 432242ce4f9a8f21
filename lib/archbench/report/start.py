"""Where a newcomer begins: the stacks that stand beside the notebook."""

import os
from collections.abc import Iterator
from pathlib import Path

from archbench.report.tables import Table, table
from archbench.terraform.files import boundary_of

MOST = 20
"""Directories that are listed, those nearest to the top first; the others are counted."""

_ENDINGS = (".tf", ".tf.json", ".tofu")


def stacks() -> Table:
    """Directories with Terraform in the repository around the notebook, as `path` takes them.

    Outside of a repository those below the directory above the notebook's, which is the project's.
    """
    from pandas import DataFrame  # noqa: PLC0415 - pandas is slow to load

    here = Path.cwd()
    around = boundary_of(here)
    found = sorted(
        _directories(around if around != here else here.parent),
        key=lambda pair: (pair[0].count("/"), pair[0]),
    )
    more = len(found) - MOST
    return table(
        DataFrame(found[:MOST], columns=["path", "files"]),
        "Directories with Terraform",
        columns={"path": "Path", "files": "Files"},
        formats={"path": "code"},
        note=f"And {more:,} more, deeper down." if more > 0 else "",
    )


def _directories(top: Path) -> Iterator[tuple[str, int]]:
    """Each directory with files of Terraform, and how many; hidden ones hold copies."""
    for place, inside, files in os.walk(top):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        count = sum(name.endswith(_ENDINGS) for name in files)
        if count:
            yield Path(place).relative_to(top).as_posix(), count
