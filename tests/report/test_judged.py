"""What the report says of verdicts: the worst first, one and many, what each rests on and where."""

from dataclasses import replace

import pytest

from archbench.architecture.findings import Severity
from archbench.report import decided, verdicts
from archbench.report.controls import controls, rests_on, telling
from archbench.report.verdicts import _by_address
from archbench.requirements.verdict import SoFar, Verdict, Word
from tests.report.by_hand import (
    answer,
    assessment,
    control,
    evidence,
    verdict,
    waiver,
)


def failing(name: str, severity: Severity = "high", line: int = 3) -> Verdict:
    """A control that fails at one thing."""
    seen = evidence("aws_x.y", line=line)
    return verdict(control(name, severity), "fail", answer("fail", "aws_x.y", "No.", seen))


@pytest.mark.parametrize(
    ("count", "more"), [(1, []), (2, []), (3, ["and 1 more"]), (5, ["and 3 more"])]
)
def test_a_verdict_rests_on_what_is_shown_first_and_counted_then(
    count: int, more: list[str]
) -> None:
    """Two lines, each with its place; how many more there are."""
    seen = [evidence(f"aws_x.y{at}", line=at) for at in range(1, count + 1)]
    lines = rests_on(verdict("c", "pass", answer("pass", "", "", *seen)))
    assert (
        lines == [f"aws_x.y{at} a = 1  main.tf:{at}" for at in range(1, min(count, 2) + 1)] + more
    )


def test_what_is_alike_but_for_the_key_is_one_line() -> None:
    """With how many; one alone keeps its key; what has no attribute or no place has none."""
    keyed = [evidence(f"aws_x.y[{at}]") for at in range(3)]
    seen = (*keyed, evidence("aws_x.z[0]", "", "exists", 0))
    assert rests_on(verdict("c", "pass", answer("pass", "", "", *seen))) == [
        "aws_x.y x 3 a = 1  main.tf:3",
        "aws_x.z[0] = exists",
    ]


def test_a_long_value_is_cut_after_sixty_characters() -> None:
    """One of sixty is whole."""
    for size, shown in ((60, "x" * 60), (61, "x" * 60 + "…")):
        seen = evidence("aws_x.y", found="x" * size, line=0)
        assert rests_on(verdict("c", "pass", answer("pass", "", "", seen))) == [
            f"aws_x.y a = {shown}"
        ]


def test_the_reason_comes_before_the_evidence() -> None:
    """And what is known to be there so far."""
    found = verdict("c", "open", answer("open", "", "It waits.", evidence("aws_x.y")))
    known = replace(found, so_far=SoFar("pass"))
    assert rests_on(known)[:2] == ["It waits.", "What is known to be there meets it."]
    assert len(rests_on(known)) == 3


def test_each_configuration_has_its_verdict_and_what_does_not_fail_its_evidence() -> None:
    """What fails beside the subject is left to the findings."""
    words: tuple[Word, ...] = ("pass", "fail", "open")
    found = [
        assessment((verdict("c", word, answer(word, "", f"{word}!", evidence("aws_x.y"))),), path=p)
        for word, p in zip(words, ("one", "two", "three"), strict=True)
    ]
    (row,) = controls(found).rows
    assert row[:5] == ("Title of c\nc", "high", "pass", "fail", "open")
    assert row[5] == "aws_x.y a = 1  main.tf:3\nthree:\nopen!\naws_x.y a = 1  main.tf:3"
    assert controls(found).note.startswith("What fails stands with its place")
    assert controls(found[:1]).note == ""
    assert controls(found).anchors == controls(found[:1]).anchors


def test_of_what_passes_the_value_that_is_set_says_most() -> None:
    """Before that a thing exists, and that before what is not set; what is nowhere says nothing."""
    unset, there = evidence("aws_x.a[0]", found="not set"), evidence("aws_x.b", "", "exists", 4)
    value = evidence("aws_x.c", "size", "3", 5)
    nowhere = evidence("aws_x.d", line=0)

    def told(*seen: object) -> tuple[str, str]:
        return telling(verdict("c", "pass", answer("pass", "", "", *seen)))  # type: ignore[arg-type]

    assert told(nowhere, unset, there, value) == ("aws_x.c size", "main.tf:5")
    assert told(unset, there) == ("aws_x.b", "main.tf:4")
    assert told(unset) == ("aws_x.a a", "main.tf:3")
    assert told(nowhere) == ("", "")


