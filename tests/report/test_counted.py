"""What the sections on cost, inventory, drawing and zones count: one and many, none and some."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.availability import Availability, LevelledService
from archbench.architecture.drill import Drill, Trial
from archbench.architecture.facts import fact
from archbench.architecture.model import Architecture
from archbench.architecture.question import OpenQuestion
from archbench.architecture.recovery import RecoveryPoint, RecoveryStep
from archbench.cost import Estimate
from archbench.cost.bill import ref
from archbench.cost.model import Unpriced
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.values import Plain, Sensitive
from archbench.metrics import recorded
from archbench.report import costs, inventory, pictures, resilience
from archbench.report.calibrated import Calibrated, beside
from archbench.report.findings import Finding, FindingPoint, findings
from archbench.report.summary import KeyFigure, Mark, Summary
from archbench.report.tables import table
from archbench.terraform import load
from archbench.terraform.configuration import (
    Configuration,
    Instance,
    Output,
    Unexpanded,
    Variable,
)
from tests.report.by_hand import NOTHING, at, bill, charge, drilled, trial, weakness


def fact_of(found: Estimate, label: str) -> tuple[str, str]:
    """One figure of the section on cost."""
    (one,) = [x for x in costs.summary(found).facts if x.label == label]
    return one.value, one.note


@pytest.mark.parametrize(
    ("found", "value", "note"),
    [
        (bill(charge("aws_x.a", "3")), "$3.00", "1 charge at list price"),
        (
            bill(charge("aws_x.a", "3", "9"), charge("aws_x.b", "1")),
            "$4.00",
            "from $4.00 to $10.00; 2 charges at list price",
        ),
        (
            bill(charge("aws_x.a", "3"), charge("aws_x.b", None)),
            "at least $3.00",
            "1 charge at list price; 1 waits for usage",
        ),
        (
            bill(
                charge("aws_x.a", "3", "9"),
                charge("aws_x.b", None),
                charge("aws_x.c", None),
                unpriced=("aws_x.d", "aws_x.d"),
            ),
            "at least $3.00",
            (
                "what has a figure from $3.00 to $9.00; 1 charge at list price; 2 wait for usage;"
                " 1 resource without a price"
            ),
        ),
        (bill(unpriced=("aws_x.d", "aws_x.e")), "No price", "2 resources without a price"),
        (bill(charge("aws_x.b", None)), "Not known yet", "1 waits for usage"),
        (bill(), "$0.00", ""),
    ],
)
def test_a_cost_says_what_it_covers_and_what_not(found: Estimate, value: str, note: str) -> None:
    """One and many; a resource without a price counts once."""
    assert fact_of(found, "Cost a month") == (value, note)


def test_the_answer_about_cost_says_its_range_and_what_it_lacks() -> None:
    """Each part where there is any."""
    whole = costs.summary(bill(charge("aws_x.a", "3")))
    assert whole.answer == "It costs $3.00 a month at list price."
    assert whole.decisions == ()
    found = costs.summary(
        bill(charge("aws_x.a", "3", "9"), charge("aws_x.b", None), unpriced=("aws_x.c",))
    )
    assert found.answer == (
        "It costs at least $3.00 a month at list price, what has a figure from $3.00 to $9.00,"
        " before usage; one resource has no price."
    )
    assert [(x.question, x.consequence) for x in found.decisions] == [
        (
            "1 charge waits for usage: how much traffic, storage and logs?",
            "Each has its unit price below; a usage file settles them.",
        ),
        (
            "One resource has no price.",
            "The total leaves it out; the reason is listed below.",
        ),
    ]
    two = costs.summary(bill(charge("aws_x.a", "1"), unpriced=("aws_x.c", "aws_x.d")))
    assert two.answer.endswith("; 2 resources have no price.")
    assert two.decisions[0].consequence == (
        "The total leaves them out; each is listed with its reason."
    )
    assert found.provenance == (("Prices as of", "2026-01-01"),)
    assert costs.summary(bill()).provenance == ()


def test_the_largest_service_is_a_least_where_one_of_its_charges_waits() -> None:
    """Not where one of another does."""
    mine, other = charge("aws_x.b", None), charge("aws_x.c", None, service="Amazon EC2")
    stands = charge("aws_x.a", "3")
    small = charge("aws_x.d", "1", service="Amazon EC2")
    name = "Largest service"
    assert fact_of(bill(stands, small, other), name) == (
        "Amazon S3",
        "$3.00, 75 % of what has a figure",
    )
    assert fact_of(bill(stands, small, mine), name)[1] == (
        "at least $3.00, 75 % of what has a figure"
    )
    assert fact_of(bill(charge("aws_x.a", "0")), name)[1] == "$0.00, none of what has a figure"
    assert fact_of(bill(stands, free=("aws_x.f",)), "Free of charge")[0] == "1 resource"


def test_the_ten_costliest_charges_have_their_share() -> None:
    """In percent, of what has a figure; of nothing there is none."""
    found = costs.greatest(bill(*(charge(f"aws_x.{n}", str(n)) for n in "123456789")))
    assert list(found["share"])[:2] == [Decimal("20.0"), Decimal("17.8")]
    assert len(costs.greatest(bill(*(charge(f"aws_x.a{n}", "1") for n in range(11))))) <= 10
    assert list(costs.greatest(bill(charge("aws_x.a", "0")))["share"]) == [None]


def test_what_a_table_of_cost_holds() -> None:
    """By service and by source with counts, by reason and by type with names."""
    made = bill(
        charge("aws_x.a", "3", "4"),
        replace(charge("aws_x.b", "1"), price_source="other"),
        charge("aws_x.c", "2"),
        free=("module.m.aws_z.a", "aws_y.b", "aws_z.c"),
    )
    assert costs.totals(made.by_service(), "service").to_numpy().tolist() == [
        ["Amazon S3", Decimal(6), Decimal(6), Decimal(7)]
    ]
    assert costs.sources(replace(made, sources={"list": "A list."})).to_numpy().tolist() == [
        ["list", "A list.", "2026-01-01", 2],
        ["other", "", "2026-01-01", 1],
    ]
    assert costs.free(made).to_numpy().tolist() == [
        ["aws_y", 1, "aws_y.b"],
        ["aws_z", 2, "module.m.aws_z.a\naws_z.c"],
    ]
    items = (Unpriced("aws_x.a", "r"), Unpriced("aws_x.b", "r"), Unpriced("aws_x.c", "s"))
    assert costs.unpriced(replace(made, unpriced=items)).to_numpy().tolist() == [
        ["r", 2, "aws_x.a\naws_x.b"],
        ["s", 1, "aws_x.c"],
    ]
    waits = costs.waiting(bill(charge("aws_x.a", "1"), charge("aws_x.b", None)))
    assert list(waits["address"]) == ["aws_x.b"]
    assert list(waits["open_reason"]) == ["give requests"]
    assert list(costs.notes(replace(made, notes=("n", "m")))["note"]) == ["n", "m"]


@pytest.mark.parametrize(("after", "said"), [("4", "1 charge differs"), (None, "0 charges differ")])
def test_charges_that_differ_once_measured_are_counted(after: str | None, said: str) -> None:
    """The same charge twice is two; what costs the same is none."""
    twice = (charge("aws_x.a", "3"), charge("aws_x.a", "1"))
    made = Calibrated(
        bill(*twice), bill(twice[0], charge("aws_x.a", after) if after else twice[1]), "a week"
    )
    assert f": {said}. Measured by: a week." in made.answer
    assert len(made.frame()) == (1 if after else 0)
    if after:
        assert made.frame().to_numpy().tolist() == [
            ["aws_x.a", "Requests", Decimal(1), *[Decimal(4)] * 3]
        ]


def test_a_charge_of_one_side_alone_has_no_figure_on_the_other() -> None:
    """From the least to the most as measured."""
    made = Calibrated(bill(charge("aws_x.a", None)), bill(charge("aws_x.a", "3", "5")), "a week")
    assert made.frame().to_numpy().tolist() == [
        ["aws_x.a", "Requests", None, Decimal(3), Decimal(3), Decimal(5)]
    ]
    gone = Calibrated(bill(charge("aws_x.a", "3")), bill(), "a week").frame()
    assert gone.to_numpy().tolist() == [["aws_x.a", "Requests", Decimal(3), None, None, None]]


def test_without_a_configuration_nothing_is_said_of_what_it_costs() -> None:
    """But what to give."""
    shown = beside(recorded.load(), "")
    assert (len(shown.rows), shown.caption) == (
        0,
        "No configuration was given: set path to see what it costs",
    )


def resource(
    address: str, key: int | None = None, region: str | None = "eu-west-1", **values: Plain
) -> Instance:
    """An instance of a block."""
    type_, name = address.split(".")
    end = "" if key is None else f"[{key}]"
    return Instance(
        f"{address}{end}", "managed", type_, name, key, "", "aws", region, values, at(3)
    )


UNKNOWN = ref("aws_x.y", "id")


def stack(*instances: Instance, **more: object) -> Configuration:
    """A configuration of these."""
    return replace(NOTHING, instances=instances, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("regions", "said"),
    [
        (("b",), "in b"),
        (("b", "a"), "in a and b"),
        (("b", "a", "c", "a"), "in a, b and c"),
    ],
)
def test_regions_are_listed_as_people_do(regions: tuple[str, ...], said: str) -> None:
    """Each once and in order."""
    made = stack(*(resource(f"aws_x.r{n}", region=name) for n, name in enumerate(regions)))
    assert f" {said}, every block read." in inventory.summary(made).answer
    nowhere = inventory.summary(stack(resource("aws_x.y", region=None))).answer
    assert nowhere == "1 resource instance of 1 type, every block read."


def test_the_inventory_counts_instances_blocks_and_what_waits() -> None:
    """However deep an unknown value stands; a sensitive one too."""
    deep: Plain = {"a": (UNKNOWN, {"b": UNKNOWN}), "c": "known"}
    made = stack(
        resource("aws_x.y", 0, a=deep, b=Sensitive(UNKNOWN)),
        resource("aws_x.y", 1, a=1),
        resource("aws_z.y", a=UNKNOWN),
        diagnostics=(Diagnostic("warning", "W", "W."), Diagnostic("error", "E", "E.")),
    )
    facts = {x.label: (x.value, x.note) for x in inventory.summary(made).facts}
    assert facts == {
        "Resource instances": ("3", "from 2 blocks"),
        "Values known after apply": ("4", "they wait for what AWS assigns"),
        "Warnings": ("1", "from reading the configuration"),
    }
    assert inventory.summary(stack(resource("aws_x.y"))).facts[0].note == "from 1 block"
    assert inventory.summary(stack()).facts[2].note == "none"
    assert inventory.by_type(made).to_numpy().tolist() == [["aws_x", 1, 2], ["aws_z", 1, 1]]


def test_instances_of_a_block_that_are_alike_share_a_row() -> None:
    """With their keys; one that differs has its own."""
    made = stack(
        *(resource("aws_x.y", n, a=1) for n in range(3)),
        resource("aws_x.y", 3, a=UNKNOWN),
        resource("aws_x.z", region=None),
    )
    *rows, last = inventory.resources(made).to_numpy().tolist()
    assert rows == [
        ["aws_x.y[0] [1] [2]", 3, "main.tf:3", "eu-west-1", 1, 0],
        ["aws_x.y[3]", 1, "main.tf:3", "eu-west-1", 1, 1],
    ]
    assert last[:3] == ["aws_x.z", 1, "main.tf:3"]
    assert table(inventory.resources(made), "Rows").rows[-1][3] is None


def test_values_are_shown_and_secrets_are_not() -> None:
    """As Terraform prints them, with their description and place."""
    made = stack(
        variables=(
            Variable("a", ("x", 1, True), "An a.", range=at(4)),
            Variable("b", "hunter2", sensitive=True),
        ),
        outputs=(Output("o", {"k": None}, "An o."), Output("s", "hunter2", sensitive=True)),
    )
    assert inventory.variables(made).to_numpy().tolist() == [
        ["a", '["x", 1, true]', "An a.", "main.tf:4"],
        ["b", "(sensitive value)", "", ""],
    ]
    assert inventory.outputs(made).to_numpy().tolist() == [
        ["o", "{k = null}", "An o.", ""],
        ["s", "(sensitive value)", "", ""],
    ]


def test_what_could_not_be_counted_is_told_by_reason() -> None:
    """A decision of one names it; each warning stands with its place."""
    blocks = (
        Unexpanded("aws_x.a", "It waits.", at(5)),
        Unexpanded("aws_x.b", "It waits."),
        Unexpanded("aws_x.c", "Other.", at(6)),
    )
    made = stack(unexpanded=blocks, diagnostics=(Diagnostic("warning", "W", "Why.", at(9)),))
    assert inventory.not_read(made).to_numpy().tolist() == [
        ["It waits.", 2, "aws_x.a  main.tf:5\naws_x.b"],
        ["Other.", 1, "aws_x.c  main.tf:6"],
        ["W: Why.", 1, "main.tf:9"],
    ]
    assert [(x.question, x.consequence) for x in inventory.summary(made).decisions] == [
        ("2 blocks could not be counted.", "It waits."),
        ("aws_x.c could not be counted.", "Other."),
    ]


def lost(at_most: timedelta | None, days: int | None = 7) -> RecoveryPoint:
    """A way back to a database."""
    return RecoveryPoint(
        "aws_db.d",
        "backups",
        at_most,
        typical=False,
        kept_days=days,
        address="aws_db.d",
        range=at(3),
        source=fact("rds-level-one"),
    )


def with_(found: Drill, **more: object) -> Drill:
    """The same drill with something else."""
    values = {name: getattr(found, name) for name in Drill.__annotations__}
    return Drill(**{**values, **more})


def test_the_best_way_back_says_what_a_restore_may_miss() -> None:
    """The least known of each database; not known where none is; nothing without one."""
    hours = [lost(timedelta(hours=6)), lost(timedelta(hours=2)), lost(None)]
    zone = trial("a", "down", "x")

    def told(*points: RecoveryPoint, of: Trial = zone) -> list[tuple[str, str]]:
        found = resilience.summary(with_(drilled(of), recovery_points=points)).facts
        return [(x.value, x.note) for x in found if x.label == "A restore may miss"]

    ((value, note),) = told(*hours)
    assert (value, note) == ("at most 2 h", "by backups, where one is needed")
    kept = with_(drilled(), recovery_points=tuple(hours), regional=1)
    (fact_,) = [x for x in resilience.summary(kept).facts if x.label == "A restore may miss"]
    assert fact_.note == "by backups, where one is needed: not when a zone is lost"
    assert told(lost(None)) == [("not known", "a backup whose age cannot be told")]
    assert told() == []
    assert told(lost(timedelta(0))) == [("at most 0 s", "by backups, where one is needed")]


def test_the_answer_about_zones_is_short_where_any_may_be_lost() -> None:
    """Else it is the drill's; what is serious is to be decided, worst and high alone."""
    kept = with_(drilled(), regional=1)
    assert resilience.summary(kept).answer == "Survives the loss of any one zone."
    weak = drilled(
        trial("a", "down", "It is alone"),
        findings=tuple(
            weakness(f"aws_x.{severity}", severity)
            for severity in ("critical", "high", "medium", "low")
        ),
    )
    found = resilience.summary(weak)
    assert found.answer == weak.answer
    serious = ["aws_x.critical is weak.", "aws_x.high is weak."]
    assert [x.question for x in found.decisions] == serious
    assert resilience.zone_fact(drilled()).value == "Cannot be told"


