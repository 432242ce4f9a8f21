"""What a notebook's parameters give a section: which stack, usage, day and region."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.diagram import Overlay, draw
from archbench.diagram.scene import Card, Scene
from archbench.errors import NotGivenError
from archbench.metrics import cloudwatch
from archbench.metrics.queries import Query
from archbench.metrics.series import Pull
from archbench.report import costs, decided, pulled, resilience, scenarios, verdicts
from archbench.report.calibrated import beside
from archbench.report.examined import examine
from archbench.report.page_one import page_one
from archbench.requirements.verdict import GroupVerdict
from archbench.terraform.configuration import Configuration
from archbench.whatif.base import Base
from archbench.whatif.outcome import ScenarioOutcome
from archbench.whatif.run import ScenarioComparison
from archbench.whatif.scenario import Scenario, scenario
from tests.metrics.published import NOW
from tests.report.by_hand import (
    answer,
    assessment,
    bill,
    charge,
    drilled,
    evidence,
    examined,
    trial,
    verdict,
)
from tests.report.test_counted import resource, stack

HOUSE = """
checklist "house" {
  title = "House"
}
group "g" {
  number   = 1
  title    = "G"
  severity = "high"
}
control "cheap" {
  group    = "g"
  title    = "The month costs little"
  severity = "high"
  why      = "So."
  fix      = "Do."
  assert {
    condition     = estimate.total_monthly < 2
    error_message = "Much."
  }
}
"""
QUEUE = """
provider "aws" {
  region = "us-east-1"
}
variable "name" { default = "a" }
resource "aws_sqs_queue" "q" {
  name = var.name
}
"""


def _without(group: GroupVerdict) -> GroupVerdict:
    """A group of which nobody has accepted anything."""
    return replace(group, verdicts=tuple(replace(x, waiver=None) for x in group.verdicts))


def test_usage_variables_and_waivers_are_those_of_the_subject(tmp_path: Path) -> None:
    """What stands beside it has its own, and is judged by the same list."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(QUEUE, "utf-8")
    (tmp_path / "house.hcl").write_text(HOUSE, "utf-8")
    (tmp_path / "usage.yml").write_text(
        "resource_usage:\n  aws_sqs_queue.q: {monthly_requests: 9000000}\n", "utf-8"
    )
    (tmp_path / "waivers.hcl").write_text(
        'waiver "cheap" {\n  justification = "For a week."\n  approver = "dana"\n'
        '  expiration_date = "2026-12-01"\n}\n',
        "utf-8",
    )
    one, two = verdicts.assessments(
        str(tmp_path / "one"),
        [str(tmp_path / "two")],
        checklists=[str(tmp_path / "house.hcl")],
        usage=str(tmp_path / "usage.yml"),
        as_of="2026-11-23",
        waivers=str(tmp_path / "waivers.hcl"),
    )
    assert [item.verdict for item in (*one.verdicts, *two.verdicts)] == ["fail", "open"]
    assert one.verdicts[0].waiver is not None
    file = str(tmp_path / "waivers.hcl")
    failed = replace(one, groups=tuple(map(_without, one.groups)))
    for day, accepted in (("2020-01-01", True), ("2026-12-01", True), ("9999-01-01", False)):
        (item,) = verdicts.waived(failed, file, day).verdicts
        assert (item.waiver is not None) is accepted
    text = (tmp_path / "waivers.hcl").read_text("utf-8")
    (tmp_path / "waivers.hcl").write_text(text.replace("2026-12-01", "9999-01-01"), "utf-8")
    (item,) = verdicts.waived(failed, file, "").verdicts
    assert item.waiver is not None
    assert verdicts.waived(one, "", "") is one


def test_a_stack_is_examined_as_its_parameters_say(tmp_path: Path) -> None:
    """With its usage and its checklists, which fit where none is named."""
    (tmp_path / "main.tf").write_text(QUEUE, "utf-8")
    (tmp_path / "house.hcl").write_text(HOUSE, "utf-8")
    usage = tmp_path / "usage.yml"
    usage.write_text("resource_usage:\n  aws_sqs_queue.q: {monthly_requests: 9000000}\n", "utf-8")
    found = examine(
        str(tmp_path),
        usage=str(usage),
        as_of="2026-11-23",
        checklists=[str(tmp_path / "house.hcl")],
    )
    assert found.estimate.total_monthly == Decimal("3.6")
    assert [item.verdict for item in found.assessment.verdicts] == ["fail"]
    assert (found.usage, found.profile) == (usage, "")
    by_fit = examine(str(tmp_path))
    assert len(by_fit.assessment.checklists) > 1
    assert by_fit.usage is None


