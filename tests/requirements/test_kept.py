"""A verdict that was found before is given again where all that it looked at is the same."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.watched import watched as watched_architecture
from archbench.cost import estimate as priced
from archbench.hcl.types import STRING
from archbench.hcl.values import Origin, Refinement, Sensitive, Unknown
from archbench.requirements import check, read_checklist
from archbench.requirements import kept as keeping
from archbench.requirements.assessment import Assessment
from archbench.requirements.checklist import Checklist, Control
from archbench.requirements.kept import Judged, KeptVerdicts
from archbench.requirements.reading import parse_checklist
from archbench.requirements.scope import Names
from archbench.requirements.view import View
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from archbench.terraform.same import is_same
from archbench.terraform.watched import watched
from archbench.whatif.base import Base
from archbench.whatif.bench import Bench
from archbench.whatif.scenario import scenario

INFRA = Path(__file__).parents[2] / "infra"
LISTS = ("payments", "reliability", "security", "operations", "cost", "pci-dss")
DAY = date(2026, 11, 29)


def with_value(configuration: Configuration, address: str, name: str, value: str) -> Configuration:
    """The configuration with one argument otherwise."""
    found = [
        replace(item, values={**item.values, name: value}) if item.address == address else item
        for item in configuration.instances
    ]
    return replace(configuration, instances=tuple(found))


@pytest.mark.parametrize("stack", ["payments", "migration"])
def test_what_is_watched_answers_as_it_is(stack: str) -> None:
    """Every verdict of every shipped list, with its evidence, is the same when it is watched."""
    configuration = load(INFRA / stack)
    architecture = build(configuration)
    lists = tuple(map(read_checklist, LISTS))
    plain = check(configuration, architecture, lists)
    kept = KeptVerdicts()
    for _ in range(2):
        assert check(configuration, architecture, lists, kept=kept) == plain


def test_the_architecture_is_the_same_when_the_configuration_is_watched() -> None:
    """And nothing that notes is left inside it."""
    configuration = load(INFRA / "payments")
    assert build(watched(configuration, {}, set())) == build(configuration)
    view = View(configuration, watched_architecture(build(configuration), set()))
    assert View(configuration).elements.keys() == view.elements.keys()


def answers(configuration: Configuration, checklist: Checklist, kept: KeptVerdicts) -> Assessment:
    """The verdicts of one list."""
    return check(configuration, build(configuration), (checklist,), kept=kept)


@pytest.mark.parametrize(
    ("address", "name", "value"),
    [
        ("aws_rds_cluster.aurora", "storage_encrypted", "false"),
        ("aws_rds_cluster.aurora", "engine", "aurora-mysql"),
    ],
)
def test_what_changed_is_judged_again(address: str, name: str, value: str) -> None:
    """With verdicts kept of the stack as it stands, a change of one argument is not overlooked."""
    checklist, kept = read_checklist("payments"), KeptVerdicts()
    before = load(INFRA / "payments")
    after = with_value(before, address, name, value)
    assert after != before
    first = answers(before, checklist, kept)
    found = answers(after, checklist, kept)
    assert found == check(after, build(after), (checklist,))
    assert found.verdicts != first.verdicts
    assert answers(before, checklist, kept) == first


def test_a_verdict_kept_too_long_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """If what a verdict looked at were not noted, the test above would tell."""

    def blind(configuration: Configuration, *_: object) -> Configuration:
        return watched(configuration, {}, set())

    monkeypatch.setattr(keeping, "watched", blind)
    with pytest.raises(AssertionError):
        test_what_changed_is_judged_again("aws_rds_cluster.aurora", "storage_encrypted", "false")


def test_scenarios_share_what_none_of_them_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a second structure only controls are judged that look at what differs."""
    payments = INFRA / "payments"
    bench = Bench(Base(payments, usage=payments / "usage.yml", as_of=DAY, checklists=("payments",)))
    judged: list[str] = []
    verdict = keeping.KeptVerdicts.verdict

    def counting(
        self: KeptVerdicts, control: Control, names: Names, judge: Callable[[Names], Judged]
    ) -> Judged:
        def told(found: Names) -> Judged:
            judged.append(control.id)
            return judge(found)

        return verdict(self, control, names, told)

    monkeypatch.setattr(keeping.KeptVerdicts, "verdict", counting)
    bench.outcome(scenario("Logs for a week", variables={"log_retention_days": 7}))
    assert judged == []
    bench.outcome(scenario("More", variables={"asg_min_size": 5}))
    assert "scaling_group" in judged
    assert "one_region" not in judged


def test_what_compares_equal_may_still_be_told_apart() -> None:
    """An unknown's bounds, the digits of a number, what is true or 1, a text that is sensitive."""
    origin = Origin("resource", "aws_lb.main", "id")
    unknown = Unknown(STRING, (origin,))
    bounded = replace(unknown, refinement=Refinement(not_null=True))
    assert unknown == bounded
    assert not is_same(unknown, bounded)
    assert not is_same(unknown, replace(unknown, origins=(replace(origin, reason="late"),)))
    assert not is_same(Decimal("1.0"), Decimal(1))
    assert not is_same((True,), (1,))
    assert not is_same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not is_same(Sensitive("a"), Sensitive("b"))
    assert is_same((Sensitive("a"), {"b": unknown}), (Sensitive("a"), {"b": replace(unknown)}))


