"""The rooms that decide, and the tests that are theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Room:
    """A part of the package whose mistakes would be wrong numbers or verdicts.

    Attributes:
        name: what `make mutants ROOM=` is given.
        sources: the modules or folders that are changed, below the tree.
        tests: what pytest is given, below the tree.
        askers: tests of the rooms above that ask, each on a small stack, for what this room says.
    """

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]
    askers: tuple[str, ...] = ()

    @property
    def asked(self) -> "Room":
        """The same sources, tried by the askers alone."""
        return Room(f"{self.name}-asked", self.sources, self.askers)


def _folder(name: str, askers: Iterable[str] = ()) -> Room:
    source = f"lib/archbench/{name}"
    return Room(name, (source,), (f"tests/{name}", source), tuple(askers))


def _of(folder: str, names: Iterable[str]) -> Iterator[str]:
    return (f"tests/{folder}/test_{name}.py" for name in names)


SUMMARIES: tuple[str, ...] = (
    *("answers", "calibrated", "controls", "costs", "decided", "examined", "findings"),
    *("inventory", "measured", "over_time", "page_one", "pictures", "pulled", "remedies"),
    *("resilience", "risks", "scenario_answers", "scenarios", "standing", "summary", "verdicts"),
)
"""The modules of the report that say something; the others set it."""
_SAID = tuple(f"lib/archbench/report/{name}.py" for name in SUMMARIES)
_JUDGES = "lib/archbench/requirements"
_OF_JUDGES = (
    *("baseline", "checklist", "disputed", "evidence", "fix", "forms", "functions", "judging"),
    *("kept", "looked", "mistakes", "origin", "output", "parts", "passed_on", "shown"),
    *("side_by_side", "together", "unread", "waivers"),
)
_OVER_AND_OVER = "tests/requirements/test_fix.py::test_every_patch_of_the_stack_mends"
"""Not those that judge whole stacks over and over: a trial has no time for them."""
_OF_SAID = (
    *("asked", "asked_of_files", "counted", "decided", "first_page", "judged", "lines"),
    *("measured", "page_one", "scenario_answers", "summaries", "verdicts"),
)
_ASKING = ("beside_others", "changes", "disputed", "parts", "waiting")
"""Of those that judge, the ones with a small stack for each question."""
ROOMS = {
    room.name: room
    for room in (
        _folder("architecture", _of("requirements", _ASKING)),
        *map(_folder, ("cost", "metrics", "whatif")),
        Room(
            "requirements",
            (_JUDGES,),
            (*_of("requirements", _OF_JUDGES), _JUDGES, f"--deselect={_OVER_AND_OVER}"),
        ),
        Room("report", _SAID, (*_of("report", _OF_SAID), *_SAID)),
    )
}
OPTIONS = (
    *("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not tool"),
    "--hypothesis-profile=ci",
)
"""What pytest is given: examples as CI draws them, and no test that needs another program."""