def test_steps_and_backups_say_what_nobody_has_documented() -> None:
    """A time, who acts, how long a backup is kept."""
    steps = (
        RecoveryStep("It moves", (60, 120), fact("rds-level-one")),
        RecoveryStep("Somebody builds it", None, None, automatic=False),
    )
    zone = replace(trial("a", "down", "x"), steps=steps)
    points = (lost(timedelta(hours=1), 1), lost(None, None))
    found = with_(drilled(zone), points=(replace(zone, steps=steps[:1]),), recovery_points=points)
    rows = resilience.recovery(found).to_numpy().tolist()
    assert [row[:4] for row in rows] == [
        ["a", "It moves", "60-120 s", "by itself"],
        ["a", "Somebody builds it", "not documented", "somebody acts"],
        ["a", "It moves", "60-120 s", "by itself"],
    ]
    assert [row[2:5] for row in resilience.backups(found).to_numpy().tolist()] == [
        ["at most 1 h", "1 day", "main.tf:3"],
        ["not known", "not known", "main.tf:3"],
    ]


def test_an_availability_is_not_known_while_a_part_has_none() -> None:
    """Each part with its level, or that it is not known."""
    parts = (
        LevelledService("eu-west-1", "a", Decimal("0.999"), "one zone", fact("rds-level-one")),
        LevelledService("eu-west-1", "b", None, "untold", None),
    )
    found = with_(
        drilled(),
        availability=Availability(parts, in_parallel=False, assumptions=("Assumed of parts.",)),
    )
    assert resilience.availability_fact(found).value == "not known"
    assert [row[2] for row in resilience.availability(found).to_numpy().tolist()] == [
        *("99.90 %", "not known"),
    ]
    known = with_(found, availability=Availability(parts[:1], in_parallel=False, assumptions=()))
    assert resilience.availability_fact(known).value == "99.90 %"


