"""What the sections say first, of stacks unlike infra/payments."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from pandas import DataFrame

from archbench.architecture import build
from archbench.architecture.drill import drill
from archbench.cost import estimate
from archbench.cost.model import Total
from archbench.report import costs, inventory, pictures, resilience
from archbench.report.charts import bars
from archbench.report.findings import Finding, findings
from archbench.report.html import document
from archbench.report.manifest import Manifest
from archbench.report.notebook import GAP
from archbench.report.snippet import Snippet
from archbench.report.tables import table
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from tests.report.conftest import executed

QUEUE = """
provider "aws" {
  region = "eu-west-1"
}
resource "aws_sqs_queue" "letters" {
  name = "letters"
}
"""
VPC = """
provider "aws" {
  region = "eu-west-1"
}
resource "aws_vpc" "meadow" {
  cidr_block = "10.9.0.0/16"
}
"""
REFUSED = 'resource "aws_sns_topic" "bells" {\n  loud = true\n}\n'
UNREAD = 'module "elsewhere" {\n  source = "acme/elsewhere/aws"\n}\n'
UNCOUNTED = (
    'data "aws_vpcs" "all" {}\nresource "aws_instance" "many" {\n'
    "  count = length(data.aws_vpcs.all.ids)\n}\n"
)
ALARM = """
resource "aws_cloudwatch_metric_alarm" "deep" {
  alarm_name          = "deep"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  period              = 60
  statistic           = "Maximum"
  threshold           = 5
}
"""


def stack(directory: Path, *texts: str) -> Configuration:
    """A configuration of these blocks, one file each."""
    for number, text in enumerate(texts):
        (directory / f"part{number}.tf").write_text(text, "utf-8")
    return load(directory, environ={})


def test_what_terraform_refuses_leads_the_inventory(tmp_path: Path) -> None:
    """It is told with its line, on the cover too, and no warning; a whole stack has no such tag."""
    found = inventory.summary(stack(tmp_path, QUEUE, REFUSED))
    assert found.tag.startswith("1 problem that Terraform refuses; the answer is about the rest: ")
    assert "part1.tf:2" in found.tag
    assert "every block read" not in found.answer
    assert found.facts[2].value == "0"


def test_what_was_not_read_leads_the_inventory(tmp_path: Path) -> None:
    """A module that was not read is named; where all is read there is nothing to name."""
    assert inventory.summary(stack(tmp_path, QUEUE)).tag == ""
    assert inventory.summary(stack(tmp_path, QUEUE, UNREAD)).tag == (
        "1 module not read, run `archbench get`: module.elsewhere"
    )


def test_the_report_says_which_provider_it_was_read_as(tmp_path: Path) -> None:
    """The release of hashicorp/aws, with why, is part of what the report rests on."""
    locked = '# by terraform init\nprovider "registry.terraform.io/hashicorp/aws" {\n'
    (tmp_path / ".terraform.lock.hcl").write_text(f'{locked}  version = "5.44.0"\n}}\n', "utf-8")
    found = inventory.summary(stack(tmp_path, QUEUE))
    assert found.provenance == (("Read as", "hashicorp/aws 5.100.0 (the lock file has 5.44.0)"),)


def test_without_a_vpc_no_zones_are_counted(tmp_path: Path) -> None:
    """A queue stands in a region: nothing is said of zones that nobody declared."""
    configuration = stack(tmp_path, QUEUE)
    architecture = build(configuration)
    found = pictures.summary(architecture, pictures.picture(architecture, configuration))
    assert found.answer == "No VPC in eu-west-1, as far as was read."


def test_a_vpc_whose_subnets_were_not_read_has_no_number_of_zones(tmp_path: Path) -> None:
    """None that was read is not none."""
    configuration = stack(tmp_path, VPC, UNREAD)
    architecture = build(configuration)
    found = pictures.summary(architecture, pictures.picture(architecture, configuration))
    assert found.answer == "1 VPC over Availability Zones not told in eu-west-1."


def test_without_a_figure_all_that_is_missing_is_one_list(tmp_path: Path) -> None:
    """A queue waits for usage, a module was not read: both are told, and no amount."""
    found = costs.summary(estimate(stack(tmp_path, QUEUE, UNREAD)))
    assert found.answer == "No charge has an amount: 1 waits for usage and 1 module not read."


def test_the_largest_service_has_its_share_of_the_total(tmp_path: Path) -> None:
    """An alarm of $0.10 beside an address of $3.65."""
    address = 'provider "aws" { region = "us-east-1" }\nresource "aws_eip" "a" {}\n'
    facts = {
        fact.label: fact for fact in costs.summary(estimate(stack(tmp_path, ALARM, address))).facts
    }
    largest = facts["Largest service"]
    assert largest.value == "Amazon Virtual Private Cloud"
    assert largest.note == "$3.65, 97 % of what has a figure"
    assert facts["Free of charge"].value == "0 resources"


def test_a_total_without_a_module_is_a_least(tmp_path: Path) -> None:
    """What was not read may cost anything: the answer says so and counts it once."""
    found = costs.summary(estimate(stack(tmp_path, ALARM, QUEUE, UNREAD)))
    assert found.answer.startswith("It costs at least $0.10 a month at list price")
    assert found.answer.endswith("; 1 module not read.")
    assert "no price" not in found.answer
    assert "1 module not read" in found.facts[0].note


def test_a_section_that_was_not_given_has_no_empty_headings(manifest: Manifest) -> None:
    """What it would have held is not announced; what stands before the gap stays."""
    made = Snippet("Measured", "a text that was made")
    notebook = executed("Measures", "## Made", made, "## Series", "## Left over")
    notebook.metadata[GAP] = {"kind": "not given", "reason": "Name a file."}
    page = document([("08_measures.ipynb", notebook)], manifest)
    assert "a text that was made" in page
    assert ">Made</h3>" in page
    assert ">Series</h3>" not in page
    assert ">Left over</h3>" not in page


def test_what_lacks_its_input_is_no_section_but_named_with_its_reason(manifest: Manifest) -> None:
    """Nothing was computed, so there is no section; page one says what to give."""
    notebook = executed("Measures", "## Made")
    notebook.metadata[GAP] = {"kind": "not given", "reason": "Name a file."}
    page = document([("08_measures.ipynb", notebook)], manifest)
    assert 'id="measures"' not in page
    assert '<span class="tag">Measures: not given</span> Name a file.' in page


def test_where_no_charge_has_an_amount_there_is_no_chart(tmp_path: Path) -> None:
    """The headline says so; empty axes with a heading said nothing. One bar a service otherwise."""
    (tmp_path / "main.tf").write_text(QUEUE, "utf-8")
    configuration = load(tmp_path)
    assert costs.by_service(estimate(configuration, build(configuration))) is None
    (tmp_path / "address.tf").write_text('resource "aws_eip" "a" {}\n', "utf-8")
    configuration = load(tmp_path)
    chart = costs.by_service(estimate(configuration, build(configuration)))
    assert chart is not None
    assert chart.text.startswith("List cost by service, USD a month: ")


def test_a_chart_rounds_as_the_table_beside_it() -> None:
    """Half a cent goes up in both."""
    chart = bars(["Balancers"], [Total(*[Decimal("16.425")] * 3)], "A month")
    assert chart.text == "A month: Balancers 16.43"
    assert ">16.43<" in chart.svg


def test_of_many_losses_those_not_survived_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is counted, and every one stands in the other table."""
    configuration = load(Path("infra/payments"), variables=[("var", "nat_gateway_count=1")])
    found = drill(configuration, build(configuration))
    assert resilience.every_loss(found) is None
    monkeypatch.setattr(resilience, "_AT_ONCE", 3)
    shown, whole = resilience.losses(found), resilience.every_loss(found)
    assert whole is not None
    assert len(shown.rows) == 3
    assert {row[1] for row in shown.rows} == {"degraded"}
    assert shown.note.startswith(f"{len(whole.rows) - 3} more ")
    assert {row[0] for row in shown.rows} <= {row[0] for row in whole.rows}


