"""Savings Plans from the Query API, in the shape botocore knows it to have."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from archbench.cost.catalogue import Price
from archbench.cost.plan_offers import Uses, noting, plans_from_api
from archbench.cost.refresh import Refresh, refresh
from archbench.errors import InputError
from tests.cost.test_refresh import HELD, LINUX, answered, product

DAY = date(2026, 11, 29)
EC2 = {"servicecode": "AmazonEC2", "operation": "RunInstances", "instanceType": "m5.large"}
YEAR = 31_536_000


def _result(rate: str, plan: str = "Compute", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """A result as the API gives it; more is what differs of it or of its offering."""
    offering = {
        "offeringId": "1",
        "planType": plan,
        "paymentOption": "No Upfront",
        "durationSeconds": YEAR,
        "currency": "USD",
    }
    result = {
        "rate": rate,
        "unit": "Hrs",
        "productType": "EC2",
        "serviceCode": "AmazonEC2",
        "usageType": "BoxUsage:m5.large",
        "operation": "RunInstances",
        "properties": [{"name": "region", "value": "us-east-1"}],
    }
    own = {name: value for name, value in more.items() if name in offering}
    rest = {name: value for name, value in more.items() if name not in offering}
    return {**result, **rest, "savingsPlanOffering": {**offering, **own}}


def _read(*pages: list[dict[str, Any]] | str) -> tuple[Refresh, list[float], Stubber]:
    """A refresh of one machine's price with the plans of these pages; a text is an error code."""
    listed = product("A", "BoxUsage:m5.large", "0.096", "Compute Instance", **EC2, **LINUX)
    offers, _, _ = answered({"PriceList": [listed]})
    client = boto3.client(
        "savingsplans",
        region_name="us-east-1",
        aws_access_key_id="x",
        aws_secret_access_key="x",  # noqa: S106 the stub needs no real one
    )
    stub = Stubber(client)
    operation = "describe_savings_plans_offering_rates"
    for number, page in enumerate(pages):
        if isinstance(page, str):
            stub.add_client_error(operation, page, "no")
            continue
        more: Mapping[str, str] = {"nextToken": "t"} if number + 1 < len(pages) else {}
        stub.add_response(operation, {"searchResults": page, **more})
    stub.activate()
    uses: Uses = {}
    waits: list[float] = []
    fetch = noting(offers, uses)

    def ec2(region: str, wanted: Any) -> Any:  # noqa: ANN401
        one = tuple(x for x in wanted if x.item == "linux-ondemand:{instanceType}")
        return fetch(region, one) if one else iter(())

    plans = plans_from_api(client, uses, DAY, waits.append)
    return refresh(["us-east-1"], HELD, ec2, lambda _: None, plans), waits, stub


def _plan(found: Refresh, plan: str) -> Price:
    return found.prices["us-east-1"]["AmazonEC2", f"{plan}:linux-ondemand:m5.large"]


def test_a_rate_holds_for_the_product_of_its_usage_type_and_operation() -> None:
    """Each plan, term and payment over all pages; what has another operation is another product."""
    found, _, stub = _read(
        [_result("0.0700"), _result("0.01", operation="RunInstances:0002")],
        [
            _result("0.045", durationSeconds=3 * YEAR, paymentOption="All Upfront"),
            _result("0.0605", "EC2Instance", paymentOption="Partial Upfront"),
            _result("0.5", currency="CNY"),
            _result("0.02", serviceCode="AmazonECS"),
        ],
    )
    rates = {
        "compute-sp-1yr-noupfront": "0.07",
        "compute-sp-3yr-allupfront": "0.045",
        "ec2-instance-sp-1yr-partialupfront": "0.0605",
    }
    for plan, rate in rates.items():
        assert _plan(found, plan).tiers[0].amount == Decimal(rate)
    changed = {change.item.partition(":")[0] for change in found.changes if "-sp-" in change.item}
    assert changed <= rates.keys()
    tier = _plan(found, "ec2-instance-sp-1yr-partialupfront").tiers[0]
    assert (tier.effective_date, tier.sku, tier.amount) == ("2026-11-29", "A", Decimal("0.0605"))
    stub.assert_no_pending_responses()


def test_a_throttled_page_of_rates_is_asked_for_again() -> None:
    """After a pause."""
    found, waits, _ = _read("ThrottlingException", [_result("0.0700")])
    assert _plan(found, "compute-sp-1yr-noupfront").tiers[0].amount == Decimal("0.07")
    assert waits == [1.0]


def test_credentials_without_plans_still_refresh_prices() -> None:
    """What is not allowed is told; the rates that were stay."""
    found, _, _ = _read("AccessDeniedException")
    assert ("AmazonEC2", "linux-ondemand:m5.large") in found.prices["us-east-1"]
    assert any("DescribeSavingsPlansOfferingRates" in line for line in found.kept)


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ([_result("0.07"), _result("0.08")], "two rates"),
        ([_result("free")], "no number"),
        ([_result("-1")], "a rate is -1"),
        ([_result("0.07", durationSeconds=60)], "nobody knows"),
    ],
)
def test_rates_that_cannot_be_end_the_refresh(results: list[dict[str, Any]], said: str) -> None:
    """Nothing is changed."""
    with pytest.raises(InputError, match=said):
        _read(results)


def test_a_refusal_for_another_reason_is_an_error() -> None:
    """It is not taken for a lack of plans."""
    with pytest.raises(InputError, match="refused us-east-1"):
        _read("ValidationException")
