"""Page one: the verdict by what is known, the greatest risk first, each remedy tried and priced."""

import json
import re
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.cost import estimate
from archbench.cost.statement import figure
from archbench.report.examined import Examined, examine
from archbench.report.inputs import day
from archbench.report.page_one import page_one
from archbench.report.page_one_html import MIME, render
from archbench.report.remedies import remedies
from archbench.report.risks import greatest, risks
from archbench.requirements import assess
from archbench.terraform import load
from tests.report.test_decided import ELSEWHERE

DAY = "2026-11-23"
PROVIDER = 'provider "aws" {\n  region = "eu-west-1"\n}\n'
DATABASE = """
resource "aws_db_instance" "orders" {
  engine                  = "postgres"
  engine_version          = "16.3"
  instance_class          = "db.t4g.medium"
  allocated_storage       = 20
  storage_type            = "gp3"
  availability_zone       = "eu-west-1a"
  multi_az                = false
  storage_encrypted       = false
  backup_retention_period = 14
  username                = "app"
  manage_master_user_password = true
}
"""
UNREAD = 'module "elsewhere" {\n  source = "acme/elsewhere/aws"\n}\n'
COUNTED = (
    'data "aws_vpcs" "all" {}\nresource "aws_sqs_queue" "many" {\n'
    "  count = length(data.aws_vpcs.all.ids)\n}\n"
)
LOOKED_UP = (
    'data "aws_vpcs" "all" {}\ndata "aws_vpc" "each" {\n'
    "  count = length(data.aws_vpcs.all.ids)\n}\n"
)
QUEUE = 'resource "aws_sqs_queue" "letters" {\n  name = "letters"\n}\n'


def looked_at(directory: Path, *texts: str, **given: str) -> Examined:
    """A stack of these blocks, from all sides."""
    for number, text in enumerate((PROVIDER, *texts)):
        (directory / f"part{number}.tf").write_text(text, "utf-8")
    return examine(str(directory), as_of=DAY, checklists=["reliability", "security"], **given)


def test_the_greatest_risk_is_first_and_what_the_drill_says_too_stands_once(
    tmp_path: Path,
) -> None:
    """By severity; of one severity, what the loss of a zone takes; the standby is told once."""
    found = looked_at(tmp_path, DATABASE)
    ranked = risks(found.assessment, found.drill)
    order = ["critical", "high", "medium", "low"]
    assert [order.index(risk.severity) for risk in ranked] == sorted(
        order.index(risk.severity) for risk in ranked
    )
    assert ranked[0].severity == "critical"
    failing = {item.control.id for item in found.assessment.verdicts if item.verdict == "fail"}
    assert {risk.control for risk in ranked if risk.control} == failing
    assert [risk.title for risk in ranked if not risk.control] == []


def test_the_loss_of_a_zone_is_marked_on_what_it_takes_alone(tmp_path: Path) -> None:
    """A table that AWS keeps over the region is looked at for it, and is no part of the risk."""
    table = (
        'resource "aws_dynamodb_table" "carts" {\n  name         = "carts"\n'
        '  billing_mode = "PAY_PER_REQUEST"\n  hash_key     = "id"\n'
        '  attribute {\n    name = "id"\n    type = "S"\n  }\n}\n'
    )
    found = looked_at(tmp_path, DATABASE, table)
    [loss] = [
        risk
        for risk in risks(found.assessment, found.drill)
        if risk.control == "REL10-BP01-zone-loss"
    ]
    assert loss.addresses == ("aws_db_instance.orders",)


def test_without_a_checklist_on_it_the_drill_alone_finds_the_risk() -> None:
    """The payments list asks nothing of a minimum that a zone takes a third of; the drill does."""
    found = examine("infra/payments", as_of=DAY, checklists=["payments"])
    [risk] = risks(found.assessment, found.drill)
    assert (risk.severity, risk.control, risk.place) == ("low", "", "ec2.tf:110")


def test_of_several_things_the_first_is_named_and_the_others_counted_behind_it(
    tmp_path: Path,
) -> None:
    """The sentence stays that of one thing; two that differ in nothing but the number are alike."""
    keys = (f'resource "aws_kms_key" "{name}" {{}}\n' for name in "abc")
    found = looked_at(tmp_path, *keys)
    (risk,) = (r for r in risks(found.assessment, found.drill) if r.control == "key-rotation")
    assert risk.title == "aws_kms_key.a (and 2 more) never rotates"
    assert "more" not in risk.said


