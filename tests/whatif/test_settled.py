"""A scenario as it is read and held against a stack: each change at its place."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture.model import Architecture
from archbench.cost.purchased import ON_DEMAND
from archbench.cost.usage import Usage
from archbench.cost.usage_file import parse_usage
from archbench.errors import InputError
from archbench.hcl.writer import Json
from archbench.whatif import read_scenarios, run
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.demand import _gone, _partly, _uneven, _without, same_demand
from archbench.whatif.frontier import (
    ZONE_LOSS,
    Cheapest,
    Option,
    RequirementCost,
    cheapest,
    dominated,
    frontier,
    option_of,
    requirements,
)
from archbench.whatif.given import change_of
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.patch import overlay
from archbench.whatif.run import loss_in_words
from archbench.whatif.scenario import Scenario, scenario

DAY = date(2026, 11, 29)
FILE = """\
scenarios:
  - name: Everything
    why: To see.
    variables:
      n: 2
      m: {a: [1]}
    attributes:
      aws_x.*.size: 3
    usage:
      load_profile:
        scale: 2
      resource_usage:
        aws_x.y:
          gb: {low: 1, likely: 2, high: 3}
          standard:
            storage_gb: 4
    region: eu-west-1
    purchase: on demand
    price_book: b.csv
    patch: |
      locals {}
  - name: Nothing
"""


def test_each_change_of_a_file_knows_its_line(tmp_path: Path) -> None:
    """Variables, attributes and usage by their names, then what there is one of."""
    path = tmp_path / "s.yml"
    path.write_text(FILE, "utf-8")
    one, none = read_scenarios(path)
    assert (one.name, one.why, one.place) == ("Everything", "To see.", f"{path}:2")
    assert (none.why, none.changes, none.place) == ("", (), f"{path}:22")
    found = [(str(x.lever), x.value, x.place.rpartition(":")[2]) for x in one.changes]
    assert found == [
        ("var.n", 2, "5"),
        ("var.m", {"a": [1]}, "6"),
        ("aws_x.*.size", 3, "8"),
        ("usage.load_profile.scale", 2, "11"),
        ("usage.aws_x.y.gb", {"low": 1, "likely": 2, "high": 3}, "14"),
        ("usage.aws_x.y.standard.storage_gb", 4, "16"),
        ("region", "eu-west-1", "17"),
        ("purchase", "on demand", "18"),
        ("price_book", "b.csv", "19"),
        ("patch", "locals {}\n", "20"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- name: a\n    region: [x]", "s.yml:3: region is a text."),
        ("- name: a\n    why: b\n    usage: x", "s.yml:4: usage is a mapping"),
        ("- name: 1", "s.yml:2: a scenario needs a name"),
        ("- a", "s.yml:2: a scenario needs a name"),
        ("- name: a\n    why: b\n    colour: x", 's.yml:4: a scenario has no "colour".'),
        ("- name: a\n    variables:\n      n-m: 1\n      n m: 1", 's.yml:5: "n m" cannot name'),
        ("- name: a\n  - name: b\n  - name: a", 's.yml:4: two scenarios are named "a", the other'),
    ],
)
def test_what_is_no_scenario_is_told_at_its_line(tmp_path: Path, text: str, message: str) -> None:
    """With what to write."""
    path = tmp_path / "s.yml"
    path.write_text(f"scenarios:\n  {text}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_scenarios(path)
    assert message in str(caught.value)


STACK = """
variable "region" { default = "us-east-1" }
variable "n" {
  type    = number
  default = 1
}
variable "must" {
  type     = string
  nullable = false
}
variable "may" {
  type     = string
  nullable = false
  default  = "x"
}
variable "flag" {
  type    = bool
  default = true
}
provider "aws" { region = var.region }
resource "aws_eip" "a" {
  count  = var.n
  domain = "vpc"
}
"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A small stack."""
    directory = tmp_path_factory.mktemp("stack")
    (directory / "main.tf").write_text(STACK, "utf-8")
    return Bench(Base(directory, (("var", "must=x"),)))


def key(bench: Bench, **levers: object) -> str:
    """What a scenario is evaluated by."""
    return bench.settle(scenario("x", **levers)).structure.key  # type: ignore[arg-type]


