"""What the scenarios of a stack answer, in words, figures and charts about that stack only."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from archbench.hcl.writer import Json
from archbench.report.answers import ScenarioAnswers, answered, cheapest_answer
from archbench.report.charts import Chart
from archbench.report.scenario_answers import answers, change, choices, lead, solved, spread
from archbench.report.scenario_charts import Tenths, against, letters, tenths, waterfall
from archbench.report.scenarios import summary
from archbench.report.tables import Table
from archbench.whatif import run
from archbench.whatif.base import Base
from archbench.whatif.frontier import ZONE_LOSS, Option
from archbench.whatif.run import ScenarioComparison
from archbench.whatif.scenario import scenario

PAYMENTS = Path(__file__).parents[2] / "infra" / "payments"
DAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def payments() -> tuple[ScenarioComparison, ScenarioAnswers]:
    """The payment stack with one gateway, with I/O-Optimized, and with another load."""
    comparison = run(
        Base(PAYMENTS, usage=PAYMENTS / "usage.yml", as_of=DAY, checklists=("payments",)),
        (
            scenario("One gateway", variables={"nat_gateway_count": 1}),
            scenario("I/O-Optimized", variables={"aurora_io_optimized": True}),
            scenario("Quiet", usage={"load_profile": {"scale": 0.5}}),
        ),
    )
    return comparison, answered(comparison)


def said(found: ScenarioAnswers, question: str) -> str:
    """The answer to the one question that begins so."""
    (one,) = [item for item in found.answers if item.question.startswith(question)]
    return one.answer


def test_every_question_of_the_review_has_its_figures(
    payments: tuple[ScenarioComparison, ScenarioAnswers],
) -> None:
    """Each as another command says it: the difference, the drill, the break-even, the estimate."""
    comparison, found = payments
    one, optimized, _ = comparison.outcomes
    saves = comparison.change(one)
    assert saves is not None
    assert said(found, "What do 3 NAT gateways cost over 1?") == (
        f"${-saves:.2f} a month; if a zone is lost the stack survives with 3 and loses a part "
        "with 1"
    )
    assert said(found, "What does “A zone may be lost” cost?") == f"${-saves:.2f} a month"
    assert said(found, "What is the cheapest of 3 designs") == "“As it stands”, $1,827.62 a month"
    assert said(found, "Does I/O-Optimized pay") == (
        "No: from 979.1 million I/O a month on, and there are 950.6 million"
    )
    dearer = comparison.change(optimized)
    assert dearer is not None
    assert dearer > 0  # so it does not pay, as the whole estimate says
    month = found.spreads["As it stands"]
    assert said(found, "What does a month cost?") == (
        f"${month.p50:,.2f} in the middle: one month in ten costs under ${month.p10:,.2f}, "
        f"one in ten over ${month.p90:,.2f}"
    )


def test_the_busy_season_is_the_load_at_its_most(
    payments: tuple[ScenarioComparison, ScenarioAnswers],
) -> None:
    """As the same usage file says it with the load's highest figures in place of the expected."""
    _, found = payments
    usage: dict[str, Json] = {
        "load_profile": {"scale": 2},
        "resource_usage": {
            'aws_autoscaling_group.payment["blue"]': {"custom_metrics": 38},
            'aws_cloudwatch_log_group.main["system"]': {"monthly_data_ingested_gb": 18},
            "aws_data_transfer.internet": {"monthly_outbound_internet_gb": 4800},
        },
    }
    base = Base(PAYMENTS, usage=PAYMENTS / "usage.yml", as_of=DAY)
    (busy,) = run(base, (scenario("Busy", usage=usage),)).outcomes
    assert busy.estimate is not None
    assert said(found, "What does the busy season cost?").startswith(
        f"${busy.estimate.total_monthly:,.2f} a month, "
    )


