"""The answers of scenarios as a notebook shows them: tables, and charts beside them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from archbench.cost.difference import difference
from archbench.report.answers import ScenarioAnswers, many, survives
from archbench.report.charts import Chart
from archbench.report.scenario_charts import Tenths, against, driven, letters, tenths, waterfall
from archbench.report.tables import Table, money, table
from archbench.whatif.break_evens import BreakEven
from archbench.whatif.frontier import dominated
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.run import ScenarioComparison

if TYPE_CHECKING:
    from pandas import DataFrame

_STEPS = 7
"""Steps of a waterfall, before the rest is one."""
_DRIVERS = 6
_DRIVING = Decimal("0.005")
"""The share of the spread from which a driver is drawn."""


def answers(found: ScenarioAnswers) -> Table:
    """Each question with its answer."""
    return table(
        _frame(
            ("question", "answer", "basis"),
            ((item.question, item.answer, item.basis) for item in found.answers),
        ),
        "Answers, US dollars a month at list price",
        columns={"question": "Question", "answer": "Answer", "basis": "What it rests on"},
        missing="",
    )


def spread(found: ScenarioAnswers) -> Iterator[Chart | Table]:
    """What a month may cost under each scenario, and what the spread comes from."""
    rows = [
        Tenths(
            name if item.is_whole else f"{name} (at least)",
            item.p10,
            item.p50,
            item.p90,
            item.expected.total_monthly,
        )
        for name, item in found.spreads.items()
        if item.drivers and item.expected.has_figure
    ]
    if not rows:
        return
    yield tenths(rows, "What a month costs, US dollars")
    first = next(iter(found.spreads.values()))
    drivers = [item for item in first.drivers if item.share >= _DRIVING][:_DRIVERS]
    if drivers:
        yield driven(
            [(item.name, item.share, item.low, item.high) for item in drivers],
            first.p50,
            "What the spread comes from, share of it and US dollars a month",
        )
    yield table(
        _frame(
            ("driver", "keys", "share", "low", "high"),
            (
                (
                    x.name,
                    "\n".join(x.keys[len(x.keys) == 1 :]),
                    f"{x.share * 100:.1f} %",
                    x.low,
                    x.high,
                )
                for x in first.drivers
            ),
        ),
        "Ranges of the usage, and what each explains of the spread",
        columns={
            "driver": "Range",
            "keys": "Drawn together",
            "share": "Share",
            "low": "Where it is low",
            "high": "Where it is high",
        },
        formats={"driver": "code", "keys": "many", "low": "money", "high": "money"},
        note=f"{first.draws:,} draws, seed {first.seed}. What the shares leave to 100 % comes from "
        "ranges acting together."
        + (f" Taken as expected: {', '.join(first.fixed)}." if first.fixed else ""),
    )


def choices(found: ScenarioAnswers) -> Iterator[Chart | Table]:
    """The designs by cost and availability, the dominated ones marked."""
    if len(found.among) < 2:
        return
    if any(item.cost is not None and item.availability is not None for item in found.among):
        yield against(found.among, "Cost against availability on paper")
    named, left = letters(found.among), dominated(found.among)
    rows = []
    for item in found.among:
        failing = [name for name in found.required if item.meets.get(name) is False]
        untold = [name for name in found.required if item.meets.get(name) is None]
        up = None if item.availability is None else f"{item.availability * 100:.4f} %"
        rows.append(
            (
                named[item.name],
                item.name,
                item.cost,
                up or "a part has no service level",
                survives(item),
                "\n".join(failing),
                "\n".join(untold),
                "dominated" if item.name in left else item.why_no_cost,
            )
        )
    yield table(
        _frame(("mark", "name", "cost", "up", "zone", "fails", "untold", "remark"), rows),
        "Designs, US dollars a month",
        columns={
            "mark": "",
            "name": "Design",
            "cost": "Expected",
            "up": "Up, on paper",
            "zone": "A lost zone",
            "fails": "Fails",
            "untold": "Cannot be told",
            "remark": "Beside the others",
        },
        formats={"cost": "money", "fails": "many", "untold": "many"},
        missing="–",
        note="On paper: the service levels AWS publishes, in series; not a measurement. Dominated: "
        "another design costs no more, is up as much and survives as much. Scenarios that change "
        "usage serve another load and are no choice here.",
    )


def solved(found: ScenarioAnswers) -> Iterator[Table]:
    """Every break-even, then what each of them rests on."""
    if not found.break_evens:
        return
    yield table(
        _frame(
            ("question", "subject", "at", "now", "cheaper"),
            (
                (
                    item.question,
                    item.subject,
                    f"{many(item.at)} {item.unit}" if item.at is not None else _why(item),
                    "not known from here" if item.now is None else many(item.now),
                    f"below {item.first}, above {item.second}" if item.at is not None else "",
                )
                for item in found.break_evens
            ),
        ),
        "Break-evens, each solved from its prices",
        columns={
            "question": "Which costs less",
            "subject": "Of",
            "at": "Even at",
            "now": "Now",
            "cheaper": "Cheaper",
        },
        formats={"subject": "code"},
        missing="",
    )
    yield table(
        _frame(
            ("question", "formula", "rates", "lines"),
            (
                (item.question, item.formula, _rates(item), "\n".join(item.counted))
                for item in found.break_evens
            ),
        ),
        "What each break-even rests on",
        columns={
            "question": "Which costs less",
            "formula": "How it follows",
            "rates": "Prices, source and date",
            "lines": "Counted",
        },
        formats={"lines": "many"},
        missing="",
        note=" ".join(
            f"{text}." for text in dict.fromkeys(x.remark for x in found.break_evens if x.remark)
        ),
    )


def _why(item: BreakEven) -> str:
    return item.reason if item.reason.startswith("no price") else f"open: {item.reason}"


def _rates(item: BreakEven) -> str:
    return "; ".join(
        f"{x.item} {x.amount.normalize():f} per {x.unit} ({x.source}, {x.date})"
        for x in dict.fromkeys(item.rates)
    )


def change(comparison: ScenarioComparison, outcome: ScenarioOutcome) -> Chart | None:
    """What makes the change of a scenario; None where the totals do not cover the same."""
    before, after = comparison.baseline.estimate, outcome.estimate
    if before is None or after is None or not comparison.change(outcome):
        return None
    amounts: dict[str, Decimal] = {}
    for item in difference(before, after).changes:
        name = item.charge_description
        amounts[name] = amounts.get(name, Decimal(0)) + item.difference
    ordered = sorted(
        ((name, amount) for name, amount in amounts.items() if amount),
        key=lambda pair: (-abs(pair[1]), pair[0]),
    )
    rest = ordered[_STEPS:]
    if rest:
        total = sum((amount for _, amount in rest), Decimal(0))
        ordered = [*ordered[:_STEPS], (f"{len(rest)} other charges", total)]
    title = f"What makes the change: {outcome.scenario.name}"
    return waterfall(ordered, before.total_monthly, title)


def lead(found: ScenarioAnswers) -> str:
    """The first answer in one sentence, for the head of the section."""
    first = next(iter(found.spreads.values()), None)
    if first is None or not first.expected.has_figure:
        return ""
    least = "" if first.is_whole else "at least "
    if not first.drivers:
        return f"A month costs {least}{money(first.p50)}"
    return (
        f"A month costs {least}{money(first.p50)}, in eight of ten between {money(first.p10)} and "
        f"{money(first.p90)}"
    )


def _frame(columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> "DataFrame":
    from pandas import DataFrame  # noqa: PLC0415

    return DataFrame(list(rows), columns=list(columns), dtype=object)