def test_what_changes_nothing_is_not_evaluated_again(bench: Bench) -> None:
    """A variable set to what it is; another value, type or lever is another structure."""
    same: Mapping[str, Json] = {"n": 1, "region": "us-east-1", "must": "x", "flag": True}
    stands = key(bench)
    assert key(bench, variables=same) == stands
    assert key(bench, region="us-east-1") == stands
    assert key(bench, usage={"resource_usage": {}}, purchase="cheapest, 1 year") == stands
    others = [
        key(bench, variables={"n": 2}),
        key(bench, variables={"flag": False}),
        key(bench, region="eu-west-1"),
        key(bench, attributes={"aws_eip.a.domain": "standard"}),
        key(bench, attributes={"aws_eip.a.count": 2}),
        key(bench, patch='resource "aws_eip" "b" {}\n'),
    ]
    assert len({stands, *others}) == 7


def test_of_two_changes_of_a_lever_the_later_holds(bench: Bench) -> None:
    """Whatever was said before."""
    two = Scenario("x", "", tuple(map(change_of, ("var.n=2", "var.n=3"))))
    assert bench.settle(two).structure.variables == {"n": 3}


def test_null_is_refused_where_it_stands_for_nothing(bench: Bench) -> None:
    """Where there is a default, it is that."""
    refused = bench.outcome(scenario("x", variables={"must": None}, place="s.yml:3"))
    assert refused.problem == "s.yml:3: var.must must not be null."
    assert not bench.outcome(scenario("x", variables={"may": None})).problem


@pytest.mark.parametrize(("value", "message"), [("many", "a number is required"), ([1], "number")])
def test_a_value_of_another_type_is_told_before_anything_is_evaluated(
    bench: Bench, value: Json, message: str
) -> None:
    """At its place, by the variable alone."""
    with pytest.raises(InputError, match=rf"^s\.yml:3: .*{message}"):
        bench.settle(scenario("x", variables={"n": value}, place="s.yml:3"))


def test_money_is_settled_with_its_scenario(bench: Bench) -> None:
    """On demand and without a book unless it says otherwise."""
    plain, bought = (
        bench.settle(scenario("x", purchase=purchase)) for purchase in ("", "cheapest, 1 year")
    )
    assert (plain.purchase, plain.price_book, plain.agreements) == (ON_DEMAND, "", ())
    assert bought.purchase == "cheapest, 1 year"


def test_what_a_stack_refuses_stands_at_its_only_change_or_at_the_scenario(bench: Bench) -> None:
    """Usage and money are no such change."""
    text = 'resource "aws_eip" "a" {\n  wrong = 1\n}\n'
    patch = replace(scenario("x", patch=text).changes[0], place="s.yml:4")
    one = Scenario("x", "", (patch,), "s.yml:2")
    assert bench.outcome(one).problem.startswith("s.yml:4: Terraform refuses it: ")
    second = replace(scenario("y", variables={"n": 2}).changes[0], place="s.yml:5")
    two = Scenario("x", "", (patch, second), "s.yml:2")
    assert bench.outcome(two).problem.startswith("s.yml:2: Terraform refuses it: ")
    bare = Scenario("x", "", (replace(patch, place=""),))
    assert bench.outcome(bare).problem.startswith("Terraform refuses it: ")


def test_a_pattern_that_fits_a_key_that_is_not_there_is_refused_where_it_is_alone(
    bench: Bench,
) -> None:
    """Beside another count it may be there."""
    alone = bench.outcome(scenario("x", attributes={"aws_eip.a[1].domain": "standard"}))
    assert "fits no instance; there are: aws_eip.a[0]." in alone.problem
    both = bench.outcome(
        scenario("x", attributes={"aws_eip.a[1].domain": "standard"}, variables={"n": 2})
    )
    assert not both.problem
    assert both.configuration
    assert both.configuration.by_address["aws_eip.a[1]"].values["domain"] == "standard"