_SMALL = """provider "aws" { region = "eu-west-1" }
variable "size" { default = 3 }
resource "aws_sqs_queue" "a" {
  name          = "a"
  delay_seconds = var.size
}
resource "aws_sqs_queue" "b" { name = "b" }
output "size" { value = 3 }
"""
_CONTROLS = {
    "named": 'for_each = resources.aws_sqs_queue\ncondition = each.name != "c"',
    "delayed": "condition = aws_sqs_queue.a.delay_seconds == 3",
    "given": "condition = var.size == 3",
    "told": "condition = outputs.size.value == 3",
    "there": 'condition = aws_sns_topic.late.name == "late"',
    "counted": "condition = length(resources.aws_sqs_queue) == 2",
    "placed": 'condition = aws_sqs_queue.a.meta.region == "eu-west-1"',
    "survives": "condition = architecture.survives_zone_loss",
    "priced": "condition = estimate.total_monthly < 1",
}
_LIST = 'checklist "x" {\n  title = "X"\n}\ngroup "g" {\n  number = 1\n}\n' + "".join(
    f'control "{name}" {{\n  group = "g"\n  assert {{\n{inside}\n  }}\n}}\n'
    for name, inside in _CONTROLS.items()
)


@pytest.mark.parametrize(
    ("old", "new", "otherwise"),
    [
        ('name = "b"', 'name = "c"', {"named": "fail"}),
        ("default = 3", "default = 4", {"delayed": "fail", "given": "fail"}),
        ("value = 3", "value = 4", {"told": "fail"}),
        ("eu-west-1", "eu-west-2", {"placed": "fail"}),
        ('resource "aws_sqs_queue" "b" { name = "b" }\n', "", {"counted": "fail"}),
        ("output", 'resource "aws_sqs_queue" "z" { name = "z" }\noutput', {"counted": "fail"}),
        ("output", 'resource "aws_sns_topic" "late" { name = "late" }\noutput', {"there": "pass"}),
        ("output", 'resource "aws_kms_key" "k" {}\noutput', {}),
        ("output", "\noutput", {}),
    ],
)
def test_each_kind_of_change_is_judged_anew(
    old: str, new: str, otherwise: dict[str, str], tmp_path: Path
) -> None:
    """Verdicts that were kept are those that come out anew, and the words that change do."""
    checklist, kept = parse_checklist(_LIST, "x.hcl"), KeptVerdicts()
    place = tmp_path / "main.tf"
    place.write_text(_SMALL)
    before = load(tmp_path, environ={})
    first = answers(before, checklist, kept)
    assert first == check(before, build(before), (checklist,))
    assert old in _SMALL
    place.write_text(_SMALL.replace(old, new))
    after = load(tmp_path, environ={})
    found = answers(after, checklist, kept)
    assert found == check(after, build(after), (checklist,))
    words = {item.control.id: item.verdict for item in first.verdicts}
    changed = {
        item.control.id: item.verdict
        for item in found.verdicts
        if item.verdict != words[item.control.id]
    }
    assert changed == otherwise
    assert answers(before, checklist, kept) == first


def test_what_asks_for_the_cost_is_judged_each_time(tmp_path: Path) -> None:
    """Twice at first, once to see what it asks for; all others once and never again."""
    (tmp_path / "main.tf").write_text(_SMALL)
    found = load(tmp_path, environ={})
    architecture = build(found)
    checklist = parse_checklist(_LIST, "x.hcl")
    judged: Counter[str] = Counter()

    class Counting(KeptVerdicts):
        def verdict(
            self, control: Control, names: Names, judge: Callable[[Names], Judged]
        ) -> Judged:
            def told(here: Names) -> Judged:
                judged[control.id] += 1
                return judge(here)

            return super().verdict(control, names, told)

    kept = Counting()
    for times in (2, 3, 4):
        check(
            found,
            architecture,
            (checklist,),
            kept=kept,
            estimate=lambda: priced(found, architecture),
        )
        assert judged == {name: times if name == "priced" else 1 for name in _CONTROLS}


def test_another_architecture_of_one_configuration_is_looked_at(tmp_path: Path) -> None:
    """A verdict on where things stand does not outlive them."""
    place = tmp_path / "main.tf"
    place.write_text(_SMALL)
    before = load(tmp_path, environ={})
    place.write_text(_SMALL + _NETWORK)
    beside = build(load(tmp_path, environ={}))
    checklist, kept = parse_checklist(_SUBNETS, "x.hcl"), KeptVerdicts()
    for architecture, word in ((build(before), "pass"), (beside, "fail"), (build(before), "pass")):
        (found,) = check(before, architecture, (checklist,), kept=kept).verdicts
        assert found.verdict == word


_NETWORK = """
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.0.0/24"
}
"""
_SUBNETS = (
    'checklist "x" {\n  title = "X"\n}\ngroup "g" {\n  number = 1\n}\n'
    'control "c" {\n  group = "g"\n  assert {\n'
    "    condition = length(architecture.subnets) == 0\n  }\n}\n"
)


def test_several_verdicts_on_one_control_are_kept(tmp_path: Path) -> None:
    """To and fro between three configurations each is judged once."""
    checklist, kept = parse_checklist(_LIST, "x.hcl"), KeptVerdicts()
    place = tmp_path / "main.tf"
    stacks = []
    for name in ("b", "c", "d"):
        place.write_text(_SMALL.replace('name = "b"', f'name = "{name}"'))
        stacks.append(load(tmp_path, environ={}))
    for stack in stacks:
        answers(stack, checklist, kept)
    judged: list[str] = []

    class Counting(KeptVerdicts):
        def verdict(
            self, control: Control, names: Names, judge: Callable[[Names], Judged]
        ) -> Judged:
            def told(here: Names) -> Judged:
                judged.append(control.id)
                return judge(here)

            return kept.verdict(control, names, told)

    for stack in stacks:
        answers(stack, checklist, Counting())
    assert judged == []