def test_assumptions_stand_with_what_was_not_drilled_and_what_is_open() -> None:
    """In this order, each with its kind."""
    found = with_(
        drilled(),
        assumptions=("One.",),
        availability=Availability((), in_parallel=False, assumptions=("Two.",)),
        not_drilled=("aws_x.y",),
        open_questions=(OpenQuestion("aws_x.z", "where it stands", "unknown"),),
    )
    assert resilience.assumptions(found).to_numpy().tolist() == [
        ["assumed", "One."],
        ["assumed", "Two."],
        ["not drilled", "aws_x.y"],
        ["open", "aws_x.z: where it stands (unknown)"],
    ]


@pytest.mark.parametrize(("count", "shown"), [(12, 12), (13, 12)])
def test_twelve_losses_fill_the_first_table(count: int, shown: int) -> None:
    """Of more, those not survived first, and the whole in the appendix."""
    trials = [trial(f"z{n}", "survives") for n in range(count - 1)]
    found = drilled(*trials, trial("last", "down", "x"))
    first, whole = resilience.losses(found), resilience.every_loss(found)
    assert len(first.rows) == shown
    assert (whole is not None) is (count > 12)
    if count > 12:
        assert first.rows[0][0] == "last"
        assert [row[0] for row in first.rows[1:]] == [f"z{n}" for n in range(11)]
        assert first.note == "1 more stands in the appendix, with these."