def test_a_notebook_shows_tables_and_charts_of_all_of_it(
    payments: tuple[ScenarioComparison, ScenarioAnswers],
) -> None:
    """Each chart says in words what it draws; a quieter load is no design."""
    comparison, found = payments
    charts = [item for item in (*spread(found), *choices(found)) if isinstance(item, Chart)]
    texts = [chart.text for chart in charts]
    assert [text.partition(":")[0] for text in texts] == [
        "What a month costs, US dollars",
        "What the spread comes from, share of it and US dollars a month",
        "Cost against availability on paper",
    ]
    assert "the load 9" in texts[1]
    assert "C I/O-Optimized" in texts[2]
    assert "dominated" in texts[2]
    assert "Quiet" not in texts[2]
    made = change(comparison, comparison.outcomes[0])
    assert made is not None
    assert "NAT gateway −65.70" in made.text
    shown = "".join(item._repr_html_() for item in (answers(found), *solved(found)))
    assert "aurora-io 0.2 per 1M IOs (" in shown
    assert lead(found).startswith("A month costs $1,9")


def test_a_stack_of_another_kind_is_answered_in_its_own_words(tmp_path: Path) -> None:
    """No gateway, no Aurora, no usage: one figure, and none of the other questions."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "eu-west-1" }\nvariable "size" { default = "large" }\n'
        'resource "aws_instance" "shop" {\n  ami = "ami-1"\n'
        '  instance_type = "m5.${var.size}"\n  associate_public_ip_address = false\n'
        '  root_block_device {\n    volume_size = 8\n    volume_type = "gp3"\n  }\n}\n',
        "utf-8",
    )
    comparison = run(Base(tmp_path, as_of=DAY), (scenario("Larger", variables={"size": "xlarge"}),))
    found = answered(comparison)
    questions = [item.question for item in found.answers]
    assert questions == [
        "What does a month cost?",
        "What is the cheapest of 2 designs that meets everything required?",
    ]
    assert found.answers[0].answer.startswith("$")
    assert not [item for item in spread(found) if isinstance(item, Chart)]
    shown = "".join(item._repr_html_() for item in solved(found))
    assert "m5.large" in shown
    assert "Aurora" not in shown
    assert {item.subject for item in found.break_evens} == {"aws_instance.shop"}
    assert lead(found) == f"A month costs {found.answers[0].answer}"


def test_what_waits_for_usage_makes_a_month_at_least(tmp_path: Path) -> None:
    """A gateway nobody gave a figure for: every figure is a least, in the answer and the chart."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\n'
        'resource "aws_nat_gateway" "a" {\n  count = 2\n  subnet_id = "subnet-1"\n}\n',
        "utf-8",
    )
    usage = tmp_path / "usage.yml"
    usage.write_text(
        "resource_usage:\n  aws_nat_gateway.a[0]:\n"
        "    monthly_data_processed_gb: {low: 1, likely: 2, high: 900}\n",
        "utf-8",
    )
    found = answered(run(Base(tmp_path, usage=usage, as_of=DAY), ()))
    assert found.answers[0].answer.startswith("at least $")
    assert found.answers[0].basis == "charges in no figure: 1 waiting for usage"
    drawn = [item for item in spread(found) if isinstance(item, Chart)]
    assert "As it stands (at least) P10" in drawn[0].text


def _numbers(chart: Chart) -> str:
    ET.fromstring(chart.svg)  # noqa: S314 our own SVG is well formed
    return chart.svg


def test_a_hostile_name_is_drawn_as_it_is_written() -> None:
    """Dollar signs are no formula, angle brackets no element; the bytes are the same each time."""
    name = r"$\frac{1}{<script>alert(1)</script>$ & more"
    rows = [Tenths(name, Decimal(1), Decimal(2), Decimal(3), Decimal(2))]
    svg = _numbers(tenths(rows, name))
    assert "<script" not in svg
    assert svg == tenths(rows, name).svg
    _numbers(waterfall([(name, Decimal(-5)), ("more", Decimal(7))], Decimal(10), name))


def test_letters_name_the_options_of_a_chart_past_the_alphabet() -> None:
    """A to Z, then AA; nothing with a cost or an availability is left out of the words."""
    among = [
        Option(f"o{n}", Decimal(n), Decimal("0.999"), {ZONE_LOSS: bool(n % 2)}) for n in range(28)
    ]
    named = letters(among)
    assert [named["o0"], named["o25"], named["o26"], named["o27"]] == ["A", "Z", "AA", "AB"]
    assert against(among, "Cost").text.count("%") == 28
    assert against([], "Cost").text == "Cost: "


