"""A scenario in one row: what it costs, changes, mends and breaks; plain data that can be kept."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from archbench.cost import Estimate
from archbench.cost.difference import difference
from archbench.cost.statement import figure
from archbench.requirements.assessment import Assessment
from archbench.requirements.verdict import Answer
from archbench.terraform.address import without_keys
from archbench.terraform.configuration import Configuration
from archbench.whatif.headroom import headroom
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.scenario import Scenario, shown

ZONE_LOSS = ("survives", "degraded", "down")
"""What the loss of a zone means, best first."""


@dataclass(frozen=True, slots=True)
class TurnedVerdict:
    """A control whose verdict a scenario changes, with why."""

    control: str
    before: str
    after: str
    why: str
    place: str
    """file:line of the evidence; "" where it is that something is nowhere."""


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """All that is said of a scenario beside the baseline. Money is US dollars a month."""

    name: str
    why: str = ""
    place: str = ""
    changes: tuple[str, ...] = ()
    """As --set takes them."""
    problem: str = ""
    """Why it does not apply; the rest says nothing then."""
    cost: str = ""
    """What it costs in the words of every answer: "at least $72.04"; "" for no amount."""
    expected: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    """The most; None while a charge without a figure may add to it."""
    change: Decimal | None = None
    """How much more than the baseline, over the lines that can be compared."""
    at_least: bool = False
    """Whether the change may be greater: something new has no figure."""
    not_comparable: tuple[str, ...] = ()
    """Addresses that are left out of the change."""
    without_figure: int = 0
    """Charges that have no price or wait for usage."""
    verdicts: tuple[TurnedVerdict, ...] = ()
    failing: int = 0
    undecided: int = 0
    zone_loss: str = ""
    """"survives", "degraded", "down" or "unknown"; "" where nothing in a zone serves."""
    zone_answer: str = ""
    headroom: Decimal | None = None
    headroom_why: str = ""
    notes: tuple[str, ...] = ()
    """What a reader of the estimate should know that holds here and not of the baseline."""

    @property
    def broken(self) -> tuple[TurnedVerdict, ...]:
        """Controls that fail here and do not as it stands, or that pass no more."""
        turned = (x for x in self.verdicts if x.after == "fail" or x.before == "pass")
        return tuple(x for x in turned if x.before != x.after)

    @property
    def further(self) -> tuple[TurnedVerdict, ...]:
        """Controls that fail as it stands, and here at more things."""
        return tuple(item for item in self.verdicts if item.before == item.after)

    @property
    def mended(self) -> tuple[TurnedVerdict, ...]:
        """Controls that pass here, and do not as it stands."""
        return tuple(item for item in self.verdicts if item.after == "pass")

    def worse(self, baseline: "ScenarioRow") -> bool:
        """Whether a control fails that did not, or at more; or a lost zone takes more than now."""
        more_lost = _harm(self.zone_loss) > _harm(baseline.zone_loss)
        return bool(self.broken or self.further) or more_lost


def row_of(outcome: ScenarioOutcome, baseline: ScenarioOutcome) -> ScenarioRow:
    """What an outcome comes to beside the baseline."""
    scenario, hide = outcome.scenario, _hiding(outcome.scenario, baseline.configuration)
    changes = tuple(hide(str(change)) for change in scenario.changes)
    named = hide(scenario.name), scenario.why, hide(scenario.place), changes
    if outcome.estimate is None or outcome.drill is None or outcome.configuration is None:
        return ScenarioRow(*named, hide(outcome.problem))
    made, drilled = outcome.estimate, outcome.drill
    room = headroom(outcome.configuration, outcome.usage)
    change, at_least, left = _change(baseline.estimate, made)
    known = set(_notes(baseline.estimate)) if baseline.estimate else set()
    return ScenarioRow(
        *named,
        cost=figure(made) if made.has_figure else "",
        expected=made.total.likely if made.has_figure else None,
        low=made.total.low if made.has_figure else None,
        high=made.at_most,
        change=change,
        at_least=at_least,
        not_comparable=left,
        without_figure=len(outcome.gaps),
        verdicts=tuple(_verdicts(baseline.assessment, outcome.assessment)),
        failing=outcome.assessment.count("fail") if outcome.assessment else 0,
        undecided=outcome.assessment.count("open") if outcome.assessment else 0,
        zone_loss=drilled.outcome or "",
        zone_answer=drilled.answer,
        headroom=room.ratio,
        headroom_why=room.why,
        notes=tuple(note for note in _notes(made) if note not in known),
    )


def _hiding(scenario: Scenario, configuration: Configuration | None) -> Callable[[str], str]:
    """Takes out of a text what the scenario gives to variables that are sensitive."""
    secret = {
        shown(change.value)
        for change in scenario.of("var")
        if (known := configuration and configuration.variable(change.lever.path[0]))
        and known.sensitive
    }

    def hide(text: str) -> str:
        for value in sorted(filter(None, secret), key=len, reverse=True):
            text = text.replace(value, "(sensitive value)")
        return text

    return hide


def _notes(made: Estimate) -> tuple[str, ...]:
    """What a reader of an estimate should know, and why what has no price has none."""
    lacking = (f"{without_keys(x.address)}: {x.reason}" for x in made.unpriced if not x.uncounted)
    return tuple(dict.fromkeys((*made.notes, *lacking)))


def _change(
    before: Estimate | None, after: Estimate
) -> tuple[Decimal | None, bool, tuple[str, ...]]:
    """The difference over what both cover, whether it is at least so much, and what is left out."""
    if before is None or not (before.has_figure and after.has_figure):
        return None, False, ()
    if before is after:
        return Decimal(0), False, ()
    found = difference(before, after)
    if found.changes and not (found.is_whole or found.compared):
        return None, False, tuple(sorted(found.incomparable | found.floors))
    left = found.incomparable if found.is_whole else found.incomparable | found.floors
    return found.comparable, found.is_whole and bool(found.floors), tuple(sorted(left))


def _verdicts(before: Assessment | None, after: Assessment | None) -> Iterator[TurnedVerdict]:
    if before is None or after is None or before is after:
        return
    was = {(v.control.id, v.control.range): v for v in before.verdicts}
    for item in after.verdicts:
        earlier = was.get((item.control.id, item.control.range))
        if earlier is None:
            continue
        known = {answer.subject for answer in earlier.decisive}
        new = [answer for answer in item.decisive if answer.subject not in known]
        if earlier.verdict != item.verdict:
            told, why = item.decisive, item.in_words
        elif item.verdict == "fail" and new:
            told, why = tuple(new), _further(new)
        else:
            continue
        place = next((answer.place for answer in told if answer.place), "")
        yield TurnedVerdict(item.control.id, earlier.verdict, item.verdict, why, place)


def _further(new: Sequence[Answer]) -> str:
    """At how many more things a control fails, and what the first of them is."""
    subjects = len({answer.subject for answer in new})
    things = "1 more thing" if subjects == 1 else f"{subjects} more things"
    return f"at {things}: {new[0].message}"


def _harm(outcome: str) -> int:
    """How much a lost zone takes; what cannot be told counts as worse than nothing lost."""
    return ZONE_LOSS.index(outcome) if outcome in ZONE_LOSS else int(outcome == "unknown")


def as_data(row: ScenarioRow) -> dict[str, object]:
    """A row as JSON data, money as exact text."""
    data = asdict(row)
    return {
        key: format(value, "f") if isinstance(value, Decimal) else value
        for key, value in data.items()
    }


def from_data(data: Mapping[str, Any]) -> ScenarioRow:
    """The row that `as_data` gave as data; KeyError or TypeError for anything else."""
    found = {item.name: data[item.name] for item in fields(ScenarioRow)}
    for name in ("expected", "low", "high", "change", "headroom"):
        found[name] = None if found[name] is None else Decimal(found[name])
    for name in ("changes", "not_comparable", "notes"):
        found[name] = tuple(found[name])
    found["verdicts"] = tuple(TurnedVerdict(**item) for item in found["verdicts"])
    return ScenarioRow(**found)