def test_what_is_to_mend_has_its_place_or_its_address() -> None:
    """As the drill has it."""
    found = drilled(findings=(weakness("aws_x.a", "high", 4), weakness("aws_x.b")))
    assert [(x.severity, x.place, x.why, x.fix) for x in resilience.mend(found).items] == [
        ("high", "main.tf:4", "It goes.", "Mend it."),
        ("high", "aws_x.b", "It goes.", "Mend it."),
    ]


NETWORK = """
provider "aws" {
  region = "eu-west-1"
}
resource "aws_vpc" "VPC" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "VPC" {
  count             = ZONES
  vpc_id            = aws_vpc.VPC.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}
"""


def drawing(directory: Path, *zones: int) -> Summary:
    """What is said of a network with one VPC for each number of zones."""
    for n, count in enumerate(zones):
        text = NETWORK.replace("VPC", f"v{n}").replace("ZONES", str(count))
        text = text if n == 0 else text[text.index("resource") :]
        (directory / f"n{n}.tf").write_text(text, "utf-8")
    found = load(directory, environ={})
    architecture: Architecture = build(found)
    return pictures.summary(architecture, pictures.picture(architecture, found))


@pytest.mark.parametrize(
    ("zones", "said", "subnets"),
    [
        ((1,), "1 VPC over 1 Availability Zone in eu-west-1.", "1"),
        ((2, 1), "2 VPCs over 2 Availability Zones in eu-west-1.", "3"),
    ],
)
def test_a_drawing_says_how_many_vpcs_and_zones_it_holds(
    tmp_path: Path, zones: tuple[int, ...], said: str, subnets: str
) -> None:
    """A zone of two VPCs is one."""
    found = drawing(tmp_path, *zones)
    assert found.answer == said
    (fact_,) = [x for x in found.facts if x.label == "Subnets"]
    assert fact_.value == subnets
    assert fact_.note.split()[0] == subnets
    (missing,) = [x for x in found.facts if x.label == "Not drawn"]
    assert missing.value == "0"