def test_a_remedy_is_the_change_that_fix_tries_priced_by_the_difference(tmp_path: Path) -> None:
    """A standby doubles a database: what it adds is what a second one of it costs."""
    found = looked_at(tmp_path, DATABASE.replace('  availability_zone       = "eu-west-1a"\n', ""))
    ranked = risks(found.assessment, found.drill)
    standby = next(risk for risk in ranked if risk.control == "REL10-BP01-databases")
    [made] = remedies(found, [standby], day(DAY))
    assert "+  multi_az                = true" in made.diff
    database = found.estimate.by_service()["Amazon Relational Database Service"]
    assert made.difference
    after = made.difference.after.total_monthly
    assert made.monthly == after - found.estimate.total_monthly
    assert made.monthly == database.likely


def test_remedies_add_up_one_on_top_of_the_other(tmp_path: Path) -> None:
    """Each is tried on what those before it made; together they are the last estimate."""
    found = looked_at(tmp_path, DATABASE.replace('  availability_zone       = "eu-west-1a"\n', ""))
    patched = [risk for risk in risks(found.assessment, found.drill) if risk.patched][:3]
    made = remedies(found, patched, day(DAY))
    tried = [item for item in made if item.difference]
    assert len(tried) >= 2
    last = tried[-1].difference
    assert last
    total = sum((item.monthly or Decimal(0) for item in tried), Decimal(0))
    assert total == last.after.total_monthly - found.estimate.total_monthly
    assert "storage_encrypted" in "".join(item.diff for item in tried)


@pytest.mark.parametrize(
    ("texts", "standing", "words"),
    [
        ((DATABASE,), "hold", "Do not apply yet: "),
        ((), "apply", "Ready to apply: it holds no resources"),
        ((QUEUE, UNREAD), "undecided", "Cannot be decided yet: one module was not read"),
        ((QUEUE, COUNTED), "undecided", "Cannot be decided yet: one block is of unknown number"),
        ((QUEUE, LOOKED_UP), "apply", "Ready to apply: "),
        (
            ('resource "aws_sns_topic" "bells" {\n  loud = true\n}\n',),
            "refused",
            "Cannot be applied: Terraform refuses some of it",
        ),
    ],
)
def test_the_verdict_says_what_is_known(
    tmp_path: Path, texts: tuple[str, ...], standing: str, words: str
) -> None:
    """Serious risks hold; what was not read leaves it undecided; what is refused is said first."""
    page = page_one(looked_at(tmp_path, *texts), DAY)
    assert page.standing == standing
    assert page.sentence.startswith(words)


def test_a_month_of_nothing_has_no_note(tmp_path: Path) -> None:
    """A stack of a provider alone costs nothing, and no full stop stands by itself below it."""
    page = page_one(looked_at(tmp_path), DAY)
    assert (page.cost, page.cost_note) == ("$0.00", "")
    assert '<p class="note">.</p>' not in render(json.loads(json.dumps(asdict(page), default=str)))


def test_what_was_not_read_and_what_was_not_counted_are_told_apart(tmp_path: Path) -> None:
    """A block whose number waits was read; two modules are "they"; what is open stands once."""
    modules = UNREAD + UNREAD.replace("elsewhere", "beside")
    [modules_, block] = page_one(looked_at(tmp_path, modules, COUNTED), DAY).caveats[:2]
    assert (
        "Until they are read, their cost and what their loss means are not known." in modules_.hides
    )
    counts = r"(\d+) of \d+ controls are undecided\. Of these, .* has no case of (\d+)\.$"
    told = re.findall(counts, modules_.hides)
    [(undecided, without_case)] = told  # the others wait for the block, which is there
    assert 0 < int(without_case) < int(undecided)
    assert block.title == "1 block of unknown number"
    assert block.hides.startswith("aws_sqs_queue.many: its count depends on data.aws_vpcs.all.ids")
    assert block.hides.endswith(
        "Until its number is known, its cost and what its loss means are not."
    )


def test_what_was_given_no_value_is_told_with_what_gives_it(tmp_path: Path) -> None:
    """A variable left open by its name; the region where no block says it, with the option."""
    (tmp_path / "main.tf").write_text(f'variable "name" {{\n  type = string\n}}\n{QUEUE}', "utf-8")
    page = page_one(examine(str(tmp_path), variables=[("unknown", "*")], as_of=DAY), DAY)
    told = {item.title: item for item in page.caveats}
    assert told["1 variable has no value"].hides == "name. What depends on it is not known."
    assert told["No region is given"].hides.endswith(
        "1 resource has no zones and no regional price."
    )
    assert told["No region is given"].command.endswith("--region REGION")
    assert page.cost_note == "1 resource without a price"


