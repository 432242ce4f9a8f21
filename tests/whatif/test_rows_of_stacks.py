"""What a row says of a stack: what it costs more, how much is left out, what turns and why."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import archbench
from archbench.cost.bill import configuration, ref
from archbench.cost.usage import Usage
from archbench.cost.usage_file import parse_usage
from archbench.hcl.values import Plain
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench, mandatory
from archbench.whatif.frontier import option_of
from archbench.whatif.headroom import headroom
from archbench.whatif.kept_rows import _PACKAGE, KeptRows, _marks, digest_of
from archbench.whatif.row import ScenarioRow, row_of
from archbench.whatif.running import _shares, rows
from archbench.whatif.scenario import Scenario, scenario
from archbench.whatif.settled import Settled, Structure

STACK = """
variable "class" { default = "m5.large" }
variable "gateways" { default = 0 }
variable "extra" { default = 0 }
provider "aws" {
  region = "us-east-1"
}
resource "aws_instance" "web" {
  ami           = "ami-1"
  instance_type = var.class
  associate_public_ip_address = false
  root_block_device {
    volume_size = 8
    volume_type = "gp3"
  }
}
resource "aws_eip" "more" {
  count = var.extra
}
resource "aws_nat_gateway" "out" {
  count     = var.gateways
  subnet_id = "subnet-1"
}
"""
HOUR = Decimal("0.096")


def bench_of(directory: Path, text: str = STACK, **more: object) -> Bench:
    """A stack on a bench."""
    (directory / "main.tf").write_text(text, "utf-8")
    return Bench(Base(directory, **more))  # type: ignore[arg-type]


def row(bench: Bench, **variables: object) -> ScenarioRow:
    """What other variables make of it."""
    one = scenario("x", variables=variables)  # type: ignore[arg-type]
    return row_of(bench.outcome(one), bench.baseline)


def test_a_change_over_what_is_all_known_is_exact(tmp_path: Path) -> None:
    """An address more is $3.65, and nothing is left out."""
    found = row(bench_of(tmp_path), extra=1)
    assert (found.change, found.at_least, found.not_comparable) == (Decimal("3.65"), False, ())
    assert (found.low, found.expected, found.high) == (found.expected,) * 3
    assert (found.failing, found.undecided, found.verdicts) == (0, 0, ())


def test_what_is_new_and_waits_for_usage_makes_a_change_a_least(tmp_path: Path) -> None:
    """A gateway costs its hours at least; nothing is left out, and there is no most."""
    found = row(bench_of(tmp_path), gateways=1)
    assert (found.change, found.at_least, found.not_comparable) == (Decimal("32.85"), True, ())
    assert (found.high, found.without_figure) == (None, 1)


def test_what_has_a_figure_on_one_side_only_is_left_out_of_a_change(tmp_path: Path) -> None:
    """A class without a price is named; so is the gateway then, whose least counts no more."""
    bench = bench_of(tmp_path)
    one = row(bench, **{"class": "q9.large", "extra": 1})
    assert (one.change, one.at_least) == (Decimal("3.65"), False)
    assert one.not_comparable == ("aws_instance.web",)
    both = row(bench, **{"class": "q9.large", "extra": 1, "gateways": 1})
    assert (both.change, both.at_least) == (Decimal("3.65"), False)
    assert both.not_comparable == ("aws_instance.web", "aws_nat_gateway.out[0]")
    alone = row(bench, **{"class": "q9.large"})
    assert (alone.change, alone.not_comparable) == (None, ("aws_instance.web",))
    assert any("q9.large" in note for note in alone.notes)


def test_without_an_amount_there_is_no_change(tmp_path: Path) -> None:
    """A queue waits: no cost, no bounds; beside it a machine has no change either."""
    queue = 'resource "aws_sqs_queue" "jobs" {}\nvariable "n" { default = 0 }\n'
    address = 'resource "aws_eip" "a" {\n  count = var.n\n}\n'
    bench = bench_of(tmp_path, 'provider "aws" {\n  region = "us-east-1"\n}\n' + queue + address)
    found, base = row(bench, n=1), row_of(bench.baseline, bench.baseline)
    assert (base.cost, base.expected, base.low, base.change) == ("", None, None, None)
    assert (found.change, found.at_least, found.not_comparable) == (None, False, ())
    assert found.cost.startswith("at least $3.65")


def test_a_scenario_that_does_not_apply_says_nothing_else(tmp_path: Path) -> None:
    """Its name, its change and why."""
    found = row(bench_of(tmp_path), number=1)
    assert (found.cost, found.expected, found.zone_loss, found.failing) == ("", None, "", 0)
    assert 'named "number" is not declared' in found.problem
    assert found.changes == ("var.number=1",)


def test_the_longest_secret_is_hidden_first(tmp_path: Path) -> None:
    """One that holds another leaves no part of it; what is no secret is shown."""
    text = "".join(
        f'variable "{name}" {{\n  default   = ""\n  sensitive = {secret}\n}}\n'
        for name, secret in (("a", "true"), ("b", "true"), ("c", "false"))
    )
    bench = bench_of(tmp_path, text)
    found = row(bench, a="hunter", b="hunter2", c="plain")
    assert found.changes == ("var.a=(sensitive value)", "var.b=(sensitive value)", "var.c=plain")


TWO = """
variable "encrypted" { default = true }
variable "volumes" { default = 1 }
provider "aws" {
  region = "us-east-1"
}
resource "aws_ebs_volume" "data" {
  count             = var.volumes
  availability_zone = "us-east-1a"
  size              = 10
  encrypted         = var.encrypted
}
"""


def test_a_verdict_that_turns_is_told_with_why_and_where(tmp_path: Path) -> None:
    """What fails now, at its line; what passes again has no complaint."""
    bench = bench_of(tmp_path, TWO, checklists=("security",), whole=True)
    found = row(bench, encrypted=False)
    (turned,) = [x for x in found.verdicts if (x.before, x.after) == ("pass", "fail")]
    assert turned in found.broken
    assert turned.place.startswith("main.tf:")
    assert turned.why
    assert found.failing == row_of(bench.baseline, bench.baseline).failing + len(found.broken)
    (tmp_path / "open").mkdir()
    wrong = bench_of(
        tmp_path / "open", TWO.replace("= true", "= false"), checklists=("security",), whole=True
    )
    mended = row(wrong, encrypted=True)
    assert [x.control for x in mended.mended] == [turned.control]
    assert not mended.broken
    more = row(wrong, volumes=2)
    (further,) = [x for x in more.further if x.control == turned.control]
    assert further.why.startswith("at 1 more thing: ")
    assert not more.broken
    assert row(wrong, volumes=4).further[0].why.startswith("at 3 more things: ")


def test_an_option_meets_what_passes_and_fails_what_fails(tmp_path: Path) -> None:
    """What is not applicable is met, what is open cannot be told."""
    text = TWO.replace("default = true", "type = bool").replace("volumes", "count_of")
    (tmp_path / "house.hcl").write_text(HOUSE, "utf-8")
    bench = bench_of(
        tmp_path,
        text,
        checklists=(str(tmp_path / "house.hcl"),),
        variables=(("unknown", "encrypted"),),
    )

    def met(**variables: object) -> bool | None:
        one = bench.outcome(scenario("x", variables=variables))  # type: ignore[arg-type]
        found = option_of(one, bench.baseline)
        assert found is not None
        return found.meets["c"]

    assert met(encrypted=True) is True
    assert met(encrypted=False) is False
    assert met() is None
    assert met(count_of=0) is True


def test_only_the_critical_groups_of_a_list_count_where_there_are_any(tmp_path: Path) -> None:
    """All of them where none is, or where the whole is asked for."""
    part, whole = (
        bench_of(tmp_path, TWO, checklists=("security",), whole=whole).checklists[0]
        for whole in (False, True)
    )
    assert {group.severity for group in part.groups} == {"critical"}
    assert 0 < len(part.controls) < len(whole.controls)
    ids = {group.id for group in part.groups}
    assert {item.group for item in part.controls} == ids
    assert [x.id for x in part.controls] == [x.id for x in whole.controls if x.group in ids]
    lesser = replace(whole, groups=tuple(x for x in whole.groups if x.severity != "critical"))
    assert mandatory(lesser) == lesser


DAY = "[" + ", ".join(["10"] * 23 + ["50"]) + "]"
LOAD = (
    "load_profile:\n  requests_per_second:\n"
    f"    weekday: {DAY}\n    weekend: {DAY}\n  requests_per_instance: 20\n"
)
Groups = Mapping[str, Mapping[str, Plain]]


@pytest.mark.parametrize(
    ("groups", "usage", "ratio", "why"),
    [
        (
            {"a": {"max_size": 5}},
            LOAD,
            Decimal(2),
            "5 instances of aws_autoscaling_group.a carry 100 requests a second; the peak is 50",
        ),
        (
            {"a": {"max_size": 1}, "b": {"max_size": 0}},
            LOAD + "  scale: 2\n",
            Decimal("0.2"),
            "1 instance of aws_autoscaling_group.a carries 20 requests a second; the peak is 100",
        ),
        ({"a": {"max_size": 5}}, "", None, "no load profile says what the peak is"),
        (
            {"a": {"max_size": 5}},
            LOAD.replace("  requests_per_instance: 20\n", ""),
            None,
            "the load profile does not say what an instance carries",
        ),
        ({}, LOAD, None, "no group of instances could carry the load"),
        (
            {"a": {"max_size": 5}, "b": {"max_size": 5}},
            LOAD,
            None,
            "2 groups of instances could carry the load",
        ),
        (
            {"a": {"max_size": ref("aws_vpc.v", "id")}},
            LOAD,
            None,
            "how many instances there are at most is not known",
        ),
        (
            {"a": {"max_size": 5}},
            LOAD.replace("10", "0").replace("50", "0").replace(": 20", ": 7"),
            None,
            "how many instances there are at most is not known",
        ),
    ],
)
def test_headroom_is_what_the_largest_group_carries_over_the_peak(
    groups: Groups, usage: str, ratio: Decimal | None, why: str
) -> None:
    """Five of 20 a second beside a peak of 50; where it cannot be told, why."""
    stack = configuration(
        {f"aws_autoscaling_group.{name}": item for name, item in groups.items()}, "us-east-1"
    )
    found = headroom(stack, parse_usage(usage, "u"))
    assert (found.ratio, found.why) == (ratio, why)


def settled(*keys: str) -> list[Settled]:
    """Scenarios of these structures."""
    return [Settled(Structure(key=key), Usage()) for key in keys]


def test_a_share_is_some_eight_of_one_structure_together() -> None:
    """Eight of their own; those of one structure are not parted before 64."""
    alone = settled(*map(str, range(17)))
    assert [len(x) for x in _shares(range(17), alone)] == [8, 8, 1]
    alike = settled(*["a"] * 130)
    assert [len(x) for x in _shares(range(130), alike)] == [64, 64, 2]
    mixed = settled(*["a"] * 7, *["b"] * 3, *["c"] * 2)
    assert list(_shares(range(12), mixed)) == [tuple(range(10)), (10, 11)]
    assert list(_shares([], [])) == []


def test_rows_that_are_known_are_not_found_again(tmp_path: Path) -> None:
    """They stand in their places; only of the others is heard."""
    bench = bench_of(tmp_path)
    scenarios = [scenario(str(n), variables={"extra": n}) for n in range(3)]
    kept, heard = ScenarioRow("kept"), []
    found = rows(bench, scenarios, known={1: kept}, done=lambda place, _: heard.append(place))
    assert [x.name for x in found] == ["0", "kept", "2"]
    assert sorted(heard) == [0, 2]


HOUSE = """
checklist "house" {
  title = "House"
}
group "g" {
  number   = 1
  title    = "G"
  severity = "critical"
}
control "c" {
  group    = "g"
  title    = "Volumes are encrypted"
  severity = "high"
  why      = "So."
  fix      = "Do."
  assert {
    for_each      = every(["aws_ebs_volume"])
    condition     = each.encrypted
    error_message = "Not."
  }
}
"""


def _stack(path: Path) -> None:
    (path / "main.tf").write_text(TWO + "# more\n", "utf-8")


def _usage(path: Path) -> None:
    (path / "usage.yml").write_text("resource_usage: {}\n# more\n", "utf-8")


def _list(path: Path) -> None:
    (path / "house.hcl").write_text(HOUSE.replace("So.", "Thus."), "utf-8")


@pytest.mark.parametrize("changed", [_stack, _usage, _list])
def test_rows_are_kept_while_nothing_that_decides_them_changes(
    tmp_path: Path, changed: Callable[[Path], None]
) -> None:
    """The stack, the usage, the checklist: a change of any makes the digest another."""
    (tmp_path / "main.tf").write_text(TWO, "utf-8")
    (tmp_path / "usage.yml").write_text("resource_usage: {}\n", "utf-8")
    (tmp_path / "house.hcl").write_text(HOUSE, "utf-8")
    base = Base(tmp_path, usage=tmp_path / "usage.yml", checklists=(str(tmp_path / "house.hcl"),))
    before = digest_of(Bench(base))
    assert digest_of(Bench(base)) == before
    changed(tmp_path)
    assert digest_of(Bench(base)) != before


def test_what_else_decides_a_row_is_part_of_its_digest(tmp_path: Path) -> None:
    """Whatever of the environment Terraform and AWS read; not the rest of it."""
    (tmp_path / "main.tf").write_text(TWO, "utf-8")
    plain, shell, prefix, region = (
        digest_of(Bench(Base(tmp_path, environ=environ)))
        for environ in ({}, {"SHELL": "sh"}, {"TF_X": "1"}, {"AWS_REGION": "eu-west-1"})
    )
    assert plain == shell
    assert len({plain, prefix, region}) == 3
    whole = digest_of(Bench(Base(tmp_path, whole=True)))
    assert whole != plain


def test_archbench_itself_is_part_of_the_digest(tmp_path: Path) -> None:
    """Each of its files counts; those that Python makes do not."""
    assert Path(archbench.__file__).parent == _PACKAGE
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("x", "utf-8")
    (tmp_path / "inner").mkdir()
    for name in ("a.py", "inner/b.py"):
        (tmp_path / name).write_text("text", "utf-8")
    found = sorted(_marks(tmp_path))
    assert [(name, size) for name, size, _ in found] == [("a.py", 4), ("inner/b.py", 4)]


def test_a_scenario_that_reads_a_price_book_is_another_once_the_book_is(tmp_path: Path) -> None:
    """Its rates decide its row; so does whatever it sets, and its name."""
    (tmp_path / "stack").mkdir()
    bench, book = bench_of(tmp_path / "stack"), tmp_path / "book.csv"

    def known(*scenarios: Scenario) -> int:
        return len(KeptRows(tmp_path / "rows.jsonl", bench, scenarios).known)

    def with_book(percent: int) -> Scenario:
        head = "service,item,region,discount,usd,effective_date\n"
        book.write_text(f"{head}AmazonEC2,linux*,*,{percent},,2020-01-01\n", "utf-8")
        return scenario("agreed", price_book=str(book))

    first = (scenario("x", variables={"extra": 1}), with_book(10))
    kept = KeptRows(tmp_path / "rows.jsonl", bench, first)
    rows(bench, first, jobs=1, done=kept.add)
    assert known(*first) == 2
    assert known(first[1], first[0]) == 2
    assert known(with_book(20)) == 0
    assert known(scenario("x", variables={"extra": 2})) == 0
    assert known(scenario("y", variables={"extra": 1})) == 0


def test_a_line_that_holds_no_row_is_passed_over(tmp_path: Path) -> None:
    """A row of an older release, a list, a text: found anew."""
    (tmp_path / "stack").mkdir()
    bench, file = bench_of(tmp_path / "stack"), tmp_path / "rows.jsonl"
    scenarios = [scenario(str(n), variables={"extra": n}) for n in range(3)]
    rows(bench, scenarios, jobs=1, done=KeptRows(file, bench, scenarios).add)
    head, *lines = file.read_text("utf-8").splitlines()
    old, wrong, right = sorted(map(json.loads, lines), key=lambda line: line["row"]["name"])
    del old["row"]["cost"]
    wrong["row"]["expected"] = "much"
    said = [head, "[1]", *map(json.dumps, (old, wrong, right))]
    file.write_text("\n".join(said), "utf-8")
    kept = KeptRows(file, bench, scenarios)
    assert list(kept.known) == [2]
    assert file.read_bytes().endswith(b"\n")
    kept.add(0, ScenarioRow("0"))
    assert list(KeptRows(file, bench, scenarios).known) == [0, 2]
