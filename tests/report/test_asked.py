"""What the scenarios of a stack answer, each sentence asked of the values it is made from."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.cost import Estimate
from archbench.cost.usage import Usage
from archbench.report.answers import (
    ScenarioAnswer,
    ScenarioAnswers,
    _gateways,
    _io,
    _month,
    _required,
    _spreads,
    cheapest_answer,
    left_out,
    many,
    survives,
)
from archbench.report.charts import Chart
from archbench.report.scenario_answers import answers, change, choices, lead, solved, spread
from archbench.report.scenarios import _sets, beside, details, summary
from archbench.report.snippet import Snippet
from archbench.report.tables import Table
from archbench.terraform.configuration import Configuration
from archbench.whatif.base import Base
from archbench.whatif.break_evens import BreakEven, Rate
from archbench.whatif.frontier import ZONE_LOSS, Option
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.run import ScenarioComparison, run
from archbench.whatif.scenario import scenario
from archbench.whatif.spread import CostSpread, Driver
from tests.report.by_hand import bill, charge
from tests.whatif.test_demand import STACK

DAY = date(2026, 11, 29)


def spread_of(*drivers: Driver, made: Estimate | None = None, **more: object) -> CostSpread:
    """What a month costs: 1, 2 or 3 dollars."""
    one, two, three = (Decimal(n) for n in (1, 2, 3))
    found = CostSpread(
        made or bill(charge("aws_x.a", "2")), one, two, three, drivers, 5000, 7, 1, (), (), ()
    )
    return replace(found, **more)  # type: ignore[arg-type]


def driver(name: str, share: str, keys: int = 1) -> Driver:
    """A range with its share."""
    return Driver(
        name, tuple(f"{name}{n}" for n in range(keys)), Decimal(share), Decimal(1), Decimal(3)
    )


def found(**more: object) -> ScenarioAnswers:
    """Answers with these."""
    empty: dict[str, object] = {
        "spreads": {},
        "among": (),
        "required": (),
        "break_evens": (),
        "answers": (),
    }
    return ScenarioAnswers(**{**empty, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1000000", "1.0 million"),
        ("999999", "999,999.0"),
        ("10", "10.0"),
        ("9.99", "9.990"),
        ("2500000000", "2,500.0 million"),
        ("2500000000000", "2,500,000.0 million"),
    ],
)
def test_a_quantity_is_told_as_people_read_it(value: str, said: str) -> None:
    """Millions from one on, three places below ten."""
    assert many(Decimal(value)) == said


@pytest.mark.parametrize(
    ("waiting", "unpriced", "said"),
    [
        (0, 0, ""),
        (2, 0, "charges in no figure: 2 waiting for usage"),
        (0, 1, "charges in no figure: 1 without a price"),
        (1, 3, "charges in no figure: 1 waiting for usage, 3 without a price"),
    ],
)
def test_what_a_spread_leaves_out_is_counted(waiting: int, unpriced: int, said: str) -> None:
    """Nothing where it is whole."""
    assert left_out(spread_of(open=("a",) * waiting, unpriced=("b",) * unpriced)) == said


BASE = ScenarioOutcome(scenario("As it stands"), estimate=bill(charge("aws_x.a", "2")))


def month(found: CostSpread | None, base: ScenarioOutcome = BASE) -> tuple[str, str]:
    """What a month costs, and what that rests on."""
    (item,) = _month(base, {"As it stands": found} if found else {})
    return item.answer, item.basis


def test_a_month_is_its_middle_with_a_tenth_on_either_side() -> None:
    """Or one figure; at least so much where a charge is in none; no figure where there is none."""
    one, other = driver("load", "0.754"), driver("disk", "0.2")
    assert month(spread_of(one, other)) == (
        "$2.00 in the middle: one month in ten costs under $1.00, one in ten over $3.00",
        (
            "5,000 draws of the usage's ranges; load makes 75 % of the spread;"
            " $2.00 with usage as expected"
        ),
    )
    assert month(spread_of(one, open=("a",))) == (
        "at least $2.00 in the middle: one month in ten costs under $1.00, one in ten over $3.00",
        "charges in no figure: 1 waiting for usage",
    )
    assert month(spread_of()) == (
        "$2.00",
        "no range of usage is given, so there is one figure",
    )
    assert month(spread_of(unpriced=("a",))) == (
        "at least $2.00",
        "charges in no figure: 1 without a price",
    )
    none = ("No figure yet", "no charge has an amount")
    assert month(None) == none
    open_ = replace(BASE, estimate=bill(charge("aws_x.a", None)))
    assert month(spread_of(one), open_) == none


def test_only_what_is_bought_at_list_price_has_a_spread(tmp_path: Path) -> None:
    """In order, the stack as it stands first; with all draws where they take one way."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\nresource "aws_eip" "a" {}\n', "utf-8"
    )
    other = scenario("On demand", usage={})
    bought = scenario("Committed", purchase="cheapest, 1 year")
    comparison = run(Base(tmp_path, as_of=DAY), (other, bought))
    made = dict(_spreads(comparison.baseline, *comparison.outcomes))
    assert list(made) == ["As it stands", "On demand"]
    assert {item.draws for item in made.values()} == {5_000}