def test_failures_stand_worst_first_and_what_is_accepted_last() -> None:
    """With the first place there is, and what to do or who accepted it."""
    accepted = replace(failing("z", "critical"), waiver=waiver("z"))
    nowhere = verdict(
        control("b", "critical", fix="Do."),
        "fail",
        answer("fail", "", "No.", evidence("aws_x.y", line=0)),
        answer("fail", "", "Nor.", evidence("aws_x.y", line=7)),
    )
    found = assessment((failing("a", "low"), accepted, nowhere, verdict("p", "pass")))
    rows = decided.failures(found).rows
    assert [(row[0], row[1]) for row in rows] == [
        ("critical", "Title of b\nb"),
        ("low", "Title of a\na"),
        ("critical", "Title of z\nz"),
    ]
    assert rows[0][2:] == ("No. And 1 more.", "main.tf:7", "Do.")
    assert rows[2][-1] == "Accepted: For now. (dana, until 2026-12-31)"
    assert decided.failures(found).note == ""


@pytest.mark.parametrize(
    ("serious", "lesser", "shown", "note"),
    [
        (0, 20, 20, ""),
        (0, 21, 20, "1 more that weighs less stands under the findings of the appendix."),
        (22, 3, 22, "3 more that weigh less stand under the findings of the appendix."),
        (5, 10, 15, ""),
    ],
)
def test_twenty_failures_are_shown_and_every_serious_one(
    serious: int, lesser: int, shown: int, note: str
) -> None:
    """The others are counted."""
    grave = [failing(f"s{at}", "high") for at in range(serious)]
    found = decided.failures(
        assessment((*(failing(f"l{at}", "medium") for at in range(lesser)), *grave))
    )
    assert (len(found.rows), found.note) == (shown, note)
    assert sum(row[0] == "high" for row in found.rows) == serious


def test_what_is_undecided_is_told_by_what_it_waits_for() -> None:
    """What most wait for first, with the worst of them; else the reason in its own words."""
    severities: tuple[Severity, ...] = ("low", "critical", "medium")
    waiting = [
        verdict(control(f"w{at}", severity), "open", answer("open", "", "m", waits="var.b"))
        for at, severity in enumerate(severities)
    ]
    both = verdict(
        "both",
        "open",
        answer("open", "", "m", waits="var.c"),
        answer("open", "", "m", waits="var.a"),
        answer("pass", "", "", waits="var.z"),
    )
    inner = verdict("i", "open", answer("open", "", "The zones.", waits="architecture.zones"))
    found = decided.undecided(assessment((*waiting, both, inner, failing("f"))))
    assert found.rows == (
        ("var.b", 3, "critical", "w0\nw1\nw2"),
        ("The zones.", 1, "high", "i"),
        ("var.a, var.c", 1, "high", "both"),
    )
    assert found.note == ""


@pytest.mark.parametrize(("count", "named"), [(12, 12), (13, 12)])
def test_of_one_cause_twelve_controls_are_named(count: int, named: int) -> None:
    """That there are more is said."""
    waiting = (verdict(f"w{at}", "open", answer("open", "", "m", waits="v")) for at in range(count))
    found = decided.undecided(assessment(tuple(waiting)))
    ((_, number, _, which),) = found.rows
    assert (number, len(str(which).split("\n"))) == (count, named)
    assert bool(found.note) is (count > 12)


def test_what_a_person_looks_at_has_its_words() -> None:
    """Those alone that are for a person."""
    found = assessment((verdict("r", "review", reason="Look."), verdict("p", "pass")))
    assert decided.to_look_at(found).rows == (("Title of r", "high", "Look."),)


def test_passes_are_counted_by_group() -> None:
    """Of those with a case; one group without a pass keeps its row, several share the last."""
    one = (verdict("a", "pass"), verdict("b", "fail"), verdict("c", "not_applicable"))
    none = (verdict("d", "fail"), verdict("e", "not_applicable"))
    idle = (verdict("f", "not_applicable"),)
    alone = decided.passes(assessment(one, none, idle))
    assert alone.rows == (("1 Group 1", 1, 2, 1), ("2 Group 2", 0, 1, 1))
    assert alone.total == ("Total", 1, 3, 2)
    assert alone.note == "1 control of 1 more group finds no case here."
    several = decided.passes(assessment(one, none, none, idle, (*idle, *idle)))
    assert several.rows == (("1 Group 1", 1, 2, 1), ("2 groups in which none passes", 0, 2, 2))
    assert several.note == "3 controls of 2 more groups find no case here."
    assert decided.passes(assessment(one)).note == ""


def test_the_score_says_what_the_other_controls_are() -> None:
    """In order; nothing of what there is none of."""
    found = assessment(
        (
            verdict("a", "pass"),
            verdict("b", "fail"),
            replace(verdict("c", "open"), so_far=SoFar("fail")),
            verdict("d", "review", reason="Look."),
            verdict("e", "not_applicable"),
            verdict("f", "not_applicable"),
        )
    )
    assert verdicts.summary(found).facts[0].note == (
        "1 of 4 controls passes; 1 fail, 1 open, 1 review; of what is open, what is known to be "
        "there does not meet 1; 2 find no case here"
    )
    bare = assessment((verdict("a", "pass"), verdict("b", "not_applicable")))
    assert verdicts.summary(bare).facts[0].note == "1 of 1 control passes; 1 finds no case here"
    assert verdicts.summary(assessment((verdict("a", "pass"),) * 2)).facts[0].note == (
        "2 of 2 controls pass"
    )