def test_a_figure_of_nothing_is_left_out(tmp_path: Path) -> None:
    """No subnet, no open question, no database: none of them is a figure of its section."""
    (tmp_path / "main.tf").write_text(QUEUE, "utf-8")
    configuration = load(tmp_path)
    architecture = build(configuration)
    drawn = pictures.picture(architecture, configuration)
    facts = [
        *pictures.summary(architecture, drawn).facts,
        *resilience.summary(drill(configuration, architecture)).facts,
    ]
    assert {"Subnets", "Open questions", "A restore may miss"}.isdisjoint(x.label for x in facts)


def test_where_nothing_can_be_lost_the_table_says_so(tmp_path: Path) -> None:
    """A stack of blocks of unknown number has no zone and no single point: none, and no fault."""
    configuration = stack(tmp_path, UNCOUNTED)
    found = drill(configuration, build(configuration))
    assert found.zones == found.points == ()
    shown = resilience.losses(found)._repr_html_()
    assert "One failure at a time</strong>: none." in shown


def test_that_nothing_is_to_mend_is_no_promise_of_what_cannot_be_told(tmp_path: Path) -> None:
    """A block of unknown number may be the one that takes the stack down."""
    for text, words in (
        (QUEUE, "Nothing to mend: no single point takes the stack down."),
        (UNCOUNTED, "Nothing to mend so far: what the loss of a zone means cannot be told."),
    ):
        configuration = stack(tmp_path, text)
        assert words in resilience.mend(drill(configuration, build(configuration)))._repr_html_()