def option(name: str, cost: int | None, **meets: bool | None) -> Option:
    """A design."""
    return Option(name, None if cost is None else Decimal(cost), None, meets)


def test_the_cheapest_design_is_told_with_what_it_rests_on() -> None:
    """How many requirements, which of them some design may fail, and who is not decided."""
    good, bad = option("Good", 10, a=True, b=True), option("Bad", 5, a=False, b=True)
    assert cheapest_answer((good,), ("a",)) == ScenarioAnswer(
        "What is the cheapest of 1 design that meets everything required?",
        "“Good”, $10.00 a month",
        "1 requirement",
    )
    both = cheapest_answer((good, bad), ("a", "b"), floor=True)
    assert both.answer == "“Good”, at least $10.00 a month"
    assert both.basis == "2 requirements; some designs fail, or may fail, a"
    untold = option("Untold", 7, a=None, b=True)
    open_ = cheapest_answer((good, untold), ("a", "b"))
    assert open_.answer == "so far “Good”, $10.00 a month"
    assert open_.basis == (
        "not decided, and could be cheaper: “Untold”; 2 requirements; some designs fail, or may"
        " fail, a"
    )
    assert cheapest_answer((bad,), ("a",)).answer == (
        "None is known to meet all of it; “Bad”, $5.00, is the cheapest that keeps what is met now"
    )
    unpriced = cheapest_answer((option("Unpriced", None, a=True),), ("a",))
    assert unpriced.answer == "None is known to meet all of it"
    assert cheapest_answer((), ("a",)).answer == "None is known to meet all of it"
    floor = cheapest_answer((bad,), ("a",), floor=True)
    assert "“Bad”, at least $5.00, is the cheapest" in floor.answer


@pytest.mark.parametrize(("count", "end"), [(6, "f"), (7, "f and 1 more"), (9, "f and 3 more")])
def test_of_many_names_six_are_told(count: int, end: str) -> None:
    """The others are counted."""
    names = "abcdefghi"[:count]
    bad = Option("Bad", Decimal(1), None, dict.fromkeys(names, False))
    assert cheapest_answer((bad,), tuple(names)).basis == (
        f"{count} requirements; some designs fail, or may fail, a, b, c, d, e, {end}"
    )


def test_a_requirement_costs_what_its_failure_would_save() -> None:
    """One that no design could save by is not told."""
    good = option("Good", 10, a=True, b=True, c=True)
    bad = option("Bad", 4, a=False, b=True, c=True)
    assert list(_required((good, bad), ("a", "b"))) == [
        ScenarioAnswer("What does “a” cost?", "$6.00 a month", "without it “Bad” would do")
    ]


def even(**more: object) -> BreakEven:
    """A break-even of I/O, with so many now."""
    values: dict[str, object] = {
        "question": "Aurora I/O-Optimized or Standard",
        "subject": "aws_rds_cluster.c",
        "unit": "I/O a month",
        "first": "Standard",
        "second": "I/O-Optimized",
        "at": Decimal(2_000_000),
        "now": None,
        "formula": "so",
    }
    return BreakEven(**{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (3_000_000, "Yes: from 2.0 million I/O a month on, and there are 3.0 million"),
        (1_000_000, "No: from 2.0 million I/O a month on, and there are 1.0 million"),
        (2_000_000, "Even: from 2.0 million I/O a month on, and there are 2.0 million"),
        (
            None,
            "Not known: from 2.0 million I/O a month on, and how many there are is not given",
        ),
    ],
)
def test_whether_optimized_io_pays_follows_from_how_many_there_are(
    now: int | None, said: str
) -> None:
    """Above the break-even it does."""
    (item,) = _io([even(now=None if now is None else Decimal(now))])
    assert (item.question, item.answer, item.basis) == (
        "Does I/O-Optimized pay for aws_rds_cluster.c?",
        said,
        "so",
    )


