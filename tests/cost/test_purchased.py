"""An estimate bought otherwise than on demand."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.cost import Estimate, estimate
from archbench.cost.bill import configuration
from archbench.cost.catalogue import Catalogue
from archbench.cost.purchased import purchase_options, with_purchase
from archbench.cost.quantity import Quantity
from archbench.cost.usage import Entry, Usage
from archbench.hcl.values import Plain
from tests.cost.own_prices import price_list

MACHINE: Mapping[str, Plain] = {
    "ami": "ami-1",
    "instance_type": "m5.large",
    "associate_public_ip_address": False,
}
TEN = {"AmazonEC2 linux-ondemand:m5.large": "10", "AmazonEC2 linux-ondemand:m5.xlarge": "20"}
YEAR = {
    "AmazonEC2 linux-ri-standard-1yr-noupfront:m5.large": "7",
    "AmazonEC2 compute-sp-1yr-noupfront:linux-ondemand:m5.large": "6",
    "AmazonEC2 ec2-instance-sp-1yr-noupfront:linux-ondemand:m5.large": "8",
    "AmazonEC2 linux-ri-standard-3yr-noupfront:m5.large": "4",
}


def machines(catalogue: Catalogue, *kinds: str, usage: Usage | None = None) -> Estimate:
    """An instance of each kind, of which nothing but its hours has a price."""
    found = {
        f"aws_instance.{number}": {**MACHINE, "instance_type": kind}
        for number, kind in enumerate(kinds)
    }
    return estimate(configuration(found), usage=usage, catalogue=catalogue)


def credits_of(made: Estimate) -> dict[tuple[str, str], Decimal | None]:
    """What is taken off, by address and description."""
    return {
        (line.address, line.charge_description): line.list_cost
        for line in made.line_items
        if line.charge_category == "Credit"
    }


def test_what_is_committed_to_is_a_credit_beside_its_charge(tmp_path: Path) -> None:
    """730 h at 7 in place of 10: 2,190 less, 7,300 - 2,190 = 5,110."""
    prices = price_list(tmp_path, {**TEN, **YEAR})
    made = machines(prices, "m5.large")
    found = with_purchase(made, "reserved, standard, 1 year", prices)
    assert found.line_items[:-1] == made.line_items
    line = found.line_items[-1]
    assert line.charge_description == "reserved, standard, 1 year: Linux on demand, m5.large"
    assert (line.pricing_quantity, line.list_unit_price) == (Decimal(-730), Decimal(3))
    assert line.pricing_quantity_low == line.pricing_quantity_high == Decimal(-730)
    assert line.formula == "730 Hrs at 7 committed"
    assert (line.price_source, line.price_date) == ("own", "2026-11-01")
    assert found.total_monthly == 5110
    assert found.notes == made.notes


def test_on_demand_is_the_estimate_as_it_is(tmp_path: Path) -> None:
    """Nothing is bought."""
    prices = price_list(tmp_path, {**TEN, **YEAR})
    made = machines(prices, "m5.large")
    assert with_purchase(made, "on demand", prices) is made


def test_the_cheapest_of_a_length_is_taken(tmp_path: Path) -> None:
    """Of 7, 6 and 8 an hour for a year 6, though it is not the first; 4 for three years."""
    prices = price_list(tmp_path, {**TEN, **YEAR})
    made = machines(prices, "m5.large")
    assert credits_of(with_purchase(made, "cheapest, 1 year", prices)) == {
        ("aws_instance.0", "Compute Savings Plan, 1 year: Linux on demand, m5.large"): -4 * 730
    }
    assert credits_of(with_purchase(made, "cheapest, 3 years", prices)) == {
        ("aws_instance.0", "reserved, standard, 3 years: Linux on demand, m5.large"): -6 * 730
    }


def test_what_has_no_rate_stays_on_demand_and_is_told(tmp_path: Path) -> None:
    """The machine of the other size alone; and what costs no less is not bought."""
    prices = price_list(tmp_path, {**TEN, **YEAR})
    made = machines(prices, "m5.large", "m5.xlarge")
    found = with_purchase(made, "reserved, standard, 1 year", prices)
    assert [address for address, _ in credits_of(found)] == ["aws_instance.0"]
    [note] = [text for text in found.notes if text not in made.notes]
    assert note == (
        "aws_instance.1: Linux on demand, m5.xlarge, no price: no sourced rate for m5.xlarge in "
        "us-east-1; it stays on demand."
    )
    found = with_purchase(made, "cheapest, 1 year", prices)
    told = [text for text in found.notes if text not in made.notes]
    assert {text.partition(":")[0] for text in told} == {"aws_instance.1"}


@pytest.mark.parametrize("rate", ["10", "11"])
def test_what_costs_no_less_is_not_bought(tmp_path: Path, rate: str) -> None:
    """10 or 11 an hour in place of 10 saves nothing."""
    reserved = {"AmazonEC2 linux-ri-standard-1yr-noupfront:m5.large": rate}
    prices = price_list(tmp_path, {**TEN, **reserved})
    made = machines(prices, "m5.large")
    found = with_purchase(made, "reserved, standard, 1 year", prices)
    assert found.line_items == made.line_items
    assert found.notes[-1] == (
        "No charge here costs less bought as reserved, standard, 1 year: all stays on demand."
    )


def test_only_what_always_runs_is_committed_to(tmp_path: Path) -> None:
    """200 to 400 hours: the plan pays for 200 of them, and none for a machine that may not run."""
    prices = price_list(tmp_path, {**TEN, **YEAR})
    hours = {"aws_instance.0": (200, 300, 400), "aws_instance.1": (0, 300, 400)}
    said = Usage(
        "u.yml",
        tuple(
            Entry(address, "monthly_hrs", Quantity(*map(Decimal, ends)), 1)
            for address, ends in hours.items()
        ),
    )
    made = machines(prices, "m5.large", "m5.large", usage=said)
    found = with_purchase(made, "reserved, standard, 1 year", prices)
    assert list(credits_of(found).values()) == [-3 * 200]
    assert found.total_monthly == made.total_monthly - 600


def test_every_option_can_be_bought_and_no_other(tmp_path: Path) -> None:
    """A name that is none is refused."""
    prices = price_list(tmp_path, {**TEN, **YEAR})
    made = machines(prices, "m5.large")
    assert purchase_options()[:3] == ("on demand", "cheapest, 1 year", "cheapest, 3 years")
    assert "Database Savings Plan, 1 year" in purchase_options()
    for option in purchase_options():
        assert with_purchase(made, option, prices).total_monthly <= made.total_monthly
    with pytest.raises(ValueError, match="spot is no purchase option"):
        with_purchase(made, "spot", prices)
