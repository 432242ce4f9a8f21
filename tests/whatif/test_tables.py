"""What the answer, the table and each form say of rows: one and many, none and some, in order."""

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest

from archbench.whatif.export import as_csv, as_json, as_markdown
from archbench.whatif.row import ScenarioRow, TurnedVerdict, as_data, from_data
from archbench.whatif.text import (
    HEADS,
    Tried,
    cells,
    change_in_words,
    headline,
    laid_out,
    verdicts_in_words,
)

BASE = ScenarioRow("As it stands", cost="$10.00", change=Decimal(0), zone_loss="survives")


def turned(before: str, after: str, control: str = "keys", **more: str) -> TurnedVerdict:
    """A control that a scenario turns."""
    return TurnedVerdict(control, before, after, more.get("why", ""), more.get("place", ""))


def row(name: str, change: int | str | None, **more: object) -> ScenarioRow:
    """A scenario whose zones survive, with its change."""
    amount = None if change is None else Decimal(change)
    return ScenarioRow(
        name,
        **{"change": amount, "cost": "$9.00", "zone_loss": "survives", **more},  # type: ignore[arg-type]
    )


def tried(*rows: ScenarioRow, base: ScenarioRow = BASE, judged: bool = True) -> Tried:
    """These rows beside the stack."""
    return Tried("stack", base, rows, judged=judged)


def test_the_answer_of_several_has_each_kind_counted() -> None:
    """One is better, one loses more, one cannot be made."""
    worse = row("worse", -9, zone_loss="down")
    first, counts = headline(tried(worse, row("no", None, problem="why"), row("best", -4)))
    assert first == (
        "stack costs $10.00 a month as it stands; “best” costs $4.00 less, the least of those that "
        "break no control and keep what a lost zone leaves"
    )
    assert counts == "3 scenarios: nothing is worse in 1, something is in 1, 1 does not apply"


def test_where_none_applies_nothing_is_said_of_a_month() -> None:
    """The answer says so, and counts."""
    assert headline(tried(row("no", None, problem="why"))) == [
        "No scenario applies to this stack",
        "1 scenario: nothing is worse in 0, something is in 0, 1 does not apply",
    ]


@pytest.mark.parametrize(("count", "said"), [(1, "1 charge"), (2, "2 charges")])
def test_what_has_no_figure_as_it_stands_is_said_once(count: int, said: str) -> None:
    """No amount of the table is about it; of none nothing is said."""
    lines = headline(tried(row("x", 1), base=replace(BASE, without_figure=count)))
    assert lines[1] == f"No amount here has a figure for {said} of the stack"
    assert not any("No amount here" in line for line in headline(tried(row("x", 1))))


def test_a_stack_without_an_amount_says_so() -> None:
    """And without a checklist nothing is said of controls."""
    first, *_ = headline(tried(row("x", 1), base=replace(BASE, cost=""), judged=False))
    assert first == (
        "stack costs no amount a month as it stands; none of the scenarios that keep what a lost "
        "zone leaves costs less"
    )


def test_what_a_saving_must_not_be_read_without_stands_below_it() -> None:
    """The first note of the best; how many more there are; nothing of what saves nothing."""
    one = headline(tried(row("best", -4, notes=("It moves.",))))
    assert one[1] == "Of “best”: It moves"
    two = headline(tried(row("best", -4, notes=("It moves.", "b"))))
    assert two[1] == "Of “best”: It moves, and 1 more under “To know”"
    three = headline(tried(row("best", -4, notes=("It moves.", "b", "c"))))
    assert three[1] == "Of “best”: It moves, and 2 more under “To know”"
    dearer = headline(tried(row("dear", 4, notes=("It moves.",))))
    assert len(dearer) == 2


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "Of 1 scenario the change leaves lines out: s0"),
        (4, "Of 4 scenarios the change leaves lines out: s0, s1, s2, s3"),
        (5, "Of 5 scenarios the change leaves lines out: s0, s1, s2, s3, ..."),
    ],
)
def test_changes_that_leave_lines_out_are_named_up_to_four(count: int, said: str) -> None:
    """Those that leave a line out, and what has no change at all; not what leaves none out."""
    rows = [row(f"s{at}", at, not_comparable=("a",)) for at in range(count - 1)]
    lines = headline(tried(*rows, row("whole", -1), row(f"s{count - 1}", None)))
    assert [line for line in lines if "leaves lines out" in line] == [said]


