"""The estimate as a FOCUS 1.2 dataset."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.cost import estimate, focus
from archbench.cost.catalogue import Catalogue
from archbench.cost.services import SERVICES
from archbench.cost.usage_file import parse_usage
from archbench.errors import InputError
from archbench.terraform import load

STACK = """
provider "aws" { region = "eu-west-1" }
resource "aws_instance" "till" {
  ami           = "ami-1"
  instance_type = "m5.large"
  subnet_id     = "subnet-1"
  root_block_device {
    volume_type = "gp3"
    volume_size = 20
  }
}
resource "aws_route53_zone" "shop" { name = "shop.example" }
resource "aws_sqs_queue" "orders" {}
"""
USAGE = "version: 0.1\nresource_usage:\n  aws_sqs_queue.orders: { monthly_requests: 3000000 }\n"
NEVER_EMPTY = [
    "BilledCost",
    "BillingAccountId",
    "BillingAccountType",
    "BillingCurrency",
    "BillingPeriodEnd",
    "BillingPeriodStart",
    "ChargeCategory",
    "ChargeDescription",
    "ChargePeriodEnd",
    "ChargePeriodStart",
    "ConsumedQuantity",
    "ConsumedUnit",
    "ContractedCost",
    "EffectiveCost",
    "InvoiceIssuerName",
    "ListCost",
    "ListUnitPrice",
    "PricingQuantity",
    "PricingUnit",
    "ProviderName",
    "PublisherName",
    "ServiceCategory",
    "ServiceName",
    "ServiceSubcategory",
    "SkuId",
    "SkuPriceId",
]
CATEGORIES = {
    "AI and Machine Learning", "Analytics", "Business Applications", "Compute", "Databases",
    "Developer Tools", "Multicloud", "Identity", "Integration", "Internet of Things",
    "Management and Governance", "Media", "Migration", "Mobile", "Networking", "Security",
    "Storage", "Web", "Other",
}  # fmt: skip


def _rows(directory: Path) -> list[Mapping[str, str]]:
    (directory / "main.tf").write_text(STACK, encoding="utf-8")
    made = estimate(load(directory), usage=parse_usage(USAGE, "u"), as_of=date(2026, 12, 9))
    text = focus.as_focus(made)
    rows: list[Mapping[str, str]] = list(csv.DictReader(io.StringIO(text)))
    assert sum(Decimal(row["ListCost"]) for row in rows) == made.total_monthly
    assert focus.left_out(made) == (len(made.open), len(made.unpriced))
    return rows


def test_every_row_has_what_the_specification_wants(tmp_path: Path) -> None:
    """Costs, periods, category and price keys are there, in the columns' own spelling."""
    rows = _rows(tmp_path)
    assert len(rows) >= 4
    for row in rows:
        assert tuple(row) == focus.COLUMNS == tuple(sorted(focus.COLUMNS))
        assert [name for name in NEVER_EMPTY if not row[name]] == []
        assert row["ServiceCategory"] in CATEGORIES
        assert Decimal(row["ListUnitPrice"]) * Decimal(row["PricingQuantity"]) == Decimal(
            row["ListCost"]
        )
        assert (row["BillingPeriodStart"], row["BillingPeriodEnd"]) == (
            "2026-12-01T00:00:00Z",
            "2027-01-01T00:00:00Z",
        )


def test_a_quantity_is_consumed_in_single_things(tmp_path: Path) -> None:
    """Three priced units of a million requests are three million consumed."""
    [row] = [row for row in _rows(tmp_path) if row["ResourceId"] == "aws_sqs_queue.orders"]
    assert (row["PricingQuantity"], row["PricingUnit"]) == ("3", "1000000 requests")
    assert (row["ConsumedQuantity"], row["ConsumedUnit"]) == ("3000000", "requests")
    assert (row["ResourceType"], row["ResourceName"]) == ("aws_sqs_queue", "orders")


def test_what_has_no_region_has_none(tmp_path: Path) -> None:
    """A hosted zone is in no region, and a machine is in its own."""
    places = {row["ResourceType"]: row["RegionId"] for row in _rows(tmp_path)}
    assert (places["aws_route53_zone"], places["aws_instance"]) == ("", "eu-west-1")


def test_every_service_with_a_price_has_a_category() -> None:
    """No service of the catalogue is filed under Other by oversight."""
    codes = {key[0] for region in ("us-east-1", "global") for key in Catalogue().prices(region)}
    priced = codes & set(SERVICES)
    assert {code for code in priced if focus.category(code) == "Other"} == set()


SUBCATEGORIES = {
    "AI and Machine Learning": {"Machine Learning"},
    "Analytics": {"Data Processing", "Search", "Streaming Analytics"},
    "Compute": {"Containers", "Serverless Compute", "Virtual Machines"},
    "Databases": {"Caching", "Data Warehouses", "NoSQL Databases", "Relational Databases"},
    "Developer Tools": {"Continuous Integration and Deployment"},
    "Identity": {"Identity and Access Management"},
    "Integration": {"API Management", "Messaging", "Workflow Orchestration"},
    "Management and Governance": {"Compliance", "Observability"},
    "Migration": {"Data Migration"},
    "Networking": {
        "Application Networking", "Content Delivery", "Network Connectivity",
        "Network Infrastructure", "Network Routing", "Network Security",
    },
    "Security": {"Secret Management", "Threat Detection and Response"},
    "Storage": {"Backup Storage", "File Storage", "Object Storage"},
}  # fmt: skip
"""Subcategories of the specification that AWS's services are in, by their one category."""


def test_a_subcategory_is_one_of_its_category() -> None:
    """The specification gives each subcategory one category; what is in none of them is Other."""
    for code in SERVICES:
        category, found = focus.category(code), focus.subcategory(code)
        assert found in SUBCATEGORIES.get(category, set()) | {f"Other ({category})"}, code


TIMES = "Years|Months|Days|Hours|Minutes|Seconds"
UNIT = re.compile(rf"(?:\d+ )?[A-Za-z][A-Za-z0-9]*(?: [A-Za-z][A-Za-z0-9]*)*(?:-(?:{TIMES}))?")


def test_every_unit_has_the_form_of_the_specification() -> None:
    """A thing, a thing by time, or a number of things; numbers are written out."""
    regions = ("global", "us-east-1", "eu-west-1")
    units = {price.unit for name in regions for price in Catalogue().prices(name).values()}
    known = {focus.unit(name) for name in units}
    assert [name for name in known if not UNIT.fullmatch(name)] == []
    assert not [name for name in known if re.search(r"\d.*-|-(?:Hrs?|Mo|s)$", name)]


def test_no_day_is_no_period(tmp_path: Path) -> None:
    """Without a day there is no billing period, and it says so."""
    (tmp_path / "main.tf").write_text(STACK, encoding="utf-8")
    with pytest.raises(InputError, match="for which day"):
        focus.as_focus(estimate(load(tmp_path)))
