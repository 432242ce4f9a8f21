"""Dials for a stack that names none: variables that change the answer, the load, the bill."""

from collections.abc import Iterator

from archbench.cost.commitments import commitments
from archbench.cost.purchased import ON_DEMAND, purchase_options
from archbench.hcl.writer import Json
from archbench.lab.dial import Dial, settings
from archbench.lab.reading import standing
from archbench.whatif.bench import Bench
from archbench.whatif.candidates import CLASS, SIZES
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.scenario import Lever, Scenario

MOST = 8
"""Dials that are proposed."""
_TRIED = 16
_FEW = 12
"""Numbers up to this are offered one by one from 1 to their double, others by halves."""


def proposed(bench: Bench) -> tuple[Dial, ...]:
    """Dials that change what the stack costs, fails or loses, in the order of its variables."""
    found: list[Dial] = []
    for tried, dial in enumerate(_of_variables(bench)):
        if tried == _TRIED or len(found) == MOST - 2:
            break
        if any(_matters(bench, dial, setting) for setting in dial.settings if setting != dial.now):
            found.append(dial)
    return (*found, *_of_load(bench), *_of_purchase(bench))


def _matters(bench: Bench, dial: Dial, setting: Json) -> bool:
    after = bench.outcome(Scenario(dial.title, changes=tuple(dial.changes(setting))))
    return not after.problem and _answers(after) != _answers(bench.baseline)


def _answers(outcome: ScenarioOutcome) -> tuple[object, ...]:
    made, drilled, verdicts = outcome.estimate, outcome.drill, outcome.assessment
    return (
        made and made.total,
        drilled and (drilled.outcome, drilled.availability.total),
        verdicts and [item.verdict for item in verdicts.verdicts],
    )


def _of_variables(bench: Bench) -> Iterator[Dial]:
    configuration = bench.baseline.configuration
    if bench.session is None or configuration is None:
        return
    for variable in configuration.variables:
        lever = Lever("var", (variable.name,))
        now = None if variable.sensitive else standing(lever, bench).value
        if offered := tuple(_beside(now)):
            place = str(variable.range or "")
            title = variable.name.replace("_", " ").capitalize()
            yield Dial(title, (lever,), now, settings(offered, now), place)


def _beside(value: Json) -> Iterator[Json]:
    """What else a variable could be, by what it is now."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int) and 0 < value <= _FEW:
        yield from range(1, 2 * value + 1)
    elif isinstance(value, int) and value:
        yield from (value // 2, value * 3 // 2, value * 2)
    elif isinstance(value, str) and (found := CLASS.fullmatch(value)):
        at = SIZES.index(found[2])
        yield from (f"{found[1]}{size}" for size in SIZES[max(0, at - 2) : at + 3])


def _of_load(bench: Bench) -> Iterator[Dial]:
    """The load of the usage file as a whole, from half of it to three times as much."""
    lever = Lever("usage", ("load_profile", "scale"))
    if bench.usage.load:
        found = standing(lever, bench)
        now = 1 if found.value is None else found.value
        yield Dial("Traffic", (lever,), now, settings(_TIMES, now), spread=found.spread)


_TIMES = (0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3)


def _of_purchase(bench: Bench) -> Iterator[Dial]:
    """The ways to buy that some charge of the stack has a rate for."""
    made = bench.baseline.estimate
    if made is None:
        return
    rated = {item.option for item in commitments(made) if item.committed_monthly is not None}
    lengths = {option.rpartition(", ")[2] for option in rated}
    offered = [
        option
        for option in purchase_options()
        if option in rated or (option.startswith("cheapest, ") and option[10:] in lengths)
    ]
    if offered:
        yield Dial("Commitment", (Lever("purchase"),), ON_DEMAND, (ON_DEMAND, *offered))