def test_without_a_break_even_its_reason_is_told_and_other_questions_are_not_asked() -> None:
    """Each cluster in turn."""
    other = even(question="EKS or ECS")
    none = even(at=None, reason="no price: none", subject="aws_rds_cluster.d")
    assert [(x.answer, x.basis) for x in _io([other, none, even(now=Decimal(1))])] == [
        ("Not known", "no price: none"),
        ("No: from 2.0 million I/O a month on, and there are 1.000", "so"),
    ]


def test_every_break_even_stands_with_what_it_rests_on() -> None:
    """Where it is even and what there is; or why it is not known, which waits unless unpriced."""
    rate = Rate("i", Decimal("0.200"), "1M IOs", "r", "s", "2026-01")
    items = (
        even(now=Decimal(1), rates=(rate, rate), counted=("a: b", "c: d"), remark="Not all"),
        even(at=None, reason="no price: none", remark="Not all"),
        even(at=None, reason="give storage_gb", remark="Nor this"),
    )
    where, rests = solved(found(break_evens=items))
    assert [row[2:] for row in where.rows] == [
        ("2.0 million I/O a month", "1.000", "below Standard, above I/O-Optimized"),
        ("no price: none", "not known from here", ""),
        ("open: give storage_gb", "not known from here", ""),
    ]
    assert rests.rows[0][2:] == ("i 0.2 per 1M IOs (s, 2026-01)", "a: b\nc: d")
    assert rests.note == "Not all. Nor this."
    assert list(solved(found())) == []


@pytest.mark.parametrize(
    ("says", "told"), [(True, "survives"), (False, "does not survive"), (None, "cannot be told")]
)
def test_a_design_says_what_it_knows_of_a_lost_zone(says: bool | None, told: str) -> None:  # noqa: FBT001
    """Three ways."""
    assert survives(Option("a", None, None, {ZONE_LOSS: says})) == told


def test_designs_stand_with_what_they_fail_and_what_cannot_be_told() -> None:
    """A table from two on; a chart where one has both figures; the dominated say so."""
    up = Decimal("0.999")
    one = Option("One", Decimal(5), up, {ZONE_LOSS: True, "a": True})
    two = Option("Two", Decimal(6), up, {ZONE_LOSS: True, "a": False})
    three = Option("Three", None, None, {"a": None}, "no charge has an amount")
    required = (ZONE_LOSS, "a")
    assert list(choices(found(among=(one,), required=required))) == []
    chart, shown = choices(found(among=(one, two, three), required=required))
    assert isinstance(chart, Chart)
    assert isinstance(shown, Table)
    assert [row[2:] for row in shown.rows] == [
        (Decimal(5), "99.9000 %", "survives", "", "", ""),
        (Decimal(6), "99.9000 %", "survives", "a", "", "dominated"),
        (
            None,
            "a part has no service level",
            "cannot be told",
            "",
            "A zone may be lost\na",
            "no charge has an amount",
        ),
    ]
    half = (replace(one, availability=None), replace(two, cost=None))
    assert [type(x) for x in choices(found(among=half, required=required))] == [Table]
    assert len(list(choices(found(among=(one, two), required=required)))) == 2


def test_a_spread_is_drawn_where_something_drives_it() -> None:
    """A least is named as one; drivers of half a percent and more, six at the most."""
    drivers = [driver(f"d{n}", "0.1") for n in range(7)]
    drivers += [driver("edge", "0.005", 2), driver("small", "0.004")]
    spreads = {
        "One": spread_of(*drivers, open=("x",), fixed=("f: g",)),
        "Flat": spread_of(),
        "None": spread_of(driver("x", "1"), made=bill(charge("aws_x.a", None))),
    }
    months, driving, shown = spread(found(spreads=spreads))
    assert isinstance(months, Chart)
    assert "One (at least) P10" in months.text
    assert "Flat" not in months.text
    assert "None" not in months.text
    assert isinstance(driving, Chart)
    assert [f"d{n} " in driving.text for n in range(7)] == [True] * 6 + [False]
    assert isinstance(shown, Table)
    assert [row[0] for row in shown.rows] == [item.name for item in drivers]
    assert shown.rows[0][1:3] == ("", "10.0 %")
    assert shown.rows[7][1:3] == ("edge0\nedge1", "0.5 %")
    assert shown.note.startswith("5,000 draws, seed 7. ")
    assert shown.note.endswith(" Taken as expected: f: g.")
    (edge,) = [
        x
        for x in spread(found(spreads={"One": spread_of(driver("edge", "0.005"))}))
        if isinstance(x, Chart) and "What the spread comes from" in x.text
    ]
    assert "edge" in edge.text
    small = list(spread(found(spreads={"One": spread_of(driver("small", "0.004"))})))
    assert [type(x) for x in small] == [Chart, Table]
    assert not any("Taken as" in x.note for x in small if isinstance(x, Table))
    assert list(spread(found(spreads={"Flat": spread_of()}))) == []


