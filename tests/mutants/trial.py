"""A change of one file, and whether tests notice it: each trial in a process of its own.

The changed text takes the module's place in that process; no file is written.
"""

import importlib
import os
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from multiprocessing.connection import Connection
from types import CodeType, ModuleType

import pytest

from tests.mutants.rooms import OPTIONS, ROOT


class Outcome(StrEnum):
    """How a trial ended."""

    KILLED = "killed"
    TIMED_OUT = "killed by timeout"
    SURVIVED = "survived"
    STILLBORN = "no module"


@dataclass(frozen=True)
class Change:
    """A file with another text, and the tests that are to notice.

    Attributes:
        path: below the tree.
        text: the file's, changed.
        tests: node ids, in the order in which they run.
        last: those that run in a fresh process, once all of these have passed.
        seconds: of a processor, after which what still runs is an endless loop.
    """

    path: str
    text: str
    tests: tuple[str, ...]
    last: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Trial:
    """How it ended, and the test that failed first ("" where none did)."""

    outcome: Outcome
    test: str = ""


class Failed:
    """A plugin of pytest that keeps the first test that fails."""

    def __init__(self) -> None:
        self.first = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Of a test."""
        if report.failed:
            self.first = self.first or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Of a file that cannot be read any more."""
        if report.failed:
            self.first = self.first or report.nodeid


class _Chosen(Failed):
    """Runs just these tests of their files, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        super().__init__()
        self.order = {test: number for number, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out all others."""
        numbers = {
            item: self.order.get(item.nodeid, self.order.get(item.nodeid.partition("[")[0]))
            for item in items
        }
        items[:] = [item for item in items if numbers[item] is not None]
        items.sort(key=lambda item: numbers[item] or 0)


@dataclass(frozen=True)
class _Replaced(MetaPathFinder):
    """Finds the one module that is changed, with its changed text."""

    name: str
    path: str
    text: str

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where Python looks first."""
        if fullname != self.name:
            return None
        return spec_from_file_location(fullname, self.path, loader=_Loader(self))


class _Loader(SourceFileLoader):
    def __init__(self, replaced: _Replaced) -> None:
        super().__init__(replaced.name, replaced.path)
        self.text = replaced.text

    def get_code(self, _name: str) -> CodeType:
        return compile(self.text, self.path, "exec", dont_inherit=True)


def module_name(path: str) -> str:
    """The module a file below the tree is."""
    return path.removeprefix("lib/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def fresh(answer: Connection, change: Change) -> None:
    """Answer with the trial of a change in this process, which has imported nothing of ours."""
    watch(answer, change.seconds)
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT / "lib"))
    name = module_name(change.path)
    sys.meta_path.insert(0, _Replaced(name, str(ROOT / change.path), change.text))
    try:
        importlib.import_module(name)
    except Exception:  # noqa: BLE001 (whatever it is, there is no module to test)
        answer.send(Trial(Outcome.STILLBORN))
        return
    chosen = _Chosen(change.last)
    files = dict.fromkeys(test.partition("::")[0] for test in change.last)
    code = pytest.main(["-x", *OPTIONS, *files], plugins=[chosen]) if files else pytest.ExitCode.OK
    answer.send(Trial(Outcome.KILLED if code else Outcome.SURVIVED, chosen.first))


def watch(answer: Connection, seconds: float) -> None:
    """Silence this process, and end it after so many seconds of work: a busy machine kills none."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    def end() -> None:
        while time.process_time() < seconds:
            time.sleep(0.2)
        answer.send(Trial(Outcome.TIMED_OUT))
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()