def test_a_set_of_texts_may_stand_for_each(tmp_path: Path) -> None:
    """A list is the set that Terraform takes; count gives way to nothing else."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\nresource "aws_eip" "a" {\n'
        '  for_each = toset(["x"])\n}\n',
        "utf-8",
    )
    bench = Bench(Base(tmp_path))
    found = bench.outcome(scenario("x", attributes={"aws_eip.a.for_each": ["p", "q"]}))
    assert found.configuration
    assert sorted(found.configuration.by_address) == ['aws_eip.a["p"]', 'aws_eip.a["q"]']
    none = bench.outcome(scenario("x", attributes={"aws_eip.a.for_each": []}))
    assert none.configuration
    assert not none.configuration.by_address
    counted = bench.outcome(scenario("x", attributes={"aws_eip.a.count": 2}))
    assert "aws_eip.a has for_each, and one block cannot have count" in counted.problem
    inside = bench.outcome(scenario("x", attributes={"aws_eip.a.for_each.b": ["p"]}))
    assert "is one value: nothing stands inside of it" in inside.problem


def test_none_is_a_number_of_instances(bench: Bench) -> None:
    """A count of 0 takes them all away."""
    found = bench.outcome(scenario("x", attributes={"aws_eip.a.count": 0}))
    assert not found.problem
    assert found.configuration
    assert "aws_eip.a[0]" not in found.configuration.by_address


def test_zones_of_a_region_that_moves_are_asked_about_where_they_were_right(
    tmp_path: Path,
) -> None:
    """A zone that was of another region before is not the scenario's doing; a list has several."""
    text = (
        'variable "region" { default = "us-east-1" }\nprovider "aws" { region = var.region }\n'
        'resource "aws_ebs_volume" "v" {\n  availability_zone = "ZONE"\n  size = 1\n}\n'
    )
    moved = scenario("x", region="eu-west-1")
    (tmp_path / "main.tf").write_text(text.replace("ZONE", "us-east-1a"), "utf-8")
    assert "aws_ebs_volume.v stays in us-east-1a" in Bench(Base(tmp_path)).outcome(moved).problem
    (tmp_path / "main.tf").write_text(text.replace("ZONE", "us-west-2a"), "utf-8")
    assert not Bench(Base(tmp_path)).outcome(moved).problem


def test_a_patch_is_parted_into_what_is_new_and_what_is_there(tmp_path: Path) -> None:
    """Each keeps its lines; a file of that name is left alone."""
    (tmp_path / "main.tf").write_text(STACK, "utf-8")
    session = Bench(Base(tmp_path, (("var", "must=x"),))).session
    patch = (
        '\nresource "aws_eip" "a" {\n  domain = "x"\n}\nresource "aws_eip" "b" {\n}\n'
        'variable "n" {\n}\nvariable "o" {\n}\nprovider "aws" {\n}\nlocals {\n}\n'
    )
    files = {path.name: text for path, text in overlay(patch, tmp_path, session).items()}
    lines = patch.splitlines()
    new, old = files["patch.tf"].splitlines(), files["patch_override.tf"].splitlines()
    assert [n for n, line in enumerate(new) if line] == [4, 5, 8, 9]
    assert [n for n, line in enumerate(old) if line] == [1, 2, 3, 6, 7, 10, 11, 12, 13]
    assert all(a in ("", line) for part in (new, old) for a, line in zip(part, lines, strict=False))
    assert list(overlay('resource "aws_eip" "b" {\n}\n', tmp_path, session)) == [
        tmp_path.resolve() / "patch.tf"
    ]
    assert overlay("", tmp_path, session) == {}
    (tmp_path / "patch.tf").write_text("", "utf-8")
    with pytest.raises(InputError, match=r"has a file patch\.tf already"):
        overlay(patch, tmp_path, session)


def test_the_table_of_a_run_has_what_each_scenario_comes_to(bench: Bench) -> None:
    """What does not apply has its reason alone; each charge that changes a row."""
    scenarios = (
        scenario("Two", "Why.", variables={"n": 2}),
        scenario("Wrong", variables={"m": 2}),
    )
    found = run(bench.base, scenarios)
    rows = found.frame().to_numpy().tolist()
    cost = Decimal("3.650")
    assert rows[0] == ["As it stands", cost, 0, cost, cost, 0, "nothing in a zone serves", ""]
    assert rows[1] == ["Two", 2 * cost, cost, 2 * cost, 2 * cost, 0, rows[0][6], "Why."]
    assert rows[2][:7] == ["Wrong", *[None] * 6]
    assert str(rows[2][7]).startswith("Does not apply: ")
    changes = found.changes(found.outcomes[0]).to_numpy().tolist()
    assert changes == [["aws_eip.a[1]", "Public IPv4 address", 0, cost, cost]]
    assert "2 scenarios beside the baseline" in found._repr_html_()
    assert "1 scenario beside" in run(bench.base, scenarios[:1])._repr_html_()
    drill = found.baseline.drill
    assert drill is not None
    assert loss_in_words(drill) == "nothing in a zone serves"