ALONE = """
provider "aws" {
  region = "eu-west-1"
}
resource "aws_subnet" "a" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.0.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "b" {
  vpc_id            = "vpc-1"
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1b"
}
resource "aws_instance" "web" {
  ami                         = "ami-1"
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.a.id
  associate_public_ip_address = true
}
"""


def test_what_no_loss_makes_heavier_is_no_note(tmp_path: Path) -> None:
    """A machine alone goes down with its zone: nothing is left to carry its load."""
    configuration = stack(tmp_path, ALONE)
    found = resilience.zone_fact(drill(configuration, build(configuration)))
    assert (found.value, found.note) == ("Goes down", "")


def test_what_a_charge_is_made_of_says_how_many_instances(tmp_path: Path) -> None:
    """The address of one machine is that of one."""
    configuration = stack(tmp_path, ALONE)
    made = {line.charge_description: line.formula for line in estimate(configuration).priced}
    assert made["Public IPv4 address"] == "1 instance x 730 h"


def test_a_command_in_an_answer_is_code_wherever_it_leads(
    tmp_path: Path, manifest: Manifest
) -> None:
    """A module that was not fetched names its command: no backtick is left in a heading."""
    waiting = QUEUE.replace("name = ", "count = module.elsewhere.number\n  name = ")
    configuration = stack(tmp_path, UNREAD, waiting)
    said = resilience.summary(drill(configuration, build(configuration)))
    assert "`archbench get`" in said.answer
    page = document([("06_resilience.ipynb", executed("Loss of a zone", said))], manifest)
    for html in (str(said._repr_mimebundle_()["text/html"]), page):
        assert "<code>archbench get</code>" in html
        assert "`archbench get`" not in html


def test_a_table_has_no_column_that_is_empty_and_breaks_no_head() -> None:
    """A name breaks at its joints; the column of a short head is wide enough for it on paper."""
    frame = DataFrame(
        [("module.lambda_functions.aws_lambda_function.rest_api", "", 1, "`archbench get`")] * 2,
        columns=["what", "nothing", "open", "then"],
    )
    shown = table(frame, "Rows")
    assert shown.heads == ("What", "Open", "Then")
    text = shown._repr_html_()
    broken = "lambda_<wbr>functions.<wbr>aws_lambda_<wbr>function.<wbr>rest_<wbr>api"
    assert f"module.<wbr>{broken}" in text
    assert "<code>archbench get</code>" in text
    widths = [int(width) for width in re.findall(r'<col class="w(\d+)">', text)]
    assert sum(widths) <= 100
    assert widths[1] * 1.24 >= len("Open") + 2


