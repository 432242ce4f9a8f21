"""Verdicts found once for all notebooks of a report that ask for the same.

Each notebook runs in a kernel of its own. The first to ask about a stack judges, while others that
ask the same wait for it, and leaves its verdicts as a text in the draft of the report, which nobody
but the user can enter and which goes however the report ends. A kernel that dies lets the next one
judge. What is no such text, or has no room, is judged as if it were not there, and so is everything
in a notebook that runs by itself.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from archbench.drafts import replace_files
from archbench.files import read_text
from archbench.report.manifest import digests
from archbench.requirements import check
from archbench.requirements.passed_on import PassedOn, passed_on

if TYPE_CHECKING:
    from archbench.architecture.model import Architecture
    from archbench.cost import Estimate
    from archbench.hcl.values import Plain
    from archbench.requirements.assessment import Assessment
    from archbench.requirements.checklist import Checklist
    from archbench.terraform import Again
    from archbench.terraform.configuration import Configuration

PLACE = "ARCHBENCH_SHARED"
"""The variable of the environment that tells kernels where verdicts of their report are."""
MOST = 256 * 1024**2
"""Bytes of a text of verdicts; more is judged by each notebook for itself."""


@contextmanager
def sharing(draft: Path) -> Iterator[None]:
    """A while in which the kernels that are started share verdicts, within a report's draft."""
    with TemporaryDirectory(prefix="shared-", dir=draft) as place:
        os.environ[PLACE] = place
        try:
            yield
        finally:
            del os.environ[PLACE]


class SharedCheck:
    """`requirements.check`, answered once for all that ask the same of the same files.

    asked   what decides verdicts beside the arguments of the call: variables, a day
    files   what is read for it beside the configuration and the checklists, where it is given
    """

    def __init__(self, asked: Sequence[object], files: Sequence[Path | None]) -> None:
        self._asked = asked
        self._files = [path for path in files if path]

    def __call__(  # noqa: PLR0913 as check
        self,
        configuration: "Configuration",
        architecture: "Architecture | None",
        checklists: "Sequence[Checklist]",
        *,
        profile: str | None = None,
        estimate: "Estimate | Callable[[], Estimate] | None" = None,
        metrics: "Mapping[str, Plain] | None" = None,
        resolve: "Again | None" = None,
    ) -> "Assessment":
        """The verdict on every control, judged here or found in another notebook.

        Raises:
            InputError: as `check` does.
        """

        def judged(known: PassedOn | None) -> "Assessment":
            return check(
                configuration,
                architecture,
                checklists,
                profile=profile,
                estimate=estimate,
                metrics=metrics,
                resolve=resolve,
                kept=known,
            )

        place = os.environ.get(PLACE)
        if not place or metrics:
            return judged(None)
        file = Path(place) / f"{self._question(configuration, checklists, profile)}.json"
        with _alone(file.with_suffix(".lock")):
            known = _known(file, checklists)
            if known is None:
                found = judged(None)
                _leave(file, found)
                return found
        return judged(known)

    def _question(
        self, configuration: "Configuration", checklists: "Sequence[Checklist]", profile: str | None
    ) -> str:
        """What is asked, the text of every file included, as the name of a file."""
        lists = [Path(item.path) for item in checklists]
        files = [file for path in lists for file in (sorted(path.glob("*.hcl")) or [path])]
        read = digests([Path(configuration.path), *files, *self._files], [configuration])
        facts = [configuration.path, profile, *lists, *self._asked, *self._files, *read.items()]
        return sha256(json.dumps(facts, default=str).encode()).hexdigest()


def _known(file: Path, checklists: "Sequence[Checklist]") -> PassedOn | None:
    with suppress(OSError, ValueError):
        return PassedOn(read_text(file, MOST), checklists)
    return None


def _leave(file: Path, found: "Assessment") -> None:
    data = passed_on(found).encode()
    if len(data) <= MOST:
        with suppress(OSError):
            replace_files({file: data})


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """A while that no two processes have at once; at once where there are no such locks."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415

    try:
        file = lock.open("w")
    except OSError:  # the report has ended
        yield
        return
    with file:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
