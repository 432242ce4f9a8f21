"""What a failure takes before and after a change, where that differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archbench.architecture.drill import Drill, Trial
from archbench.architecture.failure import ORDER, FailureKind, Outcome


@dataclass(frozen=True, slots=True)
class LossSide:
    """What one failure means on one side, and why."""

    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class LossChange:
    """Failures that mean the same on each side, and not the same on both; None: there is no such.

    The reason of a side is "" where it is not the same for all of them.
    """

    kind: FailureKind
    names: tuple[str, ...]
    before: LossSide | None
    after: LossSide | None

    @property
    def worse(self) -> bool:
        """Whether more is lost after than before; a new failure is worse unless it is survived."""
        if self.after is None:
            return False
        was = self.before.outcome if self.before else "survives"
        return ORDER.index(self.after.outcome) < ORDER.index(was)


def loss_changes(before: Drill, after: Drill) -> tuple[LossChange, ...]:
    """The failures whose outcome differs, zones first, what became worse before the rest."""
    gathered: dict[tuple[object, ...], list[tuple[str, LossSide | None, LossSide | None]]] = {}
    kinds: dict[tuple[object, ...], FailureKind] = {}
    for kind, name, old, new in _pairs(before, after):
        key = (kind, old and old.outcome, new and new.outcome)
        if key[1] != key[2]:
            gathered.setdefault(key, []).append((name, old, new))
            kinds[key] = kind
    found = [
        LossChange(
            kinds[key],
            tuple(name for name, _, _ in alike),
            _shared([old for _, old, _ in alike]),
            _shared([new for _, _, new in alike]),
        )
        for key, alike in gathered.items()
    ]
    return tuple(sorted(found, key=lambda item: (item.kind != "zone", not item.worse)))


def _shared(told: list[LossSide | None]) -> LossSide | None:
    """What alike outcomes have in common."""
    first = told[0]
    return first if first is None or len(set(told)) == 1 else LossSide(first.outcome, "")


def _pairs(
    before: Drill, after: Drill
) -> Iterator[tuple[FailureKind, str, LossSide | None, LossSide | None]]:
    old, new = _told(before), _told(after)
    for kind, name in {**old, **new}:
        yield kind, name, old.get((kind, name)), new.get((kind, name))


def _told(drill: Drill) -> Mapping[tuple[FailureKind, str], LossSide]:
    trials = (*drill.zones, *drill.points)
    return {(x.loss.failure.kind, x.loss.failure.name): _one(x) for x in trials}


def _one(trial: Trial) -> LossSide:
    reasons = trial.loss.reasons
    said = reasons[0] if reasons and trial.loss.outcome != "survives" else ""
    return LossSide(trial.loss.outcome, said)
