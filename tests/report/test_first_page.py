"""The sentence, the risks and the figures of page one: one and many, what is known before what not.

Verdicts, losses and charges are written out, so that each sentence is asked of what it is about.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from archbench.architecture import build
from archbench.architecture.drill import Drill, Trial
from archbench.architecture.failure import Outcome
from archbench.architecture.findings import Severity
from archbench.cost.bill import ref
from archbench.cost.difference import difference
from archbench.diagram import draw
from archbench.diagram.scene import Card
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.values import Plain
from archbench.report.page_one import (
    _bar,
    _caveats,
    _controls_note,
    _mended,
    _more,
    _row,
    _total,
    _weakest,
    _zones,
    numbers,
    page_one,
)
from archbench.report.remedies import Remedy, _sentence
from archbench.report.risks import Risk, greatest, risks
from archbench.report.standing import standing
from archbench.requirements.fix import Fix
from archbench.requirements.scope import ZONE_LOSS
from archbench.requirements.verdict import Verdict
from archbench.terraform.configuration import (
    Configuration,
    Instance,
    Unexpanded,
    UnreadFile,
    Variable,
)
from tests.report.by_hand import (
    NOTHING,
    answer,
    assessment,
    bill,
    charge,
    control,
    drilled,
    evidence,
    examined,
    trial,
    verdict,
    waiver,
    weakness,
)


def resource(address: str, region: str | None = "eu-west-1") -> Instance:
    """An instance of a type."""
    type_, name = address.split(".")
    return Instance(address, "managed", type_, name, None, "", "aws", region, {})


ONE = replace(NOTHING, instances=(resource("aws_vpc.v"),))


def failing(name: str, severity: Severity = "high", subject: str = "aws_x.y") -> Verdict:
    """A control that fails at one thing."""
    of = control(name, severity, impact=f"{name} happens", fix="Do.")
    seen = evidence(subject)
    return verdict(of, "fail", answer("fail", subject, f"{subject} is not {name}.", seen))


def waiting(name: str, severity: Severity = "critical", waits: str = "var.a") -> Verdict:
    """A control that is open."""
    return verdict(control(name, severity), "open", answer("open", "", "It waits.", waits=waits))


def unread(*items: str) -> Configuration:
    """A stack without these: blocks and modules by address, files by name."""
    files = tuple(UnreadFile(name, "no") for name in items if name.endswith(".tf"))
    blocks = tuple(Unexpanded(name, "why") for name in items if not name.endswith(".tf"))
    return replace(ONE, unexpanded=blocks, unread_files=files)


def says(*items: Verdict, stack: Configuration = ONE, lost: Drill | None = None) -> tuple[str, str]:
    """What is said of a stack with these verdicts."""
    found = examined(assessment(items), lost, configuration=stack)
    return standing(found, risks(found.assessment, found.drill), "")


PASSES = verdict("p", "pass")
MAY = drilled(trial("a", "unknown", "x is not known"))


@pytest.mark.parametrize(
    ("items", "stack", "lost", "word", "said"),
    [
        ((failing("a", "critical"),), ONE, None, "hold", "Do not apply yet: one serious risk"),
        (
            (failing("a"), failing("b"), failing("c", "medium")),
            unread("module.m"),
            None,
            "hold",
            "Do not apply yet: two serious risks",
        ),
        ((PASSES,), NOTHING, None, "apply", "Ready to apply: it holds no resources"),
        (
            (PASSES,),
            unread("module.m"),
            None,
            "undecided",
            "Cannot be decided yet: one module was not read",
        ),
        (
            (waiting("w"),),
            unread("module.m", "module.n", "a.tf", "aws_x.y"),
            MAY,
            "undecided",
            "Cannot be decided yet: two modules were not read and one file was not read",
        ),
        (
            (waiting("w"),),
            unread("aws_x.y", "aws_x.z"),
            None,
            "undecided",
            "Cannot be decided yet: two blocks are of unknown number",
        ),
        (
            (waiting("w"),),
            unread("aws_x.y"),
            None,
            "undecided",
            "Cannot be decided yet: one block is of unknown number",
        ),
        (
            (PASSES, waiting("w")),
            ONE,
            None,
            "undecided",
            "Cannot be decided yet: one undecided control could be critical",
        ),
        (
            (waiting("w"), waiting("v"), waiting("u", "high")),
            ONE,
            MAY,
            "undecided",
            (
                "Cannot be decided yet: two undecided controls could be critical and what the loss"
                " of a zone means is not known"
            ),
        ),
        (
            (PASSES, waiting("w", waits=ZONE_LOSS)),
            ONE,
            MAY,
            "undecided",
            "Cannot be decided yet: what the loss of a zone means is not known",
        ),
        (
            (waiting("w", "low"),),
            ONE,
            None,
            "undecided",
            "Cannot be decided yet: no checklist found anything to judge",
        ),
        ((PASSES, failing("l", "low")), ONE, None, "apply", "Ready to apply: one lesser risk"),
        (
            (failing("l", "low"), failing("m", "medium")),
            ONE,
            None,
            "apply",
            "Ready to apply: two lesser risks",
        ),
        ((PASSES,), ONE, None, "apply", "Ready to apply: no control fails"),
        (
            (PASSES, waiting("w", "high")),
            ONE,
            None,
            "apply",
            "Ready to apply: no control fails, 1 control is not decided",
        ),
        (
            (PASSES, waiting("w", "high"), waiting("v", "low")),
            ONE,
            None,
            "apply",
            "Ready to apply: no control fails, 2 controls are not decided",
        ),
    ],
)
def test_the_sentence_says_what_is_known_first(
    items: tuple[Verdict, ...], stack: Configuration, lost: Drill | None, word: str, said: str
) -> None:
    """What is wrong, then what cannot be told and why, then lesser risks, then that none is."""
    assert says(*items, stack=stack, lost=lost) == (word, said)


def test_what_terraform_refuses_comes_before_all_else() -> None:
    """A warning does not."""
    wrong = replace(ONE, diagnostics=(Diagnostic("error", "No", "No."),))
    assert says(failing("a"), stack=wrong)[0] == "refused"
    warned = replace(ONE, diagnostics=(Diagnostic("warning", "No", "No."),))
    assert says(failing("a"), stack=warned)[0] == "hold"


def ranked(*items: Verdict, lost: Drill | None = None) -> tuple[Risk, ...]:
    """The risks of these verdicts."""
    return risks(assessment(items), lost or drilled())


def test_risks_stand_by_severity_then_by_what_a_zone_takes_then_by_how_many_they_are_of() -> None:
    """Then as the checklists have them; what is accepted or passes is none."""
    many = verdict(
        control("many", "high"),
        "fail",
        answer("fail", "aws_x.a", "m", evidence("aws_x.a")),
        answer("fail", "aws_x.b", "m", evidence("aws_x.b")),
    )
    accepted = replace(failing("accepted", "critical"), waiver=waiver("accepted"))
    found = ranked(
        failing("low", "low", "aws_x.gone"),
        failing("one", "high", "aws_x.o"),
        failing("two", "high", "aws_x.p"),
        many,
        failing("taken", "high", "aws_x.gone"),
        accepted,
        PASSES,
        failing("worst", "critical", "aws_x.q"),
        lost=drilled(
            trial("a", "degraded", "x", lost=("aws_x.o",)),
            trial("b", "down", "It is alone", lost=("aws_x.gone",)),
        ),
    )
    assert [risk.control for risk in found] == [
        *("", "worst", "taken", "many", "one", "two", "low"),
    ]
    assert found[0].title == "Goes down if b is lost: It is alone"
    assert (found[0].severity, found[0].consequence) == (
        "critical",
        "Nobody is served until it is mended.",
    )
    assert [risk.lost for risk in found] == [True, False, True, False, False, False, True]
    assert found[2].place == "main.tf:3"
    assert (found[2].consequence, found[2].fix) == ("taken happens", "Do.")


def test_a_zone_that_is_survived_takes_nothing() -> None:
    """What stands in it is no worse for it."""
    lost = drilled(trial("a", "survives", lost=("aws_x.y",)))
    (risk,) = ranked(failing("a"), lost=lost)
    assert not risk.lost


def test_what_the_drill_found_stands_where_no_control_says_it() -> None:
    """Not where one is about the same resource, nor what depends on another weakness."""
    lost = drilled(
        trial("a", "survives"),
        findings=(
            weakness("aws_x.y"),
            weakness("aws_x.alone", "medium", 7),
            weakness("aws_x.subnet", through="aws_x.alone"),
            weakness("aws_x.behind", through="aws_x.y"),
            weakness("aws_x.other", "low", through="aws_x.nowhere"),
        ),
    )
    found = ranked(failing("a"), lost=lost)
    assert [(risk.control, risk.addresses, risk.place) for risk in found] == [
        ("a", ("aws_x.y",), "main.tf:3"),
        ("", ("aws_x.alone",), "main.tf:7"),
        ("", ("aws_x.other",), ""),
    ]


def test_a_lost_zone_has_the_place_and_the_remedy_of_what_makes_it_so() -> None:
    """Of a serious weakness that it takes; else what to look at."""
    gone = trial("a", "degraded", "A part stands alone", lost=("aws_x.a", "aws_x.b"))
    serious = drilled(
        gone, findings=(weakness("aws_x.b", "medium", 4), weakness("aws_x.a", "high", 5))
    )
    risk, *rest = ranked(lost=serious)
    assert (risk.severity, risk.place, risk.fix) == ("high", "main.tf:5", "Mend it.")
    assert (risk.consequence, risk.addresses) == (
        "What is lost stays lost until then.",
        ("aws_x.a",),
    )
    assert [x.addresses for x in rest] == [("aws_x.b",)]
    (bare,) = ranked(lost=drilled(gone))
    assert (bare.place, bare.addresses) == ("", ())
    assert bare.fix.startswith("See what each loss takes")
    assert not ranked(lost=drilled(trial("a", "unknown", "x", lost=("aws_x.a",))))


def test_of_several_things_the_message_names_the_first_and_counts_the_others() -> None:
    """Behind its subject; at the end where the message does not name it; alone, it is as it is."""

    def title(*messages: str) -> str:
        answers = (
            answer("fail", f"aws_x.y[{n}]", text, evidence("aws_x.y"))
            for n, text in enumerate(messages)
        )
        (risk,) = ranked(verdict("c", "fail", *answers))
        return risk.title

    assert title("aws_x.y[0] is open.") == "aws_x.y[0] is open"
    assert title("aws_x.y[0] is open.", "b", "c") == "aws_x.y[0] (and 2 more) is open"
    assert title("aws_x.y[0]s are open.", "b") == "aws_x.y[0]s are open (and 1 more)"
    assert title("It is open.", "b") == "It is open (and 1 more)"
    assert title("It is open.", "It is open.") == "It is open"
    (reasoned,) = ranked(verdict("c", "fail", reason="The whole is wrong."))
    assert reasoned.title == "The whole is wrong"
    (silent,) = ranked(verdict("c", "fail", answer("fail", "", "", evidence("aws_x.y"))))
    assert silent.title == "Title of c"


def risk(name: str, severity: Severity = "high", **more: object) -> Risk:
    """A risk of a thing."""
    values: dict[str, object] = {
        "title": f"aws_x.{name} is {name}",
        "consequence": "c",
        "place": "p",
        "addresses": (f"aws_x.{name}",),
        "control": name,
        "fix": "f",
        "lost": False,
        "zonal": False,
    }
    return Risk(severity, **{**values, **more})  # type: ignore[arg-type]


def test_three_of_a_cause_of_their_own_are_the_greatest() -> None:
    """The first of those that say the same, however many they are of."""
    same = [
        risk(n, title=f"aws_x.{n}{more} is open")
        for n, more in (("a", ""), ("b", " (and 3 more)"), ("c", ""))
    ]
    assert [x.control for x in greatest([*same, risk("d")])] == ["a", "d"]
    assert [x.control for x in greatest([risk(n) for n in "abcd"])] == ["a", "b", "c"]


def test_a_lost_zone_is_left_to_the_risk_that_is_why() -> None:
    """Where that is as grave, of zones and of what the zone takes."""
    zone = risk("zone", answer=True, zonal=True, lost=True)
    for why, left in (
        (risk("why", zonal=True, lost=True), ["why"]),
        (risk("why", "critical", zonal=True, lost=True), ["why"]),
        (risk("why", "medium", zonal=True, lost=True), ["zone", "why"]),
        (risk("why", zonal=False, lost=True), ["zone", "why"]),
        (risk("why", zonal=True, lost=False), ["zone", "why"]),
    ):
        assert [x.control for x in greatest([zone, why])] == left


def remedy(name: str, monthly: str | None, *, floor: bool = False, **more: object) -> Remedy:
    """What mends a risk: so much more a month."""
    if monthly is None:
        return Remedy(risk(name), **more)  # type: ignore[arg-type]
    more_ = Decimal(monthly)
    before = bill(charge("aws_x.y", "10"))
    lines = [charge("aws_x.y", str(10 + more_))]
    lines += [charge("aws_x.new", None)] if floor else []
    made = difference(before, bill(*lines))
    return Remedy(risk(name), diff="-", difference=made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "made", "said"),
    [
        (1, [], ""),
        (2, [remedy("a", "3"), remedy("b", None)], ""),
        (1, [remedy("a", "3")], "mended for $3.00 a month"),
        (2, [remedy("a", "3"), remedy("b", "1.5")], "mended for $4.50 a month"),
        (3, [remedy("a", "3"), remedy("b", "1")], "the 2 greatest mended for $4.00 a month"),
        (2, [remedy("a", "3"), remedy("b", "-5")], "mended while saving $2.00 a month"),
        (1, [remedy("a", "0")], "mended for $0.00 a month"),
        (
            2,
            [remedy("a", "3", floor=True), remedy("b", "1")],
            "mended for at least $4.00 a month",
        ),
    ],
)
def test_what_mending_costs_is_told_where_each_change_has_a_price(
    found: int, made: list[Remedy], said: str
) -> None:
    """Of the greatest, where there are more; a saving is one."""
    assert _mended([risk(str(n)) for n in range(found)], made) == said


def test_a_risk_and_what_mends_it_are_one_row() -> None:
    """Tried, with what passes too and what the drill then says; or why nothing was tried."""
    row = _row(remedy("a", "3", also=("b", "c"), zone_loss="Survives."))
    assert row.note == (
        "Tried: a passes and nothing else fails; mends b and c too. Then: Survives."
    )
    assert (row.price, row.amount, row.action) == ("+$3.00", "3", "f")
    assert _row(remedy("a", "0.50")).price == "+$0.50"
    assert _row(remedy("a", "-3")).price == "−$3.00"
    assert _row(remedy("a", "0")).price == "$0.00"
    assert _row(remedy("a", "3", floor=True)).price == "at least +$3.00"
    by_hand = _row(remedy("a", None, reason="By hand."))
    assert (by_hand.note, by_hand.price, by_hand.amount) == ("By hand.", "no price", None)
    assert _row(remedy("a", "1")).note == "Tried: a passes and nothing else fails."


def test_what_is_left_once_the_changes_are_made() -> None:
    """What a change mends besides is gone too; the month is that after the last of them."""
    found = [risk(name) for name in "abcd"]
    whole = examined()
    assert _total(whole, found, [remedy("a", None)]) == ""
    assert _total(whole, found, [remedy("a", "3")]) == (
        "The change that was tried: 3 of 4 risks are left. The month then costs $13.00."
    )
    two = [remedy("a", "3", also=("c",)), remedy("b", "5"), remedy("d", None)]
    assert _total(whole, found, two) == (
        "The 2 changes tried: 1 of 4 risks is left. The month then costs $15.00."
    )
    assert _total(whole, found[:1], [remedy("a", "3")]).startswith(
        "The change that was tried: 0 of 1 risk is left."
    )


def test_the_other_risks_are_counted_by_severity() -> None:
    """The worst first; of none nothing is said."""
    found = [risk("a", "low"), risk("b", "critical"), risk("c", "low"), risk("d", "medium")]
    assert _more(found) == "4 more: 1 critical, 1 medium, 2 low"
    assert _more([risk("a")]) == "1 more: 1 high"
    assert _more([]) == ""


def test_why_no_change_is_safe_is_told_without_what_to_do() -> None:
    """That stands beside it."""
    fix = Fix("c", reason="It breaks d. Change it by hand: so.")
    assert _sentence(fix) == "No safe change: It breaks d."
    assert _sentence(replace(fix, reason="It breaks d.")) == "No safe change: It breaks d."
    assert _sentence(None) == "It takes a decision, so no change was tried."


def test_a_remedy_has_a_price_where_both_sides_have_a_figure() -> None:
    """Not without a change, nor where one side has no amount."""
    assert remedy("a", "3").monthly == 3
    assert not remedy("a", "3").at_least
    assert remedy("a", "3", floor=True).at_least
    assert Remedy(risk("a")).monthly is None
    assert not Remedy(risk("a")).at_least
    none = difference(bill(charge("aws_x.y", None)), bill(charge("aws_x.y", None)))
    assert Remedy(risk("a"), difference=none).monthly is None


@pytest.mark.parametrize(
    ("trials", "said"),
    [
        ((), "Nothing in a zone"),
        ((trial("a", "survives"),), "Nothing in a zone"),
        ((trial("a", "down", "x"), trial("b", "degraded", "y")), "a"),
        ((trial("a", "down", "x"), trial("b", "down", "y"), trial("c", "unknown", "z")), "a and b"),
        ((trial("a", "degraded", "x"), trial("b", "unknown", "y")), "a"),
        ((trial("a", "unknown", "x"),), "Cannot be told"),
    ],
)
def test_the_weakest_zones_are_those_whose_loss_is_worst(
    trials: tuple[Trial, ...], said: str
) -> None:
    """Or what there is to say without one."""
    assert _weakest(examined(lost=drilled(*trials))) == said


def test_any_zone_may_be_lost_where_aws_keeps_all_over_a_region() -> None:
    """As the drill says it."""
    kept = drilled()
    values = {name: getattr(kept, name) for name in Drill.__annotations__}
    assert _weakest(examined(lost=Drill(**{**values, "regional": 1}))) == "Any one may be lost"


def test_zones_whose_loss_means_the_same_share_a_row_the_weakest_first() -> None:
    """With the first reason; what is survived has none."""
    outcomes: Sequence[tuple[str, Outcome, str]] = (
        ("a", "survives", "fine"),
        ("b", "degraded", "one"),
        ("c", "unknown", "what"),
        ("d", "down", "all"),
        ("e", "degraded", "one"),
        ("f", "degraded", "other"),
        ("g", "survives", "fine too"),
    )
    lost = drilled(*(trial(name, word, why, "more") for name, word, why in outcomes))
    assert [(row.names, row.outcome, row.why) for row in _zones(examined(lost=lost))] == [
        ("d", "down", "all"),
        ("c", "unknown", "what"),
        ("b and e", "degraded", "one"),
        ("f", "degraded", "other"),
        ("a and g", "survives", ""),
    ]


def test_the_bar_parts_what_is_fixed_from_what_grows_with_use() -> None:
    """Whatever is neither priced nor told is hatched."""
    used = replace(charge("aws_x.b", "5", "9"), basis="usage")
    whole = _bar(examined(made=bill(charge("aws_x.a", "3"), charge("aws_x.c", "4"), used)))
    assert (whole.fixed, whole.use, whole.is_open) == ("7", "5", False)
    assert (whole.low, whole.likely, whole.high) == ("12", "12", "16")
    assert _bar(examined(made=bill(charge("aws_x.a", None)))).is_open
    assert _bar(examined(made=bill(unpriced=("aws_x.a",)))).is_open
    assert _bar(examined(made=bill(charge("aws_x.a", "3")))).use == "0"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, ""),
        (1, " 1 of the failures is accepted by a waiver."),
        (2, " 2 of the failures are accepted by a waiver."),
    ],
)
def test_accepted_failures_are_counted(count: int, said: str) -> None:
    """A waiver of a control that passes accepts none."""
    items = [
        replace(failing(str(n)), waiver=waiver(str(n)) if n < count else None) for n in range(3)
    ]
    passes = replace(PASSES, waiver=waiver("p"))
    found = assessment((*items, passes))
    assert _controls_note(found) == f"{found.in_short} Score {found.score_in_words}.{said}"


def test_each_list_has_its_own_counts() -> None:
    """By its title."""
    found = assessment(
        (failing("a"), waiting("w")), (PASSES, verdict("n", "not_applicable")), lists=("x", "y")
    )
    page = page_one(examined(found))
    assert [(row.id, row.title, list(row.counts.values())) for row in page.lists] == [
        ("x", "X", [1, 1, 0, 0, 0]),
        ("y", "Y", [0, 0, 0, 1, 1]),
    ]
    assert page.controls == "1 of 3 fail, 1 undecided"
    assert page_one(examined(assessment((PASSES,)))).controls == "0 of 1 fail"


def caveats(stack: Configuration, *items: Verdict, **more: object) -> list[tuple[str, str, str]]:
    """What was not read or given of a stack."""
    found = examined(assessment(items), configuration=stack, **more)  # type: ignore[arg-type]
    return [(x.title, x.hides, x.command) for x in _caveats(found)]


def test_what_was_not_read_says_what_it_hides() -> None:
    """One and several; only the first says what is undecided for it."""
    found = caveats(unread("module.m", "aws_x.y", "aws_x.z"), PASSES, waiting("w"))
    assert found == [
        (
            "1 module not read",
            (
                "module.m. Until it is read, its cost and what its loss means are not known."
                " 1 of 2 controls is undecided."
            ),
            "",
        ),
        (
            "2 blocks of unknown number",
            (
                "aws_x.y, aws_x.z: why. Until their numbers are known, their cost and what their"
                " loss means are not."
            ),
            "",
        ),
    ]
    several = caveats(unread("module.m", "module.n"), waiting("w"), waiting("v"))
    assert several[0][1] == (
        "module.m, module.n. Until they are read, their cost and what their loss means are not"
        " known. 2 of 2 controls are undecided."
    )


def test_blocks_of_several_reasons_have_none_told() -> None:
    """Of one reason it stands behind their names."""
    blocks = (Unexpanded("aws_x.y", "one"), Unexpanded("aws_x.z", "other"))
    ((_, hides, _),) = caveats(replace(ONE, unexpanded=blocks))
    assert hides.startswith("aws_x.y, aws_x.z. Until their numbers")


def test_a_module_that_was_not_read_has_the_command_that_mends_it() -> None:
    """To fetch it, or to read outside of the root; a file has none."""
    fetched = Unexpanded("module.m", "not fetched", to_fetch="acme/m/aws")
    outside = Unexpanded("module.n", "outside: give --root")
    file = UnreadFile("a.tf", "no")
    both = caveats(replace(ONE, unexpanded=(fetched, outside), unread_files=(file,)))
    assert [(title, command) for title, _, command in both] == [
        ("1 module not read", "archbench get stack"),
        ("1 module not read", "archbench report stack --root DIRECTORY"),
        ("1 file not read", ""),
    ]
    ((_, _, command),) = caveats(replace(ONE, unexpanded=(fetched,)))
    assert command == "archbench get stack"


def unknown(*names: str) -> tuple[Variable, ...]:
    """Variables without a value."""
    value: Plain = ref("aws_vpc.v", "id")
    return tuple(Variable(name, value) for name in names)


def test_variables_without_a_value_are_named_up_to_six() -> None:
    """One more is named than that before any is counted."""
    known = Variable("known", "x")
    one = caveats(replace(ONE, variables=(*unknown("a"), known)))
    assert one == [
        ("1 variable has no value", "a. What depends on it is not known.", "archbench new stack")
    ]
    (many,) = caveats(replace(ONE, variables=unknown(*"abcdefgh")))
    assert many[0] == "8 variables have no value"
    assert many[1] == "a, b, c, d, e, f and 2 more. What depends on them is not known."


def test_resources_without_a_region_are_counted() -> None:
    """Those of AWS alone."""
    items = (resource("aws_vpc.v", None), resource("other_x.y", None), resource("aws_vpc.w"))
    ((title, hides, command),) = caveats(replace(NOTHING, instances=items))
    assert (title, command) == ("No region is given", "archbench report stack --region REGION")
    assert hides.endswith(": 1 resource has no zones and no regional price.")
    ((_, hides, _),) = caveats(replace(NOTHING, instances=(*items, resource("aws_x.z", None))))
    assert hides.endswith(": 2 resources have no zones and no regional price.")


def test_that_no_usage_was_given_counts_what_waits_for_it() -> None:
    """Nothing where nothing waits."""
    waits = [charge("aws_x.a", None), charge("aws_x.b", None)]
    assert caveats(ONE, made=bill(*waits)) == [
        (
            "No usage was given",
            "2 charges wait for it; each has its unit price below.",
            "archbench report stack -p usage=FILE",
        )
    ]
    assert caveats(ONE, made=bill(waits[0]))[0][1].startswith("1 charge waits for it;")
    assert caveats(ONE, made=bill(charge("aws_x.a", "1"))) == []


def test_the_cards_of_a_drawing_have_the_numbers_of_their_risks() -> None:
    """One of two risks has both, and is as serious as the graver of them."""
    queue = resource("aws_sqs_queue.q")
    stack = replace(NOTHING, instances=(queue, resource("aws_sns_topic.t")))
    found = examined(
        assessment(
            (
                failing("a", "high", "aws_sqs_queue.q"),
                failing("b", "low", "aws_sqs_queue.q"),
                failing("c", "low", "aws_sns_topic.t"),
            )
        ),
        configuration=stack,
    )
    drawing = draw(build(stack), overlays=[numbers(found)])
    said = {
        shape.key: [(badge.text, badge.kind) for badge in shape.badges]
        for shape in drawing.scene.shapes()
        if isinstance(shape, Card) and shape.badges
    }
    assert sorted(said.values()) == [
        [("risk 1, 2", "bad")],
        [("risk 3", "warn")],
    ]