def test_a_change_says_its_sign_and_what_it_leaves_out() -> None:
    """A star for what is left out; at least, where something new has no figure."""
    assert change_in_words(row("x", None)) == "not comparable"
    assert change_in_words(row("x", 3)) == "+$3.00"
    assert change_in_words(row("x", 0)) == "$0.00"
    assert change_in_words(row("x", -3)).endswith("$3.00")
    assert not change_in_words(row("x", -3)).startswith("+")
    assert change_in_words(row("x", 3, at_least=True)) == "at least +$3.00"
    assert change_in_words(row("x", 3, not_comparable=("a",))) == "+$3.00*"


def test_what_becomes_of_controls_is_counted_by_kind() -> None:
    """Broken, mended, failing at more; the rest is otherwise, and none is the same."""
    verdicts = (
        turned("pass", "fail"),
        turned("open", "fail"),
        turned("pass", "open"),
        turned("fail", "pass"),
        turned("open", "pass"),
        turned("fail", "fail"),
        turned("fail", "open"),
        turned("open", "not_applicable"),
        turned("not_applicable", "review"),
        turned("open", "review"),
    )
    it = tried(row("x", 0, verdicts=verdicts))
    assert verdicts_in_words(it.rows[0], it) == "3 broken, 2 mended, 1 at more, 4 otherwise"
    assert verdicts_in_words(row("x", 0), it) == "the same"
    assert verdicts_in_words(row("x", 0, verdicts=verdicts[:1]), it) == "1 broken"
    assert verdicts_in_words(row("x", 0, verdicts=verdicts[-1:]), it) == "1 otherwise"


@pytest.mark.parametrize(
    ("failing", "undecided", "said"),
    [(0, 0, "all met"), (2, 0, "2 fail"), (0, 3, "3 open"), (10, 20, "10 fail, 20 open")],
)
def test_the_stack_as_it_stands_has_what_fails_and_what_is_open(
    failing: int, undecided: int, said: str
) -> None:
    """Whichever is none is not told."""
    base = replace(BASE, failing=failing, undecided=undecided)
    assert verdicts_in_words(base, tried(base=base)) == said


def test_a_row_of_the_table_says_what_is_there_and_what_is_not() -> None:
    """The stack has no change; without a checklist no verdict, without a zone nothing to lose."""
    assert cells(BASE, tried()) == ("As it stands", "$10.00", "", "all met", "survives", "")
    bare = ScenarioRow("bare", headroom=Decimal("1.255"), change=Decimal(2))
    assert cells(bare, tried(bare, judged=False)) == (
        "bare",
        "no amount",
        "+$2.00",
        "",
        "nothing to lose",
        "1.26 x peak",
    )
    assert cells(row("x", 1, zone_loss="degraded"), tried())[4] == "loses a part"


def test_each_thing_said_stands_once_with_who_says_it() -> None:
    """The first by name, and how many more; what does not apply is in no table of amounts."""
    same = turned("pass", "fail", why="No key turns.", place="main.tf:3")
    bare = turned("fail", "pass", "tags")
    rows = (
        row("one", 1, verdicts=(same, bare), notes=("Moves.",), not_comparable=("a.b", "a.c")),
        row("two", 2, verdicts=(same,), notes=("Moves.",), not_comparable=("a.b", "a.c")),
        row("three", 3, verdicts=(same,), notes=("Moves.",)),
        row("none", None, problem="No such variable."),
    )
    opening, sections = laid_out(tried(*rows), 200)
    text = {item.title: "\n".join(map(str, item.items)) for item in sections}
    assert opening[0].startswith("stack costs $10.00 a month as it stands; none of")
    table = text["Scenarios, best first"]
    assert "none" not in table
    assert [name in table for name in ("As it stands", "one", "two", "three")] == [True] * 4
    changed = text["Verdicts that change"]
    assert "pass to fail" in changed
    assert "“one” and 2 more: No key turns. (main.tf:3)" in changed
    assert changed.count("keys") == 1
    assert "fail to pass" in changed
    assert "“one”:" not in changed
    assert "“one” and 1 more: a.b, a.c" in text["Left out of a change"]
    assert text["Do not apply"].count("“none”: No such variable.") == 1
    assert "Moves. (“one” and 2 more)" in text["To know"]