def test_a_finding_is_shown_with_what_it_has() -> None:
    """A place, a why, a fix, the points; nothing of what it has not, numbers from one."""
    bare = findings([Finding("low", "Bare"), Finding("low", "Other")])._repr_html_()
    assert "<h4>1. Bare</h4>" in bare
    assert "<h4>2. Other</h4>" in bare
    assert not any(word in bare for word in (" in <code>", "Why it matters", "Fix.", "<table"))
    point = FindingPoint("P", "here", "main.tf:3", "there", "o.tf:4", "Do.")
    item = Finding("low", "T", "main.tf", "So.", "Mend.", (point,), "far")
    whole = findings([item])._repr_html_()
    for text in (
        "in <code>main.tf</code>",
        "</strong> So.",
        "<strong>Fix.</strong> Mend.",
        "In far",
        "<code>there</code>",
        '<code class="place">o.tf:4</code>',
    ):
        assert text in whole
    place = FindingPoint("P", "here", wanted_place="o.tf:4")
    assert "In the reference" in findings([Finding("low", "T", points=(place,))])._repr_html_()


def test_a_summary_shows_what_it_has() -> None:
    """A sentence; figures, marks and a tag where there are any."""
    bare = str(Summary("cost", "So.")._repr_mimebundle_()["text/html"])
    assert "So." in bare
    assert not any(text in bare for text in ("<dl>", "<ul>", "tag"))
    found = Summary("cost", "So.", (KeyFigure("L", "V"), KeyFigure("M", "W", "n")), tag="t")
    shown = str(found._repr_mimebundle_()["text/html"])
    assert "<dd><strong>V</strong></dd>" in shown
    assert "<dd><strong>W</strong> n</dd>" in shown
    assert '<p class="tag">t</p>' in shown
    marked = Summary("cost", "So.", marks=(Mark("g", "pass"),))
    assert "<ul><li>" in str(marked._repr_mimebundle_()["text/html"])