def asked(
    directory: Path, monkeypatch: pytest.MonkeyPatch, outputs: object, text: str = ""
) -> dict[str, object]:
    """What CloudWatch is asked for these outputs."""
    heard: dict[str, object] = {}

    def measure(asked: list[Query], **more: object) -> Pull:
        heard.update(more, asked=asked)
        return Pull("s", live=True, start=NOW, end=NOW, series=())

    monkeypatch.setattr(cloudwatch, "measure", measure)
    place = directory / "outputs.json"
    place.write_text(json.dumps(outputs), "utf-8")
    path = ""
    if text:
        (directory / "main.tf").write_text(text, "utf-8")
        path = str(directory)
    pulled.pull(str(place), path, days=3, profile="p", endpoint="e")
    return heard


def test_the_region_of_the_outputs_is_that_of_what_says_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an output or as a plain value; what is no text is none."""
    gateway = "nat-0123456789abcdef0"
    for given, region in (
        ({"value": "eu-west-1"}, "eu-west-1"),
        ("eu-west-1", "eu-west-1"),
        (7, ""),
        ({"value": 7}, ""),
        (None, ""),
    ):
        heard = asked(tmp_path, monkeypatch, {"way_out": gateway, "aws_region": given})
        assert heard["region"] == region
    assert (heard["days"], heard["profile"], heard["endpoint"]) == (3, "p", "e")
    assert heard["asked"]


def test_what_no_output_names_is_told_by_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with its reason, beside what is measured."""
    nameless = QUEUE.replace("var.name", "null")
    heard = asked(tmp_path, monkeypatch, {"way_out": "nat-0123456789abcdef0"}, nameless)
    told = heard["not_measured"]
    assert isinstance(told, list)
    assert [address for address, _ in told] == ["aws_sqs_queue.q"]
    assert all(reason for _, reason in told)


def laid(overlay: Overlay, found: Configuration) -> Scene:
    """The scene of a stack with an overlay."""
    return draw(build(found), overlays=[overlay]).scene


QUEUES = stack(resource("aws_sqs_queue.q"), resource("aws_sns_topic.t"))


def said(scene: Scene) -> dict[str, list[str]]:
    """What the badges of each card say."""
    return {
        shape.title: [badge.text for badge in shape.badges]
        for shape in scene.shapes()
        if isinstance(shape, Card) and shape.badges
    }


def test_controls_lie_on_the_cards_of_their_evidence() -> None:
    """The lists by their titles, or as they are called; counts of what there is."""
    found = assessment(
        (
            verdict("a", "pass", answer("pass", "", "", evidence("aws_sqs_queue.q"))),
            verdict("b", "fail", answer("fail", "", "m", evidence("aws_sqs_queue.q"))),
            verdict("c", "fail", answer("fail", "", "m", evidence("aws_sns_topic.t"))),
            verdict("d", "review", reason="Look."),
            verdict("e", "not_applicable"),
        )
    )
    scene = laid(verdicts.overlay(found), QUEUES)
    assert scene.subtitle == "controls of House: 1 pass, 2 fail, 1 review"
    assert laid(verdicts.overlay(found, "all"), QUEUES).subtitle.startswith("controls of all: ")
    assert sorted(len(texts) for texts in said(scene).values()) == [1, 1]
    assert len({text for texts in said(scene).values() for text in texts}) == 2


def test_the_worst_loss_lies_on_the_drawing() -> None:
    """Of several the one that takes most; nothing without a zone."""
    lost = drilled(
        trial("a", "survives", "fine"), trial("c", "down", "all"), trial("b", "degraded", "part")
    )
    assert laid(resilience.overlay(lost), QUEUES).subtitle == (
        "c is lost, the stack goes down: all"
    )
    plain = draw(build(QUEUES)).scene
    assert laid(resilience.overlay(drilled()), QUEUES) == plain


