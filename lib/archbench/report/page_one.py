"""Page one: the verdict, the cost, the weakest zone, the controls, three risks and what mends each.

Every figure is asked of what the commands print (`cost`, `drill`, `check`, `fix`), so that it is
the same everywhere; nothing is computed here but what stands beside what.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from archbench.architecture.failure import ORDER, WORDS, Outcome, listed
from archbench.columns import counted, verb
from archbench.diagram.overlays import badges
from archbench.diagram.scene import Badge, BadgeKind, Overlay
from archbench.frozen import replace
from archbench.hcl.values import Unknown
from archbench.report.costs import charges, cost_fact
from archbench.report.examined import Examined
from archbench.report.inputs import day
from archbench.report.page_one_html import MIME, render
from archbench.report.remedies import Remedy, after_all, remedies
from archbench.report.risks import SERIOUS, Risk, greatest, risks
from archbench.report.standing import Standing, standing
from archbench.report.tables import money
from archbench.requirements import so_far
from archbench.requirements.assessment import Assessment
from archbench.rich import plain
from archbench.terraform.caveats import not_read, refused
from archbench.terraform.gathering import some


@dataclass(frozen=True, slots=True)
class Caveat:
    """What was not read or not given: what it is, what it hides, the command that mends it."""

    title: str
    hides: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class CostBar:
    """The cost as lengths, US dollars a month as text.

    fixed runs whatever the traffic, use grows with it; is_open where some of it has no figure.
    """

    fixed: str
    use: str
    low: str
    likely: str
    high: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """Zones whose loss means the same."""

    names: str
    outcome: Outcome
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One checklist: how many controls have each verdict; fail counts what is waived too."""

    id: str
    title: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk and what mends it, in one row; price is "no price" where nothing could be priced."""

    severity: str
    title: str
    consequence: str
    place: str
    control: str
    action: str
    note: str
    price: str
    amount: str | None


@dataclass(frozen=True, slots=True)
class PageOne:
    """What decides, ready to be shown and to be written as JSON."""

    standing: Standing
    sentence: str
    caveats: tuple[Caveat, ...]
    cost: str
    cost_note: str
    bar: CostBar | None
    zone: str
    zone_note: str
    zones: tuple[ZoneRow, ...]
    controls: str
    controls_note: str
    lists: tuple[ListRow, ...]
    risks: tuple[RiskRow, ...]
    total: str
    total_price: str
    more: str
    prices: str
    read_as: str
    diffs: tuple[tuple[str, str], ...] = ()

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        """What a notebook shows: the page; and the data itself."""
        del include, exclude
        data = asdict(self)
        return {MIME: data, "text/html": plain(render(data)), "text/plain": self.sentence}


def page_one(examined: Examined, as_of: str = "") -> PageOne:
    """What decides about a stack, of everything that was found out about it."""
    found = risks(examined.assessment, examined.drill)
    chosen = greatest(found)
    made = remedies(examined, chosen, day(as_of))
    stands, sentence = standing(examined, found, _mended(found, made))
    fact = cost_fact(examined.estimate)
    return PageOne(
        standing=stands,
        sentence=sentence,
        caveats=tuple(_caveats(examined)),
        cost=fact.value,
        cost_note=fact.note,
        bar=_bar(examined) if examined.estimate.has_figure else None,
        zone=_weakest(examined),
        zone_note=examined.drill.answer,
        zones=_zones(examined),
        controls=_controls(examined.assessment),
        controls_note=_controls_note(examined.assessment),
        lists=_lists(examined.assessment),
        risks=tuple(_row(item) for item in made),
        total=_total(examined, found, made),
        total_price=_signed(_sum(made)) if _priced(made) else "",
        more=_more([risk for risk in found if risk not in chosen]),
        prices=examined.estimate.price_dates,
        read_as=examined.configuration.read_as,
        diffs=tuple((item.risk.title, item.diff) for item in made if item.diff),
    )


def numbers(examined: Examined) -> Overlay:
    """The number of each risk of page one on the cards it is about, to lay over the drawing."""
    marks: dict[str, Badge] = {}
    found = greatest(risks(examined.assessment, examined.drill))
    for number, risk in enumerate(found, start=1):
        kind: BadgeKind = "bad" if risk.severity in SERIOUS else "warn"
        for address in risk.addresses:
            first = marks.get(address)  # at least as grave as this one
            marks[address] = (
                replace(first, text=f"{first.text}, {number}")
                if first
                else Badge(f"risk {number}", kind)
            )
    return badges(marks)


def _mended(found: Sequence[Risk], made: Sequence[Remedy]) -> str:
    """What mending costs, where each of these risks has a change that was tried and priced."""
    if not made or len(_priced(made)) < len(made):
        return ""
    which = "" if len(found) <= len(made) else f"the {len(made)} greatest "
    amount = _sum(made)
    least = "at least " if any(item.at_least for item in made) else ""
    if amount < 0:
        return f"{which}mended while saving {money(-amount)} a month"
    return f"{which}mended for {least}{money(amount)} a month"


def _priced(made: Sequence[Remedy]) -> list[Remedy]:
    return [item for item in made if item.monthly is not None]


def _sum(made: Sequence[Remedy]) -> Decimal:
    return sum((item.monthly or Decimal(0) for item in made), Decimal(0))


def _signed(amount: Decimal) -> str:
    return f"{'+' if amount > 0 else ''}{money(amount)}"


def _row(item: Remedy) -> RiskRow:
    risk, amount = item.risk, item.monthly
    mends = f"; mends {listed(list(item.also))} too" if item.also else ""
    tried = f"Tried: {risk.control} passes and nothing else fails{mends}."
    notes = [item.reason or tried, *([f"Then: {item.zone_loss}"] if item.zone_loss else [])]
    least = "at least " if item.at_least else ""
    return RiskRow(
        risk.severity,
        risk.title,
        risk.consequence,
        risk.place,
        risk.control,
        risk.fix,
        " ".join(notes),
        "no price" if amount is None else f"{least}{_signed(amount)}",
        None if amount is None else str(amount),
    )


def _total(examined: Examined, found: Sequence[Risk], made: Sequence[Remedy]) -> str:
    """What is left once the changes that were tried are made, and what the month then costs."""
    tried = [item for item in made if item.diff]
    if not tried:
        return ""
    after = after_all(examined, made)
    then = f" The month then costs {cost_fact(after).value}." if after.has_figure else ""
    changes = "The change that was tried" if len(tried) == 1 else f"The {len(tried)} changes tried"
    gone = {item.risk.control for item in tried} | {name for item in tried for name in item.also}
    left = sum(risk.control not in gone for risk in found)
    risks = f"{left} of {counted(len(found), 'risk')} {verb(left, len(found), 'is', 'are')} left"
    return f"{changes}: {risks}.{then}"


def _more(rest: Sequence[Risk]) -> str:
    counts = {word: sum(risk.severity == word for risk in rest) for word in _SEVERITIES}
    said = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return f"{len(rest)} more: {said}" if rest else ""


_SEVERITIES = ("critical", "high", "medium", "low")


def _bar(examined: Examined) -> CostBar:
    made = examined.estimate
    total = made.total
    fixed = sum(
        (item.list_cost or Decimal(0) for item in made.priced if item.basis == "configuration"),
        Decimal(0),
    )
    use = max(total.likely - fixed, Decimal(0))
    is_open = bool(made.unpriced or made.open)
    return CostBar(
        str(fixed), str(use), str(total.low), str(total.likely), str(total.high), is_open
    )


def _weakest(examined: Examined) -> str:
    """The zones whose loss is worst, or what there is to say without one."""
    outcome = examined.drill.outcome
    if outcome is None:
        return "Nothing in a zone"
    if outcome == "survives":
        return "Any one may be lost"
    if outcome == "unknown":
        return "Cannot be told"
    worst = [t.loss.failure.name for t in examined.drill.zones if t.loss.outcome == outcome]
    return listed(worst)


def _zones(examined: Examined) -> tuple[ZoneRow, ...]:
    """The zones, weakest first; those whose loss means the same on one row."""
    groups: dict[tuple[Outcome, str], list[str]] = {}
    for trial in examined.drill.zones:
        loss = trial.loss
        why = loss.reasons[0] if loss.reasons and loss.outcome != "survives" else ""
        key = (loss.outcome, why)
        groups.setdefault(key, []).append(loss.failure.name)
    rows = [
        ZoneRow(listed(names), outcome, WORDS[outcome], why)
        for (outcome, why), names in groups.items()
    ]
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.outcome)))


def _lists(assessment: Assessment) -> tuple[ListRow, ...]:
    words = ("fail", "open", "review", "pass", "not_applicable")
    rows = []
    for item in assessment.checklists:
        one = replace(
            assessment, groups=tuple(g for g in assessment.groups if g.checklist == item.id)
        )
        counts = {word: one.count(word) for word in words}  # type: ignore[arg-type]
        rows.append(ListRow(item.id, item.title or item.id, counts))
    return tuple(rows)


def _controls(assessment: Assessment) -> str:
    """How many controls fail, of those that find a case here, and how many are undecided."""
    open_ = assessment.count("open")
    undecided = f", {open_} undecided" if open_ else ""
    return f"{assessment.count('fail')} of {assessment.with_case} fail{undecided}"


def _controls_note(assessment: Assessment) -> str:
    waived = sum(v.verdict == "fail" and v.waiver is not None for v in assessment.verdicts)
    is_ = verb(waived, waived, "is", "are")
    accepted = f" {waived} of the failures {is_} accepted by a waiver." if waived else ""
    return f"{assessment.in_short} Score {assessment.score_in_words}.{accepted}"


def _hidden(title: str) -> str:
    """What "6 modules not read", or "1 block of unknown number", leaves untold."""
    one = title.startswith("1 ")
    its = "its" if one else "their"
    if title.endswith("of unknown number"):
        until, then = "its number is known" if one else "their numbers are known", "not"
    else:
        until, then = "it is read" if one else "they are read", "not known"
    return f"Until {until}, {its} cost and what {its} loss means are {then}."


def _undecided(assessment: Assessment) -> str:
    waiting = assessment.count("open")
    is_ = verb(waiting, waiting, "is", "are")
    controls = counted(assessment.with_case, "control")
    known = so_far.counts(assessment.verdicts)
    of_these = f" Of these, {known}." if known else ""
    return f" {waiting} of {controls} {is_} undecided.{of_these}" if waiting else ""


def _not_given(examined: Examined) -> Iterator[Caveat]:
    """Variables without a value, and the region where nothing says it."""
    configuration = examined.configuration
    names = [item.name for item in configuration.variables if isinstance(item.value, Unknown)]
    if names:
        one = len(names) == 1
        yield Caveat(
            f"{len(names)} {'variable has' if one else 'variables have'} no value",
            f"{some(names, _NAMES)}. What depends on {'it' if one else 'them'} is not known.",
            f"archbench new {examined.path}",
        )
    nowhere = sum(
        item.region is None and item.type.startswith("aws_") for item in configuration.managed()
    )
    if nowhere:
        yield Caveat(
            "No region is given",
            f"No provider block names it: {_so_many(nowhere)} no zones and no regional price.",
            f"archbench report {examined.path} --region REGION",
        )


_NAMES = 6
"""How many variables without a value are named; the others are counted."""


def _so_many(resources: int) -> str:
    return "1 resource has" if resources == 1 else f"{resources} resources have"


def _caveats(examined: Examined) -> Iterator[Caveat]:
    configuration = examined.configuration
    if problems := refused(configuration):
        yield Caveat(
            "Terraform refuses some of it", f"{problems[0].upper()}{problems[1:].rstrip('.')}."
        )
    for number, text in enumerate(not_read(configuration)):
        what, _, names = text.partition(": ")
        title, _, command = what.partition(", run ")
        mend = command.strip("`") and f"archbench get {examined.path}"
        outside = any("--root" in item.reason for item in configuration.not_read)
        if title.endswith(("module not read", "modules not read")) and outside and not mend:
            mend = f"archbench report {examined.path} --root DIRECTORY"
        if title.endswith("of unknown number"):
            why = {item.reason for item in configuration.not_read if item.what == "resource"}
            names += f": {why.pop()}" if len(why) == 1 else ""
        yield Caveat(
            title[0].upper() + title[1:],
            f"{names}. {_hidden(title)}{'' if number else _undecided(examined.assessment)}",
            mend,
        )
    yield from _not_given(examined)
    if examined.usage is None and examined.estimate.open:
        yield Caveat(
            "No usage was given",
            f"{charges(len(examined.estimate.open))} for it; each has its unit price below.",
            f"archbench new {examined.path}"
            if examined.path.is_dir()
            else f"archbench report {examined.path} -p usage=FILE",
        )
