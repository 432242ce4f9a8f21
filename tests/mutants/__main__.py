"""Change a room in drawn places, one at a time, and tell which changes no test noticed.

Usage: python -m tests.mutants ROOM [SAMPLE [SEED]]
       python -m tests.mutants named
"""

import sys
from collections import Counter
from collections.abc import Sequence

from tests.mutants.explained import explanation
from tests.mutants.mutation import Mutation, sample
from tests.mutants.named import named
from tests.mutants.reach import Reach, reach
from tests.mutants.rooms import ROOMS
from tests.mutants.session import trials
from tests.mutants.trial import Change, Outcome, Trial

FIRST, LAST = 8.0, 40.0
"""Processor seconds of tests for one mutation, as coverage measured them: of the room's own, and
again of those of the rooms above. What survives the first is tried with the last."""


def changed(mutation: Mutation, *known: Reach) -> Change:
    """A mutation with the tests that can notice it: those of the first reach, then of the next."""
    first, last = (
        tuple(test for one in known for test in one.tests(mutation.path, mutation.line, limit))
        for limit in (FIRST, LAST)
    )
    seconds = sum(one.seconds.get(test, 0) for one in known for test in last)
    return Change(mutation.path, mutation.mutated(), first, last, 30 + 3 * seconds)


def main(arguments: Sequence[str]) -> int:
    """Try what is named, or a sample of a room; 1 if a change survived without an explanation."""
    return _named() if arguments == ["named"] else _sampled(arguments)


def _named() -> int:
    """Print each mistake made by hand, and whether its test noticed."""
    mistakes = named()
    outcomes: list[Outcome] = []

    def told(number: int, trial: Trial) -> None:
        _say(f"{trial.outcome}: {mistakes[number].says}")
        outcomes.append(trial.outcome)

    tests = [(item.test,) for item in mistakes]
    changes = [
        Change(item.path, item.mutated(), test, test, 60)
        for item, test in zip(mistakes, tests, strict=True)
    ]
    trials(changes, told)
    noticed = outcomes.count(Outcome.KILLED)
    _say(f"{noticed} of {len(mistakes)} mistakes are noticed")
    return int(noticed < len(mistakes))


def _sampled(arguments: Sequence[str]) -> int:
    """Print each trial as it ends, then the score."""
    name, count, seed = (*arguments, *("100", "1")[len(arguments) - 1 :])
    room = ROOMS[name]
    known = [reach(one) for one in (room, room.asked) if one.tests]
    drawn, among = sample(room, int(count), int(seed))
    ended: Counter[Outcome] = Counter()
    explained: Counter[bool] = Counter()
    asked: Counter[bool] = Counter()

    def told(number: int, trial: Trial) -> None:
        mutation = drawn[number]
        before, after = mutation.difference()
        noticed = f" ({trial.test})" if trial.test else ""
        _say(f"{trial.outcome}: {mutation.path}:{mutation.line}: {before} -> {after}{noticed}")
        ended[trial.outcome] += 1
        asked[trial.test.partition("::")[0] in room.askers] += 1
        if trial.outcome is Outcome.SURVIVED:
            explained[bool(explanation(mutation.path, before, after))] += 1

    trials([changed(mutation, *known) for mutation in drawn], told)
    counted = sum(ended.values()) - ended[Outcome.STILLBORN]
    killed = ended[Outcome.KILLED] + ended[Outcome.TIMED_OUT]
    _say(
        f"{name}, seed {seed}: {counted} of {among} changes, {killed} noticed"
        f" ({killed / counted:.0%}), {asked[True]} of them by the rooms above,"
        f" {explained[True]} explained, {explained[False]} open"
    )
    return min(explained[False], 1)


def _say(line: str) -> None:
    """Now, so that a run that is stopped has said what it found."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