def test_the_head_of_the_section_is_what_a_month_costs() -> None:
    """With its range, or without; nothing without a figure."""
    one = driver("load", "1")
    assert lead(found(spreads={"a": spread_of(one)})) == (
        "A month costs $2.00, in eight of ten between $1.00 and $3.00"
    )
    assert lead(found(spreads={"a": spread_of(one, open=("x",))})).startswith(
        "A month costs at least $2.00, in eight"
    )
    assert lead(found(spreads={"a": spread_of()})) == "A month costs $2.00"
    assert lead(found(spreads={"a": spread_of(made=bill(charge("aws_x.a", None)))})) == ""
    assert lead(found()) == ""


def test_answers_are_rows() -> None:
    """As they were asked."""
    shown = answers(found(answers=(ScenarioAnswer("q", "a", "b"), ScenarioAnswer("r", "c"))))
    assert shown.rows == (("q", "a", "b"), ("r", "c", ""))


def outcome(name: str, made: Estimate | None, *notes: str, problem: str = "") -> ScenarioOutcome:
    """What a scenario comes to."""
    stack = None if made is None else Configuration("stack", ())
    usage = Usage(notes=notes)
    return ScenarioOutcome(scenario(name), stack, estimate=made, usage=usage, problem=problem)


def compared(*outcomes: ScenarioOutcome) -> ScenarioComparison:
    """Scenarios beside a stack of ten dollars."""
    return ScenarioComparison(outcome("base", bill(charge("aws_x.a", "10"))), outcomes)


def cost(name: str, amount: str | None, *notes: str) -> ScenarioOutcome:
    """A scenario that costs so much."""
    return outcome(name, bill(charge("aws_x.a", amount)), *notes)


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        (
            (cost("a", "12"), cost("b", "7"), cost("c", "15"), cost("d", "8")),
            "“b” saves $3.00 a month, “c” adds $5.00.",
        ),
        ((cost("a", "12"), cost("c", "15")), "“c” adds $5.00."),
        ((cost("b", "7"), cost("d", "8")), "“b” saves $3.00 a month."),
        ((cost("same", "10"),), "No scenario changes the cost."),
        ((cost("open", None),), "No scenario that can be compared changes the cost."),
        ((cost("less", "1", "gone"),), "No scenario that can be compared changes the cost."),
        ((outcome("no", None, problem="p"),), "No scenario applies."),
        ((), "No scenario applies."),
    ],
)
def test_the_scenarios_that_save_and_add_most_are_named(
    outcomes: tuple[ScenarioOutcome, ...], said: str
) -> None:
    """Of those whose change is known and that carry the load of the stack."""
    assert summary(compared(*outcomes)).answer == said


def test_scenarios_are_counted_by_whether_they_can_be_compared() -> None:
    """With names; behind what a month costs, where that is known."""
    it = compared(cost("a", "12"), cost("open", None), outcome("no", None, problem="p"))
    facts = [(x.value, x.note) for x in summary(it).facts]
    assert facts[0][0] == "2"
    assert facts[1] == ("1", "no figure for all they cover: open")
    assert facts[2] == ("1", "listed with the reason")
    assert [x.note for x in summary(compared(cost("a", "12"))).facts[1:]] == ["none", "none"]
    led = summary(it, found(spreads={"base": spread_of()}))
    assert led.answer == "A month costs $2.00. “a” adds $2.00."


def test_a_scenario_whose_totals_cover_other_charges_has_no_change_in_the_table() -> None:
    """It is said in words; one without an amount has a dash."""
    shown = beside(compared(cost("a", "12"), outcome("no", None, problem="p")))
    other = beside(
        compared(outcome("more", bill(charge("aws_x.a", "10"), charge("aws_x.b", None))))
    )
    assert shown.rows[1][:3] == ("a", Decimal(12), Decimal(2))
    assert shown.rows[2][1:3] == (None, None)
    assert other.rows[1][2] == "not comparable"