def test_where_nothing_meets_all_the_cheapest_that_keeps_what_is_met_is_named() -> None:
    """An option that loses what the stack meets now is no answer, however cheap."""
    among = (
        Option("As it stands", Decimal(100), None, {"keys": True, "tags": False}),
        Option("Cheaper", Decimal(90), None, {"keys": True, "tags": False}),
        Option("Cheapest", Decimal(10), None, {"keys": False, "tags": False}),
    )
    assert cheapest_answer(among, ("keys", "tags")).answer == (
        "None is known to meet all of it; “Cheaper”, $90.00, is the cheapest that keeps what is "
        "met now"
    )


def test_what_leaves_its_load_behind_saves_nothing(tmp_path: Path) -> None:
    """Without a gateway no traffic stays, so no gateways are weighed and nothing is saved."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\nvariable "n" { default = 1 }\n'
        'resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }\n'
        'resource "aws_subnet" "s" {\n  vpc_id = aws_vpc.v.id\n  cidr_block = "10.0.0.0/24"\n'
        '  availability_zone = "us-east-1a"\n}\n'
        'resource "aws_nat_gateway" "g" {\n  count = var.n\n  subnet_id = aws_subnet.s.id\n'
        '  allocation_id = "eipalloc-1"\n}\n',
        "utf-8",
    )
    usage = tmp_path / "usage.yml"
    usage.write_text(
        "resource_usage:\n  aws_nat_gateway.g[*]: { monthly_data_processed_gb: 100 }\n", "utf-8"
    )
    only = [scenario("No way out", variables={"n": 0})]
    comparison = run(Base(tmp_path, usage=usage, as_of=DAY), only)
    found = answered(comparison)
    assert not [item for item in found.answers if "NAT gateways" in item.question]
    told = summary(comparison)
    assert told.answer == "No scenario that can be compared changes the cost."
    assert "No way out" in told.facts[1].note


def test_a_busy_season_with_a_charge_left_open_is_a_floor(tmp_path: Path) -> None:
    """Requests are given as a range that follows the load, subscriptions not at all."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "us-east-1" }\n'
        'resource "aws_dynamodb_table" "t" {\n  name = "t"\n  billing_mode = "PAY_PER_REQUEST"\n'
        '  hash_key = "id"\n  attribute {\n    name = "id"\n    type = "S"\n  }\n}\n',
        "utf-8",
    )
    usage = tmp_path / "usage.yml"
    usage.write_text(
        "resource_usage:\n  aws_dynamodb_table.t:\n    monthly_write_request_units: "
        "{ low: 1000000, likely: 2000000, high: 4000000, follows: load }\n",
        "utf-8",
    )
    comparison = run(Base(tmp_path, usage=usage, as_of=DAY), [])
    assert comparison.frame()["most"].isna().all()
    found = answered(comparison)
    assert ", at least $1.25" in said(found, "What is the cheapest")
    assert said(found, "What does the busy season cost?") == (
        "at least $2.50 a month, at least $1.25 more than expected"
    )


def test_a_stack_without_a_range_is_told_as_one_figure(tmp_path: Path) -> None:
    """And why there is one; a single design is no choice."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" { region = "eu-west-1" }\n'
        'resource "aws_ebs_volume" "v" {\n  availability_zone = "eu-west-1a"\n  size = 8\n'
        '  type = "gp3"\n}\n',
        "utf-8",
    )
    found = answered(run(Base(tmp_path, as_of=DAY), ()))
    assert found.answers[0].basis == "no range of usage is given, so there is one figure"
    assert list(choices(found)) == []


def test_what_explains_the_spread_is_told_in_percent(
    payments: tuple[ScenarioComparison, ScenarioAnswers],
) -> None:
    """With what was taken as expected."""
    first = next(iter(payments[1].spreads.values()))
    (shown,) = [item for item in spread(payments[1]) if isinstance(item, Table)]
    html = shown._repr_html_()
    for driver in first.drivers:
        assert f"{driver.share * 100:.1f} %" in html
    assert ("Taken as expected: " in html) is bool(first.fixed)