def test_the_cost_of_each_resource_lies_on_its_card() -> None:
    """What waits carries a plus sign; what has no price says so."""
    made = bill(
        charge("aws_sqs_queue.q", "3"),
        charge("aws_sqs_queue.q", None),
        unpriced=("aws_sns_topic.t",),
    )
    cards = said(laid(costs.overlay(made), QUEUES)).values()
    texts = [text for badges in cards for text in badges]
    assert any("$3.00" in text and "+" in text for text in texts)
    assert len(texts) == 2


def test_what_terraform_refuses_begins_with_how_much(tmp_path: Path) -> None:
    """A sentence, with its end."""
    (tmp_path / "main.tf").write_text(
        QUEUE + 'resource "aws_sns_topic" "t" {\n  loud = true\n}\n', "utf-8"
    )
    caveat = page_one(examine(str(tmp_path), as_of="2026-11-23")).caveats[0]
    assert caveat.title == "Terraform refuses some of it"
    assert caveat.hides.startswith("1 problem that Terraform refuses; the answer is about the rest")
    assert caveat.hides.endswith(".")
    assert not caveat.hides.endswith("..")


def test_groups_of_a_list_stand_as_the_first_configuration_has_them() -> None:
    """Its numbers and titles, whatever stands beside it."""
    one = assessment((verdict("a", "pass"),))
    other = assessment((verdict("a", "fail"),), path="other")
    (group,) = other.groups
    renamed = replace(other, groups=(replace(group, group=replace(group.group, title="Else")),))
    assert verdicts.matrix((one, renamed)).to_numpy().tolist() == [
        ["1", "Group 1", "high", "pass", "fail"]
    ]
    assert decided.passes(one).rows == (("1 Group 1", 1, 1, 0),)
    assert examined(one).assessment == one


def test_scenarios_are_compared_as_the_parameters_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each reaches what they are tried on; what is left out is none."""
    (tmp_path / "s.yml").write_text("scenarios:\n  - name: a\n", "utf-8")
    heard: list[Base] = []

    def run(base: Base, read: Sequence[Scenario]) -> ScenarioComparison:
        heard.append(base)
        assert [one.name for one in read] == ["a"]
        return ScenarioComparison(ScenarioOutcome(scenario("b")), ())

    monkeypatch.setattr(scenarios, "run", run)
    file = str(tmp_path / "s.yml")
    scenarios.compare(str(tmp_path), file)
    scenarios.compare(
        str(tmp_path),
        file,
        variables=[["var", "a=1"]],
        data=file,
        usage=file,
        as_of="2026-11-23",
        checklists=["house"],
        profile="strict",
    )
    bare, whole = ((x.variables, x.data, x.usage, x.as_of, x.checklists, x.profile) for x in heard)
    assert bare == ((), None, None, None, None, None)
    path = Path(file)
    assert whole == (
        (("var", "a=1"),),
        path,
        path,
        date(2026, 11, 23),
        ("house",),
        "strict",
    )
    with pytest.raises(NotGivenError, match="name a YAML file of scenarios"):
        scenarios.compare(str(tmp_path), "")


def test_a_measured_stack_is_priced_as_the_parameters_say(tmp_path: Path) -> None:
    """By its variables and its usage, on a day."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\nvariable "n" { default = 1 }\n'
        'resource "aws_eip" "e" {\n  count = var.n\n}\nresource "aws_sqs_queue" "q" {}\n',
        "utf-8",
    )
    (tmp_path / "usage.yml").write_text(
        "resource_usage:\n  aws_sqs_queue.q: {monthly_requests: 3000000}\n", "utf-8"
    )
    nothing = Pull("a week", live=False, start=NOW, end=NOW, series=())
    shown = beside(
        nothing,
        str(tmp_path),
        [["var", "n=2"]],
        usage=str(tmp_path / "usage.yml"),
        as_of="2026-11-23",
    )
    assert shown.caption == (
        "As assumed $8.50 a month, as measured $8.50: 0 charges differ. Measured by: a week."
    )