def test_a_charge_without_a_figure_on_a_side_has_none_there(tmp_path: Path) -> None:
    """And no difference; what stays open is no change."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\nresource "aws_sqs_queue" "a" {}\n', "utf-8"
    )
    usage: dict[str, Json] = {"resource_usage": {"aws_sqs_queue.a": {"monthly_requests": 3000000}}}
    found = run(Base(tmp_path), (scenario("Told", usage=usage), scenario("Same")))
    told, same = found.outcomes
    ((address, _, before, after, change),) = found.changes(told).to_numpy().tolist()
    assert (address, before, after, change) == ("aws_sqs_queue.a", None, Decimal("1.2"), None)
    assert len(found.changes(same)) == 0
    assert found.change(told) is None
    assert found.frame().to_numpy().tolist()[0][1:6] == [None, None, None, None, 1]


def option(name: str, cost: int | None, up: str | None, **meets: bool | None) -> Option:
    """A configuration to choose."""
    level = None if up is None else Decimal(up)
    said = {ZONE_LOSS if key == "zone" else key: value for key, value in meets.items()}
    return Option(name, None if cost is None else Decimal(cost), level, said)


def test_an_option_meets_what_it_is_known_to_meet() -> None:
    """One that fails is enough; one that cannot be told leaves it untold."""
    found = option("a", 1, None, x=True, y=None, z=False)
    assert found.met(()) is True
    assert found.met(("x",)) is True
    assert found.met(("x", "y")) is None
    assert found.met(("y", "z")) is False
    assert found.met(("elsewhere",)) is None


def test_of_equals_the_first_by_name_is_the_cheapest() -> None:
    """What could be it if it were told is named: cheaper, or without a cost."""
    b, a = option("b", 5, None, x=True), option("a", 5, None, x=True)
    assert cheapest((b, a), ("x",)) == Cheapest(a)
    others = (
        option("untold", 4, None, x=None),
        option("untold, as dear", 5, None, x=None),
        option("unpriced", None, None, x=True),
        option("neither", None, None, x=None),
        option("fails", 1, None, x=False),
    )
    found = cheapest((b, a, *others), ("x",))
    assert found.option == a
    assert [item.name for item in found.undecided] == ["untold", "unpriced", "neither"]
    alone = cheapest(others, ("x",))
    assert alone.option is None
    assert [item.name for item in alone.undecided] == [
        *("untold", "untold, as dear", "unpriced", "neither"),
    ]


def test_what_a_requirement_costs_is_known_where_both_answers_are() -> None:
    """Neither undecided, both there and with a cost."""
    ten, four = option("t", 10, None), option("f", 4, None)
    with_it, without = Cheapest(ten), Cheapest(four)
    assert RequirementCost("x", with_it, without).monthly == 6
    open_ = (option("o", None, None),)
    for one, other in (
        (Cheapest(ten, open_), without),
        (with_it, Cheapest(four, open_)),
        (Cheapest(None), without),
        (with_it, Cheapest(None)),
        (Cheapest(open_[0]), without),
        (with_it, Cheapest(open_[0])),
    ):
        assert RequirementCost("x", one, other).monthly is None


def test_requirements_stand_by_name_behind_the_loss_of_a_zone() -> None:
    """Whatever order any option has them in."""
    among = (option("a", 1, None, z=True, b=True), option("b", 1, None, zone=True, a=True))
    assert requirements(among) == (ZONE_LOSS, "a", "b", "z")


def test_the_frontier_is_what_nothing_dominates() -> None:
    """Cheaper, up more, or surviving: one is enough to stand; two alike both do."""
    best = option("best", 10, "0.99", zone=True)
    among = (
        option("up more", 20, "0.999", zone=True),
        best,
        option("twin", 10, "0.99", zone=True),
        option("dear", 11, "0.99", zone=True),
        option("down more", 10, "0.98", zone=True),
        option("loses", 10, "0.99", zone=False),
        option("untold", 10, "0.99", zone=None),
        option("cheap", 9, "0.9", zone=False),
        option("free", 0, "0.1", zone=None),
        replace(option("half", 1, "0.2", zone=None), cost=Decimal("0.5")),
        option("no cost", None, "1"),
        option("no level", 1, None),
    )
    assert dominated(among) == {"dear", "down more", "loses", "untold"}
    assert [item.name for item in frontier(among)] == [
        *("free", "half", "cheap", "best", "twin", "up more"),
    ]


def test_what_did_not_apply_is_no_option(bench: Bench) -> None:
    """Nor is anything beside a baseline that has no outcome."""
    one = scenario("x")
    assert option_of(ScenarioOutcome(one, problem="no"), bench.baseline) is None
    assert option_of(bench.baseline, ScenarioOutcome(one)) is None
    found = option_of(bench.baseline, bench.baseline)
    assert found is not None
    assert (found.cost, found.why_no_cost) == (Decimal("3.650"), "")


def usage(text: str) -> Usage:
    """What a usage file says of queues."""
    return parse_usage(f"resource_usage:\n{text}", "u")


QUEUE = "aws_sqs_queue"


def test_a_load_of_which_a_part_is_not_told_is_told_with_what_to_give() -> None:
    """One and several; none where all or none is told."""
    said = usage("  aws_sqs_queue.a[0]: {monthly_requests: 5}\n")
    names = [f"aws_sqs_queue.a[{n}]" for n in range(4)]
    rest = (
        "is not told, so what its peers carry now waits for usage. Give it in the usage file or in "
        "the scenario's usage."
    )
    found = [
        _partly(said, QUEUE, "monthly_requests", tuple(names[:count])) for count in range(1, 5)
    ]
    assert found == [
        [],
        [f"monthly_requests of {names[1]} {rest}"],
        [f"monthly_requests of {names[1]} and 1 more {rest}"],
        [f"monthly_requests of {names[1]} and 2 more {rest}"],
    ]
    assert _partly(said, QUEUE, "monthly_requests", tuple(names[1:])) == []


def test_what_is_gone_tells_what_it_carried() -> None:
    """Each key with its figure; what carried nothing, or a text, says nothing."""
    said = usage(
        "  aws_x.a: {gb: 1500, requests: 2, none: 0, word: text}\n  aws_x.b: {none: 0}\n"
        "  aws_x.c: {gb: {low: 0, likely: 0, high: 9}}\n"
    )
    keys = ("gb", "requests", "none", "word", "untold")
    found = list(_gone(said, "aws_x", keys, ("aws_x.a", "aws_x.b", "aws_x.c", "aws_x.d")))
    assert [text.partition(" now")[0] for text in found] == [
        "aws_x.a is gone, and nothing says what carries its gb (1,500), requests (2)",
        "aws_x.c is gone, and nothing says what carries its gb (0)",
    ]


def test_what_is_not_shared_in_proportion_is_told_by_its_block() -> None:
    """With how many there were and are; nothing where nothing was told."""
    said = usage("  aws_x.a[1]: {k: 5}\n")
    names = tuple(f"aws_x.a[{n}]" for n in range(3))
    (text,) = _uneven(said, "aws_x", "k", names, names[:1])
    assert text.startswith("aws_x.a[*]: k is as it was for 3, and there is 1 now: ")
    assert list(_uneven(said, "aws_x", "k", names[:1], names)) == []


def test_a_figure_of_a_key_goes_where_its_pattern_fits() -> None:
    """Another key and another address keep theirs."""
    said = usage("  aws_x.a[*]: {k: 5, m: 5}\n  aws_x.b: {k: 5}\n  aws_x.a[1]: {k: 7}\n")
    found = _without(said, "k", ("aws_x.a[0]",))
    assert [(x.pattern, x.key) for x in found.entries] == [
        ("aws_x.a[*]", "m"),
        ("aws_x.b", "k"),
        ("aws_x.a[1]", "k"),
    ]


def test_what_is_gone_without_a_peer_is_told_unless_the_scenario_gives_it() -> None:
    """By its address, its block or its type; what a thing does by being there is no load."""
    none = Architecture("example", ())
    said = usage("  aws_sns_topic.t[0]: {monthly_requests: 5}\n")
    gone = {"aws_sns_topic.t[0]": "aws_sns_topic"}
    own: tuple[Mapping[str, Json], ...] = (
        {"resource_usage": {"aws_sns_topic.t[0]": {"monthly_requests": 1}}},
        {"resource_usage": {"aws_sns_topic.t[*]": {"monthly_requests": 1}}},
        {"resource_type_default_usage": {"aws_sns_topic": {"monthly_requests": 1}}},
        {"resource_usage": {"aws_sns_topic.u": {"monthly_requests": 1}}},
        {"resource_usage": {"aws_sns_topic.t[0]": {"other": 1}}},
        {"load_profile": {"scale": 2}},
        {},
    )
    found = [len(same_demand(said, none, none, one, gone).notes) for one in own]
    assert found == [0, 0, 0, 1, 1, 1, 1]
    assert same_demand(said, none, none, {}, {}) == said
