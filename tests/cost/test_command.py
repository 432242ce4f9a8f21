"""The commands `archbench cost` and `archbench prices`."""

import csv
import io
import json
import os
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from archbench.cli import main
from archbench.cost.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
STACK = str(ROOT / "infra" / "payments")
USAGE = str(ROOT / "infra" / "payments" / "usage.yml")
DAY = ("--as-of", "2026-11-23")


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    code = main(list(arguments))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401
    """What a command prints as JSON, numbers exact."""
    code, out, _ = ran(capsys, *arguments, "--json")
    assert code == 0
    return json.loads(out, parse_float=Decimal, parse_int=Decimal)


def test_the_answer_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    """The first line says what it costs, where, and as of when."""
    code, out, err = ran(capsys, "cost", STACK, *DAY)
    assert code == 0
    own = Path(os.path.relpath(STACK)) / "archbench.yml"
    notes = (
        f"{own} says what is not given here",
        f"{STACK} is read as hashicorp/aws 5.100.0 (the newest here that ~> 5.0 takes)",
    )
    assert " ".join(err.split()) == " ".join(notes)
    assert out.splitlines()[0] == (
        f"{STACK}: $1,827.62 a month at list price in us-east-1, as of 2026-11-23"
    )
    assert "between $1,372.75 and $3,386.64" in out
    assert "not in the total: nothing; 72 resources free" in out


CHINA = """
provider "aws" { region = "cn-north-1" }
resource "aws_sns_topic" "t" {}
resource "aws_nat_gateway" "n" { subnet_id = "subnet-1" }
"""
LOGS = """
provider "aws" { region = "us-east-1" }
resource "aws_cloudwatch_log_group" "g" {}
"""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (CHINA, "no price: 3 charges, and none of them has one"),
        (LOGS, "no total yet: all 3 charges wait for usage in us-east-1"),
        (f"{CHINA}{LOGS.partition('}')[2]}", "no price: 6 charges, and none of them has one"),
        ('resource "aws_iam_user" "u" { name = "u" }', "$0.00 a month at list price"),
    ],
)
def test_without_an_amount_there_is_no_total(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, first: str
) -> None:
    """No price is never shown as $0.00; what is all free is."""
    (tmp_path / "main.tf").write_text(text, "utf-8")
    for shape in ((), ("--markdown",)):
        _, out, _ = ran(capsys, "cost", str(tmp_path), *DAY, *shape)
        assert out.splitlines()[0].removeprefix("# ").partition(": ")[2].startswith(first)
        assert bool(re.search(r"\$0\.00\b", out)) == first.startswith("$0.00")
    _, out, _ = ran(capsys, "cost", "diff", STACK, str(tmp_path), *DAY)
    out = " ".join(out.split())
    assert (" has an amount" in out) != first.startswith("$0.00")
    assert ("-> no amount a month" in out) != first.startswith("$0.00")


def test_charges_without_a_price_stand_by_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reason is told once, with how many it is of, and which charge of what."""
    (tmp_path / "main.tf").write_text(CHINA.replace('"t" {}', '"t" {\n  count = 3\n}'), "utf-8")
    _, out, _ = ran(capsys, "cost", str(tmp_path), *DAY)
    assert out.count("AWS China partition") == 1
    assert "reads them: 5\n" in out
    assert "    SNS requests: aws_sns_topic.t x 3\n" in out


@pytest.fixture
def without_usage(tmp_path: Path) -> str:
    """The payment stack without its own file, so that nothing is said of what it uses."""
    shutil.copytree(STACK, tmp_path / "payments", ignore=shutil.ignore_patterns("archbench.yml"))
    return str(tmp_path / "payments")


def test_json_carries_every_field(without_usage: str, capsys: pytest.CaptureFixture[str]) -> None:
    """line_items, free, unpriced, total_monthly and totals, under FOCUS's names."""
    made = as_json(capsys, "cost", without_usage, *DAY)
    assert made["total_monthly"] == Decimal("921.583")
    assert made["as_of"] == "2026-11-23"
    assert set(made["totals"]) == {"service", "tier", "zone"}
    assert made["unpriced"] == []
    assert "aws_vpc.main" in made["free"]
    wanted = {
        "address", "service_name", "region_id", "charge_description", "charge_frequency",
        "pricing_unit", "pricing_quantity", "list_unit_price", "list_cost", "price_source",
        "price_date", "basis",
    }  # fmt: skip
    for line in made["line_items"]:
        assert wanted <= line.keys()
        if line["pricing_quantity"] is None:
            assert line["list_cost"] is None
            assert line["list_unit_price"] > 0
        else:
            assert line["list_unit_price"] * line["pricing_quantity"] == line["list_cost"]
    parts = sum(x["list_cost"] for x in made["line_items"] if x["list_cost"] is not None)
    assert parts == made["total_monthly"]


def test_each_line_says_where_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    """A line item of a directory carries file and line."""
    made = as_json(capsys, "cost", STACK, *DAY)
    places = {x["address"]: x["source_range"] for x in made["line_items"]}
    assert places["aws_lb.main"].startswith("alb.tf:")