def test_what_is_open_of_this_stack_is_asked_before_what_a_person_looks_at() -> None:
    """Both in their order, and nothing else."""
    found = assessment(
        (
            verdict("r", "review", reason="Look."),
            verdict("o", "open", reason="Waits."),
            failing("f"),
            verdict("s", "review", reason="Look there."),
        )
    )
    assert [(x.question, x.consequence) for x in verdicts.summary(found).decisions] == [
        ("Title of o", "Waits."),
        ("Title of r", "Look."),
        ("Title of s", "Look there."),
    ]


def test_groups_of_several_lists_stand_with_what_matters_first() -> None:
    """Those of one list as it has them."""
    groups = tuple(
        (verdict(word, word),) for word in ("not_applicable", "pass", "review", "open", "fail")
    )
    one = verdicts.summary(assessment(*groups)).marks
    assert [x.verdict for x in one] == ["not_applicable", "pass", "review", "open", "fail"]
    assert one[0].label == "1 Group 1"
    two = verdicts.summary(assessment(*groups, lists=("house", "other"))).marks
    assert [x.verdict for x in two] == ["fail", "open", "review", "pass", "not_applicable"]
    assert two[0].label == "other 5 Group 5"


def test_what_stands_beside_a_stack_has_its_score_and_its_answer() -> None:
    """Named by its path."""
    beside = assessment((verdict("a", "fail"),), path="other")
    fact = verdicts.summary(assessment((verdict("a", "pass"),)), beside).facts[1]
    assert (fact.label, fact.value) == ("Beside it, other", "0/10")
    assert fact.note == beside.answer


def test_a_control_says_its_worst_of_each_address() -> None:
    """Of what it looked at for several things; of itself where it looked at nothing."""
    one, other = evidence("aws_x.a"), evidence("aws_x.b")
    both = verdict("c", "fail", answer("fail", "", "m", one), answer("pass", "", "", one, other))
    assert _by_address(both) == {"aws_x.a": "fail", "aws_x.b": "pass"}
    turned = verdict("c", "fail", answer("pass", "", "", one, other), answer("fail", "", "m", one))
    assert _by_address(turned) == {"aws_x.a": "fail", "aws_x.b": "pass"}
    assert _by_address(verdict("c", "open")) == {"control c": "open"}


def test_a_failing_group_counts_its_controls_and_has_one_reference() -> None:
    """The configuration that passes most of them; a place of another is told with its directory."""

    def other(path: str, *names: str) -> tuple[Verdict, ...]:
        del path
        seen = answer("pass", "", "", evidence("aws_x.good", "size", "9", 8))
        return tuple(verdict(name, "pass", seen) for name in names)

    subject = assessment((failing("a"), failing("b"), failing("c"), verdict("d", "pass")))
    near = assessment(other("near", "a"), path="near")
    far = assessment(other("far", "b", "c"), path="far")
    (item,) = verdicts.failing((subject, near, far), subject).items
    assert item.title == "Group 1: 3 of 4 controls fail"
    assert item.reference == "far"
    assert [(x.wanted, x.wanted_place) for x in item.points] == [
        ("aws_x.good size", "near/main.tf:8"),
        ("aws_x.good size", "main.tf:8"),
        ("aws_x.good size", "main.tf:8"),
    ]
    assert [x.place for x in item.points] == ["main.tf:3"] * 3
    (alone,) = verdicts.failing((subject,), subject).items
    assert (alone.reference, alone.points[0].wanted) == ("", "")
    (single,) = verdicts.failing((), assessment((failing("a"),))).items
    assert single.title == "Group 1: 1 of 1 control fails"


def test_scores_and_groups_have_a_row_and_a_column_each() -> None:
    """Counts by verdict in order, verdicts by configuration."""
    one = assessment((verdict("a", "pass"), verdict("b", "fail")), (verdict("c", "open"),))
    two = assessment((verdict("a", "pass"),), (verdict("c", "review"),), path="other")
    frame = verdicts.scores((one, two))
    assert list(frame.loc[0])[3:] == [1, 1, 1, 0, 0]
    assert next(iter(frame.loc[1])) == "other"
    assert verdicts.matrix((one, two)).to_numpy().tolist() == [
        ["1", "Group 1", "high", "fail", "pass"],
        ["2", "Group 2", "high", "open", "review"],
    ]
