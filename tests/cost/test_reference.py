"""The reference stack costs what its requirements say, to the cent."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from archbench.architecture import build
from archbench.cost import Estimate, estimate
from archbench.terraform.plan import read_plan

PLANS = Path(__file__).parents[1] / "recorded" / "payments"
DAY = date(2026, 11, 23)


def estimated(name: str) -> Estimate:
    """The estimate of a recorded plan of the payment stack."""
    path = PLANS / f"plan-{name}.json"
    configuration = read_plan(json.loads(path.read_text(encoding="utf-8")), path.name)
    return estimate(configuration, build(configuration), as_of=DAY)


def cost(made: Estimate, item: str) -> Decimal:
    """What all lines that buy an item come to."""
    lines = [line for line in made.priced if line.item == item]
    assert lines, f"no line buys {item}"
    return sum((line.list_cost or Decimal(0) for line in lines), Decimal(0))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("linux-ondemand:t3.medium", "182.208"),
        ("nat-gateway-hour", "98.55"),
        ("aurora-pg-instance:db.r6g.large", "569.40"),
        ("alb-hour", "16.425"),
        ("public-ipv4-hour", "21.90"),
        ("cmk-month", "2.00"),
        ("secret-month", "0.40"),
        ("dashboard", "3.00"),
        ("hosted-zone", "0.50"),
        ("health-check-aws", "0.50"),
        ("health-check-option-aws", "3.00"),
        ("alarm-standard", "1.10"),
        ("custom-metric", "12.60"),
        ("ebs-storage:gp3", "9.60"),
    ],
)
def test_each_fixed_charge_of_the_reference_stack(item: str, expected: str) -> None:
    """6 x t3.medium, 3 NATs, 3 x db.r6g.large, the ALB, six addresses, two keys and the rest."""
    assert cost(estimated("default"), item) == Decimal(expected)


def test_the_fixed_cost_is_the_sum_of_those_charges() -> None:
    """Everything a payment stack pays before it carries a request: $921.18 a month."""
    assert estimated("default").total_monthly == Decimal("921.183")


def test_at_most_eighteen_instances_run() -> None:
    """At its maximum the group's 18 x t3.medium cost $546.62 a month."""
    lines = [x for x in estimated("default").priced if x.item == "linux-ondemand:t3.medium"]
    assert sum(line.list_cost_high or 0 for line in lines) == Decimal("546.624")


def test_the_idle_colour_costs_nothing() -> None:
    """The colour with no capacity has one line, of nothing, and cannot grow."""
    address = 'aws_autoscaling_group.payment["green"]'
    lines = [line for line in estimated("default").line_items if line.address == address]
    assert [(line.list_cost, line.list_cost_high) for line in lines] == [(Decimal(0), Decimal(0))]


@pytest.mark.parametrize("name", ["default", "green", "one-nat", "no-certificate", "production"])
def test_every_resource_is_priced_free_or_listed(name: str) -> None:
    """No managed resource is dropped, and none is listed twice as something else."""
    path = PLANS / f"plan-{name}.json"
    configuration = read_plan(json.loads(path.read_text(encoding="utf-8")), path.name)
    made = estimate(configuration, as_of=DAY)
    billed = {line.address for line in made.line_items} | {item.address for item in made.unpriced}
    assert billed.isdisjoint(made.free)
    assert billed | set(made.free) == {item.address for item in configuration.managed()}


def test_zones_and_tiers_add_up_to_the_total() -> None:
    """The parts by zone, tier and service each sum to the total exactly."""
    made = estimated("default")
    for parts in (made.by_zone(), made.by_tier(), made.by_service(), made.by_address()):
        assert sum((part.likely for part in parts.values()), Decimal(0)) == made.total.likely
        assert sum((part.high for part in parts.values()), Decimal(0)) == made.total.high


def test_the_three_zones_cost_the_same() -> None:
    """A stack spread evenly over three zones pays the same in each."""
    zones = {k: v.likely for k, v in estimated("default").by_zone().items() if k != "regional"}
    assert set(zones) == {"us-east-1a", "us-east-1b", "us-east-1c"}
    assert max(zones.values()) - min(zones.values()) < Decimal("0.0001")


def test_quantity_times_price_is_cost_on_every_line() -> None:
    """list_unit_price x pricing_quantity = list_cost, unrounded; an open line has neither."""
    for line in estimated("default").line_items:
        if line.pricing_quantity is None:
            assert line.list_cost is None
            assert line.open_reason
        else:
            assert isinstance(line.list_cost, Decimal)
            assert line.list_cost == line.list_unit_price * line.pricing_quantity


def test_every_price_has_a_source_and_a_date() -> None:
    """A line names where its price was read and when."""
    made = estimated("default")
    for line in made.line_items:
        assert line.price_date >= "2023"
        assert made.sources[line.price_source]