def test_what_terraform_refuses_is_told_in_the_order_of_its_lines(tmp_path: Path) -> None:
    """One sentence each, told apart by semicolons."""
    bad = "".join(f'resource "aws_sns_topic" "{name}" {{\n  loud = true\n}}\n' for name in "ba")
    [refused, *_] = page_one(looked_at(tmp_path, bad), DAY).caveats
    first, second = refused.hides.removesuffix(".").split("; ")[1:]
    assert "part1.tf:2: " in first
    assert second.startswith("part1.tf:5: ")


def test_that_a_zone_loss_cannot_be_told_is_said_once(tmp_path: Path) -> None:
    """The control that asks for it adds nothing to the sentence."""
    (tmp_path / "main.tf").write_text(ELSEWHERE, "utf-8")
    page = page_one(examine(str(tmp_path), as_of=DAY, checklists=["reliability"]), DAY)
    assert page.sentence == "Cannot be decided yet: what the loss of a zone means is not known"
    assert page.zone == "Cannot be told"


ONE_NAT = """
locals {
  zones = ["eu-west-1a", "eu-west-1b"]
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "open" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.9.0/24"
  availability_zone = local.zones[0]
}
resource "aws_route_table" "open" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "open" {
  subnet_id      = aws_subnet.open.id
  route_table_id = aws_route_table.open.id
}
resource "aws_eip" "out" {
  domain = "vpc"
}
resource "aws_nat_gateway" "out" {
  subnet_id     = aws_subnet.open.id
  allocation_id = aws_eip.out.id
}
resource "aws_subnet" "app" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = local.zones[count.index]
}
resource "aws_route_table" "app" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "out" {
  route_table_id         = aws_route_table.app.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.out.id
}
resource "aws_route_table_association" "app" {
  count          = 2
  subnet_id      = aws_subnet.app[count.index].id
  route_table_id = aws_route_table.app.id
}
resource "aws_launch_template" "web" {
  image_id      = "ami-1"
  instance_type = "t3.small"
}
resource "aws_autoscaling_group" "web" {
  min_size            = 4
  max_size            = 8
  vpc_zone_identifier = aws_subnet.app[*].id
  launch_template {
    id = aws_launch_template.web.id
  }
}
"""


@pytest.mark.parametrize("checklists", [["reliability"], ["cost"]])
def test_one_cause_is_one_risk(tmp_path: Path, checklists: list[str]) -> None:
    """The zone's loss, its only NAT gateway and what leaves through it, with what mends it."""
    (tmp_path / "main.tf").write_text(PROVIDER + ONE_NAT, "utf-8")
    found = examine(str(tmp_path), as_of=DAY, checklists=checklists)
    assert found.drill.outcome == "degraded"
    ranked = risks(found.assessment, found.drill)
    about = [risk for risk in greatest(ranked) if risk.zonal]
    [risk] = about
    assert risk.place.startswith("main.tf:")
    assert "in each zone" in risk.fix or "per zone" in risk.fix


def test_all_zones_that_fare_worst_are_the_weakest(tmp_path: Path) -> None:
    """Two zones with a database each are told both, though each loses something of its own."""
    other = DATABASE.replace('"orders"', '"carts"').replace("eu-west-1a", "eu-west-1b")
    page = page_one(looked_at(tmp_path, DATABASE, other), DAY)
    assert len(page.zones) == 2
    assert page.zone == "eu-west-1a and eu-west-1b"


def test_the_bar_of_cost_says_nothing_of_a_use_that_was_not_given(tmp_path: Path) -> None:
    """What waits for usage is hatched; it costs no $0.00."""
    page = page_one(looked_at(tmp_path, DATABASE), DAY)
    shown = render(json.loads(json.dumps(page._repr_mimebundle_()))[MIME])
    assert "without a figure" in shown
    assert "by use" not in shown


def test_what_is_said_of_two_things_by_two_controls_is_one_risk_of_page_one(
    tmp_path: Path,
) -> None:
    """No alarm watches the balancer nor the group: the cause is one, and the other is counted."""
    balanced = """
resource "aws_lb" "front" {
  subnets = ["subnet-1", "subnet-2"]
}
resource "aws_autoscaling_group" "web" {
  min_size             = 2
  max_size             = 4
  vpc_zone_identifier  = ["subnet-1", "subnet-2"]
  launch_configuration = aws_launch_configuration.web.name
}
resource "aws_launch_configuration" "web" {
  image_id      = "ami-1"
  instance_type = "t3.small"
}
"""
    found = looked_at(tmp_path, balanced)
    ranked = risks(found.assessment, found.drill)
    silent = [risk for risk in ranked if risk.title.startswith("No alarm watches")]
    assert {risk.control for risk in silent} == {
        "REL06-BP01-load-balancers",
        "REL06-BP01-scaling-groups",
    }
    chosen = greatest(ranked)
    assert len(chosen) == 3
    assert [risk.title for risk in chosen if risk in silent] == [silent[0].title]
    assert page_one(found, DAY).more.startswith(f"{len(ranked) - 3} more: ")


