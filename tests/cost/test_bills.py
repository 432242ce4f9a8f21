"""Bills worked by hand: small configurations, their usage, and every line with its arithmetic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from archbench.cost import Estimate, estimate
from archbench.cost.usage import Usage
from archbench.cost.usage_file import parse_usage
from archbench.cost.variants import expected, given, price_variants, varied
from archbench.terraform import load
from archbench.terraform.configuration import Configuration
from tests.cost.unknowns import mistakes

BILLS = Path(__file__).parent / "bills"


class _Loader(yaml.SafeLoader):
    """Numbers stay the text they are, so that none passes through a float."""


_Loader.yaml_implicit_resolvers = {
    letter: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:float"]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Line:
    """A quantity, a unit price and what they come to."""

    quantity: Decimal
    price: Decimal
    cost: Decimal

    @classmethod
    def parse(cls, text: str) -> "Line":
        """A line as written: "730 x 0.045 = 32.85"."""
        product, _, cost = text.partition(" = ")
        quantity, _, price = product.partition(" x ")
        return cls(Decimal(quantity), Decimal(price), Decimal(cost))


def bills() -> Iterator[Any]:
    """Every bill worked by hand, as a parameter with its name."""
    for path in sorted(BILLS.glob("*.yaml")):
        for bill in yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader):  # noqa: S506 a SafeLoader
            yield pytest.param(bill, id=f"{path.stem}: {bill['name']}")


def read(bill: Mapping[str, Any], directory: Path) -> tuple[Configuration, Usage]:
    """A bill's configuration, written and resolved, and its usage."""
    region = bill.get("region", "us-east-1")
    head = f'provider "aws" {{\n  region = "{region}"\n}}\n'
    (directory / "main.tf").write_text(head + bill["terraform"] + "\n", encoding="utf-8")
    usage = yaml.safe_dump({"version": "0.1", "resource_usage": bill.get("usage", {})})
    return load(directory), parse_usage(usage, "usage.yml")


def _estimate(bill: Mapping[str, Any], directory: Path) -> Estimate:
    configuration, usage = read(bill, directory)
    day = bill.get("as_of")
    assert day is None or isinstance(day, date)
    return estimate(configuration, usage=usage, as_of=day)


@pytest.mark.parametrize("bill", list(bills()))
def test_a_bill_worked_by_hand(bill: Mapping[str, Any], tmp_path: Path) -> None:
    """The estimate has these lines and no others, each to the last digit."""
    made = _estimate(bill, tmp_path)
    expected = {name: Line.parse(text) for name, text in bill.get("lines", {}).items()}
    for line in expected.values():
        assert line.quantity * line.price == line.cost, "the arithmetic of the bill itself"
    if "lines" in bill:
        found: dict[str, Line] = {}
        for item in made.priced:
            quantity, cost = item.pricing_quantity or Decimal(0), item.list_cost or Decimal(0)
            before = found.get(item.charge_description, Line(Decimal(0), Decimal(0), Decimal(0)))
            total = Line(before.quantity + quantity, item.list_unit_price, before.cost + cost)
            found[item.charge_description] = total
        assert found == expected
        assert made.total_monthly == sum((line.cost for line in expected.values()), Decimal(0))
    opened = sorted(f"{item.charge_description}: {item.list_unit_price}" for item in made.open)
    assert opened == sorted(bill.get("open", []))
    reasons = [item.reason for item in made.unpriced]
    assert len(reasons) == len(bill.get("unpriced", []))
    for reason, text in zip(reasons, bill.get("unpriced", []), strict=True):
        assert text in reason
    for address in bill.get("free", []):
        assert address in made.free
    if "total" in bill:
        assert round(made.total_monthly, 6) == Decimal(bill["total"])
    if "low" in bill:
        assert round(made.total.low, 6) == Decimal(bill["low"])
    if "high" in bill:
        assert round(made.total.high, 6) == Decimal(bill["high"])


@pytest.mark.parametrize("bill", list(bills()))
def test_an_unknown_value_opens_lines_and_changes_none(
    bill: Mapping[str, Any], tmp_path: Path
) -> None:
    """Replace any value by an unknown one: a line may open or lose its price, never change."""
    configuration, usage = read(bill, tmp_path)
    assert list(mistakes(configuration, usage, bill.get("as_of"))) == []


def test_there_are_at_least_sixty_bills() -> None:
    """The rules are held by more than sixty bills nobody computed with them."""
    assert len(list(bills())) >= 60


@pytest.mark.parametrize("bill", [x for x in bills() if x.values[0].get("usage")])
def test_many_usages_of_a_bill_cost_what_each_costs_alone(
    bill: Mapping[str, Any], tmp_path: Path
) -> None:
    """None of a thing, some, twice as much and a part of it, priced together and one by one."""
    configuration, usage = read(bill, tmp_path)
    numbers = {key: float(value.likely) for key, value in given(usage)}
    times = (0.0, 1.0, 2.0, 0.37)
    values = {key: np.array([number * each for each in times]) for key, number in numbers.items()}
    found = price_variants(configuration, None, usage, values)
    for row, total in enumerate(found.totals):
        alone = {key: Decimal(repr(float(column[row]))) for key, column in values.items()}
        made = estimate(configuration, usage=varied(usage, alone))
        assert float(total) == pytest.approx(float(expected(made)), abs=1e-6)