def test_each_scenario_that_applies_has_what_it_sets_and_what_it_changes() -> None:
    """Its change as a chart where it has one; no total where it has none."""
    it = compared(cost("a", "12"), cost("same", "10"), cost("open", None), outcome("no", None))
    shown = list(details(it))
    assert [type(x) for x in shown] == [Snippet, Chart, Table, Snippet, Table, Snippet, Table]
    tables = [x for x in shown if isinstance(x, Table)]
    assert [bool(x.total) for x in tables] == [True, True, False]
    assert tables[0].total[-1] == Decimal(2)
    both = scenario("both", variables={"a": 1}, usage={"load_profile": {"scale": 2}})
    assert _sets(ScenarioOutcome(both)) == "a = 1\n# usage\nload_profile:\n  scale: 2\n"
    assert _sets(ScenarioOutcome(scenario("v", variables={"a": 1}))) == "a = 1"
    assert _sets(ScenarioOutcome(scenario("u", usage={"load_profile": {"scale": 2}}))).startswith(
        "# usage"
    )


def test_a_change_is_its_seven_greatest_steps_and_the_rest() -> None:
    """Those of one description are one; what adds up to nothing is no step."""
    lines = [
        replace(charge(f"aws_x.l{n}", str(n)), charge_description=f"Step {n}") for n in range(1, 10)
    ]
    lines += [replace(charge(f"aws_x.m{n}", "20"), charge_description="Twice") for n in "ab"]
    even_ = [
        replace(charge("aws_x.e", "3"), charge_description="Even"),
        replace(charge("aws_x.f", "5"), charge_description="Even"),
    ]
    base = outcome("base", bill(replace(charge("aws_x.e", "8"), charge_description="Even")))
    it = ScenarioComparison(base, (outcome("more", bill(*lines, *even_)),))
    made = change(it, it.outcomes[0])
    assert made is not None
    assert [f"Step {n} " in made.text for n in range(1, 10)] == [False] * 3 + [True] * 6
    assert "Twice +40.00" in made.text.replace("40,", "40")
    assert "3 other charges +6.00" in made.text
    assert "Even" not in made.text
    few = ScenarioComparison(base, (outcome("few", bill(*lines[:7], *even_)),))
    seven = change(few, few.outcomes[0])
    assert seven is not None
    assert "other" not in seven.text
    assert made.text.index("Twice") < made.text.index("Step 9") < made.text.index("Step 4")


def test_steps_of_one_size_stand_by_name() -> None:
    """Whichever way they go."""
    lines = [
        replace(charge(f"aws_x.{n}", cost), charge_description=n)
        for n, cost in (("c", "5"), ("b", "1"), ("a", "5"))
    ]
    before = [replace(charge("aws_x.b", "6"), charge_description="b")]
    base = outcome("base", bill(*before))
    it = ScenarioComparison(base, (outcome("more", bill(*lines)),))
    made = change(it, it.outcomes[0])
    assert made is not None
    assert re.findall(r"\b([abc]) [+−]5", made.text) == ["a", "b", "c"]


def gateways(directory: Path, now: int, then: int, *, more: str = "") -> list[ScenarioAnswer]:
    """What another number of gateways is said to cost."""
    number = "type    = number\n  default = "
    text = STACK.replace(f"{number}2", f"{number}{now}")
    text = text.replace('= "m5.large"\n  subnet', "= var.class\n  subnet")
    text += 'variable "class" { default = "m5.large" }\n'
    (directory / "main.tf").write_text(text, "utf-8")
    (directory / "usage.yml").write_text(
        "resource_usage:\n  aws_nat_gateway.out[*]: { monthly_data_processed_gb: 0 }\n"
        "  aws_data_transfer.zones: {}\n",
        "utf-8",
    )
    variables: dict[str, object] = {"gateways": then}
    if more:
        variables["class"] = more
    only = scenario("Other", variables=variables)  # type: ignore[arg-type]
    base = Base(directory, usage=directory / "usage.yml", as_of=DAY)
    return list(_gateways(run(base, (only,))))


@pytest.mark.parametrize(("now", "then"), [(2, 1), (1, 2)])
def test_gateways_are_weighed_whichever_way_the_number_changes(
    tmp_path: Path, now: int, then: int
) -> None:
    """The more of them first, and what a lost zone then leaves."""
    (found_,) = gateways(tmp_path, now, then)
    assert found_.question == "What do 2 NAT gateways cost over 1?"
    assert found_.answer.startswith("$32.85 a month; if a zone is lost the stack ")
    assert found_.basis.startswith("“Other”; the traffic stays: ")


def test_where_more_than_gateways_changes_none_are_weighed(tmp_path: Path) -> None:
    """Nor where their number stays."""
    assert gateways(tmp_path, 2, 1, more="m5.xlarge") == []
    assert gateways(tmp_path, 2, 2) == []