def test_a_waived_failure_is_no_risk_and_still_counts_as_failing(tmp_path: Path) -> None:
    """It is told as accepted, in the note of the controls."""
    before = looked_at(tmp_path, DATABASE)
    one = risks(before.assessment, before.drill)[0].control
    (tmp_path / "waivers.hcl").write_text(
        f'waiver "{one}" {{\n  justification = "For a week."\n  approver = "dana"\n'
        '  expiration_date = "2026-12-01"\n}\n',
        "utf-8",
    )
    after = looked_at(tmp_path, DATABASE, waivers=str(tmp_path / "waivers.hcl"))
    assert one not in {risk.control for risk in risks(after.assessment, after.drill)}
    page = page_one(after, DAY)
    assert page.controls == page_one(before, DAY).controls
    assert "1 of the failures is accepted by a waiver." in page.controls_note


def test_every_figure_is_what_the_commands_say() -> None:
    """Cost, zones and controls of page one, from the functions behind cost, drill and check."""
    page = page_one(examine("infra/payments", as_of=DAY, checklists=["payments"]), DAY)
    configuration = load("infra/payments")
    architecture = build(configuration)
    assert page.cost == figure(estimate(configuration, architecture, as_of=day(DAY)))
    assert page.zone_note == drill(configuration, architecture).answer
    assessment = assess("infra/payments")
    [row] = page.lists
    assert row.counts == {word: assessment.count(word) for word in row.counts}  # type: ignore[arg-type]
    assert page.controls.startswith(f"{assessment.count('fail')} of ")


def test_hostile_names_are_text_on_page_one(tmp_path: Path) -> None:
    """A name from the configuration is escaped, in titles too."""
    page = page_one(looked_at(tmp_path, DATABASE), DAY)
    data = json.loads(
        json.dumps(page._repr_mimebundle_()["application/vnd.archbench.page-one+json"])
    )
    data["sentence"] = data["zone"] = data["risks"][0]["title"] = "<script>alert(1)</script>"
    assert "<script>" not in render(data)


def test_the_usage_of_a_plan_is_given_to_the_report_alone() -> None:
    """`archbench new` writes beside *.tf files, and a plan has none: its command would refuse."""
    path = "tests/recorded/payments/plan-default.json"
    found = examine(path, as_of=DAY, checklists=["payments"])
    [usage] = [c for c in page_one(found, DAY).caveats if c.title == "No usage was given"]
    assert usage.command == f"archbench report {path} -p usage=FILE"


def test_without_a_price_no_month_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No region is given: the changes that were tried have no price, and the month costs none."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    anywhere = DATABASE.replace('  availability_zone       = "eu-west-1a"\n', "")
    (tmp_path / "main.tf").write_text(anywhere, "utf-8")
    found = examine(str(tmp_path), as_of=DAY, checklists=["reliability", "security"])
    total = page_one(found, DAY).total
    assert total.endswith(" left.")
    assert "month" not in total


def test_one_change_that_was_tried_is_told_as_one(tmp_path: Path) -> None:
    """With what is left; several are counted, and what they cost together is told."""
    table = (
        'resource "aws_dynamodb_table" "t" {\n  name = "t"\n  hash_key = "id"\n'
        '  billing_mode = "PAY_PER_REQUEST"\n'
        '  attribute {\n    name = "id"\n    type = "S"\n  }\n}\n'
    )
    (tmp_path / "one").mkdir()
    one = page_one(looked_at(tmp_path / "one", table), DAY)
    assert len(one.diffs) == 1
    assert one.total == "The change that was tried: 1 of 2 risks is left."
    assert one.total_price == ""
    (tmp_path / "more").mkdir()
    database = DATABASE.replace('  availability_zone       = "eu-west-1a"\n', "")
    more = page_one(looked_at(tmp_path / "more", database), DAY)
    assert len(more.diffs) > 1
    assert more.total.startswith(f"The {len(more.diffs)} changes tried: ")
    assert more.total_price.startswith("+$")


def test_a_zone_that_is_survived_has_no_reason(tmp_path: Path) -> None:
    """A standby takes over; without one the zone says what is lost."""
    for multi, outcome in (("true", "survives"), ("false", "down")):
        (tmp_path / multi).mkdir()
        text = DATABASE.replace("multi_az                = false", f"multi_az = {multi}")
        page = page_one(looked_at(tmp_path / multi, text), DAY)
        assert {(row.outcome, bool(row.why)) for row in page.zones} == {(outcome, multi == "false")}
