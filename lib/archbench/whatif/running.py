"""Many scenarios on all processors: each row as it is done, what was kept not done again."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from archbench.errors import InputError
from archbench.whatif.bench import Bench
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.row import ScenarioRow, row_of
from archbench.whatif.scenario import Scenario
from archbench.whatif.settled import Settled

ALONE = 24
"""Scenarios up to which one process is quicker than several."""
_SHARE = 8
"""Scenarios a process is given at once: few, so that all end together."""

Done = Callable[[int, ScenarioRow], None]
"""Told of each row as it is done, by the place of its scenario."""


def rows(
    bench: Bench,
    scenarios: Sequence[Scenario],
    *,
    jobs: int | None = None,
    known: Mapping[int, ScenarioRow] | None = None,
    done: Done = lambda _, __: None,
) -> tuple[ScenarioRow, ...]:
    """The row of each scenario, in their order.

    All are settled first, so that a mistake is told before anything is evaluated.

    Args:
        bench: the stack they are tried on.
        scenarios: what is tried.
        jobs: processes; as many as there are processors when None.
        known: rows by the place of their scenario that are not found anew.
        done: hears of each other row as it is found.

    Raises:
        InputError: a change cannot be made in this stack, whatever else is changed.
    """
    found = dict(known or {})
    settled = [bench.settle(scenario) for scenario in scenarios]
    todo = [place for place in range(len(scenarios)) if place not in found]
    todo.sort(key=lambda place: (settled[place].structure.key, place))
    shares = list(_shares(todo, settled))
    forks = "fork" in multiprocessing.get_all_start_methods()
    processes = min(jobs or os.cpu_count() or 1, len(shares)) if forks else 1
    tell = _Teller(found, done)
    if processes < 2 or (jobs is None and len(todo) <= ALONE):
        for place in todo:
            tell(place, _row(bench, scenarios[place], settled[place]))
    else:
        _together((bench, scenarios, settled), shares, processes, tell)
    return tuple(found[place] for place in range(len(scenarios)))


class _Teller:
    """Takes in rows as they are done."""

    def __init__(self, found: dict[int, ScenarioRow], done: Done) -> None:
        self._found = found
        self._done = done

    def __call__(self, place: int, row: ScenarioRow) -> None:
        self._found[place] = row
        self._done(place, row)


def _row(bench: Bench, scenario: Scenario, settled: Settled) -> ScenarioRow:
    try:
        outcome = bench.tried(scenario, settled)
    except InputError as error:
        outcome = ScenarioOutcome(scenario, problem=str(error))
    return row_of(outcome, bench.baseline)


def _shares(todo: Sequence[int], settled: Sequence[Settled]) -> Iterator[tuple[int, ...]]:
    """What a process is given at once; scenarios of one structure stay together."""
    share: list[int] = []
    for place in todo:
        same = share and settled[share[-1]].structure.key == settled[place].structure.key
        if len(share) >= _SHARE and not same:
            yield tuple(share)
            share = []
        share.append(place)
        if len(share) >= _SHARE * 8:
            yield tuple(share)
            share = []
    if share:
        yield tuple(share)


_Work = tuple[Bench, Sequence[Scenario], Sequence[Settled]]

_work: _Work | None = None
"""What the processes of a pool share with the one that began them."""


def _together(
    work: _Work, shares: Sequence[tuple[int, ...]], processes: int, tell: _Teller
) -> None:
    global _work  # noqa: PLW0603 a forked process has it from here
    _work = work
    gc.freeze()  # what all share is not looked through for garbage, nor copied for it
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            for found in pool.imap_unordered(_tried, shares):
                for place, row in found:
                    tell(place, row)
    finally:
        gc.unfreeze()
        _work = None


def _tried(share: tuple[int, ...]) -> list[tuple[int, ScenarioRow]]:
    assert _work is not None  # noqa: S101 it was set before the fork
    bench, scenarios, settled = _work
    return [(place, _row(bench, scenarios[place], settled[place])) for place in share]


def best_first(rows: Sequence[ScenarioRow], baseline: ScenarioRow) -> list[ScenarioRow]:
    """What makes nothing worse first, then by cost; what does not apply last."""

    def place(row: ScenarioRow) -> tuple[object, ...]:
        unknown = row.change is None
        return bool(row.problem), row.worse(baseline), unknown, row.change or 0, row.name

    return sorted(rows, key=place)
