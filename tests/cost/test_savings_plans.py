"""Savings Plans from AWS's own files, served on this machine."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from archbench.cost.catalogue import Catalogue, Price
from archbench.cost.price_files import from_bulk, plans_from_bulk
from archbench.cost.refresh import Refresh, refresh
from archbench.cost.savings_plans import FILES
from archbench.cost.selector import Selector
from archbench.errors import InputError
from tests.cost.price_lists import bulk_file, files_server, publish, publish_plans, roots

MACHINE = {
    "SKU": "A",
    "TermType": "OnDemand",
    "Product Family": "Compute Instance",
    "Instance Type": "m5.large",
    "Tenancy": "Shared",
    "Operating System": "Linux",
    "License Model": "No License required",
    "CapacityStatus": "Used",
    "Pre Installed S/W": "NA",
    "usageType": "BoxUsage:m5.large",
    "Region Code": "us-east-1",
    "MarketOption": "OnDemand",
    "Currency": "USD",
    "Unit": "Hrs",
    "PricePerUnit": "0.0960000000",
    "EffectiveDate": "2026-11-01",
}


def _rate(family: str, rate: str, **more: str) -> dict[str, str]:
    return {
        "DiscountedRate": rate,
        "Currency": "USD",
        "DiscountedSKU": "A",
        "PurchaseOption": "No Upfront",
        "LeaseContractLength": "1",
        "LeaseContractLengthUnit": "year",
        "Product Family": family,
        "EffectiveDate": "2026-11-02T00:00:00Z",
        **more,
    }


RATES = [
    _rate("ComputeSavingsPlans", "0.0700"),
    _rate("ComputeSavingsPlans", "0.0450", LeaseContractLength="3", PurchaseOption="All Upfront"),
    _rate("EC2InstanceSavingsPlans", "0.0605", PurchaseOption="Partial Upfront"),
    _rate("ComputeSavingsPlans", "0.01", DiscountedSKU="another"),
    _rate("SomeOtherPlans", "0.02"),
]


def _read(root: Path, catalogue: Catalogue) -> Refresh:
    with files_server(root) as address:
        fetch = from_bulk(roots(address))

        def ec2(region: str, wanted: tuple[Selector, ...]) -> Iterator[Any]:
            yield from fetch(region, tuple(x for x in wanted if x.service_code == "AmazonEC2"))

        plans = plans_from_bulk(roots(address))
        return refresh(["us-east-1"], catalogue, ec2, lambda _: None, plans)


def _published(root: Path) -> Path:
    publish(root, {("AmazonEC2", "us-east-1"): bulk_file([MACHINE])})
    for name in FILES[1:]:
        publish_plans(root, name, "eu-west-1", [])
    return publish_plans(root, FILES[0], "us-east-1", RATES)


def test_a_plan_is_the_rate_of_a_product(tmp_path: Path) -> None:
    """Each plan, term and payment of what is on demand under the same SKU, and no other."""
    _published(tmp_path)
    prices = _read(tmp_path, Catalogue(tmp_path / "none")).prices["us-east-1"]
    assert {item: price.tiers[0].amount for (_, item), price in prices.items()} == {
        "linux-ondemand:m5.large": Decimal("0.096"),
        "compute-sp-1yr-noupfront:linux-ondemand:m5.large": Decimal("0.07"),
        "compute-sp-3yr-allupfront:linux-ondemand:m5.large": Decimal("0.045"),
        "ec2-instance-sp-1yr-partialupfront:linux-ondemand:m5.large": Decimal("0.0605"),
    }
    plan = prices["AmazonEC2", "compute-sp-1yr-noupfront:linux-ondemand:m5.large"]
    assert isinstance(plan, Price)
    assert (plan.unit, plan.tiers[0].effective_date) == ("Hrs", "2026-11-02")


DAMAGE: Mapping[str, tuple[Callable[[str], str], str]] = {
    "nothing": (lambda _: "", "is empty"),
    "a web page": (lambda _: "<html></html>\n", "no list of Savings Plans"),
    "another format": (lambda text: text.replace("v1.0", "v2.0", 1), "another format"),
    "no version": (lambda text: text.replace("Version,", "Note,", 2), "another format"),
    "a cut in a row": (lambda text: text[:-30] + "\n", "it is damaged"),
    "a cut at its end": (lambda text: text[:-1], "within a line"),
    "a word": (lambda text: text.replace("0.0700", "free"), "is no number"),
    "a negative rate": (lambda text: text.replace("0.0700", "-0.07"), "a rate is -0.07"),
    "another payment": (lambda text: text.replace("No Upfront", "Later"), "paid Later"),
}
"""What may be wrong with a file, and what is said of it."""


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_ends_the_refresh(damage: str, tmp_path: Path) -> None:
    """Nothing of the region is changed, what was on demand neither."""
    path = _published(tmp_path)
    change, said = DAMAGE[damage]
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        _read(tmp_path, Catalogue(tmp_path / "none"))
