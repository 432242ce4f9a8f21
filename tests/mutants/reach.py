"""Which tests reach which line of a room, and what each takes: one run with coverage, kept."""

import json
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from coverage import Coverage

from tests.mutants.rooms import OPTIONS, ROOT, Room

KEPT = ROOT / ".cache" / "mutants"
"""Where a run is kept; it is made anew once this folder is removed."""


@dataclass(frozen=True)
class Reach:
    """What one run of a room's tests has shown.

    Attributes:
        seconds: by node id of a test, the processor seconds it took, with those of coverage.
        lines: by path below the tree, by line number, the node ids of the tests that ran the line;
            a line that ran when its module was imported has none of its own.
    """

    seconds: dict[str, float]
    lines: dict[str, dict[int, tuple[str, ...]]]

    def tests(self, path: str, line: int, limit: float) -> tuple[str, ...]:
        """The tests that can notice a change of this line: those that ran it, the fast first.

        After them come the others of their files, whose fixtures may hold what the line gave; where
        no test ran the line but an import did, every test that ran a line of the file. It takes as
        many as together need no more than limit processor seconds, and names them file by file, so
        that the fixtures of a file are made once.
        """
        of_file = self.lines.get(path, {})
        near = set(of_file.get(line, ())) or {test for tests in of_file.values() for test in tests}
        files = {_file(test) for test in near}
        beside = {test for test in self.seconds if _file(test) in files} - near
        chosen: list[str] = []
        for test in (*sorted(near, key=self._order), *sorted(beside, key=self._order)):
            limit -= self.seconds[test]
            if limit < 0:
                break
            chosen.append(test)
        sums = dict.fromkeys(map(_file, chosen), 0.0)
        for test in chosen:
            sums[_file(test)] += self.seconds[test]
        return tuple(sorted(chosen, key=lambda x: (sums[_file(x)], _file(x), self._order(x))))

    def _order(self, test: str) -> tuple[float, str]:
        return self.seconds[test], test


class _Recorder:
    """Says to coverage which test runs."""

    def __init__(self, coverage: Coverage) -> None:
        self.coverage = coverage
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self.coverage.switch_context(item.nodeid)
        start = time.process_time()
        result = yield
        self.seconds[item.nodeid] = round(time.process_time() - start, 3)
        return result


def reach(room: Room) -> Reach:
    """What is kept of this room's tests, or what a run of them shows now."""
    kept = KEPT / f"{room.name}.json"
    if not kept.exists():
        found = measured(room)
        KEPT.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(found), "utf-8")
    found = json.loads(kept.read_text("utf-8"))
    names = list(found["seconds"])
    return Reach(
        found["seconds"],
        {
            path: {int(line): tuple(names[index] for index in tests) for line, tests in of.items()}
            for path, of in found["lines"].items()
        },
    )


def measured(room: Room) -> dict[str, object]:
    """Run the room's tests once.

    Raises:
        RuntimeError: one fails, as then none can notice; or none runs a line of the room.
    """
    coverage = Coverage(data_file=None, include=[*map(_below, room.sources)])
    recorder = _Recorder(coverage)
    coverage.start()
    code = pytest.main([*OPTIONS, *room.tests], plugins=[recorder])
    coverage.stop()
    if code != pytest.ExitCode.OK:
        raise RuntimeError(f"The tests of {room.name} do not pass as they are: mend them first.")
    numbers = {test: number for number, test in enumerate(recorder.seconds)}
    data = coverage.get_data()
    if not data.measured_files():
        raise RuntimeError(f"No test of {room.name} runs a line of what it changes.")
    return {
        "seconds": recorder.seconds,
        "lines": {
            Path(file).relative_to(ROOT).as_posix(): {
                line: sorted(numbers[test] for test in tests if test in numbers)
                for line, tests in data.contexts_by_lineno(file).items()
            }
            for file in sorted(data.measured_files())
        },
    }


def _below(source: str) -> str:
    """What coverage calls a file, or all that stands in a folder."""
    place = ROOT / source
    return f"{place}/*" if place.is_dir() else str(place)


def _file(test: str) -> str:
    return test.partition("::")[0]