def test_csv_has_one_row_for_each_line(capsys: pytest.CaptureFixture[str]) -> None:
    """CSV and JSON tell the same lines."""
    _, out, _ = ran(capsys, "cost", STACK, *DAY, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    made = as_json(capsys, "cost", STACK, *DAY)
    assert [row["address"] for row in rows] == [line["address"] for line in made["line_items"]]
    known = sum((Decimal(row["list_cost"]) for row in rows if row["list_cost"]), Decimal(0))
    assert known == made["total_monthly"]


def test_markdown_is_tables(without_usage: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Markdown has the total, and a table for services, charges and what is open."""
    _, out, _ = ran(capsys, "cost", without_usage, *DAY, "--markdown")
    assert out.startswith("# ")
    for title in ("## By service", "## Charges", "## Waiting for usage", "## Free"):
        assert title in out


def test_extended_support_follows_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    """PostgreSQL 15 costs nothing extra in 2026, and 3 x 2 vCPU x 730 h x 0.10 from March 2028."""
    now = as_json(capsys, "cost", STACK, *DAY)
    then = as_json(capsys, "cost", STACK, "--as-of", "2028-03-01")
    assert then["total_monthly"] - now["total_monthly"] == Decimal("438.00")


def test_a_difference_is_told_line_by_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """From one gateway to three: what was added, and what that costs."""
    for name, count in (("one", 1), ("three", 3)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(
            'provider "aws" {\n  region = "us-east-1"\n}\n'
            'resource "aws_nat_gateway" "a" {\n'
            f'  count     = {count}\n  subnet_id = "subnet-1"\n}}\n',
            encoding="utf-8",
        )
    one, three = str(tmp_path / "one"), str(tmp_path / "three")
    _, out, _ = ran(capsys, "cost", "diff", one, three)
    assert " ".join(out.split()).startswith(
        f"{three} costs at least $65.70 a month more than {one}; incomplete, see the end "
    )
    assert "aws_nat_gateway.a[2]: NAT gateway, data processed" in out
    assert "+$32.85  aws_nat_gateway.a[1]" in out
    usage = tmp_path / "usage.yml"
    usage.write_text(
        "resource_usage: { 'aws_nat_gateway.a[*]': { monthly_data_processed_gb: 0 } }\n",
        encoding="utf-8",
    )
    _, out, _ = ran(capsys, "cost", "diff", one, three, "--usage", str(usage))
    assert " ".join(out.split()).startswith(f"{three} costs $65.70 a month more than {one} ")
    found = as_json(capsys, "cost", "diff", three, one)
    assert found["difference_monthly"] is None, "what they carry has no figure: no saving is told"
    found = as_json(capsys, "cost", "diff", three, one, "--usage", str(usage))
    assert found["difference_monthly"] == Decimal("-65.70")
    assert {x["address"] for x in found["changes"]} == {
        "aws_nat_gateway.a[1]",
        "aws_nat_gateway.a[2]",
    }
    _, out, _ = ran(capsys, "cost", "diff", one, one)
    assert "costs the same as" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cost", "no/such/place"], "no/such/place"),
        (["cost", STACK, "--usage", "no-such.yml"], "--usage no-such.yml: there is no such file"),
        (["cost", STACK, STACK], "archbench cost diff"),
        (["cost", "diff", STACK], "diff compares two paths, and 1 are given"),
        (["cost", "diff", STACK, STACK, "--csv"], "printed as text, --json or --markdown"),
        (["prices", "show", "--region", "atlantis-1"], "has no atlantis-1"),
    ],
)
def test_a_mistake_is_one_paragraph(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """A mistake ends with exit code 2 and a sentence on standard error, nothing on output."""
    code, out, err = ran(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """--as-of wants a date."""
    with pytest.raises(SystemExit) as stop:
        main(["cost", STACK, "--as-of", "someday"])
    assert stop.value.code == 2
    assert '"someday" is no date' in capsys.readouterr().err


def test_prices_are_shown_with_source_and_date(capsys: pytest.CaptureFixture[str]) -> None:
    """By region and service, each figure with its unit, date, source and confidence."""
    code, out, _ = ran(capsys, "prices", "show", "--region", "us-east-1", "nat-gateway")
    assert code == 0
    answer, _, head, *lines = out.splitlines()
    assert (answer, head) == ("2 prices of 1 service", "us-east-1 AmazonEC2")
    prices = [
        (price, tier)
        for (_, item), price in sorted(Catalogue().prices("us-east-1").items())
        if "nat-gateway" in item
        for tier in price.tiers
    ]
    assert len(lines) == len(prices) > 1
    for line, (price, tier) in zip(lines, prices, strict=True):
        source = f"{tier.source}, {tier.confidence}"
        shown = (
            price.item,
            f"${tier.amount.normalize():f}",
            price.unit,
            tier.effective_date,
            source,
        )
        assert line.split("  ", 1)[1].split() == " ".join(shown).split()
    assert max(map(len, ran(capsys, "prices", "show")[1].splitlines())) <= 120
    assert ran(capsys, "prices", "show", "no-such-item")[0] == 1


def test_every_shipped_price_has_a_source_and_a_date() -> None:
    """No figure of the catalogue comes from memory."""
    catalogue = Catalogue()
    for region in (*catalogue.regions, "global"):
        prices = catalogue.prices(region)
        assert prices
        for price in prices.values():
            for tier in price.tiers:
                assert tier.source in catalogue.sources
                assert tier.effective_date[:2] == "20"
                assert tier.amount > 0
                assert "recall" not in tier.confidence