def test_the_inventory_says_in_which_regions(tmp_path: Path) -> None:
    """Each once and in order; one that is not known is none of them."""
    providers = """
variable "region" { type = string }
provider "aws" {
  alias  = "later"
  region = var.region
}
provider "aws" {
  alias  = "far"
  region = "us-east-1"
}
"""
    queue = 'resource "aws_sqs_queue" "NAME" {\n  provider = aws.NAME\n}\n'
    for number, text in enumerate(
        (QUEUE, providers, *map(queue.replace, ["NAME"] * 2, ["later", "far"]))
    ):
        (tmp_path / f"part{number}.tf").write_text(text, "utf-8")
    found = inventory.summary(load(tmp_path, variables=[("unknown", "*")], environ={}))
    assert found.answer == (
        "3 resource instances of 1 type in eu-west-1 and us-east-1, every block read."
    )


def test_the_costliest_charge_is_first(tmp_path: Path) -> None:
    """Of equals by address."""
    volume = (
        'resource "aws_ebs_volume" "NAME" {\n  availability_zone = "eu-west-1a"\n'
        '  size = SIZE\n  type = "gp3"\n}\n'
    )
    sizes = {"small": 8, "large": 900, "also": 8}
    texts = [
        volume.replace("NAME", name).replace("SIZE", str(size)) for name, size in sizes.items()
    ]
    found = stack(tmp_path, 'provider "aws" {\n  region = "eu-west-1"\n}\n', *texts)
    frame = costs.lines(estimate(found, build(found)))
    assert [address.rpartition(".")[2] for address in frame["address"]] == [
        *("large", "also", "small"),
    ]


def test_findings_are_lines_in_a_terminal_and_a_difference_in_a_page() -> None:
    """What is added and what is removed are told apart; its heads are neither."""
    diff = "--- a/main.tf\n+++ b/main.tf\n@@ -1 +1 @@\n-old = 1\n+new = 2\n same"
    found = findings([Finding("high", "One", fix=diff), Finding("low", "Two", fix="Mend it.")])
    assert repr(found) == "high: One\nlow: Two"
    assert repr(findings([], "None.")) == "None."
    html = found._repr_html_()
    assert '<span class="removed">-old = 1</span>' in html
    assert '<span class="added">+new = 2</span>' in html
    assert html.count('<span class="added">') == html.count('<span class="removed">') == 1


DATABASE = """
resource "aws_db_instance" "NAME" {
  identifier              = "NAME"
  engine                  = "postgres"
  instance_class          = "db.t4g.small"
  backup_retention_period = DAYS
}
"""
PLAN = """
resource "aws_backup_plan" "p" {
  name = "p"
  rule {
    rule_name         = "r"
    target_vault_name = "v"
    schedule          = SCHEDULE
    start_window      = 60
  }
}
resource "aws_backup_selection" "s" {
  name         = "s"
  plan_id      = aws_backup_plan.p.id
  iam_role_arn = "arn:aws:iam::111122223333:role/r"
  resources    = [aws_db_instance.rare.arn]
}
data "aws_ssm_parameter" "when" { name = "when" }
"""


@pytest.mark.parametrize(
    ("schedule", "figure", "note"),
    [
        ('"cron(0 5 * * ? *)"', "at most 1 day 1 h", "by AWS Backup, cron(0 5 * * ? *), where"),
        ("data.aws_ssm_parameter.when.value", "not known", "a backup whose age cannot be told"),
    ],
)
def test_a_restore_may_miss_what_the_worst_kept_database_may(
    tmp_path: Path, schedule: str, figure: str, note: str
) -> None:
    """One of two is restored to any point of time, the other to the last run of a day."""
    often = DATABASE.replace("NAME", "often").replace("DAYS", "7")
    rare = DATABASE.replace("NAME", "rare").replace("DAYS", "0")
    text = often + rare + PLAN.replace("SCHEDULE", schedule)
    (tmp_path / "main.tf").write_text(text, "utf-8")
    configuration = load(tmp_path)
    facts = resilience.summary(drill(configuration, build(configuration))).facts
    (found,) = (fact for fact in facts if fact.label == "A restore may miss")
    assert found.value == figure
    assert found.note.startswith(note)