def test_the_best_are_first_and_of_equals_by_name() -> None:
    """What makes nothing worse, then by change; what has none after what has one."""
    rows = (
        row("b", 2),
        row("untold", None),
        row("lost", -50, zone_loss="unknown"),
        row("a", 2),
        row("broken", -60, verdicts=(turned("pass", "fail"),)),
        row("refused", None, problem="no"),
        row("nothing", 0),
        row("nickel more", "0.05"),
        row("nickel less", "-0.05"),
    )
    assert [x.name for x in tried(*rows).ordered] == [
        *("nickel less", "nothing", "nickel more", "a", "b"),
        *("untold", "broken", "lost", "refused"),
    ]


@pytest.mark.parametrize(
    ("base", "then", "worse"),
    [
        ("survives", "degraded", True),
        ("survives", "unknown", True),
        ("degraded", "down", True),
        ("down", "degraded", False),
        ("degraded", "degraded", False),
        ("degraded", "unknown", False),
        ("", "survives", False),
        ("", "degraded", True),
        ("down", "", False),
    ],
)
def test_a_zone_that_takes_more_is_worse(base: str, then: str, *, worse: bool) -> None:
    """What cannot be told is worse than nothing lost, and not than a part."""
    assert row("x", 0, zone_loss=then).worse(replace(BASE, zone_loss=base)) is worse


def test_every_form_has_the_stack_first_and_the_best_next() -> None:
    """JSON, CSV and Markdown hold the same rows; money is exact."""
    broken = row("worse", -5, verdicts=(turned("pass", "fail", "k1"), turned("open", "fail", "k2")))
    more = row(
        "möre",
        -1,
        verdicts=(turned("fail", "pass", "k3"),),
        changes=("var.a=1", "var.b=2"),
        not_comparable=("x.y", "x.z"),
        expected=Decimal("9.123456"),
        headroom=Decimal("2.5"),
    )
    refused = row("no|thing", None, problem="It | is not.")
    it = tried(broken, refused, more)
    assert "möre" in as_json(it)
    data = json.loads(as_json(it))
    assert (data["path"], data["answer"]) == ("stack", headline(it))
    assert data["baseline"]["name"] == "As it stands"
    assert [x["name"] for x in data["scenarios"]] == ["möre", "worse", "no|thing"]
    assert data["scenarios"][0]["expected"] == "9.123456"
    rows = list(csv.DictReader(StringIO(as_csv(it))))
    assert [x["scenario"] for x in rows] == ["As it stands", "möre", "worse", "no|thing"]
    assert rows[1]["changes"] == "var.a=1; var.b=2"
    assert rows[1]["not_comparable"] == "x.y; x.z"
    assert (rows[1]["mended"], rows[1]["broken"]) == ("k3", "")
    assert (rows[2]["mended"], rows[2]["broken"]) == ("", "k1; k2")
    assert (rows[1]["expected"], rows[2]["expected"]) == ("9.123456", "")
    lines = as_markdown(it).splitlines()
    assert lines[0].startswith("**stack costs $10.00")
    assert lines[0].endswith(".**")
    head = lines.index(f"| {' | '.join(HEADS)} |")
    assert lines[head + 1] == "|---|---|---|---|---|---|"
    table = lines[head + 2 : head + 6]
    assert [line.split(" | ")[0] for line in table] == [
        *("| As it stands", "| möre", "| worse", "| no\\|thing"),
    ]
    assert {line.replace("\\|", "").count("|") for line in table} == {len(HEADS) + 1}
    assert "does not apply" in table[3]
    assert lines[-2:] == ["", "- no\\|thing: It \\| is not."]


def test_what_is_kept_of_a_row_is_the_row() -> None:
    """None stays none, and tuples stay tuples."""
    whole = row(
        "x",
        3,
        verdicts=(turned("pass", "fail"),),
        notes=("n",),
        changes=("c",),
        not_comparable=("a",),
        headroom=Decimal("1.50"),
        low=Decimal("1.0"),
    )
    for one in (whole, ScenarioRow("bare")):
        assert from_data(json.loads(json.dumps(as_data(one)))) == one
