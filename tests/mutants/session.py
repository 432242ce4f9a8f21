"""Many trials, two at a time, beginning in a process that has read the package and the tests.

A change inside a function is put into a copy of this process (fork): no import, no reading of the
schema. What survives there, or takes effect at import, is tried in a fresh process and with more
tests, which alone decides. Where a system has no fork, every trial is fresh.
"""

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from itertools import zip_longest
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FunctionType
from typing import Any, Self

import pytest

from archbench.architecture import build
from archbench.cost import estimate
from archbench.terraform import load
from tests.mutants.rooms import OPTIONS, ROOT
from tests.mutants.swap import swapped
from tests.mutants.trial import Change, Failed, Outcome, Trial, fresh, watch

AT_ONCE = 2
PATIENCE = 30
"""How many times its processor seconds a trial may take by the clock of a busy machine."""
READ_FIRST = [
    *("boto3", "hypothesis", "jinja2", "matplotlib", "nbformat", "pandas", "pytest"),
    *("playwright.sync_api", "xdist.workermanage", "yaml"),
]
_FORKS = {"fork", "forkserver"} <= set(get_all_start_methods())
_FRESH: Any = get_context("forkserver" if _FORKS else "spawn")
if _FORKS:
    _FRESH.set_forkserver_preload(READ_FIRST)
KEPT = ("archbench.hcl", "archbench.terraform", "archbench.aws")
"""What these have read once stays read: they stand below every room that is changed."""
Told = Callable[[int, Trial], None]


def trials(changes: Sequence[Change], told: Told) -> None:
    """Try each change, and tell how it ended by its number, as soon as it has."""
    if not _FORKS:
        _all(_Queue(changes, told, None))
        return
    files = sorted({test.partition("::")[0] for change in changes for test in change.tests})
    code = pytest.main([*OPTIONS, *files], plugins=[_Warm(changes, told)])
    if code:
        raise RuntimeError(f"pytest ended with {code!r} before the trials did.")


class _Warm:
    """A plugin of pytest that, where the tests would run, runs the trials."""

    def __init__(self, changes: Sequence[Change], told: Told) -> None:
        self.changes, self.told = changes, told

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Read what all need, then begin."""
        found = load(ROOT / "infra" / "payments", environ={})
        build(found), estimate(found)
        gc.collect()
        _all(_Queue(self.changes, self.told, _Read.of(session.items)))
        return True


@dataclass(frozen=True)
class _Read:
    """What a copy of this process has read already.

    Attributes:
        items: the tests by node id, and all of a function's by the id without parameters.
        functions: by file, every function that lives.
        caches: what functions have given before.
    """

    items: Mapping[str, Sequence[pytest.Item]]
    functions: Mapping[str, Sequence[FunctionType]]
    caches: "Sequence[_lru_cache_wrapper[object]]"

    @classmethod
    def of(cls, tests: Sequence[pytest.Item]) -> Self:
        """All that is there now."""
        items, functions = defaultdict(list), defaultdict(list)
        for test in tests:
            for name in dict.fromkeys((test.nodeid, test.nodeid.partition("[")[0])):
                items[name].append(test)
        living = gc.get_objects()
        for one in living:
            if type(one) is FunctionType:
                functions[one.__code__.co_filename].append(one)
        caches = [x for x in living if isinstance(x, _lru_cache_wrapper)]
        return cls(items, functions, [x for x in caches if not x.__module__.startswith(KEPT)])


class _Queue:
    """The trials that wait and those that run."""

    def __init__(self, changes: Sequence[Change], told: Told, read: _Read | None) -> None:
        self.changes, self.told, self.read = changes, told, read
        self.waiting = [(number, read is not None) for number in range(len(changes))]
        self.running: dict[Connection, tuple[int, bool, BaseProcess, float]] = {}

    def start(self) -> None:
        """The next one."""
        number, warm = self.waiting.pop(0)
        change = self.changes[number]
        if warm:
            context = get_context("fork")
            here, there = context.Pipe(duplex=False)
            process: BaseProcess = context.Process(target=_copy, args=(there, change, self.read))
        else:
            here, there = _FRESH.Pipe(duplex=False)
            process = _FRESH.Process(target=fresh, args=(there, change))
        process.start()
        there.close()
        end = time.monotonic() + change.seconds * PATIENCE
        self.running[here] = number, warm, process, end

    def ended(self) -> Iterator[tuple[int, bool, Trial]]:
        """Those that have answered, that went away, or that took too long by the clock."""
        ready = wait(list(self.running), timeout=1)
        for here, (number, warm, process, end) in list(self.running.items()):
            if here not in ready and time.monotonic() < end:
                continue
            trial = Trial(Outcome.TIMED_OUT)
            if here in ready:
                try:
                    trial = here.recv()
                except EOFError:
                    trial = Trial(Outcome.KILLED, "the process ended")
            process.kill()
            process.join()
            here.close()
            del self.running[here]
            yield number, warm, trial


def _all(queue: _Queue) -> None:
    while queue.waiting or queue.running:
        while queue.waiting and len(queue.running) < AT_ONCE:
            queue.start()
        for number, warm, trial in queue.ended():
            if warm and trial.outcome in (Outcome.SURVIVED, Outcome.STILLBORN):
                queue.waiting.append((number, False))
            else:
                queue.told(number, trial)


def _copy(answer: Connection, change: Change, read: _Read) -> None:
    """Answer with the trial of a change in this copy; "no module" where it needs a fresh one."""
    watch(answer, change.seconds)
    path = ROOT / change.path
    text = path.read_text("utf-8")
    if not swapped(text, change.text, str(path), read.functions.get(str(path), ())):
        answer.send(Trial(Outcome.STILLBORN))
        return
    for cache in read.caches:
        cache.cache_clear()
    first = first_failed([item for test in change.tests for item in read.items.get(test, ())])
    answer.send(Trial(Outcome.KILLED if first else Outcome.SURVIVED, first))


def first_failed(items: Sequence[pytest.Item]) -> str:
    """Run tests up to the first that fails; "" where none does, or there is none to run."""
    failed = Failed()
    for item, following in zip_longest(items, items[1:]):
        plugins = item.config.pluginmanager
        if not plugins.is_registered(failed):
            plugins.register(failed)
            plugins.unregister(name="terminalreporter")
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if failed.first:
            break
    return failed.first
